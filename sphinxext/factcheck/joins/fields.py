"""Fields of configuration kinds."""

from __future__ import annotations

from ..claims.model import FieldClaim
from ..facts.base import nearest
from ..facts.model import ApiKind, Component, KnownField, path_steps
from .cases import FieldCase, Releases, Unverified, releases_of
from .target import Target

__all__ = ["field_case", "parts_of"]


def field_case(claim: FieldClaim, component: Component, target: Target) -> FieldCase | Unverified:
    """The field in the kind and API version that the page names; of a fragment, the field that it may be."""
    kinds = [
        k
        for k in component.kinds
        if (not claim.kind or k.kind == claim.kind) and (not claim.api_version or k.api_version == claim.api_version)
    ]
    if not kinds:
        return Unverified.NO_FACTS
    if not claim.whole:
        return _fragment_case(claim, component, target, kinds)
    if len(kinds) > 1 and not claim.api_version:
        return Unverified.NO_FACTS
    kind = kinds[0]
    path = ".".join(claim.path).replace(".[]", "[]")
    known, is_open = kind.lookup(claim.path)
    if known is None and is_open:
        return Unverified.OPEN_FIELD
    releases = _field_releases(kind, known, target)
    if not releases.judged:
        return Unverified.RELEASE_NOT_COVERED
    if known is not None:
        return FieldCase(claim, component, target, releases, kind, known)
    parent, _, leaf = path.rpartition(".")
    siblings = [p.rpartition(".")[2] for p in kind.fields if p.rpartition(".")[0] == parent]
    if parent and not kind.has_below(parent):
        return Unverified.OPEN_FIELD  # what encloses it is unknown, and has been reported
    return FieldCase(claim, component, target, releases, kind, None, nearest(leaf, siblings))


def _fragment_case(claim: FieldClaim, component: Component, target: Target, kinds: list[ApiKind]) -> FieldCase | Unverified:
    leaf = claim.path[-1]
    for kind in kinds:
        for path, known in kind.fields.items():
            if parts_of(path)[-1:] == [leaf]:
                releases = _field_releases(kind, known, target)
                if releases.judged:
                    return FieldCase(claim, component, target, releases, kind, known)
    leaves = {part for kind in kinds for path in kind.fields for part in parts_of(path)[-1:]}
    near = nearest(leaf, leaves, distance=2) if len(leaf) >= 10 else ()
    if not near:
        return Unverified.UNRELATED_NAME
    releases = _field_releases(kinds[0], None, target)
    if not releases.judged:
        return Unverified.RELEASE_NOT_COVERED
    return FieldCase(claim, component, target, releases, kinds[0], None, near)


def _field_releases(kind: ApiKind, known: KnownField | None, target: Target) -> Releases:
    return releases_of(target, lambda release: kind.presence(known, release), kind.names.observed)


def parts_of(path: str) -> list[str]:
    """The names in a dotted path, without the marks of lists and maps, and without quotes."""
    return [step.strip('"') for step in path_steps(path.replace("[]", "").replace("{}", ""))]
