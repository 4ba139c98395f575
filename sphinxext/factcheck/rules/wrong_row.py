"""A row of a port table that never was right: the port is another component's, or the scheme is not the port's.

Bad::

    10257, kube-scheduler, https

Good::

    10259, kube-scheduler, https
"""

from __future__ import annotations

from collections.abc import Iterator

from ..claims.model import RowClaim
from ..findings import Code, Finding
from ..messages import join, message
from .cases import PortCase
from .wording import endpoint_clause, finding_of, severity_of, sources_of

ID = Code.WRONG_ROW
CASES = (PortCase,)


def check(case: PortCase) -> Iterator[Finding]:
    """Findings about one claim."""
    claim = case.claim
    if not isinstance(claim, RowClaim):
        return
    own = [e for e in case.component.endpoints if any(v in e.range for v in case.target.releases)]
    if not case.endpoints and case.others and not case.releases.present:
        yield finding_of(
            ID,
            case,
            severity_of(case),
            join(
                message(
                    "{port} is a port of {other}, not of {component} ({why})",
                    port=claim.port,
                    other=case.others[0].name,
                    component=case.component.name,
                    why=case.target.clause,
                ),
                message("use {endpoint}", endpoint=endpoint_clause(own[0])) if len(own) == 1 else None,
            ),
            subject=str(claim.port),
        )
        return
    live = [e for e in case.endpoints if any(v in e.range for v in case.releases.present)]
    scheme = claim.scheme.lower()
    if scheme in ("http", "https") and live and not case.releases.absent and all(e.scheme != scheme for e in live):
        yield finding_of(
            ID,
            case,
            severity_of(case, case.releases.present),
            message(
                "{component} does not serve {scheme} on {port} ({why}); it is {endpoint}",
                component=case.component.name,
                scheme=scheme,
                port=claim.port,
                why=case.target.clause,
                endpoint=endpoint_clause(live[0]),
            ),
            subject=str(claim.port),
            sources=sources_of(case.component, live[0].sources),
        )
