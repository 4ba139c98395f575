"""The record of a component: what each artefact said of its flags, release by release.

Generated facts are made from it, and a new release is merged into it. Nothing is smoothed here: a default that an artefact did
not show is missing at that release, and a mark that a fork dropped is dropped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..versions import Version, parse_version, series
from .document import Table, Value

__all__ = ["FlagRecord", "RecordedFlag", "RecordedFlags", "RecordedRelease", "read_record"]


@dataclass(frozen=True, slots=True)
class RecordedFlag:
    """A flag as the artefact of one release has it.

    *type* in the artefact's own word, empty if it says none. *default* as the artefact writes it, ``None`` if it shows none.
    *deprecated*: whether it is marked so, and *deprecated_from* the later release with which, by the artefact's own
    words, that begins. *no_value*: whether it may stand alone. *shorthand*: its letter.
    """

    type: str = ""
    default: str | None = None
    deprecated: bool = False
    deprecated_from: str = ""
    hidden: bool = False
    no_value: bool = False
    shorthand: str = ""
    no_effect: bool = False
    replaced_by: tuple[str, ...] = ()


RecordedFlags = Mapping[str, RecordedFlag]


@dataclass(frozen=True, slots=True)
class RecordedRelease:
    """What was seen of a program at one release.

    *methods*: ``help``, ``dump``, ``static``, ``src``, ``page``: how the artefacts were read. *partial*: a flag that is not
    here may have been there all the same. *style*: the kind of parser that the program was seen to use, empty if that is not
    known. *commands*: the flags of each subcommand by its words (``config view``); the program's own under the empty text.
    """

    release: Version
    artefacts: tuple[str, ...]
    methods: tuple[str, ...]
    commands: Mapping[str, RecordedFlags]
    partial: bool = False
    style: str = ""

    @property
    def flags(self) -> RecordedFlags:
        """The flags of the program itself."""
        return self.commands.get("", {})


@dataclass(frozen=True, slots=True)
class FlagRecord:
    """Everything recorded of a component's flags, in the order of releases."""

    component: str
    releases: tuple[RecordedRelease, ...] = ()

    def at(self, version: Version) -> RecordedRelease | None:
        """What was seen at *version*; if that is a series (two numbers), at the last recorded release of it."""
        wanted = _wanted([each.release for each in self.releases], version)
        return next((each for each in self.releases if each.release == wanted), None)

    def exactly_at(self, version: Version) -> RecordedRelease | None:
        """What was seen at *version*, and at no other release of its series."""
        return next((each for each in self.releases if each.release == version), None)


def _wanted(releases: Sequence[Version], version: Version) -> Version | None:
    """The one of *releases*, in order, that *version* means."""
    if len(version.release) > 2:
        return version if version in releases else None
    return next((each for each in reversed(releases) if series(each) == series(version)), None)


def read_record(root: Table, release: Version | None = None) -> FlagRecord:
    """The record in a file whose shape the schema has assured.

    :param release: if only this one is wanted; where it was recorded, the others are not read.
    :raises TypeError: a value is not of the form that the schema wants; likewise ``ValueError`` and ``KeyError``.
    """
    heads = _mapping(root, "releases")
    labels = sorted(heads, key=parse_version)
    versions = tuple(parse_version(label) for label in labels)
    wanted = _wanted(versions, release) if release is not None else None
    if wanted is not None:
        labels, versions = [labels[versions.index(wanted)]], (wanted,)
    parsed = _Versions()
    found: tuple[dict[str, dict[str, RecordedFlag]], ...] = tuple({} for _ in versions)
    groups = {"": root, **{path: _mapping(_mapping(root, "commands"), path) for path in _mapping(root, "commands")}}
    for path, group in groups.items():
        for index in _seen_at(group, versions, parsed):
            found[index][path] = {}
        flags = _mapping(group, "flags")
        for name in flags:
            reader = _FlagReader(_mapping(flags, name), parsed)
            for index in _seen_at(reader.item, versions, parsed):
                if path in found[index]:
                    found[index][path][name] = reader.at(versions[index])
    releases = []
    for label, version, commands in zip(labels, versions, found, strict=True):
        head = _mapping(heads, label)
        releases.append(
            RecordedRelease(
                version,
                _texts(head.get("artefacts")),
                _texts(head.get("methods")),
                commands,
                partial=head.get("partial") is True,
                style=str(head.get("style", "")),
            )
        )
    return FlagRecord(str(root["component"]), tuple(releases))


class _Versions:
    """Releases by their text, each parsed once: a record names few of them often."""

    def __init__(self) -> None:
        self._known: dict[str, Version] = {}

    def __getitem__(self, text: str) -> Version:
        version = self._known.get(text)
        if version is None:
            version = self._known[text] = parse_version(text)
        return version


class _FlagReader:
    """A flag's values by release: each is one value for all, or steps of ``release: value from there on``."""

    def __init__(self, item: Table, parsed: _Versions) -> None:
        self.item = item
        self._steps: dict[str, tuple[tuple[Version, ...], tuple[Value, ...]]] = {}
        for key, value in item.items():
            if isinstance(value, dict):
                pairs = sorted(((parsed[release], step) for release, step in value.items()), key=lambda pair: pair[0])
                self._steps[key] = tuple(release for release, _ in pairs), tuple(step for _, step in pairs)

    def _value(self, key: str, version: Version) -> Value:
        if key not in self._steps:
            return self.item.get(key)
        releases, values = self._steps[key]
        index = bisect_right(releases, version)
        return values[index - 1] if index else None

    def at(self, version: Version) -> RecordedFlag:
        default = self._value("default", version)
        return RecordedFlag(
            type=_text(self._value("type", version)),
            default=None if default is None else str(default),
            deprecated=self._value("deprecated", version) is True,
            deprecated_from=_text(self._value("deprecated_from", version)),
            hidden=self._value("hidden", version) is True,
            no_value=self._value("no_value", version) is True,
            shorthand=_text(self._value("shorthand", version)),
            no_effect=self._value("no_effect", version) is True,
            replaced_by=_texts(self._value("replaced_by", version)),
        )


def _seen_at(item: Table, versions: tuple[Version, ...], parsed: _Versions) -> tuple[int, ...]:
    """The indexes of *versions* at which *item* was seen: all, if it does not say."""
    spans = item.get("seen")
    if not isinstance(spans, list):
        return tuple(range(len(versions)))
    bounds = []
    for span in spans:
        if not isinstance(span, list) or len(span) != 2:
            raise TypeError(f"{span!r} is no range")
        bounds.append(tuple(None if bound is None else parsed[str(bound)] for bound in span))
    return tuple(
        index
        for index, version in enumerate(versions)
        if any((since is None or version >= since) and (removed is None or version < removed) for since, removed in bounds)
    )


def _mapping(item: Table, key: str) -> Table:
    value = item.get(key)
    return value if isinstance(value, dict) else {}


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
