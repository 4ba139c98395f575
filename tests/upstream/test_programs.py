from __future__ import annotations

from collections.abc import Iterator

import pytest

from sphinxext.factcheck.facts import builtin_directory
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.facts.layers import Layer
from sphinxext.factcheck.facts.load import load_facts
from sphinxext.factcheck.facts.record import RecordedRelease
from sphinxext.factcheck.upstream.exporters import EXPORTERS, TOOLS
from sphinxext.factcheck.upstream.help import read_help
from sphinxext.factcheck.upstream.importing import recorded_help
from sphinxext.factcheck.upstream.programs import PROGRAMS, Program, Supplement, program_of
from sphinxext.factcheck.versions import Version

HELPED = (*EXPORTERS, *TOOLS)
CHECKED = tuple(program for program in HELPED if program.help_shows_all[0])
WHOLE_STYLES = ("go-flag",)
HELP = """usage: sender [<flags>]

Flags:
  -h, --help            Show context-sensitive help.
      --to="localhost"  Whom to send to.
"""


def named(program: Program) -> str:
    return program.component


@pytest.fixture(scope="module")
def facts() -> FactBase:
    base, _ = load_facts([Layer(builtin_directory())])
    return base


def recorded(facts: FactBase, program: Program) -> tuple[RecordedRelease, ...]:
    record = facts.record(program.component)
    assert record is not None, program.component
    return record.releases


def listed_again(program: Program, releases: tuple[RecordedRelease, ...]) -> Iterator[tuple[str, str]]:
    for release in releases:
        for supplement in program.supplements:
            if supplement.holds(release.release):
                known = release.commands.get(supplement.command, {})
                yield from ((str(release.release), name) for name in supplement.names if name in known)


def test_each_program_has_one_entry_in_order() -> None:
    assert len({program.component for program in PROGRAMS}) == len(PROGRAMS)
    for table in (EXPORTERS, TOOLS):
        names = [program.component for program in table]
        assert names == sorted(names)
        assert [program_of(name, "") for name in names] == list(table)


@pytest.mark.parametrize("program", HELPED, ids=named)
def test_each_entry_is_of_a_known_component_and_names_its_sources(program: Program, facts: FactBase) -> None:
    outline = facts.outline(program.component)
    assert outline is not None
    assert outline.product == program.product
    sources = [(s.artefact, s.url) for s in program.supplements]
    sources += [each for each in (program.parsing, program.help_shows_all) if any(each)]
    assert sources
    assert [(artefact, url) for artefact, url in sources if not artefact or not url.startswith("https://")] == []


@pytest.mark.parametrize("program", CHECKED, ids=named)
def test_the_source_of_each_recorded_release_was_read(program: Program, facts: FactBase) -> None:
    releases = recorded(facts, program)
    assert [str(r.release) for r in releases if not program.help_is_whole(r.release) and r.style not in WHOLE_STYLES] == []


@pytest.mark.parametrize("program", HELPED, ids=named)
def test_a_supplement_names_what_the_record_does_not_list(program: Program, facts: FactBase) -> None:
    for supplement in program.supplements:
        assert supplement.names == tuple(sorted(supplement.names))
        assert supplement.removed is None or Version(supplement.since) < Version(supplement.removed)
    releases = recorded(facts, program)
    assert list(listed_again(program, releases)) == []
    commands = {path for release in releases for path in release.commands}
    assert {supplement.command for supplement in program.supplements} <= commands


def test_a_help_is_whole_for_the_releases_that_were_read() -> None:
    source = ("main.go at v1.4.0", "https://example.org/main.go")
    program = Program("sender", "post", help_shows_all=source, help_read=("1.2.0", "1.4.0"))
    releases = ("1.1.9", "1.2.0", "1.3.7", "1.4.0", "1.4.1")
    assert [program.help_is_whole(Version(text)) for text in releases] == [False, True, True, True, False]
    assert Program("sender", "post", help_shows_all=source).help_is_whole(Version("9.0.0"))
    assert not Program("sender", "post", help_read=("1.2.0", "1.4.0")).help_is_whole(Version("1.3.0"))


def test_what_is_recorded_of_a_help_is_partial_where_its_source_was_not_read() -> None:
    program = Program("sender", "post", help_shows_all=("main.go", "https://example.org"), help_read=("1.2.0", "1.4.0"))
    tree = [((), read_help(HELP))]
    found = [recorded_help(tree, Version(text), "sender --help", program) for text in ("1.4.0", "1.5.0")]
    assert [(sorted(each.flags), each.partial, each.style) for each in found] == [
        (["help", "to"], False, "kingpin"),
        (["help", "to"], True, "kingpin"),
    ]


def test_a_supplement_holds_from_its_first_release_to_before_its_last() -> None:
    supplement = Supplement(("seal",), "main.go", "https://example.org", since="1.2.0", removed="1.4.0")
    assert [supplement.holds(Version(text)) for text in ("1.1.9", "1.2.0", "1.3.9", "1.4.0")] == [False, True, True, False]
