"""Claims joined with the facts that bear on them, a module for each kind of claim.

What the facts cannot answer is :class:`~.cases.Unverified`, with the reason; no rule ever sees it, and the coverage counts it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..claims.model import (
    ApiVersionClaim,
    Claim,
    CommandClaim,
    ComponentClaim,
    CopyClaim,
    DefaultClaim,
    FieldClaim,
    FlagClaim,
    NameClaim,
    PathClaim,
    PodClaim,
    PortClaim,
    RemediationClaim,
    ResourceClaim,
    RowClaim,
    TermClaim,
)
from ..facts.model import Component
from .api_versions import api_version_case
from .cases import Case, Context, FlagCase, Unverified
from .commands import command_case
from .components import component_case
from .defaults import default_case
from .fields import field_case
from .flags import flag_case, name_case
from .manifests import copy_case, pod_case
from .paths import path_case
from .ports import chosen_port, owned, port_case
from .remediations import distribution_of, remediation_case
from .resources import resource_case
from .target import Target, target_of
from .terms import term_case

__all__ = ["case_of", "flag_cases", "with_chosen_ports"]


def case_of(claim: Claim, context: Context) -> Case | Unverified:
    """The claim with its facts, or why there is none."""
    match claim:
        case ComponentClaim():
            return component_case(claim, context)
        case ResourceClaim():
            return resource_case(claim, context)
        case PathClaim():
            return path_case(claim, context)
        case TermClaim():
            return term_case(claim, context)
        case CopyClaim():
            return copy_case(claim, context)
        case PodClaim():
            return pod_case(claim, context)
        case ApiVersionClaim():
            return api_version_case(claim, context)
    if isinstance(claim, PortClaim) and claim.subject is None:
        claim = owned(claim, context)
    found = _subject_of(claim, context)
    if isinstance(found, Unverified):
        return found
    component, target = found
    match claim:
        case FlagClaim():
            return flag_case(claim, component, target)
        case NameClaim():
            return name_case(claim, component, target)
        case PortClaim() | RowClaim():
            return port_case(claim, component, target, context)
        case CommandClaim():
            return command_case(claim, component, target)
        case DefaultClaim():
            return default_case(claim, component, target)
        case RemediationClaim():
            return remediation_case(claim, component, target, distribution_of(claim, target.product, context), context)
        case FieldClaim():
            return field_case(claim, component, target)


def flag_cases(claims: Iterable[Claim], context: Context) -> dict[FlagClaim, Case | Unverified]:
    """The flags among *claims* that are given a value, with their facts."""
    return {claim: case_of(claim, context) for claim in claims if isinstance(claim, FlagClaim) and claim.value}


def with_chosen_ports(context: Context, cases: Iterable[Case | Unverified]) -> Context:
    """*context* for a page with the flags of *cases*: a port that the page itself gives a component is right there."""
    chosen = (chosen_port(case) for case in cases if isinstance(case, FlagCase))
    return replace(context, chosen=frozenset(port for port in chosen if port is not None))


def _subject_of(claim: Claim, context: Context) -> tuple[Component, Target] | Unverified:
    if claim.subject is None:
        return Unverified.NO_SUBJECT
    component = context.facts.component(claim.subject.name)
    product = context.facts.product(component.product) if component else None
    if component is None or product is None:
        return Unverified.UNKNOWN_SUBJECT
    return component, target_of(claim, product, context.facts, context.site, context.directories)
