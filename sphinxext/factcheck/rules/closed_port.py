"""A port on which nothing listens in these releases: connections are refused.

Also told, as information: a flag that closes a port (``--port=0``), for whoever looks for the reason of a refusal.

Bad, for Kubernetes 1.23 and later::

    The scheduler's metrics are on port 10251 of ``kube-scheduler``.

Good::

    The scheduler's metrics are on port 10259 of ``kube-scheduler``, over https.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..claims.model import PortClaim
from ..facts.model import Component, Endpoint
from ..findings import Code, Finding, Severity
from ..joins.cases import FlagCase, PortCase
from ..messages import Message, join, message
from ..versions import Version
from .wording import endpoint_clause, finding_of, gone_releases, severity_of, short, wrong_somewhere

ID = Code.CLOSED_PORT
CASES = (PortCase, FlagCase)


def check(case: PortCase | FlagCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if isinstance(case, FlagCase):
        yield from _closed_by_flag(case)
    elif isinstance(case.claim, PortClaim):
        yield from closings(ID, case)


def closings(code: Code, case: PortCase) -> Iterator[Finding]:
    """The component was, or will be, on the port in other releases than the judged ones."""
    if not case.endpoints or not wrong_somewhere(case.releases, case.target):
        return
    yield finding_of(
        code,
        case,
        severity_of(case),
        join(
            message(
                "nothing of {component} listens on {port} ({why})",
                component=case.component.name,
                port=case.claim.port,
                why=case.target.clause,
            ),
            _closed_clause(case),
            _successor_clause(case.component, case.endpoints, case.releases.absent),
        ),
        subject=str(case.claim.port),
        sources=case.component.cited(s for e in case.endpoints for s in e.sources),
    )


def _closed_clause(case: PortCase) -> Message | None:
    """Since when the port is closed, or from when on it is open."""
    ranges = [e.range for e in case.endpoints]
    if gone_releases(ranges, case.releases):
        return message("closed in {since} and later", since=short(max(r.removed for r in ranges if r.removed is not None)))
    starts = [r.since for r in ranges if r.since is not None]
    return message("open only from {since} on", since=short(min(starts))) if starts else None


def _successor_clause(component: Component, endpoints: tuple[Endpoint, ...], releases: tuple[Version, ...]) -> Message | None:
    """Where to look instead in *releases*: the endpoints that took over, else the component's own of the same purpose."""
    named = [component.endpoint(e.replaced_by) for e in endpoints if e.replaced_by]
    purposes = {e.purpose for e in endpoints}
    found = [e for e in named if e is not None] or [e for e in component.endpoints if e.purpose in purposes]
    live = [e for e in found if any(v in e.range for v in releases)]
    return message("use {endpoint}", endpoint=endpoint_clause(live[0])) if live else None


def _closed_by_flag(case: FlagCase) -> Iterator[Finding]:
    for endpoint in case.closes:
        yield finding_of(
            ID,
            case,
            Severity.INFORMATION,
            join(
                message(
                    "'--{flag}={value}' is what closes {port} of {component} ({why})",
                    flag=case.claim.name,
                    value=case.claim.value or "",
                    port=endpoint.port,
                    component=case.component.name,
                    why=case.target.clause,
                ),
                _successor_clause(case.component, (endpoint,), case.releases.present),
            ),
            subject=str(endpoint.port),
            sources=case.component.cited(endpoint.sources),
        )
