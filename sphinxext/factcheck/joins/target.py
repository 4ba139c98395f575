"""Which releases a claim is judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..applicability import Applicability, parse_applicability
from ..claims.model import Claim, Evidence
from ..facts.base import FactBase
from ..facts.model import Product
from ..messages import Message, message
from ..versions import EVERY, Version, VersionRange, parse_range
from .directory import Directory

__all__ = ["Origin", "Target", "target_of", "what_clause"]


class Origin(StrEnum):
    """Who says for which releases a claim should hold, in order of precedence."""

    APPLIES_TO = "applies-to"
    BLOCK = "block"
    PAGE = "page"
    DIRECTORY = "directory"
    SITE = "site"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Target:
    """The releases of *product* that a claim is judged by, and who says so. *site* is what the site assumes, if it does, or the
    settings of the *directory* that the page is in.
    """

    product: Product
    range: VersionRange
    origin: Origin
    evidence: Evidence | None = None
    site: VersionRange | None = None
    directory: str = ""

    @property
    def releases(self) -> tuple[Version, ...]:
        """The releases to look at, oldest first."""
        return self.product.releases_in(self.range)

    @property
    def is_dated(self) -> bool:
        """Whether only the date of a page tells: any release of that time may be meant."""
        return self.evidence is not None and self.evidence.what == "date"

    @property
    def clause(self) -> Message:
        """Why these releases, for a message."""
        match self.origin:
            case Origin.APPLIES_TO:
                return message("this page applies to {product} {range}", product=self.product.name, range=str(self.range))
            case Origin.BLOCK | Origin.PAGE if self.evidence is not None:
                return message(
                    "{what} says {product} {range}",
                    what=what_clause(self.evidence),
                    product=self.product.name,
                    range=str(parse_range(self.evidence.version) if not self.is_dated else self.range),
                )
            case Origin.DIRECTORY:
                return message(
                    "settings of {directory} say {product} {range}",
                    directory=self.directory,
                    product=self.product.name,
                    range=str(self.range),
                )
            case Origin.SITE:
                return message("this site assumes {product} {range}", product=self.product.name, range=str(self.range))
        known = self.product.releases
        if not known:
            return message("no release of {product} is known", product=self.product.name)
        return message(
            "known are {product} {first} to {last}", product=self.product.name, first=str(known[0]), last=str(known[-1])
        )


def what_clause(evidence: Evidence) -> Message:
    """Where a release was seen."""
    match evidence.what:
        case "image tag":
            return message("the image tag")
        case "download":
            return message("the address of the download")
        case "package version":
            return message("the version of the package")
        case "kubernetesVersion":
            return message("kubernetesVersion")
        case "title":
            return message("the title of the page")
        case "list":
            return message("the list of versions on the page")
        case "path":
            return message("the path of the page")
        case "field list":
            return message("the field at the top of the page")
        case "date":
            return message("the date of the page, {day},", day=evidence.version)
        case "sentence":
            return message("the sentence")
        case "declaration":
            return message("the text of the page")
    return Message(evidence.what)


def target_of(
    claim: Claim, product: Product, facts: FactBase, site: Applicability, directories: Sequence[Directory] = ()
) -> Target:
    """The releases of *product* that *claim* is judged by: ``applies-to``, the fields at the top of its page, its block or
    sentence, the page, the last of its *directories* that says something of them, the site, in this order.
    """
    assumed, directory = _range_of(product, site, facts), ""
    for each in directories:
        if (wanted := _range_of(product, each.applies_to, facts)) is not None:
            assumed, directory = wanted, each.pattern
    for text in reversed(claim.scope.applies_to):
        try:
            wanted = _range_of(product, parse_applicability(text), facts)
        except ValueError:
            continue  # the directive has told the author
        if wanted is not None:
            return Target(product, wanted, Origin.APPLIES_TO, site=assumed, directory=directory)
    fields = tuple(item for item in claim.scope.page if item.what == "field list")
    for origin, evidence in ((Origin.PAGE, fields), (Origin.BLOCK, claim.scope.block), (Origin.PAGE, claim.scope.page)):
        for item in reversed(evidence):
            if facts.product_named(item.name) == product.name:
                try:
                    wanted = parse_range(item.version)
                except ValueError:
                    continue
                if assumed is not None and wanted.removed is None and wanted.overlaps(assumed):
                    wanted = wanted.intersection(assumed)  # what a page needs at least, the site may be far beyond
                return Target(product, wanted, origin, item, assumed, directory)
    for item in claim.scope.page:
        if item.what == "date" and (dated := _range_on(product, item.version, assumed)) is not None:
            return Target(product, dated, Origin.PAGE, item, assumed, directory)
    if assumed is not None:
        return _assumed(product, assumed, directory)
    return Target(product, EVERY, Origin.NOBODY)


def _assumed(product: Product, assumed: VersionRange, directory: str) -> Target:
    return Target(product, assumed, Origin.DIRECTORY if directory else Origin.SITE, site=assumed, directory=directory)


def _range_on(product: Product, day: str, assumed: VersionRange | None) -> VersionRange | None:
    """The releases that a page of *day* can speak of: the *assumed* ones that there were, or else those in use then."""
    until = product.until(day)
    if until is None:
        return None
    return assumed.intersection(until) if assumed is not None and assumed.overlaps(until) else product.around(day)


def _range_of(product: Product, applicability: Applicability, facts: FactBase) -> VersionRange | None:
    for name, wanted in applicability.products:
        if facts.product_named(name) == product.name:
            return wanted
    return None
