from __future__ import annotations

import pytest

from sphinxext.factcheck.facts import Product
from sphinxext.factcheck.render.bounds import Bounds
from sphinxext.factcheck.versions import EVERY, Version, VersionRange, parse_version


def versions(text: str) -> tuple[Version, ...]:
    return tuple(parse_version(each) for each in text.split())


@pytest.mark.parametrize(
    ("observed", "known", "expected"),
    [
        ("1.14.0 1.15.3", "", "1.15"),
        ("1.21.2 1.23.1", "", "1.22–1.23"),
        ("1.16.15 1.20.2", "", "1.17–1.20"),
        ("1.20.2 1.20.3", "", "1.20.3"),
        ("1.20.2 1.20.9", "", "1.20.3–1.20.9"),
        ("1.8.2 2.0.0", "1.8 2.0", "2.0"),
        ("1.8.2 2.0.0", "1.8 1.9 2.0", "1.9–2.0"),
        ("2.55.1 3.2.0", "2.55 3.0 3.1 3.2", "3.0–3.2"),
        ("2.55.1 3.2.0", "", "2.56–3.2"),
        ("1.8.2 2.0.0", "", "1.9–2.0"),
        ("0.9.0 0.11.0", "0.9 0.11", "0.10–0.11"),
    ],
)
def test_a_change_is_told_as_far_as_the_observations_tell(observed: str, known: str, expected: str) -> None:
    seen = versions(observed)
    assert Bounds(seen, Product("x", releases=versions(known))).change(seen[1]) == expected


def test_what_is_settled_or_was_not_observed_is_exact() -> None:
    bounds = Bounds(versions("1.14.0 1.21.2 1.23.1"))
    exact = parse_version("1.23.1")
    assert bounds.change(exact) == "1.22–1.23"
    assert bounds.change(exact, frozenset([exact])) == "1.23.1"
    assert [bounds.change(each) for each in versions("1.22 1.22.0 1.16.13")] == ["1.22", "1.22", "1.16.13"]


def test_what_the_first_observation_has_may_be_older() -> None:
    bounds = Bounds(versions("1.14.3 1.21.2"))
    first = parse_version("1.14.3")
    assert str(bounds.since(first)) == "1.14 or earlier"
    assert str(bounds.since(first, frozenset([first]))) == "1.14.3"
    assert str(bounds.since(None)) == ""
    assert str(Bounds(()).since(first)) == "1.14.3"


def test_spans() -> None:
    bounds = Bounds(versions("1.14.0 1.21.2 1.23.1 1.24.0"))
    [first, _, third, last] = versions("1.14.0 1.21.2 1.23.1 1.24.0")
    ranges = [
        EVERY, VersionRange(first), VersionRange(first, third), VersionRange(third), VersionRange(third, last),
        VersionRange(removed=last),
    ]  # fmt: skip
    assert [str(span) for span in bounds.span(ranges)] == [
        "all", "all", "before 1.22–1.23", "1.22–1.23 and later", "1.22–1.23 and later, before 1.24", "before 1.24",
    ]  # fmt: skip


def test_how_far_the_observations_reach() -> None:
    bounds = Bounds(versions("1.14.0 1.21.2"))
    assert (bounds.count, bounds.first, bounds.last, bounds.gap) == (2, "1.14.0", "1.21.2", "1.15–1.21")
    assert (Bounds(()).count, Bounds(()).first, Bounds(()).last, Bounds(()).gap) == (0, "", "", "")
    assert Bounds(versions("1.1 1.2")).gap == ""
