"""The join of claims with facts: findings, and an account of what was and was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..claims.model import Claim, Extent, FlagClaim, Gap, Ignore, PageClaims, RemediationClaim, Stance
from ..findings import Finding, Span
from ..joins import case_of, flag_cases, with_chosen_ports
from ..joins.cases import BaselineCase, Case, Context, IgnoreCase, RemediationCase, Unverified
from ..remedies.model import Status
from ..rules import Rule, find_rules
from .baseline import Baseline, LineText
from .excusing import Excuses, PageExcuses

__all__ = ["By", "Coverage", "Ignored", "Judgement", "KnownFindings", "judge"]


class By(StrEnum):
    """Who has a claim or a finding ignored."""

    OUTPUT = Stance.OUTPUT.value
    ACKNOWLEDGED = Stance.ACKNOWLEDGED.value
    LINE = Extent.LINE.value
    BLOCK = Extent.BLOCK.value
    SECTION = Extent.SECTION.value
    PAGE = Extent.PAGE.value
    DIRECTORY = Extent.DIRECTORY.value
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that is not told, or a claim that is not judged (then *code* is empty). *excuse* is where the excuse stands."""

    by: By
    span: Span
    code: str = ""
    subject: str = ""
    reason: str = ""
    excuse: Span | None = None

    @property
    def order(self) -> tuple[Span, str, str, str, str]:
        """The key to sort by: place, code, subject, and who has it ignored."""
        return self.span, self.code, self.subject, self.by, f"{self.excuse}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the claims of some pages. The counts of *unverified* and *ignored* are by reason, *unread* by reason too.

    *reading* counts pages by whether they were read (:class:`~..claims.model.Reading`).
    """

    claims: int = 0
    checked: int = 0
    unverified: Mapping[str, int] = field(default_factory=dict)
    ignored: Mapping[str, int] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)
    reading: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings, sorted by path, line, column and code, each once; and the coverage, by page and in all.

    *ignored* and *unread* are the places behind the counts of the coverage, sorted, those in a file that several pages include
    once. *stale* counts the findings that the baseline knows and that are gone.
    """

    findings: tuple[Finding, ...]
    total: Coverage
    pages: Mapping[str, Coverage]
    ignored: tuple[Ignored, ...] = ()
    unread: tuple[Gap, ...] = ()
    stale: int = 0
    remediations: Mapping[tuple[str, RemediationClaim], RemediationCase] = field(default_factory=dict)
    """The remediations with their proofs, by the path of the page and the claim."""


@dataclass(frozen=True, slots=True)
class KnownFindings:
    """A baseline to hold findings against. *lines* gives the text of their lines; *strict*: what is gone is a finding.

    *pages*: if not all were judged, the files whose entries are gone if nothing is found there.
    """

    baseline: Baseline
    lines: LineText
    strict: bool = False
    pages: frozenset[str] | None = None


@dataclass(slots=True)
class _Account:
    checked: int = 0
    unverified: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    reading: Counter[str] = field(default_factory=Counter)

    def add(self, other: _Account) -> None:
        self.checked += other.checked
        self.unverified += other.unverified
        self.ignored += other.ignored
        self.unread += other.unread
        self.reading += other.reading

    def coverage(self) -> Coverage:
        claims = self.checked + self.unverified.total() + self.ignored.total()
        counts = self.unverified, self.ignored, self.unread, self.reading
        return Coverage(claims, self.checked, *map(_sorted, counts))


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def judge(
    pages: Iterable[PageClaims], context: Context, rules: tuple[Rule, ...] | None = None, known: KnownFindings | None = None
) -> Judgement:
    """Judge the claims of *pages*. A file that several pages include is judged with each, its findings are told once.

    :param rules: the rules to run, all if ``None``.
    :param known: the baseline, if there is one: what it knows is not told.
    """
    work = _Work(context, find_rules() if rules is None else rules)
    for page in pages:
        work.page(page)
    work.judge_remediations()
    work.judge_excuses()
    stale = work.compare(known) if known is not None else 0
    total = _Account()
    for account in work.accounts.values():
        total.add(account)
    return Judgement(
        tuple(sorted(work.findings, key=lambda finding: finding.order)),
        total.coverage(),
        {path: account.coverage() for path, account in work.accounts.items()},
        tuple(sorted(work.ignored, key=lambda item: item.order)),
        tuple(sorted(work.unread, key=lambda gap: (gap.span, gap.reason, gap.detail))),
        stale,
        work.remediations,
    )


class _Work:
    """A run of :func:`judge`, as far as it has come."""

    def __init__(self, context: Context, rules: tuple[Rule, ...]) -> None:
        self.findings: set[Finding] = set()
        self.ignored: set[Ignored] = set()
        self.unread: set[Gap] = set()
        self.accounts: dict[str, _Account] = {}
        self._context = context
        self._rules = rules
        self._excuses = Excuses(context.directories, rules)
        self.remediations: dict[tuple[str, RemediationClaim], RemediationCase] = {}
        self._remediations: list[tuple[RemediationCase, PageExcuses, _Account]] = []
        """They speak of one another, and are judged when all are known."""
        self._told: list[tuple[_Account, tuple[Finding, ...]]] = []
        """The findings of each claim that counts as checked, and the account that it counts in."""

    def page(self, page: PageClaims) -> None:
        """Judge the claims of *page*."""
        account = self.accounts[page.path] = _Account(
            unread=Counter(gap.reason for gap in page.unread), reading=Counter((page.reading.value,))
        )
        self.unread.update(replace(gap, ignores=()) for gap in page.unread)
        excuses = self._excuses.of_page(page)
        context = replace(self._context, directories=excuses.directories) if self._context.directories else self._context
        flags = flag_cases(page.claims, context)
        here = with_chosen_ports(context, flags.values())
        for claim in page.claims:
            if claim.stance is not Stance.ADVICE:
                account.ignored[claim.stance.value] += 1
                self.ignored.add(Ignored(By(claim.stance.value), claim.span))
                self._excuses.passed_over(excuses.covering(claim))
                continue
            case = (flags.get(claim) if isinstance(claim, FlagClaim) else None) or case_of(claim, here)
            if isinstance(case, RemediationCase):
                self.remediations[page.path, case.claim] = case
                self._remediations.append((case, excuses, account))
            else:
                self._claim(claim, case, excuses, account)

    def judge_remediations(self) -> None:
        """Judge the remediations of all pages."""
        proofs = {case.remediation.id: case.proof for case, _, _ in reversed(self._remediations)}
        for case, excuses, account in self._remediations:
            others = tuple((name, proofs[name]) for name in case.remediation.alternatives if name in proofs)
            self._claim(case.claim, replace(case, alternatives=others), excuses, account)

    def _claim(self, claim: Claim, case: Case | Unverified, excuses: PageExcuses, account: _Account) -> None:
        covering = excuses.covering(claim)
        if isinstance(case, Unverified):
            account.unverified[case.value] += 1
            self._excuses.passed_over(covering)
            return
        found = [finding for rule in self._rules if isinstance(case, rule.cases) for finding in rule.check(case)]
        if isinstance(case, RemediationCase) and case.proof.status is Status.OPEN and not found:
            account.unverified[Unverified.NOT_PROVEN.value] += 1
            self._excuses.passed_over(covering)
            return
        if not covering:
            account.checked += 1
            self._tell(found, account)
        else:
            self._excuses.judged(claim, covering)
            by = {finding: self._excuses.excuse(finding, covering) for finding in found}
            excused = [ignore for ignore in by.values() if ignore is not None]
            if excused:
                account.ignored[excused[0].extent.value] += 1
                self.ignored.update(_excused(finding, ignore) for finding, ignore in by.items() if ignore is not None)
                self.findings.update(finding for finding, ignore in by.items() if ignore is None)
            else:
                account.checked += 1
                self._tell(found, account)

    def _tell(self, found: list[Finding], account: _Account) -> None:
        if found:
            self.findings.update(found)
            self._told.append((account, tuple(found)))

    def judge_excuses(self) -> None:
        """Judge the excuses by what they were good for; first those of claims, which others may excuse."""
        for of_excuses in (False, True):
            for case in tuple(self._excuses.cases(of_excuses)):
                for finding in self._checked(case):
                    ignore = self._excuses.excuse_excuse(finding)
                    if ignore is None:
                        self.findings.add(finding)
                    else:
                        self.ignored.add(_excused(finding, ignore))

    def compare(self, known: KnownFindings) -> int:
        """Take out what the baseline knows; gives how many findings it knows that are gone."""
        ordered = sorted(self.findings, key=lambda finding: finding.order)
        found = known.baseline.compared(ordered, known.lines, known.pages)
        self.findings -= found.known
        for finding in found.known:
            self.ignored.add(Ignored(By.BASELINE, finding.span, finding.code.value, finding.subject))
        for account, findings in self._told:
            if not found.known.isdisjoint(findings):
                account.ignored[By.BASELINE.value] += 1
                account.checked -= 1
        runs = {rule.id.value for rule in self._rules}
        gone = [(entry, count) for entry, count in found.gone if entry.key.code in runs]
        if known.strict:
            for entry, count in gone:
                span = Span(known.baseline.path, entry.line, 1, entry.line, 1)
                self.findings.update(self._checked(BaselineCase(entry, count, span)))
        return sum(count for _, count in gone)

    def _checked(self, case: IgnoreCase | BaselineCase) -> list[Finding]:
        return [finding for rule in self._rules if isinstance(case, rule.cases) for finding in rule.check(case)]


def _excused(finding: Finding, ignore: Ignore) -> Ignored:
    by = By(ignore.extent.value)
    return Ignored(by, finding.span, finding.code.value, finding.subject, ignore.reason, ignore.span)
