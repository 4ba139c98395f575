"""API versions: of the kinds that an API server serves, and of those that a component reads for its configuration."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..claims.model import ApiVersionClaim
from ..facts.model import ApiKind, Component, GroupVersionKind, Names, Presence, Product, ServedKinds
from ..versions import Version
from .cases import ApiVersionCase, Context, Unverified, releases_of
from .target import Target, target_of

__all__ = ["api_version_case"]

_STABLE = re.compile(r"(?:.*/)?v\d+")


def api_version_case(claim: ApiVersionClaim, context: Context) -> ApiVersionCase | Unverified:
    """The kind in the API version that the page names, and in which other versions there is one."""
    group = claim.api_version.rpartition("/")[0]
    owner = context.facts.component(claim.kind)
    if owner is not None and (kinds := _configuration_kinds(owner, claim.kind, group)):
        return _read_case(claim, owner, kinds, context)
    for product in context.facts.products:
        served = context.facts.served_kinds(product.name)
        server = context.facts.api_server(product.name) if served is not None else None
        if served is None or server is None:
            continue
        # What the server itself is configured by is known by no name of its own: Policy of audit.k8s.io.
        if group and (kinds := _configuration_kinds(server, claim.kind, group)):
            return _read_case(claim, server, kinds, context)
        return _served_case(claim, server, product, served, context)
    return Unverified.UNKNOWN_SUBJECT


def _configuration_kinds(component: Component, kind: str, group: str) -> tuple[ApiKind, ...]:
    """The versions of the component's own kind; none if the group is not of it: somebody else's kind of the same name."""
    kinds = tuple(known for known in component.kinds if known.kind == kind)
    return kinds if any(known.api_version.rpartition("/")[0] == group for known in kinds) else ()


def _read_case(
    claim: ApiVersionClaim, component: Component, kinds: tuple[ApiKind, ...], context: Context
) -> ApiVersionCase | Unverified:
    product = context.facts.product(component.product)
    if product is None:
        return Unverified.UNKNOWN_SUBJECT
    target = target_of(claim, product, context.facts, context.site, context.directories)
    kind = next((known for known in kinds if known.api_version == claim.api_version), None)
    # Each version was observed only where it is; together they tell where one of them is not.
    names = Names(tuple(sorted({version for known in kinds for version in known.names.observed})))
    ranges = kind.ranges if kind is not None else ()
    releases = releases_of(target, lambda release: names.presence(ranges, release), names.observed)
    if not releases.judged:
        return Unverified.RELEASE_NOT_COVERED
    others = [k.api_version for k in kinds if k is not kind and _is_read(k, target, names, releases.absent)]
    told = [v for v in names.observed if _is_nearest(v, releases.absent, names)]
    ids = {id for known in kinds for version in told for id in known.sources.get(version, ())}
    return ApiVersionCase(
        claim,
        component,
        target,
        releases,
        ranges,
        names.observed,
        others=_preferred(others),
        sources=component.cited(sorted(ids)),
    )


def _is_read(kind: ApiKind, target: Target, names: Names, wanted: tuple[Version, ...]) -> bool:
    """Whether *kind* is there in one of the *wanted* releases."""
    there = releases_of(target, lambda release: names.presence(kind.ranges, release), names.observed)
    return any(release in there.present for release in wanted)


def _served_case(
    claim: ApiVersionClaim, server: Component, product: Product, served: ServedKinds, context: Context
) -> ApiVersionCase | Unverified:
    name = GroupVersionKind.of(claim.api_version, claim.kind)
    known = served.kinds.get(name)
    if name.kind.endswith("Review"):
        return Unverified.UNKNOWN_RESOURCE  # a webhook gets it in a version of its own
    if known is None and not _is_group_version(name, served):
        return Unverified.UNKNOWN_RESOURCE  # another server's, or older than what is known
    target = target_of(claim, product, context.facts, context.site, context.directories)
    releases = releases_of(target, lambda release: served.presence(name, release), served.names.observed)
    if not releases.judged:
        return Unverified.UNKNOWN_RESOURCE if known is None else Unverified.RELEASE_NOT_COVERED
    sources = [
        str(source)
        for version, sources in served.sources.items()
        if _is_nearest(version, releases.absent, served.names)
        for source in sources
    ]
    return ApiVersionCase(
        claim,
        server,
        target,
        releases,
        known.ranges if known is not None else (),
        served.names.observed,
        served=True,
        deprecated=known.deprecated if known is not None else None,
        others=_others(name, served, releases.absent or releases.present),
        sources=tuple(dict.fromkeys(sources)),
    )


def _is_group_version(name: GroupVersionKind, served: ServedKinds) -> bool:
    """Whether the server has anything in that group and version; the core is anybody's: OpenShift had kinds of its own in v1."""
    return name.group != "" and any((known.group, known.version) == (name.group, name.version) for known in served.kinds)


def _is_nearest(version: Version, absent: tuple[Version, ...], names: Names) -> bool:
    """Whether *version* is the observation that tells of the newest release in *absent*."""
    seen = [v for v in names.observed if absent and (v <= max(absent) or v.release[:2] == max(absent).release[:2])]
    return bool(seen) and version == seen[-1]


def _others(name: GroupVersionKind, served: ServedKinds, releases: tuple[Version, ...]) -> tuple[str, ...]:
    """The API versions under which the kind is served in all of *releases*: the one that upstream names, if it is among them."""
    there = [
        known
        for known in served.named(name.kind)
        if known.name != name and all(served.presence(known.name, release) is Presence.PRESENT for release in releases)
    ]
    mine = served.kinds.get(name)
    told = mine.replaced_by if mine is not None else None
    if told is not None and any(known.name == told for known in there):
        return (told.api_version,)
    return _preferred(known.name.api_version for known in there)


def _preferred(versions: Iterable[str]) -> tuple[str, ...]:
    """The stable ones of *versions*, if there are any."""
    found = tuple(versions)
    return tuple(version for version in found if _STABLE.fullmatch(version)) or found
