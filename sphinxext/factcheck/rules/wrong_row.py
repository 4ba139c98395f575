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
from ..joins.cases import PortCase
from .wrong_port import contradictions

ID = Code.WRONG_ROW
CASES = (PortCase,)


def check(case: PortCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if isinstance(case.claim, RowClaim):
        yield from contradictions(ID, case)
