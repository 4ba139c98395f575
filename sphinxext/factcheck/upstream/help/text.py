"""The plain lines of a help text, and what all styles write alike: quotes, trailing defaults, marks of deprecation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ...messages import message
from ..seen import SeenFlag
from .model import FlagGroup, HelpError

__all__ = [
    "all_read", "cut_off", "default_told", "deprecation", "first_of_each", "grouped", "indent_of", "is_open", "joined",
    "plain_lines", "unquoted",
]  # fmt: skip

MAX_LINE = 20_000
"""Characters of a line that are read; nothing that a help text says is longer."""

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[ -/]*[0-~])|\x9b[0-?]*[ -/]*[@-~]")
_OVERSTRUCK = re.compile(r"[^\n\x08]\x08")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_TAB_AFTER_TEXT = re.compile(r"[\t ]*\t[\t ]*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_PFLAG_MARK = "(DEPRECATED: "
_AT_END = re.compile(r"[^,:]*[(\[]deprecated[)\]]\.?", re.IGNORECASE)
_OF_THE_FLAG = (
    r"(?:^|[].;!?] )\W{0,9}"
    r"(?:(?:this|the) (?:flag|option|parameter|argument|setting) |-?-?%s )?"
    r"(?:is now |is |has been |was |will be |to be |now )?deprecated\b"
)


def plain_lines(text: str) -> list[str]:
    """The lines of *text* without colours, overstriking, carriage returns, tabs and trailing blanks.

    A tab between two words becomes several blanks, as it sets columns apart. What stands after the last line break is kept as it
    is: nothing, unless the text was cut.
    """
    text = _ESCAPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", _OVERSTRUCK.sub("", text))
    *lines, rest = text.split("\n")
    return [*(_spaced(line[:MAX_LINE]) for line in lines), rest]


def _spaced(line: str) -> str:
    line = line.rstrip()
    if "\t" not in line:
        return line
    body = line.lstrip(" \t")
    return line[: len(line) - len(body)].expandtabs(8) + _TAB_AFTER_TEXT.sub("        ", body)


def indent_of(line: str) -> int:
    """The number of blanks that *line* begins with."""
    return len(line) - len(line.lstrip(" "))


def joined(lines: Iterable[str]) -> str:
    """A description that was set over several lines, on one."""
    return " ".join(stripped for line in lines if (stripped := line.strip()))


def unquoted(text: str) -> str | None:
    """A value as a program prints it, without the quotes around it; ``None`` if there is nothing between them.

    Escapes stay as they were printed.
    """
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return text or None


def default_told(description: str, mark: str = "default ") -> tuple[str, str | None]:
    """*description* without the ``(default VALUE)`` at its end, and that value as it stands there.

    A remark about deprecation or a variable of the environment may follow. An unquoted value of several words is the author's
    own sentence, not a value.
    """
    start = description.rfind(f"({mark}")
    if start < 0:
        return description, None
    end = _end_of_value(description, start + len(mark) + 1)
    if end is None:
        return description, None
    rest = description[end + 1 :].strip()
    if rest and not rest.startswith((_PFLAG_MARK, "[$", "[env", ".")):
        return description, None
    value = description[start + len(mark) + 1 : end].strip()
    if " " in value and not value.startswith(('"', "'", "[", "{", "map[")):
        return description, None
    return f"{description[:start]}{rest}".rstrip(), value


def is_open(description: str) -> bool:
    """Whether *description* ends inside a default or a remark about deprecation."""
    return any(
        (start := description.rfind(mark)) >= 0 and _end_of_value(description, start + len(mark)) is None
        for mark in ("(default ", "(default: ", _PFLAG_MARK)
    )


def _end_of_value(text: str, start: int) -> int | None:
    """Where the parenthesis closes that was opened before *start*; a quoted value may hold parentheses of its own."""
    match = _QUOTED.match(text, start)
    if match is not None and text[match.end() : match.end() + 1] == ")":
        return match.end()
    depth = 1
    for index in range(start, len(text)):
        if text[index] == "(":
            depth += 1
        elif text[index] == ")":
            depth -= 1
            if depth == 0:
                return index
    return None


def deprecation(description: str, name: str) -> tuple[bool, str]:
    """Whether *description* says that the flag is deprecated, and the words that say so; what is said of a value is not meant."""
    if "deprecated" not in description.lower():
        return False, ""
    start = description.find(_PFLAG_MARK)
    if start >= 0 and description.endswith(")"):
        return True, description[start + len(_PFLAG_MARK) : -1]
    if re.search(_OF_THE_FLAG % re.escape(name), description, re.IGNORECASE) or _AT_END.fullmatch(description):
        return True, description
    return False, ""


_DASHED = re.compile(r" {0,6}--?[A-Za-z0-9]")


def all_read(lines: Iterable[str], is_entry: Callable[[str], bool]) -> bool:
    """Whether every line that begins with a flag is an entry: a layout that leaves some out is not the layout of the text."""
    return all(is_entry(line) for line in lines if _DASHED.match(line))


def first_of_each(flags: Iterable[SeenFlag]) -> tuple[SeenFlag, ...]:
    """Each flag once, as it was first printed."""
    found: dict[str, SeenFlag] = {}
    for flag in flags:
        found.setdefault(flag.name, flag)
    return tuple(found.values())


def grouped(titled: Sequence[tuple[str, SeenFlag]]) -> tuple[FlagGroup, ...]:
    """The groups of flags that stand under titles, in the order of the text."""
    titles: dict[str, dict[str, None]] = {}
    for title, flag in titled:
        titles.setdefault(title, {})[flag.name] = None
    return tuple(FlagGroup(title, tuple(names)) for title, names in titles.items())


def cut_off(where: str) -> HelpError:
    """The error that the text ends too early; *where* is the line at which that shows."""
    where = where.strip()
    where = where if len(where) <= 60 else f"{where[:57]}..."
    return HelpError(message("the help text is cut off at {where!r}: take the whole output of the program", where=where))
