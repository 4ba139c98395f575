"""The proof of a remediation: for each release that it is for, refused before, answered after, as before once rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from ..facts.base import FactBase
from ..facts.model import Component, Steps
from ..findings import Code
from ..messages import message
from ..versions import EVERY, Version, VersionRange, next_after
from .attempt import Attempt, places
from .kubeadm import KUBEADM
from .model import Proof, Remediation, Status, Verdict

__all__ = ["Prover"]


class Prover:
    """Proves remediations by *facts*; a proof that is asked for again is not made again."""

    def __init__(self, facts: FactBase) -> None:
        self._facts = facts
        self._proofs: dict[tuple[Remediation, str, VersionRange | None, str], Proof] = {}
        self._attempts: dict[tuple[Remediation, str, str], Attempt] = {}
        self._bounds: dict[str, frozenset[Version]] = {}

    def proof(
        self, remediation: Remediation, component: Component, claimed: VersionRange | None, distribution: str = ""
    ) -> Proof:
        """The proof of *remediation*, which is about *component*.

        :param claimed: the releases that it is said to be for; all that are known if nobody says.
        :param distribution: how the component was installed; empty if nobody says.
        """
        key = remediation, component.name, claimed, distribution
        if key not in self._proofs:
            verdicts = self._verdicts(remediation, component, claimed, distribution)
            self._proofs[key] = Proof(component.name, component.product, tuple(_merged(verdicts)), distribution)
        return self._proofs[key]

    def _verdicts(
        self, remediation: Remediation, component: Component, claimed: VersionRange | None, distribution: str
    ) -> Iterator[Verdict]:
        product = self._facts.product(component.product)
        releases = product.releases if product is not None else ()
        wanted = claimed or EVERY
        if not releases:
            yield Verdict(wanted, Status.OPEN, why=message("no release of {product} is known", product=component.product))
            return
        known = VersionRange(releases[0], next_after(_series(releases[-1])))
        if claimed is not None:
            yield from _beyond(VersionRange(claimed.since, releases[0]), claimed, known, _series(releases[-1]), component.product)
        inside = wanted.intersection(known)
        if inside and inside.since is not None:
            key = remediation, component.name, distribution
            if key not in self._attempts:
                self._attempts[key] = Attempt(remediation, component, distribution, self._facts)
            attempt = self._attempts[key]
            points = sorted({inside.since, *(each for each in (*releases, *self._bounds_of(component)) if each in inside)})
            for point, following in zip(points, [*points[1:], inside.removed], strict=True):
                yield replace(attempt.verdict(point), range=VersionRange(point, following), release=str(point))
        if claimed is not None:
            yield from _beyond(
                VersionRange(known.removed, claimed.removed), claimed, known, _series(releases[-1]), component.product
            )

    def _bounds_of(self, component: Component) -> frozenset[Version]:
        """The releases at which a fact that may bear on a proof about *component* begins or ends."""
        if component.name not in self._bounds:
            installer = self._facts.component(KUBEADM)
            both = (component, installer) if installer is not None and installer.product == component.product else (component,)
            self._bounds[component.name] = frozenset[Version]().union(*map(bounds_of, both))
        return self._bounds[component.name]


def _series(version: Version) -> str:
    return f"{version.major}.{version.minor}"


def _beyond(beyond: VersionRange, claimed: VersionRange, known: VersionRange, last: str, product: str) -> Iterator[Verdict]:
    """The releases that nothing is known of: to claim them by name is refused, an end that is left open is told."""
    if not beyond:
        return
    beyond = beyond.intersection(claimed)
    words = message("known are {product} {first} to {last}", product=product, first=str(known.since), last=last)
    left_open = beyond.since is None or beyond.removed is None
    if left_open:
        if claimed != EVERY and beyond != EVERY and not (claimed.since is None and claimed.removed is None):
            yield Verdict(beyond, Status.OPEN, why=words)
    elif beyond:
        yield Verdict(beyond, Status.REFUSED, Code.REMEDY_NOT_IN_RANGE, words)


def _merged(verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
    """*verdicts*, neighbours that say the same made one."""
    last: Verdict | None = None
    for verdict in verdicts:
        if last is not None and last.range.removed == verdict.range.since and _says(last) == _says(verdict):
            last = replace(verdict, range=VersionRange(last.range.since, verdict.range.removed))
        else:
            if last is not None:
                yield last
            last = verdict
    if last is not None:
        yield last


def _says(verdict: Verdict) -> tuple[object, ...]:
    return verdict.status, verdict.code, verdict.why, places(verdict.before), places(verdict.after)


def bounds_of(component: Component) -> frozenset[Version]:
    """The releases at which a fact that may bear on who listens begins or ends: all of its endpoints, its start, its flags and
    the kinds of its configuration.
    """
    flags = component.flags.flags.values() if component.flags is not None else ()
    kinds = [(kind.ranges, tuple(kind.fields.values())) for kind in component.kinds]
    return frozenset(_bounds((component.endpoints, component.start, tuple(flags), kinds)))


def _bounds(facts: object) -> Iterator[Version]:
    """The releases in *facts*, however deep: ends of ranges, steps."""
    if isinstance(facts, VersionRange):
        yield from (each for each in (facts.since, facts.removed) if each is not None)
    elif isinstance(facts, Steps):
        yield from (version for version, _ in facts.steps)
    elif isinstance(facts, tuple | list):
        for each in facts:
            yield from _bounds(each)
    elif is_dataclass(facts):
        for part in fields(facts):
            yield from _bounds(getattr(facts, part.name))
