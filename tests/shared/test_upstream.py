"""The generated files against the sets that they were made from."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sphinxext.factcheck.cli import main
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.facts.files import builtin_directory
from sphinxext.factcheck.facts.load import load_facts
from sphinxext.factcheck.facts.model import Presence
from sphinxext.factcheck.facts.snapshot import snapshot
from sphinxext.factcheck.upstream.observations import parse_release
from sphinxext.factcheck.upstream.programs import KIND_SETS, KindSet
from sphinxext.factcheck.versions import Version

pytestmark = pytest.mark.shared


def components() -> tuple[str, ...]:
    """The components of which flags are given."""
    root = Path(os.environ.get("FACTCHECK_SHARED", "../shared"))
    return tuple(sorted(path.stem for path in (root / "upstream" / "flags").glob("*.json")))


@cache
def facts() -> FactBase:
    base, problems = load_facts([builtin_directory()])
    assert problems == ()
    return base


def releases(path: Path) -> list[tuple[Version, dict[str, Any]]]:
    return [(release, item) for label, item in json.loads(path.read_text("utf-8")).items() if (release := parse_release(label))]


@pytest.mark.parametrize("component", components(), ids=str)
def test_every_flag_of_every_release_is_shown_as_the_artefact_has_it(component: str, shared: Path) -> None:
    base = facts()
    known, record = base.component(component), base.record(component)
    assert known is not None
    assert record is not None
    wrong = []
    for release, item in releases(shared / "upstream" / "flags" / f"{component}.json"):
        shown = snapshot(known, record, release)
        foreign = item.get("not_upstream") or {}
        expected = {
            name: (flag["type"], flag["default"], bool(flag["deprecated"]))
            for name, flag in item["flags"].items()
            if name not in foreign
        }
        found = {state.name: (state.type, state.default, state.deprecated) for state in shown.flags}
        assert shown.observed == release
        wrong += [(str(release), name) for name in {*expected, *found} if expected.get(name) != found.get(name)]
        assert not {state.name for state in shown.also_accepted} & set(expected)
    assert wrong == []


@pytest.mark.parametrize("kind_set", KIND_SETS, ids=lambda kind_set: kind_set.component)
def test_every_field_of_a_root_type_answers_as_the_artefact_has_it(kind_set: KindSet, shared: Path) -> None:
    component = facts().component(kind_set.component)
    assert component is not None
    kinds = {(kind.kind, kind.api_version): kind for kind in component.kinds}
    compared = 0
    for release, item in releases(shared / "upstream" / "config_fields" / f"{kind_set.name}.json"):
        for kind in kind_set.kinds:
            for version in kind.versions:
                fields = item["types"].get(f"{version}.{kind.type}")
                known = kinds[(kind.type, f"{kind.group}/{version}") if kind.group else ("", "")]
                if fields is None:
                    assert release not in known.names.observed
                    continue
                own = {name for name in fields if not name.startswith("<inline>")}
                answered = {
                    path
                    for path, field in known.fields.items()
                    if "." not in path and known.names.presence(field.ranges, release, field.settled) is Presence.PRESENT
                }
                assert own <= answered
                inlined = any(name.startswith("<inline>") and "TypeMeta" not in name for name in fields)
                assert answered - own <= {"apiVersion", "kind"} or inlined
                compared += len(own)
    assert compared > 0 or kind_set.component == "kube-controller-manager"


def test_every_allocated_port_is_as_the_list_has_it(shared: Path) -> None:
    listed = json.loads((shared / "upstream" / "port_allocations.json").read_text("utf-8"))["allocations"]
    answered = {port: facts().allocations(port) for port in range(1, 65536)}
    kept = {port for port, allocations in answered.items() if allocations}
    nobody = {int(port) for port, item in listed.items() if "FREE" in item["name"] or "UNALLOCATED" in item["name"]}
    assert kept == {int(port) for port in listed} - nobody
    assert len(nobody) == 16
    for port in kept:
        [allocation] = answered[port]
        # A name is what was listed, but for remarks, quotes and remains of links.
        assert "".join(filter(str.isalnum, listed[str(port)]["name"])).startswith(
            "".join(filter(str.isalnum, allocation.name.split(",")[0]))
        )
        given = listed[str(port)]["urls"]
        assert len(allocation.urls) == len(given)
        assert all(url.endswith(other) for url, other in zip(allocation.urls, given, strict=True))


def test_the_files_are_what_the_sets_make(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["facts", "import", "--from", str(shared / "upstream"), "--to", str(builtin_directory()), "--check"]
    assert main(arguments) == 0, capsys.readouterr()
