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
from ..messages import join, message
from .cases import PortCase
from .wording import endpoint_clause, finding_of, severity_of, sources_of

ID = Code.WRONG_PORT
CASES = (PortCase,)


def check(case: PortCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if isinstance(case.claim, PortClaim):
        yield from contradictions(ID, case)


def contradictions(code: Code, case: PortCase) -> Iterator[Finding]:
    """The port is another component's, or it is served with another scheme than the page says."""
    claim = case.claim
    certain = claim.subject is not None and not claim.subject.how.is_guess
    if certain and not case.endpoints and case.others and not case.releases.present:
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
    scheme = claim.scheme.lower()
    live = [e for e in case.endpoints if any(v in e.range for v in case.releases.present)]
    served = {e.scheme for e in live}
    if scheme in _WEB and served and served <= _WEB and scheme not in served and not case.releases.absent:
        yield finding_of(
            code,
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


_WEB = frozenset({"http", "https"})
