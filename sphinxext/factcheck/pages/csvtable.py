"""Comma-separated values, with the place of every cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .model import Line

__all__ = ["Dialect", "Record", "read_records"]

_CODE_POINT = re.compile(r"(?:0x|x|\\x|U\+?|\\u)([0-9a-f]+)$|&#x([0-9a-f]+);$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the values are written; *escape* is empty where a doubled quote stands for one."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    keep_space: bool = False

    @classmethod
    def from_options(cls, options: Mapping[str, str]) -> Dialect:
        """The dialect that the options of a ``csv-table`` give.

        :raises ValueError: an option that must be one character is not.
        """
        return cls(
            _character("delim", options.get("delim", ","), spaces=True),
            _character("quote", options.get("quote", '"')),
            _character("escape", options["escape"]) if "escape" in options else "",
            "keepspace" in options,
        )


def _character(option: str, value: str, spaces: bool = False) -> str:
    value = value.strip()
    named = {"tab": "\t", "space": " "}.get(value.lower()) if spaces else None
    code = _CODE_POINT.match(value)
    if named:
        return named
    if len(value) == 1:
        return value
    try:
        if value.isdigit():
            return chr(int(value))
        if code:
            return chr(int(code[1] or code[2], 16))
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"{option}: one character, not {value!r}")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells, each the lines that it takes, and what is wrong with it, if anything is."""

    cells: tuple[tuple[Line, ...], ...]
    line: Line
    error: str = ""


def read_records(lines: Sequence[Line], dialect: Dialect) -> tuple[Record, ...]:
    """The records in *lines*; an empty line is none. A doubled quote stays doubled, for a cell is what the author typed."""
    records: list[Record] = []
    reader = _Reader(lines, dialect)
    while reader.index < len(lines):
        if lines[reader.index].text.strip():
            records.append(reader.record())
        else:
            reader.index += 1
    return tuple(records)


class _Reader:
    def __init__(self, lines: Sequence[Line], dialect: Dialect) -> None:
        self.index = 0
        self._lines = lines
        self._dialect = dialect
        special = re.escape(dialect.delimiter) + re.escape(dialect.escape)
        self._plain_end = re.compile(f"[{special}]")
        self._quoted_end = re.compile(f"[{re.escape(dialect.quote)}{re.escape(dialect.escape)}]")

    def record(self) -> Record:
        """The record that begins on the current line; the reader is then on the line after it."""
        first = self._lines[self.index]
        cells: list[tuple[Line, ...]] = []
        error = ""
        offset: int | None = 0
        while offset is not None:
            text = self._lines[self.index].text
            begin = offset
            if not self._dialect.keep_space:
                while begin < len(text) and text[begin] == " ":
                    begin += 1
            if text.startswith(self._dialect.quote, begin):
                cell, offset, problem = self._quoted(begin + 1)
                error = error or problem
            else:
                cell, offset = self._plain(begin)
            cells.append(cell)
        self.index += 1
        return Record(tuple(cells), first, error)

    def _plain(self, begin: int) -> tuple[tuple[Line, ...], int | None]:
        line = self._lines[self.index]
        position = begin
        while match := self._plain_end.search(line.text, position):
            if match[0] == self._dialect.delimiter:
                return (_part(line, begin, match.start()),), match.end()
            position = match.end() + 1
        return (_part(line, begin, len(line.text)),), None

    def _quoted(self, begin: int) -> tuple[tuple[Line, ...], int | None, str]:
        """The cell whose text begins after a quote, where the next begins, and what is wrong."""
        parts: list[Line] = []
        opening = self.index
        position = begin
        while True:
            line = self._lines[self.index]
            match = self._quoted_end.search(line.text, position)
            if match is None:
                parts.append(_part(line, begin, len(line.text)))
                if self.index + 1 == len(self._lines):
                    # An unclosed quote swallows the rest of the table: give up that cell, not what follows its line.
                    self.index = opening
                    return tuple(parts[:1]), None, "a quote that is not closed"
                self.index += 1
                begin = position = 0
            elif match[0] == self._dialect.escape or (
                not self._dialect.escape and line.text.startswith(self._dialect.quote, match.end())
            ):
                position = match.end() + 1
            else:
                parts.append(_part(line, begin, match.start()))
                return (tuple(parts), *self._after_quote(line.text, match.end()))

    def _after_quote(self, text: str, position: int) -> tuple[int | None, str]:
        if position == len(text):
            return None, ""
        if text[position] == self._dialect.delimiter:
            return position + 1, ""
        following = text.find(self._dialect.delimiter, position)
        problem = "text after a closing quote" if text[position : following if following >= 0 else None].strip() else ""
        return (following + 1 if following >= 0 else None), problem


def _part(line: Line, start: int, end: int) -> Line:
    return Line(line.text[start:end], line.path, line.number, line.column + start)
