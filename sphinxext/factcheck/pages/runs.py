"""Runs of inline text: stretches of a paragraph put where its lines stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .model import Line, Run, RunKind

__all__ = ["Piece", "placed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the joined text; *group* says that it has a meaning of its own, which a line break does not end."""

    kind: RunKind
    start: int
    end: int
    name: str = ""


def placed(pieces: Sequence[Piece], lines: Sequence[Line]) -> tuple[Run, ...]:
    """The runs that *pieces* of the text of *lines*, joined, are; what is broken over lines is told by its group."""
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line.text) + 1)
    runs: list[Run] = []
    group = 0
    for piece in pieces:
        start = piece.start
        index = bisect_right(offsets, start) - 1
        broken = piece.kind is not RunKind.TEXT and piece.end > offsets[index + 1] - 1
        group += broken
        while start < piece.end:
            stop = min(piece.end, offsets[index + 1] - 1)
            if stop > start:
                line = lines[index]
                begin = start - offsets[index]
                part = Line(line.text[begin : stop - offsets[index]], line.path, line.number, line.column + begin)
                runs.append(Run(piece.kind, part, piece.name, group if broken else 0))
            index += 1
            start = offsets[index]
    return tuple(runs)
