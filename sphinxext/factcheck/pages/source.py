"""Source text as lines that remember where they came from.

Block structure is read from *expanded* lines: tabs are stops of eight, as in docutils, and there is no white space at the end.
What is handed out is a :class:`~.model.Line` of what the author typed.  The two differ in lines with tabs only: there the
indentation of a Line is spaces (a tab can be cut in half by the indentation of a block), tabs further right stay tabs, and its
column is chosen so that every character from the first that is no blank has its column in the file.  A span that begins in
such an indentation can thus begin left of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .model import Line

__all__ = ["LINE_LIMIT", "Source", "decode", "from_lines", "from_text"]

LINE_LIMIT = 20_000
"""The length in characters beyond which a line is not read."""

_BLANKS = str.maketrans({"\v": " ", "\f": " ", "\0": "\ufffd"})
_RARE_BREAK = re.compile("[\x1c\x1d\x1e\x85\u2028\u2029]")


def decode(data: bytes | str, encoding: str = "") -> str | None:
    """The text of *data* with ``\\n`` at line ends and without a byte order mark; ``None`` if it is not in *encoding* (UTF-8).

    UTF-16 without a byte order mark can pass for UTF-8 with many NUL characters; it is told by them.
    """
    if isinstance(data, str):
        text = data
    elif not encoding and 4 * data.count(0, 0, 4096) > min(len(data), 4096):
        return None
    else:
        try:
            text = data.decode(encoding or "utf-8")
        except (UnicodeError, LookupError, ValueError):
            return None
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class Source:
    """Lines of one file. *texts* are expanded; *indents* count the blanks they begin with, and no other white space."""

    __slots__ = ("columns", "indents", "numbers", "path", "raws", "texts", "too_long")

    def __init__(self, path: str) -> None:
        self.path = path
        self.texts: list[str] = []
        self.indents: list[int] = []
        self.numbers: list[int] = []
        self.columns: list[int] = []
        self.raws: dict[int, str] = {}
        self.too_long: list[int] = []
        """Numbers of the lines beyond the limit, which stand in *texts* as empty ones."""

    def add(self, raw: str, number: int, column: int) -> None:
        """Append the line *raw*, whose first character stands at *number* and *column*."""
        if len(raw) > LINE_LIMIT:
            self.too_long.append(number)
            raw = ""
        text = raw
        if "\t" in raw:
            self.raws[len(self.texts)] = raw
            text = raw.expandtabs(8)
        text = text.rstrip()
        self.texts.append(text)
        self.indents.append(len(text) - len(text.lstrip(" ")))
        self.numbers.append(number)
        self.columns.append(column)

    def line(self, index: int, start: int, end: int | None = None) -> Line:
        """What the author typed in the columns *start* to *end* (counted from 0 in the expanded text) of a line."""
        raw = self.raws.get(index) if self.raws else None
        if raw is None:
            return Line(self.texts[index][start:end], self.path, self.numbers[index], self.columns[index] + start)
        return self._line_with_tabs(index, raw, start, end)

    def _line_with_tabs(self, index: int, raw: str, start: int, end: int | None) -> Line:
        expanded = self.texts[index]
        stop = len(expanded) if end is None else min(end, len(expanded))
        begin = start
        while begin < stop and expanded[begin] == " ":
            begin += 1
        if begin >= stop:
            return Line("", self.path, self.numbers[index], self.columns[index] + _typed_offset(raw, start))
        first, last = _typed_offset(raw, begin), _typed_offset(raw, stop)
        indentation = begin - start
        return Line(
            " " * indentation + raw[first:last].rstrip(),
            self.path,
            self.numbers[index],
            self.columns[index] + first - indentation,
        )


def _typed_offset(raw: str, wanted: int) -> int:
    """The index in *raw* of the character that stands at *wanted* once tabs are expanded."""
    width = 0
    for index, character in enumerate(raw):
        if width >= wanted:
            return index
        width += 8 - width % 8 if character == "\t" else 1
    return len(raw)


def from_text(path: str, text: str, start: int = 0, end: int | None = None) -> Source:
    """The source *text* of the file *path*, or ``text[start:end]`` of it."""
    source = Source(path)
    stop = len(text) if end is None else end
    number = 1
    column = 1
    if start:
        number += text.count("\n", 0, start)
        column = start - text.rfind("\n", 0, start)
    part = text[start:stop] if start or stop < len(text) else text
    if part.endswith("\n"):
        part = part[:-1]
    part = part.translate(_BLANKS) if "\0" in part or "\v" in part or "\f" in part else part
    rare = _RARE_BREAK.search(part) is not None
    raws = part.split("\n")
    if column == 1 and not rare and "\t" not in part and max(map(len, raws)) <= LINE_LIMIT:
        source.texts = [raw.rstrip() for raw in raws]
        source.indents = [len(text) - len(text.lstrip(" ")) for text in source.texts]
        source.numbers = list(range(number, number + len(raws)))
        source.columns = [1] * len(raws)
        return source
    add = source.add
    for raw in raws:
        if rare and len(raw) <= LINE_LIMIT:
            offset = 0
            for piece in _RARE_BREAK.split(raw):
                add(piece, number, column + offset)
                offset += len(piece) + 1
        else:
            add(raw, number, column)
        number += 1
        column = 1
    return source


def from_lines(path: str, lines: Iterable[Line]) -> Source:
    """A source of its own for text that was cut out of a table."""
    source = Source(path)
    for line in lines:
        source.add(line.text, line.number, line.column)
    return source
