"""How rendered facts look: docutils nodes, of which the style sheets make cards and badges in HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from docutils import nodes

from ..messages import Gettext, Message
from .lexers import change_language
from .rows import Cell, Code, Link
from .table import CODE, LINK, LOCAL, REFERENCE, STATE, PlainCell, PlainPiece, PlainRow, PlainTable, lines_of

__all__ = [
    "Place", "PortTable", "TableCell", "TableRow", "badge", "badge_comma", "badge_line", "change_block", "console_block",
    "entry_field", "fact_cell_nodes", "label", "port_table", "proof_line", "proof_lines", "remediation_card", "remediations",
    "show_proof", "step", "table_nodes", "unmarked",
]  # fmt: skip

_Element = TypeVar("_Element", bound=nodes.Element)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node comes from. Every node tells it, so that gettext and warnings find the text."""

    source: str
    line: int

    def of(self, node: _Element) -> _Element:
        """*node*, with this place."""
        node.source, node.line = self.source, self.line
        return node


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a cell, and where that is from."""

    place: Place
    children: tuple[nodes.Node, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of cells, and where it is from."""

    place: Place
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class PortTable:
    """A table: its head and body, the widths of its columns (empty: as wide as what is in them), how many are stubs."""

    place: Place
    head: tuple[TableRow, ...]
    rows: tuple[TableRow, ...]
    widths: tuple[int, ...] = ()
    stubs: int = 0


def port_table(table: PortTable) -> nodes.table:
    """The node of *table*; whoever made it adds title, classes and names."""
    columns = max((len(row.cells) for row in (*table.head, *table.rows)), default=0)
    group = table.place.of(nodes.tgroup(cols=columns))
    for index in range(columns):
        width = table.widths[index] if index < len(table.widths) else 100 // columns
        spec = nodes.colspec(colwidth=width)
        if index < table.stubs:
            spec["stub"] = 1
        group += spec
    if table.head:
        group += nodes.thead("", *(_row(row) for row in table.head))
    group += nodes.tbody("", *(_row(row) for row in table.rows))
    node = table.place.of(nodes.table("", group, classes=["factcheck-ports"]))
    node["classes"].append("colwidths-given" if table.widths else "colwidths-auto")
    return node


def _row(row: TableRow) -> nodes.row:
    return row.place.of(nodes.row("", *(cell.place.of(nodes.entry("", *cell.children)) for cell in row.cells)))


def table_nodes(table: PlainTable, place: Place, resolve: Callable[[str, nodes.Element], nodes.Element]) -> nodes.table:
    """*table* as nodes.

    :param resolve: makes a link to ``kind name`` of the node that is given, or gives the node back if nobody offers it.
    """
    group = place.of(nodes.tgroup(cols=len(table.heads)))
    group += [nodes.colspec(colwidth=width) for width in table.widths]
    head = [_table_entry([unmarked(place, [nodes.Text(text)])], place) for text in table.heads]
    group += nodes.thead("", place.of(nodes.row("", *head)))
    group += nodes.tbody("", *(_table_row(row, place, resolve) for row in table.rows))
    title = place.of(nodes.title("", table.caption, translatable=False))
    return place.of(nodes.table("", title, group, ids=[table.anchor], classes=["factcheck-reference", "colwidths-given"]))


def _table_row(row: PlainRow, place: Place, resolve: Callable[[str, nodes.Element], nodes.Element]) -> nodes.row:
    anchor, cells = row
    entries = [_table_entry([*_paragraphs(cell, place, resolve)], place) for cell in cells]
    if anchor:
        paragraph = next(iter(entries[0].findall(nodes.paragraph)))
        paragraph.insert(0, place.of(nodes.target("", "", ids=[anchor])))
    return place.of(nodes.row("", *entries))


def _table_entry(children: Sequence[nodes.Node], place: Place) -> nodes.entry:
    return place.of(nodes.entry("", *children))


def _paragraphs(
    cell: PlainCell, place: Place, resolve: Callable[[str, nodes.Element], nodes.Element]
) -> Iterator[nodes.paragraph]:
    for line in lines_of(cell):
        if line:
            yield unmarked(place, [_inline(piece, resolve) for piece in line])


def _inline(piece: PlainPiece, resolve: Callable[[str, nodes.Element], nodes.Element]) -> nodes.Node:
    kind, text, target = piece
    if kind in (CODE, REFERENCE):
        content = nodes.literal(text, text) if kind == CODE else nodes.inline("", text)
        return resolve(target, content) if target else content
    if kind == LOCAL:
        return nodes.reference("", text, refid=target, internal=True) if target else nodes.Text(text)
    if kind == LINK:
        return nodes.reference("", text, refuri=target, internal=False)
    if kind == STATE:
        return nodes.strong("", text)
    return nodes.Text(text)


def fact_cell_nodes(cell: Cell, place: Place, gettext: Gettext) -> tuple[nodes.Node, ...]:
    """The paragraph that shows *cell*. Facts are no text of the page's author: they stay out of the page's catalog."""
    children: list[nodes.Node] = []
    for piece in cell:
        match piece:
            case Code(text):
                children.append(nodes.literal(text, text))
            case Link(text, url):
                children.append(nodes.reference(text, text, refuri=url, internal=False))
            case _:
                words = _words(piece.text, gettext)
                children.append(nodes.Text(words))
    return (unmarked(place, children),) if children else ()


def _words(text: Message | str, gettext: Gettext) -> str:
    return text.translated(gettext) if isinstance(text, Message) else text


def unmarked(place: Place, children: Iterable[nodes.Node], classes: Sequence[str] = ()) -> nodes.paragraph:
    """A paragraph of our own words, which no translator of the page is asked about."""
    paragraph = place.of(nodes.paragraph("", "", *children, translatable=False))
    paragraph["classes"] += classes
    return paragraph


def label(place: Place, text: str) -> nodes.rubric:
    """A small heading in our own words."""
    return place.of(nodes.rubric("", text, classes=["factcheck-label"], translatable=False))


def badge(text: str) -> nodes.inline:
    """A word or two in a frame."""
    return nodes.inline("", text, classes=["factcheck-badge"])


def badge_comma() -> nodes.inline:
    """What sets badges apart where there are none."""
    return nodes.inline("", ", ", classes=["factcheck-comma"])


def badge_line(place: Place, lead: str, texts: Sequence[str], classes: Sequence[str] = ()) -> nodes.paragraph:
    """A line of badges; where there are no badges, words set apart by commas."""
    children: list[nodes.Node] = [nodes.strong("", lead), nodes.Text(" ")]
    for index, text in enumerate(texts):
        if index:
            children.append(badge_comma())
        children.append(badge(text))
    return unmarked(place, children, ["factcheck-badges", *classes])


def entry_field(place: Place, name: str, body: nodes.paragraph) -> nodes.field:
    """A field of the list at the top of a card."""
    head = place.of(nodes.field_name("", name, translatable=False))
    return place.of(nodes.field("", head, nodes.field_body("", body)))


def step(place: Place, kind: str, children: Iterable[nodes.Node]) -> nodes.container:
    """A part of a remediation: *kind* is ``change``, ``apply``, ``verify``, ``rollback`` or ``applies-to``."""
    return place.of(nodes.container("", *children, classes=["factcheck-step", f"factcheck-{kind}"]))


def proof_line(place: Place, name: str) -> nodes.paragraph:
    """Where the proof of the remediation *name* is shown; :func:`show_proof` fills it in."""
    return place.of(nodes.paragraph("", translatable=False, classes=["factcheck-badges"], proof=name))


def proof_lines(document: nodes.document) -> Iterator[nodes.paragraph]:
    """The lines that proofs are shown in."""
    return (node for node in document.findall(nodes.paragraph) if "proof" in node)


def show_proof(line: nodes.paragraph, texts: Sequence[tuple[str, str]]) -> None:
    """Put *texts*, each with its status (``proven``, ``refused``, ``open``), into *line*, each in a frame."""
    line.clear()
    for index, (status, text) in enumerate(texts):
        if index:
            line += badge_comma()
        shown = badge(text)
        shown["classes"].append(f"factcheck-{status}")
        line += shown


def remediation_card(
    place: Place,
    name: str,
    title: nodes.rubric,
    proof: nodes.paragraph,
    fields: Sequence[nodes.field],
    body: Iterable[nodes.Node],
) -> nodes.container:
    """The card of the remediation *name*."""
    title["classes"] += ["factcheck-title"]
    content: list[nodes.Node] = [title, proof]
    if fields:
        content.append(place.of(nodes.field_list("", *fields, classes=["factcheck-fields"])))
    return place.of(nodes.container("", *content, *body, classes=["factcheck-remediation"], remediation=name))


def remediations(document: nodes.document) -> Iterator[tuple[str, str, str]]:
    """Name, identifier and title of each remediation in *document*."""
    for node in document.findall(nodes.container):
        if "remediation" in node and node["ids"]:
            title = next((each.astext() for each in node.findall(nodes.rubric)), "")
            yield node["remediation"], node["ids"][0], title


def change_block(place: Place, lines: Sequence[str], language: str, caption: nodes.caption | None = None) -> nodes.Element:
    """A change with its signs, highlighted as *language*, under its caption."""
    text = "\n".join(lines)
    block = place.of(nodes.literal_block(text, text, language=change_language(language), classes=["factcheck-diff"]))
    if caption is None:
        return block
    return place.of(nodes.container("", caption, block, literal_block=True, classes=["literal-block-wrapper"]))


def console_block(place: Place, lines: Sequence[str]) -> nodes.literal_block:
    """What is typed into a terminal, and what comes back."""
    text = "\n".join(lines)
    return place.of(nodes.literal_block(text, text, language="console"))
