"""Subcommands that came and went."""

from __future__ import annotations

from ..claims.model import CommandClaim
from ..facts.model import Component
from .cases import CommandCase, Releases, Unverified
from .target import Target

__all__ = ["command_case"]


def command_case(claim: CommandClaim, component: Component, target: Target) -> CommandCase | Unverified:
    """The subcommand, if it is one that is known to be gone."""
    known = next((each for each in component.former_commands if each.words == claim.word), None)
    if known is None or claim.legacy:
        return Unverified.UNKNOWN_COMMAND
    if not target.releases:
        return Unverified.RELEASE_NOT_COVERED
    inside = tuple(v for v in target.releases if v in known.range)
    outside = tuple(v for v in target.releases if v not in known.range)
    return CommandCase(claim, component, target, Releases(inside, outside), known)
