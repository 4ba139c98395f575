"""The releases and the installer that a rendered fact is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..applicability import Applicability
from ..facts import FactBase, nearest
from ..messages import Message, message
from ..versions import EVERY, Version, VersionRange

__all__ = ["Scope", "misspellings", "scope_of"]


@dataclass(frozen=True, slots=True)
class Scope:
    """*ranges* pairs products with releases; ``""`` stands for every product. *distribution* is the installer, or empty."""

    ranges: tuple[tuple[str, VersionRange], ...] = ()
    distribution: str = ""

    @property
    def says_releases(self) -> bool:
        """Whether there is a range for any product."""
        return bool(self.ranges)

    def range_of(self, product: str) -> VersionRange:
        """The releases of *product* that are meant."""
        ranges = dict(self.ranges)
        return ranges.get(product, ranges.get("", EVERY))

    def releases_of(self, product: str, facts: FactBase) -> tuple[Version, ...]:
        """The known releases of *product* that are meant."""
        known = facts.product(product)
        return known.releases_in(self.range_of(product)) if known is not None else ()


def scope_of(applicability: Applicability, facts: FactBase) -> Scope:
    """The scope that *applicability* means; what it names beside products and installers has no part in it."""
    ranges = []
    for name, releases in applicability.products:
        product = facts.product_named(name)
        if product or not name:
            ranges.append((product, releases))
    distributions = {distribution for product in facts.products for distribution in product.distributions}
    installer = next((other for other in applicability.others if other in distributions), "")
    return Scope(tuple(ranges), installer)


def misspellings(applicability: Applicability, facts: FactBase) -> Iterator[Message]:
    """Names in *applicability* that are near to one that is known; others may be about what no facts are of."""
    products = {name for product in facts.products for name in (product.name, *product.aliases)}
    distributions = {name for product in facts.products for name in product.distributions}
    known = products | distributions | set(facts.names())
    for name in (*(name for name, _ in applicability.products), *applicability.others):
        if len(name) < 5 or name in distributions or facts.product_named(name):
            continue
        near = nearest(name.lower(), known)
        if near:
            yield message("unknown product {name!r}; did you mean {near!r}?", name=name, near=near[0])
