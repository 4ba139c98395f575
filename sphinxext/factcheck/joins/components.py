"""Components named where only one can stand."""

from __future__ import annotations

from ..claims.model import ComponentClaim
from ..facts.base import nearest
from .cases import ComponentCase, Context, Unverified

__all__ = ["component_case"]


def component_case(claim: ComponentClaim, context: Context) -> ComponentCase | Unverified:
    """The component that is named, or what comes near."""
    if claim.subject is None:
        return Unverified.NO_SUBJECT
    component = context.facts.outline(claim.subject.name)
    near = () if component else nearest(claim.subject.name.lower(), context.facts.names())
    return ComponentCase(claim, component, near)
