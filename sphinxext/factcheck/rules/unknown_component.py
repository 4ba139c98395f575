"""A component that no facts are about, where only a component can stand: an option or role of ours.

Bad::

    .. metrics-port-table::
       :components: kube-schedular

Good::

    .. metrics-port-table::
       :components: kube-scheduler
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import ComponentCase
from ..messages import join, message

ID = Code.UNKNOWN_COMPONENT
CASES = (ComponentCase,)


def check(case: ComponentCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if case.component is not None or case.claim.subject is None:
        return
    name = case.claim.subject.name
    yield Finding(
        ID,
        Severity.ERROR,
        join(
            message("unknown component {name!r}", name=name),
            message("did you mean {near!r}?", near=case.near[0]) if case.near else None,
        ),
        case.claim.span,
        subject=name,
    )
