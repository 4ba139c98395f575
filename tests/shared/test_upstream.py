"""The generated files against the sets that they were made from."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
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


READ_AGAIN = frozenset(("etcdctl", "promtool"))
"""Tools whose sets lack global flags, or the values of flags: their help was read again, with that of their subcommands."""


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
        if component in READ_AGAIN:
            wrong += [(str(release), name) for name in set(expected) - set(found)]
            continue
        wrong += [(str(release), name) for name in {*expected, *found} if expected.get(name) != found.get(name)]
        assert not {state.name for state in shown.also_accepted} & set(expected)
    assert wrong == []


Types = dict[str, dict[str, dict[str, Any]]]

NEVER_IN_A_FILE = {
    # What the audit log holds, and lists of policies.
    "apiserver": {
        "v1.AuthenticationMetadata",
        *(f"{v}.{name}" for v in ("v1", "v1alpha1", "v1beta1") for name in ("Event", "EventList", "ObjectReference", "PolicyList")),
    },
    # A type that nothing has, and the root of the files that scrape_config_files names.
    "prometheus": {"config.ClientCert", "config.ScrapeConfigs"},
}  # fmt: skip


@dataclass(frozen=True)
class Given:
    """The types of a set and of the library at one release, walked from a root without help from the code under test."""

    own: Types
    shared: Types

    def find(self, go_type: str, package: str, is_own: bool) -> tuple[str, bool] | None:
        alias, _, name = go_type.rpartition(".")
        types = self.own if is_own else self.shared
        if not alias or go_type in types:
            near = go_type if alias else f"{package}.{name}"
            other = [each for each in types if each.rpartition(".")[2] == name]
            found = near if near in types else other[0] if len(other) == 1 else None
            return (found, is_own) if found else None
        version = re.search(r"v\d+(?:(?:alpha|beta)\d+)?$", alias)
        other = [each for each in self.shared if each.rpartition(".")[2] == name]
        if version is not None:
            other = [each for each in other if each == f"{version[0]}.{name}"]
        return (other[0], False) if len(other) == 1 else None

    def walk(
        self, type: str, is_own: bool, prefix: str, above: tuple[str, ...], kind_set: KindSet, reached: set[str]
    ) -> tuple[dict[str, tuple[str, bool]], set[str]]:
        """What stands below *prefix*: type and deprecation of each path; the paths below which more may stand."""
        fields: dict[str, tuple[str, bool]] = {}
        unknown = {prefix} if is_own and type in kind_set.open else set()
        if is_own:
            reached.add(type)
        for name, value in (self.own if is_own else self.shared)[type].items():
            go_type, mark = value["go_type"], str(value["deprecated"] or "")
            about_a_value = f"{type}.{name}" in kind_set.conditional or re.match(r"[^()]*\)", mark) is not None
            inlined = name.startswith("<inline>") or f"{type}.{name}" in kind_set.inlined
            marks = "".join({"[]": "[]", "*": ""}.get(each, "{}") for each in re.findall(r"\[\]|\*|map\[[^]]*\]", go_type))
            path = prefix if inlined else f"{prefix}.{name}".lstrip(".")
            if not inlined:
                fields[path] = go_type, bool(mark) and not about_a_value
            element = re.sub(r"^(?:\[\]|\*|map\[[^]]*\])*", "", go_type)
            if inlined and element in ("metav1.TypeMeta", "interface{}"):
                continue
            found = self.find(element, type.rpartition(".")[0], is_own)
            if found is None or found[0] in above:
                unknown.add(path)
            else:
                below = self.walk(*found, path + marks, (*above, found[0]), kind_set, reached)
                fields, unknown = fields | below[0], unknown | below[1]
        return fields, unknown


def given_of(shared: Path, kind_set: KindSet) -> list[tuple[Version, Given]]:
    root = shared / "upstream" / "config_fields"
    library = dict(releases(root / "component-base.json")) if "component-base" in kind_set.libraries else {}
    return [
        (release, Given(item["types"], library[release]["types"] if library else {}))
        for release, item in releases(root / f"{kind_set.name}.json")
    ]


@pytest.mark.parametrize("kind_set", [each for each in KIND_SETS if each.name], ids=lambda kind_set: kind_set.component)
def test_every_field_of_every_type_is_shown_as_the_artefact_has_it(kind_set: KindSet, shared: Path) -> None:
    component = facts().component(kind_set.component)
    assert component is not None
    kinds = {(kind.kind, kind.api_version): kind for kind in component.kinds}
    wrong: list[object] = []
    reached: set[str] = set()
    given = given_of(shared, kind_set)
    for release, types in given:
        shown = snapshot(component, None, release)
        for kind in kind_set.kinds:
            for name, version, roots in kind.roots if kind.describes(release) else ():
                root = next((each for each in roots if each in types.own), None)
                known = kinds[name, version]
                states = shown.fields.get(known.title(component.name), ())
                # A mark that was written by hand knows more than the comment in the source text.
                noted = {path for path, field in known.fields.items() if field.sources}
                found = {state.path: (state.type, state.deprecated and state.path not in noted) for state in states}
                if root is None:
                    continue
                expected, unknown = types.walk(root, True, "", (root,), kind_set, reached)
                for part in kind.parts:
                    element = part.type.removeprefix("[]*")
                    if element in types.own and part.path not in expected:
                        expected[part.path] = part.type, False
                        path = f"{part.path}[]" if element != part.type else part.path
                        below = types.walk(element, True, path, (element,), kind_set, reached)
                        expected, unknown = expected | below[0], unknown | below[1]
                expected = {path: (value[0], value[1] and path not in noted) for path, value in expected.items()}
                if name:
                    expected |= {"apiVersion": ("string", False), "kind": ("string", False)}
                wrong += [
                    (str(release), path, value, found.get(path)) for path, value in expected.items() if found.get(path) != value
                ]
                wrong += [
                    (str(release), path, "extra")
                    for path in found.keys() - expected.keys()
                    if not any(path.startswith((f"{each}.", f"{each}[", f"{each}{{")) or not each for each in unknown)
                ]
    assert wrong == []
    assert reached
    left = {name for _, types in given for name in types.own} - reached
    assert left == NEVER_IN_A_FILE.get(kind_set.name, set())


def test_kinds_of_the_controller_manager_were_seen_at_every_release_of_the_set(shared: Path) -> None:
    component = facts().component("kube-controller-manager")
    assert component is not None
    [kind] = component.kinds
    given = releases(shared / "upstream" / "config_fields" / "kube-controller-manager.json")
    assert set(kind.names.observed) >= {release for release, _ in given}
    field = kind.fields["AttachDetachController.disableForceDetachOnTimeout"]
    for release, item in given:
        there = "v1alpha1.AttachDetachControllerConfiguration" in item["types"]
        assert (kind.names.presence(field.ranges, release) is Presence.PRESENT) is there


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
