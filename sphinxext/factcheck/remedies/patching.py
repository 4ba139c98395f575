"""A change made to the text that another one left, as ``patch`` does it: what stays leads, what goes has to be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..pages.change import Mark
from ..pages.model import Line
from .model import Change

__all__ = ["patched"]


def patched(text: Sequence[Line], change: Change) -> tuple[Line, ...] | None:
    """*text* with *change* made to it; ``None`` if what goes is not there."""
    lines = list(text)
    place = 0
    for mark, line in _marked(change):
        if not line.text.strip():
            continue
        if mark is Mark.COMES:
            lines.insert(place, line)
            place += 1
            continue
        found = _find(lines, line, place)
        if mark is Mark.GOES:
            if found is None:
                return None
            del lines[found]
            place = found
        elif found is not None:
            place = found + 1
    return tuple(lines)


def _find(lines: Sequence[Line], wanted: Line, start: int) -> int | None:
    """Where *wanted* stands in *lines*, from *start* on, else anywhere; indentation may differ."""
    same = [index for index, line in enumerate(lines) if line.text.strip() == wanted.text.strip()]
    return next((index for index in same if index >= start), same[0] if same else None)


def _marked(change: Change) -> Iterator[tuple[Mark, Line]]:
    """The lines of *change* in order, with what becomes of each."""
    after = iter(change.after)
    added = set(change.added)
    pending = next(after, None)
    for line in change.before:
        while pending is not None and pending in added and pending != line:
            yield Mark.COMES, pending
            pending = next(after, None)
        if line == pending:
            yield Mark.STAYS, line
            pending = next(after, None)
        else:
            yield Mark.GOES, line
    while pending is not None:
        yield Mark.COMES, pending
        pending = next(after, None)
