"""What the indexes say: who listens on a port and who did, and which components have a flag."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import Component, Endpoint, FactBase, Flag, Product
from ..messages import Message, message
from .bounds import Bounds
from .reference import endpoint_reference, flag_groups, purpose_text, written_flag
from .rows import Code, Column, PortRow, Words, fact_cell, heading
from .scope import Scope
from .table import Break, Piece, Reference, Row, Section, Table, TableCell, Target

__all__ = ["flag_index", "port_index"]

_PORT_COLUMNS = (Column.PORT, Column.SCHEME, Column.AUTH, Column.RELEASES)


def port_index(facts: FactBase) -> Table:
    """Every port that a program listens on by default in some release, by number; the first row of a number is its target."""
    listeners = [(endpoint.port, component, endpoint) for component in facts.components for endpoint in component.endpoints]
    listeners.sort(key=lambda each: (each[0], each[1].name))
    rows: list[Row] = []
    last = 0
    for port, component, endpoint in listeners:
        fresh, last = port != last, port
        cells = _listener_cells(component, endpoint, facts)
        rows.append(Row(f"port {port}", cells, (Target("port", str(port)),)) if fresh else Row("", cells))
    heads = (
        heading(Column.PORT), heading(Column.COMPONENT), message("Purpose"), heading(Column.SCHEME), heading(Column.AUTH),
        heading(Column.RELEASES), message("Now"),
    )  # fmt: skip
    return Table(message("Ports that programs listen on"), heads, (8, 21, 11, 10, 17, 15, 18), tuple(rows))


def _listener_cells(component: Component, endpoint: Endpoint, facts: FactBase) -> tuple[TableCell, ...]:
    shown = PortRow(component, endpoint, Scope())
    port, scheme, auth, releases = (fact_cell(column, shown, facts) for column in _PORT_COLUMNS)
    owner = Reference(component.name, "port", f"{component.name} {endpoint.id}", typed=False)
    now = _now(component, endpoint, facts.product(component.product))
    return port, (owner,), (Words(purpose_text(endpoint)),), scheme, auth, releases, now


def _now(component: Component, endpoint: Endpoint, product: Product | None) -> TableCell:
    """What is on the port in the newest release that is known."""
    removed = endpoint.range.removed
    newest = product.releases[-1] if product is not None and product.releases else None
    if removed is None or (newest is not None and newest in endpoint.range):
        return (Words(message("open") if endpoint.default_on else message("only if configured")),)
    text = Words(message("closed since {release}", release=str(removed)))
    successor = component.endpoint(endpoint.replaced_by)
    if successor is None:
        return (text,)
    return (text, Break(), Words(message("instead: ")), endpoint_reference(component, successor))


def flag_index(facts: FactBase) -> tuple[Section, ...]:
    """Every flag of every component, by name: a section for each first letter."""
    owners: dict[str, list[TableCell]] = {}
    for written, cell in _owned_flags(facts):
        owners.setdefault(written, []).append(cell)
    letters: dict[str, list[Row]] = {}
    for written in sorted(owners, key=_without_dashes):
        name = written.lstrip("-")
        row = Row(f"flag {name}", ((Code(written),), _separated(owners[written])), (Target("flag", written),))
        letters.setdefault(name[:1].upper(), []).append(row)
    heads = (heading(Column.FLAG), message("Components"))
    return tuple(
        Section(
            f"letter {letter}",
            letter,
            (),
            Table(message("{count} flags", count=len(rows)), heads, (40, 60), tuple(rows)),
        )
        for letter, rows in letters.items()
    )


def _owned_flags(facts: FactBase) -> Iterator[tuple[str, TableCell]]:
    """Every flag of every program and command as it is written, with the name of its owner and the releases that have it."""
    for outline in facts.components:
        component = facts.component(outline.name)
        if component is None:
            continue
        for group in flag_groups(component):
            bounds = Bounds(group.flags.names.observed, facts.product(component.product))
            for flag in group.flags.flags.values():
                written = written_flag(group.flags, flag.name)
                owner = Reference(group.command, "flag", f"{group.command} {written}")
                yield written, (owner, *_releases(flag, bounds))


def _releases(flag: Flag, bounds: Bounds) -> TableCell:
    """The releases that have *flag*; nothing, if all that were observed do."""
    spans = bounds.span(flag.ranges, flag.settled)
    if spans == (message("all"),):
        return ()
    text: Message = spans[0]
    for span in spans[1:]:
        text = message("{first}; {second}", first=text, second=span)
    return (Words(message(" ({releases})", releases=text)),)


def _separated(cells: list[TableCell]) -> TableCell:
    pieces: list[Piece] = []
    for cell in cells:
        pieces += [Words(message(", ")), *cell] if pieces else cell
    return tuple(pieces)


def _without_dashes(written: str) -> tuple[str, str, str]:
    name = written.lstrip("-")
    return name.lower(), name, written
