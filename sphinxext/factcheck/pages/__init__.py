"""Pages as the author wrote them: source text, read once, with the place of everything in it."""

from __future__ import annotations

from pathlib import Path

from ..findings import Span
from .files import Files, SourceTree
from .model import Page, Unread, UnreadReason
from .plain import language_of, read_plain
from .rst import read_rst
from .source import LINE_LIMIT, decode

__all__ = ["LINE_LIMIT", "Files", "SourceTree", "read_page", "read_rst"]

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".myst")
_OTHER_MARKUP = (".ipynb", ".html", ".adoc")


def read_page(path: str, root: Path, *, source: bytes | str | None = None) -> Page:
    """The page *path* (relative to *root*, forward slashes), which holds *source*, or else what the file holds.

    Never raises on what a page holds: what cannot be read is an :class:`~.model.Unread` of the page.
    """
    files = SourceTree(root)
    data = files.read(path) if source is None else source
    if isinstance(data, UnreadReason):
        return _unread(path, data)
    if path.lower().endswith(_OTHER_MARKUP):
        return _unread(path, UnreadReason.UNSUPPORTED)
    text = decode(data)
    if text is None:
        return _unread(path, UnreadReason.ENCODING)
    if path.lower().endswith(_MARKDOWN):
        from .markdown import read_markdown  # its parser is loaded only where a page asks for it

        return read_markdown(text, path, files)
    if language_of(path) is not None:
        return read_plain(text, path)
    return read_rst(text, path, files)


def _unread(path: str, reason: UnreadReason) -> Page:
    return Page(path, (Unread(reason, Span(path, 1, 1, 1, 1), path),))
