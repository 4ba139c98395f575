"""Sets of configuration types, observed release by release, and the generated file of fields that they make.

A set is ``{release: {types: {package.Type: {field: {go_type, deprecated}}}, source}}``. A field named ``<inline>T`` stands for
the fields of T.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..messages import message
from ..versions import Version
from .field_record import FieldRecord, SeenField, SeenKind, fields_of, record_of
from .observations import UpstreamError, parse_release
from .programs import KindSet
from .seen import INLINE

__all__ = ["TypeObservation", "fields_text", "flattened", "read_field_set", "seen_kinds"]

_SCALARS = frozenset((
    "bool", "byte", "float32", "float64", "int", "int32", "int64", "string", "uint", "uint32", "uint64",
    "metav1.Duration", "metav1.Time", "model.Duration", "time.Duration", "resource.Quantity", "resource.QuantityValue",
))  # fmt: skip
_IGNORED_INLINE = frozenset(("metav1.TypeMeta", "map[string]interface{}"))
"""TypeMeta is written out below; the catch-all map of old programs exists to refuse what it catches."""
_ASIDE = re.compile(r"[^()]*\)")
_ALIAS = re.compile(r"(?P<alias>\w+?)(?P<version>v\d+(?:(?:alpha|beta)\d+)?)?\.(?P<name>\w+)")


@dataclass(frozen=True, slots=True)
class TypeObservation:
    """The types of a package at a release: for each ``package.Type`` the Go type and the deprecation of its fields."""

    release: Version
    types: Mapping[str, Mapping[str, tuple[str, bool]]]
    artefacts: tuple[str, ...]


def read_field_set(text: str, component: str) -> tuple[TypeObservation, ...]:
    """The observations in a set, in the order of their releases.

    :raises UpstreamError: the set is not of the form that is described above.
    """
    try:
        observations = [
            TypeObservation(
                release,
                {
                    name: {field: (str(value["go_type"]), _is_deprecated(value["deprecated"])) for field, value in fields.items()}
                    for name, fields in item["types"].items()
                },
                (str(item["source"]),),
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


def _is_deprecated(mark: bool | str) -> bool:
    """What a set says of a field: yes, no, or the comment from the word on, which in parentheses is said of something else."""
    return mark if isinstance(mark, bool) else not _ASIDE.match(mark)


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
            if name.startswith(INLINE):
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
    observations: Sequence[TypeObservation],
    kind_set: KindSet,
    shared: Sequence[TypeObservation],
    command: str,
    existing: str | None = None,
) -> str:
    """The generated file of fields.

    :param shared: the library of types that several components use, in the order of releases; those of the same release count.
    :param command: what makes the file, for its header.
    :param existing: the text of the file as it is; what *observations* do not tell is kept from it.
    :raises UpstreamError: *existing* is no such file, or a kind was never seen.
    """
    library = {observation.release: observation for observation in shared}
    record = record_of(existing, f"{kind_set.component}.fields.yaml") if existing is not None else FieldRecord(command, {})
    for observation in observations:
        record = record.with_seen(observation.release, seen_kinds(observation, kind_set, library.get(observation.release)))
    for name, version in (key for kind in kind_set.kinds for key in kind.keys):
        if (name, version) not in record.kinds:
            named = f"{name} {version}".strip()
            raise UpstreamError(
                message("{component}: no release has the kind {name!r}", component=kind_set.component, name=named)
            )
    return fields_of(record, kind_set)


def seen_kinds(
    observation: TypeObservation, kind_set: KindSet, library: TypeObservation | None
) -> dict[tuple[str, str], SeenKind]:
    """The kinds of *kind_set*, by their names and API versions, of which *observation* has the root type."""
    own = _corrected(observation, kind_set.inlined)
    artefacts = own.artefacts + (library.artefacts if library is not None else ())
    found: dict[tuple[str, str], SeenKind] = {}
    for kind in kind_set.kinds:
        if not kind.describes(own.release):
            continue
        for name, api_version, roots in kind.roots:
            root = next((root for root in roots if root in own.types), None)
            if root is None:
                continue
            tree = flattened(own, root, library, kind_set.open, kind_set.conditional)
            for part in kind.parts:
                element, marks = _element(part.type)
                if element in own.types and part.path not in tree:
                    below = flattened(own, element, library, kind_set.open, kind_set.conditional)
                    tree[part.path] = SeenField(part.type, open=below.pop("", None) is not None)
                    tree |= {f"{part.path}{marks}.{path}": field for path, field in below.items()}
            is_open = tree.pop("", None) is not None
            found[name, api_version] = SeenKind(tree, is_open, artefacts)
    return found


def _corrected(observation: TypeObservation, inlined: Sequence[str]) -> TypeObservation:
    """*observation* with the fields *inlined* (``package.Type.field``) as the decoder has them."""
    types = {
        name: {f"{INLINE}{value[0]}" if f"{name}.{field}" in inlined else field: value for field, value in fields.items()}
        for name, fields in observation.types.items()
    }
    return replace(observation, types=types)
