"""Sets of configuration types, observed release by release, and the generated file of fields that they make.

A set is ``{release: {types: {package.Type: {field: {go_type, deprecated}}}, source}}``. A field named ``<inline>T`` stands for
the fields of T.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..messages import message
from ..versions import Version
from .observations import Sighting, UpstreamError, after_series, parse_release, ranges_of, settled, source, spans
from .programs import Kind, KindSet
from .yaml_text import Node, flow, lines, scalar

__all__ = ["SeenField", "TypeObservation", "fields_text", "flattened", "read_field_set"]

_INLINE = "<inline>"
_SCALARS = frozenset((
    "bool", "byte", "float32", "float64", "int", "int32", "int64", "string", "uint", "uint32", "uint64",
    "metav1.Duration", "metav1.Time", "model.Duration", "time.Duration", "resource.Quantity", "resource.QuantityValue",
))  # fmt: skip
_IGNORED_INLINE = frozenset(("metav1.TypeMeta", "map[string]interface{}"))
"""TypeMeta is written out below; the catch-all map of old programs exists to refuse what it catches."""
_ALIAS = re.compile(r"(?P<alias>\w+?)(?P<version>v\d+(?:(?:alpha|beta)\d+)?)?\.(?P<name>\w+)")


@dataclass(frozen=True, slots=True)
class TypeObservation:
    """The types of a package at a release: for each ``package.Type`` the Go type and the deprecation of its fields."""

    release: Version
    types: Mapping[str, Mapping[str, tuple[str, bool]]]
    artefact: str


@dataclass(frozen=True, slots=True)
class SeenField:
    """A field at one release. *open*: what lies below it is not known."""

    type: str
    deprecated: bool = False
    open: bool = False


def read_field_set(text: str, component: str) -> tuple[TypeObservation, ...]:
    """The observations in a set, in the order of their releases.

    :raises UpstreamError: the set is not of the form that is described above.
    """
    try:
        observations = [
            TypeObservation(
                release,
                {
                    name: {field: (str(value["go_type"]), bool(value["deprecated"])) for field, value in fields.items()}
                    for name, fields in item["types"].items()
                },
                str(item["source"]),
            )
            for label, item in json.loads(text).items()
            if (release := parse_release(label)) is not None
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        reason = message("{component}: not a set of types: {reason}", component=component, reason=repr(error))
        raise UpstreamError(reason) from error
    if not observations:
        raise UpstreamError(message("{component}: no release in the set", component=component))
    return tuple(sorted(observations, key=lambda observation: observation.release))


@dataclass(frozen=True, slots=True)
class _Type:
    """A type of the set, or of the library that it shares with others."""

    name: str
    shared: bool = False

    @property
    def package(self) -> str:
        return self.name.rsplit(".", 1)[0]


class _Types:
    """The types that one release knows."""

    def __init__(self, own: TypeObservation, shared: TypeObservation | None) -> None:
        self._types = {_Type(name): fields for name, fields in own.types.items()}
        if shared is not None:
            self._types |= {_Type(name, shared=True): fields for name, fields in shared.types.items()}

    def find(self, go_type: str, inside: _Type) -> _Type | None:
        """The type that *go_type* means in the package of *inside*; ``None`` if it is not known."""
        if "." not in go_type:
            near = _Type(f"{inside.package}.{go_type}", inside.shared)
            return near if near in self._types else self._only(go_type, inside.shared)
        if (exact := _Type(go_type, inside.shared)) in self._types:
            return exact
        match = _ALIAS.fullmatch(go_type)
        if match is None:
            return None
        if match["version"] is not None:
            versioned = _Type(f"{match['version']}.{match['name']}", shared=True)
            return versioned if versioned in self._types else None
        return self._only(match["name"], shared=True)

    def _only(self, name: str, shared: bool) -> _Type | None:
        found = [type_ for type_ in self._types if type_.shared is shared and type_.name.rsplit(".", 1)[-1] == name]
        return found[0] if len(found) == 1 else None

    def fields(self, type_: _Type) -> Mapping[str, tuple[str, bool]]:
        """The fields of a type that was found."""
        return self._types[type_]


def flattened(
    own: TypeObservation,
    root: str,
    shared: TypeObservation | None = None,
    open_types: Sequence[str] = (),
    conditional: Sequence[str] = (),
) -> dict[str, SeenField]:
    """Every field below the type *root*, by its dotted path: ``[]`` after a list, ``{}`` for the keys of a map.

    The path ``""`` stands for the root itself, if that is open.

    :param open_types: types that take fields which no struct tag names.
    :param conditional: fields (``package.Type.field``) whose mark of deprecation is about a value.
    """
    types = _Types(own, shared)
    result: dict[str, SeenField] = {}

    def walk(type_: _Type, prefix: str, above: tuple[_Type, ...]) -> bool:
        """Adds the fields of *type_* under *prefix*; gives whether there may be others."""
        is_open = not type_.shared and type_.name in open_types
        for name, (go_type, deprecated) in types.fields(type_).items():
            if name.startswith(_INLINE):
                inlined = go_type.lstrip("*")
                if inlined in _IGNORED_INLINE:
                    continue
                found = types.find(inlined, type_)
                if found is None or found in above:
                    is_open = True
                else:
                    is_open |= walk(found, prefix, (*above, found))
                continue
            element, marks = _element(go_type)
            path = f"{prefix}{name}"
            found = types.find(element, type_)
            if found is not None and found not in above:
                below = walk(found, f"{path}{marks}.", (*above, found))
            else:
                below = found is not None or element not in _SCALARS or "{}" in marks
            result[path] = SeenField(go_type, deprecated and f"{type_.name}.{name}" not in conditional, below)
        return is_open

    start = _Type(root)
    if walk(start, "", (start,)):
        result[""] = SeenField(root, open=True)
    return result


def _element(go_type: str) -> tuple[str, str]:
    """What a list, map or pointer is of, and the marks for it in a path: ``("Extender", "[]")`` for ``[]*Extender``."""
    marks = ""
    while True:
        if go_type.startswith("*"):
            go_type = go_type[1:]
        elif go_type.startswith("[]"):
            go_type, marks = go_type[2:], f"{marks}[]"
        elif go_type.startswith("map[") and "]" in go_type:
            go_type, marks = go_type[go_type.index("]") + 1 :], f"{marks}{{}}"
        else:
            return go_type, marks


def fields_text(
    observations: Sequence[TypeObservation], kind_set: KindSet, shared: Sequence[TypeObservation], command: str
) -> str:
    """The generated file of fields.

    :param shared: the library of types that several components use, in the order of releases; those of the same release count.
    :param command: what makes the file, for its header.
    """
    library = {observation.release: observation for observation in shared}
    sources: dict[str, Node] = {}
    for observation in observations:
        sources[str(observation.release)] = source(observation.artefact, str(observation.release))
        if observation.release in library and kind_set.product == "kubernetes":
            sources[f"{observation.release}-shared"] = source(library[observation.release].artefact, str(observation.release))
    written = [
        f"# Made by `{command}`: do not edit.",
        *lines({"component": kind_set.component, "generated": command}),
        *lines({"sources": sources}, depth=2),
        "kinds:",
    ]
    for kind in kind_set.kinds:
        for version in kind.versions:
            written += _kind_lines(observations, kind_set, kind, version, library, frozenset(sources))
    return "\n".join(written) + "\n"


def _kind_lines(
    observations: Sequence[TypeObservation],
    kind_set: KindSet,
    kind: Kind,
    version: str,
    library: Mapping[Version, TypeObservation],
    sources: frozenset[str],
) -> Iterator[str]:
    root = f"{version}.{kind.type}"
    trees = {
        o.release: flattened(o, root, library.get(o.release), kind_set.open, kind_set.conditional)
        for o in observations
        if root in o.types
    }
    if not trees:
        raise UpstreamError(message("{component}: no release has the type {name}", component=kind_set.component, name=root))
    releases = [observation.release for observation in observations]
    held = [release in trees for release in releases]
    there = [release for release in releases if release in trees]
    observed: dict[str, Node] = {
        str(r): [str(r), *([f"{r}-shared"] if f"{r}-shared" in sources else [])] for r in there
    }  # fmt: skip
    head: dict[str, Node] = {
        "kind": kind.type if kind.group else "",
        "api_version": f"{kind.group}/{version}" if kind.group else "",
    }
    if not kind.older:
        head["ranges"] = ranges_of(releases, held)
    head["observed"] = observed
    known = [kind.whole and release in trees and "" not in trees[release] for release in releases]
    complete = [[since, removed or after_series(releases[-1])] for since, removed in spans(releases, known)]
    if complete:
        head["complete"] = complete
    block = list(lines(head, indent=4))
    block[0] = f"  - {block[0].lstrip()}"
    yield from block
    yield "    fields:"
    paths = sorted({path for tree in trees.values() for path in tree} - {""})
    if kind.group:
        for path in ("apiVersion", "kind"):
            yield f"      {path}: {flow({'type': 'string', 'ranges': ranges_of(there, [True] * len(there))})}"
    for path in paths:
        if not (kind.group and path in ("apiVersion", "kind")):
            yield f"      {scalar(path)}: {flow(_field(path, there, trees))}"


def _field(path: str, releases: Sequence[Version], trees: Mapping[Version, Mapping[str, SeenField]]) -> Node:
    sightings = [_sighting(path, trees[release]) for release in releases]
    seen = [(release, trees[release][path]) for release in releases if path in trees[release]]
    result: dict[str, Node] = {"type": seen[-1][1].type, "ranges": ranges_of(releases, settled(sightings))}
    if any(field.open for _, field in seen):
        result["open"] = True
    # A mark that does not last was a word in a comment.
    since = None
    for release, field in reversed(seen):
        if not field.deprecated:
            break
        since = str(release)
    if since is not None:
        result["deprecated"] = since
    return result


def _sighting(path: str, tree: Mapping[str, SeenField]) -> Sighting:
    """Whether *path* was seen; what is missing below something open was not looked for."""
    if path in tree:
        return Sighting.PRESENT
    if "" in tree:
        return Sighting.UNSEEN
    steps = path.split(".")
    for length in range(len(steps) - 1, 0, -1):
        above = _written(steps[:length])
        if above in tree:
            return Sighting.UNSEEN if tree[above].open else Sighting.ABSENT
    return Sighting.ABSENT


def _written(steps: Sequence[str]) -> str:
    """The path of the field that the last of *steps* names, as the tree has it: without the marks of what it holds."""
    return ".".join((*steps[:-1], re.sub(r"(\[\]|\{\})+$", "", steps[-1])))
