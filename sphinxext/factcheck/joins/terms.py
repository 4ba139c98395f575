"""Terms of record: keys of labels, registries, repositories, admission plugins."""

from __future__ import annotations

from ..claims.model import TermClaim
from .cases import Context, Releases, TermCase, Unverified
from .target import target_of

__all__ = ["term_case"]


def term_case(claim: TermClaim, context: Context) -> TermCase | Unverified:
    """The term, and the releases that it goes with."""
    found = context.facts.term(claim.term)
    if found is None:
        return Unverified.UNKNOWN_TERM
    product, known = found
    target = target_of(claim, product, context.facts, context.site, context.directories)
    if not target.releases:
        return Unverified.RELEASE_NOT_COVERED
    inside = tuple(v for v in target.releases if v in known.range)
    outside = tuple(v for v in target.releases if v not in known.range)
    return TermCase(claim, target, Releases(inside, outside), known)
