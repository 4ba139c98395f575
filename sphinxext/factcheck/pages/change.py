"""A change to a file, as an author shows it: lines that go (``-``), that come (``+``), and that stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from .model import Line

__all__ = ["Mark", "is_change", "marks_of", "reverted", "sides_of"]

_LAX_REMOVED = re.compile(r"-(?! |--)")
"""A list of YAML may stand in a change without a space before what stays."""


class Mark(StrEnum):
    """What becomes of a line."""

    GOES = "-"
    COMES = "+"
    STAYS = " "
    UNMARKED = ""
    """It stays, and has no space before it."""


def marks_of(texts: Sequence[str]) -> tuple[Mark, ...]:
    """What becomes of each line.

    In a proper diff every line has a mark, and what begins with ``-`` goes, whatever follows. Where a line has none, those
    that begin like an item of a list of YAML (``- --port=0``), or that part its documents, stay.
    """
    proper = all(text[0] in "+- " for text in texts if text.strip())

    def mark(text: str) -> Mark:
        if text.startswith("+"):
            return Mark.COMES
        if text.startswith("-") and (proper or _LAX_REMOVED.match(text)):
            return Mark.GOES
        return Mark.STAYS if proper and text.startswith(" ") else Mark.UNMARKED

    return tuple(map(mark, texts))


def is_change(texts: Sequence[str]) -> bool:
    """Whether some line goes or comes."""
    return any(mark in (Mark.GOES, Mark.COMES) for mark in marks_of(texts))


def sides_of(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The text before and after, without marks: what goes and stays, what comes and stays."""
    old, new = [], []
    for line, mark in zip(lines, marks_of([line.text for line in lines]), strict=True):
        width = len(mark) if line.text else 0
        plain = Line(line.text[width:], line.path, line.number, line.column + width) if width else line
        if mark is not Mark.COMES:
            old.append(plain)
        if mark is not Mark.GOES:
            new.append(plain)
    return tuple(old), tuple(new)


def reverted(texts: Sequence[str]) -> tuple[str, ...]:
    """The change that undoes *texts*; in each run of changed lines, those that go stand first, as they do in any diff."""
    result: list[str] = []
    going: list[str] = []
    coming: list[str] = []
    for text, mark in zip(texts, marks_of(texts), strict=True):
        if mark is Mark.COMES:
            going.append("-" + text[1:])
        elif mark is Mark.GOES:
            if going:
                # A line that goes begins a new pair: keep the pairs apart.
                result += [*going, *coming]
                going, coming = [], []
            coming.append("+" + text[1:])
        else:
            result += [*going, *coming, text]
            going, coming = [], []
    return (*result, *going, *coming)
