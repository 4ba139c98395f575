from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinxext.factcheck.facts.model import GroupVersionKind
from sphinxext.factcheck.upstream import __main__ as upstream
from sphinxext.factcheck.upstream.api_lifecycle import ApiObservation, Lifecycle, ServedPath
from sphinxext.factcheck.upstream.programs import Kind, KindSet, Program
from sphinxext.factcheck.versions import Version

PROGRAMS = (Program("sched", "kube", (("1.0.0", "--"),), ("flags.go", "https://example.org/flags.go")),)
KIND_SETS = (KindSet("sched", "kube", "sched", (Kind("Config", "sched.io", ("v1",)),)),)


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of small sets, for one program that has one kind."""
    monkeypatch.setattr(upstream, "PROGRAMS", PROGRAMS)
    monkeypatch.setattr(upstream, "KIND_SETS", KIND_SETS)
    root = tmp_path / "sets"
    (root / "flags").mkdir(parents=True)
    (root / "config_fields").mkdir()
    flags = {
        "1.0.0": {"flags": {"port": {"type": "int", "default": "1", "deprecated": False}}, "methods": ["src"], "source": ["x"]}
    }
    types = {"1.0.0": {"types": {"v1.Config": {"port": {"go_type": "int32", "deprecated": False}}}, "source": "x"}}
    (root / "flags" / "sched.json").write_text(json.dumps(flags))
    (root / "config_fields" / "sched.json").write_text(json.dumps(types))
    (root / "config_fields" / "component-base.json").write_text(json.dumps({"1.0.0": {"types": {}, "source": "y"}}))
    (root / "port_allocations.json").write_text(json.dumps({"allocations": {"9100": {"name": "Door exporter", "urls": []}}}))
    return root


def test_writes_every_file_and_finds_nothing_to_change(sets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "facts"
    assert upstream.main(["--from", str(sets), "--to", str(target)]) == 0
    assert sorted(path.relative_to(target).as_posix() for path in target.rglob("*.*")) == [
        "kube/sched.fields.yaml",
        "kube/sched.flags.yaml",
        "kube/sched.record.yaml",
        "prometheus/prometheus.allocations.yaml",
    ]
    first = (target / "kube" / "sched.flags.yaml").read_bytes()
    assert upstream.main(["--from", str(sets), "--to", str(target), "--check"]) == 0
    assert upstream.main(["--from", str(sets), "--to", str(target)]) == 0
    assert (target / "kube" / "sched.flags.yaml").read_bytes() == first
    assert capsys.readouterr() == ("", "")


def test_check_shows_what_would_change_and_writes_nothing(sets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "facts"
    upstream.main(["--from", str(sets), "--to", str(target)])
    file = target / "kube" / "sched.flags.yaml"
    file.write_text(stale := file.read_text().replace("type: int", "type: string"))
    assert upstream.main(["--from", str(sets), "--to", str(target), "--check"]) == 1
    assert file.read_text() == stale
    changed = [line for line in capsys.readouterr().out.splitlines() if line[0] in "-+"]
    assert changed == [
        f"--- {file}",
        f"+++ {file} (new)",
        '-  port: {ranges: [["1.0.0", ~]], type: string, default: {"1.0.0": "1"}}',
        '+  port: {ranges: [["1.0.0", ~]], type: int, default: {"1.0.0": "1"}}',
    ]


def test_a_set_that_cannot_be_read_changes_nothing(sets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (sets / "config_fields" / "sched.json").write_text("[]")
    target = tmp_path / "facts"
    assert upstream.main(["--from", str(sets), "--to", str(target)]) == 2
    assert not target.exists()
    assert capsys.readouterr().err == (
        "error: sched: not a set of types: AttributeError(\"'list' object has no attribute 'items'\")\n"
    )


def test_a_set_that_is_missing(sets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = sets / "flags" / "sched.json"
    missing.unlink()
    assert upstream.main(["--from", str(sets), "--to", str(tmp_path / "facts")]) == 2
    assert capsys.readouterr().err == f"error: [Errno 2] No such file or directory: '{missing}'\n"


def test_kinds_of_the_api_are_made_where_there_are_repositories(
    sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = GroupVersionKind("apps", "v1", "Door")
    seen = ApiObservation(
        Version("1.0.0"), {name: Lifecycle()}, frozenset((ServedPath("apps", "v1", "door", "doors", namespaced=True),)), ("x",)
    )
    target, clones = tmp_path / "facts", tmp_path / "clones"
    monkeypatch.setattr(upstream, "observe_apis", lambda directory: (seen,) if directory == clones else ())
    assert upstream.main(["--from", str(sets), "--to", str(target), "--repositories", str(clones)]) == 0
    written = (target / "kubernetes" / "kube-apiserver.apis.yaml").read_text().splitlines()
    assert written[-1] == '    Door: {resource: doors, namespaced: true, ranges: [["1.0.0", ~]]}'


def test_repositories_that_are_missing(sets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "facts"
    assert upstream.main(["--from", str(sets), "--to", str(target), "--repositories", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(f"error: {tmp_path}/kubernetes-client/python: git tag: ")
    assert not target.exists()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "facts" / "x.yaml"
    upstream.write(file, "old\n")
    with pytest.raises(UnicodeEncodeError):
        upstream.write(file, "new\n\udc80")
    assert file.read_text() == "old\n"
    assert list(file.parent.iterdir()) == [file]
