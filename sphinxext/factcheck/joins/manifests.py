"""Directories whose files the kubelet runs: what is left in them, and the pods that stand for what they hold."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims.model import CopyClaim, PodClaim
from ..facts.hazards import StaticPods
from ..facts.model import Product
from .cases import Context, CopyCase, PodCase, Unverified
from .remediations import distribution_of
from .target import target_of

__all__ = ["copy_case", "pod_case"]


def copy_case(claim: CopyClaim, context: Context) -> CopyCase | Unverified:
    """The directory that the copy is left in, if its files are run."""
    where = claim.copy.rpartition("/")[0]
    for product, directory in _directories(context):
        if directory.path.rstrip("/") == where:
            return CopyCase(claim, target_of(claim, product, context.facts, context.site, context.directories), directory)
    return Unverified.UNKNOWN_PATH


def pod_case(claim: PodClaim, context: Context) -> PodCase | Unverified:
    """The manifest that the pod is made of, if its component has one among the static pods."""
    component = claim.subject.name if claim.subject is not None else ""
    for product, directory in _directories(context):
        manifest = next((path.path for path in product.paths if _is_manifest(path.path, directory, component)), None)
        if manifest is not None and distribution_of(claim, product, context) in ("", directory.distribution):
            target = target_of(claim, product, context.facts, context.site, context.directories)
            return PodCase(claim, target, directory, manifest)
    return Unverified.UNKNOWN_RESOURCE


def _directories(context: Context) -> Iterator[tuple[Product, StaticPods]]:
    return ((product, each) for product in context.facts.products for each in product.hazards.static_pods)


def _is_manifest(path: str, directory: StaticPods, component: str) -> bool:
    head, _, name = path.rpartition("/")
    return head == directory.path.rstrip("/") and name.rpartition(".")[0] == component
