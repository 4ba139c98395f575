from __future__ import annotations

import random
from pathlib import Path

import pytest

from sphinxext.factcheck.facts.check import check_file
from sphinxext.factcheck.facts.files import Content, FactFile
from sphinxext.factcheck.facts.parsing import parse_document
from sphinxext.factcheck.facts.record import FlagRecord, RecordedFlag, RecordedRelease, read_record
from sphinxext.factcheck.upstream.record_text import merged, record_text
from sphinxext.factcheck.versions import parse_version

_DEFAULTS = (
    None,
    "",
    "0",
    "10251",
    "true",
    "~",
    "null",
    "off",
    "1.20",
    "0x1f",
    "a: b",
    "# no",
    "[]",
    "'\"",
    "é\t\\",
    "- x",
    "a\nb",
)


def _flag(chance: random.Random) -> RecordedFlag:
    deprecated = chance.random() < 0.3
    return RecordedFlag(
        type=chance.choice(("", "int", "string", "mapStringBool")),
        default=chance.choice(_DEFAULTS),
        deprecated=deprecated,
        deprecated_from=chance.choice(("", "1.20")) if deprecated else "",
        hidden=chance.random() < 0.2,
        no_value=chance.random() < 0.3,
        shorthand=chance.choice(("", "", "v")),
        no_effect=chance.random() < 0.2,
        replaced_by=chance.choice(((), (), ("--one",), ("--one", "--two"))),
    )


def _record(chance: random.Random) -> FlagRecord:
    names = [f"flag-{number}" for number in range(5)]
    releases = []
    for label in sorted(chance.sample(["1.2.0", "1.9.1", "1.10.0", "1.10.2", "2.0.0"], chance.randint(1, 5)), key=parse_version):
        paths = ["", *(path for path in ("run", "run now") if chance.random() < 0.6)]
        commands = {path: {name: _flag(chance) for name in names if chance.random() < 0.6} for path in paths}
        style = chance.choice(("", "cobra"))
        methods = chance.choice((("help",), ("dump", "src")))
        releases.append(RecordedRelease(parse_version(label), ("weigh --help",), methods, commands, chance.random() < 0.3, style))
    return FlagRecord("weigh", tuple(releases))


def _read(text: str) -> FlagRecord:
    document, problems = parse_document(text.encode(), "weigh.record.yaml")
    assert problems == ()
    assert document is not None
    return read_record(document.root)


@pytest.mark.parametrize("seed", range(60))
def test_a_record_that_is_written_and_read_is_the_same(seed: int) -> None:
    record = _record(random.Random(seed))
    text = record_text(record, "factcheck facts import")
    assert _read(text) == record
    assert record_text(_read(text), "factcheck facts import") == text


@pytest.mark.parametrize("seed", range(10))
def test_one_release_of_it(seed: int) -> None:
    record = _record(random.Random(seed))
    document, _ = parse_document(record_text(record, "x").encode(), "weigh.record.yaml")
    assert document is not None
    for release in record.releases:
        assert read_record(document.root, release.release) == FlagRecord("weigh", (release,))
        assert record.exactly_at(release.release) == release
    assert record.exactly_at(parse_version("3.0.0")) is None


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_merging_does_not_matter(seed: int) -> None:
    chance = random.Random(seed)
    record = _record(chance)
    releases = list(record.releases)
    chance.shuffle(releases)
    found = FlagRecord("weigh")
    for release in releases:
        found = merged(found, [release])
    assert found == record
    assert merged(found, releases) == record


def test_it_is_what_the_schema_wants(tmp_path: Path) -> None:
    path = tmp_path / "weigh.record.yaml"
    path.write_text(record_text(_record(random.Random(3)), "factcheck facts import"), "utf-8")
    assert check_file(FactFile(path, "scales", "weigh", Content.RECORD)) == ()
