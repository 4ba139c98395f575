"""A generated reference page of a command, as the documentation of Kubernetes has one for each command of kubeadm and kubectl.

The generator of kubernetes-sigs/reference-docs writes the flags of the command below one heading and those of the commands above
it below another, each as a table of which every second row describes the flag of the row before, or as the literal block that
``--help`` would print. Like ``--help``, a page leaves out hidden and deprecated flags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ..messages import message
from .help import Help, HelpError, Style
from .help.cobra import read_cobra
from .help.text import cut_off, deprecation, first_of_each, joined, unquoted
from .seen import SeenFlag

__all__ = ["read_reference_page"]

_HEADINGS = {
    "### Options": False,
    "### Options inherited from parent commands": True,
    '## {{% heading "options" %}}': False,
    '## {{% heading "parentoptions" %}}': True,
}
"""The headings that flags stand under, and whether those are inherited."""
_HEADING = re.compile(r"#{2,3} \S")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_FLAG = re.compile(
    r"(?:-(?P<short>\S), )?--(?P<name>[A-Za-z0-9][\w.-]*)(?: (?P<type>\S.*?))??(?:\[=(?P<alone>[^\]]*)\])?"
    r"(?:\s*\xa0{2,}\s*Default: (?P<default>.*))?"
)


@dataclass(slots=True)
class _Row:
    """The text of the two rows that are about one flag."""

    head: str
    description: list[str] = field(default_factory=list)


class _Table(HTMLParser):
    """Collects the rows; a cell over two columns begins a flag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[_Row] = []
        self.closed = False
        self._in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            self._in_head = ("colspan", "2") in attrs
            if self._in_head:
                self.rows.append(_Row(""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._in_head = False
        self.closed = self.closed or tag == "table"

    def handle_data(self, data: str) -> None:
        if self._in_head:
            self.rows[-1].head += data
        elif self.rows:
            self.rows[-1].description.append(data)


def read_reference_page(text: str) -> Help:
    """The flags on a generated reference page; the pages do not list the subcommands of a command.

    :param text: the source of the page, Markdown with tables in HTML.
    :raises HelpError: it is no such page, or a list of flags has no end or an entry that is no flag.
    """
    sections = list(_sections(text))
    if not sections:
        raise HelpError(message("this is no generated reference page: it has no list of options"))
    read = [(inherited, flag) for inherited, lines in sections for flag in _flags(lines)]
    return Help(
        Style.COBRA,
        first_of_each(flag for inherited, flag in read if not inherited),
        first_of_each(flag for inherited, flag in read if inherited),
    )


def _sections(text: str) -> Iterator[tuple[bool, list[str]]]:
    """The lines under each of the known headings, with whether these are inherited flags."""
    lines: list[str] | None = None
    inherited = fenced = False
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or not _HEADING.match(line):
            if lines is not None:
                lines.append(line)
            continue
        if lines is not None:
            yield inherited, lines
        heading = line.rstrip()
        inherited, lines = _HEADINGS.get(heading, False), [] if heading in _HEADINGS else None
    if lines is not None:
        yield inherited, lines


def _flags(lines: Sequence[str]) -> Iterator[SeenFlag]:
    fences = [number for number, line in enumerate(lines) if _FENCE.match(line)]
    if len(fences) > 1:
        yield from read_cobra(["Options:", *lines[fences[0] + 1 : fences[1]], ""]).flags
        return
    table = _Table()
    table.feed("\n".join(lines))
    if not table.closed:
        raise cut_off(next((line for line in reversed(lines) if line), ""))
    yield from map(_flag, table.rows)


def _flag(row: _Row) -> SeenFlag:
    head = row.head.strip()
    match = _FLAG.fullmatch(head)
    if match is None:
        raise HelpError(message("found {found!r} in the list of options, expected a flag", found=head))
    type_ = match["type"] or "bool"
    # pflag puts a word of the description in the place of the type; the name of another flag is no type.
    type_ = "" if type_.startswith("-") else type_
    default = match["default"]
    deprecated, words = deprecation(joined(row.description), match["name"])
    return SeenFlag(
        match["name"], type_, None if default is None else unquoted(default.strip()), deprecated, words,
        no_value=type_ in ("bool", "count") or match["alone"] is not None, shorthand=match["short"] or "",
    )  # fmt: skip
