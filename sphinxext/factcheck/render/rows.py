"""What a table of ports says: plain values, no markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..facts import Component, Endpoint, FactBase, Product
from ..messages import Message, message
from ..versions import Version
from .scope import Scope

__all__ = ["Cell", "Code", "Column", "Link", "PortRow", "Words", "fact_cell", "fact_rows", "heading", "marked_up", "row_endpoint"]


_TYPED = re.compile(r"(?<![\w/-])(?:--?[A-Za-z][\w.-]*(?:=[^\s,;)]*[^\s,;).])?|/[a-z][\w/-]*|[a-z]+(?:[A-Z][a-z0-9]+)+)(?![\w/])")


class Column(StrEnum):
    """A column that facts can fill."""

    PORT = "port"
    COMPONENT = "component"
    ENDPOINT = "endpoint"
    SCHEME = "scheme"
    PATH = "path"
    AUTH = "auth"
    BIND = "bind"
    FLAG = "flag"
    FIELD = "field"
    RELEASES = "releases"
    NOTE = "note"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Words:
    """Words for people: a message in their language, or text as it stands in the facts."""

    text: Message | str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to be typed as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address."""

    text: str
    url: str


Cell = tuple[Words | Code | Link, ...]


@dataclass(frozen=True, slots=True)
class PortRow:
    """A row: an endpoint of a component, seen through *scope*."""

    component: Component
    endpoint: Endpoint
    scope: Scope

    @property
    def name(self) -> str:
        """The name that references use: ``kube-proxy metrics``."""
        return f"{self.component.name} {self.endpoint.id}"


def heading(column: Column) -> Message:
    """The head of *column*."""
    match column:
        case Column.PORT:
            return message("Port")
        case Column.COMPONENT:
            return message("Component")
        case Column.ENDPOINT:
            return message("Endpoint")
        case Column.SCHEME:
            return message("Scheme")
        case Column.PATH:
            return message("Path")
        case Column.AUTH:
            return message("Authentication")
        case Column.BIND:
            return message("Bind address")
        case Column.FLAG:
            return message("Flag")
        case Column.FIELD:
            return message("Field")
        case Column.RELEASES:
            return message("Releases")
        case Column.NOTE:
            return message("Note")
        case Column.SOURCE:
            return message("Source")


def fact_rows(
    facts: FactBase, components: Iterable[Component], scope: Scope, purposes: Iterable[str] = ()
) -> tuple[PortRow, ...]:
    """The endpoints of *components* that are open in some release of *scope*, by port.

    :param purposes: what the endpoints are for; without it, those that serve metrics.
    """
    wanted = frozenset(purposes)
    rows = [
        PortRow(component, endpoint, scope)
        for component in components
        for endpoint in component.endpoints
        if (endpoint.purpose in wanted if wanted else _serves_metrics(endpoint)) and _is_open(component, endpoint, scope, facts)
    ]
    return tuple(sorted(rows, key=lambda row: row.endpoint.port))


def row_endpoint(component: Component, port: int, scope: Scope, facts: FactBase) -> Endpoint | None:
    """The endpoint of *component* on *port*, rather one that is open in *scope* than another."""
    on_port = [endpoint for endpoint in component.endpoints if endpoint.port == port]
    in_scope = [endpoint for endpoint in on_port if _releases(component, endpoint, scope, facts)]
    return next(iter((*in_scope, *on_port)), None)


def fact_cell(column: Column, row: PortRow, facts: FactBase) -> Cell:
    """What the facts say in *column*; empty where they say nothing."""
    endpoint = row.endpoint
    match column:
        case Column.PORT:
            return (Words(str(endpoint.port)),)
        case Column.COMPONENT:
            return (Code(row.component.name),)
        case Column.ENDPOINT:
            return (Words(endpoint.id),)
        case Column.SCHEME:
            return (Words(endpoint.scheme),)
        case Column.PATH:
            return _codes(endpoint.paths)
        case Column.AUTH:
            return (Words(_auth(endpoint.auth)),)
        case Column.BIND:
            return _bind(row, facts)
        case Column.FLAG:
            return _codes(endpoint.setter.flags)
        case Column.FIELD:
            return _codes(endpoint.setter.fields)
        case Column.RELEASES:
            return (Words(_releases_text(endpoint, facts.product(row.component.product))),)
        case Column.NOTE:
            return (Words(endpoint.note),) if endpoint.note else ()
        case Column.SOURCE:
            return _sources(row.component, endpoint)


def marked_up(note: str) -> str:
    """*note* with flags, paths and names of fields as literals, unless its author has marked them up."""
    text = " ".join(note.split())
    return text if "`" in text else _TYPED.sub(r"``\g<0>``", text)


def _serves_metrics(endpoint: Endpoint) -> bool:
    return endpoint.purpose == "metrics" or any(path.endswith("/metrics") for path in endpoint.paths)


def _releases(component: Component, endpoint: Endpoint, scope: Scope, facts: FactBase) -> tuple[Version, ...]:
    return tuple(release for release in scope.releases_of(component.product, facts) if release in endpoint.range)


def _is_open(component: Component, endpoint: Endpoint, scope: Scope, facts: FactBase) -> bool:
    if facts.product(component.product) is None:
        return endpoint.range.overlaps(scope.range_of(component.product))
    releases = _releases(component, endpoint, scope, facts)
    return any(not _is_closed_by(endpoint, scope, release) for release in releases)


def _is_closed_by(endpoint: Endpoint, scope: Scope, release: Version) -> bool:
    found = endpoint.distribution(scope.distribution, release) if scope.distribution else None
    return found is not None and found.listens is False


def _codes(texts: Iterable[str]) -> Cell:
    return tuple(_spaced(Code(text) for text in texts))


def _spaced(pieces: Iterable[Words | Code | Link]) -> Iterator[Words | Code | Link]:
    for index, piece in enumerate(pieces):
        if index:
            yield Words(message(", "))
        yield piece


def _auth(auth: str) -> Message | str:
    match auth:
        case "none":
            return message("none")
        case "token":
            return message("token")
        case "client-certificate":
            return message("client certificate")
    return auth


def _bind(row: PortRow, facts: FactBase) -> Cell:
    """The address, or each of the addresses with its releases where the installer changed it."""
    steps: list[tuple[Cell, list[Version]]] = []
    for release in _releases(row.component, row.endpoint, row.scope, facts):
        address = _address(row, release)
        if steps and steps[-1][0] == address:
            steps[-1][1].append(release)
        else:
            steps.append((address, [release]))
    if len(steps) < 2:
        return steps[0][0] if steps else _address_words(row.endpoint.bind, is_on=row.endpoint.default_on)
    pieces: list[Words | Code | Link] = []
    for address, releases in steps:
        if pieces:
            pieces.append(Words(message("; ")))
        pieces += [*address, Words(message(" ({releases})", releases=_span(releases[0], releases[-1])))]
    return tuple(pieces)


def _address(row: PortRow, release: Version) -> Cell:
    endpoint, distribution = row.endpoint, row.scope.distribution
    if _is_closed_by(endpoint, row.scope, release):
        return (Words(message("closed by {installer}", installer=distribution)),)
    found = endpoint.distribution(distribution, release) if distribution else None
    is_on = endpoint.default_on if found is None or found.listens is None else found.listens
    return _address_words((found.bind if found is not None else "") or endpoint.bind, is_on=is_on)


def _address_words(bind: str, *, is_on: bool) -> Cell:
    address: Cell = (Code(bind),) if bind else ()
    return address if is_on else (Words(message("off by default")),)


def _span(first: Version, last: Version) -> Message:
    if first == last:
        return message("{release}", release=str(first))
    return message("{first} to {last}", first=str(first), last=str(last))


def _releases_text(endpoint: Endpoint, product: Product | None) -> Message:
    since, removed = endpoint.range.since, endpoint.range.removed
    last = max((release for release in product.releases if removed and release < removed), default=None) if product else None
    if removed is None:
        return message("{first} and later", first=str(since)) if since is not None else message("all")
    if last is None or (since is not None and last < since):
        return message("before {release}", release=str(removed))
    return _span(since, last) if since is not None else message("up to {last}", last=str(last))


def _sources(component: Component, endpoint: Endpoint) -> Cell:
    pieces: list[Words | Code | Link] = []
    for id in endpoint.sources:
        source = component.sources.get(id)
        if source is not None:
            pieces.append(Link(source.artefact, source.url) if source.url else Words(source.artefact))
    return tuple(_spaced(pieces))
