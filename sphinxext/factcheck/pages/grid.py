"""Tables that are drawn: where their cells lie.

Positions are columns of the display, where a wide East Asian character takes two and a combining character none; :class:`Display`
leads back to the characters of the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from heapq import heappop, heappush

__all__ = ["Area", "Display", "Drawing", "TableError", "display_width", "read_grid", "read_simple"]

_GRID_BORDER = re.compile(r"\+-[-+]+-\+ *$")
_STEPS_PER_CHARACTER = 16


class TableError(Exception):
    """The table is malformed; *row* is the line of it, counted from 0."""

    def __init__(self, text: str, row: int = 0) -> None:
        super().__init__(text)
        self.row = row


@dataclass(frozen=True, slots=True)
class Area:
    """A cell: lines *top* to *bottom* of the drawing, display columns *left* to *right* (ends exclusive), and what it spans."""

    top: int
    bottom: int
    left: int
    right: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rows of a table, the first *header* of them its header. ``None`` is a place that another cell reaches into."""

    rows: tuple[tuple[Area | None, ...], ...]
    header: int


class Display:
    """A line as it is displayed. *text* has one character for each column, NUL for the second half of a wide one."""

    __slots__ = ("_indices", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._indices: list[int] | None = None
        if not text.isascii():
            shown: list[str] = []
            indices: list[int] = []
            for index, character in enumerate(text):
                if unicodedata.combining(character):
                    continue
                shown.append(character)
                indices.append(index)
                if unicodedata.east_asian_width(character) in "WF":
                    shown.append("\0")
                    indices.append(index + 1)
            indices.append(len(text))
            self.text = "".join(shown)
            self._indices = indices

    def index(self, column: int) -> int:
        """The index in the original text of what is displayed at *column*."""
        if self._indices is None:
            return min(column, len(self.text))
        return self._indices[min(column, len(self._indices) - 1)]


def display_width(text: str) -> int:
    """The number of columns that *text* takes."""
    return len(text) if text.isascii() else len(Display(text).text)


def read_grid(lines: list[str]) -> Drawing:
    """The cells of a grid table, given its displayed *lines* without indentation, from border to border.

    :raises TableError: the borders do not close, or tracing them takes too long.
    """
    width = len(lines[0])
    for row, line in enumerate(lines):
        if len(line) != width or line[-1] not in "+|":
            raise TableError("right border not aligned or missing", row)
    separators = [row for row, line in enumerate(lines) if line[1] == "=" and _is_header_rule(line)]
    if len(separators) > 1:
        raise TableError("more than one header rule", separators[1])
    header_rule = separators[0] if separators else 0
    if header_rule in (0, len(lines) - 1) and separators:
        raise TableError("a header rule at the border", header_rule)
    lines = list(lines)
    if header_rule:
        lines[header_rule] = lines[header_rule].replace("=", "-")
    cells = _Tracer(lines).cells()
    tops = sorted({cell.top - 1 for cell in cells} | {cell.bottom for cell in cells})
    lefts = sorted({cell.left - 1 for cell in cells} | {cell.right for cell in cells})
    row_of = {top: index for index, top in enumerate(tops)}
    column_of = {left: index for index, left in enumerate(lefts)}
    if (len(tops) - 1) * (len(lefts) - 1) > _STEPS_PER_CHARACTER * len(lines) * width:
        raise TableError("too many rows and columns")
    rows: list[list[Area | None]] = [[None] * (len(lefts) - 1) for _ in tops[1:]]
    for cell in cells:
        row, column = row_of[cell.top - 1], column_of[cell.left - 1]
        rows[row][column] = Area(
            cell.top, cell.bottom, cell.left, cell.right, row_of[cell.bottom] - row, column_of[cell.right] - column
        )
    if header_rule and header_rule not in row_of:
        raise TableError("the header rule crosses a cell", header_rule)
    return Drawing(tuple(map(tuple, rows)), row_of[header_rule] if header_rule else 0)


def _is_header_rule(line: str) -> bool:
    return line.startswith("+=") and line.endswith("=+") and not line.strip("+=")


class _Tracer:
    """Traces cells from corner to corner, in reading order."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._columns = ["".join(column) for column in zip(*lines, strict=True)]
        self._steps = _STEPS_PER_CHARACTER * len(lines) * len(self._columns)

    def cells(self) -> list[Area]:
        bottom, right = len(self._lines) - 1, len(self._columns) - 1
        done = [0] * right
        corners = [(0, 0)]
        found: list[Area] = []
        while corners:
            top, left = heappop(corners)
            if top == bottom or left == right or done[left] != top:
                continue
            cell = self._cell(top, left)
            if cell is None:
                raise TableError("a border does not close", top)
            if done[left : cell.right] != [top] * (cell.right - left):
                raise TableError("cells overlap", top)
            done[left : cell.right] = [cell.bottom] * (cell.right - left)
            found.append(cell)
            heappush(corners, (top, cell.right))
            heappush(corners, (cell.bottom, left))
        if any(at != bottom for at in done):
            raise TableError("a border does not close", min(done))
        return found

    def _cell(self, top: int, left: int) -> Area | None:
        line = self._lines[top]
        edge, right = left, line.find("+", left + 1)
        while right > 0 and not line[edge + 1 : right].strip("-"):
            bottom = self._bottom(top, left, right)
            if bottom:
                return Area(top + 1, bottom, left + 1, right)
            edge, right = right, line.find("+", right + 1)
        return None

    def _bottom(self, top: int, left: int, right: int) -> int:
        """The line at which the box that begins at the corner closes, or 0."""
        edge, side = self._columns[right], self._columns[left]
        start, bottom = top, edge.find("+", top + 1)
        while bottom > 0 and not edge[start + 1 : bottom].strip("|"):
            self._spend(right - left + bottom - top)
            base = self._lines[bottom][left : right + 1]
            if base[0] == "+" and not base.strip("+-") and not side[top : bottom + 1].strip("+|"):
                return bottom
            start, bottom = bottom, edge.find("+", bottom + 1)
        return 0

    def _spend(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise TableError("too many lines to trace")


def read_simple(lines: list[str]) -> Drawing:
    """The cells of a simple table, given its displayed *lines* without indentation, from border to border.

    :raises TableError: text stands in the gap between columns, or a span does not fit.
    """
    inner = [row for row in range(1, len(lines) - 1) if is_rule(lines[row])]
    if len(inner) > 1:
        raise TableError("more than one header rule", inner[1])
    header_rule = inner[0] if inner else 0
    lines = [line.replace("=", "-") if row in (0, header_rule, len(lines) - 1) else line for row, line in enumerate(lines)]
    return _SimpleRows(lines).read(header_rule)


def is_rule(line: str) -> bool:
    """Whether *line* is a border of a simple table, or the rule below its header."""
    return line.startswith("=") and not line.strip("= ")


class _SimpleRows:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._columns = _dashes(lines[0])
        self._rows: list[tuple[Area | None, ...]] = []

    def read(self, header_rule: int) -> Drawing:
        lines = self._lines
        first_left, first_right = self._columns[0]
        begin = 1
        text_found = False
        header = 0
        for row in range(1, len(lines)):
            line = lines[row]
            if line.startswith("-") and not line.strip("- "):
                self._add(begin, row, row)
                begin, text_found = row + 1, False
                if row == header_rule:
                    header = len(self._rows)
            elif line[first_left:first_right].strip():
                if text_found and row != begin:
                    self._add(begin, row, None)
                begin, text_found = row, True
            elif not text_found:
                begin = row + 1
        return Drawing(tuple(self._rows), header)

    def _add(self, begin: int, end: int, rule: int | None) -> None:
        """Append the row of the lines *begin* to *end*, divided as the line *rule* says."""
        if begin == end:
            return
        columns = list(self._columns)
        if rule is not None:
            columns = _dashes(self._lines[rule])
            if columns[-1][1] != len(self._lines[0].rstrip()):
                raise TableError("a span that does not reach the border", rule)
            columns[-1] = (columns[-1][0], self._columns[-1][1])
        for index, (left, right) in enumerate(columns):
            last = index == len(columns) - 1
            gap_end = None if last else columns[index + 1][0]
            for row in range(begin, end):
                line = self._lines[row]
                if not line[right:gap_end].strip():
                    continue
                if not last:
                    raise TableError("text in the gap between columns", row)
                columns[index] = (left, max(columns[index][1], len(line)))
                self._columns[-1] = (self._columns[-1][0], columns[index][1])
        self._rows.append(self._row(begin, end, columns))

    def _row(self, begin: int, end: int, columns: list[tuple[int, int]]) -> tuple[Area | None, ...]:
        cells: list[Area | None] = []
        own = 0
        for left, right in columns:
            span = 1
            if own >= len(self._columns) or left != self._columns[own][0]:
                raise TableError("a span that fits no column", begin)
            while right != self._columns[own][1]:
                own += 1
                span += 1
                if own == len(self._columns):
                    raise TableError("a span that fits no column", begin)
            own += 1
            cells.append(Area(begin, end, left, right, 1, span))
            cells.extend([None] * (span - 1))
        return tuple(cells)


def _dashes(line: str) -> list[tuple[int, int]]:
    """Start and end of each run of dashes."""
    return [match.span() for match in re.finditer("-+", line)]
