"""What is recorded, held against the help of the real programs that Debian's packages install."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from sphinxext.factcheck.facts import FactBase, builtin_directory, load_facts
from sphinxext.factcheck.facts.snapshot import snapshot
from sphinxext.factcheck.upstream.importing import Difference, differences, recorded_help
from sphinxext.factcheck.upstream.programs import program_of
from sphinxext.factcheck.upstream.run import RunError, help_tree
from sphinxext.factcheck.versions import parse_version

from ..debian import Debian

_PACKAGED = re.compile(r"Debian package (?P<package>\S+) \S+ \(bookworm\), `(?P<program>[\w.-]+) --help`")

FROM_SETS = {
    "alertmanager": ("prometheus-alertmanager", "prometheus-alertmanager"),
    "blackbox_exporter": ("prometheus-blackbox-exporter", "prometheus-blackbox-exporter"),
    "etcd": ("etcd-server", "etcd"),
    "node_exporter": ("prometheus-node-exporter", "prometheus-node-exporter"),
    "prometheus": ("prometheus", "prometheus"),
    "pushgateway": ("prometheus-pushgateway", "prometheus-pushgateway"),
}
"""Package and program of components that are recorded from given sets."""

OTHERWISE = {
    # Debian's builds have paths of their own among the defaults, and the sets have those of upstream's source text.
    ("alertmanager", "config.file"), ("alertmanager", "storage.path"), ("alertmanager", "web.config.file"),
    ("prometheus", "config.file"), ("prometheus", "storage.tsdb.path"), ("prometheus", "web.console.libraries"),
    ("prometheus", "web.console.templates"), ("prometheus", "storage.agent.path"),
    # Flags that Debian's patches add.
    ("alertmanager", "web.ui-path"), ("prometheus", "storage.agent.use-lockfile"), ("prometheus", "storage.tsdb.use-lockfile"),
    ("prometheus", "web.local-assets"), ("pushgateway", "web.local-assets"),
}  # fmt: skip


@dataclass(frozen=True)
class Packaged:
    component: str
    package: str
    program: str


@cache
def facts() -> FactBase:
    base, problems = load_facts([builtin_directory()])
    assert problems == ()
    return base


def packaged() -> Iterator[Packaged]:
    """The components of which a program of Debian was recorded."""
    for outline in facts().components:
        if outline.name in FROM_SETS:
            yield Packaged(outline.name, *FROM_SETS[outline.name])
            continue
        record = facts().record(outline.name)
        for release in record.releases if record is not None else ():
            match = next((found for artefact in release.artefacts if (found := _PACKAGED.fullmatch(artefact))), None)
            if match is not None:
                yield Packaged(outline.name, match["package"], match["program"])


@pytest.mark.parametrize("packaged", list(packaged()), ids=lambda each: each.component)
def test_the_help_of_the_real_program_is_what_is_recorded(packaged: Packaged, debian: Debian) -> None:
    program = debian.program(packaged.package, f"usr/bin/{packaged.program}")
    release = parse_version(debian.release(packaged.package))
    component, record = facts().component(packaged.component), facts().record(packaged.component)
    assert component is not None
    assert record is not None
    recorded = record.at(release)
    if recorded is None:
        pytest.skip(f"{packaged.component} {release} is not recorded")
    try:
        tree = help_tree(str(program))
    except RunError as error:
        debian.missing[packaged.package] = str(error)
        pytest.skip(str(error))
    seen = recorded_help(tree, release, "its help", program_of(component.name, component.product))
    shown = snapshot(component, record, release)
    besides = {state.name for state in shown.also_accepted} | {name for owner, name in OTHERWISE if owner == component.name}
    found: list[Difference] = [each for each in differences(recorded, seen) if each.name not in besides]
    assert found == []
    assert set(seen.flags) <= {state.name for state in shown.flags} | besides
