"""What is told of files: their claims judged, and found again under the names that the user calls the files by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..findings import Finding, Span
from ..messages import message
from ..rules import Rule, find_rules
from ..rules.cases import Context
from ..rules.judge import Coverage, Judgement, judge
from .commands import complain
from .reading import SourceClaims, internal_error
from .sources import Source, Sources

__all__ = ["Verdict", "tell_unread", "verdict_on"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """*judgement* names files as the user does; *failures* are the readings of which nothing was judged."""

    judgement: Judgement
    failures: tuple[SourceClaims, ...]


def verdict_on(readings: Sequence[SourceClaims], context: Context) -> Verdict:
    """The claims in *readings* held against the facts; a file on which a rule raises is a failure."""
    rules = find_rules()
    groups: dict[tuple[str, str], list[SourceClaims]] = {}
    for reading in readings:
        groups.setdefault((reading.source.root, reading.source.start), []).append(reading)
    findings: set[Finding] = set()
    totals, pages, failures = [], {}, []
    for group in groups.values():
        sound, judgement = _judged(group, context, rules)
        source = group[0].source
        findings.update(_renamed(finding, source) for finding in judgement.findings)
        totals.append(judgement.total)
        pages.update({source.name_of(path): coverage for path, coverage in judgement.pages.items()})
        failures += [reading for reading in sound if reading.failure is not None]
    told = tuple(sorted(findings, key=lambda finding: finding.order))
    return Verdict(Judgement(told, _total(totals), pages), tuple(failures))


def tell_unread(sources: Sources, failures: Sequence[SourceClaims]) -> None:
    """Tell the user what could not be read, and why."""
    for name, reason in (*sources.problems, *((each.source.name, each.failure) for each in failures)):
        if reason is not None:
            complain(message("{path}: cannot be read: {reason}", path=name, reason=reason))


def _judged(group: Sequence[SourceClaims], context: Context, rules: tuple[Rule, ...]) -> tuple[Sequence[SourceClaims], Judgement]:
    """The judgement of *group*, and the readings that it was made of: where a rule raised, nothing was read."""
    try:
        return group, judge([reading.claims for reading in group], context, rules)
    except Exception:
        sound = [_judgeable(reading, context, rules) for reading in group]
        return sound, judge([reading.claims for reading in sound], context, rules)


def _judgeable(reading: SourceClaims, context: Context, rules: tuple[Rule, ...]) -> SourceClaims:
    try:
        judge([reading.claims], context, rules)
    except Exception as error:
        return internal_error(reading.source, error)
    return reading


def _renamed(finding: Finding, source: Source) -> Finding:
    edits = tuple(replace(edit, span=_renamed_span(edit.span, source)) for edit in finding.edits)
    return replace(finding, span=_renamed_span(finding.span, source), edits=edits)


def _renamed_span(span: Span, source: Source) -> Span:
    return replace(span, path=source.name_of(span.path))


def _total(coverages: Sequence[Coverage]) -> Coverage:
    return Coverage(
        sum(each.claims for each in coverages),
        sum(each.checked for each in coverages),
        _sum(each.unverified for each in coverages),
        _sum(each.ignored for each in coverages),
        _sum(each.unread for each in coverages),
    )


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(sorted(total.items()))
