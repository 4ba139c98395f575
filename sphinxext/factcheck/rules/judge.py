"""The join of claims with facts: findings, and an account of what was and was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..claims.model import Claim, FlagClaim, PageClaims, Stance
from ..findings import Finding
from . import Rule, find_rules
from .cases import Case, Context, Unverified
from .joins import case_of, flag_cases, with_chosen_ports

__all__ = ["Coverage", "Judgement", "judge"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the claims of some pages. The counts of *unverified* and *ignored* are by reason, *unread* by reason too."""

    claims: int = 0
    checked: int = 0
    unverified: Mapping[str, int] = field(default_factory=dict)
    ignored: Mapping[str, int] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings, sorted by path, line, column and code, each once; and the coverage, by page and in all."""

    findings: tuple[Finding, ...]
    total: Coverage
    pages: Mapping[str, Coverage]


@dataclass(slots=True)
class _Account:
    checked: int = 0
    unverified: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)

    def add(self, other: _Account) -> None:
        self.checked += other.checked
        self.unverified += other.unverified
        self.ignored += other.ignored
        self.unread += other.unread

    def coverage(self) -> Coverage:
        claims = self.checked + self.unverified.total() + self.ignored.total()
        return Coverage(claims, self.checked, _sorted(self.unverified), _sorted(self.ignored), _sorted(self.unread))


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def judge(pages: Iterable[PageClaims], context: Context, rules: tuple[Rule, ...] | None = None) -> Judgement:
    """Judge the claims of *pages*. A file that several pages include is judged with each, its findings are told once."""
    rules = find_rules() if rules is None else rules
    findings: set[Finding] = set()
    total, by_page = _Account(), {}
    for page in pages:
        account = _Account(unread=Counter(reason for reason, _ in page.unread))
        flags = flag_cases(page.claims, context)
        here = with_chosen_ports(context, flags.values())
        for claim in page.claims:
            if claim.stance is not Stance.ADVICE:
                account.ignored[claim.stance.value] += 1
                continue
            case = flags.get(claim) if isinstance(claim, FlagClaim) else None
            findings.update(_judge_case(claim, case or case_of(claim, here), rules, account))
        total.add(account)
        by_page[page.path] = account.coverage()
    return Judgement(tuple(sorted(findings, key=lambda f: f.order)), total.coverage(), by_page)


def _judge_case(claim: Claim, case: Case | Unverified, rules: tuple[Rule, ...], account: _Account) -> list[Finding]:
    if isinstance(case, Unverified):
        account.unverified[case.value] += 1
        return []
    found = [finding for rule in rules if isinstance(case, rule.cases) for finding in rule.check(case)]
    excused = {ignore.code for ignore in claim.scope.ignores}
    kept = [finding for finding in found if finding.code.value not in excused and "*" not in excused]
    if len(kept) < len(found):
        account.ignored["excused"] += 1
    else:
        account.checked += 1
    return kept
