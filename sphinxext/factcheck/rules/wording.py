"""Clauses that several rules say, and how sure they are."""

from __future__ import annotations

from collections.abc import Iterable

from ..claims.model import FlagClaim
from ..facts.model import Component, Endpoint, Flag, KnownField, Presence
from ..findings import Code, Edit, Finding, Severity, Span
from ..joins.cases import ApiVersionCase, CommandCase, DefaultCase, FieldCase, FlagCase, NameCase, PathCase, PortCase, Releases
from ..joins.target import Origin, Target
from ..messages import Message, message
from ..versions import Version, VersionRange, series

__all__ = [
    "auth_clause", "early_clause", "early_releases", "elsewhere_clause", "endpoint_clause", "finding_of", "flag_edit",
    "flag_sources", "gone_clause", "gone_releases", "is_guess", "name_span", "no_field_clause", "no_flag_clause",
    "observed_flags", "program_of", "renamed_to", "replacement_clause", "severity_of", "short", "wrong_somewhere",
]  # fmt: skip

_COMMANDS = 4
"""How many subcommands are named."""
JudgedCase = FlagCase | DefaultCase | CommandCase | NameCase | PortCase | FieldCase | PathCase | ApiVersionCase


def wrong_somewhere(releases: Releases, target: Target) -> bool:
    """Whether what the claim says is wrong in a release that somebody named, or, if nobody did, in the newest that is known; of a
    dated page, in all of its time.
    """
    if target.origin is Origin.NOBODY:
        known = (*releases.present, *releases.absent)
        return bool(releases.absent) and max(known) in releases.absent
    if target.is_dated:
        return bool(releases.absent) and not releases.present
    return bool(releases.absent)


def is_guess(case: JudgedCase) -> bool:
    """Whether the component only stands near."""
    subject = case.claim.subject
    return subject is not None and subject.how.is_guess


def severity_of(case: JudgedCase, wrong: tuple[Version, ...] | None = None) -> Severity:
    """An error only for what is wrong in every judged release (those without it, unless given) of a component that is certain."""
    releases = case.releases
    wrong = releases.absent if wrong is None else wrong
    everywhere = set(wrong) == {*releases.present, *releases.absent, *releases.unknown}
    return Severity.ERROR if everywhere and not is_guess(case) else Severity.WARNING


def short(version: Version) -> str:
    """A release as people say it: the series, where its first release is meant."""
    return f"{version.major}.{version.minor}" if version.micro == 0 else str(version)


def program_of(case: FlagCase | NameCase) -> str:
    """Who takes the flag: the component, with the words of its subcommand where the flag was judged for one."""
    command = case.known.command if isinstance(case, FlagCase) else ""
    return f"{case.component.name} {command}".rstrip()


def elsewhere_clause(case: FlagCase) -> Message | None:
    """Which other subcommands have the flag."""
    if not case.elsewhere:
        return None
    commands = [f"{case.component.name} {words}" for words in case.elsewhere[:_COMMANDS]]
    more = len(case.elsewhere) - len(commands)
    if more:
        return message("{commands} and {more} more have it", commands=", ".join(map(repr, commands)), more=more)
    return message("the flag is one of {commands}", commands=", ".join(map(repr, commands)))


def no_flag_clause(case: FlagCase | NameCase, written: str) -> Message:
    """The component has no such flag in the judged releases."""
    return message("{component} has no flag {flag!r} ({why})", component=program_of(case), flag=written, why=case.target.clause)


def no_field_clause(case: FieldCase, written: str) -> Message:
    """The kind has no such field in the judged releases."""
    return message(
        "{kind} of {component} has no field {field!r} ({why})",
        kind=case.kind.kind or message("the configuration"),
        component=case.component.name,
        field=written,
        why=case.target.clause,
    )


def early_releases(ranges: Iterable[VersionRange], releases: Releases) -> tuple[Version, ...]:
    """The judged releases in which it is not yet."""
    starts = [r.since for r in ranges]
    return tuple(v for v in releases.absent if all(start is not None and start > v for start in starts))


def gone_releases(ranges: Iterable[VersionRange], releases: Releases) -> tuple[Version, ...]:
    """The judged releases in which it is no more."""
    early = early_releases(ranges, releases)
    return tuple(v for v in releases.absent if v not in early)


def gone_clause(ranges: Iterable[VersionRange], observed: Iterable[Version] = ()) -> Message | None:
    """Since when it is gone."""
    ends = [r.removed for r in ranges if r.removed is not None]
    return message("gone in {removed} and later", removed=_bound(max(ends), observed)) if ends else None


def early_clause(ranges: Iterable[VersionRange], observed: Iterable[Version] = ()) -> Message | None:
    """From when on it is there."""
    starts = [r.since for r in ranges if r.since is not None]
    return message("there only from {since} on", since=_bound(min(starts), observed)) if starts else None


def _bound(version: Version, observed: Iterable[Version]) -> str:
    """The first release that was *observed* to differ, as people say it: the series, if no earlier patch release was observed."""
    patches = [v for v in observed if series(v) == series(version)]
    return f"{version.major}.{version.minor}" if patches and version == min(patches) else short(version)


def auth_clause(auth: str) -> Message:
    """What a client must show to be let in."""
    match auth:
        case "token":
            return message("needs a bearer token")
        case "client-certificate":
            return message("needs a client certificate")
    return message("no authentication")


def endpoint_clause(endpoint: Endpoint) -> Message:
    """``10259 (https, needs a bearer token)``."""
    return message("{port} ({scheme}, {auth})", port=endpoint.port, scheme=endpoint.scheme, auth=auth_clause(endpoint.auth))


def replacement_clause(flag: Flag | KnownField, component: Component, releases: Iterable[Version]) -> Message | None:
    """What to write instead of a flag or field, with the endpoint that it sets."""
    wanted = tuple(releases)
    for name in flag.replaced_by:
        for endpoint in component.endpoints:
            if name in (*endpoint.setter.flags, *endpoint.setter.fields) and any(v in endpoint.range for v in wanted):
                return message("use {name!r} ({endpoint})", name=name, endpoint=_inner(endpoint))
    if flag.replaced_by:
        return message("use {name}", name=" or ".join(repr(name) for name in flag.replaced_by))
    return None


def renamed_to(case: FlagCase | NameCase) -> str:
    """The new name, without dashes, of a flag that takes the same values under it wherever the old name is gone or going away.

    Empty if it is no mere change of name, or if the old name does nothing in a judged release.
    """
    flag, known = case.flag, case.known if isinstance(case, FlagCase) else case.component.flags
    if flag is None or known is None or not flag.renamed or len(flag.replaced_by) != 1:
        return ""
    name = flag.replaced_by[0].lstrip("-")
    deprecated = [v for v in case.releases.present if flag.deprecated is not None and v in flag.deprecated]
    inert = any(flag.no_effect is not None and v in flag.no_effect for v in case.releases.present)
    going = (*gone_releases(flag.ranges, case.releases), *deprecated)
    there = all(known.presence(name, v) is Presence.PRESENT for v in going)
    return name if going and there and not inert else ""


def _inner(endpoint: Endpoint) -> Message:
    return message("{port}, {scheme}, {auth}", port=endpoint.port, scheme=endpoint.scheme, auth=auth_clause(endpoint.auth))


def finding_of(
    code: Code,
    case: JudgedCase,
    severity: Severity,
    text: Message,
    *,
    subject: str,
    sources: tuple[str, ...] = (),
    edits: tuple[Edit, ...] = (),
) -> Finding:
    """A finding about the claim of *case*."""
    return Finding(
        code,
        severity,
        text,
        case.claim.span,
        component=case.component.name if case.component is not None else "",
        product=case.target.product.name,
        subject=subject,
        releases=str(case.target.range),
        sources=sources,
        edits=edits,
    )


def observed_flags(case: FlagCase | NameCase) -> tuple[Version, ...]:
    """The releases at which the flags of the component were seen."""
    return case.component.flags.names.observed if case.component.flags is not None else ()


def flag_sources(case: FlagCase | NameCase, name: str) -> tuple[str, ...]:
    """Where the presence or absence of a flag is known from: its own sources, then the nearest artefacts."""
    known = case.known if isinstance(case, FlagCase) else case.component.flags
    if known is None:
        return ()
    flag = known.flags.get(name)
    ids = list(flag.sources) if flag is not None else []
    absent = case.releases.absent or case.releases.present
    if absent:
        observed = sorted({*known.names.observed, *known.names.partial})
        nearby = [v for v in observed if v <= max(absent)][-1:] + [v for v in observed if v > max(absent)][:1]
        for version in nearby:
            if known.presence(name, version) is not Presence.UNKNOWN:
                ids.extend(known.sources.get(version, ()))
    return case.component.cited(ids)


def name_span(claim: FlagClaim) -> Span:
    """Where the flag itself stands, without its value."""
    start = claim.span
    width = len(claim.dashes) + len(claim.name)
    return Span(start.path, start.line, start.column, start.line, start.column + width)


def flag_edit(claim: FlagClaim, near: tuple[str, ...]) -> tuple[Edit, ...]:
    """The edit that puts the one near name in the place of the flag's."""
    return (Edit(name_span(claim), f"{claim.dashes}{near[0]}"),) if len(near) == 1 else ()
