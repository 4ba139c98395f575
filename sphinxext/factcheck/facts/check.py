"""Everything that is wrong with fact files, all at once, each with its place and what was expected there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..messages import Message, message
from ..versions import Version, VersionRange, parse_version
from .base import nearest
from .document import Document, Mapping, Mark, Sequence, Value
from .files import Content, FactFile, builtin_directory, fact_files
from .parsing import read_document
from .problems import Problem

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

__all__ = ["check_facts", "check_file"]

_RANGE_LISTS: Final = frozenset(("ranges", "complete"))
_MARKS: Final = frozenset(("deprecated", "no_effect"))
_TYPES: Final = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
}
_Steps = tuple[str | int, ...]


def check_facts(directories: Iterable[Path]) -> tuple[Problem, ...]:
    """What is wrong with the facts of *directories*, each laid over those before it, in the order of path, line and column."""
    problems: list[Problem] = []
    taken: dict[str, tuple[str, Problem]] = {}
    facts: _Facts | None = None
    for directory in directories:
        files, misplaced = fact_files(directory)
        problems += misplaced
        facts = _Facts(files, below=facts)
        for file in files:
            document, found = _checked(file, facts.is_overlay(file))
            problems += found
            if document is not None:
                facts.documents[file] = document
        problems += facts.problems()
        problems += _duplicates(facts, taken)
    return tuple(sorted(set(problems), key=lambda problem: problem.order))


def check_file(file: FactFile, *, is_overlay: bool = False) -> tuple[Problem, ...]:
    """What is wrong with *file* taken by itself.

    :param is_overlay: whether an earlier layer describes the same thing, so that what it says need not be said again.
    """
    return tuple(sorted(set(_checked(file, is_overlay)[1]), key=lambda problem: problem.order))


def _checked(file: FactFile, is_overlay: bool) -> tuple[Document | None, list[Problem]]:
    document, found = read_document(file.path)
    problems = list(found)
    if document is None:
        return None, problems
    against_schema = list(_schema_problems(document, file.content, is_overlay))
    problems += against_schema
    # What follows trusts the shape of the values.
    if against_schema:
        return None, problems
    problems += _name_problems(document, file)
    problems += _range_problems(document, document.root, ())
    problems += _source_problems(document, document.root, ())
    return document, problems


def _at(document: Document, mark: Mark, what: Message) -> Problem:
    return Problem(document.path, mark.line, mark.column, what)


# The schema.


_OVERLAY_REQUIRES: Final = {"endpoint": ["id", "sources"], "product": ["product"]}
"""What a later layer must say of something that an earlier one describes."""


def _schema_problems(document: Document, content: Content, is_overlay: bool) -> Iterator[Problem]:
    # Facts that come with the package are never held against it in a build, which should not wait for the library.
    from jsonschema import Draft202012Validator

    schema = json.loads((builtin_directory() / "schema.json").read_text(encoding="utf-8"))
    if is_overlay:
        for name, required in _OVERLAY_REQUIRES.items():
            schema["$defs"][name]["required"] = required
    validator = Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{content}"})
    for error in validator.iter_errors(document.root):
        yield from _expected(document, error)


def _expected(document: Document, error: ValidationError) -> Iterator[Problem]:
    steps: _Steps = tuple(error.absolute_path)
    mark = document.mark(*steps)
    found: Any = error.instance
    constraint: Any = error.validator_value
    if error.validator == "anyOf":
        fitting = _fitting_branch(error)
        if fitting:
            for each in fitting:
                yield from _expected(document, each)
            return
    if "propertyNames" in error.absolute_schema_path and isinstance(found, str):
        parent = _value(document, steps)
        mark = parent.keys_at.get(found, mark) if isinstance(parent, Mapping) else mark
    if error.validator == "additionalProperties" and isinstance(found, Mapping):
        known = tuple(_schema(error).get("properties", ()))
        for key in found:
            if key not in known:
                yield _at(document, found.keys_at[key], _unknown(message("unknown key {name!r}", name=key), key, known))
        return
    if error.validator == "required" and isinstance(found, Mapping):
        for key in constraint:
            if key not in found:
                yield _at(document, mark, message("the key {name!r} is missing", name=key))
        return
    if error.validator == "uniqueItems" and isinstance(found, Sequence):
        for index, item in enumerate(found):
            if item in found[:index]:
                yield _at(document, found.values_at[index], message("{name!r} is here twice", name=str(item)))
        return
    yield _at(document, mark, message("found {found}, expected {expected}", found=_found(found, mark), expected=_wanted(error)))


def _schema(error: ValidationError) -> dict[str, Any]:
    return error.schema if isinstance(error.schema, dict) else {}


def _fitting_branch(error: ValidationError) -> list[ValidationError]:
    """The errors of the one alternative that has the right type, if there is one."""
    branches: dict[Any, list[ValidationError]] = {}
    for each in error.context or ():
        branches.setdefault(each.schema_path[0], []).append(each)
    fitting = [
        found for found in branches.values() if not any(each.validator in ("type", "enum") and not each.path for each in found)
    ]
    return fitting[0] if len(fitting) == 1 and isinstance(error.instance, Mapping | Sequence) else []


def _value(document: Document, steps: _Steps) -> Value:
    value: Any = document.root
    for step in steps:
        value = value[step]
    return value  # type: ignore[no-any-return]


def _found(value: Any, mark: Mark) -> Message:
    match value:
        case None:
            return message("nothing")
        case bool():
            return message("{value}", value=mark.written)
        case int() | float():
            return message("the number {value}", value=mark.written)
        case str():
            return message("{value!r}", value=value)
        case Mapping():
            return message("a mapping")
        case _ if not value:
            return message("an empty list")
        case _:
            return message("a list")


def _wanted(error: ValidationError) -> str:
    schema = _schema(error)
    constraint: Any = error.validator_value
    if "description" in schema:
        return str(schema["description"])
    if error.validator == "enum":
        return "one of " + ", ".join(map(repr, constraint))
    if error.validator == "const":
        return repr(constraint)
    if error.validator == "type":
        types = [constraint] if isinstance(constraint, str) else constraint
        return " or ".join(_TYPES.get(each, each) for each in types)
    return f"{error.validator} {constraint!r}" if schema.get("type") != "string" else "text that is not empty"


def _unknown(what: Message, name: str, known: Iterable[str]) -> Message:
    near = nearest(name, known)
    return message("{what}; did you mean {near!r}?", what=what, near=near[0]) if near else what


# One file by itself.


def _name_problems(document: Document, file: FactFile) -> Iterator[Problem]:
    expected = [("product", file.product)]
    if file.content is not Content.PRODUCT:
        expected.append(("component", file.name))
    for key, name in expected:
        found = document.root.get(key, name)
        if found != name:
            what = message(
                "found {key} {found!r}, expected {name!r} as the file is {file}",
                key=key, found=str(found), name=name, file=f"{file.product}/{file.path.name}",
            )  # fmt: skip
            yield _at(document, document.mark(key), what)


def _version(value: Value) -> Version | None:
    return parse_version(value) if isinstance(value, str) else None


def _begins(value: Value) -> Version | None:
    return _version(value[0] if isinstance(value, Sequence) and value else value)


def _range_problem(document: Document, mark: Mark, since: Value, removed: Value) -> Iterator[Problem]:
    first, last = _version(since), _version(removed)
    if first is not None and last is not None and not first < last:
        what = message("the range ends ({removed}) before it starts ({since})", removed=str(removed), since=str(since))
        yield _at(document, mark, what)


def _range_problems(document: Document, value: Value, steps: _Steps) -> Iterator[Problem]:
    if isinstance(value, Sequence):
        for index, item in enumerate(value):
            if isinstance(item, Mapping | Sequence):
                yield from _range_problems(document, item, (*steps, index))
        return
    if not isinstance(value, Mapping):
        return
    if "since" in value and "removed" in value:
        yield from _range_problem(document, value.values_at["removed"], value["since"], value["removed"])
    for key, item in value.items():
        if key in _RANGE_LISTS and isinstance(item, Sequence):
            for pair, mark in zip(item, item.values_at, strict=True):
                if isinstance(pair, Sequence):
                    yield from _range_problem(document, mark, pair[0], pair[1])
        elif key in _MARKS:
            if isinstance(item, Sequence):
                yield from _range_problem(document, value.values_at[key], item[0], item[1])
            begins, removed = _begins(item), _version(value.get("removed"))
            if begins is not None and removed is not None and begins >= removed:
                what = message(
                    "{key} begins with {begins}, but {removed} has removed it",
                    key=key, begins=str(begins), removed=str(removed),
                )  # fmt: skip
                yield _at(document, value.values_at[key], what)
        elif isinstance(item, Mapping | Sequence):
            yield from _range_problems(document, item, (*steps, key))


def _source_problems(document: Document, value: Value, steps: _Steps) -> Iterator[Problem]:
    if isinstance(value, Sequence):
        for index, item in enumerate(value):
            if isinstance(item, Mapping | Sequence):
                yield from _source_problems(document, item, (*steps, index))
        return
    if not isinstance(value, Mapping):
        return
    known = document.root.get("sources")
    ids = tuple(known) if isinstance(known, Mapping) else ()
    for key, item in value.items():
        cited = [item] if key == "sources" else list(item.values()) if key == "observed" and isinstance(item, Mapping) else []
        for citation in cited:
            if isinstance(citation, Sequence):
                for id, mark in zip(citation, citation.values_at, strict=True):
                    if id not in ids:
                        what = message("there is no source {name!r} in this file", name=str(id))
                        yield _at(document, mark, _unknown(what, str(id), ids))
        if not cited and isinstance(item, Mapping | Sequence):
            yield from _source_problems(document, item, (*steps, key))


# Files together.


@dataclass(slots=True)
class _Facts:
    """The files of one directory, the documents of those that are sound by themselves, and the directory *below*."""

    files: tuple[FactFile, ...] = ()
    documents: dict[FactFile, Document] = field(default_factory=dict)
    below: _Facts | None = None

    def is_overlay(self, file: FactFile) -> bool:
        """Whether a directory below describes what *file* does."""
        return self.below is not None and (
            self.below.root(file.product, file.name, file.content) is not None or self.below.is_overlay(file)
        )

    def problems(self) -> Iterator[Problem]:
        """What does not agree between the files."""
        for file, document in self.documents.items():
            match file.content:
                case Content.PRODUCT:
                    yield from self._product_problems(file, document)
                case Content.COMPONENT:
                    yield from self._component_problems(file, document)
                case _ if not file.beside(Content.COMPONENT).is_file() and not self.is_overlay(
                    FactFile(file.path, file.product, file.name, Content.COMPONENT)
                ):
                    expected = file.beside(Content.COMPONENT).name
                    yield _at(document, Mark(1, 1), message("expected the hand-written {file!r} beside it", file=expected))

    def root(self, product: str, name: str, content: Content) -> Mapping | None:
        """What this directory, or else the ones below it, have of a product or component."""
        for file, document in self.documents.items():
            if (file.product, file.name, file.content) == (product, name, content):
                return document.root
        return self.below.root(product, name, content) if self.below is not None else None

    def roots(self, product: str, name: str, content: Content) -> tuple[Mapping, ...]:
        """The same, of every directory, the nearest first."""
        here = [d.root for f, d in self.documents.items() if (f.product, f.name, f.content) == (product, name, content)]
        return (*here, *(self.below.roots(product, name, content) if self.below is not None else ()))

    def _components_of(self, product: str) -> list[str]:
        here = [each.name for each in self.files if each.content is Content.COMPONENT and each.product == product]
        return [*here, *(self.below._components_of(product) if self.below is not None else ())]

    def _distributions_of(self, product: str) -> list[str]:
        roots = self.roots(product, "product", Content.PRODUCT)
        return list(dict.fromkeys(name for root in roots for name in _texts(root, "distributions")))

    def _product_problems(self, file: FactFile, document: Document) -> Iterator[Problem]:
        components = self._components_of(file.product)
        distributions = self._distributions_of(file.product)
        hazards = document.root.get("hazards")
        lists: list[tuple[_Steps, list[Mapping]]] = [(("paths",), _mappings(document.root, "paths"))]
        if isinstance(hazards, Mapping):
            lists += [(("hazards", key), _mappings(hazards, key)) for key in hazards]
        for steps, items in lists:
            for index, item in enumerate(items):
                for key, known in (("component", components), ("distribution", distributions)):
                    name = item.get(key)
                    if isinstance(name, str) and name not in known:
                        what = message("unknown {key} {name!r}", key=key, name=name)
                        yield _at(document, document.mark(*steps, index, key), _unknown(what, name, known))

    def _component_problems(self, file: FactFile, document: Document) -> Iterator[Problem]:
        flags = self.root(file.product, file.name, Content.FLAGS)
        fields = self.root(file.product, file.name, Content.FIELDS)
        names = None
        if flags is not None:
            names = set(_mapping(flags, "flags")) | {name.lstrip("-") for name in _mapping(document.root, "flags")}
            names |= {
                name
                for group in _mapping(flags, "commands").values()
                if isinstance(group, Mapping)
                for name in _mapping(group, "flags")
            }
        paths = None
        if fields is not None:
            paths = {path for kind in _mappings(fields, "kinds") for path in _mapping(kind, "fields")}
            paths |= {str(note.get("path")) for note in _mappings(document.root, "fields")}
        known = _Known(document, names, paths)
        written = self.roots(file.product, file.name, Content.COMPONENT)
        ids = [str(each["id"]) for root in written for each in _mappings(_mapping(root, "endpoints"), "list")]
        has_product = self.root(file.product, "product", Content.PRODUCT) is not None
        yield from _endpoint_problems(known, ids, self._distributions_of(file.product) if has_product else None)
        yield from _start_problems(known)
        yield from _flag_note_problems(known, flags)
        yield from _field_note_problems(known, fields)


@dataclass(frozen=True, slots=True)
class _Known:
    """The names that a hand-written file may use; ``None`` where nothing was generated, so that nobody can tell."""

    document: Document
    flags: set[str] | None
    fields: set[str] | None

    def reference_problems(self, names: Value) -> Iterator[Problem]:
        """Flags (``--port``, ``--port=0``) and fields (``port``, ``port=0``) in the list *names* that do not exist."""
        if not isinstance(names, Sequence):
            return
        for name, mark in zip(names, names.values_at, strict=True):
            yield from self.name_problems(str(name), mark)

    def name_problems(self, text: str, mark: Mark) -> Iterator[Problem]:
        """The flag or field *text* if it does not exist, told at *mark*."""
        bare = text.partition("=")[0].lstrip("-")
        if text.startswith("-"):
            if self.flags is not None and bare not in self.flags:
                what = message("there is no flag {name!r}", name=text.partition("=")[0])
                yield _at(self.document, mark, _unknown_flag(what, bare, self.flags))
        elif self.fields is not None and bare not in self.fields:
            yield _at(self.document, mark, _unknown(message("there is no field {name!r}", name=bare), bare, self.fields))

    def key_problems(self, item: Mapping, keys: Iterable[str]) -> Iterator[Problem]:
        """The flags and fields that *keys* of *item* name, if they do not exist."""
        for key in keys:
            if key in item:
                yield from self.name_problems(str(item[key]), item.values_at[key])

    def partner_problems(self, mark: Mark, partner: Value) -> Iterator[Problem]:
        """Flags in *partner*, one or one for each release, that do not exist; all are told at *mark*."""
        names = [str(name) for name in (partner.values() if isinstance(partner, Mapping) else (partner,)) if name is not None]
        for name in names:
            if not name.startswith("--"):
                yield _at(self.document, mark, message("found {name!r}, expected a flag with its dashes", name=name))
            elif self.flags is not None and name.lstrip("-") not in self.flags:
                what = message("there is no flag {name!r}", name=name)
                yield _at(self.document, mark, _unknown_flag(what, name.lstrip("-"), self.flags))


def _unknown_flag(what: Message, name: str, known: Iterable[str]) -> Message:
    near = nearest(name, known)
    return message("{what}; did you mean {near!r}?", what=what, near=f"--{near[0]}") if near else what


def _endpoint_problems(known: _Known, ids: Collection[str], distributions: Collection[str] | None) -> Iterator[Problem]:
    """What is wrong with the endpoints of a document.

    :param ids: of all endpoints of the component, those of the directories below among them.
    :param distributions: of the product; ``None`` if nothing describes it.
    """
    document = known.document
    endpoints = _mappings(_mapping(document.root, "endpoints"), "list")
    own = [str(endpoint["id"]) for endpoint in endpoints]
    for index, endpoint in enumerate(endpoints):
        here = ("endpoints", "list", index)
        if own[index] in own[:index]:
            yield _at(document, document.mark(*here, "id"), message("the endpoint {name!r} is here twice", name=own[index]))
        replaced_by = endpoint.get("replaced_by")
        if replaced_by is not None and replaced_by not in ids:
            what = message("there is no endpoint {name!r}", name=str(replaced_by))
            yield _at(document, document.mark(*here, "replaced_by"), _unknown(what, str(replaced_by), ids))
        setter = _mapping(endpoint, "set_by")
        for key in ("flags", "fields", "off"):
            yield from known.reference_problems(setter.get(key))
        yield from _setting_problems(known, setter, _mappings(endpoint, "secured_by"), (*here, "secured_by"))
        for number, distribution in enumerate(_mappings(endpoint, "distributions")):
            name = str(distribution["name"])
            if distributions is not None and name not in distributions:
                what = _unknown(message("unknown {key} {name!r}", key="distribution", name=name), name, distributions)
                yield _at(document, document.mark(*here, "distributions", number, "name"), what)
        yield from _overlaps(document, (*here, "distributions"), "name", VersionRange())
        yield from _overlaps(document, (*here, "paths"), "path", _span(endpoint))


def _setting_problems(known: _Known, setter: Mapping, secured: Iterable[Mapping], steps: _Steps) -> Iterator[Problem]:
    """What is wrong with the settings of an endpoint, and with what secures it, which stands at *steps*."""
    settings = setter.get("settings")
    for item, mark in zip(settings, settings.values_at, strict=True) if isinstance(settings, Sequence) else ():
        if isinstance(item, Mapping):
            if ("flag" in item) == ("field" in item):
                yield _at(known.document, mark, message("expected either a flag or a field"))
            yield from known.key_problems(item, ("flag", "field", "fills"))
    for index, item in enumerate(secured):
        if not {"flag", "field", "unless"} & item.keys():
            yield _at(known.document, known.document.mark(*steps, index), message("expected a flag or a field"))
        if "scheme" not in item and "auth" not in item:
            yield _at(known.document, known.document.mark(*steps, index), message("expected a scheme or auth"))
        # With a flag, the field is one of the file that the flag names.
        yield from known.key_problems(item, ("flag",) if "flag" in item else ("field",))
        for key in ("beside", "unless"):
            yield from known.reference_problems(item.get(key))


def _start_problems(known: _Known) -> Iterator[Problem]:
    """What is wrong with how a program starts: flags and fields that do not exist, entries that say nothing."""
    document = known.document
    start = _mapping(document.root, "starts")
    for index, item in enumerate(_mappings(start, "files")):
        if "flag" not in item and "default" not in item:
            yield _at(document, document.mark("starts", "files", index), message("expected a flag or a default"))
        yield from known.key_problems(item, ("flag",))
    for index, item in enumerate(_mappings(start, "needs")):
        if "given" not in item and "needs" not in item and "note" not in item:
            yield _at(document, document.mark("starts", "needs", index), message("expected given or needs"))
        yield from known.reference_problems(item.get("given"))
        names = item.get("needs")
        for name, mark in zip(names, names.values_at, strict=True) if isinstance(names, Sequence) else ():
            if name != "pod":
                yield from known.name_problems(str(name), mark)


def _overlaps(document: Document, steps: _Steps, key: str, whole: VersionRange) -> Iterator[Problem]:
    """Items of the list at *steps* for releases that *whole* has not, or of which one of the same name (at *key*) has told."""
    holder = _value(document, steps[:-1])
    items = holder.get(str(steps[-1])) if isinstance(holder, Mapping) else None
    told: list[tuple[str, VersionRange]] = []
    for index, item in enumerate(items if isinstance(items, Sequence) else ()):
        span = _span(item) if isinstance(item, Mapping) else VersionRange()
        name = str(item[key]) if isinstance(item, Mapping) else str(item)
        mark = document.mark(*steps, index, key) if isinstance(item, Mapping) else document.mark(*steps, index)
        if span and whole and not span.overlaps(whole):
            what = message("{name!r} is there {range}, the endpoint {whole}", name=name, range=str(span), whole=str(whole))
            yield _at(document, mark, what)
        elif any(name == other and span.overlaps(theirs) for other, theirs in told):
            yield _at(document, mark, message("{name!r} is here twice for the same releases", name=name))
        told.append((name, span))


def _flag_note_problems(known: _Known, generated: Mapping | None) -> Iterator[Problem]:
    document = known.document
    notes = _mapping(document.root, "flags")
    observed = _mapping(generated, "flags")
    for dashed in notes:
        note, name = _mapping(notes, dashed), dashed.lstrip("-")
        yield from known.reference_problems(note.get("replaced_by"))
        if note.get("renamed") and len(_texts(note, "replaced_by") or _texts(_mapping(observed, name), "replaced_by")) != 1:
            yield _at(document, document.mark("flags", dashed, "renamed"), message("expected one flag in replaced_by"))
        yield from known.partner_problems(document.mark("flags", dashed, "ignored_with"), note.get("ignored_with"))
        if generated is None:
            continue
        if name not in observed and _was_observable(note, generated):
            what = message("no release that was observed has the flag {name!r}", name=dashed)
            yield _at(document, notes.keys_at[dashed], _unknown_flag(what, name, observed))
        elif name in observed:
            yield from _bound_problems(document, note, _mapping(observed, name), _mapping(generated, "observed"))


def _field_note_problems(known: _Known, generated: Mapping | None) -> Iterator[Problem]:
    document = known.document
    kinds = _mappings(generated, "kinds")
    for index, note in enumerate(_mappings(document.root, "fields")):
        yield from known.reference_problems(note.get("replaced_by"))
        if generated is None:
            continue
        kind, version, path = str(note.get("kind", "")), str(note.get("api_version", "")), str(note["path"])
        meant = [each for each in kinds if each.get("kind", "") == kind and version in ("", each.get("api_version", ""))]
        if not meant:
            what = message("no release that was observed has the kind {name!r}", name=f"{version} {kind}".strip())
            yield _at(
                document, document.mark("fields", index, "kind"), _unknown(what, kind, {str(each.get("kind")) for each in kinds})
            )
            continue
        paths = set(chain.from_iterable(_mapping(each, "fields") for each in meant))
        if path not in paths and any(_was_observable(note, each) for each in meant):
            what = message("no release that was observed has the field {name!r}", name=path)
            yield _at(document, document.mark("fields", index, "path"), _unknown(what, path, paths))
        for each in meant:
            if path in _mapping(each, "fields"):
                yield from _bound_problems(document, note, _mapping(_mapping(each, "fields"), path), _mapping(each, "observed"))


def _bound_problems(document: Document, note: Mapping, found: Mapping, observed: Mapping) -> Iterator[Problem]:
    """Bounds given by hand that an observation contradicts."""
    seen = sorted(parse_version(release) for release in observed)
    ranges = found.get("ranges")
    if not seen or not isinstance(ranges, Sequence) or not ranges:
        return
    first, last = ranges[0], ranges[-1]
    since, removed = _version(note.get("since")), _version(note.get("removed"))
    if since is not None and isinstance(first, Sequence):
        begin = _version(first[0]) or seen[0]
        before = max((each for each in seen if each < begin), default=None)
        if since > begin or (before is not None and since <= before):
            what = message("since {given}, but it was observed first at {release}", given=str(since), release=str(begin))
            yield _at(document, note.values_at["since"], what)
    if removed is not None and isinstance(last, Sequence):
        end = _version(last[1])
        present = max((each for each in seen if end is None or each < end), default=None)
        if present is not None and removed <= present:
            what = message("removed in {given}, but it was still observed at {release}", given=str(removed), release=str(present))
            yield _at(document, note.values_at["removed"], what)
        elif end is not None and removed > end:
            what = message("removed in {given}, but it was gone at {release}", given=str(removed), release=str(end))
            yield _at(document, note.values_at["removed"], what)


def _duplicates(facts: _Facts, taken: dict[str, tuple[str, Problem]]) -> Iterator[Problem]:
    """Names that mean two components. *taken* is what the directories before this one use, and is brought up to date."""
    here: dict[str, tuple[str, Problem]] = {}
    own = {str(document.root["component"]) for file, document in facts.documents.items() if file.content is Content.COMPONENT}
    before = {name: taker for name, taker in taken.items() if taker[0] not in own}
    for file, document in facts.documents.items():
        if file.content is not Content.COMPONENT:
            continue
        component = str(document.root["component"])
        marks = [(component, document.mark("component"))]
        aliases = document.root.get("aliases")
        if isinstance(aliases, Sequence):
            marks += [(str(alias), mark) for alias, mark in zip(aliases, aliases.values_at, strict=True)]
        for name, mark in marks:
            key = name.lower().replace("_", "-")
            other = here.get(key) or before.get(key)
            if other is not None:
                what = message(
                    "{name!r} already means {other!r} ({path}:{line})",
                    name=name, other=other[0], path=other[1].path, line=other[1].line,
                )  # fmt: skip
                yield _at(document, mark, what)
            else:
                here[key] = component, _at(document, mark, Message(""))
    taken.clear()
    taken.update(before | here)


# Values whose shape the schema has assured.


def _mapping(item: Mapping | None, key: str) -> Mapping:
    value = item.get(key) if item is not None else None
    return value if isinstance(value, Mapping) else Mapping()


def _mappings(item: Mapping | None, key: str) -> list[Mapping]:
    value = item.get(key) if item is not None else None
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, Sequence) else []


def _span(item: Mapping) -> VersionRange:
    return VersionRange(_version(item.get("since")), _version(item.get("removed")))


def _texts(item: Mapping, key: str) -> list[str]:
    value = item.get(key)
    return [each for each in value if isinstance(each, str)] if isinstance(value, Sequence) else []


def _was_observable(note: Mapping, generated: Mapping) -> bool:
    """Whether what *note* tells of holds for a release that was observed, so that it should have been seen there."""
    seen = [parse_version(release) for release in _mapping(generated, "observed")]
    ranges = note.get("ranges")
    bounds = [(note.get("since"), note.get("removed"))]
    if isinstance(ranges, Sequence):
        bounds = [(pair[0], pair[1]) for pair in ranges if isinstance(pair, Sequence)]
    return any(release in VersionRange(_version(since), _version(removed)) for since, removed in bounds for release in seen)
