"""Excuses: what an author writes where he knows better than the facts, or quotes what is wrong on purpose.

``factcheck-ignore: code, code -- reason`` in a comment excuses what follows; as an option of a directive, the directive; as a
field at the top of a page, the page; in a comment of a block of code, a line. ``factcheck-ignore-section`` and
``factcheck-ignore-page`` in a comment reach farther.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..findings import Span
from ..pages.model import CodeBlock, Comment, Field, Line
from .model import Extent, Ignore

__all__ = ["LineIgnore", "ignores_in_code", "ignores_in_comment", "ignores_in_field", "ignores_in_options", "is_example"]

_NAME = "factcheck-ignore"
_MARK = re.compile(r"(?<![\w-])factcheck-ignore(?P<form>(?:-[a-z]+)*)(?:(?P<colon>\s*[:：])|(?![\w-]))", re.IGNORECASE)
_MARK_IN_CODE = re.compile(r"(?P<comment>[#;*]|//|<!--)[\s#/*]*(?=factcheck-ignore)", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:--+|[\u2013\u2014]+)\s*")
_CODES = re.compile(r"[^\s,，、]+(?:\s*[,，、]\s*[^\s,，、]+)*")
_CODE = re.compile(r"[^\s,，、]+")
_END = re.compile(r"\s*(?:-->|\*/\}*|#\})\s*$")
_LEADING = " \t#/;*<!-.{>+"
_CONTINUED = ("\\", "`", "^")
_EXAMPLES = frozenset({"rst", "rest", "restructuredtext", "md", "markdown", "myst"})
_LENGTH = 2_000
"""The characters of a comment that are looked at: a longer one is prose."""


@dataclass(frozen=True, slots=True)
class LineIgnore:
    """An excuse in a comment of a block, and the lines of the block that it covers, as (path, number)."""

    ignore: Ignore
    lines: frozenset[tuple[str, int]]


def is_example(block: CodeBlock) -> bool:
    """Whether *block* shows markup: the excuses in it are examples, and need not excuse anything."""
    return block.language.strip().lower() in _EXAMPLES


def ignores_in_comment(node: Comment) -> tuple[Ignore, ...]:
    """The excuses in a comment of the page, each beginning a line or not; those that cannot be read have no code."""
    return _read(node.lines, Extent.BLOCK)


def ignores_in_field(node: Field) -> tuple[Ignore, ...]:
    """The excuses that the field ``factcheck-ignore`` gives for a page: one, or a list with one on each line."""
    items = [Line(_item(line.text), line.path, line.number, line.column) for line in node.lines if line.text.strip()]
    many = [line for line in node.lines if line.text.lstrip().startswith(("- ", "* "))]
    texts = [(line.text, line.span(0, len(line.text))) for line in items] if many else []
    if items and not many:
        texts = [("\n".join(line.text for line in items), items[0].span(0, len(items[0].text)))]
    return tuple(ignore for text, span in texts for ignore in _ignores(text, span, Extent.PAGE))


def ignores_in_options(options: Iterable[tuple[str, str]], line: Line) -> tuple[Ignore, ...]:
    """The excuses that the option ``factcheck-ignore`` of the directive at *line* gives."""
    span = line.span(0, len(line.text))
    return tuple(ignore for name, value in options if name == _NAME for ignore in _ignores(value, span, Extent.BLOCK))


def ignores_in_code(lines: Sequence[Line]) -> tuple[LineIgnore, ...]:
    """The excuses in the comments of code.

    One at the end of a line covers that line; one on a line of its own the next line, with those that continue it.
    """
    found: list[LineIgnore] = []
    alone = [(match := _MARK_IN_CODE.search(line.text)) is not None and _is_alone(line, match) for line in lines]
    for index, line in enumerate(lines):
        match = _MARK_IN_CODE.search(line.text)
        if match is None:
            continue
        covered = frozenset((lines[at].path, lines[at].number) for at in _covered(lines, alone, index))
        rest = Line(line.text[match.end() :], line.path, line.number, line.column + match.end())
        for ignore in _read((rest,), Extent.LINE):
            if ignore.extent is Extent.SECTION:  # a block has none
                ignore = Ignore("", "", ignore.span, Extent.LINE)
            found.append(LineIgnore(ignore, covered))
    return tuple(found)


def _is_alone(line: Line, match: re.Match[str]) -> bool:
    return not line.text[: match.start()].strip(_LEADING)


def _covered(lines: Sequence[Line], alone: Sequence[bool], index: int) -> range:
    if not alone[index]:
        return range(index, index + 1)
    first = index + 1
    while first < len(lines) and alone[first]:
        first += 1
    end = first + 1
    while end < len(lines) and lines[end - 1].text.rstrip().endswith(_CONTINUED):
        end += 1
    return range(first, min(end, len(lines)))


def _read(lines: Sequence[Line], extent: Extent) -> tuple[Ignore, ...]:
    parts: list[tuple[re.Match[str], Span, list[str]]] = []
    for line in lines:
        match = _MARK.search(line.text[:_LENGTH])
        if match is not None and (match["colon"] or not line.text[: match.start()].strip(_LEADING)):
            parts.append((match, line.span(match.start(), len(line.text.rstrip())), [line.text[match.end() :]]))
        elif parts:
            parts[-1][2].append(line.text)
    found: list[Ignore] = []
    for match, span, texts in parts:
        reach = {"": extent, "-section": Extent.SECTION, "-page": Extent.PAGE}.get(match["form"].lower())
        if reach is None or match["colon"] is None:
            found.append(Ignore("", "", span, extent))
        else:
            found.extend(_ignores("\n".join(texts), span, reach))
    return tuple(found)


def _ignores(text: str, span: Span, extent: Extent) -> tuple[Ignore, ...]:
    """The excuses that *text*, ``code, code -- reason``, gives: one without a code if it names none."""
    said, *rest = _DASH.split(_END.sub("", text[:_LENGTH]), maxsplit=1)
    reason = " ".join(rest[0].split()) if rest else ""
    match = _CODES.match(said.strip())
    # Without a dash, what follows the codes is a reason in the wrong place; with one, words before it can only be codes.
    codes = _CODE.findall(said if rest else match[0]) if match is not None else [""]
    return tuple(Ignore(code, reason, span, extent) for code in dict.fromkeys(codes))


def _item(text: str) -> str:
    """The text of an item of a list of excuses, without its marker and quotes."""
    text = text.strip()
    if text.startswith(("- ", "* ")):
        text = text[2:].strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
