from __future__ import annotations

import pytest

from sphinxext.factcheck.findings import Code
from sphinxext.factcheck.messages import message
from sphinxext.factcheck.remedies.model import Proof, Status, Verdict
from sphinxext.factcheck.remedies.wording import badge_messages, spoken_range, spoken_ranges, verdict_messages
from sphinxext.factcheck.versions import VersionRange, parse_range, parse_version

KNOWN = tuple(map(parse_version, ("1.16", "1.17", "1.18", "1.19")))
WHY = message("it is so")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        (">=1.16,<1.20", "1.16-1.19"),
        ("1.17", "1.17"),
        (">=1.18.6,<1.20", "1.18.6-1.19"),
        (">=1.16,<1.18.6", "1.16-1.18.5"),
        (">=1.16.13,<1.17", ">=1.16.13,<1.17"),
        (">=1.17", ">=1.17"),
        ("<1.17", "<1.17"),
        (">=1.20,<1.22", ">=1.20,<1.22"),
    ],
)
def test_a_range_as_people_say_it(written: str, spoken: str) -> None:
    assert spoken_range(parse_range(written), KNOWN) == spoken


def test_ranges_that_touch_are_one() -> None:
    ranges = [parse_range(text) for text in ("1.16", "1.17", "1.19")]
    assert spoken_ranges(ranges, KNOWN) == "1.16-1.17, 1.19"


def verdict(written: str, status: Status, code: Code | None = None) -> Verdict:
    return Verdict(parse_range(written), status, code, None if status is Status.PROVEN else WHY)


PROVEN = verdict(">=1.16,<1.18", Status.PROVEN)
REFUSED = verdict("1.18", Status.REFUSED, Code.REMEDY_NO_CAUSE)
OPEN = verdict("1.19", Status.OPEN)
BEYOND = verdict(">=1.20", Status.OPEN)


@pytest.mark.parametrize(
    ("verdicts", "status", "badges", "lines"),
    [
        ((PROVEN,), Status.PROVEN, ["proven for 1.16-1.17"], ["proven for x 1.16-1.17"]),
        (
            (PROVEN, BEYOND),
            Status.OPEN,
            ["proven for 1.16-1.17"],
            ["proven for x 1.16-1.17", "not proven for x >=1.20: it is so"],
        ),
        (
            (PROVEN, REFUSED),
            Status.REFUSED,
            ["proven for 1.16-1.17", "not proven for 1.18: it is so"],
            ["proven for x 1.16-1.17", "refused for x 1.18: it is so [remedy-no-cause]"],
        ),
        ((REFUSED,), Status.REFUSED, ["not proven: it is so"], ["refused for x 1.18: it is so [remedy-no-cause]"]),
        ((OPEN, BEYOND), Status.OPEN, ["not proven: it is so"], ["not proven for x >=1.19: it is so"]),
        ((BEYOND,), Status.OPEN, ["not proven: it is so"], ["not proven for x >=1.20: it is so"]),
    ],
)
def test_what_is_said_of_a_proof(verdicts: tuple[Verdict, ...], status: Status, badges: list[str], lines: list[str]) -> None:
    proof = Proof("y", "x", verdicts)
    assert proof.status is status
    assert [str(words) for _, words in badge_messages(proof, KNOWN)] == badges
    assert [str(words) for words in verdict_messages(proof, KNOWN)] == lines


def test_a_proof_of_nothing_is_open() -> None:
    assert Proof("y", "x", ()).status is Status.OPEN
    assert badge_messages(Proof("y", "x", (Verdict(VersionRange(), Status.OPEN, why=WHY),)), KNOWN) == (
        (Status.OPEN, message("not proven: {why}", why=WHY)),
    )
