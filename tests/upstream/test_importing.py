from __future__ import annotations

from sphinxext.factcheck.facts.record import FlagRecord, RecordedFlag, RecordedRelease
from sphinxext.factcheck.upstream.help import Help, Style
from sphinxext.factcheck.upstream.importing import Difference, Drift, differences, recorded_help
from sphinxext.factcheck.upstream.program import Program
from sphinxext.factcheck.upstream.seen import SeenFlag
from sphinxext.factcheck.versions import parse_version

V = parse_version("1.0.0")


def test_underscores_are_dashes_where_the_program_takes_both() -> None:
    tree = [((), Help(Style.COBRA, (SeenFlag("concurrent_syncs", "int"),)))]
    assert set(recorded_help(tree, V, "its help", Program("a", "p", normalize="_")).flags) == {"concurrent-syncs"}
    assert set(recorded_help(tree, V, "its help", Program("a", "p")).flags) == {"concurrent_syncs"}


def release(flags: dict[str, str | None], *, partial: bool = False) -> RecordedRelease:
    found = {name: RecordedFlag(default=default) for name, default in flags.items()}
    return RecordedRelease(V, ("its help",), ("help",), {"": found}, partial=partial)


def test_where_an_artefact_and_the_record_disagree() -> None:
    recorded = release({"gone": None, "port": "1", "unsaid": None})
    found = release({"new": None, "port": "2", "unsaid": "3"})
    assert differences(recorded, found) == (
        Difference(Drift.GONE, "", "gone"),
        Difference(Drift.UNRECORDED, "", "new"),
        Difference(Drift.DEFAULT, "", "port", "1", "2"),
    )


def test_what_a_partial_artefact_leaves_out_is_no_disagreement() -> None:
    whole, part = release({"hidden": None, "port": None}), release({"port": None}, partial=True)
    assert differences(whole, part) == ()
    assert differences(part, whole) == ()


def test_a_series_means_its_last_recorded_release() -> None:
    later = RecordedRelease(parse_version("1.0.3"), (), (), {})
    record = FlagRecord("a", (release({}), later))
    assert record.at(parse_version("1.0")) is later
    assert record.at(parse_version("1.0.0")) == release({})
    assert record.at(parse_version("1.0.3")) is later
    assert record.at(parse_version("1.0.1")) is None
