"""Where a command ends: continued lines, open quotes, and the here-documents that belong to it.

A text is cut into commands before any is parsed: that keeps the time linear, and an odd line spoils no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..pages.model import Line
from .excerpt import Excerpt

__all__ = ["CommandLine", "HereDocument", "read_command_line"]

_TOKEN = re.compile(
    r"\\.|['\"#]|<<<|<<-?[ \t]*\\?(?P<quote>['\"]?)(?P<word>[A-Za-z_][\w.-]*)(?P=quote)|(?P<opened>(?<=\w)\+?=\()|\)", re.ASCII
)
_PROMPT = re.compile(r"^\s*>(?!>)\s?")
_FLAG_LINE = re.compile(r"\s*--?[A-Za-z]")
_LONE_FLAG = re.compile(r"\s*--?[A-Za-z][\w.-]*(?:=\S*|[ \t]+[^\s-]\S*)?\s*\\?\s*$")
_FLAG = re.compile(r"\s--?[A-Za-z]")
_HELP = re.compile(r"\s(?:--?help|-h)\b")
_JOINED = ("&&", "||", "|")
_LINES = 400
"""Lines of one command, here-documents included."""
_SKIPPED = 4
"""Comments and blank lines that may stand between two continued lines."""


@dataclass(frozen=True, slots=True)
class HereDocument:
    """The lines of a here-document as the program gets them, every character in its place."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command, with all commands that are joined to it.

    *excerpt* is what was typed up to the first here-document, *text* the same without continuations, the comments between them
    and the marks of here-documents: every character is in its place. *count*: how many lines it takes in all.
    """

    excerpt: Excerpt
    text: str
    documents: tuple[HereDocument, ...]
    count: int

    @property
    def lines(self) -> tuple[Line, ...]:
        """All that was typed, the here-documents included."""
        return (*self.excerpt.lines, *(line for document in self.documents for line in document.lines))


@dataclass(frozen=True, slots=True)
class _Mark:
    word: str
    quoted: bool


@dataclass(slots=True)
class _Scanner:
    """What is open at the end of the lines that were scanned."""

    quote: str = ""
    array: bool = False

    def scan(self, text: str) -> tuple[str, list[_Mark], int]:
        """*text* without the marks of here-documents, these, and where its comment begins (its length if there is none)."""
        marks: list[_Mark] = []
        at = 0
        while (match := _TOKEN.search(text, at)) is not None:
            at = match.end()
            token = match[0]
            if token[0] == "\\":
                if self.quote == "'" and token[1] == "'":
                    self.quote = ""
            elif token[0] in "'\"":
                if not self.quote:
                    self.quote = token
                elif self.quote == token:
                    self.quote = ""
            elif self.quote:
                continue
            elif token == "#":
                if match.start() == 0 or text[match.start() - 1].isspace():
                    return text, marks, match.start()
            elif match["opened"]:
                self.array = True
            elif token == ")":
                self.array = False
            elif match["word"] and "((" not in text:
                marks.append(_Mark(match["word"], bool(match["quote"]) or "\\" in token))
                text = text[: match.start()] + " " * len(token) + text[match.end() :]
        return text, marks, len(text)


def read_command_line(lines: Sequence[Line], start: int = 0, is_prompt: Callable[[str], bool] | None = None) -> CommandLine:
    """The command that begins with the line *start* of *lines*.

    :param is_prompt: tells the lines of a console with which another command begins; there, continued lines may have a prompt
        of their own.
    """
    window = list(lines[start : start + _LINES])
    if is_prompt is not None:
        stop = 1
        while stop < len(window) and not is_prompt(window[stop].text):
            stop += 1
        window = [window[0], *map(_without_prompt, window[1:stop])]
    pieces, marks = (
        _head(window, console=is_prompt is not None, quotes=True)
        or _head(window, console=is_prompt is not None, quotes=False)
        or ([window[0].text], [])
    )
    count = len(pieces)
    excerpt = Excerpt(tuple(window[:count]))
    documents = []
    for mark in marks:
        if count >= len(window):
            break
        end = count
        while end < len(window) and window[end].text.strip() != mark.word:
            end += 1
        documents.append(HereDocument(tuple(window[count:end] if mark.quoted else map(_substituted, window[count:end]))))
        count = min(len(window), end + 1)
    return CommandLine(excerpt, "".join(pieces)[: len(excerpt.text)], tuple(documents), count)


def _without_prompt(line: Line) -> Line:
    match = _PROMPT.match(line.text)
    return line if match is None else Line(line.text[match.end() :], line.path, line.number, line.column + match.end())


def _substituted(line: Line) -> Line:
    """*line* of a here-document in which the shell takes one of two backslashes away."""
    text = line.text.rstrip()
    if not text.endswith("\\\\"):
        return line
    kept = text.rstrip("\\")
    return Line(kept + " " * (len(text) - len(kept) - 1) + "\\", line.path, line.number, line.column)


def _head(lines: Sequence[Line], *, console: bool, quotes: bool) -> tuple[list[str], list[_Mark]] | None:
    """The text of each line of the command itself, with what joins it to the next, and the marks of its here-documents.

    ``None`` if a quote is never closed: then it is an apostrophe, and only continued lines belong to the command.
    """
    pieces: list[str] = []
    marks: list[_Mark] = []
    scanner = _Scanner()
    flagged = False
    index = 0
    while True:
        raw = lines[index].text
        if quotes:
            text, found, comment = scanner.scan(raw)
            marks += found
        else:
            text, comment = raw, len(raw)
        index += 1
        last = index >= len(lines)
        follower = "" if last else lines[index].text
        if scanner.quote or scanner.array:
            if last:
                return None
            pieces.append(f"{text[:comment]:<{len(text)}} " if scanner.array and not scanner.quote else f"{text}\n")
            continue
        flagged = flagged or _FLAG.search(text) is not None
        end = _continued(text, comment, follower)
        if end is not None and not last:
            skipped = _skipped(lines, index)
            if skipped is None:
                pieces.append(f"{text[:end]:<{len(text)}}\n")
                return pieces, marks
            pieces.append(f"{text[:end]:<{len(text)}} ")
            pieces.extend(" " * (len(line.text) + 1) for line in lines[index : index + skipped])
            index += skipped
            continue
        if not last and text[:comment].rstrip().endswith(_JOINED) and follower.strip():
            pieces.append(f"{text}\n")
            continue
        forgotten = flagged and (index > 1 or not console) and _LONE_FLAG.match(follower[:400]) and not _HELP.search(text)
        if forgotten and not marks:
            pieces.append(f"{text[:comment]:<{len(text)}} ")
            continue
        pieces.append(text if end is None else f"{text[:end]:<{len(text)}}")
        return pieces, marks


def _continued(text: str, comment: int, follower: str) -> int | None:
    """Where in *text* the sign begins that continues it on the next line, the *follower*; ``None`` if there is none."""
    body = text[:comment].rstrip()
    if body.endswith("\\"):
        if comment < len(text) and not _FLAG_LINE.match(follower):
            return None
        return len(body.rstrip("\\"))
    # The signs of other shells, which are no more than words in most.
    if body.endswith((" ^", " `")) and _FLAG_LINE.match(follower):
        return len(body) - 1
    return None


def _skipped(lines: Sequence[Line], index: int) -> int | None:
    """How many comments and blank lines stand before the line that goes on; ``None`` if none does."""
    end = index
    while end < len(lines) and end - index <= _SKIPPED:
        text = lines[end].text.strip()
        if text and not text.startswith("#"):
            return end - index if end == index or _FLAG_LINE.match(text) else None
        end += 1
    return None
