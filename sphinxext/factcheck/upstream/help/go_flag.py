"""The flag package of Go, ``  -name type`` and a text below, and the list that etcd writes by hand, ``  --name 'default'``.

The package prints every flag it has (``-h`` and ``-help`` work without being flags); a list written by hand may leave some out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..seen import SeenFlag
from .model import Help, Style
from .text import all_read, cut_off, default_told, deprecation, first_of_each, grouped, indent_of, is_open, joined, unquoted

__all__ = ["looks_like_go_flag", "read_go_flag"]

_PRINTED = re.compile(r"  -(?P<name>[A-Za-z0-9][\w.-]*)(?: (?P<type>[^\s-](?:.*?\S)??))?(?: {3,}(?P<text>\S.*))?")
_WRITTEN = re.compile(r" {2,8}--(?P<name>[A-Za-z0-9][\w.-]*)(?: (?P<value>'.*'|\".*\"|\S+))?")
_SHOWN = re.compile(r" {2,7}\S+ (?:-(?P<short>\w) \| )?--(?P<name>[A-Za-z0-9][\w.-]*)")
_TITLE = re.compile(r"(?P<title>[A-Za-z].*):")


@dataclass(slots=True)
class _Entry:
    title: str
    match: re.Match[str]
    description: list[str] = field(default_factory=list)


def looks_like_go_flag(lines: Sequence[str]) -> bool:
    """Whether an entry of one of the two layouts is followed by its description."""
    return _written(lines) or (_printed(lines) and all_read(lines, lambda line: _PRINTED.fullmatch(line) is not None))


def _printed(lines: Sequence[str]) -> bool:
    return any(
        _PRINTED.fullmatch(line) and (indent_of(below) == 8 or "   " in line.strip())
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
    )


def _written(lines: Sequence[str]) -> bool:
    return any(
        (match := _WRITTEN.fullmatch(line)) and (match["value"] or "")[:1] in ("'", '"') and indent_of(below) > indent_of(line)
        for line, below in pairwise(lines)
    )


def read_go_flag(lines: Sequence[str]) -> Help:
    """The flags in a help text of the flag package of Go, or of etcd.

    :raises HelpError: the text ends before it should.
    """
    if _written(lines):
        return _read_written(lines)
    entries = list(_entries(lines, _PRINTED, 8))
    if not entries or not entries[-1].description or is_open(joined(entries[-1].description)):
        raise cut_off(next((line for line in reversed(lines) if line), ""))
    return Help(Style.GO_FLAG, first_of_each(_printed_flag(entry) for entry in entries), whole=True)


def _entries(lines: Sequence[str], pattern: re.Pattern[str], indent: int) -> Iterator[_Entry]:
    """The entries that *pattern* matches, with the lines below that are indented by *indent* at least."""
    title = ""
    entry: _Entry | None = None
    for line in lines:
        if heading := _TITLE.fullmatch(line):
            title = heading["title"]
        if match := pattern.fullmatch(line):
            if entry is not None:
                yield entry
            entry = _Entry(title, match)
            if "text" in pattern.groupindex and match["text"]:
                entry.description.append(match["text"])
        elif entry is not None and line and indent_of(line) >= indent and indent_of(line) > indent_of(entry.match[0]):
            entry.description.append(line)
        elif entry is not None and line:
            yield entry
            entry = None
    if entry is not None:
        yield entry


def _printed_flag(entry: _Entry) -> SeenFlag:
    description, default = default_told(joined(entry.description))
    deprecated, words = deprecation(description, entry.match["name"])
    type_ = entry.match["type"] or "bool"
    value = None if default is None else unquoted(default)
    return SeenFlag(entry.match["name"], type_, value, deprecated, words, no_value=type_ == "bool")


def _read_written(lines: Sequence[str]) -> Help:
    entries = list(_entries(lines, _WRITTEN, 4))
    titled = [(entry.title, _written_flag(entry)) for entry in entries]
    if not entries[-1].description:
        raise cut_off(entries[-1].match[0])
    shown = [
        SeenFlag(match["name"], "", shorthand=match["short"] or "", no_value=match["short"] is not None)
        for line in lines
        if (match := _SHOWN.fullmatch(line))
    ]
    flags = first_of_each([*(flag for _, flag in titled), *shown])
    return Help(Style.GO_FLAG, flags, groups=grouped(titled))


def _written_flag(entry: _Entry) -> SeenFlag:
    """A flag of a list written by hand: where no value is shown, that may have been forgotten."""
    match = entry.match
    deprecated, words = deprecation(joined(entry.description), match["name"])
    if not deprecated and "(deprecated" in entry.title.lower():
        deprecated, words = True, entry.title
    value = match["value"]
    return SeenFlag(match["name"], "" if value is None else "value", unquoted(value or ""), deprecated, words)
