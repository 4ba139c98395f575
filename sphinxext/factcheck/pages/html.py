"""Blocks of HTML in Markdown: where they end, and what is text, code or a comment in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from markdown_it.rules_block import StateBlock

from .markdown_inline import TAG
from .model import Cell, CodeBlock, Comment, Line, Node, Paragraph, Row, Run, Table

__all__ = ["html_end", "read_html"]

_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|"
    "noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_BLOCK = re.compile(rf"</?(?:{_NAMES})(?=\s|/?>|$)", re.IGNORECASE)
_VERBATIM = re.compile(r"<(?:script|pre|style|textarea)(?=\s|>|$)", re.IGNORECASE)
_VERBATIM_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_AS_MARKDOWN = re.compile(r"<[A-Za-z][^<>]*\smarkdown(?:=|\s|>)", re.IGNORECASE)
_BREAK = re.compile(rf"<!--|</?(?:{_NAMES}|pre|script|style|svg|textarea|code-block)(?=[\s/>]|$)", re.IGNORECASE)
_PRE_END = re.compile(r"</pre\s*>", re.IGNORECASE)
_CODE = re.compile(r"\s*<code\b[^>]*>", re.IGNORECASE)
_CODE_END = re.compile(r"</code\s*>\s*$", re.IGNORECASE)
_LANGUAGE = re.compile(r"\blang(?:uage)?-([\w+-]+)", re.IGNORECASE)
_CELL = re.compile(r"<(?P<end>/?)(?P<name>table|tr|t[hd])(?=[\s/>])[^<>]*>", re.IGNORECASE)
_COVERED = Cell((), rows=0, columns=0)
_SPAN_LIMIT = 50
_SKIPPED = frozenset(("script", "style", "svg", "textarea"))


def html_end(state: StateBlock, start: int, end: int, silent: bool) -> int | None:
    """Where the block of HTML ends that begins at the line *start*; ``None`` if none does."""
    position, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    text = state.src[position:stop]
    closing: re.Pattern[str] | str
    if _VERBATIM.match(text):
        closing = _VERBATIM_END
    elif text.startswith("<!--"):
        closing = "-->"
    elif text.startswith("<?"):
        closing = "?>"
    elif text.startswith("<![CDATA["):
        closing = "]]>"
    elif text[1:2] == "!" and text[2:3].isalpha():
        closing = ">"
    elif _BLOCK.match(text):
        if _AS_MARKDOWN.match(text):
            return start + 1
        closing = ""
    else:
        tag = None if silent else TAG.match(text)
        if tag is None or not (tag["name"] or tag["closed"]) or text[tag.end() :].strip():
            return None
        closing = ""
    if silent:
        return start + 1
    index = start
    while index < end:
        empty = state.isEmpty(index)
        if index > start and state.sCount[index] < state.blkIndent and (not closing or not empty):
            return index
        if not closing:
            if empty:
                return index
        else:
            line = state.src[state.bMarks[index] + state.tShift[index] : state.eMarks[index]]
            if closing in line if isinstance(closing, str) else closing.search(line):
                return index + 1
        index += 1
    return end


def read_html(lines: Sequence[Line], runs: Callable[[Sequence[Line]], tuple[Run, ...]], nodes: list[Node]) -> None:
    """Append what *lines* of HTML show: text as paragraphs, ``pre`` as code, comments.

    *runs* reads inline markup.
    """
    _Html(lines, runs, nodes).read()


class _Html:
    def __init__(self, lines: Sequence[Line], runs: Callable[[Sequence[Line]], tuple[Run, ...]], nodes: list[Node]) -> None:
        self._runs = runs
        self._lines = lines
        self._nodes = nodes
        self._text = "\n".join([line.text for line in lines])
        self._starts = []
        offset = 0
        for line in lines:
            self._starts.append(offset)
            offset += len(line.text) + 1

    def read(self) -> None:
        text = self._text
        position = 0
        while found := _BREAK.search(text, position):
            self._paragraph(position, found.start())
            if found[0] == "<!--":
                end = text.find("-->", found.start() + 2)
                end = end if end >= 0 else len(text)
                self._nodes.append(Comment(self._between(found.end(), max(end, found.end()))))
                position = end + 3
                continue
            end = text.find(">", found.end())
            position = end + 1 if end >= 0 else len(text)
            name = found[0].strip("<").lower()
            if name == "table":
                position = self._table(position)
            elif name == "pre":
                position = self._code(found.start(), position)
            elif name in _SKIPPED:
                closing = re.compile(f"</{name}", re.IGNORECASE).search(text, position)
                position = closing.start() if closing else len(text)
        self._paragraph(position, len(text))

    def _table(self, position: int) -> int:
        """The table whose tag ends at *position*; the place after it, or after the last row of it in this block."""
        text = self._text
        rows: list[list[Cell]] = []
        heads: list[bool] = []
        reach: dict[int, int] = {}  # columns that a cell of a row above reaches into, and into how many rows more
        cell: tuple[int, int, int] | None = None

        def close(end: int) -> None:
            nonlocal cell
            if cell is None:
                return
            begin, height, width = cell
            cell = None
            row = rows[-1]
            while reach.get(len(row)):
                reach[len(row)] -= 1
                row.append(_COVERED)
            if height > 1:
                reach.update((len(row) + at, height - 1) for at in range(width))
            lines = self._filled(begin, end)
            row.append(Cell(lines, self._runs(lines) if lines else (), height, width))
            row.extend([_COVERED] * (width - 1))

        while found := _CELL.search(text, position):
            close(found.start())
            position = found.end()
            name = found["name"].lower()
            if name == "table":
                if found["end"]:
                    break
                continue
            if found["end"]:
                continue
            if name == "tr" or not rows:
                rows.append([])
                heads.append(name != "td")
            if name != "tr":
                heads[-1] = heads[-1] and name == "th"
                height, width = (_span_of(found[0], side) for side in ("row", "col"))
                cell = (position, height, width)
        else:
            close(len(text))
            position = len(text)
        full = [(head, Row(tuple(cells))) for head, cells in zip(heads, rows, strict=True) if cells]
        count = next((at for at, (head, _) in enumerate(full) if not head), len(full))
        count = count if count < len(full) else min(1, count)
        if full:
            self._nodes.append(Table(tuple(row for _, row in full[:count]), tuple(row for _, row in full[count:]), "html"))
        return position

    def _code(self, start: int, position: int) -> int:
        """The code between the tag ``pre`` at *start*, which ends at *position*, and its end."""
        text = self._text
        closing = _PRE_END.search(text, position)
        end, following = closing.span() if closing else (len(text), len(text))
        if inner := _CODE.match(text, position, end):
            position = inner.end()
            if last := _CODE_END.search(text, position, end):
                end = last.start()
        language = _LANGUAGE.search(text, start, position)
        if text[position : position + 1] == "\n":
            position += 1
        lines = list(self._between(position, end))
        while lines and not lines[-1].text.strip():
            lines.pop()
        self._nodes.append(CodeBlock(tuple(lines), language[1].lower() if language else "", "pre"))
        return following

    def _paragraph(self, start: int, end: int) -> None:
        lines = self._filled(start, end)
        if lines:
            runs = self._runs(lines)
            if any(run.line.text.strip() for run in runs):
                self._nodes.append(Paragraph(runs))

    def _filled(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines from *start* to *end* that are not blank, without blanks around them."""
        return tuple([line for line in map(_stripped, self._between(start, end)) if line.text])

    def _between(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines of the text from *start* to *end*."""
        found = []
        index = bisect_right(self._starts, start) - 1
        while index < len(self._lines) and self._starts[index] < max(end, start + 1):
            line, begin = self._lines[index], self._starts[index]
            first, last = max(0, start - begin), min(len(line.text), end - begin)
            found.append(Line(line.text[first:last], line.path, line.number, line.column + first))
            index += 1
        return tuple(found)


def _span_of(tag: str, side: str) -> int:
    """How many rows or columns the cell with this *tag* takes."""
    found = re.search(rf"\b{side}span\s*=\s*[\"']?(\d{{1,3}})\b", tag, re.IGNORECASE)
    return min(max(int(found[1]), 1), _SPAN_LIMIT) if found else 1


def _stripped(line: Line) -> Line:
    text = line.text.lstrip()
    return Line(text.rstrip(), line.path, line.number, line.column + len(line.text) - len(text))
