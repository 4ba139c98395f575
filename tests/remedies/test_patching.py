from __future__ import annotations

import pytest

from sphinxext.factcheck.findings import Span
from sphinxext.factcheck.pages.change import Mark, marks_of, reverted, sides_of
from sphinxext.factcheck.pages.model import Line
from sphinxext.factcheck.remedies.model import Change
from sphinxext.factcheck.remedies.patching import patched

DIFF = " kind: X\n-a: 1\n+a: 2\n list:\n-- one\n+- two\n+- three\n end: 1"


def lines_of(text: str) -> tuple[Line, ...]:
    return tuple(Line(line, "p.rst", number) for number, line in enumerate(text.split("\n"), 1))


def change(diff: str) -> Change:
    lines = lines_of(diff)
    before, after = sides_of(lines)
    marks = marks_of(diff.split("\n"))
    plain = [Line(line.text[1:], line.path, line.number, 2) for line in lines]
    removed = tuple(line for line, mark in zip(plain, marks, strict=True) if mark is Mark.GOES)
    added = tuple(line for line, mark in zip(plain, marks, strict=True) if mark is Mark.COMES)
    return Change("", "", before, after, removed, added, Span("p.rst", 1, 1, 1, 1))


def texts(lines: tuple[Line, ...] | None) -> list[str] | None:
    return None if lines is None else [line.text for line in lines]


def test_a_change_and_the_one_that_undoes_it() -> None:
    made = change(DIFF)
    assert texts(patched(made.before, made)) == texts(made.after)
    undone = change("\n".join(reverted(DIFF.split("\n"))))
    assert texts(patched(made.after, undone)) == texts(made.before)


@pytest.mark.parametrize(
    ("text", "diff", "expected"),
    [
        ("a: 1\nb: 2", "-a: 1", ["b: 2"]),
        ("a: 1\nb: 2", "-  a: 1\n+  a: 3", ["  a: 3", "b: 2"]),
        ("a: 1\nb: 2", "-c: 1", None),
        ("a: 1\nb: 2", " a: 1\n+c: 3", ["a: 1", "c: 3", "b: 2"]),
        ("a: 1\nb: 2", " z: 1\n+c: 3", ["c: 3", "a: 1", "b: 2"]),
    ],
)
def test_what_becomes_of_a_text(text: str, diff: str, expected: list[str] | None) -> None:
    assert texts(patched(lines_of(text), change(diff))) == expected
