"""kingpin: ``--name="default"``, ``--name=<placeholder>``, ``--[no-]name``, in two columns below ``Flags:``.

What stands after ``=`` is a placeholder if it is in angle brackets or capitals (the name itself, as a rule), and the default
otherwise. kingpin hides what is marked hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..seen import SeenFlag
from .model import Help, Style
from .text import cut_off, default_told, deprecation, first_of_each, grouped, indent_of, joined, unquoted

__all__ = ["looks_like_kingpin", "read_kingpin"]

_ENTRY = re.compile(
    r"(?P<indent>  (?:  )?)(?:-(?P<short>\S), |    )?--(?:\[no-\])?(?P<name>[A-Za-z0-9][\w.-]*)"
    r"(?:=(?P<value>\"(?:[^\"\\]|\\.)*\"(?:\.\.\.)?|\S*?(?: (?!\.\.\.)\S+)*?))?(?P<repeated> \.\.\.)?(?: {2,}(?P<text>.*))?"
)
_USAGE = re.compile(r"usage: (?P<rest>.*)")
_PLACEHOLDER = re.compile(r"<.*>|[A-Z][A-Z_.:-]*")
_ARGUMENT = re.compile(r"<(?!flags|command|args)")
_PATH = re.compile(r"(?P<path>[A-Za-z0-9][\w.-]*\*?(?: [A-Za-z0-9][\w.-]*\*?)*)(?: (?:\[|<|--).*)?")


def looks_like_kingpin(lines: Sequence[str]) -> bool:
    """Whether the usage line is kingpin's."""
    return any("[<flags>]" in line or "<command>" in line for line in lines if line.startswith("usage: ")) or any(
        "Show context-sensitive help" in line for line in lines
    )


def read_kingpin(lines: Sequence[str]) -> Help:
    """The flags and commands in a help text of kingpin; with ``--help-long`` the flags of the commands too.

    :raises HelpError: the text ends before it should.
    """
    usage = joined(_until_blank(lines))
    sections = dict(_sections(lines))
    own = list(_entries(sections.get("Flags", ()), 2))
    if not own:
        raise cut_off(_last(lines))
    commands, below = _commands(sections.get("Commands") or sections.get("Subcommands") or ())
    flags = first_of_each(own)
    if all(flag.name != "help" for flag in flags) or ("<command>" in usage and not commands):
        raise cut_off(_last(lines))
    if _ARGUMENT.search(usage.split("[<flags>]", 1)[-1]) and "Args" not in sections and not commands:
        raise cut_off(_last(lines))
    return Help(Style.KINGPIN, flags, (), commands, grouped([("Flags", flag) for flag in flags]), below)


def _last(lines: Sequence[str]) -> str:
    return next((line for line in reversed(lines) if line), "")


def _until_blank(lines: Sequence[str]) -> Iterator[str]:
    """The usage, which may run over several lines."""
    inside = False
    for line in lines:
        inside = inside or _USAGE.match(line) is not None
        if inside and not line:
            return
        if inside:
            yield line


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    title, body = "", list[str]()
    for line in lines:
        if line in ("Flags:", "Args:", "Commands:", "Subcommands:"):
            yield title, body
            title, body = line[:-1], []
        else:
            body.append(line)
    yield title, body


def _entries(lines: Sequence[str], indent: int) -> Iterator[SeenFlag]:
    """The flags whose entries are indented by *indent*."""
    match: re.Match[str] | None = None
    description: list[str] = []
    for line in lines:
        found = _ENTRY.fullmatch(line) if indent_of(line) < indent + 5 else None
        if found is not None and len(found["indent"]) == indent:
            if match is not None:
                yield _flag(match, description)
            match, description = found, [found["text"] or ""]
        elif match is not None and line and indent_of(line) > indent + 4:
            description.append(line)
    if match is not None:
        yield _flag(match, description)


def _flag(match: re.Match[str], description: Sequence[str]) -> SeenFlag:
    text, told = default_told(joined(description), "default: ")
    value = match["value"]
    if value is None:
        default = told
    else:
        # "a"... is the first of several values, and stays marked as such.
        quoted = value.endswith('"...')
        default = None if _PLACEHOLDER.fullmatch(value) else unquoted(value[:-3]) if quoted else unquoted(value)
        default = f"{default}..." if quoted and default is not None else default
    deprecated, words = deprecation(text, match["name"])
    return SeenFlag(
        match["name"],
        "bool" if value is None else "value",
        default,
        deprecated,
        words,
        no_value=value is None,
        shorthand=match["short"] or "",
    )


def _commands(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[SeenFlag, ...]], ...]]:
    """The paths of the commands, and the flags of those that show them.

    Either each has a description below it and a blank line after that, or they are a tree of names.
    """
    filled = [line for line in lines if line]
    if not filled:
        return (), ()
    base = indent_of(filled[0])
    described = "" in lines[: len(lines) - 1] and any(
        not lines[index - 1] and indent_of(line) == base for index, line in enumerate(lines[1:], 1) if line
    )
    if not described:
        return _tree(filled, base), ()
    names: list[str] = []
    below: list[tuple[str, tuple[SeenFlag, ...]]] = []
    block: list[str] = []
    for line in [*filled, ""]:
        match = _PATH.fullmatch(line.strip()) if indent_of(line) == base else None
        if match is None and line:
            block.append(line)
            continue
        if names and (flags := first_of_each(_entries(block, 4))):
            below.append((names[-1], flags))
        block = []
        if match is not None:
            names.append(match["path"].replace("*", ""))
    return tuple(names), tuple(below)


def _tree(lines: Sequence[str], base: int) -> tuple[str, ...]:
    """The paths of the leaves of a tree of names, each level two blanks deeper."""
    paths: list[tuple[str, ...]] = []
    above: list[str] = []
    for line in lines:
        match = _PATH.fullmatch(line.strip())
        if match is None:
            continue
        depth = (indent_of(line) - base) // 2
        above = [*above[:depth], match["path"].replace("*", "")]
        paths.append(tuple(above))
    leaves = [path for index, path in enumerate(paths) if index + 1 == len(paths) or paths[index + 1][: len(path)] != path]
    return tuple(" ".join(path) for path in leaves)
