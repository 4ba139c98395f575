"""Defaults that a page states: "``--max-pods`` (default 110)", a column of defaults beside a column of flags, a line of help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..pages.model import Cell, Line, Row, Run, RunKind, Table
from .command import is_placeholder
from .context import Context
from .model import DefaultClaim, How
from .names import sole

__all__ = ["defaults_in_help", "defaults_in_sentence", "defaults_in_table", "may_state_default"]

_OPEN, _CLOSE = "\x01", "\x02"
"""Stand around a literal in the text of a sentence."""
_DEFAULT = re.compile(r"[dD]efault|默认|缺省|預設")
_ENGLISH = r"\bdefault(?:s|ing)?\b(?:\s+value)?\s*(?:(?:is|are|to|of|as|:|=|,|being|set\s+to)\s*){0,2}"
_CHINESE = r"(?:默认|缺省|預設)(?:值|情况下)?\s*(?:(?:设置为|值为|为|是|：|:|=)\s*){0,2}"
_GAP = r"[^\x01\x02.;:。；]{0,60}?"
_UNIT = r"\s?(?:milliseconds?|seconds?|minutes?|hours?|days?|secs?|mins?|ms|毫秒|秒钟?|分钟|小时|天)"


def _option(mark: str) -> str:
    """A pattern for a flag or the name of a field in a literal, or a flag in plain text."""
    flag, field = r"--?[A-Za-z][\w.-]*", r"(?-i:[a-z]+(?:[A-Z][A-Za-z0-9]*)+)"
    literal = rf"\x01\s*(?P<name{mark}>{flag}|{field})(?:[= ][^\x01\x02]*)?\x02"
    return rf"(?:{literal}|(?<![A-Za-z0-9_-])(?P<plain{mark}>--[a-z][a-z0-9_.-]*[a-z0-9]))"


def _value(mark: str) -> str:
    """A pattern for a value: a literal, something in quotes, or a number, perhaps with a unit."""
    literal = rf"\x01\s*(?P<literal{mark}>[^\x01\x02\n]{{1,80}}?)\s*\x02"
    quoted = rf"[\"“'](?P<quoted{mark}>[^\"”'\n]{{1,60}})[\"”']"
    number = rf"\d[\d.,_:/-]*(?:[a-zA-Zµ]{{1,3}}(?:\d+[a-z]{{1,2}})*)?(?:{_UNIT})?"
    return rf"(?:{literal}|{quoted}|\*{{0,2}}(?P<bare{mark}>{number}|true|false)(?![A-Za-z0-9_%]))"


_STATED = re.compile(
    # --flag ... default 10
    rf"{_option('1')}(?P<gap>{_GAP}|{_GAP}[:.]\s+the\s+)(?:{_ENGLISH}|{_CHINESE}){_value('1')}"
    # --flag ... (10 is the default)
    rf"|{_option('2')}{_GAP}\(\s*{_value('2')}\s+(?:is\s+(?:the\s+)?|by\s+)default\b"
    # default of --flag is 10
    rf"|\bdefault\s+(?:value\s+)?(?:of|for)\s+(?:the\s+)?{_option('3')}[^\x01\x02.;。；]{{0,30}}?\s(?:is|are)\s+{_value('3')}",
    re.IGNORECASE,
)
_CONTINUED = re.compile(rf"^\s*(?:(?:The|Its|And|By)\s+{_ENGLISH}|{_CHINESE}){_value('1')}", re.IGNORECASE)
_OPTION = re.compile(_option(""))
_OTHER_DEFAULT = re.compile(
    r"(?:\b(?:no|non|not|new|old|previous(?:ly)?|former(?:ly)?|our|their|its own|this|overrid\w*|chang\w*)|不|非|新|旧|原)"
    r"[\s-]*$",
    re.IGNORECASE,
)  # fmt: skip
"""Stands before a default that is none, or not the program's own of today."""
_CHOICE = re.compile(r"\bor\b|或", re.IGNORECASE)
"""Between a flag and a default: the flag is one of the cases in which something else has the default."""
_CONDITION = re.compile(
    r"[\s,，*)”\"'\x02]*(?:\b(?:if|when|unless|otherwise|in|since|before|until|for|on|as of|from|up to|with|or|and|to|plus|times"
    r"|per|of|than|x)\b|[×*/+或到至~-]\s*[\d\x01]|（\s*当|\(\s*(?:if|when|since|for|on|in)\b)",
    re.IGNORECASE,
)
"""Stands after a value that is the default at times, or not all of it."""
_ELSEWHERE = re.compile(
    r"\b(?:kubespray|kops|openshift|rancher|k3s|rke2?|helm|charts?|charm|juju|minikube|microk8s|gke|eks|aks|magnum|openstack"
    r"|ansible|puppet|terraform|operator|distribution|we|our|ours|used to|previous\w*|former\w*|chang(?:e|ed|es|ing)"
    r"|increas\w+|rais(?:e|ed|es|ing)|lower(?:ed|s|ing)?|reduc\w+|bump\w*|instead of)\b|改为|修改为|调整为|改成|原来|之前|旧",
    re.IGNORECASE,
)
"""Says that the default is an installer's, or another release's."""
_OPTION_COLUMN = re.compile(
    r"(?:command.?line |cli )?(?:flags?|options?|parameters?|arguments?|names?|settings?)(?: names?)?"
    r"|参数(?:名称?)?|选项|标志|配置项|名称",
    re.IGNORECASE,
)
_DEFAULT_COLUMN = re.compile(r"defaults?(?: values?)?|默认(?:值|配置)?|缺省(?:值)?", re.IGNORECASE)
_CELL_OPTION = re.compile(r"[`\s]*(?:-\w,\s*)?(?P<name>--?[A-Za-z][\w.-]*\w)(?:[= ]\S+)?[`\s]*")
_CELL_VALUE = re.compile(r"\s*(?P<quote>``|`|\"|'|)(?P<value>[^`\"'\s]+)(?P=quote)\s*")
_HELP = re.compile(
    r"\s*(?:-\w,\s+)?(?P<name>--?[A-Za-z][\w.-]*\w)[= ][^\n]*"
    r"\(default:?\s+(?P<quote>[\"']?)(?P<value>[^()\"'\s][^()\"']*)(?P=quote)\)[.\s]*"
)


@dataclass(frozen=True, slots=True)
class _Flat:
    """A sentence as one text, its literals between marks, and where each run of it stands."""

    text: str
    places: tuple[tuple[int, Line], ...]

    def line(self, start: int, end: int) -> Line | None:
        """The stretch of source from *start* to *end*, if it is in one run."""
        for begin, line in self.places:
            if begin <= start and end <= begin + len(line.text):
                left = start - begin
                return Line(line.text[left : left + end - start], line.path, line.number, line.column + left)
        return None


def _flat(runs: Sequence[Run]) -> _Flat:
    parts: list[str] = []
    places: list[tuple[int, Line]] = []
    length = 0
    number = runs[0].line.number if runs else 0
    for run in runs:
        opening = " " if run.line.number != number else ""
        number = run.line.number
        text = run.line.text.replace(_OPEN, " ").replace(_CLOSE, " ")
        closing = ""
        if run.kind is RunKind.LITERAL or (run.kind is RunKind.ROLE and run.name in ("code", "option", "literal", "samp")):
            opening, closing = f"{opening}{_OPEN}", _CLOSE
        places.append((length + len(opening), run.line))
        parts.append(f"{opening}{text}{closing}")
        length += len(parts[-1])
    return _Flat("".join(parts), tuple(places))


def may_state_default(runs: Sequence[Run]) -> bool:
    """Whether *runs* could state a default: a cheap look."""
    return any(run.kind is RunKind.TEXT and _DEFAULT.search(run.line.text) is not None for run in runs)


def defaults_in_sentence(runs: Sequence[Run], context: Context, before: Sequence[Run] = ()) -> Iterator[DefaultClaim]:
    """The defaults that the sentence *runs* states; *before* is the sentence before it, whose one flag it may be about."""
    if not may_state_default(runs):
        return
    flat = _flat(runs)
    if _ELSEWHERE.search(flat.text):
        return
    if _OPTION.search(flat.text) is None:
        named = {match["name"] or match["plain"] for match in _OPTION.finditer(_flat(before).text)} if before else set()
        if len(named) == 1 and (match := _CONTINUED.match(flat.text)) is not None:
            yield from _claim(named.pop(), match, flat, context)
        return
    for match in _STATED.finditer(flat.text):
        name = next(match[f"{kind}{mark}"] for mark in "123" for kind in ("name", "plain") if match[f"{kind}{mark}"])
        if match["gap"] is None or not (_OTHER_DEFAULT.search(match["gap"]) or _CHOICE.search(match["gap"])):
            yield from _claim(name, match, flat, context)


def _claim(name: str, match: re.Match[str], flat: _Flat, context: Context) -> Iterator[DefaultClaim]:
    group = next(group for group, text in match.groupdict().items() if text and group.startswith(("literal", "quoted", "bare")))
    is_bare = group.startswith("bare")
    start, value = match.start(group), match[group].rstrip(".,:/-") if is_bare else match[group]
    place = flat.line(start, start + len(value))
    if place is not None and not is_placeholder(value) and not _CONDITION.match(flat.text, start + len(value)):
        yield _of(name, value, place, context, not is_bare)


def _of(name: str, value: str, place: Line, context: Context, exact: bool) -> DefaultClaim:
    return DefaultClaim(
        span=place.span(0, len(place.text)),
        subject=context.subject,
        stance=context.stance,
        scope=context.scope,
        name=name.rstrip("."),
        value=value,
        exact=exact,
    )


def defaults_in_table(table: Table, context: Context) -> Iterator[DefaultClaim]:
    """The defaults in a table that has a column of flags and one of defaults."""
    header, rows = (table.header[-1], table.rows) if table.header else (None, table.rows)
    if header is None:
        return
    titles = [_title(cell) for cell in header.cells]
    flags = next((i for i, text in enumerate(titles) if _OPTION_COLUMN.fullmatch(text)), None)
    values = [i for i, text in enumerate(titles) if _DEFAULT_COLUMN.fullmatch(text)]
    if flags is None or len(values) != 1 or values[0] == flags:
        return
    if (one := sole(context.names.mentions(table.caption, terse=True))) is not None:
        context = context.about(one.name, How.FILENAME)
    for row in rows:
        yield from _defaults_in_row(row, flags, values[0], context)


def _title(cell: Cell) -> str:
    return re.sub(r"[`*\s]+", " ", cell.text).strip()


def _defaults_in_row(row: Row, flags: int, values: int, context: Context) -> Iterator[DefaultClaim]:
    if max(flags, values) >= len(row.cells):
        return
    option = _CELL_OPTION.fullmatch(row.cells[flags].text)
    lines = [line for line in row.cells[values].lines if line.text.strip()]
    if option is None or len(lines) != 1:
        return
    value = _CELL_VALUE.fullmatch(lines[0].text)
    if value is None or is_placeholder(value["value"]):
        return
    line, start = lines[0], value.start("value")
    place = Line(value["value"], line.path, line.number, line.column + start)
    short = [cell for index, cell in enumerate(row.cells) if index not in (flags, values) and len(cell.text) < 40]
    named = (sole(context.names.mentions(_title(cell), terse=True)) for cell in short)
    if (one := next(filter(None, named), None)) is not None:
        context = context.about(one.name, How.CELL)
    yield _of(option["name"], value["value"], place, context, exact=True)


def defaults_in_help(line: Line, context: Context) -> Iterator[DefaultClaim]:
    """The default that a line of a help text states at its end."""
    match = _HELP.fullmatch(line.text[:1000]) if "(default" in line.text else None
    if match is None or is_placeholder(match["value"]):
        return
    start = match.start("value")
    place = Line(match["value"], line.path, line.number, line.column + start)
    yield _of(match["name"], match["value"].strip(), place, context, exact=True)
