"""What a page is, for those who read claims out of it: text with exact positions, in a shape that no markup owns.

A reader (``pages/rst.py``, ``pages/markdown.py``, ``pages/plain.py``) turns source text into a :class:`Page`: a sequence of
nodes in document order.  Containers that change the meaning of what stands in them (directives) hold their nodes; lists,
block quotes and field bodies do not, their content simply follows.

Every piece of text is made of :class:`Line` objects, and a line knows the file, line and column that it came from, also inside
an included file, a CSV file or the cell of a grid table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ..findings import Span

__all__ = [
    "Cell", "CodeBlock", "Comment", "Directive", "Field", "Heading", "Line", "Node", "Page", "Paragraph", "Row", "Run",
    "RunKind", "Table", "Unread", "UnreadReason", "span_in",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as the author typed it, without its indentation, and where its first character stands."""

    text: str
    path: str
    number: int
    column: int = 1

    def span(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``."""
        return Span(self.path, self.number, self.column + start, self.number, self.column + end)


def span_in(lines: tuple[Line, ...], start: tuple[int, int], end: tuple[int, int]) -> Span:
    """The span from *start* to *end*, each an (index of the line, offset in its text) pair."""
    first, last = lines[start[0]], lines[end[0]]
    return Span(first.path, first.number, first.column + start[1], last.number, last.column + end[1])


class RunKind(StrEnum):
    """What a run of inline text is."""

    TEXT = "text"
    LITERAL = "literal"
    ROLE = "role"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of inline text. *line* holds exactly its content, without the markup around it, backslashes as typed.

    *name* is the role's name (``fact:flag``), or a link's target. A literal broken over two lines gives two runs with the same
    *group*, which counts from 1 in a paragraph; 0 is what stands in one line.
    """

    kind: RunKind
    line: Line
    name: str = ""
    group: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. *runs* in order; a run never spans lines."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section, or of the page; *level* counts from 1."""

    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a field list, such as ``:kubernetes: 1.18`` at the top of a page, or of front matter.

    The name of a nested field of front matter begins with those around it: ``versions.kubernetes``.
    """

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; it may excuse what follows."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Text that is shown as it stands: ``code-block`` and its kin, a ``::`` block, a ``literalinclude``.

    *language* is what the author gave (a ``highlight`` directive above included), lower case, or empty. *directive* is the
    directive's name, ``::``, or ``doctest`` for lines with ``>>>``; in Markdown ``fence``, ``indented``, ``pre``, ``highlight``;
    ``file`` for a plain file. *caption* is the ``:caption:``, or the title behind a fence; *filename* the file that a
    ``literalinclude`` or ``include`` names, or that the page itself is, relative to the root of the sources. *line* is where the
    directive stands, if it is one.
    """

    lines: tuple[Line, ...]
    language: str = ""
    directive: str = "::"
    caption: str = ""
    filename: str = ""
    options: tuple[tuple[str, str], ...] = ()
    line: Line | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its lines, and the same text as runs of inline markup (empty if it holds more than paragraphs).

    *rows* and *columns* say how far it reaches.  A place that a neighbour reaches into holds an empty cell with 0 rows and
    columns, so that the index of a cell is the number of its column.
    """

    lines: tuple[Line, ...]
    runs: tuple[Run, ...] = ()
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """The text of the cell, markup included, in one line."""
        return " ".join(line.text.strip() for line in self.lines if line.text.strip())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; *form* is ``grid``, ``simple``, ``pipe``, ``html`` or the name of a directive: ``csv-table``, ``list-table``."""

    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    form: str
    caption: str = ""
    options: tuple[tuple[str, str], ...] = ()
    nodes: tuple[Node, ...] = ()
    """Blocks that stand in the cells (code blocks, nested directives), in reading order."""
    line: Line | None = field(default=None, compare=False)
    """Where the directive stands, if it is one."""


@dataclass(frozen=True, slots=True)
class Directive:
    """Any other directive. *argument* and *options* as written; *nodes* is its body, read as ordinary content."""

    name: str
    argument: str
    line: Line
    options: tuple[tuple[str, str], ...] = ()
    nodes: tuple[Node, ...] = ()

    def option(self, name: str) -> str | None:
        """The value of the option *name*, or ``None``."""
        return dict(self.options).get(name)


class UnreadReason(StrEnum):
    """Why a stretch of source was not read."""

    MISSING = "missing-file"
    OUTSIDE = "outside-root"
    RECURSIVE = "recursive-include"
    ENCODING = "encoding"
    LONG_LINE = "long-line"
    MALFORMED = "malformed-table"
    BUDGET = "time-budget"
    DEPTH = "depth"
    UNSUPPORTED = "unsupported"
    """Markup or an option that this reader does not follow: another markup language, ``:diff:``."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was given up on, and where; *detail* names the file or what was expected."""

    reason: UnreadReason
    span: Span
    detail: str = ""


Node = Heading | Paragraph | Field | Comment | CodeBlock | Table | Directive | Unread


@dataclass(frozen=True, slots=True)
class Page:
    """One page, includes followed. *path* is relative to the root of the sources, with forward slashes."""

    path: str
    nodes: tuple[Node, ...] = ()
    files: tuple[str, ...] = ()
    """The other files that were read, relative to the root."""

    def walk(self) -> Iterator[Node]:
        """Every node, containers before what they hold."""
        yield from _walk(self.nodes)


def _walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Directive | Table):
            yield from _walk(node.nodes)
