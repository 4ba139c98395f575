"""A component at one release: what is answered when somebody asks for exactly that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..versions import Version, VersionRange
from .model import ApiKind, Component, Endpoint, Flag, FlagSet, KnownField, Presence
from .record import FlagRecord, RecordedFlag, RecordedRelease

__all__ = ["CommandState", "EndpointState", "FieldState", "FlagState", "Snapshot", "snapshot"]


@dataclass(frozen=True, slots=True)
class FlagState:
    """A flag at a release.

    *type*, *default* and *deprecated* are the artefact's where one of exactly this release was recorded: a default of
    ``None`` means that it shows none. For other releases they are what the facts say.
    """

    name: str
    type: str | None = None
    default: str | None = None
    deprecated: bool = False
    no_effect: bool = False
    replaced_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommandState:
    """A subcommand at a release: its words and its own flags."""

    words: str
    flags: tuple[FlagState, ...]


@dataclass(frozen=True, slots=True)
class EndpointState:
    """Where a program listens at a release, with what an installer makes of it if one was asked for."""

    endpoint: Endpoint
    port: int
    scheme: str
    auth: str
    bind: str
    listens: bool
    args: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldState:
    """A field of a configuration kind at a release."""

    path: str
    type: str | None = None
    default: str | None = None
    deprecated: bool = False
    no_effect: bool = False
    replaced_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is known of a component at *release*.

    *observed*: the release whose artefact answers for the flags, ``None`` if none of this release was recorded. *complete*:
    whether a flag that is not here does not exist. *also_accepted*: flags that the program takes though no artefact of the
    release lists them. *unknown*: flags of which nobody can tell. *fields*: those of each kind, by ``kind api_version``.
    """

    component: Component
    release: Version
    observed: Version | None
    complete: bool
    flags: tuple[FlagState, ...]
    also_accepted: tuple[FlagState, ...]
    commands: tuple[CommandState, ...]
    endpoints: tuple[EndpointState, ...]
    fields: Mapping[str, tuple[FieldState, ...]]
    unknown: tuple[str, ...] = ()


def snapshot(component: Component, record: FlagRecord | None, release: Version, distribution: str = "") -> Snapshot:
    """*component* at *release*.

    A release of two numbers stands for its series: the last recorded release of it answers.

    :param record: what was recorded of its flags, if anything was.
    :param distribution: the installer whose settings are wanted.
    """
    seen = record.at(release) if record is not None else None
    exact = seen.release if seen is not None else release
    flags, also, unknown = _flags(component.flags, seen, record, exact)
    return Snapshot(
        component,
        release,
        seen.release if seen is not None else None,
        component.flags is not None and any(exact in r for r in component.flags.complete),
        flags,
        also,
        _commands(component.flags, seen, record, exact),
        tuple(_endpoint(each, exact, distribution) for each in component.endpoints if exact in each.range),
        {kind.title(component.name): fields for kind in component.kinds if (fields := _fields(kind, exact))},
        unknown,
    )


def _flags(
    known: FlagSet | None, seen: RecordedRelease | None, record: FlagRecord | None, release: Version
) -> tuple[tuple[FlagState, ...], tuple[FlagState, ...], tuple[str, ...]]:
    """The flags of the program, those that are accepted besides, and those of which nobody can tell."""
    if known is None:
        return (), (), ()
    presence = {name: known.presence(name, release) for name in known.flags}
    present = [name for name, there in presence.items() if there is Presence.PRESENT]
    unknown = tuple(sorted(name for name, there in presence.items() if there is Presence.UNKNOWN))
    if seen is not None:
        listed = tuple(_recorded_state(name, flag, known, release) for name, flag in sorted(seen.flags.items()))
        besides = sorted(set(present) - set(seen.flags))
        return listed, tuple(_known_state(known.flags[name], known, "", release) for name in besides), unknown
    states = [_known_state(known.flags[name], known, _last_type(name, "", record, release), release) for name in sorted(present)]
    listed = tuple(state for state in states if not known.flags[state.name].supplement)
    return listed, tuple(state for state in states if known.flags[state.name].supplement), unknown


def _commands(
    known: FlagSet | None, seen: RecordedRelease | None, record: FlagRecord | None, release: Version
) -> tuple[CommandState, ...]:
    if known is None:
        return ()
    if seen is not None:
        return tuple(
            CommandState(words, tuple(_recorded_state(name, flag, known, release, words) for name, flag in sorted(flags.items())))
            for words, flags in sorted(seen.commands.items())
            if words
        )
    found = []
    for words, command in sorted(known.commands.items()):
        if known.names.presence(command.ranges, release) is not Presence.PRESENT:
            continue
        present = sorted(
            name
            for name, flag in command.flags.items()
            if known.names.presence(flag.ranges, release, flag.settled) is Presence.PRESENT
        )
        states = (_known_state(command.flags[name], known, _last_type(name, words, record, release), release) for name in present)
        found.append(CommandState(words, tuple(states)))
    return tuple(found)


def _last_type(name: str, words: str, record: FlagRecord | None, release: Version) -> str:
    """The type in the artefact's own word, from the last recorded release before *release* that tells it."""
    for each in reversed(record.releases if record is not None else ()):
        flag = each.commands.get(words, {}).get(name)
        if each.release <= release and flag is not None and flag.type:
            return flag.type
    return ""


def _recorded_state(name: str, flag: RecordedFlag, known: FlagSet, release: Version, words: str = "") -> FlagState:
    flags = known.commands[words].flags if words else known.flags
    fact = flags.get(name)
    if fact is None:
        return FlagState(name, flag.type or None, flag.default, flag.deprecated)
    no_effect = _holds(fact.no_effect, release)
    going = flag.deprecated or no_effect or _holds(fact.deprecated, release)
    return FlagState(
        name,
        flag.type or None,
        flag.default,
        flag.deprecated,
        no_effect,
        fact.replaced_by if going else (),
        (*known.sources.get(release, ()), *fact.sources),
    )


def _holds(mark: VersionRange | None, release: Version) -> bool:
    return mark is not None and release in mark


def _known_state(flag: Flag, known: FlagSet, type_: str, release: Version) -> FlagState:
    deprecated = _holds(flag.deprecated, release)
    no_effect = _holds(flag.no_effect, release)
    return FlagState(
        flag.name,
        type_ or flag.type.at(release),
        flag.default.at(release),
        deprecated,
        no_effect,
        flag.replaced_by if deprecated or no_effect else (),
        (*_nearest_sources(known, release), *flag.sources),
    )


def _nearest_sources(known: FlagSet, release: Version) -> tuple[str, ...]:
    """The sources of the observations on both sides of *release*."""
    if release in known.sources:
        return known.sources[release]
    before = max((each for each in known.sources if each < release), default=None)
    after = min((each for each in known.sources if each > release), default=None)
    return tuple(id for each in (before, after) if each is not None for id in known.sources[each])


def _endpoint(endpoint: Endpoint, release: Version, distribution: str) -> EndpointState:
    installed = endpoint.distribution(distribution, release) if distribution else None
    if installed is None:
        return EndpointState(
            endpoint,
            endpoint.port,
            endpoint.scheme,
            endpoint.auth,
            endpoint.bind,
            endpoint.default_on,
            note=endpoint.note,
            sources=endpoint.sources,
        )
    return EndpointState(
        endpoint,
        installed.port or endpoint.port,
        installed.scheme or endpoint.scheme,
        installed.auth or endpoint.auth,
        installed.bind or endpoint.bind,
        endpoint.default_on if installed.listens is None else installed.listens,
        installed.args,
        installed.note or endpoint.note,
        (*endpoint.sources, *installed.sources),
    )


def _fields(kind: ApiKind, release: Version) -> tuple[FieldState, ...]:
    if not any(release in r for r in kind.ranges):
        return ()
    present = [
        field
        for _, field in sorted(kind.fields.items())
        if kind.names.presence(field.ranges, release, field.settled) is Presence.PRESENT
    ]
    return tuple(_field(field, kind, release) for field in present)


def _field(field: KnownField, kind: ApiKind, release: Version) -> FieldState:
    deprecated = _holds(field.deprecated, release)
    no_effect = _holds(field.no_effect, release)
    return FieldState(
        field.path,
        field.type.at(release),
        field.default.at(release),
        deprecated,
        no_effect,
        field.replaced_by if deprecated or no_effect else (),
        (*kind.sources.get(release, ()), *field.sources),
    )
