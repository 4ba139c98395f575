"""A resource type that is deprecated or gone, or an API version of a kind that is deprecated.

An API version that is gone is told as ``removed-api-version``.

Bad::

    $ kubectl get componentstatuses

Good::

    $ kubectl get --raw='/readyz?verbose'
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import ApiVersionCase, ResourceCase
from ..joins.target import Origin
from ..messages import Message, join, message
from ..versions import Version
from .wording import finding_of, gone_clause, short

ID = Code.DEPRECATED_RESOURCE
CASES = (ResourceCase, ApiVersionCase)


def check(case: ResourceCase | ApiVersionCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if isinstance(case, ApiVersionCase):
        yield from _api_version(case)
        return
    resource, releases = case.resource, case.target.releases
    removed = [v for v in releases if v not in resource.range]
    deprecated = [v for v in releases if resource.deprecated is not None and v in resource.deprecated]
    if removed and (case.target.origin is not Origin.NOBODY or max(releases) in removed):
        everywhere = len(removed) == len(releases)
        yield _resource(
            case,
            Severity.ERROR if everywhere else Severity.WARNING,
            message(
                "{product} has no resource {resource!r} ({why})",
                product=case.target.product.name,
                resource=resource.name,
                why=case.target.clause,
            ),
            gone_clause((resource.range,)),
        )
    elif resource.deprecated is not None and deprecated and _applies(case, deprecated):
        since = resource.deprecated.since
        yield _resource(
            case,
            Severity.WARNING,
            message("{resource!r} is deprecated ({why})", resource=resource.name, why=case.target.clause),
            message("since {since}", since=short(since)) if since is not None else None,
        )


def _applies(case: ResourceCase, deprecated: list[Version]) -> bool:
    return case.target.origin is not Origin.NOBODY or max(case.target.releases) in deprecated


def _resource(case: ResourceCase, severity: Severity, *clauses: Message | None) -> Finding:
    resource = case.resource
    instead = message("use {name}", name=" or ".join(repr(r) for r in resource.replaced_by)) if resource.replaced_by else None
    sources = case.target.product.sources
    return Finding(
        ID,
        severity,
        join(*clauses, instead),
        case.claim.span,
        product=case.target.product.name,
        subject=resource.name,
        releases=str(case.target.range),
        sources=tuple(str(sources[id]) if id in sources else id for id in resource.sources),
    )


def _api_version(case: ApiVersionCase) -> Iterator[Finding]:
    """An API version that is served still and going away."""
    mark, present = case.deprecated, case.releases.present
    if mark is None or case.releases.absent or max(present) not in mark:
        return
    yield finding_of(
        ID,
        case,
        Severity.INFORMATION,
        join(
            message(
                "{kind} of {api_version!r} is deprecated ({why})",
                kind=case.claim.kind,
                api_version=case.claim.api_version,
                why=case.target.clause,
            ),
            message("since {since}", since=short(mark.since)) if mark.since is not None else None,
            message("use {name}", name=" or ".join(repr(name) for name in case.others)) if case.others else None,
        ),
        subject=case.claim.api_version,
        sources=case.sources,
    )
