"""A page as a few lines of text, so that tests can assert the whole of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sphinxext.factcheck.pages.markdown import read_markdown
from sphinxext.factcheck.pages.model import (
    Cell,
    CodeBlock,
    Comment,
    Directive,
    Field,
    Heading,
    Line,
    Node,
    Page,
    Paragraph,
    Run,
    RunKind,
    Table,
    Unread,
    UnreadReason,
)
from sphinxext.factcheck.pages.rst import read_rst
from sphinxext.factcheck.pages.source import decode


@dataclass
class Memory:
    """Files that need no disk."""

    files: Mapping[str, str | bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes | UnreadReason:
        data = self.files.get(path, UnreadReason.MISSING)
        return data.encode() if isinstance(data, str) and not isinstance(data, UnreadReason) else data


def read(text: str, files: Mapping[str, str | bytes] | None = None, path: str = "page.rst") -> Page:
    """The page *text*, read with *files* beside it."""
    decoded = decode(text)
    assert decoded is not None
    reader = read_markdown if path.endswith(".md") else read_rst
    return reader(decoded, path, Memory(files or {}))


def outline(text: str, files: Mapping[str, str | bytes] | None = None, path: str = "page.rst") -> list[str]:
    """The nodes of a page, one a line, indented as they nest, each line of text with where it stands."""
    return outline_of(read(text, files, path))


def outline_of(page: Page) -> list[str]:
    """The same of a page that has been read."""
    return list(_nodes(page.nodes, page.path, ""))


def _nodes(nodes: Iterable[Node], page: str, indent: str) -> Iterator[str]:
    for node in nodes:
        match node:
            case Heading():
                yield f"{indent}heading {node.level}: {_runs(node.runs, page)}"
            case Paragraph():
                yield f"{indent}paragraph: {_runs(node.runs, page)}"
            case Field():
                yield f"{indent}field {node.name}: {_lines(node.lines, page)}"
            case Comment():
                yield f"{indent}comment: {_lines(node.lines, page)}"
            case CodeBlock():
                words = [node.directive, node.language, node.filename, node.caption and f"caption {node.caption!r}"]
                yield f"{indent}code {' '.join(filter(None, words))}: {_lines(node.lines, page)}"
            case Table():
                yield f"{indent}table {node.form}{f' {node.caption!r}' if node.caption else ''}"
                for kind, rows in (("header", node.header), ("row", node.rows)):
                    for row in rows:
                        yield f"{indent}  {kind}: {' | '.join(_cell(cell, page) for cell in row.cells)}"
                yield from _nodes(node.nodes, page, indent + "  ")
            case Directive():
                options = "".join(f" :{name}: {value}" for name, value in node.options)
                yield f"{indent}{node.name}({node.argument!r}){options} {_place(node.line, page)}"
                yield from _nodes(node.nodes, page, indent + "  ")
            case Unread():
                yield f"{indent}unread {node.reason}: {node.span.path}:{node.span.line}:{node.span.column} {node.detail}"


def _cell(cell: Cell, page: str) -> str:
    if not cell.rows:
        return "^"
    span = f"({cell.rows}x{cell.columns}) " if (cell.rows, cell.columns) != (1, 1) else ""
    return span + (_runs(cell.runs, page) if cell.runs else _lines(cell.lines, page))


def _runs(runs: Iterable[Run], page: str) -> str:
    return " ".join(_run(run, page) for run in runs)


def _run(run: Run, page: str) -> str:
    kind = "" if run.kind is RunKind.TEXT else f"{run.kind}{f'[{run.name}]' if run.name else ''}{run.group or ''} "
    return kind + _line(run.line, page)


def _lines(lines: Iterable[Line], page: str) -> str:
    return " ".join(_line(line, page) for line in lines)


def _line(line: Line, page: str) -> str:
    return f"{line.text!r}@{_place(line, page)}"


def _place(line: Line, page: str) -> str:
    return f"{line.path + ':' if line.path != page else ''}{line.number}:{line.column}"
