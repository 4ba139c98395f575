"""urfave/cli: ``NAME:``, ``USAGE:``, ``COMMANDS:``, ``OPTIONS:``, and entries ``--name value, -n value  text (default: "x")``.

A quoted default is a string's; a number or a duration is not quoted. Where nothing is told the value is a string, or a list of
them: of all others the default is printed. A flag can be hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..seen import SeenFlag
from .model import Help, Style
from .text import cut_off, default_told, deprecation, first_of_each, grouped, indent_of, is_open, joined, unquoted

__all__ = ["looks_like_urfave", "read_urfave"]

_NAMES = r"-{1,2}[A-Za-z0-9][\w.-]*"
_ENTRY = re.compile(
    rf"   (?P<names>{_NAMES}(?: [^\s,]+)?(?:, {_NAMES}(?: [^\s,]+)?)*)(?: \[ {_NAMES}[^\]]*\])?(?: {{2,}}(?P<text>\S.*))?"
)
_TITLE = re.compile(r"(?P<title>[A-Z][A-Z ]*):")
_COMMAND = re.compile(r" {3,5}(?P<name>[A-Za-z0-9][\w.-]*)(?:, [A-Za-z0-9][\w.-]*)*(?: {2,}\S.*)?")


def looks_like_urfave(lines: Sequence[str]) -> bool:
    """Whether there are the titles and an entry or a command below one."""
    titles = set(_titles(lines))
    entries = [line for line in lines if indent_of(line) == 3 and line.startswith("   -")]
    return {"NAME", "USAGE"} <= titles and bool(entries) and all(_ENTRY.fullmatch(line) for line in entries)


def _titles(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if match := _TITLE.fullmatch(line):
            yield match["title"]


def read_urfave(lines: Sequence[str]) -> Help:
    """The flags and commands in a help text of urfave/cli.

    :raises HelpError: the text ends before it should.
    """
    title = ""
    titled: list[tuple[str, SeenFlag]] = []
    commands: list[str] = []
    entry: re.Match[str] | None = None
    description: list[str] = []
    for line in [*lines, "END:"]:
        heading, match = _TITLE.fullmatch(line), _ENTRY.fullmatch(line)
        if entry is not None and (heading or match):
            titled += [(title, flag) for flag in _flags(entry, joined(description))]
            entry = None
        if heading:
            title = heading["title"]
        elif title.endswith("OPTIONS") and match:
            entry, description = match, [match["text"] or ""]
        elif entry is not None:
            description.append(line)
        elif title.endswith("COMMANDS") and (command := _COMMAND.fullmatch(line)):
            commands.append(command["name"])
    last = next((line for line in reversed(lines) if line), "")
    own = {name for name, _ in titled if name != "GLOBAL OPTIONS"}
    flags = first_of_each(flag for name, flag in titled if name in own or not own)
    promised = any("options]" in line for line in lines)
    if (promised or flags or commands) and (all(flag.name != "help" for flag in flags) or is_open(joined(description))):
        raise cut_off(last)
    inherited = first_of_each(flag for name, flag in titled if own and name not in own)
    return Help(Style.URFAVE, flags, inherited, tuple(dict.fromkeys(commands)), grouped(titled))


def _flags(entry: re.Match[str], description: str) -> Iterator[SeenFlag]:
    """The flag under each of its long names; a letter is its shorthand."""
    names = [part.split(" ")[0] for part in entry["names"].split(", ")]
    takes_value = any(" " in part for part in entry["names"].split(", "))
    text, told = default_told(description, "default: ")
    long = [name.lstrip("-") for name in names if len(name.lstrip("-")) > 1]
    letters = [name.lstrip("-") for name in names if len(name.lstrip("-")) == 1]
    string = told is None or told.startswith('"')
    for name in long or letters[:1]:
        deprecated, words = deprecation(text, name)
        yield SeenFlag(
            name,
            ("string" if string else "value") if takes_value else "bool",
            None if told is None else unquoted(told),
            deprecated,
            words,
            no_value=not takes_value,
            shorthand=letters[0] if letters and long else "",
        )
