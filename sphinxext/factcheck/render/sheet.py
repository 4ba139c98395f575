"""A port table that an author keeps as CSV: its rows, what its columns are, and what is wrong with it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..facts import Problem
from ..messages import Message, message
from ..pages.model import Line
from .rows import Column

__all__ = ["Dialect", "Sheet", "SheetRow", "plain", "read_sheet"]

_HEADS = {
    Column.PORT: ("port", "ports", "端口", "端口号"),
    Column.COMPONENT: ("component", "target", "service", "name", "组件", "名称", "监控对象", "端口对应监控对象"),
    Column.ENDPOINT: ("endpoint", "端点"),
    Column.SCHEME: ("scheme", "protocol", "协议"),
    Column.PATH: ("path", "路径"),
    Column.AUTH: ("auth", "authentication", "认证"),
    Column.BIND: ("bind", "bind address", "address", "监听地址", "绑定地址"),
    Column.FLAG: ("flag", "参数"),
    Column.FIELD: ("field", "字段"),
    Column.RELEASES: ("releases", "版本"),
    Column.NOTE: ("note", "notes", "remark", "备注", "修订"),
    Column.SOURCE: ("source", "来源"),
}
_ROLE = re.compile(r":[\w:.+-]+:`([^`<]+?)(?:\s*<([^`>]*)>)?`")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the CSV is written; the options of ``csv-table``."""

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None
    keep_space: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row and the line that it begins in."""

    cells: tuple[str, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """*heads* are the rows of the table's head; every row has *width* cells. *columns* tells what the known columns are."""

    heads: tuple[SheetRow, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    width: int = 0
    columns: dict[Column, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def cell(self, row: SheetRow, column: Column) -> str:
        """The text of *row* in *column*, empty if there is no such column."""
        index = self.columns.get(column)
        return row.cells[index] if index is not None else ""


def read_sheet(
    lines: Sequence[Line],
    *,
    head: Sequence[Line] = (),
    head_rows: int = 1,
    dialect: Dialect = Dialect(),
    is_component: Callable[[str], bool] = lambda name: False,
) -> Sheet:
    """The sheet in *lines*.

    :param head: more head rows, from the option ``header``.
    :param head_rows: how many of the first rows are the table's head.
    :param is_component: whether there are facts of a name.
    """
    problems: list[Problem] = []
    extra = _rows(head, dialect, problems)
    found = _rows(lines, dialect, problems)
    heads, rows = [*extra, *found[:head_rows]], found[head_rows:]
    if not rows:
        at = lines[0] if lines else None
        problems.append(Problem(at.path if at else "", at.number if at else 1, 1, message("there are no rows")))
    width = max((len(row.cells) for row in (*heads, *rows)), default=0)
    expected = len((heads or rows)[0].cells) if heads or rows else 0
    for row in rows:
        if len(row.cells) != expected:
            what = message("this row has {found} cells, expected {expected}", found=len(row.cells), expected=expected)
            problems.append(Problem(row.path, row.line, 1, what))
    heads, rows = [_padded(row, width) for row in heads], [_padded(row, width) for row in rows]
    columns = _columns(heads, rows, width, is_component)
    sheet = Sheet(tuple(heads), tuple(rows), width, columns)
    problems += _port_problems(sheet)
    return Sheet(sheet.heads, sheet.rows, width, columns, tuple(sorted(problems, key=lambda problem: problem.order)))


def plain(text: str) -> str:
    """The words of a cell without literal, emphasis and role markup."""
    text = _ROLE.sub(lambda match: match[2] or match[1], text)
    return text.strip().strip("`*").strip()


def _padded(row: SheetRow, width: int) -> SheetRow:
    return SheetRow(row.cells + ("",) * (width - len(row.cells)), row.path, row.line)


def _rows(lines: Sequence[Line], dialect: Dialect, problems: list[Problem]) -> list[SheetRow]:
    reader = csv.reader(
        (f"{line.text}\n" for line in lines),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape,
        doublequote=dialect.escape is None,
        skipinitialspace=not dialect.keep_space,
        strict=True,
    )
    rows: list[SheetRow] = []
    begin = 0
    try:
        for cells in reader:
            if cells:
                at = lines[begin]
                rows.append(SheetRow(tuple(cell.rstrip("\n") for cell in cells), at.path, at.number))
            begin = reader.line_num
    except csv.Error as error:
        at = lines[min(begin, len(lines) - 1)]
        problems.append(Problem(at.path, at.number, 1, _csv_message(str(error))))
    return rows


def _csv_message(text: str) -> Message:
    return message("not CSV: {reason}", reason=text)


def _columns(
    heads: Sequence[SheetRow], rows: Sequence[SheetRow], width: int, is_component: Callable[[str], bool]
) -> dict[Column, int]:
    """What each known column is, by its head; port and component by what stands in them where no head tells."""
    columns: dict[Column, int] = {}
    for index in range(width):
        words = {plain(head.cells[index]).lower() for head in heads}
        column = next((column for column, names in _HEADS.items() if words & set(names)), None)
        if column is not None:
            columns.setdefault(column, index)
    free = [index for index in range(width) if index not in columns.values()]
    for column, fits in ((Column.PORT, _is_port), (Column.COMPONENT, is_component)):
        if column not in columns:
            counts = {index: sum(fits(plain(row.cells[index])) for row in rows) for index in free}
            best = max(counts, key=lambda index: counts[index], default=None)
            if best is not None and counts[best] * 2 > len(rows):
                columns[column] = best
                free.remove(best)
    return columns


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65536


def _port_problems(sheet: Sheet) -> list[Problem]:
    return [
        Problem(row.path, row.line, 1, message("found {found!r}, expected a port from 1 to 65535", found=text))
        for row in sheet.rows
        if (text := plain(sheet.cell(row, Column.PORT))) and not _is_port(text)
    ]
