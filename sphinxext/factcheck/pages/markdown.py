"""Markdown: source text to the nodes of a page. CommonMark and GFM, MyST, and what site generators add to them.

Lists and block quotes, which decide where every other block begins, are read by markdown-it-py.  The blocks in them are read by
rules of our own in its parser, for a rule knows where each line begins, which its tokens do not.  Text that is written in
another block (the body of a directive, of an admonition, of a tab) is cut out and read by a parser of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import blockquote as read_blockquote

from ..findings import Span
from .attachments import Attachments, long_line
from .block import Block
from .directives import MAX_DEPTH, Inclusion, Reader, whole
from .files import Files
from .frontmatter import front_matter_end, read_front_matter
from .html import html_end, read_html
from .markdown_inline import labels_in, read_markdown_runs
from .markup import Markup, Option
from .model import (
    Cell,
    CodeBlock,
    Comment,
    Directive,
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
from .rst import RstReader
from .source import LINE_LIMIT, from_lines
from .vocabulary import MARKDOWN_PARSERS

__all__ = ["MarkdownReader", "read_markdown"]

_PARAGRAPH = ["paragraph", "reference"]
_ANYWHERE = [*_PARAGRAPH, "blockquote", "list"]
_SETEXT = re.compile(r"(=+|-+)\s*$")
_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_ATX_END = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_ANCHOR = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}]*\}[ \t]*$")
_DELIMITER = re.compile(r":?-+:?")
_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})(?P<info>.*)", re.DOTALL)
_COLONS = re.compile(r":{3,}")
_DIRECTIVE = re.compile(r"\{(?P<name>[A-Za-z][^\s{}]*)\}[ \t]*")
_PANDOC = re.compile(r"[{ ]*\.(?P<language>[\w+-]+)|\{(?P<plain>[a-z]+)[,} ]")
_INFO_LANGUAGE = re.compile(r"(?P<language>[^\s{,:\"'=`]*)(?::(?P<file>[\w./-]+\.\w+))?(?![^\s{,:]*=)")
_INFO_TITLE = re.compile(
    r"\b(?:title|caption|file_?name|file|name)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s}\"']+))"
)
_CONTAINER = re.compile(r"[ \t]*(?:\{(?P<role>[A-Za-z][^\s{}]*)\}|(?P<name>[A-Za-z][\w-]*))?[ \t]*")
_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]+(?P<name>[A-Za-z][\w-]*)(?P<classes>[\w \t-]*?)[ \t]*(?:\"(?P<title>[^\n]*)\"[ \t]*)?$"
)
_TAB = re.compile(r"===[!+]{0,2}[ \t]+\"(?P<title>[^\n]*)\"[ \t]*$")
_ALERT = re.compile(r"\[!(?P<name>[A-Za-z]+)\][+-]?[ \t]*")
_TARGET = re.compile(r"\([^()\s][^()]*\)=[ \t]*$")
_TEMPLATE = re.compile(r"(?:\{\{[<%](?:(?![>%]\}\}).)*[>%]\}\}|\{%(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\})[ \t]*")
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}[ \t]*$")
_MDX_COMMENT = re.compile(r"\{/\*(.*?)\*/\}[ \t]*$")
_SHORTCODE = re.compile(r"\{\{[<%]\s*/?\s*(?P<name>[\w./-]+)(?P<rest>(?:(?![>%]\}\}).)*)")
_OPTION = re.compile(r":(?P<name>[A-Za-z][\w-]*):(?:[ \t]+|$)")
_YAML_OPTION = re.compile(r"(?P<name>[A-Za-z][\w-]*):(?:[ \t]+|$)")
_REFERENCE = re.compile(
    r"[ ]{0,3}\[(?!\^)(?=[^\]]*[^\s\]])(?:[^\[\]\\]|\\.){1,999}\]:\s*"
    r"(?:<(?:[^<>\\\n]|\\.)*>|(?!<)[^\s\x00-\x1f]+)"
    r"(?:[ \t]*(?:\n[ \t]*)?(?<=\s)(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))[ \t]*(?=\n|$)|[ \t]*(?=\n|$))",
    re.DOTALL,
)
_LANGUAGES = frozenset((
    "bash", "c", "console", "cpp", "css", "diff", "go", "hcl", "html", "ini", "java", "javascript", "js", "json", "jinja",
    "lua", "perl", "php", "powershell", "properties", "python", "r", "ruby", "rust", "scala", "sh", "shell", "sql", "terraform",
    "text", "toml", "typescript", "xml", "yaml", "yml",
))  # fmt: skip
"""Languages that Pandoc and its kin put into braces, as MyST does the names of directives."""


def read_markdown(text: str, path: str, files: Files) -> Page:
    """The page *text*, which is the file *path* (relative to the root, forward slashes); *files* gives what it includes."""
    reader = MarkdownReader(Attachments(path, files), [whole(path)])
    nodes = reader.read_text(text, path)
    return Page(path, tuple(nodes), tuple(sorted(reader.attachments.opened)))


class _Text:
    """Lines that are parsed as one text: where they stand, how deep, and the nodes found."""

    __slots__ = ("columns", "depth", "nodes", "numbers", "path", "starts")

    def __init__(self, path: str, numbers: Sequence[int], columns: Sequence[int], depth: int) -> None:
        self.path = path
        self.numbers = numbers
        self.columns = columns
        self.depth = depth
        self.nodes: list[Node] = []
        self.starts: list[int] = []

    def part(self, state: StateBlock, index: int, start: int, end: int) -> Line:
        """What stands in the line *index* from *start* to *end*, places in the whole text."""
        return Line(state.src[start:end], self.path, self.numbers[index], self.columns[index] + start - self.starts[index])

    def stripped(self, state: StateBlock, index: int) -> Line:
        """The line *index* without blanks around it."""
        start = state.bMarks[index] + state.tShift[index]
        text = state.src[start : state.eMarks[index]].rstrip()
        return Line(text, self.path, self.numbers[index], self.columns[index] + start - self.starts[index])

    def dedented(self, state: StateBlock, index: int, indent: int) -> Line:
        """The line *index* without *indent* columns of blanks; of a tab that reaches beyond them blanks are left."""
        source = state.src
        position, end = state.bMarks[index], state.eMarks[index]
        first = position + state.tShift[index]
        width = 0
        while position < end and width < indent:
            character = source[position]
            if character == "\t":
                width += 4 - (width + state.bsCount[index]) % 4
            elif character == " " or position < first:
                width += 1
            else:
                break
            position += 1
        blanks = max(0, width - indent)
        column = self.columns[index] + position - self.starts[index] - blanks
        return Line(" " * blanks + source[position:end], self.path, self.numbers[index], column)

    def lines(self, state: StateBlock, start: int, end: int, indent: int) -> list[Line]:
        """The lines *start* to *end* without *indent* columns of blanks."""
        return [self.dedented(state, index, indent) for index in range(start, end)]


class MarkdownReader(Reader):
    """Reads one page, or a part of it, that is Markdown."""

    def __init__(self, attachments: Attachments, including: list[Inclusion]) -> None:
        super().__init__(attachments, including)
        self._labels: frozenset[str] = frozenset()
        self._parser = MarkdownIt("zero", {"html": True, "maxNesting": 8 * MAX_DEPTH})
        rules = self._parser.block.ruler
        rules.enable(["code", "fence", "blockquote", "hr", "list", "html_block", "heading", "table"])
        rules.at("table", self._table, {"alt": _PARAGRAPH})
        rules.at("code", self._indented_code)
        rules.at("fence", self._fence, {"alt": _ANYWHERE})
        rules.after("fence", "marked", self._marked, {"alt": _ANYWHERE})
        rules.at("blockquote", self._quote, {"alt": _ANYWHERE})
        rules.at("html_block", self._html, {"alt": [*_PARAGRAPH, "blockquote"]})
        rules.at("heading", self._heading, {"alt": [*_PARAGRAPH, "blockquote"]})
        rules.at("paragraph", self._paragraph, {"alt": []})
        rules.before("table", "deep", self._deep)
        self._interrupts = rules.getRules("paragraph")
        self._ends_table = rules.getRules("blockquote")

    def read_text(self, text: str, path: str, start: int = 0, end: int | None = None, depth: int = 0) -> list[Node]:
        """The nodes of ``text[start:end]``, which the file *path* holds."""
        part = text[start:end]
        texts = part.removesuffix("\n").split("\n")
        number = 1 + text.count("\n", 0, start)
        columns = [1] * len(texts)
        columns[0] = start - text.rfind("\n", 0, start)
        nodes: list[Node] = []
        for index, line in enumerate(texts):
            if len(line) > LINE_LIMIT:
                nodes.append(long_line(path, number + index))
                texts[index] = ""
        if not self.attachments.afford(texts):
            return [Unread(UnreadReason.BUDGET, Span(path, 1, 1, 1, 1), path)]
        skipped = front_matter_end(texts) if not start else 0
        if skipped:
            lines = [Line(line, path, number + index) for index, line in enumerate(texts[:skipped])]
            fields = read_front_matter(lines[1:-1])
            nodes.extend(fields)
            title = next((field for field in fields if field.name == "title"), None)
            if title is not None:
                nodes.append(Heading(1, tuple([Run(RunKind.TEXT, line) for line in title.lines])))
            del texts[:skipped], columns[:skipped]
        outer, self._labels = self._labels, labels_in(part)
        if texts:
            self._parse(texts, _Text(path, range(number + skipped, number + skipped + len(texts)), columns, depth), nodes)
        self._labels = outer
        return nodes

    def scan(self, block: Block, depth: int, nodes: list[Node]) -> None:
        """Append the nodes of *block*."""
        self._scan_lines(block.lines(), depth, nodes)

    def runs(self, lines: Sequence[Line]) -> tuple[Run, ...]:
        """The runs of inline markup in *lines*, which are one paragraph."""
        return read_markdown_runs(lines, self._labels)

    def reader_of(self, parser: str) -> Reader | None:
        """The reader that an ``include`` asks for by the name of its *parser*, this one if it is empty; or ``None``."""
        if parser in ("rst", "restructuredtext"):
            return RstReader(self.attachments, self.including)
        return self if not parser or parser in MARKDOWN_PARSERS else None

    def _scan_lines(self, lines: Sequence[Line], depth: int, nodes: list[Node]) -> None:
        if not lines:
            return
        if depth > MAX_DEPTH:
            nodes.append(Unread(UnreadReason.DEPTH, lines[0].span(0, len(lines[0].text)), f"more than {MAX_DEPTH} levels"))
            return
        text = _Text(lines[0].path, [line.number for line in lines], [line.column for line in lines], depth)
        self._parse([line.text for line in lines], text, nodes)

    def _parse(self, texts: list[str], text: _Text, nodes: list[Node]) -> None:
        offset = 0
        for line in texts:
            text.starts.append(offset)
            offset += len(line) + 1
        text.nodes = nodes
        state = StateBlock("\n".join(texts).replace("\0", "\ufffd") + "\n", self._parser, {"text": text}, [])
        self._parser.block.tokenize(state, 0, state.lineMax)

    # Rules: each says whether a block of its kind begins at the line *start*, and reads it if it is not *silent*.

    def _deep(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        text = _text_of(state)
        if text.depth + state.level // 2 <= MAX_DEPTH:
            return False
        line = text.stripped(state, start)
        text.nodes.append(Unread(UnreadReason.DEPTH, line.span(0, len(line.text)), f"more than {MAX_DEPTH} levels"))
        state.line = end
        return True

    def _paragraph(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        text = _text_of(state)
        source, begins, shifts, indents = state.src, state.bMarks, state.tShift, state.sCount
        parent, state.parentType = state.parentType, "paragraph"
        indent = state.blkIndent
        last = state.lineMax
        level = 0
        index = start + 1
        while index < last:
            position = begins[index] + shifts[index]
            if position >= state.eMarks[index]:
                break
            width = indents[index] - indent
            if width <= 3 and indents[index] >= 0:
                character = source[position]
                if character in "=-" and width >= 0 and (match := _SETEXT.match(source, position, state.eMarks[index])):
                    level = 1 if match[1][0] == "=" else 2
                    break
                if (
                    not character.isalpha() or (index + 1 < last and source[begins[index + 1] + shifts[index + 1]] in "|-:")
                ) and any(rule(state, index, last, True) for rule in self._interrupts):
                    break
            index += 1
        state.parentType = parent
        lines = [text.stripped(state, at) for at in range(start, index)]
        if lines[0].text.startswith("["):
            del lines[: _definitions(lines)]
            if not lines and level:
                # What is left is the rule, which underlines nothing.
                lines, level = [text.stripped(state, index)], 0
                index += 1
        state.line = index + bool(level)
        if lines:
            text.nodes.append(Heading(level, self._title(lines)) if level else Paragraph(self.runs(lines)))
        return True

    def _heading(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        position, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
        if state.is_code_block(start) or state.src[position : position + 1] != "#":
            return False
        match = _ATX.match(state.src, position, stop)
        if match is None:
            return False
        if not silent:
            text = _text_of(state)
            title = state.src[match.end() : stop].rstrip()
            if closing := _ATX_END.search(title):
                title = title[: closing.start()]
            line = text.part(state, start, match.end(), match.end() + len(title))
            text.nodes.append(Heading(len(match[1]), self._title([line])))
            state.line = start + 1
        return True

    def _indented_code(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not state.is_code_block(start):
            return False
        text = _text_of(state)
        stop = index = start + 1
        while index < end:
            if state.isEmpty(index):
                index += 1
                continue
            if not state.is_code_block(index):
                break
            index += 1
            stop = index
        state.line = stop
        text.nodes.append(CodeBlock(tuple(text.lines(state, start, stop, 4 + state.blkIndent)), self.language, "indented"))
        return True

    def _fence(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        source = state.src
        position = state.bMarks[start] + state.tShift[start]
        if state.is_code_block(start) or not source.startswith(("```", "~~~"), position):
            return False
        match = _FENCE.match(source, position, state.eMarks[start])
        if match is None or (match["marks"][0] == "`" and "`" in match["info"]):
            return False
        if silent:
            return True
        mark, width = match["marks"][0], len(match["marks"])
        index = start + 1
        closed = False
        while index < end:
            at = state.bMarks[index] + state.tShift[index]
            if at < state.eMarks[index]:
                if state.sCount[index] < state.blkIndent:
                    break
                if source[at] == mark and not state.is_code_block(index):
                    closing = source[at : state.eMarks[index]].rstrip()
                    if len(closing) >= width and not closing.strip(mark):
                        closed = True
                        break
            index += 1
        state.line = index + closed
        text = _text_of(state)
        info = text.part(state, start, match.start("info"), state.eMarks[start])
        body = text.lines(state, start + 1, index, state.sCount[start])
        self._fenced(text.stripped(state, start), info, body, _depth(state), text.nodes)
        return True

    def _marked(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """What site generators and MyST mark by the first characters of a line."""
        position, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
        if position >= stop:
            return False
        source = state.src
        match source[position]:
            case "!" | "?" | "=" if source.startswith(("!!!", "???", "==="), position):
                found = self._indented(state, start, end, silent)
            case ":" if source.startswith(":::", position):
                found = self._colons(state, start, end, silent)
            case "{":
                found = self._template(state, start, silent)
            case "(" if _TARGET.match(source, position, stop):
                found = True
            case "+" if source[position:stop].rstrip() == "+++":
                found = True
            case "%" if source[position + 1 : position + 2] in (" ", "%", "\n"):
                found = True
                if not silent:
                    text = _text_of(state)
                    text.nodes.append(Comment((text.part(state, start, position + 1, stop),)))
            case _:
                return False
        if not found or state.is_code_block(start):
            return False
        if not silent and state.line <= start:
            state.line = start + 1
        return True

    def _indented(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """An admonition or a tab of MkDocs, whose body is indented."""
        position, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
        match = _ADMONITION.match(state.src, position, stop) or _TAB.match(state.src, position, stop)
        if match is None or silent:
            return match is not None
        indent = state.sCount[start] + 4
        index = last = start + 1
        while index < end and (state.isEmpty(index) or state.sCount[index] >= indent):
            index += 1
            if not state.isEmpty(index - 1):
                last = index
        text = _text_of(state)
        title = text.part(state, start, *match.span("title")) if match["title"] else None
        name = match["name"].lower() if match.re is _ADMONITION else "tab"
        body = text.lines(state, start + 1, last, indent)
        state.line = last
        text.nodes.append(self._container(name, title, text.stripped(state, start), body, _depth(state)))
        return True

    def _colons(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """A directive or a container between lines of colons; one that closes nothing is left out."""
        source = state.src
        position, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
        marks = _COLONS.match(source, position, stop)
        match = _CONTAINER.match(source, marks.end(), stop) if marks else None
        if marks is None or match is None or silent:
            return marks is not None
        if marks.end() == stop or not source[marks.end() : stop].strip():
            state.line = start + 1
            return True
        width = len(marks[0])
        index = start + 1
        closed = False
        while index < end:
            at = state.bMarks[index] + state.tShift[index]
            if at < state.eMarks[index] and state.sCount[index] < state.blkIndent:
                break
            if source.startswith(":::", at):
                closing = source[at : state.eMarks[index]].rstrip()
                if len(closing) >= width and not closing.strip(":"):
                    closed = True
                    break
            index += 1
        state.line = index + closed
        text = _text_of(state)
        body = text.lines(state, start + 1, index, state.sCount[start])
        line = text.stripped(state, start)
        rest = text.part(state, start, match.end(), stop)
        if match["role"]:
            self._written(match["role"], line, rest, body, _depth(state), text.nodes)
        else:
            name = (match["name"] or "container").lower()
            text.nodes.append(self._container(name, _bare_title(rest), line, body, _depth(state)))
        return True

    def _template(self, state: StateBlock, start: int, silent: bool) -> bool:
        """A line of nothing but shortcodes, tags of a template or attributes: it is left out, what it encloses is read."""
        position, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
        source = state.src
        if comment := _MDX_COMMENT.match(source, position, stop):
            if not silent:
                text = _text_of(state)
                text.nodes.append(Comment((text.part(state, start, *comment.span(1)),)))
            return True
        if _ATTRIBUTES.match(source, position, stop):
            return True
        first = position
        while found := _TEMPLATE.match(source, position, stop):
            position = found.end()
        if position < stop or position == first:
            return False
        if not silent and (shortcode := _SHORTCODE.match(source, first, stop)) and shortcode["name"] == "highlight":
            self._highlighted(state, start, shortcode)
        return True

    def _highlighted(self, state: StateBlock, start: int, shortcode: re.Match[str]) -> None:
        """Code between shortcodes."""
        text = _text_of(state)
        index = start + 1
        while index < state.lineMax:
            closing = _SHORTCODE.match(state.src, state.bMarks[index] + state.tShift[index], state.eMarks[index])
            if closing and closing["name"].lstrip("/") == "highlight":
                break
            index += 1
        words = shortcode["rest"].split()
        lines = text.lines(state, start + 1, index, state.sCount[start])
        text.nodes.append(CodeBlock(tuple(lines), words[0].strip("\"'").lower() if words else "", "highlight"))
        state.line = min(index + 1, state.lineMax)

    def _quote(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """A block quote; one that is an alert of GitHub becomes the directive that it stands for."""
        if silent:
            return read_blockquote(state, start, end, True)
        text = _text_of(state)
        outer, text.nodes = text.nodes, []
        found = read_blockquote(state, start, end, False)
        inner, text.nodes = text.nodes, outer
        first = inner[0] if inner else None
        if isinstance(first, Paragraph) and first.runs and (match := _ALERT.match(first.runs[0].line.text)):
            line = first.runs[0].line
            title = Line(line.text[match.end() :], line.path, line.number, line.column + match.end())
            rest = first.runs[1:]
            if title.text:
                rest = (replace(first.runs[0], line=title), *rest)
            nodes = (Paragraph(rest), *inner[1:]) if rest else tuple(inner[1:])
            outer.append(Directive(_named(match["name"].lower(), title.text), title.text, line, (), tuple(nodes)))
        else:
            outer.extend(inner)
        return found

    def _html(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        position = state.bMarks[start] + state.tShift[start]
        if state.src[position : position + 1] != "<" or state.is_code_block(start):
            return False
        stop = html_end(state, start, end, silent)
        if stop is None:
            return False
        if not silent:
            text = _text_of(state)
            state.line = stop
            lines = [text.dedented(state, index, state.blkIndent) for index in range(start, stop)]
            read_html(lines, self.runs, text.nodes)
        return True

    def _table(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if start + 2 > end or state.sCount[start + 1] < state.blkIndent or state.is_code_block(start + 1):
            return False
        source = state.src
        position, stop = state.bMarks[start + 1] + state.tShift[start + 1], state.eMarks[start + 1]
        if position >= stop or source[position] not in "|-:":
            return False
        rule = source[position:stop].strip()
        if len(rule) < 2 or (rule[0] == "-" and rule[1].isspace()) or state.is_code_block(start):
            return False
        columns = [column.strip() for column in rule.removeprefix("|").removesuffix("|").split("|")]
        if not all(map(_DELIMITER.fullmatch, columns)):
            return False
        text = _text_of(state)
        first = text.stripped(state, start)
        if "|" not in first.text:
            return False
        header = _cells(first)
        if len(header) != len(columns):
            return False
        if silent:
            return True
        parent, state.parentType = state.parentType, "table"
        rows: list[Row] = []
        index = start + 2
        while index < end and state.sCount[index] >= state.blkIndent and not state.isEmpty(index):
            if state.is_code_block(index) or any(each(state, index, end, True) for each in self._ends_table):
                break
            rows.append(self._row(_cells(text.stripped(state, index))[: len(columns)]))
            index += 1
        state.parentType = parent
        state.line = index
        text.nodes.append(Table((self._row(header),), tuple(rows), "pipe"))
        return True

    def _title(self, lines: Sequence[Line]) -> tuple[Run, ...]:
        """The runs of a heading, without the anchor that may follow it."""
        last = lines[-1]
        if last.text.endswith("}") and (anchor := _ANCHOR.search(last.text)):
            lines = [*lines[:-1], replace(last, text=last.text[: anchor.start()])]
        return self.runs(lines)

    def _row(self, cells: Sequence[Line]) -> Row:
        return Row(tuple([Cell((cell,), self.runs([cell])) if cell.text else Cell(()) for cell in cells]))

    # Blocks of lines that were cut out

    def _fenced(self, line: Line, info: Line, body: list[Line], depth: int, nodes: list[Node]) -> None:
        """Code, or a directive, that stands between fences; *info* is what the upper one says."""
        begin = len(info.text) - len(info.text.lstrip())
        words = info.text.strip()
        match = _DIRECTIVE.match(info.text, begin)
        if match is not None and match["name"].lower() not in _LANGUAGES - {"code", "bash", "console", "shell"}:
            rest = Line(info.text[match.end() :].rstrip(), info.path, info.number, info.column + match.end())
            self._written(match["name"], line, rest, body, depth, nodes)
            return
        language = caption = ""
        if words.startswith("{"):
            if (match := _PANDOC.match(words)) is not None:
                language = match["language"] or match["plain"]
        elif (match := _INFO_LANGUAGE.match(words)) is not None:
            language, caption = match["language"], match["file"] or ""
        if (title := _INFO_TITLE.search(words)) is not None:
            caption = title["double"] or title["single"] or title["bare"] or ""
        nodes.append(CodeBlock(tuple(body), language.lower() or self.language, "fence", caption))

    def _container(self, name: str, title: Line | None, line: Line, body: list[Line], depth: int) -> Directive:
        """An admonition or a tab: a title that is running text, and a body that is content."""
        nodes: list[Node] = [Paragraph(self.runs([title]))] if title is not None else []
        self._scan_lines(body, depth + 1, nodes)
        words = title.text if title is not None else ""
        return Directive(_named(name, words), words, line, (), tuple(nodes))

    def _written(self, name: str, line: Line, argument: Line, body: list[Line], depth: int, nodes: list[Node]) -> None:
        """A directive of MyST."""
        options, first = _options(body)
        content = first
        while content < len(body) and not body[content].text.strip():
            content += 1
        given = [argument] if argument.text.strip() else []
        source = from_lines(line.path, [*given, *body])
        count = len(given)
        markup = Markup(
            name.lower(),
            line,
            Block(source, 0, count, 0, 0),
            options,
            Block(source, count + content, count + len(body), 0, 0).trimmed(),
            Block(source, 0, count + len(body), 0, 0).trimmed(),
            depth,
        )
        if markup.name == "eval-rst":
            RstReader(self.attachments, self.including).scan(markup.content, depth + 1, nodes)
            return
        self.directive(markup, nodes)
        last = nodes[-1] if nodes else None
        if isinstance(last, Directive) and last.line is line:
            nodes[-1] = replace(last, name=_named(last.name, last.argument))


def _text_of(state: StateBlock) -> _Text:
    text: _Text = state.env["text"]
    return text


def _depth(state: StateBlock) -> int:
    return _text_of(state).depth + state.level // 2


_DEPRECATED = re.compile(r"\W*(?:deprecat(?:ed|ion)\b|removed\b|已?(?:废弃|弃用|移除))", re.IGNORECASE)
_ADMONITIONS = frozenset((
    "admonition", "attention", "bug", "caution", "danger", "error", "failure", "important", "info", "note", "tip", "warning",
))  # fmt: skip


def _named(name: str, title: str) -> str:
    """The name of an admonition, by what it says: one with the title *Deprecated* is what ``deprecated`` is."""
    return "deprecated" if name in _ADMONITIONS and _DEPRECATED.match(title) else name


def _bare_title(rest: Line) -> Line | None:
    """The title that follows the name of a container: ``Title``, ``[Title]``, with attributes in braces or without."""
    text = rest.text.rstrip()
    start, end = 0, len(text)
    if text.endswith("}") and (opening := text.rfind("{")) >= 0:
        end = len(text[:opening].rstrip())
    if text.startswith("[") and (closing := text.rfind("]", 0, end)) > 0:
        start, end = 1, closing
    if start >= end:
        return None
    return Line(text[start:end], rest.path, rest.number, rest.column + start)


def _options(body: Sequence[Line]) -> tuple[tuple[Option, ...], int]:
    """The options at the top of a directive of MyST, with colons or in YAML, and where they end."""
    options: list[Option] = []
    name = ""
    values: list[Line] = []
    index = 0
    dashed = bool(body) and body[0].text.rstrip() == "---"
    if dashed:
        end = next((at for at in range(1, len(body)) if body[at].text.rstrip() == "---"), 0)
        if not end:
            return (), 0
        index = 1
    else:
        end = len(body)
    pattern = _YAML_OPTION if dashed else _OPTION
    while index < end:
        line = body[index]
        match = pattern.match(line.text)
        if match is None and not dashed:
            break
        if match is not None:
            if name:
                options.append(Option(name, tuple(values)))
            name = match["name"].lower()
            value = line.text[match.end() :].rstrip()
            start = match.end()
            if dashed and len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
                value, start = value[1:-1], start + 1
            values = [Line(value, line.path, line.number, line.column + start)]
        elif name and line.text.strip():
            values.append(line)
        index += 1
    if name:
        options.append(Option(name, tuple(values)))
    return tuple(options), index + dashed


def _definitions(lines: Sequence[Line]) -> int:
    """How many *lines* at the top of a paragraph define what links refer to."""
    text = "\n".join([line.text for line in lines])
    ends = []
    offset = 0
    for line in lines:
        offset += len(line.text) + 1
        ends.append(offset)
    position = 0
    while match := _REFERENCE.match(text, position):
        position = match.end() + 1
    return bisect_left(ends, position) + 1 if position else 0


def _cells(line: Line) -> list[Line]:
    """The cells of a row, without the blanks around them; a pipe with a backslash before it is text."""
    text = line.text
    cells: list[tuple[int, int]] = []
    start = 0
    position = text.find("|")
    while position >= 0:
        if position == 0 or text[position - 1] != "\\":
            cells.append((start, position))
            start = position + 1
        position = text.find("|", position + 1)
    cells.append((start, len(text)))
    if cells and cells[0] == (0, 0):
        del cells[0]
    if cells and cells[-1][0] == cells[-1][1]:
        del cells[-1]
    found = []
    for first, last in cells:
        value = text[first:last]
        begin = first + len(value) - len(value.lstrip())
        found.append(Line(value.strip(), line.path, line.number, line.column + begin))
    return found
