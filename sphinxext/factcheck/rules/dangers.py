"""What the rules about hazards of remediations look at, and how they say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..facts.values import Source
from ..findings import Code, Finding, Severity, Span
from ..joins.cases import RemediationCase
from ..messages import Message
from ..pages.model import Line
from ..remedies.model import Change, Command, Remediation
from ..remedies.surface import Surface, surface_of

__all__ = [
    "GivenSetting", "commands_of", "danger", "is_for", "settings_in", "surfaces_of", "texts_of", "value_of",
]  # fmt: skip

_ARGUMENT = re.compile(r"(?<![\w-])--?(?P<name>[A-Za-z][\w.-]*)(?:[= ][\"']?(?P<value>[^\s\"',\]]+))?")
_KEY = re.compile(r"^\s*(?:-\s+)?[\"']?(?P<name>[A-Za-z][\w.-]*)[\"']?\s*[:=]\s*(?:[\"']?(?P<value>[^\s\"'#]+)[\"']?)?")
_NAMED = re.compile(r"^\s*-?\s*name:\s*[\"']?(?P<name>[A-Za-z][\w.-]*)")
_VALUE = re.compile(r"^\s*-?\s*value:\s*[\"']?(?P<value>[^\s\"']*)")


@dataclass(frozen=True, slots=True)
class GivenSetting:
    """A flag, without its dashes, or a field with its *value*, as a line of a change gives it."""

    name: str
    value: str
    line: Line
    is_flag: bool


def settings_in(lines: Sequence[Line]) -> Iterator[GivenSetting]:
    """What *lines* give values to: arguments, keys, and pairs of ``name`` and ``value``."""
    named: re.Match[str] | None = None
    for line in lines:
        text = line.text[:2000]
        arguments = list(_ARGUMENT.finditer(text))
        for match in arguments:
            yield GivenSetting(match["name"], match["value"] or "", line, is_flag=True)
        if not arguments and (value := _VALUE.match(text)) is not None and named is not None:
            yield GivenSetting(named["name"], value["value"], line, is_flag=True)
        elif not arguments and (key := _KEY.match(text)) is not None and key["name"] != "name":
            yield GivenSetting(key["name"], key["value"] or "", line, is_flag=False)
        named = _NAMED.match(text)


def value_of(settings: Iterable[GivenSetting], flag: str, field: str = "") -> str | None:
    """The value that *settings* give *flag*, with or without its dashes, or *field*; ``None`` if they do not."""
    names = {flag.lstrip("-"), field.rpartition(".")[2]} - {""}
    return next((each.value for each in settings if each.name in names), None)


def surfaces_of(remediation: Remediation) -> tuple[tuple[Change, Surface], ...]:
    """The changes of *remediation*, each with what it touches."""
    return tuple((change, surface_of(change)) for change in remediation.changes)


def commands_of(remediation: Remediation) -> tuple[Command, ...]:
    """The commands that apply it, and those that take it back."""
    rollback = remediation.rollback.step
    return (*(remediation.apply.commands if remediation.apply else ()), *(rollback.commands if rollback else ()))


def texts_of(remediation: Remediation) -> tuple[str, ...]:
    """How it is applied, as commands and words."""
    apply = remediation.apply
    return (*(command.text for command in apply.commands), *apply.words) if apply is not None else ()


def is_for(case: RemediationCase, distribution: str) -> bool:
    """Whether a fact of an installer bears on the case: nobody says how the component was installed, or it was that one."""
    return not distribution or case.distribution in ("", distribution)


def danger(
    code: Code,
    case: RemediationCase,
    text: Message,
    span: Span,
    *,
    sources: Iterable[Source | str] = (),
    severity: Severity = Severity.WARNING,
    subject: str = "",
) -> Finding:
    """A finding about a hazard of the case."""
    return Finding(
        code,
        severity,
        text,
        span,
        component=case.component.name,
        product=case.component.product,
        subject=subject or case.remediation.id,
        releases=str(case.target.range),
        sources=tuple(dict.fromkeys(str(source) for source in sources)),
    )
