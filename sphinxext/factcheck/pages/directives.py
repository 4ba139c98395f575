"""Directives, in whatever markup they are written: what they show, hold and include."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from .attachments import Attachments, clipped, long_line
from .block import Block
from .excerpt import ExcerptError, dedented, excerpt
from .markup import Markup, split_release
from .model import CodeBlock, Directive, Line, Node, Paragraph, Run, Unread, UnreadReason
from .source import Source, from_text
from .tables import csv_table, list_table, titled_table
from .vocabulary import NO_ARGUMENT, ONE_ARGUMENT, RELEASE_FIRST, SKIPPED, STEPS, TABLES, TITLED, VERBATIM

__all__ = ["MAX_DEPTH", "Inclusion", "Reader", "whole"]

MAX_DEPTH = 48
"""How deep blocks and includes may nest."""


Inclusion = tuple[str, tuple[str, ...]]
"""A file that is being read, and the options that say which part of it."""


def whole(path: str) -> Inclusion:
    """All of the file *path*."""
    return path, ("", "", "", "")


class Reader(ABC):
    """Reads one page; a subclass knows the markup.

    *attachments* and *including* are shared by the readers of a page that is written in several markups.
    """

    def __init__(self, attachments: Attachments, including: list[Inclusion]) -> None:
        self.attachments = attachments
        self.including = including
        self.language = ""
        """The language of blocks that give none."""

    @abstractmethod
    def read_text(self, text: str, path: str, start: int = 0, end: int | None = None, depth: int = 0) -> list[Node]:
        """The nodes of ``text[start:end]``, which the file *path* holds."""

    @abstractmethod
    def scan(self, block: Block, depth: int, nodes: list[Node]) -> None:
        """Append the nodes of *block*."""

    @abstractmethod
    def runs(self, lines: Sequence[Line]) -> tuple[Run, ...]:
        """The runs of inline markup in *lines*, which are one paragraph."""

    @abstractmethod
    def reader_of(self, parser: str) -> Reader | None:
        """The reader that an ``include`` asks for by the name of its *parser*, this one if it is empty; or ``None``."""

    def directive(self, markup: Markup, nodes: list[Node]) -> None:
        """Append what the directive *markup* stands for."""
        name = markup.name
        if name in VERBATIM or (name in STEPS and _is_command(markup)):
            self._code(markup, nodes)
        elif name == "literalinclude":
            self._literalinclude(markup, nodes)
        elif name == "include":
            self._include(markup, nodes)
        elif name in TABLES:
            if not csv_table(self, self.attachments, markup, nodes):
                nodes.append(markup.unread(UnreadReason.MALFORMED, "no rows") if name == "csv-table" else self._ordinary(markup))
        elif name == "list-table":
            list_table(self, markup, nodes)
        elif name == "table":
            titled_table(self, markup, nodes)
        else:
            if name == "highlight":
                self.language = markup.title.lower()
            nodes.append(self._ordinary(markup))

    def _ordinary(self, markup: Markup) -> Directive:
        """A directive whose body is ordinary content; one that is not known is taken for such."""
        name = markup.name
        nodes: list[Node] = []
        argument = markup.title
        blocks = [markup.content]
        if name in SKIPPED:
            blocks = []
        elif name in RELEASE_FIRST:
            argument, rest = split_release(markup.argument.lines())
            if rest:
                nodes.append(Paragraph(self.runs(rest)))
        elif markup.argument and (name in NO_ARGUMENT or name in STEPS):
            argument = ""
            blocks = [markup.argument, markup.content] if markup.options else [markup.whole]
        elif markup.argument and (name in TITLED or "`" in argument):
            nodes.append(Paragraph(self.runs(markup.argument.lines())))
        for block in blocks:
            if block:
                self.scan(block, markup.depth + 1, nodes)
        return Directive(name, argument, markup.line, markup.written, tuple(nodes))

    def _code(self, markup: Markup, nodes: list[Node]) -> None:
        name = markup.name
        words = markup.title.split()
        if name in ONE_ARGUMENT and len(words) > 1:
            # Sphinx takes this for an error and shows nothing of it.
            nodes.append(markup.unread(UnreadReason.UNSUPPORTED, f"{name}: more than one argument"))
            return
        values = markup.values()
        caption = values.get("caption", "")
        lines = markup.content.lines()
        language = words[0].lower() if words else self.language
        if name == "change":
            caption, language = markup.title, values.get("language", "").lower()
        elif name == "parsed-literal" or name in STEPS:
            language = self.language if name == "parsed-literal" else ""
            lines = (*markup.argument.lines(), *lines) if markup.options else markup.whole.lines()
        if "dedent" in values:
            lines = dedented(lines, values["dedent"])
        nodes.append(CodeBlock(lines, language, name, caption, "", markup.written, markup.line))

    def _literalinclude(self, markup: Markup, nodes: list[Node]) -> None:
        values = markup.values()
        if "diff" in values:
            nodes.append(markup.unread(UnreadReason.UNSUPPORTED, "diff"))
            return
        opened = self.attachments.open(markup, markup.title)
        if isinstance(opened, Unread):
            nodes.append(opened)
            return
        path, text = opened
        lines = self.attachments.lines(markup, path, text, nodes)
        if lines is None:
            return
        try:
            lines = excerpt(lines, values, markup.line)
        except ExcerptError as error:
            nodes.append(markup.unread(UnreadReason.MISSING, f"{path}: {error}"))
            return
        language = values.get("language", self.language).lower()
        nodes.append(CodeBlock(lines, language, markup.name, values.get("caption", ""), path, markup.written, markup.line))

    def _include(self, markup: Markup, nodes: list[Node]) -> None:
        values = markup.values()
        name = markup.title
        if name.startswith("<") and name.endswith(">"):  # definitions of characters, which come with docutils
            nodes.append(Directive(markup.name, name, markup.line, markup.written))
            return
        opened = self.attachments.open(markup, name)
        if isinstance(opened, Unread):
            nodes.append(opened)
            return
        path, text = opened
        clip = tuple(values.get(option, "") for option in ("start-line", "end-line", "start-after", "end-before"))
        span = clipped(text, *clip)
        if span is None:
            nodes.append(markup.unread(UnreadReason.MISSING, f"{path}: {' '.join(filter(None, clip))}"))
        elif "literal" in values or "code" in values:
            self._literal_include(markup, path, from_text(path, text, *span), nodes)
        elif (reader := self.reader_of(values.get("parser", "").lower())) is None:
            nodes.append(markup.unread(UnreadReason.UNSUPPORTED, f"parser: {values['parser']}"))
        elif (path, clip) in self.including:
            nodes.append(markup.unread(UnreadReason.RECURSIVE, path))
        else:
            self.including.append((path, clip))
            included = reader.read_text(text, path, *span, depth=markup.depth + 1)
            self.including.pop()
            if "factcheck-ignore" in values:  # it holds for all that is included
                included = [Directive(markup.name, name, markup.line, markup.written, tuple(included))]
            nodes.extend(included)

    def _literal_include(self, markup: Markup, path: str, source: Source, nodes: list[Node]) -> None:
        nodes.extend(long_line(path, number) for number in source.too_long)
        if not self.attachments.afford(source.texts):
            nodes.append(markup.unread(UnreadReason.BUDGET, path))
            return
        language = markup.values().get("code", "").lower() or self.language
        lines = Block(source, 0, len(source.texts), 0, 0).lines()
        nodes.append(CodeBlock(lines, language, markup.name, "", path, markup.written, markup.line))


def _is_command(markup: Markup) -> bool:
    """Whether the first line of the content begins with a prompt."""
    block = markup.content if markup.options and not markup.argument else markup.whole
    return bool(block) and block.source.texts[block.start].startswith(("$ ", "# "), block.first)
