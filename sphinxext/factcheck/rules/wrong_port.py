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
from ..joins.cases import PortCase
from ..messages import join, message
from .wording import endpoint_clause, finding_of, is_guess, severity_of

ID = Code.WRONG_PORT
CASES = (PortCase,)


def check(case: PortCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if isinstance(case.claim, PortClaim):
        yield from contradictions(ID, case)


def contradictions(code: Code, case: PortCase) -> Iterator[Finding]:
    """The port is another component's, or it is served with another scheme than the page says."""
    claim = case.claim
    if not is_guess(case) and not case.endpoints and case.others and not case.releases.present:
        own = [e for e in case.component.endpoints if any(v in e.range for v in case.target.releases)]
        yield finding_of(
            code,
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
    # The other way round, https on a port that is http by default, may well have been configured.
    live = [e for e in case.endpoints if any(v in e.range for v in case.releases.present)]
    if claim.scheme.lower() == "http" and {e.scheme for e in live} == {"https"} and not case.releases.absent:
        yield finding_of(
            code,
            case,
            severity_of(case, case.releases.present),
            message(
                "{component} does not serve {scheme} on {port} ({why}); it is {endpoint}",
                component=case.component.name,
                scheme=claim.scheme.lower(),
                port=claim.port,
                why=case.target.clause,
                endpoint=endpoint_clause(live[0]),
            ),
            subject=str(claim.port),
            sources=case.component.cited(live[0].sources),
        )
