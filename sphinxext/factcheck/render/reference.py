"""What the page of a component says: endpoints, flags and fields over time, and where that is known from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..facts import ApiKind, Component, Distribution, Endpoint, FactBase, Flag, FlagSet, KnownField, Product, Source, Steps
from ..messages import Message, message
from ..versions import EVERY, Version, VersionRange, parse_version
from .bounds import Bounds
from .rows import Code, Column, Link, PortRow, Words, fact_cell, heading, marked_up, releases_text
from .scope import Scope
from .table import Break, Local, Piece, Reference, Row, Section, State, Table, TableCell, Target

__all__ = ["component_sections", "flag_groups", "written_flag"]

_COMMA = Words(message(", "))
_INSTEAD = message("instead: ")
_SOURCE, _SOURCES = message("source: "), message("sources: ")
_ENDPOINT_COLUMNS = (Column.PORT, Column.ENDPOINT, Column.SCHEME, Column.AUTH, Column.BIND, Column.RELEASES)


@dataclass(frozen=True, slots=True)
class FlagGroup:
    """The flags of a program, or of one of its commands, which is there for the releases of *ranges*."""

    command: str
    """The name of the component; for a command, followed by its words."""
    flags: Mapping[str, Flag]
    ranges: tuple[VersionRange, ...] = (EVERY,)


def flag_groups(component: Component) -> tuple[FlagGroup, ...]:
    """The flags of *component*: those of the program itself, then those of each command that has some."""
    if component.flags is None:
        return ()
    commands = component.flags.commands
    below = (FlagGroup(f"{component.name} {words}", commands[words].flags, commands[words].ranges) for words in sorted(commands))
    return tuple(group for group in (FlagGroup(component.name, component.flags.flags), *below) if group.flags)


def written_flag(flags: FlagSet, name: str) -> str:
    """The flag *name* with its dashes, as the newest release writes it."""
    dashes = flags.dashes.steps[-1][1] if flags.dashes.steps else "--"
    return f"-{name}" if dashes == "-" or len(name) == 1 else f"--{name}"


def component_sections(component: Component, facts: FactBase) -> tuple[Section, ...]:
    """The sections of the page of *component*, which is whole; those without a row are left out."""
    product = facts.product(component.product)
    sections = [
        _endpoints(component, facts),
        _distributions(component, product),
        *_flags(component, product),
        *_kinds(component, product),
        _sources(component),
    ]
    return tuple(section for section in sections if any(table.rows for table in section.tables))


# Endpoints


def _endpoints(component: Component, facts: FactBase) -> Section:
    rows = tuple(_endpoint_row(component, endpoint, facts) for endpoint in component.endpoints)
    product = facts.product(component.product)
    spans = tuple(releases_text(releases, product) for releases in component.endpoints_complete)
    whole = message("Releases in which it listens on nothing else by default: {releases}.", releases=_listed(spans))
    paragraphs = (whole,) if spans else ()
    heads = (*(heading(column) for column in _ENDPOINT_COLUMNS), message("Details"))
    caption = message("Endpoints of {component}", component=component.name)
    return Section("endpoints", message("Endpoints"), paragraphs, (Table(caption, heads, (9, 12, 10, 18, 13, 11, 27), rows),))


def _endpoint_row(component: Component, endpoint: Endpoint, facts: FactBase) -> Row:
    shown = PortRow(component, endpoint, Scope())
    cells: list[TableCell] = [fact_cell(column, shown, facts) for column in _ENDPOINT_COLUMNS]
    if endpoint.purpose != endpoint.id:
        cells[1] = (*cells[1], Break(), Words(purpose_text(endpoint)))
    setter = endpoint.setter
    setters = (*_references(component, "flag", setter.flags), *_references(component, "field", setter.fields))
    details: list[TableCell] = [
        _labelled(message("paths: "), fact_cell(Column.PATH, shown, facts)),
        _labelled(message("set by: "), _spaced(setters)),
        _labelled(message("closed by: "), _spaced(Code(text) for text in setter.off)),
    ]
    successor = component.endpoint(endpoint.replaced_by)
    if successor is not None:
        details.append((Words(_INSTEAD), endpoint_reference(component, successor)))
    details += [note_pieces(endpoint.note), _source_references(component, endpoint.sources)]
    targets = (Target("port", f"{component.name} {endpoint.id}"), Target("port", f"{component.name} {endpoint.port}"))
    return Row(f"endpoint-{endpoint.id}", (*cells, _lines(details)), targets)


def purpose_text(endpoint: Endpoint) -> Message | str:
    """What *endpoint* is for, in words."""
    match endpoint.purpose:
        case "metrics":
            return message("metrics")
        case "api":
            return message("API")
        case "health":
            return message("health checks")
        case "peer":
            return message("peers")
    return endpoint.purpose


def endpoint_reference(component: Component, endpoint: Endpoint) -> Reference:
    """The port of *endpoint*, which leads to its row."""
    return Reference(str(endpoint.port), "port", f"{component.name} {endpoint.id}", typed=False)


def _distributions(component: Component, product: Product | None) -> Section:
    rows = tuple(
        Row("", _distribution_cells(component, endpoint, each, product))
        for endpoint in component.endpoints
        for each in endpoint.distributions
    )
    heads = (message("Distribution"), heading(Column.PORT), heading(Column.RELEASES), message("What it does"))
    caption = message("What distributions make of the endpoints of {component}", component=component.name)
    return Section("distributions", message("Distributions"), (), (Table(caption, heads, (16, 10, 21, 53), rows),))


def _distribution_cells(
    component: Component, endpoint: Endpoint, each: Distribution, product: Product | None
) -> tuple[TableCell, ...]:
    lines: list[TableCell] = []
    if each.listens is not None:
        lines.append((Words(message("open") if each.listens else message("closed by {installer}", installer=each.name)),))
    if each.port is not None:
        lines.append((Words(message("port: ")), Words(str(each.port))))
    if each.bind:
        lines.append((Words(message("bind address: ")), Code(each.bind)))
    if each.scheme:
        lines.append((Words(message("scheme: ")), Words(each.scheme)))
    if each.auth:
        lines.append((Words(message("authentication: ")), Words(each.auth)))
    lines += [_labelled(message("arguments: "), _spaced(Code(text) for text in each.args)), note_pieces(each.note)]
    lines.append(_source_references(component, each.sources))
    return (
        (Words(each.name),),
        (endpoint_reference(component, endpoint),),
        (Words(releases_text(each.range, product)),),
        _lines(lines),
    )


# Flags


def _flags(component: Component, product: Product | None) -> Iterator[Section]:
    """The flags of the program, then those of its commands, a table for each."""
    if component.flags is None:
        return
    bounds = Bounds(component.flags.names.observed, product)
    groups = flag_groups(component)
    own = tuple(_flag_table(component, group, bounds) for group in groups if group.command == component.name)
    commands = tuple(_flag_table(component, group, bounds) for group in groups if group.command != component.name)
    yield Section("flags", message("Flags"), _observed(bounds), own)
    above = message("Every command takes the flags of those above it too.")
    yield Section("commands", message("Flags of commands"), (above,), commands)


def _flag_table(component: Component, group: FlagGroup, bounds: Bounds) -> Table:
    rows = tuple(_flag_row(component, group, group.flags[name], bounds) for name in sorted(group.flags, key=_alphabetical))
    heads = (
        heading(Column.FLAG), message("Type"), message("Default"), message("Since"), message("Removed"), message("Remarks"),
    )  # fmt: skip
    caption = message("{count} flags of {command}", count=len(rows), command=group.command)
    spans = bounds.span(group.ranges)
    if spans != (message("all"),):
        caption = message("{flags} ({releases})", flags=caption, releases=_listed(spans))
    return Table(caption, heads, (25, 9, 14, 16, 11, 25), rows)


def _flag_row(component: Component, group: FlagGroup, flag: Flag, bounds: Bounds) -> Row:
    assert component.flags is not None
    written = written_flag(component.flags, flag.name)
    names: list[Piece] = [Code(written)]
    targets = [Target("flag", f"{group.command} {written}")]
    if flag.shorthand:
        names += [_COMMA, Code(f"-{flag.shorthand}")]
        targets.append(Target("flag", f"{group.command} -{flag.shorthand}", listed=False))
    cells = (
        tuple(names),
        _steps(flag.type, bounds, Words),
        _steps(flag.default, bounds, Code),
        *_life(flag, bounds),
        _lines(_remarks(component, flag, bounds, "flag")),
    )
    below = group.command.removeprefix(component.name)
    return Row(f"flag{below} {flag.name}", cells, tuple(targets))


# Fields


def _kinds(component: Component, product: Product | None) -> Iterator[Section]:
    """A section for each kind in each API version; of a kind, the newest version first."""
    kinds: dict[str, list[ApiKind]] = {}
    for kind in component.kinds:
        kinds.setdefault(kind.kind, []).append(kind)
    for versions in kinds.values():
        # A release that was observed without an API version is one in which that version was not there.
        observed = sorted({release for kind in versions for release in kind.names.observed})
        bounds = Bounds(tuple(observed), product)
        for kind in reversed(versions):
            yield _fields(component, kind, bounds)


def _fields(component: Component, kind: ApiKind, bounds: Bounds) -> Section:
    rows = tuple(_field_row(component, kind, kind.fields[path], bounds) for path in sorted(kind.fields, key=_alphabetical))
    heads = (
        heading(Column.FIELD), message("Type"), message("Default"), message("Since"), message("Removed"), message("Remarks"),
    )  # fmt: skip
    what = f"{kind.kind} {kind.api_version}".strip()
    name = f"{kind.kind} {kind.api_version.rpartition('/')[2]}".strip()
    title = message("Fields of {kind}", kind=name) if name else message("Fields of the configuration file")
    caption = message("{count} fields of {kind}", count=len(rows), kind=what or message("the configuration"))
    table = Table(caption, heads, (28, 14, 12, 16, 11, 19), rows)
    spans = bounds.span(kind.ranges)
    served = message("Releases with this API version: {releases}.", releases=_listed(spans))
    paragraphs = _observed(bounds) if spans == (message("all"),) else (served, *_observed(bounds))
    return Section(f"fields {what}", title, paragraphs, (table,))


def _field_row(component: Component, kind: ApiKind, field: KnownField, bounds: Bounds) -> Row:
    cells = (
        (Code(field.path),),
        _steps(field.type, bounds, Words),
        _steps(field.default, bounds, Code),
        *_life(field, bounds),
        _lines(_remarks(component, field, bounds, "field")),
    )
    targets = [Target("field", f"{component.name} {field.path}")]
    if kind.kind:
        targets.append(Target("field", f"{kind.kind} {field.path}", listed=False))
        targets.append(Target("field", f"{kind.api_version} {kind.kind} {field.path}", listed=False))
    return Row(f"field {kind.kind} {kind.api_version} {field.path}", cells, tuple(targets))


# Sources


def _sources(component: Component) -> Section:
    rows = tuple(_source_row(source) for source in sorted(component.sources.values(), key=_source_order))
    heads = (heading(Column.SOURCE), message("Release"), message("Artefact"))
    caption = message("Where the facts of {component} are known from", component=component.name)
    return Section("sources", message("Sources"), (), (Table(caption, heads, (20, 10, 70), rows),))


def _source_row(source: Source) -> Row:
    artefact: Piece = Link(source.artefact, source.url) if source.url else Words(source.artefact)
    return Row(f"source {source.id}", ((Words(source.id),), (Words(source.release),) if source.release else (), (artefact,)))


def _source_order(source: Source) -> tuple[bool, Version, str]:
    """Those without a release last."""
    try:
        return False, parse_version(source.release), source.id
    except ValueError:
        return True, parse_version("0"), source.id


def _source_references(component: Component, ids: tuple[str, ...]) -> TableCell:
    known = [id for id in ids if id in component.sources]
    label = _SOURCE if len(known) == 1 else _SOURCES
    return _labelled(label, _spaced(Local(id, f"source {id}") for id in known)) if known else ()


# What flags and fields have in common


def _references(component: Component, kind: str, names: Iterable[str]) -> Iterator[Reference]:
    return (Reference(name, kind, f"{component.name} {name}") for name in names)


def _observed(bounds: Bounds) -> tuple[Message, ...]:
    """How far the observations reach, and how to read what they leave open."""
    if bounds.count == 0:
        return ()
    if bounds.count == 1:
        return (message("One release was observed: {release}.", release=bounds.first),)
    reach = message(
        "{count} releases were observed, from {first} to {last}.", count=bounds.count, first=bounds.first, last=bounds.last
    )
    gap = message(
        "A span such as {span} means that the change came somewhere in it: nothing in between was observed.", span=bounds.gap
    )
    return (message("{first} {second}", first=reach, second=gap),) if bounds.gap else (reach,)


def _life(name: Flag | KnownField, bounds: Bounds) -> tuple[TableCell, TableCell]:
    """Since when it is there, and when it was removed; of one that came back, both more than once."""
    since = [(Words(bounds.since(each.since, name.settled)),) for each in name.ranges if each.since is not None]
    removed = [(Words(bounds.change(each.removed, name.settled)),) for each in name.ranges if each.removed is not None]
    return _lines(since), _lines(removed)


def _steps(steps: Steps, bounds: Bounds, piece: type[Code] | type[Words]) -> TableCell:
    """A value; one that changed, with the release of each change."""
    if len(steps.steps) < 2:
        return tuple(piece(value) for _, value in steps.steps if value)
    lines: list[TableCell] = []
    for release, value in steps.steps:
        shown: Piece = piece(value) if value else Words(message("none"))
        lines.append((shown, Words(message(" (from {release})", release=bounds.change(release)))) if lines else (shown,))
    return _lines(lines)


def _remarks(component: Component, name: Flag | KnownField, bounds: Bounds, kind: str) -> Iterator[TableCell]:
    """The lines of the last column; *kind* is what stands instead: a flag or a field."""
    if name.deprecated is not None:
        yield (State(_deprecated(name.deprecated, bounds), "deprecated"),)
    if name.no_effect is not None:
        since = bounds.since(name.no_effect.since)
        yield (State(message("no effect since {since}", since=since) if since else message("no effect"), "no-effect"),)
    if name.replaced_by:
        yield _labelled(_INSTEAD, _spaced(_references(component, kind, name.replaced_by)))
    if isinstance(name, Flag) and name.values.steps:
        yield _labelled(message("takes: "), _on_one_line(_steps(name.values, bounds, Code)))
    if isinstance(name, Flag) and name.supplement:
        yield (Words(message("taken, though the artefacts do not list it")),)
    if isinstance(name, KnownField) and name.open:
        yield (Words(message("any name may follow below it")),)
    if name.note:
        yield note_pieces(name.note)
    if name.sources:
        yield _source_references(component, name.sources)


def _deprecated(releases: VersionRange, bounds: Bounds) -> Message:
    since = bounds.since(releases.since)
    if releases.removed is not None:
        until = bounds.change(releases.removed)
        if since:
            return message("deprecated since {since}, no longer since {until}", since=since, until=until)
        return message("deprecated before {until}", until=until)
    return message("deprecated since {since}", since=since) if since else message("deprecated")


def note_pieces(note: str) -> TableCell:
    """The words of *note*; what is to be typed stands out."""
    parts = re.split(r"``(.+?)``", marked_up(note))
    return tuple(Code(part) if index % 2 else Words(part) for index, part in enumerate(parts) if part)


def _labelled(label: Message, cell: TableCell) -> TableCell:
    return (Words(label), *cell) if cell else ()


def _spaced(pieces: Iterable[Piece]) -> TableCell:
    spaced: list[Piece] = []
    for piece in pieces:
        spaced += [_COMMA, piece] if spaced else [piece]
    return tuple(spaced)


def _lines(lines: Iterable[TableCell]) -> TableCell:
    """The lines that are not empty, one below the other."""
    cell: list[Piece] = []
    for line in lines:
        if line:
            cell += [Break(), *line] if cell else line
    return tuple(cell)


def _on_one_line(cell: TableCell) -> TableCell:
    return tuple(Words(message("; ")) if isinstance(piece, Break) else piece for piece in cell)


def _listed(texts: tuple[Message, ...]) -> Message:
    listed = texts[0] if texts else Message("")
    for text in texts[1:]:
        listed = message("{first}; {second}", first=listed, second=text)
    return listed


def _alphabetical(name: str) -> tuple[str, str]:
    return name.lower(), name
