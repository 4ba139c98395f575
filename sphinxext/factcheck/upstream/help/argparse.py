"""argparse: a usage line that names every option, and entries like ``  -p PORT, --port PORT  text (default: 9100)``.

The usage line and the entries say the same twice, so that a text which was cut shows. ``argparse.SUPPRESS`` hides an option
from both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..seen import SeenFlag
from .model import Help, Style
from .text import cut_off, default_told, deprecation, first_of_each, grouped, indent_of, is_open, joined, unquoted

__all__ = ["looks_like_argparse", "read_argparse"]

_NAME = r"--?[A-Za-z0-9][\w.-]*"
_VALUE = r"(?:\{[^}]*\}|\[[^\]]*\]|[^\s,\[{-][^\s,]*)"
_SPELLING = rf"{_NAME}(?:[ =]{_VALUE}(?: (?:{_VALUE}|\.\.\.))*)?"
_ENTRY = re.compile(rf"  (?P<spellings>{_SPELLING}(?:, {_SPELLING})*)(?: {{2,}}(?P<text>\S.*))?")
_TITLE = re.compile(r"(?P<title>\S.*):")
_CHOICES = re.compile(r"  \{(?P<names>[\w.,-]+)\}(?: .*)?")
_COMMAND = re.compile(r"    (?P<name>[A-Za-z0-9][\w.-]*)(?: \([^)]*\))?(?: {2,}\S.*)?")
_IN_USAGE = re.compile(rf"(?:^|[\[(| ])({_NAME})(?=[\])|= ]|$)")


def looks_like_argparse(lines: Sequence[str]) -> bool:
    """Whether there is a usage line with options in brackets, or the titles that argparse writes."""
    if not any(line.startswith("usage: ") for line in lines):
        return False
    return any("[-h]" in line or "[-h |" in line for line in lines) or any(
        line in ("options:", "optional arguments:", "positional arguments:") for line in lines
    )


def read_argparse(lines: Sequence[str]) -> Help:
    """The options and subcommands in a help text of argparse.

    :raises HelpError: the usage line names an option that is not described, as the text ends before it.
    """
    usage: list[str] = []
    title = ""
    titled: list[tuple[str, SeenFlag]] = []
    spelt: set[str] = set()
    commands: list[str] = []
    entry: re.Match[str] | None = None
    description: list[str] = []
    started = False
    for line in [*lines, "end:"]:
        if line.startswith("usage: ") or (usage and not started and line):
            usage.append(line)
            continue
        started = started or bool(usage)
        heading, match = _TITLE.fullmatch(line), _ENTRY.fullmatch(line)
        if entry is not None and (heading or match or (line and indent_of(line) < 4)):
            titled += [(title, flag) for flag in _flags(entry, joined(description))]
            spelt.update(re.findall(rf"(?:^|, )({_NAME})", entry["spellings"]))
            entry = None
        if heading and line != "end:":
            title = heading["title"]
        elif match and title:
            entry, description = match, [match["text"] or ""]
        elif entry is not None:
            description.append(line)
        elif choices := _CHOICES.fullmatch(line):
            commands += choices["names"].split(",")
        elif commands and (command := _COMMAND.fullmatch(line)) and command["name"] not in commands:
            commands.append(command["name"])
    last = next((line for line in reversed(lines) if line), "")
    # What stands before the first bracket is the program, "python -m json.tool" for one.
    named = set(_IN_USAGE.findall(joined(usage).partition("[")[2]))
    if not titled or named - spelt or is_open(joined(description)):
        raise cut_off(last)
    flags = first_of_each(flag for _, flag in titled)
    return Help(Style.ARGPARSE, flags, (), tuple(dict.fromkeys(commands)), grouped(titled))


def _flags(entry: re.Match[str], description: str) -> Iterator[SeenFlag]:
    """The option under each of its long names; the first letter is its shorthand."""
    spellings = re.findall(rf"(?:^|, )({_NAME})(?=[ =,]|$)", entry["spellings"])
    last = entry["spellings"].rsplit(", -", 1)[-1]
    value = re.split(r"[ =]", last, maxsplit=1)[1] if re.search(r"[ =]", last) else ""
    text, told = default_told(description, "default: ")
    long = [name.lstrip("-") for name in spellings if name.startswith("--") or len(name) > 2]
    letters = [name[1:] for name in spellings if len(name) == 2]
    default = None if told is None or told == "None" else unquoted(told)
    for name in long or letters[:1]:
        deprecated, words = deprecation(text, name)
        type_ = "bool" if not value else "enum" if value.startswith("{") else "value"
        yield SeenFlag(
            name,
            type_,
            default,
            deprecated,
            words,
            no_value=not value or value.startswith("["),
            shorthand=letters[0] if letters and long else "",
        )
