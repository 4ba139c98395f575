"""A manifest, or a file of configuration, whose ``apiVersion`` has no such kind in the releases that are meant.

The API server refuses the manifest: no matches for kind. A component does not start with the file. Judged are the kinds that
Kubernetes itself serves and reads; a custom resource is anybody's.

Bad::

    apiVersion: extensions/v1beta1
    kind: Deployment

Good::

    apiVersion: apps/v1
    kind: Deployment
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding
from ..joins.cases import ApiVersionCase
from ..messages import join, message
from .wording import early_clause, early_releases, finding_of, gone_clause, gone_releases, severity_of, wrong_somewhere

ID = Code.REMOVED_API_VERSION
CASES = (ApiVersionCase,)


def check(case: ApiVersionCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if not wrong_somewhere(case.releases, case.target):
        return
    claim = case.claim
    if case.served:
        said = message(
            "{product} serves no {kind} of {api_version!r} ({why})",
            product=case.target.product.name,
            kind=claim.kind,
            api_version=claim.api_version,
            why=case.target.clause,
        )
    else:
        said = message(
            "{component} does not read {kind} of {api_version!r} ({why})",
            component=case.component.name,
            kind=claim.kind,
            api_version=claim.api_version,
            why=case.target.clause,
        )
    gone = gone_releases(case.ranges, case.releases) if case.ranges else ()
    early = early_releases(case.ranges, case.releases) if case.ranges else ()
    yield finding_of(
        ID,
        case,
        severity_of(case),
        join(
            said,
            gone_clause(case.ranges, case.observed) if gone else early_clause(case.ranges, case.observed) if early else None,
            message("use {name}", name=" or ".join(repr(name) for name in case.others)) if case.others else None,
        ),
        subject=claim.api_version,
        sources=case.sources,
    )
