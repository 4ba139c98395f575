"""Excuses: what an author writes where he knows better than the facts, or quotes what is wrong on purpose.

``factcheck-ignore: code, code -- reason`` in a comment excuses what follows; as an option of a directive, the directive; as a
field at the top of a page, the page; in a comment of a block of code, a line. ``factcheck-ignore-section`` and
``factcheck-ignore-page`` in a comment reach farther.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..findings import HAZARDS, Code, Span
from ..pages.model import CodeBlock, Comment, Field, Line
from .model import Extent, Ignore

__all__ = [
    "LineIgnore",
    "ignores_in_code",
    "ignores_in_comment",
    "ignores_in_field",
    "ignores_in_options",
    "is_example",
    "named_hazards",
]

_NAME = "factcheck-ignore"
_MARK = re.compile(r"(?<![\w-])factcheck-ignore(?P<form>(?:-[a-z]+)*)(?:(?P<colon>\s*[:：])|(?![\w-]))", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:--+|[\u2013\u2014]+)\s*")
_CODES = re.compile(r"[^\s,，、]+(?:\s*[,，、]\s*[^\s,，、]+)*")
_CODE = re.compile(r"[^\s,，、]+")
_END = re.compile(r"\s*(?:-->|\*/\}*|#\})\s*$")
_ITEM_MARKS = " \t\n-*\"'["
_KNOWN = r"(?:\*|" + "|".join(code.value for code in Code) + ")"
_ITEM = re.compile(rf"(?P<before>^|[\n,\[])[\s\-*\"'\[]*?(?P<codes>{_KNOWN}(?:\s*,\s*{_KNOWN})*)\s*(?:--|[\u2013\u2014])")
"""Where an item of a list of excuses begins: only a code that there is tells it from a reason that goes on."""
_HAZARD_OPTIONS = frozenset(("risk", "durability", "exposure"))
_BRACKETS = re.compile(r"\[(?P<codes>[a-z]+(?:-[a-z]+)+(?:\s*[,，、]\s*[a-z]+(?:-[a-z]+)+)*)\]")
_LEADING = " \t#/;*<!-.{>+"
_COMMENTS = ("#", "//", ";", "*")
_CONTINUED = ("\\", "`", "^")
_LINES = 100
"""The number of lines within which a command ends."""
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
    """The excuses that the field ``factcheck-ignore`` gives for a page: one, or a list of them as YAML and TOML write it."""
    lines = [line for line in node.lines if line.text.strip()]
    text = "\n".join(line.text for line in lines)[:_LENGTH]
    listed = text.lstrip().startswith("[")
    starts = [match.start("codes") for match in _ITEM.finditer(text) if listed or match["before"] != ","]
    if not lines:
        return ()
    bare = len(text) - len(text.lstrip(" \n-\"'["))
    first = starts[0] if starts and not text[: starts[0]].strip(_ITEM_MARKS) else bare
    found: list[Ignore] = []
    for start, end in pairwise((first, *(start for start in starts if start > first), len(text))):
        line = lines[text.count("\n", 0, start)]
        span = line.span(len(line.text) - len(line.text.lstrip()), len(line.text.rstrip()))
        found.extend(_ignores(text[start:end].rstrip(_ITEM_MARKS + ",]"), span, Extent.PAGE))
    return tuple(found)


def ignores_in_options(options: Iterable[tuple[str, str]], line: Line) -> tuple[Ignore, ...]:
    """The excuses that the option ``factcheck-ignore`` of the directive at *line* gives."""
    span = line.span(0, len(line.text))
    return tuple(ignore for name, value in options if name == _NAME for ignore in _ignores(value, span, Extent.BLOCK))


def named_hazards(options: Iterable[tuple[str, str]], line: Line) -> tuple[Ignore, ...]:
    """The hazards that the remediation at *line* names: codes in square brackets behind the words that tell of them."""
    span = line.span(0, len(line.text))
    found: list[Ignore] = []
    for name, value in options:
        if name not in _HAZARD_OPTIONS:
            continue
        reason = " ".join(_BRACKETS.sub(" ", value).split())
        codes = (code for match in _BRACKETS.finditer(value) for code in _CODE.findall(match["codes"]))
        found += [Ignore(code, reason, span) for code in codes if code in HAZARDS and reason]
    return tuple(dict.fromkeys(found))


def ignores_in_code(lines: Sequence[Line]) -> tuple[LineIgnore, ...]:
    """The excuses in the comments of code.

    One at the end of a line covers that line; one on a line of its own the next line, with those that continue it.
    """
    found: list[LineIgnore] = []
    starts = [_comment_of(line.text) for line in lines]
    alone = [start is not None and not line.text[:start].strip(_LEADING) for start, line in zip(starts, lines, strict=True)]
    ranges = _covered(lines, alone)
    for index, (start, line) in enumerate(zip(starts, lines, strict=True)):
        if start is None:
            continue
        covered = frozenset((lines[at].path, lines[at].number) for at in ranges[index])
        rest = Line(line.text[start:], line.path, line.number, line.column + start)
        for ignore in _read((rest,), Extent.LINE):
            if ignore.extent is Extent.SECTION:  # a block has none
                ignore = Ignore("", "", ignore.span, Extent.LINE)
            found.append(LineIgnore(ignore, covered))
    return tuple(found)


def _comment_of(text: str) -> int | None:
    """Where an excuse begins in a line of code, if it is the beginning of a comment."""
    start = text.lower().find(_NAME)
    if start < 0:
        return None
    before = text[:start].rstrip(" \t#/*;")
    mark = text[len(before) : start]
    return start if any(each in mark for each in _COMMENTS) or before.endswith("<!--") else None


def _covered(lines: Sequence[Line], alone: Sequence[bool]) -> list[range]:
    """For each line the lines that an excuse in it covers; several above each other cover the same."""
    ranges = [range(index, index + 1) for index in range(len(lines))]
    for index in range(len(lines) - 1, -1, -1):
        if not alone[index]:
            continue
        if index + 1 < len(lines) and alone[index + 1]:
            ranges[index] = ranges[index + 1]
            continue
        end = index + 2
        while end < min(len(lines), index + _LINES) and lines[end - 1].text.rstrip().endswith(_CONTINUED):
            end += 1
        ranges[index] = range(index + 1, min(end, len(lines)))
    return ranges


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
