"""Plain files: a manifest, a script, a unit or a Dockerfile is a page of one block, comma-separated values are one table."""

from __future__ import annotations

import posixpath
import re

from ..findings import Span
from .attachments import BUDGET, long_line
from .csvtable import Dialect, read_records
from .inline import read_runs
from .model import Cell, CodeBlock, Line, Node, Page, Row, Table, Unread, UnreadReason
from .source import LINE_LIMIT

__all__ = ["language_of", "read_plain"]

_LANGUAGES = {
    "bash": "bash",
    "cfg": "ini",
    "cnf": "ini",
    "conf": "conf",
    "csv": "csv",
    "env": "env",
    "ini": "ini",
    "json": "json",
    "service": "systemd",
    "sh": "bash",
    "socket": "systemd",
    "tf": "terraform",
    "timer": "systemd",
    "toml": "toml",
    "yaml": "yaml",
    "yml": "yaml",
    "zsh": "zsh",
}
_BUILD_FILE = re.compile(r"(?:Dockerfile|Containerfile)(?:\..+)?|.+\.(?:dockerfile|containerfile)", re.IGNORECASE)
_TEMPLATE = re.compile(r"\.(?:j2|jinja2?|tmpl|tpl|in|example|sample|template|dist)$", re.IGNORECASE)


def language_of(path: str) -> str | None:
    """The language of the plain file *path*, by its name (``csv`` for a table); ``None`` if it is no plain file that is read."""
    name = posixpath.basename(path)
    if _BUILD_FILE.fullmatch(name):
        return "dockerfile"
    stem = _TEMPLATE.sub("", name)
    if posixpath.basename(posixpath.dirname(path)).endswith(".service.d") and stem.endswith(".conf"):
        return "systemd"
    _, dot, suffix = stem.rpartition(".")
    return _LANGUAGES.get(suffix.lower()) if dot else None


def read_plain(text: str, path: str) -> Page:
    """The page that the file *path* is, which holds *text*."""
    nodes: list[Node] = []
    lines: list[Line] = []
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        if len(line) > LINE_LIMIT:
            nodes.append(long_line(path, number))
            line = ""
        lines.append(Line(line, path, number))
    language = language_of(path) or ""
    if sum(len(line.text) + 1 for line in lines) > BUDGET:
        nodes = [Unread(UnreadReason.BUDGET, Span(path, 1, 1, 1, 1), path)]
    elif language == "csv":
        nodes.append(_table(lines))
    else:
        nodes.append(CodeBlock(tuple(lines), language, "file", "", path))
    return Page(path, tuple(nodes))


def _table(lines: list[Line]) -> Table:
    """The table of comma-separated values in *lines*; its first row is the header."""
    rows = tuple([Row(tuple([_cell(cell) for cell in record.cells])) for record in read_records(lines, Dialect())])
    return Table(rows[:1], rows[1:], "csv-table")


def _cell(lines: tuple[Line, ...]) -> Cell:
    return Cell(lines, read_runs(lines) if lines else ())
