"""Files that commands leave beside others: ``cp x.yaml x.yaml.bak``, ``sed -i.bak``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..pages.model import Line
from .context import Context
from .excerpt import Excerpt
from .launcher import launch_of, without_assignments
from .model import CopyClaim, How, Subject
from .shell import commands_of
from .word import PLACEHOLDER, Word, program_name

__all__ = ["copies_in"]

_PROMISING = re.compile(r"\b(?:cp|mv)\s|\b(?:sed|perl)\s[^\n|;&]*?(?:-[A-Za-z]*i[^\s]|--in-place=)")
_ABSOLUTE = re.compile(r"/[\w.@%+-]+(?:/[\w.@%+-]+)*/?", re.ASCII)
_UNKNOWN = re.compile(r"\$\([^()]*\)|`[^`]*`|\$\{\w+\}|\$\w+|[*?]+|" + PLACEHOLDER + "+")
"""What only the shell or the reader knows."""
_BRACES = re.compile(r"(?P<head>[^{}]*)\{(?P<first>[^{},]*),(?P<second>[^{},]+)\}(?P<tail>[^{},]*)$")
_IN_PLACE = re.compile(r"-(?:[A-Za-hj-z]*)i(?P<short>[^\s=]+)|--in-place=(?P<long>\S+)")
_MANIFEST = re.compile(r"\.(?:ya?ml|json|manifest)$")
_SUFFIX = re.compile(r"[.~_-].+|~")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class _Left:
    path: str
    copy: str
    word: Word
    excerpt: Excerpt
    moved: bool = False


def copies_in(lines: tuple[Line, ...], context: Context) -> Iterator[CopyClaim]:
    """The files that the commands in *lines* leave in the directory of the file that they are made of."""
    if not any(_PROMISING.search(line.text[:2000]) for line in lines):
        return
    found: list[_Left] = []
    directory = ""
    for command in commands_of(lines, context)[0]:
        words = _bare(command.words)
        if not words:
            continue
        program, operands = program_name(words[0].value), [word for word in words[1:] if not word.text.startswith("-")]
        match program:
            case "cd" | "pushd":
                directory = _resolved(operands[0].value, directory).rstrip("/") if len(operands) == 1 else ""
            case "cp" | "mv" if not any(word.text.startswith(("-t", "--target")) for word in words):
                left = _copied(operands, directory, command.excerpt, moved=program == "mv")
                found = [each for each in found if not _taken(each, operands, directory, moved=program == "mv")]
                found += [left] if left is not None else []
            case "rm" | "unlink":
                found = [each for each in found if not _taken(each, operands, directory, moved=True)]
            case "sed" | "gsed" | "perl":
                found += _edited(words[1:], directory, command.excerpt)
    for left in found:
        name = context.names.filename(left.path)
        start = left.word.start + left.word.unquoted[1]
        yield CopyClaim(
            span=left.excerpt.span(start, start + len(left.word.value)),
            subject=Subject(name, How.FILENAME) if name is not None else None,
            stance=context.stance,
            scope=context.scope,
            path=left.path,
            copy=left.copy,
            moved=left.moved,
        )


def _bare(words: Sequence[Word]) -> Sequence[Word]:
    """The command that *words* start in the end, without ``sudo`` and its kin."""
    words = without_assignments(words)
    for _ in range(3):
        started = launch_of(words)
        if started is None or not started.command:
            break
        words = without_assignments(started.command)
    return words


def _resolved(text: str, directory: str) -> str:
    """The absolute path that *text* is; empty if nobody can tell."""
    text = _UNKNOWN.sub(_ELLIPSIS, text.strip("\"'"))
    if '"' in text or "'" in text or "~" in text[:1] or ".." in text or "{" in text:
        return ""
    text = text.removeprefix("./")
    if not text.startswith("/"):
        text = f"{directory}/{text}" if directory and text else ""
    head = text.rpartition("/")[0]
    return text if _ABSOLUTE.fullmatch(head) else ""


def _copied(operands: Sequence[Word], directory: str, excerpt: Excerpt, *, moved: bool) -> _Left | None:
    """What ``cp`` or ``mv`` leaves, if it is given one file and its copy in the same directory."""
    if len(operands) == 1 and (match := _BRACES.fullmatch(operands[0].value)) is not None:
        source, target = (f"{match['head']}{match[part]}{match['tail']}" for part in ("first", "second"))
    elif len(operands) == 2:
        source, target = operands[0].value, operands[1].value
    else:
        return None
    path, copy = _resolved(source, directory), _resolved(target, directory)
    return _Left(path, copy, operands[-1], excerpt, moved) if _is_beside(path, copy) else None


def _is_beside(path: str, copy: str) -> bool:
    """Whether *copy* is a second version of the file *path* in its directory."""
    directory, _, name = path.rpartition("/")
    other_directory, _, other = copy.rpartition("/")
    stem = re.split(r"[.…]", name.lstrip("."), maxsplit=1)[0]
    return (
        bool(stem)
        and directory == other_directory
        and _MANIFEST.search(name) is not None
        and name != other
        and "." in other
        and other.lstrip(".").startswith(stem)
        and _SUFFIX.match(other.lstrip(".")[len(stem) :]) is not None
    )


def _taken(left: _Left, operands: Sequence[Word], directory: str, *, moved: bool) -> bool:
    """Whether a command takes the copy away again."""
    sources = operands[:-1] if len(operands) > 1 else operands
    return moved and any(_resolved(word.value, directory) == left.copy for word in sources)


def _edited(words: Sequence[Word], directory: str, excerpt: Excerpt) -> Iterator[_Left]:
    """What ``sed -i.bak`` keeps of the files that it edits."""
    suffix = ""
    for word in words:
        if (match := _IN_PLACE.fullmatch(word.value)) is not None:
            suffix = _UNKNOWN.sub(_ELLIPSIS, match["short"] or match["long"])
    if not suffix or "/" in suffix or not _SUFFIX.fullmatch(suffix):
        return
    for word in words:
        path = _resolved(word.value, directory)
        if path and _MANIFEST.search(path):
            yield _Left(path, f"{path}{suffix}", word, excerpt)
