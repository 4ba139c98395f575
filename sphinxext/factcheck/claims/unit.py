"""systemd units, programs of supervisor, and files of environment variables that hold a program's arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..pages.model import Line
from .assignment import Assignment, claims_of_assignment, read_assignment
from .command import program_of
from .context import Context, Embedded
from .excerpt import Excerpt
from .model import Claim
from .word import words_of

__all__ = ["claims_of_unit", "is_unit"]

_SECTION = re.compile(r"^\s*\[(?:Unit|Service|Install|Socket|Timer|(?:program|fcgi-program|eventlistener):[^\]\n]{1,80})\]\s*$")
_SUPERVISED = re.compile(r"^\s*\[(?:program|fcgi-program|eventlistener):")
_EXEC = re.compile(r"^\s*Exec(?:Start|StartPre|StartPost|Condition|Stop|StopPost|Reload)\s*=\s*[-@:+!|]*")
_COMMAND = re.compile(r"^\s*command\s*=\s*")
_ENVIRONMENT = re.compile(r"^\s*Environment\s*=\s*(?=[\"']?[A-Za-z_]\w*=)")
_VARIABLE = re.compile(r"^\s*(?:export\s+)?(?=[A-Za-z_]\w*=)")
_ASSIGNED = re.compile(r"[\"']?[A-Za-z_]\w*=")
_REFERENCE = re.compile(r"\$\{?(?P<name>[A-Za-z_]\w*)\}?")
_LIMIT = 400


def is_unit(lines: Sequence[Line]) -> bool:
    """Whether *lines* are a unit, or the part of one that starts the program."""
    return any(_SECTION.match(line.text) or _EXEC.match(line.text) or _ENVIRONMENT.match(line.text) for line in lines)


def claims_of_unit(lines: Sequence[Line], context: Context) -> Iterator[Claim | Embedded]:
    """The claims of the commands that a unit starts, and of the variables in it."""
    entries = list(_entries(lines))
    supervised = any(_SUPERVISED.match(line.text) for line in lines)
    owners: dict[str, set[str]] = {}
    for entry in entries:
        if (match := _EXEC.match(entry[0].text)) is not None and "$" in (text := Excerpt(entry).text):
            program = program_of(words_of(text[match.end() :].replace("\\", " ")))
            for reference in _REFERENCE.finditer(text):
                owners.setdefault(reference["name"], set()).add(program)
    for entry in entries:
        yield from _claims_of_entry(entry, context, owners, supervised=supervised)


def _entries(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines of each entry, those that continue it included."""
    index = 0
    while index < len(lines):
        count = 1
        entry = [lines[index]]
        while count < _LIMIT and index + count < len(lines) and entry[-1].text.rstrip().endswith("\\"):
            follower = lines[index + count]
            count += 1
            if follower.text.lstrip().startswith(("#", ";")):
                continue  # a comment does not end what is continued
            entry.append(follower)
        yield tuple(entry)
        index += count


def _claims_of_entry(
    lines: tuple[Line, ...], context: Context, owners: dict[str, set[str]], *, supervised: bool
) -> Iterator[Claim | Embedded]:
    first = lines[0]
    match = _EXEC.match(first.text) or (_COMMAND.match(first.text) if supervised else None)
    if match is not None:
        # In a here-document a continuation is written twice, for the shell takes one away.
        parts = [Line(re.sub(r"\\++\s*+$", r"\\", line.text), line.path, line.number, line.column) for line in lines]
        parts[0] = Line(parts[0].text[match.end() :], first.path, first.number, first.column + match.end())
        yield Embedded(tuple(parts), context, "sh")
        return
    environment = _ENVIRONMENT.match(first.text)
    match = environment or _VARIABLE.match(first.text)
    if match is None:
        return
    excerpt = Excerpt(lines)
    text = excerpt.text.replace("\\\n", " \n")
    text = text[:-1] + " " if text.endswith("\\") else text
    assignments = _several(text, match.end(), excerpt) if environment is not None else _single(text, match.end(), excerpt)
    for assigned in assignments:
        yield from claims_of_assignment(assigned, context, frozenset(owners.get(assigned.name, ())), service=True)


def _single(text: str, start: int, excerpt: Excerpt) -> Iterator[Assignment]:
    """The one assignment that the rest of *text* is: to its end, even if nothing keeps its words together."""
    rest = text[start:].rstrip()
    value = rest.partition("=")[2]
    if value[:1] in ("'", '"') and value[1:].strip() and not value.endswith(value[0]):
        rest += value[0]  # the quote that would close it was cut off, with what stands between
    assigned = read_assignment(rest, start, excerpt)
    if assigned is not None:
        yield assigned


def _several(text: str, start: int, excerpt: Excerpt) -> Iterator[Assignment]:
    """The assignments of ``Environment=``. What follows one without a quote is its value, too: so it was meant."""
    place = None
    words = [*words_of(text[start:].replace("\n", " "), start)]
    for index, word in enumerate(words):
        if place is None:
            place = word.start
        last = index + 1 == len(words)
        if last or _ASSIGNED.match(words[index + 1].text):
            assigned = read_assignment(text[place : word.end], place, excerpt)
            if assigned is not None:
                yield assigned
            place = None
