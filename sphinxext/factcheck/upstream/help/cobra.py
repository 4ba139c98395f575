"""cobra and pflag: ``  -n, --name type   description (default value)``, under titles of their own.

kubectl writes ``--name=value:`` and the description after it or on the next line, etcdctl ``--name=value`` and a tab; docker
wraps. A flag that takes no value says nothing where the type of others stands. pflag hides a flag that is deprecated unless the
program shows it again, so that no such text is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..seen import SeenFlag
from .model import Help, Style
from .text import all_read, cut_off, default_told, deprecation, first_of_each, grouped, indent_of, is_open, joined, unquoted

__all__ = ["looks_like_cobra", "read_cobra"]

_NAME = r"(?P<name>[A-Za-z0-9][\w.-]*)"
_COLUMNS = re.compile(rf"(?:  -(?P<short>\S), | {{6}})--{_NAME}(?:\[=(?P<alone>[^\]]*)\])?(?P<rest>(?: .*)?)")
_TYPED = re.compile(r" (?P<type>\S(?:.*?\S)??)(?:\[=(?P<alone>[^\]]*)\])?")
_QUOTED = r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|\[[^\]]*\]"
_KUBECTL = re.compile(rf" {{2,6}}(?:-(?P<short>\S), )?--{_NAME}=(?P<value>{_QUOTED}|(?![A-Z_]+:)\S*?):(?: (?P<text>.*))?")
_ETCDCTL = re.compile(
    rf"(?:  -(?P<short>\S), | {{6}})--{_NAME}(?P<optional>\[)?=(?P<value>{_QUOTED}|\S*?)(?(optional)\])(?: {{3,}}(?P<text>\S.*))?"
)
_TITLE = re.compile(r"(?P<title>[A-Za-z(].*):")
_FLAGS = re.compile(r"(?:.* )?(?:flags|options)|The following options can be passed to any command", re.IGNORECASE)
_COMMANDS = re.compile(r"(?:.* )?commands(?: \(.*\))?|Subcommands.*", re.IGNORECASE)
_COMMAND = re.compile(r" {1,8}(?P<name>\w[\w.:-]*(?: \w[\w.:-]*)*)\*?(?:,[^ ]*)*(?: {2,}\S.*|:? *)")
_PLACEHOLDER = re.compile(r"\s+(?:-\S, )?--\S+ <")
"""pflag takes the name of a value from the description, and nobody writes brackets there."""
_NO_FLAGS = frozenset(("aliases", "example", "examples", "usage"))
"""Titles, in small letters, below which flags stand as examples."""
_GLOBAL = re.compile(r"Global (?:Flags|Options)|GLOBAL OPTIONS")
_LISTS_HELP = frozenset(("Flags", "OPTIONS"))
"""Titles of templates that always list ``--help``."""
_GLOBALS_ELSEWHERE = re.compile(r'Use "(?P<program>[\w.-]+) options" for a list of global')


@dataclass(slots=True)
class _Entry:
    title: str
    line: str
    match: re.Match[str]
    description: list[str] = field(default_factory=list)


def looks_like_cobra(lines: Sequence[str]) -> bool:
    """Whether some line is an entry as pflag, kubectl or etcdctl write it, or the commands are listed as cobra does."""
    pattern = _layout(lines)
    titles = [match["title"] for line in lines if (match := _TITLE.fullmatch(line))]
    candidates = [line for title, line in _sections(lines) if title.lower() not in _NO_FLAGS]
    if any(pattern.fullmatch(line) for line in candidates) and (
        any(_FLAGS.fullmatch(title) for title in titles) or any(line.startswith("Usage of ") for line in lines)
    ):
        return all_read(
            candidates, lambda line: (match := pattern.fullmatch(line)) is not None and not _PLACEHOLDER.match(match[0])
        )
    return any(_COMMANDS.fullmatch(title) for title in titles) and any(
        "--help" in line and line.lstrip().startswith(("Use ", "Run ")) for line in lines
    )


def _layout(lines: Sequence[str]) -> re.Pattern[str]:
    """The layout of the entries: in columns, as kubectl writes them, or as etcdctl does."""
    if "NAME:" in lines and "USAGE:" in lines:
        return _ETCDCTL
    return _KUBECTL if any(_KUBECTL.fullmatch(line) for line in lines) else _COLUMNS


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each line below a title, with the title."""
    title = ""
    for line in lines:
        if heading := _TITLE.fullmatch(line):
            title = heading["title"]
        else:
            yield title, line


def read_cobra(lines: Sequence[str]) -> Help:
    """The flags and commands in a help text of cobra or pflag.

    :raises HelpError: the text ends before it should.
    """
    entries, commands, titles = _scan(lines)
    titled = [(entry.title, flag) for entry in entries for flag in _flags(entry)]
    own = {title for title, _ in titled if not _GLOBAL.fullmatch(title)}
    flags = first_of_each(flag for title, flag in titled if title in own or not own)
    inherited = first_of_each(flag for title, flag in titled if own and title not in own)
    _check_end(lines, entries, titles, flags, commands)
    return Help(Style.COBRA, flags, inherited, tuple(dict.fromkeys(commands)), grouped(titled))


def _scan(lines: Sequence[str]) -> tuple[list[_Entry], list[str], list[str]]:
    """The entries of flags, the names of commands, and the titles that a section follows."""
    entries: list[_Entry] = []
    commands: list[str] = []
    titles = [match["title"] for line in lines if (match := _TITLE.fullmatch(line))]
    pattern = _layout(lines)
    for title, line in _sections(lines):
        if _COMMANDS.fullmatch(title):
            if command := _COMMAND.fullmatch(line):
                commands.append(command["name"])
        elif title.lower() not in _NO_FLAGS and (match := pattern.fullmatch(line)):
            entries.append(_Entry(title, line, match))
        elif entries and line and indent_of(line) > 0:
            entries[-1].description.append(line)
    return entries, commands, titles


def _flags(entry: _Entry) -> Iterator[SeenFlag]:
    match = entry.match
    if "value" in match.re.groupindex:
        yield _assigned(match, joined([match["text"] or "", *entry.description]))
        return
    head, _, rest = match["rest"].partition("   ")
    type_, alone = "bool", match["alone"]
    if typed := _TYPED.fullmatch(head):
        type_, alone = typed["type"], typed["alone"] if alone is None else alone
    description, default = default_told(joined([rest, *entry.description]))
    deprecated, words = deprecation(description, match["name"])
    yield SeenFlag(
        match["name"],
        type_,
        None if default is None else unquoted(default),
        deprecated,
        words,
        no_value=type_ in ("bool", "count") or alone is not None,
        shorthand=match["short"] or "",
    )


def _assigned(match: re.Match[str], description: str) -> SeenFlag:
    default = unquoted(match["value"])
    boolean = default in ("true", "false")
    deprecated, words = deprecation(description, match["name"])
    return SeenFlag(
        match["name"],
        "bool" if boolean else "value",
        default,
        deprecated,
        words,
        no_value=boolean or ("optional" in match.re.groupindex and match["optional"] is not None),
        shorthand=match["short"] or "",
    )


def _check_end(
    lines: Sequence[str], entries: Sequence[_Entry], titles: Sequence[str], flags: Sequence[SeenFlag], commands: Sequence[str]
) -> None:
    last = next((line for line in reversed(lines) if line), "")
    if (heading := _TITLE.fullmatch(last)) and (_FLAGS.fullmatch(heading["title"]) or _COMMANDS.fullmatch(heading["title"])):
        raise cut_off(last)
    if entries and is_open(joined([entries[-1].line, *entries[-1].description])):
        raise cut_off(last)
    if _LISTS_HELP & set(titles) and "Usage" in titles and all(flag.name != "help" for flag in flags):
        raise cut_off(last)
    if "Available Commands" in titles and not any(line.startswith("Use ") for line in lines):
        raise cut_off(last)
    promised = any(re.search(r"\[flags\]|\[OPTIONS\]", line) for line in lines if indent_of(line) or line.startswith("Usage"))
    if promised and not flags and not commands and not any(_GLOBALS_ELSEWHERE.match(line) for line in lines):
        raise cut_off(last)
