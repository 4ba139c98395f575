"""Inline markup: text to runs.

The rules are those of the reStructuredText specification: where a start-string may stand, which end-string closes it, what a
backslash escapes.  Time is linear: an end-string that was looked for once and not found is not looked for again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docutils.utils import punctuation_chars

from .model import Line, Run, RunKind
from .patterns import ESCAPE, NAME
from .runs import Piece, placed

__all__ = ["read_runs"]

_START = r"(?:\*\*(?!\s)|\*(?![*\s])|``(?!\s)|_`(?!\s)|\|(?![|\s])|`(?![`\s]))"
_BEFORE = rf"(?:^|(?<=[\s{punctuation_chars.openers}{punctuation_chars.delimiters}]))"
_AFTER = rf"(?=$|[\s\0{punctuation_chars.closing_delimiters}{punctuation_chars.delimiters}{punctuation_chars.closers}])"

_HERE = re.compile(_START)
_NEXT = re.compile(_BEFORE + _START)
_ENDS = {
    "**": re.compile(rf"(?<![\s\0])\*\*{_AFTER}"),
    "*": re.compile(rf"(?<![\s\0])\*{_AFTER}"),
    "``": re.compile(rf"(?<!\s)``{_AFTER}"),
    "_`": re.compile(rf"(?<![\s\0])`{_AFTER}"),
    "|": re.compile(rf"(?<![\s\0])\|_{{0,2}}{_AFTER}"),
    "`": re.compile(rf"(?<!(?<!\0)[\s\0])`(?P<suffix>:{NAME}:|__?)?{_AFTER}"),
}
_REFERENCE_END = re.compile(rf"(?<=\w)__?{_AFTER}")
_NAME_PUNCTUATION = "-._+:"
_BEFORE_NAME = re.compile(rf"[\s{punctuation_chars.openers}{punctuation_chars.delimiters}]")
_MARKUP = re.compile(r"[*`|_\\]")


def read_runs(lines: Sequence[Line]) -> tuple[Run, ...]:
    """The runs of inline markup in *lines*, which are one paragraph."""
    text = lines[0].text if len(lines) == 1 else "\n".join([line.text for line in lines])
    if not _MARKUP.search(text):
        return tuple([Run(RunKind.TEXT, line) for line in lines if line.text])
    return placed(_pieces(text), lines)


def _pieces(text: str) -> list[Piece]:
    # An escaped character follows a NUL and so is no start-string; both texts are of the same length.
    escaped = ESCAPE.sub("\0\\1", text) if "\\" in text else text
    pieces: list[Piece] = []
    hopeless: set[str] = set()
    text_start = position = 0
    while position < len(escaped):
        match = _HERE.match(escaped, position) or _NEXT.search(escaped, position)
        if match is None:
            break
        mark = match[0]
        begin = match.start()
        role = ""
        if mark == "`" and escaped[begin - 1 : begin] == ":":
            begin = _role_start(escaped, position, begin)
            role = escaped[begin : match.start()]
        if not role and _is_quoted(escaped, begin, match.end(), position):
            position = match.end()
            continue
        position = match.end()
        if mark in hopeless:
            continue
        end = _ENDS[mark].search(escaped, position)
        if end is None:
            hopeless.add(mark)
            continue
        if end.start() == position:
            continue
        _add_text(pieces, text, escaped, text_start, begin)
        _add_construct(pieces, text, mark, role, begin, position, end)
        text_start = position = end.end()
    _add_text(pieces, text, escaped, text_start, len(text))
    return pieces


def _is_quoted(text: str, start: int, end: int, begin: int) -> bool:
    """Whether a start-string stands between a pair of quotes, as in ``"*"``, or ends the text: then it is none."""
    if start == begin:
        return False
    if end >= len(text):
        return True
    return bool(punctuation_chars.match_chars(text[start - 1], text[end]))


def _role_start(text: str, low: int, quote: int) -> int:
    """Where the role begins whose colon stands before the *quote*; *quote* if there is none.

    It is looked for backwards, from the rare character to the frequent ones.
    """
    start = quote
    index = quote - 1
    while index > low and text[index - 1].isalnum():
        while index > low and text[index - 1].isalnum():
            index -= 1
        if index == low or text[index - 1] not in _NAME_PUNCTUATION:
            break
        index -= 1
        if text[index] == ":" and (index == low or _BEFORE_NAME.match(text[index - 1])):
            start = index
    return start


def _add_construct(pieces: list[Piece], text: str, mark: str, role: str, begin: int, start: int, end: re.Match[str]) -> None:
    stop = end.start()
    match mark:
        case "``":
            pieces.append(Piece(RunKind.LITERAL, start, stop))
        case "`":
            suffix: str = end["suffix"] or ""
            if suffix.startswith("_") and not role:
                pieces.append(_link(text, start, stop))
            elif suffix and role:  # a role before and another after, or a reference with a role: an error, shown as it stands
                pieces.append(Piece(RunKind.TEXT, begin, end.end()))
            else:
                pieces.append(Piece(RunKind.ROLE, start, stop, (role or suffix).strip(":")))
        case "|":
            pieces.append(Piece(RunKind.TEXT, begin, end.end()))
        case _:
            pieces.append(Piece(RunKind.TEXT, start, stop))


def _link(text: str, start: int, stop: int) -> Piece:
    """A phrase reference: the words are the run, the target its name."""
    if text[stop - 1] == ">":
        opening = text.rfind("<", start, stop)
        if opening == start or (opening > start and text[opening - 1] in " \n"):
            target = "".join(text[opening + 1 : stop - 1].split())
            words = text[start:opening].rstrip()
            if words:
                return Piece(RunKind.LINK, start, start + len(words), target)
            return Piece(RunKind.LINK, opening + 1, stop - 1, target)
    return Piece(RunKind.LINK, start, stop, " ".join(text[start:stop].split()))


def _add_text(pieces: list[Piece], text: str, escaped: str, start: int, stop: int) -> None:
    """Plain text, in which only references such as ``name_`` are left to find."""
    if start >= stop:
        return
    if "_" in text[start:stop]:
        for end in _REFERENCE_END.finditer(escaped, start, stop):
            if stop < len(escaped) and end.end() == stop:
                continue  # the end of this stretch is not the end of the text
            begin = _name_start(escaped, start, end.start())
            if begin is None:
                continue
            if begin > start:
                pieces.append(Piece(RunKind.TEXT, start, begin))
            pieces.append(Piece(RunKind.LINK, begin, end.start(), text[begin : end.start()]))
            start = end.end()
    if start < stop:
        pieces.append(Piece(RunKind.TEXT, start, stop))


def _name_start(text: str, low: int, end: int) -> int | None:
    """Where the reference name that ends at *end* begins, or ``None`` if what stands there is no name."""
    begin = end
    while begin > low:
        character = text[begin - 1]
        inside = begin < end and begin - 1 > low and character in _NAME_PUNCTUATION and text[begin - 2].isalnum()
        if character.isalnum() or inside:
            begin -= 1
        else:
            break
    if begin == end or (begin > 0 and not _BEFORE_NAME.match(text[begin - 1])):
        return None
    return begin
