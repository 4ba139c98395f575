"""What the rules about the proof of a remediation say."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import RemediationCase
from ..messages import Message, message
from ..remedies.model import Status, Verdict
from ..remedies.wording import spoken_ranges

__all__ = ["refusals"]


def refusals(code: Code, case: RemediationCase) -> Iterator[Finding]:
    """The verdicts with *code*, those for the same reason as one finding.

    An error is what is refused in every release that it is said to be for.
    """
    verdicts = [verdict for verdict in case.proof.verdicts if verdict.code is code]
    everywhere = all(verdict.status is Status.REFUSED for verdict in case.proof.verdicts)
    reasons: dict[Message, list[Verdict]] = {}
    for verdict in verdicts:
        reasons.setdefault(verdict.why or Message(""), []).append(verdict)
    for why, same in reasons.items():
        releases = spoken_ranges([verdict.range for verdict in same], case.target.product.releases)
        yield Finding(
            code,
            Severity.ERROR if everywhere else Severity.WARNING,
            message(
                "remediation {name!r}, {product} {releases}: {why} ({clause})",
                name=case.remediation.id,
                product=case.target.product.name,
                releases=releases or "*",
                why=why,
                clause=case.target.clause,
            ),
            case.claim.span,
            component=case.component.name,
            product=case.target.product.name,
            subject=case.remediation.id,
            releases=str(case.target.range),
        )
