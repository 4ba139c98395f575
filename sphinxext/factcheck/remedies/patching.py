"""A change made to the text that another one left, as ``patch`` does it: what goes is looked for, what comes takes its place."""

from __future__ import annotations

from collections.abc import Sequence

from ..pages.model import Line
from .model import Change

__all__ = ["patched"]


def patched(text: Sequence[Line], change: Change) -> tuple[Line, ...] | None:
    """*text* with *change* made to it; ``None`` if what goes is not there."""
    lines = list(text)
    going = [line for line in change.removed if line.text.strip()]
    at = len(lines)
    for index, line in enumerate(going):
        found = next((i for i, each in enumerate(lines) if each.text.strip() == line.text.strip()), None)
        if found is None:
            return None
        del lines[found]
        if index == 0:
            at = found
    if not going:
        at = _place(lines, change)
    lines[at:at] = [line for line in change.added if line.text.strip()]
    return tuple(lines)


def _place(lines: Sequence[Line], change: Change) -> int:
    """Where what comes belongs: behind the last line of *lines* that stands before it in *change*."""
    place = len(lines)
    known = [line.text.strip() for line in lines]
    for line in change.after:
        if line in change.added:
            break
        if line.text.strip() in known:
            place = known.index(line.text.strip()) + 1
    return place
