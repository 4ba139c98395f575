"""The GNU conventions: ``  -a, --all  text``, ``--size=SIZE``, ``--color[=WHEN]``, ``-p <num>``, as many programs keep to them.

Such a text is written by hand: an option that shows no value may take one all the same, so that its type stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...messages import message
from ..seen import SeenFlag
from .model import Help, HelpError, Style
from .text import cut_off, default_told, deprecation, first_of_each, grouped, indent_of, is_open, joined, unquoted

__all__ = ["looks_like_gnu", "read_gnu"]

_NAME = r"--?[A-Za-z0-9?@][\w.-]*"
_VALUE = r"(?:\[=[^\]]*\]|\[[^\]]*\]|=\S*| ?<[^>]*>| [A-Z][A-Z0-9_:.,|/-]*(?![\w'])| \{[^}]*\})"
_ENTRY = re.compile(
    rf" {{0,10}}(?P<spellings>{_NAME}{_VALUE}*(?:(?:, ?| \| | or |/){_NAME}{_VALUE}*)*)"
    r"(?:(?: {2,}|:? +(?:: +)?|, )(?P<text>\S.*))?"
)
_SPELLING = re.compile(rf"(?:^|(?<=[,|/ ]))({_NAME})({_VALUE}*)")
_BRACKETS = re.compile(r"\[default: (?P<value>[^\]]*)\]")
_COMMAND = re.compile(r" {2,4}(?P<name>[a-z][\w-]*)(?:, [a-z][\w-]*)*(?: {2,}\S.*)")
_USAGE = re.compile(r"\W*usage\b", re.IGNORECASE)


def looks_like_gnu(lines: Sequence[str]) -> bool:
    """Whether there is a usage line and an entry, or an entry for help."""
    entries = [line for line in lines if _ENTRY.fullmatch(line)]
    return any("--help" in line or line.lstrip().startswith("-h ") for line in entries) or (
        bool(entries) and any(_USAGE.match(line) for line in lines)
    )


def read_gnu(lines: Sequence[str]) -> Help:
    """The options in a help text in the GNU manner.

    :raises HelpError: no option is found, or the text ends before it should.
    """
    titled: list[tuple[str, SeenFlag]] = []
    commands: list[str] = []
    title = ""
    entry: re.Match[str] | None = None
    description: list[str] = []
    for line in [*lines, "end:"]:
        match = _ENTRY.fullmatch(line)
        # An entry stands no deeper than the first one, or it belongs to a description.
        if match and entry is not None and indent_of(line) > indent_of(entry[0]) + 8:
            match = None
        if entry is not None and (match or (line and indent_of(line) <= indent_of(entry[0]) - (match is None))):
            titled += [(title, flag) for flag in _flags(entry, joined(description))]
            entry = None
        if match:
            entry, description = match, [match["text"] or ""]
        elif line and not line.startswith(" ") and line.endswith(":"):
            title = line[:-1]
        elif entry is None and title.lower().endswith("commands") and (command := _COMMAND.fullmatch(line)):
            commands.append(command["name"])
        elif entry is not None:
            description.append(line)
    if not titled:
        raise HelpError(message("this is no help text of a layout that can be read: it lists no flags"))
    if is_open(joined(description)):
        raise cut_off(next(line for line in reversed(lines) if line))
    return Help(Style.GNU, first_of_each(flag for _, flag in titled), (), tuple(dict.fromkeys(commands)), grouped(titled))


def _flags(entry: re.Match[str], description: str) -> Iterator[SeenFlag]:
    """The option under each of its long names; the first letter is its shorthand."""
    spellings: list[tuple[str, str]] = _SPELLING.findall(entry["spellings"])
    values = [value.strip() for _, value in spellings if value.strip()]
    text, told = default_told(description, "default: ")
    if told is None:
        text, told = default_told(text)
    if told is None and (in_brackets := _BRACKETS.search(text)):
        told = in_brackets["value"]
    long = [name.lstrip("-") for name, _ in spellings if name.startswith("--") or len(name) > 2]
    letters = [name[1:] for name, _ in spellings if len(name) == 2]
    for name in long or letters[:1]:
        deprecated, words = deprecation(text, name)
        yield SeenFlag(
            name,
            "value" if values else "bool" if name in ("help", "version") else "",
            None if told is None else unquoted(told),
            deprecated,
            words,
            no_value=name in ("help", "version") or (bool(values) and all(value.startswith("[") for value in values)),
            shorthand=letters[0] if letters and long else "",
        )
