"""The tables of runs are what they promise to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..debian import upstream_release
from .programs import Result
from .record import HEAD
from .table import HELD_OUT, PACKAGED, RUNS, Invocation, Run, read, written

TABLES = (RUNS, HELD_OUT)


def name_of(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_a_table_is_as_the_recorder_writes_it(path: Path) -> None:
    assert path.read_text("utf-8") == written(HEAD.format(name=f"tests/reach/{path.name}"), read(path))


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_every_run_is_recorded_and_of_a_package(path: Path) -> None:
    for run in read(path):
        package, version = run.package.split()
        assert (package, upstream_release(version)) == (PACKAGED[run.invocation.component][0], run.release)
        assert run.result is not None
        assert run.result.exited is None or run.result.sockets == ()
        assert run.says or run.result.sockets, run.id


def test_there_are_enough_and_none_is_in_both() -> None:
    runs, held_out = (read(path) for path in TABLES)
    assert len(runs) >= 80
    assert len(held_out) >= 30
    keys = [(run.suite, run.invocation.component, run.invocation.args, str(run.invocation)) for run in (*runs, *held_out)]
    assert len(keys) == len(set(keys))


def test_ports_that_nobody_named_are_not_told() -> None:
    invocation = Invocation("kettle", ("--listen=127.0.0.1:40000", "--peer"), {}, {})
    seen = Result(("*:40001", "*:9100", "127.0.0.1:40000", "[::1]:50000"))
    assert invocation.told(seen) == Result(("*:9100", "*:?", "127.0.0.1:40000", "[::1]:?"))
    assert invocation.told(Result((), 1)) == Result((), 1)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    invocation = Invocation("etcd", ("--name=a b",), {"ETCD_NAME": ""}, {"a.yml": "a: 1\nb: 2\n"})
    run = Run(invocation, "bookworm", "3.4.23", "etcd-server 3.4.23-4", Result(("*:2379", "[::1]:2380")), "")
    ended = Run(Invocation("etcd"), "bookworm", "3.4.23", "etcd-server 3.4.23-4", Result((), 0), "so: it 'ends'")
    table = tmp_path / "table.yaml"
    table.write_text(written("one\ntwo", [run, ended]), "utf-8")
    assert read(table) == (ended, run)
    assert table.read_text("utf-8") == (
        "# one\n# two\n"
        "runs:\n"
        "- component: etcd\n  suite: bookworm\n  package: etcd-server 3.4.23-4\n  release: 3.4.23\n  args: []\n"
        "  sockets: []\n  exited: 0\n  says: 'so: it ''ends'''\n"
        "- component: etcd\n  suite: bookworm\n  package: etcd-server 3.4.23-4\n  release: 3.4.23\n  args: [--name=a b]\n"
        "  variables:\n    ETCD_NAME: ''\n  files:\n    a.yml: |\n      a: 1\n      b: 2\n"
        "  sockets: ['*:2379', '[::1]:2380']\n"
    )
    assert invocation.wants_certificate is False
    assert Invocation("etcd", (), {}, {"a": "key-file: key.pem"}).wants_certificate is True
