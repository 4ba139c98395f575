"""What is told of files: their claims judged, and places named as the user names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..joins.cases import Context
from ..judging.judge import Judgement, KnownFindings, judge
from ..messages import message
from ..rules import Rule, find_rules
from .commands import complain
from .naming import renamed
from .reading import SourceClaims, internal_error
from .sources import Sources

__all__ = ["Verdict", "verdict_on"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """*judgement* names files as the user does; *failures* are the files of which nothing was judged."""

    judgement: Judgement
    sources: Sources
    failures: tuple[SourceClaims, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every file could be read."""
        return not self.failures and not self.sources.problems

    def tell_failures(self) -> None:
        """Tell the user what could not be read, and why."""
        for name, reason in (*self.sources.problems, *((each.claims.path, each.failure) for each in self.failures)):
            if reason is not None:
                complain(message("{path}: cannot be read: {reason}", path=self.sources.shown(name), reason=reason))


def verdict_on(
    sources: Sources,
    readings: Sequence[SourceClaims],
    context: Context,
    rules: tuple[Rule, ...] | None = None,
    known: KnownFindings | None = None,
) -> Verdict:
    """The claims in *readings* of *sources* held against the facts; a file on which a rule raises is a failure.

    :param rules: the rules to run, all if ``None``.
    :param known: the baseline, if there is one.
    """
    rules = find_rules() if rules is None else rules
    try:
        judgement = judge([reading.claims for reading in readings], context, rules, known)
    except Exception:  # a rule has a bug: the page that shows it is lost, not all of them
        readings = [_judgeable(reading, context, rules) for reading in readings]
        judgement = judge([reading.claims for reading in readings], context, rules, known)
    shown = renamed(judgement, sources.shown)
    pages = {sources.shown(path): coverage for path, coverage in judgement.pages.items()}
    findings = tuple(sorted(shown.findings, key=lambda finding: finding.order))
    failures = tuple(reading for reading in readings if reading.failure is not None)
    return Verdict(replace(shown, findings=findings, pages=pages), sources, failures)


def _judgeable(reading: SourceClaims, context: Context, rules: tuple[Rule, ...]) -> SourceClaims:
    try:
        judge([reading.claims], context, rules)
    except Exception as error:
        return internal_error(reading.source, error)
    return reading
