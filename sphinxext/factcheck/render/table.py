"""Tables of many rows: what stands in them, and the same in one language, as plain as can be.

A page may hold hundreds of rows. So a table is no tree of nodes: it is carried in one node, as tuples of text, which are
pickled and printed fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..messages import Gettext, Message
from .rows import Code, Link, Words

__all__ = [
    "BREAK", "CODE", "LINK", "LOCAL", "REFERENCE", "STATE", "TEXT", "Break", "Local", "Piece", "PlainCell", "PlainPiece",
    "PlainRow", "PlainTable", "Reference", "Row", "Section", "State", "Table", "TableCell", "Target", "lines_of", "plain_table",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that lead to what the domain has as *name*: a component, port, flag or field; *typed* as they stand, or not."""

    text: str
    kind: str
    name: str
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Local:
    """A name that leads to a row of the same page, by the anchor that the row asked for."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class State:
    """What became of it, in words; *kind* is for style sheets."""

    text: Message
    kind: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line."""


Piece = Words | Code | Link | Reference | Local | State | Break
TableCell = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A name by which a row can be linked to; the search shows it if it is *listed*."""

    kind: str
    name: str
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell heads it. *anchor*: the identifier that it asks for, empty for none."""

    anchor: str
    cells: tuple[TableCell, ...]
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. *widths*: how wide the columns are beside each other, where the output cannot see for itself."""

    caption: Message
    heads: tuple[Message, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: paragraphs, then tables."""

    anchor: str
    title: Message | str
    paragraphs: tuple[Message, ...]
    tables: tuple[Table, ...]


TEXT, CODE, LINK, REFERENCE, LOCAL, STATE, BREAK = "text", "code", "link", "reference", "local", "state", "break"

PlainPiece = tuple[str, str, str]
"""One of the words above, the text, and where that leads: an address, ``kind name`` or an identifier; of a state, its kind."""
PlainCell = tuple[PlainPiece, ...]
PlainRow = tuple[str, tuple[PlainCell, ...]]
"""Identifier and cells."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table in the language of the page."""

    anchor: str
    caption: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[PlainRow, ...]


def plain_table(table: Table, anchor: str, anchors: Mapping[str, str], gettext: Gettext) -> PlainTable:
    """*table* in the language of *gettext*.

    :param anchor: the identifier of the table.
    :param anchors: the identifiers that rows of the page got, by those that they asked for.
    """

    said: dict[Message | str, str] = {}

    def words(text: Message | str) -> str:
        # Most cells of a column say one of a few things.
        known = said.get(text)
        if known is None:
            known = said[text] = text.translated(gettext) if isinstance(text, Message) else text
        return known

    def plain(piece: Piece) -> PlainPiece:
        match piece:
            case Code(text):
                return CODE, text, ""
            case Words(text):
                return TEXT, text if isinstance(text, str) else words(text), ""
            case Reference(text, kind, name, typed):
                return CODE if typed else REFERENCE, text, f"{kind} {name}"
            case Local(text, wanted):
                return LOCAL, text, anchors.get(wanted, "")
            case State(text, kind):
                return STATE, words(text), kind
            case Link(text, url):
                return LINK, text, url
            case Break():
                return BREAK, "", ""

    def cells(row: Row) -> tuple[PlainCell, ...]:
        return tuple([tuple([plain(piece) for piece in cell]) for cell in row.cells])

    rows = tuple((anchors.get(row.anchor, ""), cells(row)) for row in table.rows)
    heads = tuple(head.translated(gettext) for head in table.heads)
    return PlainTable(anchor, table.caption.translated(gettext), heads, table.widths, rows)


def lines_of(cell: PlainCell) -> list[PlainCell]:
    """The lines of *cell*."""
    lines: list[list[PlainPiece]] = [[]]
    for piece in cell:
        if piece[0] == BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    return [tuple(line) for line in lines]
