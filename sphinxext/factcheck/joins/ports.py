"""Ports, in running text, addresses and rows of tables."""

from __future__ import annotations

from dataclasses import replace

from ..claims.model import How, PortClaim, RowClaim, Subject
from ..facts.model import Component, Presence
from ..versions import Version
from .cases import Context, FlagCase, PortCase, Unverified, releases_of
from .target import Target

__all__ = ["chosen_port", "owned", "port_case"]


def owned(claim: PortClaim, context: Context) -> PortClaim:
    """*claim*, with the one component that ever served its path on its port as a guess at the subject."""
    owners = {component.name for component, _ in context.facts.listeners(claim.port)}
    serves = any(endpoint.serves(claim.path) for _, endpoint in context.facts.listeners(claim.port))
    return replace(claim, subject=Subject(owners.pop(), How.NEARBY)) if serves and len(owners) == 1 else claim


def chosen_port(case: FlagCase) -> tuple[str, int] | None:
    """The component and the port that a flag which works in the judged releases moves it to."""
    flag, value = case.flag, case.claim.value
    if (
        flag is None
        or value is None
        or case.releases.absent
        or (flag.no_effect is not None and case.releases.present[-1] in flag.no_effect)
    ):
        return None
    moves = any(f"--{flag.name}" in endpoint.setter.flags for endpoint in case.component.endpoints)
    port = value.rpartition(":")[2]
    return (case.component.name, int(port)) if moves and port.isascii() and port.isdigit() and len(port) <= 5 else None


def port_case(claim: PortClaim | RowClaim, component: Component, target: Target, context: Context) -> PortCase | Unverified:
    """The endpoints of the component that ever were on the port, and who else is on it."""
    if not component.endpoints:
        return Unverified.NO_FACTS
    endpoints = tuple(e for e in component.endpoints if claim.port in e.ports)

    def answer(release: Version) -> Presence:
        if any(release in e.range for e in endpoints):
            return Presence.PRESENT
        # What is known of an endpoint says when it is there; of a port without one, only a complete list does.
        return Presence.ABSENT if endpoints or component.knows_endpoints(release) else Presence.UNKNOWN

    others = tuple(
        other
        for other, endpoint in context.facts.listeners(claim.port)
        if other.name != component.name
        and other.product == component.product
        and any(release in endpoint.range for release in target.releases)
    )
    if not endpoints and not others:
        return Unverified.CUSTOM_PORT
    releases = releases_of(target, answer)
    if not releases.judged:
        return Unverified.RELEASE_NOT_COVERED
    if releases.absent and (component.name, claim.port) in context.chosen:
        return Unverified.CUSTOM_PORT
    return PortCase(claim, component, target, releases, endpoints, others)
