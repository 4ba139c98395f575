"""The generated file of fields as its own record: what was seen of each kind at each release, told as ranges and steps.

Nothing that was seen is lost in the file, so that it can be read again, observations of another release added, and the same
text comes out whatever the order in which they came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..facts.document import Table, Value
from ..facts.model import path_steps
from ..facts.parsing import parse_document
from ..messages import message
from ..versions import Version, parse_version
from .observations import Sighting, UpstreamError, after_series, numbered, ranges_of, settled, source, spans, steps_of
from .programs import Kind, KindSet
from .yaml_text import Node, flow, lines, scalar

__all__ = ["FieldRecord", "SeenField", "SeenKind", "fields_of", "record_of"]

_Spans = Sequence[tuple[Version | None, Version | None]]
_TYPE_META = ("apiVersion", "kind")


@dataclass(frozen=True, slots=True)
class SeenField:
    """A field at one release. *open*: what lies below it is not known."""

    type: str
    deprecated: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class SeenKind:
    """A kind at one release: its fields by their dotted paths. *open*: it takes others; *artefacts*: where that was read."""

    fields: Mapping[str, SeenField]
    open: bool
    artefacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """What was seen of the kinds of a component: by kind and API version, and by release.

    *command* is what the file says it was made by.
    """

    command: str
    kinds: Mapping[tuple[str, str], Mapping[Version, SeenKind]]

    def with_seen(self, release: Version, seen: Mapping[tuple[str, str], SeenKind]) -> FieldRecord:
        """The record with the kinds *seen* at *release*, in place of what it had of them there."""
        changed = {key: {**self.kinds.get(key, {}), release: kind} for key, kind in seen.items()}
        return FieldRecord(self.command, {**self.kinds, **changed})

    @property
    def releases(self) -> tuple[Version, ...]:
        """The releases at which a kind was seen, in order."""
        return tuple(sorted({release for seen in self.kinds.values() for release in seen}))

    def before(self, release: Version) -> frozenset[tuple[str, str]]:
        """The kinds at the last release before *release* at which any was seen."""
        last = max((each for each in self.releases if each < release), default=None)
        return frozenset(key for key, seen in self.kinds.items() if last in seen)


def record_of(text: str, shown: str) -> FieldRecord:
    """The record in the *text* of a generated file of fields.

    :param shown: where the text is from, for messages.
    :raises UpstreamError: it is no such file.
    """
    document, problems = parse_document(text.encode(), shown)
    if document is None or problems:
        problem = problems[0]
        what = message(
            "{path}:{line}:{column}: {what}", path=problem.path, line=problem.line, column=problem.column, what=problem.message
        )
        raise UpstreamError(what)
    try:
        return _record(document.root)
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        reason = message("{path}: not a generated file of fields: {reason}", path=shown, reason=repr(error))
        raise UpstreamError(reason) from error


def _record(root: Table) -> FieldRecord:
    artefacts = {id: str(_mapping(each)["artefact"]) for id, each in _mapping(root["sources"]).items()}
    kinds: dict[tuple[str, str], Mapping[Version, SeenKind]] = {}
    for item in map(_mapping, _list(root["kinds"])):
        observed = {parse_version(release): _list(ids) for release, ids in _mapping(item["observed"]).items()}
        complete = _spans(item.get("complete"))
        fields: dict[Version, dict[str, SeenField]] = {release: {} for release in observed}
        for path, field in _mapping(item["fields"]).items():
            for release, seen in _sightings(_mapping(field), observed):
                fields[release][path] = seen
        for path in _TYPE_META if item["kind"] else ():
            for tree in fields.values():
                del tree[path]
        kinds[str(item["kind"]), str(item["api_version"])] = {
            release: SeenKind(fields[release], not _within(release, complete), tuple(artefacts[str(id)] for id in ids))
            for release, ids in observed.items()
        }
    return FieldRecord(str(root["generated"]), kinds)


def _sightings(field: Table, observed: Iterable[Version]) -> Iterator[tuple[Version, SeenField]]:
    """The field at each of the *observed* releases at which it was seen."""
    present, unseen = _spans(field["ranges"]), _spans(field.get("unseen"))
    type_ = field["type"]
    steps = [(parse_version(release), str(step)) for release, step in type_.items()] if isinstance(type_, dict) else None
    open_, deprecated = _marks(field.get("open")), _marks(field.get("deprecated"))
    for release in observed:
        if _within(release, present) and not _within(release, unseen):
            named = str(type_) if steps is None else max(step for step in steps if step[0] <= release)[1]
            yield release, SeenField(named, _within(release, deprecated), _within(release, open_))


def _mapping(value: Value) -> Table:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no mapping")
    return value


def _list(value: Value) -> Sequence[Value]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value


def _bound(value: Value) -> Version | None:
    return None if value is None else parse_version(str(value))


def _spans(value: Value) -> _Spans:
    pairs = [_list(pair) for pair in _list(value)] if value is not None else []
    return [(_bound(since), _bound(removed)) for since, removed in pairs]


def _marks(value: Value) -> _Spans:
    """What :func:`_mark` wrote: ``true``, a release, a range or a list of them."""
    if value is True:
        return [(None, None)]
    if isinstance(value, str):
        return [(parse_version(value), None)]
    if isinstance(value, list) and value and not isinstance(value[0], list):
        return [(_bound(value[0]), _bound(value[1]))]
    return _spans(value)


def _within(release: Version, bounds: _Spans) -> bool:
    return any((since is None or since <= release) and (removed is None or release < removed) for since, removed in bounds)


def fields_of(record: FieldRecord, kind_set: KindSet) -> str:
    """The text of the generated file that holds *record*.

    :raises UpstreamError: *record* has a kind that is none of *kind_set*.
    """
    kinds: dict[tuple[str, str], Kind] = {}
    for kind in kind_set.kinds:
        kinds |= {key: kind for key in kind.keys if key in record.kinds}
    for key in record.kinds:
        if key not in kinds:
            raise UpstreamError(
                message("{component} has no kind {name!r}", component=kind_set.component, name=" ".join(key).strip())
            )
    sources: dict[str, Node] = {}
    ids: dict[tuple[Version, str], str] = {}
    releases = record.releases
    for release in releases:
        here = dict.fromkeys(artefact for key in kinds for artefact in _artefacts(record.kinds[key], release))
        for id_, artefact in numbered(str(release), tuple(here)):
            sources[id_] = source(artefact, str(release))
            ids[release, artefact] = id_
    written = [
        f"# Made by `{record.command}`: do not edit.",
        *lines({"component": kind_set.component, "generated": record.command}),
        *lines({"sources": sources}, depth=2),
        "kinds:",
    ]
    for (name, version), kind in kinds.items():
        seen = record.kinds[name, version]
        there = sorted(seen)
        head: dict[str, Node] = {"kind": name, "api_version": version}
        head["ranges"] = _ranges(kind.ranges) if kind.ranges else ranges_of(releases, [release in seen for release in releases])
        head["observed"] = {str(release): [ids[release, artefact] for artefact in seen[release].artefacts] for release in there}
        whole = [release in seen and not seen[release].open for release in releases]
        complete = [[since, removed or after_series(releases[-1])] for since, removed in spans(releases, whole)]
        if complete:
            head["complete"] = complete
        block = list(lines(head, indent=4))
        block[0] = f"  - {block[0].lstrip()}"
        written += [*block, "    fields:", *_field_lines(seen, there, has_type_meta=bool(name))]
    return "\n".join(written) + "\n"


def _ranges(ranges: Iterable[tuple[str, str | None]]) -> Node:
    return [list(each) for each in ranges]


def _artefacts(seen: Mapping[Version, SeenKind], release: Version) -> tuple[str, ...]:
    return seen[release].artefacts if release in seen else ()


def _field_lines(seen: Mapping[Version, SeenKind], releases: Sequence[Version], *, has_type_meta: bool) -> Iterator[str]:
    if has_type_meta:
        for path in _TYPE_META:
            yield f"      {path}: {flow({'type': 'string', 'ranges': ranges_of(releases, [True] * len(releases))})}"
    for path in sorted({path for kind in seen.values() for path in kind.fields}):
        yield f"      {scalar(path)}: {flow(_field(path, releases, seen))}"


def _field(path: str, releases: Sequence[Version], seen: Mapping[Version, SeenKind]) -> Node:
    sightings = [_sighting(path, seen[release]) for release in releases]
    fields = [(release, seen[release].fields[path]) for release in releases if path in seen[release].fields]
    steps = steps_of((release, field.type) for release, field in fields)
    result: dict[str, Node] = {
        "type": steps if len(steps) > 1 else fields[0][1].type,
        "ranges": ranges_of(releases, settled(sightings)),
    }
    unseen = ranges_of(releases, [sighting is Sighting.UNSEEN for sighting in sightings])
    if unseen:
        result["unseen"] = unseen
    is_open = _mark(fields, lambda field: field.open)
    if is_open is not None:
        result["open"] = True if all(field.open for _, field in fields) else is_open
    deprecated = _mark(fields, lambda field: field.deprecated)
    if deprecated is not None:
        result["deprecated"] = deprecated
    return result


def _mark(fields: Sequence[tuple[Version, SeenField]], holds: Callable[[SeenField], bool]) -> Node:
    """The release from which something *holds* of a field, a range of releases, or a list of those; ``None`` if it never does."""
    found = spans([release for release, _ in fields], [holds(field) for _, field in fields])
    if not found:
        return None
    if len(found) > 1:
        return [list(span) for span in found]
    since, removed = found[0]
    return since if removed is None else [since, removed]


def _sighting(path: str, kind: SeenKind) -> Sighting:
    """Whether *path* was seen; what is missing below something open was not looked for."""
    if path in kind.fields:
        return Sighting.PRESENT
    if kind.open:
        return Sighting.UNSEEN
    steps = path_steps(path)
    for length in range(len(steps) - 1, 0, -1):
        above = _written(steps[:length])
        if above in kind.fields:
            return Sighting.UNSEEN if kind.fields[above].open else Sighting.ABSENT
    return Sighting.ABSENT


def _written(steps: Sequence[str]) -> str:
    """The path of the field that the last of *steps* names, as it is listed: without the marks of what it holds."""
    return ".".join((*steps[:-1], re.sub(r"(\[\]|\{\})+$", "", steps[-1])))
