"""A plain table as HTML: a real table that needs no script, in a box of its own that scrolls where the table is wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from .table import BREAK, CODE, LINK, LOCAL, STATE, TEXT, PlainPiece, PlainTable

__all__ = ["html_table"]


def html_table(table: PlainTable, address: Callable[[str], str]) -> str:
    """The markup of *table*; *address* tells where ``kind name`` is, seen from the page, and is empty if it is nowhere."""
    caption = f"{table.anchor}-caption"
    return "".join([
        f'<div class="factcheck-wide" role="region" aria-labelledby="{caption}" tabindex="0">\n',
        f'<table class="factcheck-reference docutils align-default" id="{table.anchor}">\n',
        f'<caption id="{caption}"><span class="caption-text">{escape(table.caption)}</span></caption>\n<colgroup>',
        *(f'<col style="width: {width / sum(table.widths):.1%}" />' for width in table.widths),
        "</colgroup>\n<thead>\n<tr>",
        *(f'<th class="head" scope="col">{escape(head)}</th>' for head in table.heads),
        "</tr>\n</thead>\n<tbody>\n",
        *_rows(table, address),
        "</tbody>\n</table>\n</div>\n",
    ])  # fmt: skip


def _rows(table: PlainTable, address: Callable[[str], str]) -> Iterator[str]:
    for anchor, cells in table.rows:
        head, *others = ("".join([_piece(piece, address) for piece in cell]) for cell in cells)
        data = "".join([f"<td>{cell}</td>" for cell in others])
        if anchor:
            # The name of a row leads to the row: its address can be copied.
            head = f'<a class="factcheck-self" href="#{anchor}">{head}</a>'
            yield f'<tr id="{anchor}"><th scope="row">{head}</th>{data}</tr>\n'
        else:
            yield f'<tr><th scope="row">{head}</th>{data}</tr>\n'


def _piece(piece: PlainPiece, address: Callable[[str], str]) -> str:
    kind, text, target = piece
    shown = escape(text)
    if kind == TEXT:
        return shown
    if kind == BREAK:
        return "<br />"
    if kind == STATE:
        return f'<strong class="factcheck-state factcheck-{target}">{shown}</strong>'
    if kind == LINK:
        return f'<a class="reference external" href="{escape(target)}">{shown}</a>'
    if kind == CODE:
        shown = f'<code class="docutils literal notranslate">{shown}</code>'
    uri = (f"#{target}" if kind == LOCAL else address(target)) if target else ""
    return f'<a class="reference internal" href="{escape(uri)}">{shown}</a>' if uri else shown
