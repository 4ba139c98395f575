"""What changed of a component from one release to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .snapshot import CommandState, EndpointState, FieldState, FlagState, Snapshot

__all__ = ["Change", "Verb", "changes"]


class Verb(StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    DEPRECATED = "deprecated"
    NO_EFFECT = "no-effect"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    """Nobody can tell whether it is still there."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one thing. *kind* is ``flag``, ``command``, ``endpoint``, ``kind`` or ``field``; *of* its subcommand or kind.

    *what* is the attribute that changed from *before* to *after*; empty where the thing itself came or went.
    """

    verb: Verb
    kind: str
    name: str
    of: str = ""
    what: str = ""
    before: str | None = None
    after: str | None = None
    replaced_by: tuple[str, ...] = ()


def changes(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """What is different in *after*, a later snapshot of the same component, in the order of kinds and names."""
    found = [
        *_flags("", before.flags, after.flags, before, after),
        *_commands(before, after),
        *_endpoints(before.endpoints, after.endpoints),
        *_fields(before.fields, after.fields),
    ]
    return tuple(found)


def _flags(of: str, old: Sequence[FlagState], new: Sequence[FlagState], before: Snapshot, after: Snapshot) -> Iterator[Change]:
    olds, news = {each.name: each for each in old}, {each.name: each for each in new}
    # What one artefact does not list and the other does may have been accepted all the time.
    accepted = {flag.name for side in (before, after) for flag in side.also_accepted} if not of else set()
    for name in sorted({*olds, *news} - accepted):
        flag = f"--{name}"
        if name in olds and name in news:
            yield from _attributes("flag", flag, of, olds[name], news[name])
        elif name in news:
            yield Change(Verb.UNKNOWN if name in before.unknown else Verb.ADDED, "flag", flag, of)
        else:
            verb = Verb.UNKNOWN if name in after.unknown else Verb.REMOVED
            known = before.component.flags
            fact = known.flags.get(name) if known is not None and not of else None
            yield Change(verb, "flag", flag, of, replaced_by=fact.replaced_by if fact is not None else ())


def _attributes(kind: str, name: str, of: str, old: FlagState | FieldState, new: FlagState | FieldState) -> Iterator[Change]:
    if new.no_effect and not old.no_effect:
        yield Change(Verb.NO_EFFECT, kind, name, of, replaced_by=new.replaced_by)
    elif new.deprecated and not old.deprecated:
        yield Change(Verb.DEPRECATED, kind, name, of, replaced_by=new.replaced_by)
    # An artefact that shows no default tells nothing about it.
    if old.default is not None and new.default is not None and old.default != new.default:
        yield Change(Verb.CHANGED, kind, name, of, "default", old.default, new.default)


def _commands(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    olds: Mapping[str, CommandState] = {each.words: each for each in before.commands}
    news: Mapping[str, CommandState] = {each.words: each for each in after.commands}
    for words in sorted({*olds, *news}):
        if words not in olds:
            yield Change(Verb.ADDED, "command", words)
        elif words not in news:
            yield Change(Verb.REMOVED, "command", words)
        else:
            yield from _flags(words, olds[words].flags, news[words].flags, before, after)


_ENDPOINT = ("port", "scheme", "auth", "bind", "listens")


def _endpoints(old: Sequence[EndpointState], new: Sequence[EndpointState]) -> Iterator[Change]:
    olds, news = {each.endpoint.id: each for each in old}, {each.endpoint.id: each for each in new}
    for id in [*olds, *(each for each in news if each not in olds)]:
        if id not in olds:
            yield Change(Verb.ADDED, "endpoint", id, after=str(news[id].port))
        elif id not in news:
            replaced_by = olds[id].endpoint.replaced_by
            yield Change(
                Verb.REMOVED, "endpoint", id, before=str(olds[id].port), replaced_by=(replaced_by,) if replaced_by else ()
            )
        else:
            for what in _ENDPOINT:
                was, now = str(getattr(olds[id], what)), str(getattr(news[id], what))
                if was != now:
                    yield Change(Verb.CHANGED, "endpoint", id, "", what, was, now)


def _fields(old: Mapping[str, Sequence[FieldState]], new: Mapping[str, Sequence[FieldState]]) -> Iterator[Change]:
    for kind in sorted({*old, *new}):
        if kind not in old:
            yield Change(Verb.ADDED, "kind", kind)
            continue
        if kind not in new:
            yield Change(Verb.REMOVED, "kind", kind)
            continue
        olds, news = {each.path: each for each in old[kind]}, {each.path: each for each in new[kind]}
        for path in sorted({*olds, *news}):
            if path not in olds:
                yield Change(Verb.ADDED, "field", path, kind)
            elif path not in news:
                yield Change(Verb.REMOVED, "field", path, kind, replaced_by=olds[path].replaced_by)
            else:
                yield from _attributes("field", path, kind, olds[path], news[path])
                if olds[path].type and news[path].type and olds[path].type != news[path].type:
                    yield Change(Verb.CHANGED, "field", path, kind, "type", olds[path].type, news[path].type)
