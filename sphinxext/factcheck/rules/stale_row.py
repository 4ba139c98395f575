"""A row of a port table that was right once.

Bad, for Kubernetes 1.23 and later::

    10251, kube-scheduler, http

Good::

    10259, kube-scheduler, https
"""

from __future__ import annotations

from collections.abc import Iterator

from ..claims.model import RowClaim
from ..findings import Code, Finding
from ..messages import join, message
from .cases import PortCase
from .closed_port import closed_clause, successor_clause
from .wording import finding_of, severity_of, sources_of, wrong_somewhere

ID = Code.STALE_ROW
CASES = (PortCase,)


def check(case: PortCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if not isinstance(case.claim, RowClaim) or not case.endpoints or not wrong_somewhere(case.releases, case.target):
        return
    yield finding_of(
        ID,
        case,
        severity_of(case),
        join(
            message(
                "nothing of {component} listens on {port} ({why})",
                component=case.component.name,
                port=case.claim.port,
                why=case.target.clause,
            ),
            closed_clause(case),
            successor_clause(case.component, case.endpoints, case.releases.absent),
        ),
        subject=str(case.claim.port),
        sources=sources_of(case.component, [s for e in case.endpoints for s in e.sources]),
    )
