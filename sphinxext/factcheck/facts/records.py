"""From the plain values of a file to the model.

Values are taken as the schema wants them; anything else raises ``TypeError``, ``ValueError`` or ``KeyError``, and whoever
called asks :mod:`.check` what is wrong, and where.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from ..versions import EVERY, Version, VersionRange, parse_version
from .document import Table, Value
from .hazards import BenchmarkItem, Hazards, Probe, ReadAtStart, Rewritten, StaticPods, Unchecked
from .model import (
    Allocation,
    ApiKind,
    Command,
    Component,
    ConfigurationFile,
    Distribution,
    Endpoint,
    EndpointPath,
    Flag,
    FlagSet,
    FormerCommand,
    GroupVersionKind,
    KnownField,
    KnownPath,
    KnownTerm,
    Many,
    Means,
    Names,
    Order,
    Placement,
    Product,
    Requirement,
    Resource,
    Securing,
    ServedKind,
    ServedKinds,
    Sets,
    Setter,
    Setting,
    Source,
    Start,
    Steps,
    TermKind,
)

__all__ = ["RecordReader"]

_ALWAYS = parse_version("0")
_NO_MAPPING: Table = {}
_NO_SEQUENCE: list[Value] = []

_Item = TypeVar("_Item")
_Record = TypeVar("_Record")


class _Late(Mapping[str, _Record]):
    """Records by name, each made when it is asked for: a page names few of the hundreds that a component has."""

    def __init__(self, items: Table, make: Callable[[str, Table], _Record]) -> None:
        self._items = items
        self._make = make
        self._made: dict[str, _Record] = {}

    def __getitem__(self, name: str) -> _Record:
        if name not in self._items:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name, _mapping(self._items, name))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, name: object) -> bool:
        return name in self._items


class RecordReader:
    """Makes records of the model; remembers the releases that it has parsed, for a file names few of them often.

    *trusting*: the values are known to be sound, so that what is long is read piece by piece when it is asked for. Without it
    everything is read at once, and what is wrong shows at once.
    """

    def __init__(self, *, trusting: bool = False) -> None:
        self._versions: dict[str, Version] = {}
        self._trusting = trusting

    def _all(self, items: Table, make: Callable[[str, Table], _Record], noted: Mapping[str, _Record]) -> Mapping[str, _Record]:
        late = _Late(items, make)
        if self._trusting:
            return ChainMap(dict(noted), late) if noted else late  # type: ignore[arg-type]
        return {**late, **noted}

    def product(self, root: Table, files: tuple[str, ...]) -> Product:
        """The product that *files* describe, the later over the earlier."""
        return Product(
            name=_required_text(root, "product"),
            title=_text(root, "title"),
            aliases=_texts(root, "aliases"),
            releases=tuple(sorted(self._version(release) for release in _texts(root, "releases"))),
            released=tuple(sorted((self._version(v), str(day)) for v, day in _mapping(root, "released").items())),
            distributions=_texts(root, "distributions"),
            paths=tuple(self._path(item) for item in _mappings(root, "paths")),
            resources=tuple(self._resource(item) for item in _mappings(root, "resources")),
            terms=tuple(self._term(item) for item in _mappings(root, "terms")),
            hazards=self._hazards(_mapping(root, "hazards"), _sources(root)),
            sources=_sources(root),
            files=files,
        )

    def outline(self, root: Table, files: tuple[str, ...]) -> Component:
        """The component that the hand-written *files* describe, the later over the earlier, without its flags and fields."""
        endpoints = _mapping(root, "endpoints")
        return Component(
            name=_required_text(root, "component"),
            product=_required_text(root, "product"),
            title=_text(root, "title"),
            summary=_text(root, "summary"),
            aliases=_texts(root, "aliases"),
            programs=_texts(root, "programs"),
            images=_texts(root, "images"),
            kind_names=_texts(root, "kinds"),
            former_commands=tuple(self._former_command(item) for item in _mappings(root, "former_commands")),
            endpoints=tuple(self._endpoint(item) for item in _mappings(endpoints, "list")),
            endpoints_complete=self._ranges(endpoints.get("complete")),
            start=self._start(_mapping(root, "starts")) if "starts" in root else None,
            sources=_sources(root),
            files=files,
        )

    def whole(self, outline: Component, written: Table, flags: Table | None, fields: Table | None) -> Component:
        """*outline* with its flags and fields.

        :param written: the hand-written file; what it says of a flag or field goes over what was generated.
        :param flags: the generated flags, if there are any.
        :param fields: the generated fields, if there are any.
        """
        sources = dict(outline.sources)
        for root in (flags, fields):
            if root is not None:
                sources |= {id: source for id, source in _sources(root).items() if id not in sources}
        return replace(
            outline,
            flags=self._flag_set(flags, _mapping(written, "flags")),
            kinds=self._kinds(fields, _mappings(written, "fields")),
            sources=sources,
        )

    def served_kinds(self, root: Table) -> ServedKinds:
        """The kinds that the generated file *root* lists."""
        observed, sources = self._observed(root), _sources(root)
        found = _mapping(root, "apis")
        kinds: dict[GroupVersionKind, ServedKind] = {}
        for api_version in found:
            of_version = _mapping(found, api_version)
            for kind in of_version:
                name = GroupVersionKind.of(api_version, kind)
                kinds[name] = self._served_kind(name, _mapping(of_version, kind))
        return ServedKinds(
            names=Names(tuple(sorted(observed))),
            kinds=kinds,
            complete=self._ranges(root.get("complete")),
            sources={release: tuple(sources[id] for id in ids) for release, ids in observed.items()},
        )

    def allocations(self, root: Table) -> tuple[Allocation, ...]:
        """The ports that the generated file *root* lists."""
        sources = tuple(_sources(root).values())
        found = _mapping(root, "ports")
        return tuple(self._allocation(port, _mapping(found, port), sources) for port in found)

    def _allocation(self, port: str, item: Table, sources: tuple[Source, ...]) -> Allocation:
        return Allocation(int(port), _required_text(item, "name"), _texts(item, "urls"), sources)

    def _served_kind(self, name: GroupVersionKind, item: Table) -> ServedKind:
        replaced_by = _texts(item, "replaced_by")
        return ServedKind(
            name=name,
            resource=_required_text(item, "resource"),
            namespaced=_truth(item, "namespaced"),
            ranges=self._ranges(item["ranges"]),
            deprecated=self._mark(item.get("deprecated")),
            replaced_by=GroupVersionKind.of(*replaced_by) if replaced_by else None,
            planned=self._optional_version(item.get("planned")),
        )

    def _version(self, value: Value) -> Version:
        if not isinstance(value, str):
            raise TypeError(f"{value!r} is no release")
        version = self._versions.get(value)
        if version is None:
            version = self._versions[value] = parse_version(value)
        return version

    def _optional_version(self, value: Value) -> Version | None:
        return None if value is None else self._version(value)

    def _range(self, value: Value) -> VersionRange:
        if not isinstance(value, list) or len(value) != 2:
            raise TypeError(f"{value!r} is no range")
        return VersionRange(self._optional_version(value[0]), self._optional_version(value[1]))

    def _ranges(self, value: Value) -> tuple[VersionRange, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            raise TypeError(f"{value!r} is no list of ranges")
        return tuple(self._range(item) for item in value)

    def _span(self, item: Table) -> VersionRange:
        return VersionRange(self._optional_version(item.get("since")), self._optional_version(item.get("removed")))

    def _mark(self, value: Value) -> VersionRange | None:
        """``deprecated`` and ``no_effect``: the release that it begins with, or a range."""
        if value is None:
            return None
        return self._range(value) if isinstance(value, list) else VersionRange(since=self._version(value))

    def _last_mark(self, value: Value) -> VersionRange | None:
        """The same, the last of several ranges."""
        if isinstance(value, list) and value and isinstance(value[0], list):
            return self._mark(value[-1])
        return self._mark(value)

    def _steps(self, item: Table, key: str) -> Steps:
        if key not in item:
            return Steps()
        value = item[key]
        if isinstance(value, dict):
            return Steps(tuple(sorted((self._version(release), _scalar(step)) for release, step in value.items())))
        return Steps(((_ALWAYS, _scalar(value)),))

    def _observed(self, root: Table, key: str = "observed") -> dict[Version, tuple[str, ...]]:
        observed = _mapping(root, key)
        return {self._version(release): _texts(observed, release) for release in observed}

    def _path(self, item: Table) -> KnownPath:
        return KnownPath(
            path=_required_text(item, "path"),
            range=self._span(item),
            distribution=_text(item, "distribution"),
            component=_text(item, "component"),
            open=_truth(item, "open"),
            sources=_texts(item, "sources"),
        )

    def _former_command(self, item: Table) -> FormerCommand:
        return FormerCommand(
            words=_required_text(item, "words"),
            range=self._span(item),
            replaced_by=_texts(item, "replaced_by"),
            sources=_texts(item, "sources"),
        )

    def _term(self, item: Table) -> KnownTerm:
        return KnownTerm(
            name=_required_text(item, "name"),
            kind=TermKind(_required_text(item, "kind")),
            range=self._span(item),
            deprecated=self._mark(item.get("deprecated")),
            gone=_text(item, "gone"),
            replaced_by=_texts(item, "replaced_by"),
            note=_text(item, "note"),
            sources=_texts(item, "sources"),
        )

    def _hazards(self, root: Table, sources: Mapping[str, Source]) -> Hazards:
        def cited(item: Table) -> tuple[Source, ...]:
            return tuple(sources[id] for id in _texts(item, "sources") if id in sources)

        return Hazards(
            static_pods=tuple(
                StaticPods(_required_text(item, "path"), _text(item, "distribution"), _texts(item, "skips"), cited(item))
                for item in _mappings(root, "static_pods")
            ),
            rewritten=tuple(
                Rewritten(
                    what=_required_text(item, "what"),
                    by=_required_text(item, "by"),
                    distribution=_text(item, "distribution"),
                    kept_in=_text(item, "kept_in"),
                    kept_by=_texts(item, "kept_by"),
                    sources=cited(item),
                )
                for item in _mappings(root, "rewritten")
            ),
            read_at_start=tuple(
                ReadAtStart(_required_text(item, "component"), _texts(item, "again"), cited(item))
                for item in _mappings(root, "read_at_start")
            ),
            probes=tuple(self._probe(item, cited(item)) for item in _mappings(root, "probes")),
            benchmarks=tuple(self._benchmark_item(item, cited(item)) for item in _mappings(root, "benchmarks")),
            unchecked=tuple(
                Unchecked(_required_text(item, "setting"), _text(item, "value"), _text(item, "program"), cited(item))
                for item in _mappings(root, "unchecked")
            ),
        )

    def _probe(self, item: Table, sources: tuple[Source, ...]) -> Probe:
        return Probe(
            component=_required_text(item, "component"),
            port=_port(item["port"]),
            scheme=_text(item, "scheme") or "http",
            host=_text(item, "host") or "127.0.0.1",
            path=_text(item, "path"),
            distribution=_text(item, "distribution"),
            follows=_text(item, "follows"),
            range=self._span(item),
            sources=sources,
        )

    def _benchmark_item(self, item: Table, sources: tuple[Source, ...]) -> BenchmarkItem:
        return BenchmarkItem(
            benchmark=_required_text(item, "benchmark"),
            numbers=self._steps(item, "numbers"),
            component=_required_text(item, "component"),
            flag=_text(item, "flag"),
            field=_text(item, "field"),
            wants=_text(item, "wants"),
            unset=_truth(item, "unset"),
            differs=_truth(item, "differs"),
            range=self._span(item),
            sources=sources,
        )

    def _resource(self, item: Table) -> Resource:
        return Resource(
            name=_required_text(item, "name"),
            kind=_required_text(item, "kind"),
            short_names=_texts(item, "short_names"),
            groups=_texts(item, "groups"),
            namespaced=_truth(item, "namespaced", default=True),
            shared=_truth(item, "shared"),
            range=self._span(item),
            deprecated=self._mark(item.get("deprecated")),
            replaced_by=_texts(item, "replaced_by"),
            note=_text(item, "note"),
            sources=_texts(item, "sources"),
        )

    def _endpoint(self, item: Table) -> Endpoint:
        return Endpoint(
            id=_required_text(item, "id"),
            port=_port(item["port"]),
            range=self._span(item),
            scheme=_text(item, "scheme") or "http",
            purpose=_text(item, "purpose") or "metrics",
            paths=self._endpoint_paths(item),
            auth=_text(item, "auth") or "none",
            bind=_text(item, "bind"),
            default_on=_truth(item, "default_on", default=True),
            setter=self._setter(_mapping(item, "set_by")),
            secured=tuple(self._securing(each) for each in _mappings(item, "secured_by")),
            grant=_text(item, "grant"),
            replaced_by=_text(item, "replaced_by"),
            distributions=tuple(self._distribution(each) for each in _mappings(item, "distributions")),
            note=_text(item, "note"),
            sources=_texts(item, "sources"),
        )

    def _setter(self, item: Table) -> Setter:
        return Setter(
            flags=_texts(item, "flags"),
            fields=_texts(item, "fields"),
            off=_texts(item, "off"),
            settings=tuple(self._setting(each) for each in _mappings(item, "settings")),
        )

    def _setting(self, item: Table) -> Setting:
        return Setting(
            flag=_text(item, "flag"),
            field=_text(item, "field"),
            sets=Sets(_required_text(item, "sets")),
            range=self._span(item),
            empty=_means(item, "empty", Means.UNKNOWN),
            zero=_means(item, "zero", Means.UNKNOWN),
            no_port=_means(item, "no_port", Means.REFUSED),
            no_host=_means(item, "no_host", Means.EVERY),
            names=_means(item, "names", Means.UNKNOWN),
            localhost=_means(item, "localhost", Means.DEFAULT),
            odd=_means(item, "odd", Means.REFUSED),
            many=Many(_text(item, "many")),
            fills=_text(item, "fills"),
            only=_texts(item, "only"),
            paths=_texts(item, "paths"),
            sources=_texts(item, "sources"),
        )

    def _securing(self, item: Table) -> Securing:
        return Securing(
            flag=_text(item, "flag"),
            field=_text(item, "field"),
            value=_text(item, "value"),
            scheme=_text(item, "scheme"),
            auth=_text(item, "auth"),
            beside=_texts(item, "beside"),
            unless=_texts(item, "unless"),
            range=self._span(item),
            sources=_texts(item, "sources"),
        )

    def _start(self, item: Table) -> Start:
        return Start(
            parser=self._steps(item, "parser"),
            operands=self._steps(item, "operands"),
            underscores=self._steps(item, "underscores"),
            variables=_text(item, "variables"),
            shadowed=self._steps(item, "shadowed"),
            collision=_means(item, "collision", Means.REFUSED),
            placement=Placement(_text(item, "placement")),
            files=tuple(self._configuration_file(each) for each in _mappings(item, "files")),
            needs=tuple(self._requirement(each) for each in _mappings(item, "needs")),
            orders=tuple(self._order(each) for each in _mappings(item, "orders")),
            sources=_texts(item, "sources"),
        )

    def _configuration_file(self, item: Table) -> ConfigurationFile:
        return ConfigurationFile(
            flag=_text(item, "flag"),
            default=_text(item, "default"),
            format=_text(item, "format") or "yaml",
            strict=self._steps(item, "strict"),
            decides=_truth(item, "decides", default=True),
            asks=_texts(item, "asks"),
            unique=_texts(item, "unique"),
            refers=tuple((name, str(to)) for name, to in _mapping(item, "refers").items()),
            range=self._span(item),
            sources=_texts(item, "sources"),
        )

    def _requirement(self, item: Table) -> Requirement:
        return Requirement(
            given=_texts(item, "given"),
            unless=_texts(item, "unless"),
            beside=_texts(item, "beside"),
            needs=_texts(item, "needs"),
            even_empty=_truth(item, "even_empty", default=False),
            refuses=_truth(item, "refuses", default=True),
            range=self._span(item),
            note=_text(item, "note"),
            sources=_texts(item, "sources"),
        )

    def _order(self, item: Table) -> Order:
        lower, upper = _texts(item, "defaults")
        return Order(
            lower=_text(item, "lower"),
            upper=_text(item, "upper"),
            defaults=(lower, upper),
            equal=_truth(item, "equal", default=False),
            zero=_text(item, "zero") == "default",
            refuses=_truth(item, "refuses", default=True),
            unless=_texts(item, "unless"),
            range=self._span(item),
            sources=_texts(item, "sources"),
        )

    def _endpoint_paths(self, item: Table) -> tuple[EndpointPath, ...]:
        """The paths of an endpoint: a text, or a mapping where there is more to say of it."""
        paths = item.get("paths", _NO_SEQUENCE)
        if not isinstance(paths, list):
            raise TypeError(f"paths: {paths!r} is no list")
        return tuple(self._endpoint_path(each) for each in paths)

    def _endpoint_path(self, item: Value) -> EndpointPath:
        if isinstance(item, str):
            return EndpointPath(item)
        if not isinstance(item, dict):
            raise TypeError(f"{item!r} is no path")
        return EndpointPath(
            path=_required_text(item, "path"),
            range=self._span(item),
            auth=_text(item, "auth"),
            note=_text(item, "note"),
            sources=_texts(item, "sources"),
        )

    def _distribution(self, item: Table) -> Distribution:
        return Distribution(
            name=_required_text(item, "name"),
            range=self._span(item),
            listens=_truth(item, "listens") if "listens" in item else None,
            port=_port(item["port"]) if "port" in item else None,
            bind=_text(item, "bind"),
            scheme=_text(item, "scheme"),
            auth=_text(item, "auth"),
            args=_texts(item, "args"),
            note=_text(item, "note"),
            sources=_texts(item, "sources"),
        )

    def _settled(self, item: Table, ranges: tuple[VersionRange, ...]) -> tuple[tuple[VersionRange, ...], frozenset[Version]]:
        """*ranges* with the bounds that *item* gives by hand, and those bounds."""
        if "ranges" in item:
            ranges = self._ranges(item["ranges"])
            return ranges, frozenset(bound for r in ranges for bound in (r.since, r.removed) if bound is not None)
        own = self._span(item)
        if own.since is not None:
            ranges = (VersionRange(own.since, ranges[0].removed), *ranges[1:])
        if own.removed is not None:
            ranges = (*ranges[:-1], VersionRange(ranges[-1].since, own.removed))
        return ranges, frozenset(bound for bound in (own.since, own.removed) if bound is not None)

    def _flag_set(self, generated: Table | None, notes: Table) -> FlagSet | None:
        if generated is None and not notes:
            return None
        root = generated if generated is not None else _NO_MAPPING
        observed = self._observed(root)
        found = _mapping(root, "flags")
        noted: dict[str, Flag] = {}
        for dashed in notes:
            name, note = dashed.lstrip("-"), _mapping(notes, dashed)
            flag = self._noted_flag(self._flag(name, _mapping(found, name)) if name in found else Flag(name), note)
            if name in found or not _covers_any(flag.ranges, observed):
                noted[name] = flag
        commands = _mapping(root, "commands")
        return FlagSet(
            names=Names(tuple(sorted(observed)), tuple(sorted(self._version(each) for each in _mapping(root, "partial")))),
            flags=self._all(found, self._flag, noted),
            complete=self._ranges(root.get("complete")),
            commands={path: self._command(_mapping(commands, path)) for path in commands},
            dashes=self._steps(root, "dashes"),
            normalize=_text(root, "normalize"),
            negate=self._steps(root, "negate"),
            abbreviate=_truth(root, "abbreviate"),
            sources=observed | self._observed(root, "partial"),
        )

    def _command(self, item: Table) -> Command:
        flags = _mapping(item, "flags")
        return Command(self._ranges(item.get("ranges")) or (EVERY,), self._all(flags, self._flag, {}))

    def _flag(self, name: str, item: Table) -> Flag:
        return Flag(
            name=name,
            ranges=self._ranges(item.get("ranges")) or (EVERY,),
            type=self._steps(item, "type"),
            default=self._steps(item, "default"),
            deprecated=self._mark(item.get("deprecated")),
            no_effect=self._mark(item.get("no_effect")),
            replaced_by=_texts(item, "replaced_by"),
            no_value=_truth(item, "no_value"),
            shorthand=_text(item, "shorthand"),
            supplement=_truth(item, "supplement"),
        )

    def _noted_flag(self, flag: Flag, note: Table) -> Flag:
        ranges, settled = self._settled(note, flag.ranges)
        return Flag(
            name=flag.name,
            ranges=ranges,
            settled=settled,
            type=self._steps(note, "type") if "type" in note else flag.type,
            default=self._steps(note, "default") if "default" in note else flag.default,
            deprecated=self._mark(note.get("deprecated")) or flag.deprecated,
            no_effect=self._mark(note.get("no_effect")) or flag.no_effect,
            replaced_by=_texts(note, "replaced_by") or flag.replaced_by,
            renamed=_truth(note, "renamed"),
            ignored_with=self._steps(note, "ignored_with"),
            ignores_others=_truth(note, "ignores_others"),
            values=self._steps(note, "values"),
            variable=self._steps(note, "variable"),
            no_value=_truth(note, "no_value", default=flag.no_value),
            shorthand=flag.shorthand,
            supplement=flag.supplement,
            note=_text(note, "note"),
            sources=_texts(note, "sources"),
        )

    def _kinds(self, generated: Table | None, notes: tuple[Table, ...]) -> tuple[ApiKind, ...]:
        kinds = [self._kind(item) for item in _mappings(generated, "kinds")] if generated is not None else []
        if generated is None:
            named = dict.fromkeys((_text(note, "kind"), _text(note, "api_version")) for note in notes)
            kinds = [ApiKind(kind, api_version, Names(()), {}) for kind, api_version in named]
        return tuple(self._noted_kind(kind, notes) for kind in kinds)

    def _kind(self, item: Table) -> ApiKind:
        found = _mapping(item, "fields")
        observed = self._observed(item)
        return ApiKind(
            kind=_text(item, "kind"),
            api_version=_text(item, "api_version"),
            names=Names(tuple(sorted(observed))),
            fields=self._all(found, self._field, {}),
            complete=self._ranges(item.get("complete")),
            ranges=self._ranges(item.get("ranges")) or (EVERY,),
            sources=observed,
        )

    def _field(self, path: str, item: Table) -> KnownField:
        return KnownField(
            path=path,
            ranges=self._ranges(item.get("ranges")) or (EVERY,),
            type=self._steps(item, "type"),
            open=_truth(item, "open") if isinstance(item.get("open"), bool) else self._last_mark(item.get("open")) is not None,
            deprecated=self._last_mark(item.get("deprecated")),
            no_effect=self._mark(item.get("no_effect")),
            default=self._steps(item, "default"),
            replaced_by=_texts(item, "replaced_by"),
        )

    def _noted_kind(self, kind: ApiKind, notes: Iterable[Table]) -> ApiKind:
        fields: dict[str, KnownField] = {}
        for note in notes:
            if _text(note, "kind") != kind.kind or _text(note, "api_version") not in ("", kind.api_version):
                continue
            path = _required_text(note, "path")
            noted = self._noted_field(fields.get(path) or kind.fields.get(path) or KnownField(path), note)
            if path in kind.fields or not _covers_any(noted.ranges, kind.names.observed):
                fields[path] = noted
        return replace(kind, fields=ChainMap(fields, kind.fields)) if fields else kind  # type: ignore[arg-type]

    def _noted_field(self, field: KnownField, note: Table) -> KnownField:
        ranges, settled = self._settled(note, field.ranges)
        return KnownField(
            path=field.path,
            ranges=ranges,
            settled=settled,
            type=self._steps(note, "type") if "type" in note else field.type,
            open=_truth(note, "open", default=field.open),
            deprecated=self._mark(note.get("deprecated")) or field.deprecated,
            no_effect=self._mark(note.get("no_effect")) or field.no_effect,
            default=self._steps(note, "default") if "default" in note else field.default,
            replaced_by=_texts(note, "replaced_by") or field.replaced_by,
            values=self._steps(note, "values"),
            note=_text(note, "note"),
            sources=_texts(note, "sources"),
        )


def _covers_any(ranges: tuple[VersionRange, ...], observed: Iterable[Version]) -> bool:
    """Whether a name with these *ranges* should have been seen: one that was not is a mistake, and left to the check."""
    return any(release in r for release in observed for r in ranges)


def _sources(root: Table) -> dict[str, Source]:
    found = _mapping(root, "sources")
    return {id: _source(id, _mapping(found, id)) for id in found}


def _source(id: str, item: Table) -> Source:
    return Source(id, _required_text(item, "artefact"), _text(item, "release"), _text(item, "url"))


def _scalar(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value)
    raise TypeError(f"{value!r} is no text")


def _means(item: Table, key: str, default: Means) -> Means:
    return Means(_text(item, key) or default)


def _port(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 65536:
        raise TypeError(f"{value!r} is no port")
    return value


def _text(item: Table, key: str) -> str:
    value = item.get(key, "")
    if not isinstance(value, str):
        raise TypeError(f"{key}: {value!r} is no text")
    return value


def _required_text(item: Table, key: str) -> str:
    value = item[key]
    if not isinstance(value, str):
        raise TypeError(f"{key}: {value!r} is no text")
    return value


def _truth(item: Table, key: str, *, default: bool = False) -> bool:
    value = item.get(key, default)
    if not isinstance(value, bool):
        raise TypeError(f"{key}: {value!r} is neither true nor false")
    return value


def _texts(item: Table, key: str) -> tuple[str, ...]:
    return _list_of(item, key, str, "text")


def _mapping(item: Table, key: str) -> Table:
    value = item.get(key)
    if value is None:
        return _NO_MAPPING
    if not isinstance(value, dict):
        raise TypeError(f"{key}: {value!r} is no mapping")
    return value


def _mappings(item: Table, key: str) -> tuple[Table, ...]:
    return _list_of(item, key, dict, "mapping")


def _list_of(item: Table, key: str, kind: type[_Item], word: str) -> tuple[_Item, ...]:
    value = item.get(key, _NO_SEQUENCE)
    if not isinstance(value, list):
        raise TypeError(f"{key}: {value!r} is no list")
    found = []
    for each in value:
        if not isinstance(each, kind):
            raise TypeError(f"{key}: {each!r} is no {word}")
        found.append(each)
    return tuple(found)
