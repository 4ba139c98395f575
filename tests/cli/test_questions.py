"""``list``, ``diff``, ``port``, ``stats``, ``impact``, ``validate`` and ``schema``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinxext.factcheck.facts.files import builtin_directory

from .conftest import Run, Said
from .scales import HELP, NEWER, add_release, write_facts


@pytest.fixture
def facts(run: Run, tmp_path: Path) -> Path:
    """Facts of a component at two releases."""
    directory = write_facts(tmp_path / "facts")
    assert add_release(run, directory, "1.0.0", HELP, "--artefact", "weigh's own help").status == 0
    assert add_release(run, directory, "1.2.0", NEWER).status == 0
    return directory


def test_list(run: Run, facts: Path) -> None:
    said = run("list", "--facts", facts)
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    assert [" ".join(line.split()) for line in lines if line.startswith("weigh ")] == ["weigh scales 1.0-1.3 Weighs things."]
    told = json.loads(run("list", "--facts", facts, "--format", "json").out)
    assert [each for each in told if each["component"] == "weigh"] == [
        {"component": "weigh", "product": "scales", "title": "", "summary": "Weighs things.", "releases": ["1.0", "1.2", "1.3"]}
    ]
    assert {"kubelet", "etcd", "prometheus"} <= {each["component"] for each in told}


def test_diff(run: Run, facts: Path) -> None:
    assert run("diff", "weigh", "1.0.0", "1.2.0", "--facts", facts) == Said(
        1,
        "# the flags of weigh are not known to be complete for 1.0.0\n"
        "# the flags of weigh are not known to be complete for 1.2.0\n"
        "? flag --safe-port: nobody can tell for one of the releases\n"
        "~ flag --scale: default 'kitchen' becomes 'bathroom'\n"
        "- endpoint plain is gone; use safe\n"
        "+ endpoint safe is new\n",
    )
    said = run("diff", "weigh", "1.0.0", "1.0.0", "--facts", facts, "--format", "json")
    assert said == Said(0, "[]\n")
    told = json.loads(run("diff", "weigh", "1.0.0", "1.2.0", "--facts", facts, "--format", "json").out)
    assert told[-1] == {
        "verb": "added", "kind": "endpoint", "name": "safe", "of": "", "what": "", "before": None, "after": "48259",
        "replaced_by": [],
    }  # fmt: skip


def test_diff_of_what_is_built_in(run: Run) -> None:
    said = run("diff", "kube-scheduler", "1.23.1", "1.24.0")
    assert (said.status, said.err) == (1, "")
    assert "- flag --port is gone; use --secure-port\n" in said.out
    assert "--secure-port is" not in said.out


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["nothing-like-it", "1.0", "1.2"], "unknown component 'nothing-like-it'"),
        (["kubelet", "old", "1.2"], "'old' is not a version"),
        (
            ["etcd", "3.4", "3.5", "--distribution", "nobody"],
            None,
        ),
    ],
)
def test_diff_of_what_cannot_be_meant(run: Run, arguments: list[str], what: str | None) -> None:
    said = run("diff", *arguments)
    assert (said.status, said.out) == (2, "")
    assert (
        said.err == f"error: {what}\n" if what else said.err.startswith("error: unknown distribution 'nobody' of etcd; known: ")
    )


def test_port(run: Run, facts: Path) -> None:
    assert run("port", "48251", "--facts", facts).out.startswith("48251 weigh plain (http, ")
    assert run("port", "48251", "--facts", facts).out.endswith("): Scales <1.2; now 48259 (https, token)\n")
    assert run("port", "48252", "--facts", facts) == Said(0, "nothing is known of port 48252\n")
    told = json.loads(run("port", "48259", "--facts", facts, "--format", "json").out)
    assert told["port"] == 48259
    assert [(each["component"], each["endpoint"], each["since"], each["removed"]) for each in told["endpoints"]] == [
        ("weigh", "safe", "1.2", None)
    ]
    assert told["allocated"] == []


def test_port_of_the_scheduler(run: Run) -> None:
    said = run("port", "10251")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("10251 kube-scheduler ")
    assert "; now 10259 (https, token)\n" in said.out


@pytest.mark.parametrize("port", ["0", "70000"])
def test_what_is_no_port(run: Run, port: str) -> None:
    assert run("port", port) == Said(2, "", f"error: {port} is no port: expected a number from 1 to 65535\n")


def test_port_wants_a_number(run: Run) -> None:
    said = run("port", "http")
    assert (said.status, said.out) == (2, "")
    assert said.err.endswith("argument N: invalid int value: 'http'\n")


def test_stats(run: Run, facts: Path) -> None:
    told = json.loads(run("stats", "--facts", facts, "--format", "json").out)
    assert told["components"]["weigh"] == {
        "releases": 2, "flags": 4, "commands": 0, "command flags": 0, "kinds": 0, "fields": 0, "endpoints": 2, "sources": 3,
    }  # fmt: skip
    assert told["total"]["components"] == len(told["components"])
    assert told["total"]["flags"] == sum(counts["flags"] for counts in told["components"].values())
    lines = run("stats", "--facts", facts).out.splitlines()
    assert lines[0].split() == ["releases", "flags", "commands", "command", "flags", "kinds", "fields", "endpoints", "sources"]
    assert lines[-1].split()[0] == "total"


PAGE = """\
Ports
=====

The scheduler is asked at its port:

.. code-block:: sh

   kube-scheduler --port=10251
   kube-scheduler --secure-port=10259
"""


def test_impact(run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.rst").write_text(PAGE, "utf-8")
    said = run("impact", "kubernetes", "1.18.10", "1.30", site)
    assert (said.status, said.err) == (1, "")
    *lines, last = said.out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [f"{site}/index.rst:8:19"]
    assert "[removed-flag]" in lines[0]
    assert last == "1 pages, 2 claims, 2 checked: 1 become wrong, 0 become right, 0 change otherwise"
    assert run("impact", "kubernetes", "1.30", "1.30", site) == Said(
        0, "1 pages, 2 claims, 2 checked: 0 become wrong, 0 become right, 0 change otherwise\n"
    )
    told = json.loads(run("impact", "kubernetes", "1.18.10", "1.30", site / "index.rst", "--format", "json").out)
    assert [(each["turn"], each["path"], each["line"], each["code"]) for each in told["effects"]] == [
        ("becomes-wrong", f"{site}/index.rst", 8, "removed-flag")
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "what"),
    [
        (["none", "1.18", "1.30", "."], 2, "unknown product 'none'; known: "),
        (["kubernetes", "1.18", "new", "."], 2, ""),
        (["kubernetes", "1.18", "1.30", "no/such/page"], 2, "there is no file or directory 'no/such/page'\n"),
        (["kubernetes", "1.18", "1.30", ".", "--assume", "etcd"], 2, "'etcd': expected PRODUCT==RELEASE, such as etcd==3.5\n"),
    ],
)
def test_impact_of_what_cannot_be_meant(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("impact", *arguments)
    assert (said.status, said.out, said.err.count("\n")) == (status, "", 1)
    assert said.err.startswith(f"error: {what}")


def test_impact_of_a_page_in_another_encoding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "index.rst").write_bytes(PAGE.encode() + b"\xff\n")
    said = run("impact", "kubernetes", "1.18.10", "1.30", tmp_path)
    assert (said.status, said.err) == (3, f"error: {tmp_path}/index.rst: cannot be read: it is not in UTF-8\n")
    assert said.out.endswith("; 1 stretches were not read\n")


@pytest.mark.usefixtures("alone")
def test_validate(run: Run, facts: Path) -> None:
    assert run("validate", facts) == Said(0, "")
    path = facts / "scales" / "weigh.yaml"
    path.write_text(path.read_text("utf-8").replace("programs:", "programmes:"), "utf-8")
    assert run("validate", facts) == Said(1, f"{path}:4:1: unknown key 'programmes'; did you mean 'programs'?\n")
    assert run("validate", facts / "none") == Said(1, f"{facts}/none:1:1: there is no such directory\n")


def test_schema(run: Run) -> None:
    said = run("schema")
    assert said == Said(0, (builtin_directory() / "schema.json").read_text("utf-8"))
    assert "$defs" in json.loads(said.out)
