"""Single lines of the sources, for those who tell or compare what stands at a place."""

from __future__ import annotations

from ..findings import Span
from .files import Files
from .model import UnreadReason
from .source import decode

__all__ = ["SourceLines"]


class SourceLines:
    """The lines of *files*; a file is opened once, when a line of it is first asked for."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._lines: dict[str, list[str]] = {}

    def text(self, span: Span) -> str:
        """The line that *span* begins in, without its end; empty if it cannot be had."""
        lines = self._lines.get(span.path)
        if lines is None:
            data = self._files.read(span.path)
            text = None if isinstance(data, UnreadReason) else decode(data)
            lines = self._lines[span.path] = text.split("\n") if text is not None else []
        return lines[span.line - 1] if 0 < span.line <= len(lines) else ""
