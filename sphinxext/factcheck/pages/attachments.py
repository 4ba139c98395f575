"""The files that a page draws on, opened within its budget."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from ..findings import Span
from .files import Files
from .markup import Markup
from .model import Line, Node, Unread, UnreadReason
from .source import LINE_LIMIT, decode

__all__ = ["BUDGET", "Attachments", "clipped", "long_line"]

BUDGET = 8_000_000
"""The characters read for one page, included files counted each time and lines that are too long not at all.

A count and not a clock, so that a page reads the same everywhere.
"""


class Attachments:
    """What the page *path* includes. *opened* are the files that were read."""

    def __init__(self, path: str, files: Files) -> None:
        self.opened: set[str] = set()
        self._folder = posixpath.dirname(path)
        self._files = files
        self._budget = BUDGET

    def afford(self, texts: Sequence[str]) -> bool:
        """Whether *texts* may still be read; they are paid for."""
        self._budget -= sum(map(len, texts)) + len(texts)
        return self._budget >= 0

    def open(self, markup: Markup, name: str, beside: str | None = None) -> tuple[str, str] | Unread:
        """Path and text of the file that *markup* calls *name*, or why it is unread.

        A name is seen from the folder of the page, also in an included file, or from that of the file *beside*; one that begins
        with a slash from the root.
        """
        name = name.strip()
        folder = self._folder if beside is None else posixpath.dirname(beside)
        path = posixpath.normpath(name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name))
        if path == ".." or path.startswith("../"):
            return markup.unread(UnreadReason.OUTSIDE, name)
        data = self._files.read(path)
        if isinstance(data, UnreadReason):
            return markup.unread(data, path)
        # What is read is paid for by its readers; to open a file again and again for a few lines of it has its price as well.
        if path in self.opened:
            self._budget -= len(data)
        if self._budget < 0:
            return markup.unread(UnreadReason.BUDGET, path)
        self.opened.add(path)
        text = decode(data, markup.values().get("encoding", ""))
        if text is None:
            return markup.unread(UnreadReason.ENCODING, path)
        return path, text

    def lines(self, markup: Markup, path: str, text: str, nodes: list[Node]) -> tuple[Line, ...] | None:
        """The lines of a file that is shown as it is, tabs and trailing blanks included; ``None`` if they are too many."""
        texts = text.removesuffix("\n").split("\n")
        for index, line in enumerate(texts):
            if len(line) > LINE_LIMIT:
                texts[index] = ""
                nodes.append(long_line(path, index + 1))
        if not self.afford(texts):
            nodes.append(markup.unread(UnreadReason.BUDGET, path))
            return None
        return tuple([Line(line, path, number) for number, line in enumerate(texts, 1)])


def long_line(path: str, number: int) -> Unread:
    """That a line is too long to be read."""
    return Unread(UnreadReason.LONG_LINE, Span(path, number, 1, number, 1), path)


def clipped(text: str, start_line: str, end_line: str, start_after: str, end_before: str) -> tuple[int, int] | None:
    """Where the part of *text* begins and ends that an ``include`` takes; ``None`` if what it names is not there."""
    start, end = 0, len(text)
    if start_line or end_line:
        try:
            first, last = int(start_line or 0), int(end_line) if end_line else None
        except ValueError:
            return None
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        if starts[-1] == len(text):
            starts.pop()
        taken = range(len(starts))[first:last]
        if not taken:
            return 0, 0
        start = starts[taken[0]]
        end = starts[taken[-1] + 1] if taken[-1] + 1 < len(starts) else len(text)
    if start_after:
        at = text.find(start_after, start, end)
        if at < 0:
            return None
        start = at + len(start_after)
    if end_before:
        at = text.find(end_before, start, end)
        if at < 0:
            return None
        end = at
    return start, end
