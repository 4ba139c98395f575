"""A port that is another component's, or the right port with the wrong scheme.

A port that is no component's default is left alone: somebody may have chosen it.

Bad::

    $ curl http://127.0.0.1:10259/metrics

Good::

    $ curl -k -H "Authorization: Bearer $TOKEN" https://127.0.0.1:10259/metrics
"""

from __future__ import annotations

from collections.abc import Iterator

from ..claims.model import PortClaim
from ..findings import Code, Finding
from ..messages import message
from .cases import PortCase
from .wording import endpoint_clause, finding_of, severity_of, sources_of

ID = Code.WRONG_PORT
CASES = (PortCase,)


def check(case: PortCase) -> Iterator[Finding]:
    """Findings about one claim."""
    claim = case.claim
    if not isinstance(claim, PortClaim) or claim.subject is None or claim.subject.how.is_guess:
        return
    if not case.endpoints and case.others and not case.releases.present:
        yield finding_of(
            ID,
            case,
            severity_of(case),
            message(
                "{port} is a port of {other}, not of {component} ({why})",
                port=claim.port,
                other=case.others[0].name,
                component=case.component.name,
                why=case.target.clause,
            ),
            subject=str(claim.port),
        )
        return
    live = [e for e in case.endpoints if any(v in e.range for v in case.releases.present)]
    if claim.scheme in ("http", "https") and live and all(e.scheme in ("http", "https") for e in live):
        if all(e.scheme != claim.scheme for e in live) and not case.releases.absent:
            yield finding_of(
                ID,
                case,
                severity_of(case, case.releases.present),
                message(
                    "{component} does not serve {scheme} on {port} ({why}); it is {endpoint}",
                    component=case.component.name,
                    scheme=claim.scheme,
                    port=claim.port,
                    why=case.target.clause,
                    endpoint=endpoint_clause(live[0]),
                ),
                subject=str(claim.port),
                sources=sources_of(case.component, live[0].sources),
            )
