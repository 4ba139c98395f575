from __future__ import annotations

import pytest

from sphinxext.factcheck.pages.change import is_change, marks_of, reverted, sides_of
from sphinxext.factcheck.pages.model import Line

CHANGE = (" kind: X", "-bind: 127.0.0.1", "+bind: 0.0.0.0")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (CHANGE, (" kind: X", "-bind: 0.0.0.0", "+bind: 127.0.0.1")),
        (("-a", "-b", "+c", "+d"), ("-c", "-d", "+a", "+b")),
        (("-a", "+b", "-c", "+d"), ("-b", "+a", "-d", "+c")),
        (("+a", " b", "-c"), ("-a", " b", "+c")),
        (("+a",), ("-a",)),
        ((), ()),
    ],
)
def test_reverted(lines: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert reverted(lines) == expected


@pytest.mark.parametrize("lines", [CHANGE, ("-a", "-b", "+c"), ("-a", "+b", " x", "-c", "+d")])
def test_reverting_twice_gives_the_change_again(lines: tuple[str, ...]) -> None:
    assert reverted(reverted(lines)) == lines


def test_a_change_has_a_line_that_goes_or_comes() -> None:
    assert is_change(CHANGE)
    assert not is_change((" kind: X", ""))


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        ((" a", "-b", "+c", ""), " -+"),
        # In a proper diff an item of a list goes like any other line.
        (("-  - --port=0", "+  - --port=1"), "-+"),
        (("- - --port=0",), "-"),
        (("+---", "+a: 1"), "++"),
        (("---port=0",), "-"),
        # Where what stays has no space before it, items of lists and what parts documents stay.
        (("args:", "- --a", "---", "-b: 1", "+b: 2"), "-+"),
    ],
)
def test_what_becomes_of_a_line(lines: tuple[str, ...], marks: str) -> None:
    assert "".join(marks_of(lines)) == marks


def test_both_sides_know_where_their_lines_stand() -> None:
    lines = tuple(Line(text, "p.rst", number, 4) for number, text in enumerate(CHANGE, 7))
    old, new = sides_of(lines)
    assert [(line.text, line.number, line.column) for line in old] == [("kind: X", 7, 5), ("bind: 127.0.0.1", 8, 5)]
    assert [(line.text, line.number, line.column) for line in new] == [("kind: X", 7, 5), ("bind: 0.0.0.0", 9, 5)]
