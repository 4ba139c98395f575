"""Flags, and bare names that may be flags or fields."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..claims.model import FlagClaim, How, NameClaim
from ..facts.base import nearest
from ..facts.model import Component, FlagSet, Presence
from .cases import FlagCase, NameCase, Releases, Unverified, releases_of
from .fields import parts_of
from .target import Target

__all__ = ["flag_case", "name_case"]


def flag_case(claim: FlagClaim, component: Component, target: Target) -> FlagCase | Unverified:
    """The flag, and the endpoints that it closes with its value."""
    if component.flags is None:
        return Unverified.NO_FACTS
    subject = claim.subject
    if subject is not None and subject.how.is_guess and not _tells(claim, component):
        return Unverified.NO_SUBJECT
    known = component.flags.for_command(claim.command)
    if known is None:
        return Unverified.UNKNOWN_COMMAND
    name = known.canonical(claim.name)
    releases = _flag_releases(known, name, target)
    if not releases.judged:
        return Unverified.RELEASE_NOT_COVERED
    flag = known.flags.get(name)
    if flag is None and claim.derived:
        return Unverified.UNRELATED_NAME
    has_commands = bool(component.flags.commands)
    if flag is None and claim.dashes == "-" and (has_commands or not re.search(r"[.-]", name)):
        return Unverified.UNRELATED_NAME  # short flags may be written in one word, and with their value
    if has_commands and len(claim.name) == 1 and releases.absent:
        return Unverified.UNRELATED_NAME  # a letter may have stood for another flag once
    if flag is None and claim.dashes not in ("", "-", "--"):
        return Unverified.UNRELATED_NAME  # a dash of running text, perhaps
    elsewhere = _elsewhere(component.flags, name, releases) if flag is None else ()
    respelt = _respelt(known, name, releases) if flag is None and not elsewhere else ""
    near = _near_flags(known, name, releases) if flag is None and not elsewhere and not respelt else ()
    if flag is None and not near and not respelt and subject is not None and subject.how in (How.CELL, How.SENTENCE, How.NEARBY):
        return Unverified.NO_SUBJECT  # running text speaks of more programs than it names
    written = f"--{name}={claim.value}" if claim.value is not None else f"--{name}"
    closes = tuple(
        e for e in component.endpoints if written in e.setter.off and any(release in e.range for release in releases.present)
    )
    return FlagCase(claim, component, target, releases, known, flag, near, respelt, elsewhere, closes)


def _tells(claim: FlagClaim, component: Component) -> bool:
    """Whether a flag near the name of *component* tells that it is meant. One letter is anybody's; a word of the trade such as
    *scheduler* means it only together with a flag of several words that it has or had.
    """
    if claim.subject is None or len(claim.name) == 1:
        return False
    if claim.subject.name == component.name:
        return True
    return (
        bool(re.search(r"[a-z0-9][-.][a-z]", claim.name)) and component.flags is not None and claim.name in component.flags.flags
    )


def _elsewhere(flags: FlagSet, name: str, releases: Releases) -> tuple[str, ...]:
    """The commands that have the flag *name* in a release in which the one at hand has not."""
    return tuple(sorted({words for release in releases.absent for words in flags.commands_with(name, release)}))


def _near_flags(flags: FlagSet, name: str, releases: Releases) -> tuple[str, ...]:
    """What *name* may be a slip of the pen for, of the flags that a judged release has."""
    if len(name) < 4:
        return ()
    there = [known for known in flags.flags if any(flags.presence(known, v) is Presence.PRESENT for v in releases.absent)]
    return nearest(name, there)


def _respelt(flags: FlagSet, name: str, releases: Releases) -> str:
    """The flag that *name* is but for dashes and underscores, if a judged release has it."""
    plain = name.replace("_", "-")
    if "-" not in plain:
        return ""
    same = (known for known in flags.flags if known.replace("_", "-") == plain)
    return next((known for known in same if any(flags.presence(known, v) is Presence.PRESENT for v in releases.absent)), "")


def name_case(claim: NameClaim, component: Component, target: Target) -> NameCase | Unverified:
    """The flag or field that a bare name is, or nearly is."""
    flags = component.flags.flags if component.flags is not None else {}
    fields = {part for kind in component.kinds for path in kind.fields for part in parts_of(path)}
    if claim.name in fields:
        return NameCase(claim, component, target, Releases(present=target.releases), None)
    if component.flags is not None and any(claim.name in each.flags for each in component.flags.commands.values()):
        return Unverified.UNRELATED_NAME  # nothing says which command is meant
    if component.flags is not None and claim.name in flags:
        releases = _flag_releases(component.flags, claim.name, target)
        if not releases.judged:
            return Unverified.RELEASE_NOT_COVERED
        return NameCase(claim, component, target, releases, flags[claim.name])
    # A slip in a long name only: short words are alike by chance.
    wanted = _plain(claim.name)
    if len(wanted) < 10:
        return Unverified.UNRELATED_NAME
    slips = 1 if len(wanted) < 14 else 2
    near_flags = _near_names(wanted, flags, slips)
    near_fields = _near_names(wanted, sorted(fields), slips)
    if not near_flags and not near_fields:
        return Unverified.UNRELATED_NAME
    return NameCase(claim, component, target, Releases(absent=target.releases), None, near_flags, near_fields)


def _near_names(wanted: str, names: Iterable[str], slips: int) -> tuple[str, ...]:
    """Those of *names* that are so many *slips* away from *wanted*, signs and capitals aside; *wanted* has none."""
    plain = {name: _plain(name) for name in names}
    near = frozenset(nearest(wanted, plain.values(), limit=3, distance=slips))
    return tuple(name for name, spelt in plain.items() if spelt in near)


def _plain(name: str) -> str:
    return name.replace("-", "").replace("_", "").replace(".", "").lower()


def _flag_releases(flags: FlagSet, name: str, target: Target) -> Releases:
    return releases_of(target, lambda release: flags.presence(name, release), flags.names.observed)
