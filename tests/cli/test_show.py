from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run, Said
from .scales import HELP, NEWER, add_release, write_facts


@pytest.fixture
def facts(run: Run, tmp_path: Path) -> Path:
    """Facts of a component at three releases, of which the last may have flags that its help does not list."""
    directory = write_facts(tmp_path / "facts")
    for release, text in (("1.0.0", HELP), ("1.2.0", NEWER)):
        assert add_release(run, directory, release, text).status == 0
    path = directory / "scales" / "weigh.record.yaml"
    path.write_text(path.read_text("utf-8").replace(", partial: true", ""), "utf-8")
    assert add_release(run, directory, "1.3.0", NEWER).status == 0
    return directory


def test_a_release_that_was_recorded(run: Run, facts: Path) -> None:
    said = run("show", "weigh", "--release", "1.0.0", "--format", "json", "--facts", facts)
    assert (said.status, said.err) == (0, "")

    def state(type_: str, default: str | None) -> dict[str, object]:
        return {
            "type": type_, "default": default, "deprecated": False, "no_effect": False, "replaced_by": [],
            "sources": ["help-1.0.0"],
        }  # fmt: skip

    found = json.loads(said.out)
    assert {key: found[key] for key in ("component", "product", "release", "observed", "also_accepted", "unknown", "fields")} == {
        "component": "weigh", "product": "scales", "release": "1.0.0", "observed": "1.0.0", "also_accepted": {}, "unknown": [],
        "fields": {},
    }  # fmt: skip
    [source] = {id for flag in found["flags"].values() for id in flag["sources"]}
    assert {name: {**flag, "sources": ["help-1.0.0"]} for name, flag in found["flags"].items()} == {
        "--help": state("bool", None), "--port": state("int", "48251"), "--scale": state("string", "kitchen"),
    }  # fmt: skip
    assert found["sources"][source] == {"artefact": "weigh --help", "release": "1.0.0"}
    assert found["endpoints"] == [
        {
            "id": "plain", "port": 48251, "scheme": "http", "purpose": "metrics", "paths": [], "auth": "none", "bind": "", "listens": True,
            "args": [], "set_by": {"flags": [], "fields": [], "off": []}, "replaced_by": "safe", "note": "", "sources": ["notes"],
        }
    ]  # fmt: skip


def test_a_release_between_two_that_disagree(run: Run, facts: Path) -> None:
    said = run("show", "weigh", "--release", "1.1.0", "--facts", facts)
    assert said == Said(
        0,
        "weigh 1.1.0, not recorded itself: what holds on both sides of it\n"
        "\nEndpoints\n  plain  48251  http    none\n\n"
        "Flags\n  --help   bool\n  --scale  string  kitchen\n\n"
        "Unknown for this release\n  --port --safe-port\n",
    )


def test_without_a_release(run: Run, facts: Path) -> None:
    said = run("show", "weigh", "--facts", facts)
    assert said == Said(
        0,
        "weigh: Weighs things.\n\n"
        "Endpoints\n  plain  48251  http     none   <1.2\n  safe   48259  https    token  >=1.2\n\n"
        "Flags\n  --help       bool              >=1.0.0\n  --port       int     48251     >=1.0.0,<1.2.0\n"
        "  --safe-port  int     48259     >=1.2.0\n  --scale      string  bathroom  >=1.0.0\n",
    )


def test_what_cannot_be_shown(run: Run, facts: Path) -> None:
    assert run("show", "wiegh", "--facts", facts) == Said(2, "", "error: unknown component 'wiegh'; did you mean 'weigh'?\n")
    assert run("show", "weigh", "--release", "new", "--facts", facts) == Said(2, "", "error: 'new' is not a version\n")
    assert run("show", "weigh", "--distribution", "k3s", "--facts", facts) == Said(
        2, "", "error: unknown distribution 'k3s' of scales; known: -\n"
    )
    huge = "1" * 5000
    assert run("show", "weigh", "--release", huge, "--facts", facts) == Said(2, "", f"error: '{huge}' is not a version\n")


KEYS = {"type", "default", "deprecated", "no_effect", "replaced_by", "sources"}


@pytest.mark.parametrize("component", ["kube-scheduler", "kubelet", "etcd", "prometheus", "coredns", "containerd"])
def test_the_keys_of_the_answer(run: Run, component: str) -> None:
    release = {"kube-scheduler": "1.18.20", "kubelet": "1.24.0", "etcd": "3.5", "prometheus": "2.45", "containerd": "1.6"}
    said = run("show", component, "--release", release.get(component, "1.9"), "--format", "json")
    assert (said.status, said.err) == (0, "")
    found = json.loads(said.out)
    assert {"component", "product", "release", "observed", "complete", "flags", "endpoints", "fields"} <= set(found)
    assert found["component"] == component
    assert all(name.startswith("--") and set(flag) == KEYS for name, flag in found["flags"].items())
    assert all(set(field) == KEYS for fields in found["fields"].values() for field in fields.values())
    assert all(isinstance(endpoint["port"], int) for endpoint in found["endpoints"])
    assert all(set(flag["sources"]) <= set(found["sources"]) for flag in found["flags"].values())


def test_the_scheduler_at_1_18(run: Run) -> None:
    found = json.loads(run("show", "kube-scheduler", "--release", "1.18.20", "--format", "json").out)
    assert (found["observed"], found["complete"]) == ("1.18.20", True)
    port, secure = found["flags"]["--port"], found["flags"]["--secure-port"]
    assert (port["type"], port["default"], port["deprecated"], port["no_effect"]) == ("int", "10251", True, False)
    assert (secure["type"], secure["default"], secure["deprecated"]) == ("int", "10259", False)
    assert {endpoint["port"]: endpoint["scheme"] for endpoint in found["endpoints"]} == {10251: "http", 10259: "https"}
    later = json.loads(run("show", "kube-scheduler", "--release", "1.24.0", "--format", "json").out)
    assert "--port" not in later["flags"]
    assert {endpoint["port"] for endpoint in later["endpoints"]} == {10259}
