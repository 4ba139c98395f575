"""What the indexes say: who listens on a port and who did, and which components have a flag."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import Component, Distribution, Endpoint, FactBase, Flag, Product
from ..facts.model import Allocation
from ..messages import Message, message
from .bounds import Bounds
from .reference import endpoint_reference, flag_groups, purpose_text, written_flag
from .rows import Code, Column, Link, PortRow, Words, fact_cell, heading, releases_text
from .scope import Scope
from .table import Break, Piece, Reference, Row, Section, Table, TableCell, Target

__all__ = ["component_index", "flag_index", "port_index"]


def component_index(facts: FactBase) -> Table:
    """Every component by name, with its product, the ports that it listens on in any release, and what it is."""
    rows = tuple(Row("", _component_cells(component, facts)) for component in facts.components)
    heads = (heading(Column.COMPONENT), message("Product"), heading(Column.PORT), message("What it is"))
    return Table(message("{count} components", count=len(rows)), heads, (22, 20, 16, 42), rows)


def _component_cells(component: Component, facts: FactBase) -> tuple[TableCell, ...]:
    product = facts.product(component.product)
    ports: dict[int, TableCell] = {}
    for endpoint in sorted(component.endpoints, key=lambda each: each.port):
        ports.setdefault(endpoint.port, (endpoint_reference(component, endpoint),))
    return (
        (Reference(component.name, "component", component.name, typed=False),),
        (Words(product.title if product is not None and product.title else component.product),),
        _separated(list(ports.values())),
        (Words(component.summary),),
    )


def port_index(facts: FactBase) -> tuple[Section, ...]:
    """Ports that programs listen on, and, apart from them, those that a register keeps for somebody."""
    kept = message(
        "A register keeps these ports for the programs that asked for them. Whether a program listens there, and in which "
        "releases, is another matter."
    )
    registers = dict.fromkeys(str(source) for each in facts.all_allocations for source in each.sources)
    sources = tuple(message("Source: {source}", source=source) for source in registers)
    sections = (
        Section("listeners", message("Ports that programs listen on"), (), (_listeners(facts),)),
        Section("allocations", message("Allocated ports"), (kept, *sources), (_allocations(facts),)),
    )
    return tuple(section for section in sections if any(table.rows for table in section.tables))


def _listeners(facts: FactBase) -> Table:
    """Every endpoint by its port, where an installer moves it by that port too; the first row of a port is its target."""
    found: list[tuple[int, str, tuple[TableCell, ...]]] = []
    for component in facts.components:
        for endpoint in component.endpoints:
            found += ((port, component.name, cells) for port, cells in _listener_cells(component, endpoint, facts))
    rows: list[Row] = []
    last = 0
    for port, _name, cells in sorted(found, key=lambda each: each[:2]):
        shown = (Words(str(port)),), *cells
        rows.append(Row(f"port {port}", shown, (Target("port", str(port)),)) if port != last else Row("", shown))
        last = port
    heads = (
        heading(Column.PORT), heading(Column.COMPONENT), message("Purpose"), heading(Column.SCHEME), heading(Column.AUTH),
        heading(Column.RELEASES), message("Now"),
    )  # fmt: skip
    return Table(message("{count} endpoints by port", count=len(found)), heads, (8, 21, 11, 10, 17, 15, 18), tuple(rows))


def _listener_cells(component: Component, endpoint: Endpoint, facts: FactBase) -> Iterator[tuple[int, tuple[TableCell, ...]]]:
    """Each port of *endpoint* with what stands beside it."""
    product = facts.product(component.product)
    shown = PortRow(component, endpoint, Scope())
    scheme, auth = fact_cell(Column.SCHEME, shown, facts), fact_cell(Column.AUTH, shown, facts)
    owner = Reference(component.name, "port", f"{component.name} {endpoint.id}", typed=False)
    head: tuple[TableCell, ...] = ((owner,), (Words(purpose_text(endpoint)),))
    yield (
        endpoint.port,
        (*head, scheme, auth, (Words(releases_text(endpoint.range, product)),), _now(component, endpoint, product)),
    )
    moved: dict[tuple[int, str], list[Distribution]] = {}
    for each in endpoint.distributions:
        if each.port not in (None, endpoint.port):
            moved.setdefault((each.port or 0, each.name), []).append(each)
    for (port, name), entries in moved.items():
        during: list[Piece] = []
        for each in entries:
            text = Words(releases_text(each.range, product))
            during += [Break(), text] if during else [text]
        by = Words(message("if installed by {installer}", installer=name))
        yield port, (*head, (Words(entries[0].scheme),) if entries[0].scheme else scheme, auth, tuple(during), (by,))


def _allocations(facts: FactBase) -> Table:
    rows = tuple(
        Row(f"allocation {each.port} {each.name}", _allocation_cells(each), (Target("port", str(each.port)),))
        for each in facts.all_allocations
    )
    heads = (heading(Column.PORT), message("Allocated to"))
    return Table(message("{count} allocations by port", count=len(rows)), heads, (15, 85), rows)


def _allocation_cells(each: Allocation) -> tuple[TableCell, ...]:
    return (Words(str(each.port)),), (Link(each.name, each.urls[0]) if each.urls else Words(each.name),)


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
            (Table(message("{count} flags", count=len(rows)), heads, (40, 60), tuple(rows)),),
        )
        for letter, rows in letters.items()
    )


def _owned_flags(facts: FactBase) -> Iterator[tuple[str, TableCell]]:
    """Every flag of every program and command as it is written, with the name of its owner and the releases that have it."""
    for outline in facts.components:
        component = facts.component(outline.name)
        if component is None or component.flags is None:
            continue
        bounds = Bounds(component.flags.names.observed, facts.product(component.product))
        for group in flag_groups(component):
            for flag in group.flags.values():
                written = written_flag(component.flags, flag.name)
                owner = Reference(group.command, "flag", f"{group.command} {written}", typed=False)
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
