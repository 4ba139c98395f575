"""Defaults of flags and fields."""

from __future__ import annotations

from collections.abc import Callable

from ..claims.model import DefaultClaim
from ..facts.model import Component, Flag, FlagSet, Presence, Steps
from ..versions import Version, series
from .cases import DefaultCase, Releases, Unverified
from .fields import parts_of
from .target import Target
from .values import same_value

__all__ = ["default_case"]

_TELLING = 10
"""How long the name of a flag must be to tell whose it is, where the component only stands near."""


def default_case(claim: DefaultClaim, component: Component, target: Target) -> DefaultCase | Unverified:
    """The default that the page states, held against what it is in each judged release."""
    name = claim.name.lstrip("-")
    if claim.subject is not None and claim.subject.how.is_guess and len(name) < _TELLING:
        return Unverified.NO_SUBJECT
    if not claim.name.startswith("-"):
        return _field_case(claim, component, target)
    known = component.flags
    if known is None:
        return Unverified.NO_FACTS
    flag = known.flags.get(known.canonical(name)) if not claim.name.startswith("--") or len(name) > 1 else None
    if flag is None or not flag.default.steps:
        return Unverified.NO_DEFAULT
    if not target.releases or known.presence(flag.name, target.releases[-1]) is not Presence.PRESENT:
        return Unverified.NO_DEFAULT  # that it is gone is told of the flag itself
    releases = _releases(
        claim,
        target,
        flag.default,
        lambda release: flag.type.at(release) or "",
        lambda release: known.presence(flag.name, release) is Presence.PRESENT,
    )
    return (
        DefaultCase(claim, component, target, releases, flag.default, _sources(component, known, flag))
        if releases.judged
        else Unverified.NO_DEFAULT
    )


def _field_case(claim: DefaultClaim, component: Component, target: Target) -> DefaultCase | Unverified:
    found = {
        (field.default, field.sources)
        for kind in component.kinds
        for path, field in kind.fields.items()
        if field.default.steps and parts_of(path)[-1:] == [claim.name]
    }
    if len(found) != 1:
        return Unverified.NO_DEFAULT
    steps, ids = found.pop()
    releases = _releases(claim, target, steps, lambda release: "", lambda release: True)
    return (
        DefaultCase(claim, component, target, releases, steps, component.cited(ids)) if releases.judged else Unverified.NO_DEFAULT
    )


def _releases(
    claim: DefaultClaim,
    target: Target,
    steps: Steps,
    type_at: Callable[[Version], str],
    exists: Callable[[Version], bool],
) -> Releases:
    """The judged releases, by whether what the page says is the default there."""
    present: list[Version] = []
    absent: list[Version] = []
    unknown: list[Version] = []
    for release in target.releases:
        values = _values(steps, release) if exists(release) else ()
        answers = {same_value(claim.value, value, type_at(release), claim.exact) for value in values}
        if True in answers:
            present.append(release)
        elif answers == {False}:
            absent.append(release)
        else:
            unknown.append(release)
    return Releases(tuple(present), tuple(absent), tuple(unknown))


def _values(steps: Steps, release: Version) -> tuple[str, ...]:
    """What the default may be in *release*: between two observations that differ it is one or the other."""
    begun = [step for step in steps.steps if step[0] <= release or series(step[0]) == series(release)]
    later = steps.steps[len(begun) :]
    if not begun:
        return ()
    since, value = begun[-1]
    values = [value]
    if later and series(since) != series(release):
        values.append(later[0][1])
    return tuple(values) if all(values) else ()


def _sources(component: Component, known: FlagSet, flag: Flag) -> tuple[str, ...]:
    """The artefacts that show the newest default, after those of the flag itself."""
    newest = flag.default.steps[-1][0]
    return component.cited((*flag.sources, *known.sources.get(newest, ())))
