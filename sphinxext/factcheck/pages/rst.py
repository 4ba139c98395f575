"""reStructuredText: source text to the nodes of a page.

Block structure is read by indentation, in one pass and in linear time.  A block is a range of lines and two left margins, that
of its first line (which may stand behind a list marker) and that of the others; nothing is copied on the way down.  Where
docutils reports an error and drops text, this reader is lenient and reads on, with exceptions that it counts as unread:
malformed tables, a code block whose argument is an error, and what lies too deep.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..findings import Span
from . import grid
from .csvtable import Dialect, Record, read_records
from .enumerator import Enumerator, continues, parse_enumerator
from .excerpt import ExcerptError, dedented, excerpt
from .files import Files
from .inline import read_runs
from .model import (
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
    Row,
    Run,
    RunKind,
    Table,
    Unread,
    UnreadReason,
)
from .source import LINE_LIMIT, Source, decode, from_lines, from_text
from .vocabulary import NO_ARGUMENT, ONE_ARGUMENT, RELEASE_FIRST, SKIPPED, STEPS, TABLES, TITLED, VERBATIM

__all__ = ["BUDGET", "MAX_DEPTH", "read_rst"]

BUDGET = 8_000_000
"""The characters read for one page, included files counted each time and lines that are too long not at all.

A count and not a clock, so that a page reads the same everywhere.
"""

MAX_DEPTH = 48
"""How deep blocks and includes may nest."""

_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
_PUNCTUATION = "!-/:-@[-`{-~"
_BULLET = re.compile(r"[-+*\u2022\u2023\u2043]( +|$)")
_FIELD = re.compile(r":(?![: ])((?:[^:\\]|\\.|:(?!(?:[ `]|$)))*)(?<! ):( +|$)")
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
_DIRECTIVE = re.compile(rf"\.\. +({_NAME}) ?::( +|$)")
_FOOTNOTE = re.compile(rf"\.\. +\[(?:[0-9]+|#(?:{_NAME})?|\*|{_NAME})\]( +|$)")
_TARGET = re.compile(r"\.\. +_(?![ ]|$)")
_TARGET_NAME = re.compile(r"(?:_|(?![_ `]).+?(?<![\s\0])|`(?![ `]).+?(?<![\s\0])`)(?<!(?<!\0):) ?:(?: +|$)", re.DOTALL)
_SUBSTITUTION = re.compile(r"\.\. +\|(?! |$)")
_SUBSTITUTION_NAME = re.compile(r"(?! )(.+?)(?<![\s\0])\|( +|$)")
_EMBEDDED = re.compile(rf"({_NAME})::( +|$)")
_ATTRIBUTION = re.compile(r"(?:---?(?!-)|\u2014) *(?=[^ \n])")
_LITERAL_NEXT = re.compile(r"(?<!\\)(?:\\\\)*::$")
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)


def read_rst(text: str, path: str, files: Files) -> Page:
    """The page *text*, which is the file *path* (relative to the root, forward slashes); *files* gives what it includes."""
    reader = _Reader(path, files)
    nodes = reader.read_text(text, path)
    return Page(path, tuple(nodes), tuple(sorted(reader.opened)))


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines *start* to *end* of *source*; *first* and *left* are the margins of the first line and of the others."""

    source: Source
    start: int
    end: int
    left: int
    first: int


@dataclass(frozen=True, slots=True)
class _Option:
    name: str
    lines: tuple[Line, ...]

    @property
    def value(self) -> str:
        return "\n".join(line.text.strip() for line in self.lines).strip()


@dataclass(slots=True)
class _Markup:
    """A directive as it stands: *block* is its content, *argument* the block of its argument."""

    name: str
    line: Line
    argument: tuple[Line, ...]
    argument_block: _Block
    options: tuple[_Option, ...]
    block: _Block
    whole: _Block
    depth: int
    values: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = {option.name: option.value for option in self.options}

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        return tuple((option.name, option.value) for option in self.options)

    @property
    def title(self) -> str:
        return " ".join(line.text.strip() for line in self.argument)

    def unread(self, reason: UnreadReason, detail: str) -> Unread:
        return Unread(reason, self.line.span(0, len(self.line.text)), detail)


class _Reader:
    """Reads one page."""

    def __init__(self, path: str, files: Files) -> None:
        self.opened: set[str] = set()
        self._path = path
        self._files = files
        self._styles: list[str] = []
        self._language = ""
        self._including: list[tuple[str, tuple[str, ...]]] = [(path, ("", "", "", ""))]
        self._budget = BUDGET

    # Files

    def read_text(self, text: str, path: str, start: int = 0, end: int | None = None, depth: int = 0) -> list[Node]:
        source = from_text(path, text, start, end)
        nodes: list[Node] = [_long_line(path, number) for number in source.too_long]
        if not self._afford(source.texts):
            return [Unread(UnreadReason.BUDGET, Span(path, 1, 1, 1, 1), path)]
        self._scan(_Block(source, 0, len(source.texts), 0, 0), depth, nodes)
        return nodes

    def _open(self, markup: _Markup, name: str, folder: str) -> tuple[str, str] | Unread:
        """Path and text of the file *name*, seen from *folder* (or from the root, after a slash), or why it is unread."""
        name = name.strip()
        path = posixpath.normpath(posixpath.join(folder, name) if not name.startswith("/") else name.lstrip("/"))
        if path == ".." or path.startswith("../"):
            return markup.unread(UnreadReason.OUTSIDE, name)
        data = self._files.read(path)
        if isinstance(data, UnreadReason):
            return markup.unread(data, path)
        self.opened.add(path)
        text = decode(data, markup.values.get("encoding", ""))
        if text is None:
            return markup.unread(UnreadReason.ENCODING, path)
        return path, text

    def _afford(self, texts: Sequence[str]) -> bool:
        """Whether *texts* may still be read; they are paid for."""
        self._budget -= sum(map(len, texts)) + len(texts)
        return self._budget >= 0

    def _file_lines(self, markup: _Markup, path: str, text: str, nodes: list[Node]) -> tuple[Line, ...] | None:
        """The lines of a file that is shown as it is, tabs and trailing blanks included."""
        texts = text.removesuffix("\n").split("\n")
        for index, line in enumerate(texts):
            if len(line) > LINE_LIMIT:
                texts[index] = ""
                nodes.append(_long_line(path, index + 1))
        if not self._afford(texts):
            nodes.append(markup.unread(UnreadReason.BUDGET, path))
            return None
        return tuple([Line(line, path, number) for number, line in enumerate(texts, 1)])

    # Blocks

    def _scan(self, block: _Block, depth: int, nodes: list[Node]) -> None:
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
            if not character.isalpha() or text[1:2] in (".", ")", "i", "v", "x", "I", "V", "X"):
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

    def _marked(self, block: _Block, index: int, text: str, character: str, depth: int, nodes: list[Node]) -> int | None:
        """The line after the construct that begins with *character*, or ``None`` if it is ordinary text."""
        if character in "-+*\u2022\u2023\u2043" and (match := _BULLET.match(text)):
            return self._item(block, index, match.end(), depth, nodes)
        if character == ":" and (match := _FIELD.match(text)):
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
            return self._grid_table(block, index, depth, nodes)
        if character == "=" and _SIMPLE_TOP.match(text):
            return self._simple_table(block, index, depth, nodes)
        if character == "." and _EXPLICIT.match(text):
            return self._explicit(block, index, text, depth, nodes)
        if character == "_" and _ANONYMOUS.match(text):
            return self._until_blank(block, index)
        if _ADORNMENT.match(text):
            return self._overline(block, index, text, nodes)
        return None

    def _indented(self, block: _Block, index: int) -> tuple[int, int]:
        """The end of the indented lines from *index* on, and the least of their indentations (the margin if there are none)."""
        texts, indents = block.source.texts, block.source.indents
        left, end = block.left, block.end
        least = -1
        while index < end:
            if texts[index]:
                indent = indents[index]
                if indent <= left:
                    break
                if least < 0 or indent < least:
                    least = indent
            index += 1
        return index, least if least >= 0 else left

    def _until_blank(self, block: _Block, index: int) -> int:
        """The end of the first line and the indented lines right below it."""
        texts, indents = block.source.texts, block.source.indents
        index += 1
        while index < block.end and texts[index] and indents[index] > block.left:
            index += 1
        return index

    def _hanging(self, block: _Block, index: int, width: int) -> tuple[_Block, int]:
        """What belongs to a marker of *width* at *index* (the rest of its line, indented lines below), and where that ends."""
        first = (block.first if index == block.start else block.left) + width
        stop, left = self._indented(block, index + 1)
        if left == block.left:
            left = first
        return _trimmed(_Block(block.source, index, stop, left, first)), stop

    def _item(self, block: _Block, index: int, width: int, depth: int, nodes: list[Node]) -> int:
        """A list item. Text behind the marker fixes the indentation of what follows."""
        source = block.source
        first = (block.first if index == block.start else block.left) + width
        if len(source.texts[index]) <= first:
            item, stop = self._hanging(block, index, width)
        else:
            texts, indents = source.texts, source.indents
            left = block.left + width
            stop = index + 1
            while stop < block.end and (not texts[stop] or indents[stop] >= left):
                stop += 1
            item = _trimmed(_Block(source, index, stop, left, first))
        if item.start < item.end:
            self._scan(item, depth + 1, nodes)
        return stop

    def _is_item(self, block: _Block, index: int, enumerator: Enumerator) -> bool:
        """Whether the line after an enumerator lets it be one: blank, indented, or the next item."""
        following = index + 1
        if following >= block.end:
            return enumerator.ordinal is not None
        text = block.source.texts[following][block.left :]
        return enumerator.ordinal is not None and (not text or text[0] == " " or continues(enumerator, text))

    def _quote(self, block: _Block, index: int, depth: int, nodes: list[Node]) -> int:
        """A block quote, divided by attributions."""
        source = block.source
        stop, left = self._indented(block, index)
        if index == block.start and block.first != block.left:
            left = min(left, block.first + 1) if stop > index else left
        while index < stop:
            found = self._attribution(source, index, stop, left)
            end = found[0] if found else stop
            self._scan(_Block(source, index, end, left, left), depth + 1, nodes)
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

    def _text(self, block: _Block, index: int, depth: int, nodes: list[Node]) -> int:
        """A heading, a definition or a paragraph, and the literal block that the latter may announce."""
        source = block.source
        texts, indents = source.texts, source.indents
        margin = block.first if index == block.start else block.left
        following = index + 1
        if following < block.end and texts[following]:
            indent = indents[following]
            if indent > block.left:
                return self._definition(block, index, margin, depth, nodes)
            underline = texts[following][block.left :]
            if underline[0] in _ADORNMENTS and _ADORNMENT.match(underline):
                title = source.line(index, margin)
                if len(underline) >= 4 or grid.display_width(title.text) <= len(underline):
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

    def _definition(self, block: _Block, index: int, margin: int, depth: int, nodes: list[Node]) -> int:
        source = block.source
        nodes.append(Paragraph(read_runs([source.line(index, margin)])))
        stop, left = self._indented(block, index + 1)
        self._scan(_trimmed(_Block(source, index + 1, stop, left, left)), depth + 1, nodes)
        return stop

    def _level(self, style: str) -> int:
        if style not in self._styles:
            self._styles.append(style)
        return self._styles.index(style) + 1

    def _overline(self, block: _Block, index: int, marker: str, nodes: list[Node]) -> int | None:
        """A title between two rules, or a transition; ``None`` if the rule is too short to be more than text."""
        source = block.source
        texts = source.texts
        if index + 1 >= block.end or not texts[index + 1]:
            return None if len(marker) < 4 else index + 1
        title = texts[index + 1][block.left :]
        rule = texts[index + 2][block.left :] if index + 2 < block.end else ""
        if _ADORNMENT.match(title) and title[0] != " ":
            return None if len(marker) < 4 else index + 1
        if rule != marker or (len(marker) < 4 and grid.display_width(title) > len(marker)):
            return None if len(marker) < 4 else index + 1
        indent = len(title) - len(title.lstrip())
        nodes.append(Heading(self._level(marker[0] * 2), read_runs([source.line(index + 1, block.left + indent)])))
        return index + 3

    def _literal(self, block: _Block, index: int, nodes: list[Node]) -> int:
        """The literal block that a ``::`` announces: indented lines, or lines that begin with the same punctuation."""
        source = block.source
        texts = source.texts
        stop, left = self._indented(block, index)
        body = _trimmed(_Block(source, index, stop, left, left))
        if body.start < body.end:
            nodes.append(CodeBlock(_lines(body), self._language))
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
            nodes.append(CodeBlock(_lines(_Block(source, index, stop, block.left, block.left)), self._language))
        return stop

    def _field(self, block: _Block, index: int, match: re.Match[str], depth: int, nodes: list[Node]) -> int:
        body, stop = self._hanging(block, index, match.end())
        margin = block.first if index == block.start else block.left
        nodes.append(Field(match[1], _lines(body)))
        if "`" in match[1]:
            nodes.append(Paragraph(read_runs([block.source.line(index, margin + 1, margin + 1 + len(match[1]))])))
        if body.start < body.end:
            self._scan(body, depth + 1, nodes)
        return stop

    def _option_item(self, block: _Block, index: int, match: re.Match[str], depth: int, nodes: list[Node]) -> int | None:
        body, stop = self._hanging(block, index, match.end())
        if body.start >= body.end:
            return None
        margin = block.first if index == block.start else block.left
        nodes.append(Paragraph((Run(RunKind.TEXT, block.source.line(index, margin, margin + match.end(1))),)))
        self._scan(body, depth + 1, nodes)
        return stop

    def _doctest(self, block: _Block, index: int, nodes: list[Node]) -> int:
        stop = index
        while stop < block.end and block.source.texts[stop]:
            stop += 1
        first = block.first if index == block.start else block.left
        nodes.append(CodeBlock(_lines(_Block(block.source, index, stop, block.left, first)), directive="doctest"))
        return stop

    def _line_block(self, block: _Block, index: int, nodes: list[Node]) -> int:
        source = block.source
        runs: list[Run] = []
        while index < block.end:
            margin = block.first if index == block.start else block.left
            match = _LINE_BLOCK.match(source.texts[index][margin:])
            if not match:
                break
            stop = self._until_blank(block, index)
            lines = [source.line(index, margin + match.end())]
            lines.extend(source.line(at, source.indents[at]) for at in range(index + 1, stop))
            runs.extend(read_runs(lines))
            index = stop
        nodes.append(Paragraph(tuple(runs)))
        return index

    # Drawn tables

    def _grid_table(self, block: _Block, index: int, depth: int, nodes: list[Node]) -> int:
        source = block.source
        stop = index
        shown: list[grid.Display] = []
        while stop < block.end and source.texts[stop]:
            margin = block.first if stop == block.start else block.left
            if stop > index and source.texts[stop][margin : margin + 1] not in ("+", "|"):
                break
            shown.append(grid.Display(source.texts[stop][margin:]))
            stop += 1
        bottom = next((at for at in range(len(shown) - 1, 1, -1) if _GRID_TOP.match(shown[at].text)), 0)
        if not bottom:
            nodes.append(_malformed(block, index, stop, "bottom border missing"))
            return stop
        self._drawn(block, index, shown[: bottom + 1], "grid", depth, nodes)
        return index + bottom + 1

    def _simple_table(self, block: _Block, index: int, depth: int, nodes: list[Node]) -> int:
        source = block.source
        texts = source.texts
        margin = block.first if index == block.start else block.left
        width = len(texts[index]) - margin
        rules = 0
        stop = index + 1
        last_rule = index
        while stop < block.end:
            line = texts[stop][block.left :]
            if grid.is_rule(line):
                if len(line) != width:
                    nodes.append(_malformed(block, index, stop + 1, "a border of another length than the top border"))
                    return stop + 1
                rules += 1
                last_rule = stop
                if rules == 2 or stop + 1 == block.end or not texts[stop + 1]:
                    break
            stop += 1
        else:
            end = last_rule + 1 if rules else stop
            nodes.append(_malformed(block, index, end, "bottom border missing"))
            return end
        shown = [grid.Display(texts[at][margin if at == index else block.left :]) for at in range(index, stop + 1)]
        self._drawn(block, index, shown, "simple", depth, nodes)
        return stop + 1

    def _drawn(self, block: _Block, index: int, shown: list[grid.Display], form: str, depth: int, nodes: list[Node]) -> None:
        read = grid.read_grid if form == "grid" else grid.read_simple
        try:
            drawing = read([display.text for display in shown])
        except grid.TableError as error:
            nodes.append(_malformed(block, index + error.row, index + error.row + 1, str(error)))
            return
        blocks: list[Node] = []
        rows = [
            Row(tuple(self._area(block, index, shown, area, depth, blocks) if area else _COVERED for area in areas))
            for areas in drawing.rows
        ]
        nodes.append(Table(tuple(rows[: drawing.header]), tuple(rows[drawing.header :]), form, nodes=tuple(blocks)))

    def _area(
        self, block: _Block, index: int, shown: list[grid.Display], area: grid.Area, depth: int, blocks: list[Node]
    ) -> Cell:
        source = block.source
        lines: list[Line] = []
        for row in range(area.top, area.bottom):
            display = shown[row]
            margin = block.first if index + row == block.start else block.left
            start, end = display.index(area.left), display.index(area.right)
            lines.append(source.line(index + row, margin + start, margin + end))
        cell = self._cell(source.path, _flush(lines), depth, blocks)
        return replace(cell, rows=area.rows, columns=area.columns) if area.rows > 1 or area.columns > 1 else cell

    def _cell(self, path: str, lines: Sequence[Line], depth: int, blocks: list[Node]) -> Cell:
        """The cell that holds *lines*; what is more than paragraphs goes to *blocks*."""
        source = from_lines(path, lines)
        nodes: list[Node] = []
        self._scan(_Block(source, 0, len(source.texts), 0, 0), depth + 1, nodes)
        runs: list[Run] = []
        for node in nodes:
            if not isinstance(node, Paragraph):
                blocks.extend(nodes)
                return Cell(tuple(lines))
            runs.extend(node.runs)
        return Cell(tuple(lines), tuple(runs))

    # Explicit markup

    def _explicit(self, block: _Block, index: int, text: str, depth: int, nodes: list[Node]) -> int:
        if match := _DIRECTIVE.match(text):
            return self._directive(block, index, match, depth, nodes)
        if match := _FOOTNOTE.match(text):
            body, stop = self._hanging(block, index, match.end())
            if body.start < body.end:
                self._scan(body, depth + 1, nodes)
            return stop
        if match := _TARGET.match(text):
            stop = self._until_blank(block, index)
            name = text[match.end() :] + "".join(block.source.texts[index + 1 : stop])
            if _TARGET_NAME.match(_ESCAPE.sub("\0\\1", name)):
                return stop
        if match := _SUBSTITUTION.match(text):
            following = self._substitution(block, index, match.end(), depth, nodes)
            if following is not None:
                return following
        return self._comment(block, index, text, nodes)

    def _comment(self, block: _Block, index: int, text: str, nodes: list[Node]) -> int:
        if len(text) == 2 and (index + 1 >= block.end or not block.source.texts[index + 1]):
            nodes.append(Comment(()))
            return index + 1
        match = _EXPLICIT.match(text)
        body, stop = self._hanging(block, index, match.end() if match else 2)
        nodes.append(Comment(_lines(body)))
        return stop

    def _substitution(self, block: _Block, index: int, width: int, depth: int, nodes: list[Node]) -> int | None:
        """A substitution definition: its directive, ``replace`` most of the time. A name broken over lines is not looked for."""
        source = block.source
        margin = block.first if index == block.start else block.left
        text = source.texts[index][margin + width :]
        name = _SUBSTITUTION_NAME.match(_ESCAPE.sub("\0\\1", text))
        if name is None:
            return None
        begin = width + name.end()
        match = _EMBEDDED.match(text[name.end() :])
        if match is None:
            _, stop = self._hanging(block, index, begin)
            return stop
        return self._run(block, index, match[1].lower(), begin + match.end(), depth, nodes)

    # Directives

    def _directive(self, block: _Block, index: int, match: re.Match[str], depth: int, nodes: list[Node]) -> int:
        return self._run(block, index, match[1].lower(), match.end(), depth, nodes)

    def _run(self, block: _Block, index: int, name: str, width: int, depth: int, nodes: list[Node]) -> int:
        """Read the directive *name* whose argument begins *width* characters into the line."""
        markup, stop = self._markup(block, index, name, width, depth)
        if name in VERBATIM or (name in STEPS and _is_command(markup.whole)):
            self._code(markup, nodes)
        elif name == "literalinclude":
            self._literalinclude(markup, nodes)
        elif name == "include":
            self._include(markup, nodes)
        elif name in TABLES:
            self._csv_table(markup, nodes)
        elif name == "list-table":
            self._list_table(markup, nodes)
        elif name == "table":
            self._titled_table(markup, nodes)
        else:
            if name == "highlight":
                self._language = markup.title.lower()
            nodes.append(self._ordinary(markup))
        return stop

    def _markup(self, block: _Block, index: int, name: str, width: int, depth: int) -> tuple[_Markup, int]:
        """The directive at *index* with its argument, options and content told apart, and the line after it."""
        source = block.source
        texts = source.texts
        margin = block.first if index == block.start else block.left
        first = margin + width
        stop, left = self._indented(block, index + 1)
        if left == block.left:
            left = first
        end = stop
        while end > index + 1 and not texts[end - 1]:
            end -= 1
        begin = index if len(texts[index]) > first else index + 1
        option = blank = begin
        while blank < end and texts[blank]:
            blank += 1
        while option < blank:
            text = texts[option][first if option == index else left :]
            if text.startswith(":") and _FIELD.match(text):
                break
            option += 1
        content = blank
        while content < end and not texts[content]:
            content += 1
        start = first if begin == index else left
        argument = _Block(source, begin, option, left, start)
        markup = _Markup(
            name,
            source.line(index, margin),
            _lines(argument),
            argument,
            _options(_Block(source, option, blank, left, start if option == begin else left)),
            _Block(source, content, max(end, content), left, left),
            _Block(source, begin, max(end, begin), left, start),
            depth,
        )
        return markup, stop

    def _ordinary(self, markup: _Markup) -> Directive:
        """A directive whose body is ordinary content; one that is not known is taken for such."""
        name = markup.name
        nodes: list[Node] = []
        argument = markup.title
        blocks = [markup.block]
        if name in SKIPPED:
            blocks = []
        elif name in RELEASE_FIRST:
            argument, rest = _release(markup.argument)
            if rest:
                nodes.append(Paragraph(read_runs(rest)))
        elif (name in NO_ARGUMENT or name in STEPS) and markup.argument:
            argument = ""
            blocks = [markup.argument_block, markup.block] if markup.options else [markup.whole]
        elif markup.argument and (name in TITLED or "`" in argument):
            nodes.append(Paragraph(read_runs(markup.argument)))
        for block in blocks:
            if block.start < block.end:
                self._scan(block, markup.depth + 1, nodes)
        return Directive(name, argument, markup.line, markup.written, tuple(nodes))

    def _code(self, markup: _Markup, nodes: list[Node]) -> None:
        name = markup.name
        words = markup.title.split()
        if name in ONE_ARGUMENT and len(words) > 1:
            # Sphinx takes this for an error and shows nothing of it.
            nodes.append(markup.unread(UnreadReason.UNSUPPORTED, f"{name}: more than one argument"))
            return
        values = markup.values
        lines = _lines(markup.block)
        caption = values.get("caption", "")
        language = words[0].lower() if words else self._language
        if name == "change":
            caption, language = markup.title, values.get("language", "").lower()
        elif name == "parsed-literal" or name in STEPS:
            language = self._language if name == "parsed-literal" else ""
            if markup.argument:
                lines = (*markup.argument, *lines) if markup.options else _lines(markup.whole)
        if "dedent" in values:
            lines = dedented(lines, values["dedent"])
        nodes.append(CodeBlock(lines, language, name, caption, "", markup.written))

    def _literalinclude(self, markup: _Markup, nodes: list[Node]) -> None:
        values = markup.values
        if "diff" in values:
            nodes.append(markup.unread(UnreadReason.UNSUPPORTED, "diff"))
            return
        opened = self._open(markup, markup.title, posixpath.dirname(self._path))
        if isinstance(opened, Unread):
            nodes.append(opened)
            return
        path, text = opened
        lines = self._file_lines(markup, path, text, nodes)
        if lines is None:
            return
        try:
            lines = excerpt(lines, values, markup.line)
        except ExcerptError as error:
            nodes.append(markup.unread(UnreadReason.MISSING, str(error)))
            return
        language = values.get("language", self._language).lower()
        nodes.append(CodeBlock(lines, language, markup.name, values.get("caption", ""), path, markup.written))

    def _include(self, markup: _Markup, nodes: list[Node]) -> None:
        values = markup.values
        name = markup.title
        if name.startswith("<") and name.endswith(">"):
            nodes.append(Directive(markup.name, name, markup.line, markup.written))
            return
        opened = self._open(markup, name, posixpath.dirname(self._path))
        if isinstance(opened, Unread):
            nodes.append(opened)
            return
        path, text = opened
        clip = tuple(values.get(option, "") for option in ("start-line", "end-line", "start-after", "end-before"))
        span = _clipped(text, *clip)
        if span is None:
            nodes.append(markup.unread(UnreadReason.MISSING, f"{path}: {' '.join(filter(None, clip))}"))
        elif "literal" in values or "code" in values:
            lines = _lines_of(from_text(path, text, *span))
            language = values.get("code", "").lower() or self._language
            nodes.append(CodeBlock(lines, language, markup.name, "", path, markup.written))
        elif "parser" in values and values["parser"].lower() not in ("rst", "restructuredtext"):
            nodes.append(markup.unread(UnreadReason.UNSUPPORTED, f"parser: {values['parser']}"))
        elif (path, clip) in self._including:
            nodes.append(markup.unread(UnreadReason.RECURSIVE, path))
        else:
            self._including.append((path, clip))
            nodes.extend(self.read_text(text, path, *span, depth=markup.depth + 1))
            self._including.pop()

    # Tables written as lists

    def _csv_table(self, markup: _Markup, nodes: list[Node]) -> None:
        values = markup.values
        try:
            dialect = Dialect.from_options(values)
        except ValueError as error:
            nodes.append(markup.unread(UnreadReason.MALFORMED, str(error)))
            return
        if "file" in values:
            # As docutils has it: seen from the file that the directive stands in, which need not be the page.
            opened = self._open(markup, values["file"], posixpath.dirname(markup.line.path))
            if isinstance(opened, Unread):
                nodes.append(opened)
                return
            found = self._file_lines(markup, *opened, nodes)
            if found is None:
                return
            lines = found
        elif "url" in values:
            nodes.append(markup.unread(UnreadReason.UNSUPPORTED, "url"))
            return
        else:
            lines = _lines(markup.block)
        records = list(read_records(lines, dialect))
        header: list[Record] = []
        for option in markup.options:
            if option.name == "header":
                header.extend(read_records(option.lines, dialect))
        count = _count(values.get("header-rows", ""))
        if not records and not header:
            # Our own table may take its rows from the facts; any other without rows is an error.
            facts = markup.name != "csv-table"
            nodes.append(self._ordinary(markup) if facts else markup.unread(UnreadReason.MALFORMED, "no rows"))
            return
        header.extend(records[:count])
        self._listed(markup, header, records[count:], nodes)

    def _listed(self, markup: _Markup, header: list[Record], body: list[Record], nodes: list[Node]) -> None:
        blocks: list[Node] = []
        width = max((len(record.cells) for record in header), default=0) or len(body[0].cells)

        def rows(records: list[Record]) -> tuple[Row, ...]:
            return tuple(
                Row(tuple(self._cell(record.line.path, _flush(cell), markup.depth, blocks) for cell in record.cells))
                for record in records
            )

        nodes.append(Table(rows(header), rows(body), markup.name, markup.title, markup.written, tuple(blocks)))
        for record in (*header, *body):
            if record.error or len(record.cells) != width:
                detail = record.error or f"{len(record.cells)} cells where {width} are expected"
                nodes.append(Unread(UnreadReason.MALFORMED, record.line.span(0, len(record.line.text)), detail))

    def _list_table(self, markup: _Markup, nodes: list[Node]) -> None:
        source = markup.block.source
        blocks: list[Node] = []
        rows: list[Row] = []
        lines: list[Line] = []
        items = self._items(markup.block)
        for item in items or ():
            cells = self._items(item)
            if cells is None:
                break
            rows.append(Row(tuple(self._cell_of(cell, markup.depth, blocks) for cell in cells)))
            lines.append(source.line(item.start, item.first))
        if not items or len(rows) < len(items):
            nodes.append(markup.unread(UnreadReason.MALFORMED, "not a list of lists"))
            self._scan(markup.block, markup.depth + 1, nodes)
            return
        count = _count(markup.values.get("header-rows", ""))
        nodes.append(Table(tuple(rows[:count]), tuple(rows[count:]), markup.name, markup.title, markup.written, tuple(blocks)))
        width = len(rows[0].cells)
        for row, line in zip(rows, lines, strict=True):
            if len(row.cells) != width:
                detail = f"{len(row.cells)} cells where {width} are expected"
                nodes.append(Unread(UnreadReason.MALFORMED, line.span(0, len(line.text)), detail))

    def _items(self, block: _Block) -> list[_Block] | None:
        """The items of a block that is one bullet list, or ``None``."""
        source = block.source
        texts, indents = source.texts, source.indents
        items: list[_Block] = []
        index = block.start
        bullet = ""
        while index < block.end:
            margin = block.first if index == block.start else block.left
            text = texts[index][margin:]
            if not text:
                index += 1
                continue
            match = _BULLET.match(text)
            if match is None or (bullet and text[0] != bullet):
                return None
            bullet = text[0]
            if len(text) <= match.end():
                item, index = self._hanging(block, index, match.end())
            else:
                left = block.left + match.end()
                stop = index + 1
                while stop < block.end and (not texts[stop] or indents[stop] >= left):
                    stop += 1
                item = _trimmed(_Block(source, index, stop, left, margin + match.end()))
                index = stop
            items.append(item)
        return items

    def _cell_of(self, block: _Block, depth: int, blocks: list[Node]) -> Cell:
        return self._cell(block.source.path, _lines(block), depth, blocks)

    def _titled_table(self, markup: _Markup, nodes: list[Node]) -> None:
        body: list[Node] = []
        if markup.block.start < markup.block.end:
            self._scan(markup.block, markup.depth + 1, body)
        for node in body:
            if isinstance(node, Table) and not node.caption:
                node = replace(node, caption=markup.title, options=markup.written)
            nodes.append(node)


_COVERED = Cell((), rows=0, columns=0)
_ADORNMENTS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def _lines(block: _Block) -> tuple[Line, ...]:
    line = block.source.line
    return tuple([line(at, block.first if at == block.start else block.left) for at in range(block.start, block.end)])


def _lines_of(source: Source) -> tuple[Line, ...]:
    return tuple(source.line(index, 0) for index in range(len(source.texts)))


def _trimmed(block: _Block) -> _Block:
    """*block* without blank lines at its ends; empty if there is nothing else."""
    texts = block.source.texts
    start, end, first = block.start, block.end, block.first
    while end > start + 1 and not texts[end - 1]:
        end -= 1
    while start < end and len(texts[start]) <= first:
        start += 1
        first = block.left
    return _Block(block.source, start, end, block.left, first)


def _flush(lines: Sequence[Line]) -> list[Line]:
    """*lines* without their common indentation, and without blank lines at their ends."""
    texts = [line.text.rstrip() for line in lines]
    end = len(texts)
    while end and not texts[end - 1]:
        end -= 1
    start = 0
    while start < end and not texts[start]:
        start += 1
    indent = min([len(text) - len(text.lstrip()) for text in texts[start:end] if text], default=0)
    return [Line(texts[at][indent:], lines[at].path, lines[at].number, lines[at].column + indent) for at in range(start, end)]


def _options(block: _Block) -> tuple[_Option, ...]:
    """The option list in *block*; a line that is none belongs to the option above it."""
    options: list[_Option] = []
    name = ""
    lines: list[Line] = []
    for index in range(block.start, block.end):
        margin = block.first if index == block.start else block.left
        text = block.source.texts[index][margin:]
        match = _FIELD.match(text) if text.startswith(":") else None
        if match is None:
            lines.append(block.source.line(index, margin))
            continue
        if name:
            options.append(_Option(name, tuple(lines)))
        name = match[1].lower()
        lines = [block.source.line(index, margin + match.end())]
    if name:
        options.append(_Option(name, tuple(lines)))
    return tuple(options)


def _release(argument: Iterable[Line]) -> tuple[str, list[Line]]:
    """The release that an argument begins with, and the text after it."""
    lines = list(argument)
    if not lines:
        return "", []
    first = lines[0]
    release = first.text.split(None, 1)[0] if first.text.strip() else ""
    begin = first.text.find(release) + len(release)
    rest = first.text[begin:]
    begin += len(rest) - len(rest.lstrip())
    lines[0] = Line(first.text[begin:], first.path, first.number, first.column + begin)
    return release, [line for line in lines if line.text]


def _clipped(text: str, start_line: str, end_line: str, start_after: str, end_before: str) -> tuple[int, int] | None:
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


def _is_command(block: _Block) -> bool:
    """Whether the first line begins with a prompt."""
    return block.start < block.end and block.source.texts[block.start].startswith(("$ ", "# "), block.first)


def _count(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 0


def _malformed(block: _Block, index: int, stop: int, detail: str) -> Unread:
    source = block.source
    first = source.line(index, block.first if index == block.start else block.left)
    last = source.line(max(stop - 1, index), 0)
    return Unread(
        UnreadReason.MALFORMED,
        Span(source.path, first.number, first.column, last.number, last.column + len(last.text)),
        detail,
    )


def _long_line(path: str, number: int) -> Unread:
    return Unread(UnreadReason.LONG_LINE, Span(path, number, 1, number, 1), path)
