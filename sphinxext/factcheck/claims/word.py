"""The words of a command, each with its place, and the words that only hold a place."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["PLACEHOLDER", "Word", "is_placeholder", "is_placeholder_flag", "program_name", "words_of"]

PLACEHOLDER = "\ue000"
"""Stands for every character of a placeholder that a parser must not see."""

_FLAG_START = re.compile(r"(?:--?|-?[–—])[A-Za-z]")
_PLACEHOLDER = re.compile(
    r"[<>$`{}\ue000…*]|\.\.\.|^\(.*\)$|^\[.*\]$|^%.*%$|^(?:x{2,}|X+)$"
    r"|^(?:your|my|some)[-_ ]|^(?=.*[A-Z])[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*$|(?:^|[^A-Za-z])(?:SOME|YOUR|MY)_?[A-Z]+|example\b",
)
_PLACEHOLDER_FLAG = re.compile(
    r"(?:(?:some|other|more|your|my|another|additional|extra|any)[-_](?:flag|option|opt|arg|argument|param|parameter)s?"
    r"|(?:flag|option|opt|arg|argument|param|parameter)[-_]?(?:\d+|name)|foo|bar|baz|xxx+)",
    re.IGNORECASE,
)
_BUILD = re.compile(
    r"(?:[-_.]v?\d+(?:\.\d+)+(?:[-.+](?:rc|alpha|beta)[\w.]*)?)?(?:[-_.](?:linux|darwin|windows|freebsd))?"
    r"(?:[-_.](?:amd64|arm64|arm|armv7|386|x86_64|ppc64le|s390x))?$",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a command as typed, quotes included, and where it stands in its excerpt."""

    text: str
    start: int
    end: int

    @property
    def unquoted(self) -> tuple[str, int]:
        """The word without the quotes around it, and how many characters were dropped in front."""
        if len(self.text) > 1 and self.text[0] in "\"'" and self.text[-1] == self.text[0]:
            return self.text[1:-1], 1
        return self.text, 0

    @property
    def value(self) -> str:
        """The word without the quotes around it."""
        return self.unquoted[0]

    @property
    def is_flag(self) -> bool:
        """Whether it begins like a flag."""
        return _FLAG_START.match(self.value) is not None


def words_of(text: str, start: int = 0) -> tuple[Word, ...]:
    """*text* cut at white space; quotes keep words together. For arguments that no shell will see."""
    pattern = r"(?:[^\s\"']|\"[^\"\n]*\"|'[^'\n]*'|[\"'])+"
    return tuple(Word(m[0], start + m.start(), start + m.end()) for m in re.finditer(pattern, text))


def is_placeholder(text: str) -> bool:
    """Whether *text* stands for a value that the reader has to put in."""
    return not text or _PLACEHOLDER.search(text) is not None


def is_placeholder_flag(name: str) -> bool:
    """Whether *name*, without dashes, stands for any flag: ``flag1``, ``other-options``."""
    return _PLACEHOLDER_FLAG.fullmatch(name) is not None


def program_name(path: str) -> str:
    """The name of the program that *path* starts: ``kubelet`` for ``.\\kubelet.exe``, ``bin/kubelet-v1.20.0-linux-amd64``."""
    name = re.split(r"[/\\]", path)[-1]
    if name[-4:].lower() == ".exe":
        name = name[:-4]
    if "-" in name or "." in name or "_" in name:
        name = _BUILD.sub("", name[-200:]) or name
    return name
