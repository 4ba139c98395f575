"""systemd units, and files of environment variables that hold a program's arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..pages.model import Line
from .command import claims_of_arguments, words_of
from .context import Context, Embedded
from .excerpt import Excerpt
from .model import Claim, How
from .shell import variable_subject

__all__ = ["claims_of_unit", "is_unit"]

_SECTION = re.compile(r"^\s*\[(?:Unit|Service|Install|Socket|Timer)\]\s*$")
_EXEC = re.compile(r"^\s*Exec(?:Start|StartPre|StartPost|Stop|Reload)=[-@:+!]*")
_ENVIRONMENT = re.compile(r"^\s*Environment=(?P<quote>[\"']?)(?P<name>[A-Za-z_]\w*)=")
_VARIABLE = re.compile(r"^\s*(?:export\s+)?(?P<name>[A-Z][A-Z0-9_]*)=(?P<quote>[\"']?)(?=\s*\\?\s*$|\s*-)")
_LIMIT = 400


def is_unit(lines: Sequence[Line]) -> bool:
    """Whether *lines* are a unit, or the part of one that starts the program."""
    return any(_SECTION.match(line.text) or _EXEC.match(line.text) or _ENVIRONMENT.match(line.text) for line in lines)


def claims_of_unit(lines: Sequence[Line], context: Context) -> Iterator[Claim | Embedded]:
    """The claims of the commands that a unit starts, and of the variables in it."""
    index = 0
    while index < len(lines):
        count = 1
        while count < _LIMIT and index + count < len(lines) and lines[index + count - 1].text.rstrip().endswith("\\"):
            count += 1
        yield from _claims_of_entry(lines[index : index + count], context)
        index += count


def _claims_of_entry(lines: Sequence[Line], context: Context) -> Iterator[Claim | Embedded]:
    first = lines[0]
    if match := _EXEC.match(first.text):
        # In a here-document a continuation is written twice, for the shell takes one away.
        parts = [Line(re.sub(r"\\+\s*$", r"\\", line.text), line.path, line.number, line.column) for line in lines]
        parts[0] = Line(parts[0].text[match.end() :], first.path, first.number, first.column + match.end())
        yield Embedded(tuple(parts), context, "sh")
        return
    match = _ENVIRONMENT.match(first.text) or _VARIABLE.match(first.text)
    if match is None:
        return
    subject = variable_subject(match["name"], context)
    if subject is None and not re.search(r"(?:ARGS|OPTS|OPTIONS|FLAGS|ARGUMENTS|PARAMS)$", match["name"]):
        return
    excerpt = Excerpt(tuple(lines))
    text = excerpt.text[match.end() :].replace("\\", " ").rstrip()
    # The quote that closes the variable is no part of the last word.
    text = text[:-1] if match["quote"] and text.endswith(match["quote"]) else text
    if text.lstrip().startswith("-"):
        yield from claims_of_arguments(words_of(text, match.end()), excerpt, context.about(subject, How.FILENAME))
