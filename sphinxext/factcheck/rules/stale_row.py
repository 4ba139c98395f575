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
from ..joins.cases import PortCase
from .closed_port import closings

ID = Code.STALE_ROW
CASES = (PortCase,)


def check(case: PortCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if isinstance(case.claim, RowClaim):
        yield from closings(ID, case)
