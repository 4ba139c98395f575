"""reStructuredText: source text to the nodes of a page.

Block structure is read by indentation, in one pass and in linear time.  A block is a range of lines and two left margins, that
of its first line (which may stand behind a list marker) and that of the others; nothing is copied on the way down.  Where
docutils reports an error and drops text, this reader is lenient and reads on, with exceptions that it counts as unread:
malformed tables, a code block whose argument is an error, and what lies too deep.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..findings import Span
from .attachments import Attachments, long_line
from .block import BULLET, Block
from .directives import MAX_DEPTH, Inclusion, Reader, whole
from .enumerator import Enumerator, continues, parse_enumerator
from .files import Files
from .grid import display_width
from .inline import read_runs
from .markup import read_markup
from .model import CodeBlock, Comment, Field, Heading, Line, Node, Page, Paragraph, Run, RunKind, Unread, UnreadReason
from .patterns import ESCAPE, FIELD, NAME
from .source import Source, from_text
from .tables import grid_table, simple_table
from .vocabulary import MARKDOWN_PARSERS

__all__ = ["RstReader", "read_rst"]

_PUNCTUATION = "!-/:-@[-`{-~"
_OPTION_ARGUMENT = r"(?:[a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)"
_OPTION = rf"(?:[-+][a-zA-Z0-9](?: ?{_OPTION_ARGUMENT})?|(?:--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*(?:[ =]{_OPTION_ARGUMENT})?)"
_OPTIONS = re.compile(rf"({_OPTION}(?:, {_OPTION})*)(?:  +| ?$)")
_DOCTEST = re.compile(r">>>( +|$)")
_LINE_BLOCK = re.compile(r"\|( +|$)")
_GRID_TOP = re.compile(r"\+-[-+]+-\+ *$")
_SIMPLE_TOP = re.compile(r"=+( +=+)+ *$")
_EXPLICIT = re.compile(r"\.\.( +|$)")
_ANONYMOUS = re.compile(r"__( +|$)")
_ADORNMENT = re.compile(rf"([{_PUNCTUATION}])\1* *$")
_DIRECTIVE = re.compile(rf"\.\. +({NAME}) ?::( +|$)")
_FOOTNOTE = re.compile(rf"\.\. +\[(?:[0-9]+|#(?:{NAME})?|\*|{NAME})\]( +|$)")
_TARGET = re.compile(r"\.\. +_(?![ ]|$)")
_TARGET_NAME = re.compile(r"(?:_|(?![_ `]).+?(?<![\s\0])|`(?![ `]).+?(?<![\s\0])`)(?<!(?<!\0):) ?:(?: +|$)", re.DOTALL)
_SUBSTITUTION = re.compile(r"\.\. +\|(?! |$)")
_SUBSTITUTION_NAME = re.compile(r"(?! )(.+?)(?<![\s\0])\|( +|$)")
_EMBEDDED = re.compile(rf"({NAME})::( +|$)")
_ATTRIBUTION = re.compile(r"(?:---?(?!-)|\u2014) *(?=[^ \n])")
_LITERAL_NEXT = re.compile(r"(?<!\\)(?:\\\\)*::$")
_ADORNMENTS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AFTER_LETTER = frozenset(".)ivxlcdmIVXLCDM")
"""What follows the first letter of a marker such as ``a.`` or ``iv)``."""


def read_rst(text: str, path: str, files: Files) -> Page:
    """The page *text*, which is the file *path* (relative to the root, forward slashes); *files* gives what it includes."""
    reader = RstReader(Attachments(path, files), [whole(path)])
    nodes = reader.read_text(text, path)
    return Page(path, tuple(nodes), tuple(sorted(reader.attachments.opened)))


class RstReader(Reader):
    """Reads one page, or a part of it, that is reStructuredText."""

    def __init__(self, attachments: Attachments, including: list[Inclusion]) -> None:
        super().__init__(attachments, including)
        self._styles: list[str] = []

    def runs(self, lines: Sequence[Line]) -> tuple[Run, ...]:
        """The runs of inline markup in *lines*, which are one paragraph."""
        return read_runs(lines)

    def reader_of(self, parser: str) -> Reader | None:
        """The reader that an ``include`` asks for by the name of its *parser*, this one if it is empty; or ``None``."""
        if parser in MARKDOWN_PARSERS:
            from .markdown import MarkdownReader  # loaded where a page asks for it

            return MarkdownReader(self.attachments, self.including)
        return self if parser in ("", "rst", "restructuredtext") else None

    def read_text(self, text: str, path: str, start: int = 0, end: int | None = None, depth: int = 0) -> list[Node]:
        """The nodes of ``text[start:end]``, which the file *path* holds."""
        source = from_text(path, text, start, end)
        nodes: list[Node] = [long_line(path, number) for number in source.too_long]
        if not self.attachments.afford(source.texts):
            return [Unread(UnreadReason.BUDGET, Span(path, 1, 1, 1, 1), path)]
        self.scan(Block(source, 0, len(source.texts), 0, 0), depth, nodes)
        return nodes

    # Blocks

    def scan(self, block: Block, depth: int, nodes: list[Node]) -> None:
        """Append the nodes of *block*."""
        source, start, end, left = block.source, block.start, block.end, block.left
        texts = source.texts
        if depth > MAX_DEPTH:
            line = source.line(start, block.first)
            nodes.append(Unread(UnreadReason.DEPTH, line.span(0, len(line.text)), f"more than {MAX_DEPTH} levels"))
            return
        previous: Enumerator | None = None
        index = start
        while index < end:
            margin = block.first if index == start else left
            full = texts[index]
            if len(full) <= margin:
                index += 1
                continue
            text = full[margin:] if margin else full
            expected, previous = previous, None
            character = text[0]
            if character == " ":
                index = self._quote(block, index, depth, nodes)
                continue
            if not character.isalpha() or text[1:2] in _AFTER_LETTER:
                enumerator = parse_enumerator(text, expected)
                if enumerator is not None and self._is_item(block, index, enumerator):
                    index = self._item(block, index, enumerator.width, depth, nodes)
                    previous = enumerator
                    continue
                if not character.isalnum():
                    following = self._marked(block, index, text, character, depth, nodes)
                    if following is not None:
                        index = following
                        continue
            index = self._text(block, index, depth, nodes)

    def _marked(self, block: Block, index: int, text: str, character: str, depth: int, nodes: list[Node]) -> int | None:
        """The line after the construct that begins with *character*, or ``None`` if it is ordinary text."""
        if character in "-+*\u2022\u2023\u2043" and (match := BULLET.match(text)):
            return self._item(block, index, match.end(), depth, nodes)
        if character == ":" and (match := FIELD.match(text)):
            return self._field(block, index, match, depth, nodes)
        if character in "-+/" and (match := _OPTIONS.match(text)):
            following = self._option_item(block, index, match, depth, nodes)
            if following is not None:
                return following
        if character == ">" and _DOCTEST.match(text):
            return self._doctest(block, index, nodes)
        if character == "|" and _LINE_BLOCK.match(text):
            return self._line_block(block, index, nodes)
        if character == "+" and _GRID_TOP.match(text):
            return grid_table(self, block, index, depth, nodes)
        if character == "=" and _SIMPLE_TOP.match(text):
            return simple_table(self, block, index, depth, nodes)
        if character == "." and _EXPLICIT.match(text):
            return self._explicit(block, index, text, depth, nodes)
        if character == "_" and _ANONYMOUS.match(text):
            return block.until_blank(index)
        if _ADORNMENT.match(text):
            return self._overline(block, index, text, nodes)
        return None

    def _item(self, block: Block, index: int, width: int, depth: int, nodes: list[Node]) -> int:
        item, stop = block.item(index, width)
        if item:
            self.scan(item, depth + 1, nodes)
        return stop

    def _is_item(self, block: Block, index: int, enumerator: Enumerator) -> bool:
        """Whether the line after an enumerator lets it be one: blank, indented, or the next item."""
        following = index + 1
        if following >= block.end:
            return enumerator.ordinal is not None
        text = block.source.texts[following][block.left :]
        return enumerator.ordinal is not None and (not text or text[0] == " " or continues(enumerator, text))

    def _quote(self, block: Block, index: int, depth: int, nodes: list[Node]) -> int:
        """A block quote, divided by attributions."""
        source = block.source
        stop, left = block.indented(index)
        stop = max(stop, index + 1)
        while index < stop:
            found = self._attribution(source, index, stop, left)
            end = found[0] if found else stop
            self.scan(Block(source, index, end, left, left), depth + 1, nodes)
            index = end
            if found:
                nodes.append(Paragraph(read_runs([source.line(at, source.indents[at]) for at in range(*found)])))
                index = found[1]
        return stop

    def _attribution(self, source: Source, index: int, stop: int, left: int) -> tuple[int, int] | None:
        """First line and end of the attribution that closes a block quote."""
        texts, indents = source.texts, source.indents
        seen = False
        for at in range(index, stop):
            if not texts[at]:
                continue
            if seen and not texts[at - 1] and texts[at][left] in "-\u2014" and _ATTRIBUTION.match(texts[at], left):
                end = at + 1
                while end < stop and texts[end] and indents[end] == indents[at + 1]:
                    end += 1
                if end == stop or not texts[end]:
                    return at, end
            seen = True
        return None

    def _text(self, block: Block, index: int, depth: int, nodes: list[Node]) -> int:
        """A heading, a definition or a paragraph, and the literal block that the latter may announce."""
        source = block.source
        texts, indents = source.texts, source.indents
        margin = block.margin(index)
        following = index + 1
        if following < block.end and texts[following]:
            indent = indents[following]
            if indent > block.left:
                return self._definition(block, index, margin, depth, nodes)
            underline = texts[following][block.left :]
            if underline[0] in _ADORNMENTS and _ADORNMENT.match(underline):
                title = source.line(index, margin)
                if len(underline) >= 4 or display_width(title.text) <= len(underline):
                    nodes.append(Heading(self._level(underline[0]), read_runs([title])))
                    return following + 1
            while following < block.end and texts[following] and indents[following] <= block.left:
                following += 1
        lines = [source.line(index, margin)]
        lines.extend([source.line(at, block.left) for at in range(index + 1, following)])
        last = lines[-1].text
        announces = last.endswith("::") and _LITERAL_NEXT.search(last) is not None
        if announces:
            kept = last[:-2].rstrip() if last[-3:-2] in ("", " ") else last[:-1]
            lines[-1] = replace(lines[-1], text=kept)
            if not kept:
                lines.pop()
        if lines:
            nodes.append(Paragraph(read_runs(lines)))
        return self._literal(block, following, nodes) if announces else following

    def _definition(self, block: Block, index: int, margin: int, depth: int, nodes: list[Node]) -> int:
        source = block.source
        nodes.append(Paragraph(read_runs([source.line(index, margin)])))
        stop, left = block.indented(index + 1)
        self.scan(Block(source, index + 1, stop, left, left).trimmed(), depth + 1, nodes)
        return stop

    def _level(self, style: str) -> int:
        if style not in self._styles:
            self._styles.append(style)
        return self._styles.index(style) + 1

    def _overline(self, block: Block, index: int, marker: str, nodes: list[Node]) -> int | None:
        """A title between two rules, or a transition; ``None`` if the rule is too short to be more than text."""
        source = block.source
        texts = source.texts
        if index + 1 >= block.end or not texts[index + 1]:
            return None if len(marker) < 4 else index + 1
        title = texts[index + 1][block.left :]
        rule = texts[index + 2][block.left :] if index + 2 < block.end else ""
        if _ADORNMENT.match(title) and title[0] != " ":
            return None if len(marker) < 4 else index + 1
        if rule != marker or (len(marker) < 4 and display_width(title) > len(marker)):
            return None if len(marker) < 4 else index + 1
        indent = len(title) - len(title.lstrip())
        nodes.append(Heading(self._level(marker[0] * 2), read_runs([source.line(index + 1, block.left + indent)])))
        return index + 3

    def _literal(self, block: Block, index: int, nodes: list[Node]) -> int:
        """The literal block that a ``::`` announces: indented lines, or lines that begin with the same punctuation."""
        source = block.source
        texts = source.texts
        stop, left = block.indented(index)
        body = Block(source, index, stop, left, left).trimmed()
        if body:
            nodes.append(CodeBlock(body.lines(), self.language))
            return stop
        while index < block.end and not texts[index]:
            index += 1
        if index == block.end:
            return index
        stop = index
        quote = texts[index][block.left]
        if quote in _ADORNMENTS:
            while stop < block.end and texts[stop][block.left : block.left + 1] == quote:
                stop += 1
            nodes.append(CodeBlock(Block(source, index, stop, block.left, block.left).lines(), self.language))
        return stop

    def _field(self, block: Block, index: int, match: re.Match[str], depth: int, nodes: list[Node]) -> int:
        body, stop = block.hanging(index, match.end())
        margin = block.margin(index)
        nodes.append(Field(match[1], body.lines()))
        if "`" in match[1]:
            nodes.append(Paragraph(read_runs([block.source.line(index, margin + 1, margin + 1 + len(match[1]))])))
        if body:
            self.scan(body, depth + 1, nodes)
        return stop

    def _option_item(self, block: Block, index: int, match: re.Match[str], depth: int, nodes: list[Node]) -> int | None:
        body, stop = block.hanging(index, match.end())
        if not body:
            return None
        margin = block.margin(index)
        nodes.append(Paragraph((Run(RunKind.TEXT, block.source.line(index, margin, margin + match.end(1))),)))
        self.scan(body, depth + 1, nodes)
        return stop

    def _doctest(self, block: Block, index: int, nodes: list[Node]) -> int:
        stop = block.until_empty(index)
        first = block.margin(index)
        nodes.append(CodeBlock(Block(block.source, index, stop, block.left, first).lines(), directive="doctest"))
        return stop

    def _line_block(self, block: Block, index: int, nodes: list[Node]) -> int:
        source = block.source
        runs: list[Run] = []
        while index < block.end:
            margin = block.margin(index)
            match = _LINE_BLOCK.match(source.texts[index][margin:])
            if not match:
                break
            stop = block.until_blank(index)
            lines = [source.line(index, margin + match.end())]
            lines.extend(source.line(at, source.indents[at]) for at in range(index + 1, stop))
            runs.extend(read_runs(lines))
            index = stop
        nodes.append(Paragraph(tuple(runs)))
        return index

    # Explicit markup

    def _explicit(self, block: Block, index: int, text: str, depth: int, nodes: list[Node]) -> int:
        if match := _DIRECTIVE.match(text):
            return self._directive(block, index, match[1].lower(), match.end(), depth, nodes)
        if match := _FOOTNOTE.match(text):
            body, stop = block.hanging(index, match.end())
            if body:
                self.scan(body, depth + 1, nodes)
            return stop
        if match := _TARGET.match(text):
            stop = block.until_blank(index)
            name = text[match.end() :] + "".join(block.source.texts[index + 1 : stop])
            if _TARGET_NAME.match(ESCAPE.sub("\0\\1", name)):
                return stop
        if match := _SUBSTITUTION.match(text):
            following = self._substitution(block, index, match.end(), depth, nodes)
            if following is not None:
                return following
        return self._comment(block, index, text, nodes)

    def _comment(self, block: Block, index: int, text: str, nodes: list[Node]) -> int:
        if len(text) == 2 and (index + 1 >= block.end or not block.source.texts[index + 1]):
            nodes.append(Comment(()))
            return index + 1
        match = _EXPLICIT.match(text)
        body, stop = block.hanging(index, match.end() if match else 2)
        nodes.append(Comment(body.lines()))
        return stop

    def _substitution(self, block: Block, index: int, width: int, depth: int, nodes: list[Node]) -> int | None:
        """A substitution definition: its directive, ``replace`` most of the time. A name broken over lines is not looked for."""
        source = block.source
        margin = block.margin(index)
        text = source.texts[index][margin + width :]
        name = _SUBSTITUTION_NAME.match(ESCAPE.sub("\0\\1", text))
        if name is None:
            return None
        begin = width + name.end()
        match = _EMBEDDED.match(text[name.end() :])
        if match is None:
            _, stop = block.hanging(index, begin)
            return stop
        return self._directive(block, index, match[1].lower(), begin + match.end(), depth, nodes)

    # Directives

    def _directive(self, block: Block, index: int, name: str, width: int, depth: int, nodes: list[Node]) -> int:
        """Read the directive *name* whose argument begins *width* characters into the line."""
        markup, stop = read_markup(block, index, name, width, depth)
        self.directive(markup, nodes)
        return stop
