from __future__ import annotations

import pytest

from sphinxext.factcheck.upstream.observations import (
    Sighting,
    after_series,
    numbered,
    parse_release,
    ranges_of,
    settled,
    source,
    steps_of,
)
from sphinxext.factcheck.versions import Version

P, A, U = Sighting.PRESENT, Sighting.ABSENT, Sighting.UNSEEN


def test_a_branch_is_no_release() -> None:
    assert [parse_release(label) for label in ("1.19.12", "1.19.x", "main")] == [Version("1.19.12"), None, None]


def test_after_series() -> None:
    assert after_series(Version("1.36.3")) == "1.37"


@pytest.mark.parametrize(
    ("sightings", "present"),
    [
        ((A, P, A), (False, True, False)),
        ((P, U, A), (True, True, False)),
        ((A, U, P), (False, False, True)),
        ((U, U, P), (True, True, True)),
        ((U, U), (False, False)),
        ((), ()),
    ],
)
def test_what_was_unseen_is_as_it_was_before(sightings: tuple[Sighting, ...], present: tuple[bool, ...]) -> None:
    assert settled(sightings) == present


def test_ranges_and_steps() -> None:
    releases = [Version(text) for text in ("1.0.0", "1.1.0", "1.2.0", "1.10.0")]
    assert ranges_of(releases, [True, False, True, True]) == [["1.0.0", "1.1.0"], ["1.2.0", None]]
    assert ranges_of(releases, [False] * 4) == []
    assert steps_of(zip(releases, ("a", "a", "b", "a"), strict=True)) == {"1.0.0": "a", "1.2.0": "b", "1.10.0": "a"}


def test_sources() -> None:
    assert source("github.com/coredns/coredns tag v1.2.0 (commit abc)", "1.2.0") == {
        "artefact": "github.com/coredns/coredns tag v1.2.0 (commit abc)",
        "release": "1.2.0",
        "url": "https://github.com/coredns/coredns/tree/v1.2.0",
    }
    assert source("a binary's help", "1.2.0") == {"artefact": "a binary's help", "release": "1.2.0"}
    assert list(numbered("1.2.0", ["x"])) == [("1.2.0", "x")]
    assert list(numbered("1.2.0", ["x", "y"])) == [("1.2.0a", "x"), ("1.2.0b", "y")]
