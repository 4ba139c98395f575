"""One release of one component: from help texts to what is recorded, and how that stands to what is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..facts.record import FlagRecord, RecordedFlag, RecordedRelease
from ..messages import message
from ..versions import Version
from .deprecation import recorded_flag
from .help import Help
from .observations import UpstreamError
from .programs import Program
from .record_text import merged
from .seen import SeenFlag

__all__ = ["Difference", "Drift", "differences", "recorded_help", "with_release"]


def recorded_help(
    tree: Sequence[tuple[tuple[str, ...], Help]], release: Version, artefact: str, program: Program, method: str = "help"
) -> RecordedRelease:
    """What the help of a program and of its subcommands says.

    :param tree: for each path of commands its help; that of the program itself as ``()``, which must be there.
    :param method: ``help``, or ``page`` where the texts are reference pages made from it.
    """
    commands: dict[str, Mapping[str, RecordedFlag]] = {}
    for path, help_ in tree:
        flags = _by_name((*help_.flags, *(() if path else help_.inherited)), program)
        commands[" ".join(path)] = {name: recorded_flag(flag, flags) for name, flag in flags.items()}
        for words, below in help_.below:
            under = _by_name(below, program)
            told = {name: recorded_flag(flag, under) for name, flag in under.items()}
            commands.setdefault(" ".join((*path, words)), told)
    root = dict(tree)[()]
    shows_all = root.whole or program.help_is_whole(release)
    return RecordedRelease(release, (artefact,), (method,), commands, partial=not shows_all, style=root.style.value)


def _by_name(flags: Iterable[SeenFlag], program: Program) -> dict[str, SeenFlag]:
    """*flags* by name; a program that takes underscores for dashes prints some as they were registered."""
    if program.normalize == "_":
        flags = (dataclasses.replace(flag, name=flag.name.replace("_", "-")) for flag in flags)
    return {flag.name: flag for flag in flags}


def with_release(record: FlagRecord, release: RecordedRelease, *, replace: bool) -> FlagRecord:
    """*record* with *release* in it.

    :param replace: whether an observation of another kind may give way.
    :raises UpstreamError: the release is recorded from another artefact already.
    """
    known = record.exactly_at(release.release)
    if known is not None and known.methods != release.methods and not replace:
        what = message(
            "{component} {release} is recorded already, from {artefact}; --check compares, --replace overwrites",
            component=record.component, release=str(release.release), artefact=", ".join(known.artefacts),
        )  # fmt: skip
        raise UpstreamError(what)
    return merged(record, [release])


class Drift(StrEnum):
    """How an artefact differs from what is recorded."""

    UNRECORDED = "unrecorded"
    GONE = "gone"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Difference:
    """A flag of which an artefact says something else than the record. *command*: the words of its subcommand."""

    drift: Drift
    command: str
    name: str
    recorded: str = ""
    found: str = ""


def differences(recorded: RecordedRelease, found: RecordedRelease) -> tuple[Difference, ...]:
    """Where an artefact and the record of the same release disagree.

    A flag that a partial artefact does not list is no disagreement, and neither is a default that one of the two does not show.
    """
    told: list[Difference] = []
    for command in sorted({*recorded.commands, *found.commands}):
        known, seen = recorded.commands.get(command), found.commands.get(command)
        if known is None or seen is None:
            continue
        told += _flag_differences(command, known, seen, recorded.partial, found.partial)
    return tuple(told)


def _flag_differences(
    command: str,
    known: Mapping[str, RecordedFlag],
    seen: Mapping[str, RecordedFlag],
    known_is_partial: bool,
    seen_is_partial: bool,
) -> Iterable[Difference]:
    for name in sorted({*known, *seen}):
        if name not in known:
            if not known_is_partial:
                yield Difference(Drift.UNRECORDED, command, name)
        elif name not in seen:
            if not seen_is_partial:
                yield Difference(Drift.GONE, command, name)
        else:
            before, after = known[name].default, seen[name].default
            if before is not None and after is not None and before != after:
                yield Difference(Drift.DEFAULT, command, name, before, after)
