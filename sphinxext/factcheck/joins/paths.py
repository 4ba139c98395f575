"""Files and directories on a node."""

from __future__ import annotations

from ..claims.model import PathClaim
from ..facts.base import nearest
from ..facts.model import KnownPath, Product
from .cases import Context, PathCase, Releases, Unverified
from .target import Target, target_of

__all__ = ["path_case"]


def path_case(claim: PathClaim, context: Context) -> PathCase | Unverified:
    """The path that is known, or the one that was probably meant."""
    wanted = claim.path.rstrip("/")
    for product in context.facts.products:
        for known in product.paths:
            if known.path.rstrip("/") == wanted:
                target = target_of(claim, product, context.facts, context.site, context.directories)
                return _known_path_case(claim, context, target, known)
    for product in context.facts.products:
        if not product.paths:
            continue
        found = _nearest_path(wanted, product)
        if found is not None:
            target = target_of(claim, product, context.facts, context.site, context.directories)
            component = context.facts.outline(found.component) if found.component else None
            near = "/".join([found.path, *claim.path.split("/")[found.path.count("/") + 1 :]])
            return PathCase(claim, component, target, None, Releases(absent=target.releases), (near,))
    return Unverified.UNKNOWN_PATH


def _known_path_case(claim: PathClaim, context: Context, target: Target, known: KnownPath) -> PathCase:
    component = context.facts.outline(known.component) if known.component else None
    inside = tuple(v for v in target.releases if v in known.range)
    outside = tuple(v for v in target.releases if v not in known.range)
    return PathCase(claim, component, target, known, Releases(inside, outside))


def _nearest_path(wanted: str, product: Product) -> KnownPath | None:
    """The known path of which *wanted*, or a directory that encloses it, is a slip of one character in the last part."""
    candidates = {known.path.rstrip("/"): known for known in product.paths}
    parents = ["/".join(wanted.split("/")[:end]) for end in range(3, wanted.count("/") + 2)]
    for path in parents:
        if path in candidates:
            continue
        head, _, tail = path.rpartition("/")
        siblings = {p.rpartition("/")[2]: p for p in candidates if p.rpartition("/")[0] == head}
        near = nearest(tail, siblings, distance=1) if len(tail) >= 6 else ()
        if near:
            return candidates[siblings[near[0]]]
    return None
