"""Tables: drawn ones, and those that are written as values or lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from ..findings import Span
from . import grid
from .attachments import Attachments
from .block import Block
from .csvtable import Dialect, Record, read_records
from .markup import Markup
from .model import Cell, Line, Node, Paragraph, Row, Run, Table, Unread, UnreadReason
from .source import from_lines

__all__ = ["Scanner", "csv_table", "grid_table", "list_table", "simple_table", "titled_table"]

_GRID_TOP = re.compile(r"\+-[-+]+-\+ *$")
_COVERED = Cell((), rows=0, columns=0)


class Scanner(Protocol):
    """Reads the blocks that stand in a cell."""

    def scan(self, block: Block, depth: int, nodes: list[Node]) -> None:
        """Append the nodes of *block*."""


def grid_table(scanner: Scanner, block: Block, index: int, depth: int, nodes: list[Node]) -> int:
    """Read the table whose upper border is the line *index*; the line after it."""
    stop = index
    shown: list[grid.Display] = []
    while stop < block.end and (text := block.text(stop)) and (stop == index or text[0] in "+|"):
        shown.append(grid.Display(text))
        stop += 1
    bottom = next((at for at in range(len(shown) - 1, 1, -1) if _GRID_TOP.match(shown[at].text)), 0)
    if not bottom:
        nodes.append(_malformed(block, index, stop, "bottom border missing"))
        return stop
    _drawn(scanner, block, index, shown[: bottom + 1], "grid", depth, nodes)
    return index + bottom + 1


def simple_table(scanner: Scanner, block: Block, index: int, depth: int, nodes: list[Node]) -> int:
    """Read the table whose upper border is the line *index*; the line after it."""
    texts = block.source.texts
    width = len(block.text(index))
    rules = 0
    last_rule = index
    stop = index + 1
    while stop < block.end:
        line = block.text(stop)
        if grid.is_rule(line):
            if len(line) != width:
                nodes.append(_malformed(block, index, stop + 1, "a border of another length than the top border"))
                return stop + 1
            rules += 1
            last_rule = stop
            if rules == 2 or stop + 1 == block.end or not texts[stop + 1]:
                break
        stop += 1
    else:
        # docutils gives up on the rest of the page here.
        end = last_rule + 1 if rules else block.until_empty(index)
        nodes.append(_malformed(block, index, end, "bottom border missing"))
        return end
    shown = [grid.Display(block.text(at)) for at in range(index, stop + 1)]
    _drawn(scanner, block, index, shown, "simple", depth, nodes)
    return stop + 1


def _drawn(
    scanner: Scanner, block: Block, index: int, shown: list[grid.Display], form: str, depth: int, nodes: list[Node]
) -> None:
    read = grid.read_grid if form == "grid" else grid.read_simple
    try:
        drawing = read([display.text for display in shown])
    except grid.TableError as error:
        nodes.append(_malformed(block, index + error.row, index + error.row + 1, str(error)))
        return
    blocks: list[Node] = []

    def line_of(row: int, area: grid.Area) -> Line:
        margin = block.margin(index + row)
        return block.source.line(index + row, margin + shown[row].index(area.left), margin + shown[row].index(area.right))

    def cell_of(area: grid.Area | None) -> Cell:
        if area is None:
            return _COVERED
        lines = _flush([line_of(row, area) for row in range(area.top, area.bottom)])
        cell = _cell(scanner, block.source.path, lines, depth, blocks)
        return replace(cell, rows=area.rows, columns=area.columns) if area.rows > 1 or area.columns > 1 else cell

    rows = [Row(tuple([cell_of(area) for area in areas])) for areas in drawing.rows]
    nodes.append(Table(tuple(rows[: drawing.header]), tuple(rows[drawing.header :]), form, nodes=tuple(blocks)))


def csv_table(scanner: Scanner, attachments: Attachments, markup: Markup, nodes: list[Node]) -> bool:
    """Read a table of comma-separated values; false if the directive gives none, for ours may take its rows from the facts."""
    values = markup.values()
    try:
        dialect = Dialect.from_options(values)
    except ValueError as error:
        nodes.append(markup.unread(UnreadReason.MALFORMED, str(error)))
        return True
    lines: tuple[Line, ...] | None
    if "file" in values:
        # As docutils has it: seen from the file that the directive stands in, which need not be the page.
        opened = attachments.open(markup, values["file"], beside=markup.line.path)
        if isinstance(opened, Unread):
            nodes.append(opened)
            return True
        lines = attachments.lines(markup, *opened, nodes)
        if lines is None:
            return True
    elif "url" in values:
        nodes.append(markup.unread(UnreadReason.UNSUPPORTED, "url"))
        return True
    else:
        lines = markup.content.lines()
    records = list(read_records(lines, dialect))
    header = [record for option in markup.options if option.name == "header" for record in read_records(option.lines, dialect)]
    if not records and not header:
        return False
    count = _count(values.get("header-rows", ""))
    header.extend(records[:count])
    _listed(scanner, markup, header, records[count:], nodes)
    return True


def _listed(scanner: Scanner, markup: Markup, header: list[Record], body: list[Record], nodes: list[Node]) -> None:
    blocks: list[Node] = []

    def rows(records: list[Record]) -> tuple[Row, ...]:
        return tuple(
            [
                Row(tuple([_cell(scanner, record.line.path, _flush(cell), markup.depth, blocks) for cell in record.cells]))
                for record in records
            ]
        )

    nodes.append(Table(rows(header), rows(body), markup.name, markup.title, markup.written, tuple(blocks), markup.line))
    width = max((len(record.cells) for record in header), default=0) or len(body[0].cells)
    nodes.extend(
        _ragged(record.line, record.error, len(record.cells), width)
        for record in (*header, *body)
        if record.error or len(record.cells) != width
    )


def list_table(scanner: Scanner, markup: Markup, nodes: list[Node]) -> None:
    """Read a table that is a list of lists. Other content is read as what it is."""
    source = markup.content.source
    blocks: list[Node] = []
    rows: list[Row] = []
    items = markup.content.items()
    for item in items or ():
        cells = item.items()
        if cells is None:
            break
        rows.append(Row(tuple([_cell(scanner, source.path, cell.lines(), markup.depth, blocks) for cell in cells])))
    if not items or len(rows) < len(items):
        nodes.append(markup.unread(UnreadReason.MALFORMED, "not a list of lists"))
        if markup.content:
            scanner.scan(markup.content, markup.depth + 1, nodes)
        return
    count = _count(markup.values().get("header-rows", ""))
    nodes.append(
        Table(tuple(rows[:count]), tuple(rows[count:]), markup.name, markup.title, markup.written, tuple(blocks), markup.line)
    )
    width = len(rows[0].cells)
    for row, item in zip(rows, items, strict=True):
        if len(row.cells) != width:
            nodes.append(_ragged(item.line(min(item.start, item.end - 1)), "", len(row.cells), width))


def titled_table(scanner: Scanner, markup: Markup, nodes: list[Node]) -> None:
    """Read a drawn table under the title that a ``table`` directive gives it."""
    body: list[Node] = []
    if markup.content:
        scanner.scan(markup.content, markup.depth + 1, body)
    for node in body:
        if isinstance(node, Table) and not node.caption:
            node = replace(node, caption=markup.title, options=markup.written, line=markup.line)
        nodes.append(node)


def _cell(scanner: Scanner, path: str, lines: Sequence[Line], depth: int, blocks: list[Node]) -> Cell:
    """The cell that holds *lines*; what is more than paragraphs goes to *blocks*."""
    source = from_lines(path, lines)
    nodes: list[Node] = []
    if source.texts:
        scanner.scan(Block(source, 0, len(source.texts), 0, 0), depth + 1, nodes)
    runs: list[Run] = []
    for node in nodes:
        if not isinstance(node, Paragraph):
            blocks.extend(nodes)
            return Cell(tuple(lines))
        runs.extend(node.runs)
    return Cell(tuple(lines), tuple(runs))


def _flush(lines: Sequence[Line]) -> list[Line]:
    """*lines* without their common indentation, and without blank lines at their ends."""
    texts = [line.text.rstrip() for line in lines]
    end = len(texts)
    while end and not texts[end - 1]:
        end -= 1
    start = 0
    while start < end and not texts[start]:
        start += 1
    indent = min([len(text) - len(text.lstrip()) for text in texts[start:end] if text], default=0)
    return [Line(texts[at][indent:], lines[at].path, lines[at].number, lines[at].column + indent) for at in range(start, end)]


def _count(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 0


def _ragged(line: Line, error: str, cells: int, width: int) -> Unread:
    detail = error or f"{cells} cells where {width} are expected"
    return Unread(UnreadReason.MALFORMED, line.span(0, len(line.text)), detail)


def _malformed(block: Block, index: int, stop: int, detail: str) -> Unread:
    first, last = block.line(index), block.source.line(max(stop - 1, index), 0)
    span = Span(first.path, first.number, first.column, last.number, last.column + len(last.text))
    return Unread(UnreadReason.MALFORMED, span, detail)
