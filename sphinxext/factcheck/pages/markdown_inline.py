"""Inline markup of Markdown: text to runs.

The rules are those of CommonMark and GFM, and on top roles and the marks of site generators.  Time is linear: backticks are
paired by a table of their runs, what was looked for once and not found is not looked for again, and a tag or a link is looked
for in a stretch of limited length.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass

from .model import Line, Run, RunKind
from .runs import Piece, placed

__all__ = ["TAG", "labels_in", "read_markdown_runs"]

_REACH = 2_000
"""The length in characters beyond which a tag, the target of a link or a shortcode is not looked for."""
_MARKUP = re.compile(r"[\\`*_~\[\]<{]")
_NEXT = re.compile(r"[\\`\[\]<{]|!\[|\*+|_+|~+")
_TICKS = re.compile(r"`+")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ROLE = re.compile(r"\{(:?[a-zA-Z0-9_+:-]{1,36})\}(?=`)")
_SHORTCODE_TEXT = re.compile(r"""\btext=(?P<quote>["'])(?P<text>[^"']*)(?P=quote)""")
_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}")
_AUTOLINK = re.compile(r"<(?P<target>[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>\x00-\x1f]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>", re.ASCII)
TAG = re.compile(
    r"<(?:(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    r"(?:\s++[a-zA-Z_:][a-zA-Z0-9:._-]*+(?:\s*+=\s*+(?:[^\"'=<>`\x00-\x20]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?>"
    r"|/(?P<closed>[A-Za-z][A-Za-z0-9-]*+)\s*+>|![A-Za-z][^>]*+>)"
)
"""A tag or declaration of HTML."""
_UNITS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
_CODE = re.compile(r"([^<]*)</(?:code|tt|samp|kbd)\s*>", re.IGNORECASE)
_CODE_TAGS = frozenset(("code", "tt", "samp", "kbd"))
_DESTINATION = re.compile(r"\(\s*+(?:<(?P<pointed>(?:[^<>\\\n]|\\.)*+)>)?+")
_PLAIN = re.compile(r"[^\x00-\x20()\\]*+")
_TITLE = re.compile(r"""(?:\s++(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?+\s*+\)""", re.DOTALL)
_DEFINED = re.compile(
    r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*\[((?:[^\[\]\\]|\\.){1,999})\]:"
    r"[ \t]*+\n?[ \t>]*+(?:<[^<>\n]*+>|\S++)[ \t]*+(?:$|[\"'(])",
    re.MULTILINE,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)


def labels_in(text: str) -> frozenset[str]:
    """What links in *text*, a whole page, may refer to: the labels that it defines."""
    return frozenset([normal_label(label) for label in _DEFINED.findall(text)]) if "]:" in text else frozenset()


def normal_label(label: str) -> str:
    """*label* as it is compared with others."""
    return " ".join(label.split()).casefold()


def read_markdown_runs(lines: Sequence[Line], labels: Set[str] = frozenset()) -> tuple[Run, ...]:
    """The runs of inline markup in *lines*, which are one paragraph; *labels* are defined on the page."""
    text = lines[0].text if len(lines) == 1 else "\n".join([line.text for line in lines])
    if not _MARKUP.search(text):
        return tuple([Run(RunKind.TEXT, line) for line in lines if line.text])
    return placed(_Scanner(text, labels).pieces(), lines)


@dataclass(slots=True)
class _Marks:
    """A run of ``*``, ``_`` or ``~``: what is left of it, and whether it may open and close emphasis."""

    character: str
    start: int
    end: int
    opens: bool
    closes: bool
    length: int
    """That of the whole run; the rule of three asks for it."""


@dataclass(slots=True)
class _Bracket:
    """An opening bracket, and how much had been found before it."""

    start: int
    end: int
    image: bool
    cuts: int
    marks: int


class _Scanner:
    def __init__(self, text: str, labels: Set[str]) -> None:
        self._text = text
        self._labels = labels
        self._cuts: list[tuple[int, int, Piece | None]] = []
        """What is no plain text: markup that is dropped, or a piece of its own."""
        self._links: list[tuple[int, int, str]] = []
        self._marks: list[_Marks] = []
        self._brackets: list[_Bracket] = []
        self._inactive = 0
        """How many of the brackets, the images' aside, hold a link already, and so are none."""
        self._not_closed: set[str] = set()
        self._ticks: dict[int, list[int]] | None = None

    def pieces(self) -> list[Piece]:
        """The text in pieces, in order."""
        text = self._text
        position = 0
        while found := _NEXT.search(text, position):
            start, end = found.span()
            mark = found[0]
            match mark[0]:
                case "\\":
                    position = end + 1
                case "`":
                    position = self._code(start)
                case "*" | "_" | "~":
                    self._mark(mark[0], start, end)
                    position = end
                case "[" | "!":
                    self._brackets.append(_Bracket(start, end, mark != "[", len(self._cuts), len(self._marks)))
                    position = end
                case "]":
                    position = self._close(start)
                case "<":
                    position = self._tag(start)
                case _:
                    position = self._brace(start)
        _emphasise(self._marks, self._cuts)
        return self._assembled()

    def _code(self, start: int, begin: int | None = None, role: str = "") -> int:
        """A code span whose backticks begin at *start*, and the place after it."""
        text = self._text
        end = start + 1
        while end < len(text) and text[end] == "`":
            end += 1
        closing = self._ticks_after(end, end - start)
        if closing is None:
            return end
        kind = RunKind.ROLE if role else RunKind.LITERAL
        first, last = end, closing
        if text[first] in " \n" and text[last - 1] in " \n" and text[first:last].strip(" \n"):
            first, last = first + 1, last - 1
        self._cuts.append((start if begin is None else begin, closing + end - start, Piece(kind, first, last, role)))
        return closing + end - start

    def _ticks_after(self, position: int, length: int) -> int | None:
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self._text):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        runs = self._ticks.get(length, [])
        index = bisect_left(runs, position)
        return runs[index] if index < len(runs) else None

    def _mark(self, character: str, start: int, end: int) -> None:
        text = self._text
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
        right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
        opens, closes = left, right
        if character == "_":
            opens = left and (not right or _is_punctuation(before))
            closes = right and (not left or _is_punctuation(after))
        elif character == "~" and end - start > 2:
            return
        if opens or closes:
            self._marks.append(_Marks(character, start, end, opens, closes, end - start))

    def _tag(self, start: int) -> int:
        text = self._text
        if link := _AUTOLINK.match(text, start, start + _REACH):
            self._cuts.append((start, link.end(), Piece(RunKind.LINK, start + 1, link.end() - 1, link["target"])))
            return link.end()
        for opening, closing in _UNITS:
            if text.startswith(opening, start):
                return self._unit(start, opening, closing)
        tag = TAG.match(text, start, start + _REACH)
        if tag is None:
            return start + 1
        end = tag.end()
        if tag["name"] and tag["name"].lower() in _CODE_TAGS and (code := _CODE.match(text, end, end + _REACH)):
            self._cuts.append((start, code.end(), Piece(RunKind.LITERAL, end, code.end(1))))
            return code.end()
        self._cuts.append((start, end, None))
        return end

    def _unit(self, start: int, opening: str, closing: str) -> int:
        """A comment or an instruction, which ends only where *closing* stands."""
        end = -1 if opening in self._not_closed else self._text.find(closing, start + 2)
        if end < 0:
            self._not_closed.add(opening)
            return start + len(opening)
        self._cuts.append((start, end + len(closing), None))
        return end + len(closing)

    def _brace(self, start: int) -> int:
        text = self._text
        if role := _ROLE.match(text, start):
            return self._code(role.end(), start, role[1].strip(":"))
        if text.startswith(("{{<", "{{%"), start):
            closing = text.find(f"{'>' if text[start + 2] == '<' else '%'}}}}}", start + 3, start + _REACH)
            if closing >= 0:
                shown = _SHORTCODE_TEXT.search(text, start, closing)
                piece = Piece(RunKind.TEXT, shown.start("text"), shown.end("text")) if shown else None
                self._cuts.append((start, closing + 3, piece))
                return closing + 3
        if attributes := _ATTRIBUTES.match(text, start, start + _REACH):
            self._cuts.append((start, attributes.end(), None))
            return attributes.end()
        return start + 1

    def _close(self, start: int) -> int:
        """What a closing bracket at *start* ends: a link, an image or nothing."""
        if not self._brackets:
            return start + 1
        opening = self._brackets.pop()
        inactive = len(self._brackets) < self._inactive
        self._inactive = min(self._inactive, len(self._brackets))
        if inactive and not opening.image:
            return start + 1
        found = self._target(opening.end, start)
        if found is None:
            return start + 1
        target, end = found
        if opening.image:
            # What an image shows is not text of the page: neither the words in its place nor any markup in them.
            del self._cuts[opening.cuts :], self._marks[opening.marks :]
            self._cuts.append((opening.start, end, None))
            return end
        self._inactive = len(self._brackets)
        inner = self._marks[opening.marks :]
        del self._marks[opening.marks :]
        _emphasise(inner, self._cuts)
        self._cuts.append((opening.start, opening.end, None))
        self._cuts.append((start, end, None))
        self._links.append((opening.end, start, target))
        return end

    def _target(self, first: int, last: int) -> tuple[str, int] | None:
        """Where the link leads whose text stands from *first* to *last*, and where it ends; ``None`` if it is none."""
        text = self._text
        position = last + 1
        following = text[position : position + 1]
        if following == "(":
            destination = _DESTINATION.match(text, position, position + _REACH)
            if destination is not None:
                begin, end = destination.span("pointed")
                after = destination.end()
                if begin < 0:
                    begin, end = after, _balanced(text, after)
                    after = end
                if title := _TITLE.match(text, after, after + _REACH):
                    return text[begin:end], title.end()
        if not self._labels:
            return None
        end = position
        if following == "[" and (label := _LABEL.match(text, position)):
            end = label.end()
            if label[1].strip():
                name = normal_label(label[1])
                return (name, end) if name in self._labels else None
        if last - first > 999:
            return None
        name = normal_label(text[first:last])
        return (name, end) if name in self._labels else None

    def _assembled(self) -> list[Piece]:
        text = self._text
        pieces: list[Piece] = []
        links = self._links
        links.sort()
        self._cuts.sort(key=lambda cut: cut[:2])
        at = 0
        position = 0
        for start, end, piece in (*self._cuts, (len(text), len(text), None)):
            while position < start:
                while at < len(links) and links[at][1] <= position:
                    at += 1
                stop, kind, name = start, RunKind.TEXT, ""
                if at < len(links):
                    if position < links[at][0]:
                        stop = min(stop, links[at][0])
                    else:
                        stop, kind, name = min(stop, links[at][1]), RunKind.LINK, links[at][2]
                pieces.append(Piece(kind, position, stop, name))
                position = stop
            if end > position or piece is not None:
                if piece is not None and piece.end > piece.start and start >= position:
                    pieces.append(piece)
                position = max(position, end)
        return pieces


def _is_punctuation(character: str) -> bool:
    if character.isascii():
        return character in _PUNCTUATION
    return unicodedata.category(character)[0] in "PS"


def _balanced(text: str, start: int) -> int:
    """The end of a link's target that is not in pointed brackets."""
    depth = 0
    limit = min(len(text), start + _REACH)
    position = _PLAIN.match(text, start, limit).end()  # type: ignore[union-attr]  # it matches nothing as well
    while position < limit:
        character = text[position]
        if character == "\\" and text[position + 1 : position + 2] in _PUNCTUATION:
            position += 1
        elif character <= " " or (character == ")" and not depth) or (character == "(" and depth == 32):
            break
        elif character in "()":
            depth += 1 if character == "(" else -1
        position = _PLAIN.match(text, position + 1, limit).end()  # type: ignore[union-attr]
    return min(position, limit)


def _emphasise(marks: list[_Marks], cuts: list[tuple[int, int, Piece | None]]) -> None:
    """Pair the *marks* as CommonMark does, and add what is emphasis, and so no text, to *cuts*.

    Text that is struck out is taken out with its marks: the author no longer says it.
    """
    openers: list[_Marks] = []
    bottoms: dict[tuple[str, int, bool], int] = {}
    for closer in marks:
        while closer.closes and closer.end > closer.start:
            kind = (closer.character, closer.length % 3, closer.opens)
            bottom = bottoms.get(kind, 0)
            index = len(openers) - 1
            while index >= bottom and not _pairs(openers[index], closer):
                index -= 1
            if index < bottom:
                bottoms[kind] = len(openers)
                break
            opener = openers[index]
            del openers[index + 1 :]
            bottoms = {key: min(value, index + 1) for key, value in bottoms.items()}
            width = 2 if min(opener.end - opener.start, closer.end - closer.start) > 1 else 1
            if closer.character == "~":
                cuts.append((opener.start, closer.end, None))
                opener.start = opener.end
                closer.start = closer.end
            else:
                cuts.append((opener.end - width, opener.end, None))
                cuts.append((closer.start, closer.start + width, None))
                opener.end -= width
                closer.start += width
            if opener.start == opener.end:
                openers.pop()
                bottoms = {key: min(value, index) for key, value in bottoms.items()}
        if closer.opens and closer.end > closer.start:
            openers.append(closer)


def _pairs(opener: _Marks, closer: _Marks) -> bool:
    if opener.character != closer.character:
        return False
    if opener.character == "~":
        return opener.length == closer.length
    if (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0:
        return opener.length % 3 == 0 and closer.length % 3 == 0
    return True
