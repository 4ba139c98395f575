"""A path that is a slip of the pen away from one that exists, or one that these releases do not lay out.

A path that resembles nothing known is left alone.

Bad::

    $ ls /etc/kubernetes/manifest/

Good::

    $ ls /etc/kubernetes/manifests/
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Edit, Finding, Severity
from ..joins.cases import PathCase
from ..joins.target import Origin
from ..messages import join, message
from .wording import early_clause, early_releases, finding_of, gone_clause, gone_releases

ID = Code.UNKNOWN_PATH
CASES = (PathCase,)


def check(case: PathCase) -> Iterator[Finding]:
    """Findings about one claim. Never an error: nobody can know every file of a node."""
    path = case.claim.path
    if case.known is None:
        yield finding_of(
            ID,
            case,
            Severity.WARNING,
            message(
                "no path {path!r} is known of {product}; did you mean {near!r}?",
                path=path,
                product=case.target.product.name,
                near=case.near[0],
            ),
            subject=path,
            edits=(Edit(case.claim.span, case.near[0]),),
        )
    elif not case.releases.present and case.releases.absent and case.target.origin is not Origin.NOBODY:
        ranges = (case.known.range,)
        gone = gone_releases(ranges, case.releases)
        yield finding_of(
            ID,
            case,
            Severity.WARNING,
            join(
                message("{product} has no {path!r} ({why})", product=case.target.product.name, path=path, why=case.target.clause),
                gone_clause(ranges) if gone else None,
                early_clause(ranges) if early_releases(ranges, case.releases) and not gone else None,
            ),
            subject=path,
        )
