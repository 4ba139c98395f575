"""Grammars of values: what a program takes, refuses, or may take."""

from __future__ import annotations

import pytest

from sphinxext.factcheck.reach.values import check_value, measure


def said(value: str, grammar: str) -> str:
    verdict = check_value(value, grammar)
    return str(verdict.refused or verdict.unknown or "taken")


@pytest.mark.parametrize(
    ("grammar", "value", "expected"),
    [
        ("0..31", "31", "taken"),
        ("0..31", "0x1f", "taken"),
        ("0..31", "32", "'32' is not a number from 0 to 31"),
        ("0..31", "x", "'x' is not a whole number"),
        ("-1000..1000", "-1000", "taken"),
        ("1..", "0", "'0' is not a number of at least 1"),
        ("go-duration", "1h30m", "taken"),
        ("go-duration", "365d", "'365d' is not a duration with its unit"),
        ("duration", "365d", "taken"),
        (">0s", "0", "'0' is not a duration above zero"),
        (">0s", "-1s", "'-1s' is not a duration above zero"),
        (">=0s", "0s", "taken"),
        (">=0s", "-1s", "'-1s' is not a duration of zero or more"),
        ("cidr", "10.0.0.0/8", "taken"),
        ("cidr", "fd00::/64", "taken"),
        ("cidr", "", "'' is not a network such as 10.0.0.0/8"),
        ("|cidrs", "", "taken"),
        ("cidr-pair", "10.0.0.0/8,fd00::/64", "taken"),
        ("cidr-pair", "10.0.0.0/8,10.1.0.0/16", "'10.0.0.0/8,10.1.0.0/16' is not a network, or one of either family"),
        ("pair", "a,b,c", "'a,b,c' is not one, or two set apart by a comma"),
        (">=1s", "500ms", "'500ms' is not a duration of a second or more"),
        ("1..|?", "-1", "whether '-1' is taken"),
        ("1..|?", "5", "taken"),
        ("cidr", "10.0.0.0", "'10.0.0.0' is not a network such as 10.0.0.0/8"),
        ("cidr", "10.0.0.0/33", "'10.0.0.0/33' is not a network such as 10.0.0.0/8"),
        ("cidr", "010.0.0.0/8", "whether '010.0.0.0/8' is taken"),
        ("cidrs", "10.0.0.0/8,fd00::/64", "taken"),
        ("cidrs", "10.0.0.0/8,x", "'x' is not a network such as 10.0.0.0/8"),
        ("primary|cidrs", "primary", "taken"),
        ("primary|cidrs", "127.0.0.0/8", "taken"),
        ("primary|cidrs", "cidrs", "'cidrs' is not a network such as 10.0.0.0/8"),
        ("|ip", "", "taken"),
        ("|ip", "::", "taken"),
        ("|ip", "localhost", "'localhost' is not an IP address alone"),
        ("|a|b", "", "taken"),
        ("a|b", "", "'' is not one of a, b"),
        ("a|b|?", "c", "whether 'c' is taken"),
        ("|a|b|,", "a,b", "taken"),
        ("|a|b|,", "a,c", "'c' is not one of a, b"),
        ("name", "n", "taken"),
        ("name", " ", "' ' is not a name"),
        ("levels", "gc=6,proxier=4", "taken"),
        ("levels", "gc", "'gc' is not a list of name=level"),
        ("open-paths", "/healthz,/metrics*", "taken"),
        ("open-paths", "/a/*/b", "'/a/*/b' is not a path with * at its end only"),
        ("port-range", "30000-32767", "taken"),
        ("port-range", "1000+100", "taken"),
        ("port-range", "2-1", "'2-1' is not a range of ports"),
        ("port-range", "x", "'x' is not a range of ports"),
        ("0..31", "$(BIT)", "taken"),
    ],
)
def test_what_becomes_of_a_value(grammar: str, value: str, expected: str) -> None:
    assert said(value, grammar) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("10", 10.0), ("-3", -3.0), ("1m30s", 90.0), ("1.5h", 5400.0), ("-10ms", -0.01), ("1d", None), ("x", None)],
)
def test_numbers_and_durations_are_measured(text: str, expected: float | None) -> None:
    assert measure(text) == expected
