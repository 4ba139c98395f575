"""Remediations."""

from __future__ import annotations

from collections.abc import Iterator

from ..applicability import Applicability, parse_applicability
from ..claims.model import Claim, RemediationClaim
from ..facts.model import Component, Product
from ..remedies.proof import Prover
from ..remedies.reading import remediation_of
from .cases import Context, RemediationCase
from .target import Origin, Target

__all__ = ["distribution_of", "remediation_case"]


def remediation_case(
    claim: RemediationClaim, component: Component, target: Target, distribution: str, context: Context
) -> RemediationCase:
    """The remediation with its proof for the releases that it is for."""
    remediation = remediation_of(claim)
    prover = context.prover or Prover(context.facts)
    # Where nobody says for which releases it is, it is for those that are known.
    claimed = target.range if target.origin is not Origin.NOBODY else None
    proof = prover.proof(remediation, component, claimed, distribution)
    return RemediationCase(claim, remediation, component, target, distribution, proof, hazards=context.facts.hazards())


def distribution_of(claim: Claim, product: Product, context: Context) -> str:
    """The installer of *product* that holds where *claim* stands: what encloses it, its page, the directory, or the site says."""
    for applicability in _said(claim, context):
        for name in applicability.others:
            if name in product.distributions:
                return name
    return ""


def _said(claim: Claim, context: Context) -> Iterator[Applicability]:
    """Who says what is spoken of, the nearest first."""
    for text in reversed(claim.scope.applies_to):
        try:
            yield parse_applicability(text)
        except ValueError:
            continue  # the directive has told the author
    yield from (directory.applies_to for directory in reversed(context.directories))
    yield context.site
