"""Resource types of the API."""

from __future__ import annotations

from ..claims.model import ResourceClaim
from .cases import Context, ResourceCase, Unverified
from .target import target_of

__all__ = ["resource_case"]


def resource_case(claim: ResourceClaim, context: Context) -> ResourceCase | Unverified:
    """The resource type, if it is recorded."""
    for product in context.facts.products:
        resource = context.facts.resource(product.name, claim.resource)
        if resource is not None:
            target = target_of(claim, product, context.facts, context.site, context.directories)
            return ResourceCase(claim, target, resource) if target.releases else Unverified.RELEASE_NOT_COVERED
    return Unverified.UNKNOWN_RESOURCE
