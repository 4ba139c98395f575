"""A block: lines of a source between two margins, and what indentation makes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .model import Line
from .source import Source

__all__ = ["BULLET", "Block"]

BULLET = re.compile(r"[-+*\u2022\u2023\u2043]( +|$)")
"""The marker of a bullet list."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines *start* to *end* of *source*; *first* and *left* are the margins of the first line and of the others."""

    source: Source
    start: int
    end: int
    left: int
    first: int

    def __bool__(self) -> bool:
        return self.start < self.end

    def margin(self, index: int) -> int:
        """The column, from 0, at which the line *index* begins."""
        return self.first if index == self.start else self.left

    def text(self, index: int) -> str:
        """The expanded text of the line *index* from its margin on."""
        return self.source.texts[index][self.first if index == self.start else self.left :]

    def line(self, index: int) -> Line:
        """The line *index* from its margin on."""
        return self.source.line(index, self.first if index == self.start else self.left)

    def lines(self) -> tuple[Line, ...]:
        """All lines."""
        line, first = self.source.line, self.first
        return tuple([line(at, first if at == self.start else self.left) for at in range(self.start, self.end)])

    def trimmed(self) -> Block:
        """The block without blank lines at its ends; false if there is nothing else."""
        texts = self.source.texts
        start, end, first = self.start, self.end, self.first
        while end > start + 1 and not texts[end - 1]:
            end -= 1
        while start < end and len(texts[start]) <= first:
            start += 1
            first = self.left
        return Block(self.source, start, end, self.left, first)

    def indented(self, index: int) -> tuple[int, int]:
        """The end of the indented lines from *index* on, and the least of their indentations (the margin if there are none)."""
        texts, indents = self.source.texts, self.source.indents
        left, end = self.left, self.end
        least = -1
        while index < end:
            if texts[index]:
                indent = indents[index]
                if indent <= left:
                    break
                if least < 0 or indent < least:
                    least = indent
            index += 1
        return index, least if least >= 0 else left

    def until_blank(self, index: int) -> int:
        """The end of the line *index* and of the indented lines right below it."""
        texts, indents = self.source.texts, self.source.indents
        index += 1
        while index < self.end and texts[index] and indents[index] > self.left:
            index += 1
        return index

    def until_empty(self, index: int) -> int:
        """The end of the lines from *index* on that are not blank."""
        texts = self.source.texts
        while index < self.end and texts[index]:
            index += 1
        return index

    def hanging(self, index: int, width: int) -> tuple[Block, int]:
        """What belongs to a marker of *width* at *index* (the rest of its line, indented lines below), and where that ends."""
        first = self.margin(index) + width
        stop, left = self.indented(index + 1)
        if left == self.left:
            left = first
        return Block(self.source, index, stop, left, first).trimmed(), stop

    def item(self, index: int, width: int) -> tuple[Block, int]:
        """A list item with a marker of *width*, and where it ends; text behind the marker fixes the indentation of the rest."""
        texts, indents = self.source.texts, self.source.indents
        first = self.margin(index) + width
        if len(texts[index]) <= first:
            return self.hanging(index, width)
        left = self.left + width
        stop = index + 1
        while stop < self.end and (not texts[stop] or indents[stop] >= left):
            stop += 1
        return Block(self.source, index, stop, left, first).trimmed(), stop

    def items(self) -> list[Block] | None:
        """The items of a block that is one bullet list, or ``None``."""
        items: list[Block] = []
        index = self.start
        bullet = ""
        while index < self.end:
            text = self.text(index)
            if not text:
                index += 1
                continue
            match = BULLET.match(text)
            if match is None or (bullet and text[0] != bullet):
                return None
            bullet = text[0]
            item, index = self.item(index, match.end())
            items.append(item)
        return items
