"""A stretch of source as one text, each character of which still knows where it stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from ..findings import Span
from ..pages.model import Line, span_in

__all__ = ["Excerpt"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines, joined by line feeds. The lines need not follow one another in their file."""

    lines: tuple[Line, ...]
    text: str = field(init=False)
    starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "\n".join(line.text for line in self.lines))
        object.__setattr__(self, "starts", tuple(accumulate((len(line.text) + 1 for line in self.lines), initial=0))[:-1])

    def position(self, offset: int) -> tuple[int, int]:
        """The index of the line that *offset* is in, and the offset in that line."""
        index = max(0, bisect_right(self.starts, offset) - 1)
        return index, offset - self.starts[index]

    def offset(self, line: int, column: int) -> int:
        """The offset of the character *column* of the line with index *line*, both from 0; the end if there is no such line."""
        if line >= len(self.lines):
            return len(self.text)
        return self.starts[line] + min(column, len(self.lines[line].text))

    def span(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``."""
        return span_in(self.lines, self.position(start), self.position(max(start, end)))

    def cut(self, start: int, end: int) -> Excerpt:
        """The excerpt of ``text[start:end]``."""
        (first, left), (last, right) = self.position(start), self.position(max(start, end))
        cut = []
        for index in range(first, last + 1):
            line = self.lines[index]
            begin = left if index == first else 0
            stop = right if index == last else len(line.text)
            cut.append(Line(line.text[begin:stop], line.path, line.number, line.column + begin))
        return Excerpt(tuple(cut))

    def whole(self) -> Span:
        """The span of all of it."""
        return self.span(0, len(self.text))
