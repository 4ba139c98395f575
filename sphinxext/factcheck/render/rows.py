"""What a table of ports says: plain values, no markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..facts import Component, Distribution, Endpoint, EndpointPath, FactBase, Product
from ..messages import Message, message
from ..versions import Version, VersionRange, next_after
from .scope import Scope

__all__ = [
    "Cell", "Code", "Column", "Link", "PortRow", "Words", "fact_cell", "fact_rows", "heading", "marked_up", "releases_text",
    "row_endpoint",
]  # fmt: skip


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
    on_port = [endpoint for endpoint in component.endpoints if port in endpoint.ports]
    in_scope = [endpoint for endpoint in on_port if _releases(component, endpoint, scope, facts)]
    return next(iter((*in_scope, *on_port)), None)


def fact_cell(column: Column, row: PortRow, facts: FactBase) -> Cell:
    """What the facts say in *column*; empty where they say nothing."""
    endpoint = row.endpoint
    match column:
        case Column.PORT:
            return _by_release(row, facts, lambda release: (Words(str(_set_by(row, release).port or endpoint.port)),))
        case Column.COMPONENT:
            return (Code(row.component.name),)
        case Column.ENDPOINT:
            return (Words(endpoint.id),)
        case Column.SCHEME:
            return _by_release(row, facts, lambda release: (Words(_set_by(row, release).scheme or endpoint.scheme),))
        case Column.PATH:
            return _paths(row, facts)
        case Column.AUTH:
            return _by_release(row, facts, lambda release: (Words(_auth(_set_by(row, release).auth or endpoint.auth)),))
        case Column.BIND:
            return _by_release(row, facts, lambda release: _address(row, release))
        case Column.FLAG:
            return _codes(endpoint.setter.flags)
        case Column.FIELD:
            return _codes(endpoint.setter.fields)
        case Column.RELEASES:
            return (Words(releases_text(endpoint.range, facts.product(row.component.product))),)
        case Column.NOTE:
            return (Words(endpoint.note),) if endpoint.note else ()
        case Column.SOURCE:
            return _sources(row.component, endpoint)


def marked_up(note: str) -> str:
    """*note* with flags, paths and names of fields as literals, unless its author has marked them up."""
    text = " ".join(note.split())
    return text if "`" in text else _TYPED.sub(r"``\g<0>``", text)


def _serves_metrics(endpoint: Endpoint) -> bool:
    return endpoint.purpose == "metrics" or any(each.path.endswith("/metrics") for each in endpoint.paths)


def _releases(component: Component, endpoint: Endpoint, scope: Scope, facts: FactBase) -> tuple[Version, ...]:
    return tuple(release for release in scope.releases_of(component.product, facts) if release in endpoint.range)


def _is_open(component: Component, endpoint: Endpoint, scope: Scope, facts: FactBase) -> bool:
    if facts.product(component.product) is None:
        return endpoint.range.overlaps(scope.range_of(component.product))
    row = PortRow(component, endpoint, scope)
    return any(_set_by(row, release).listens is not False for release in _moments(row, facts))


def _codes(texts: Iterable[str]) -> Cell:
    return tuple(_spaced(Code(text) for text in texts))


def _spaced(pieces: Iterable[Words | Code | Link]) -> Iterator[Words | Code | Link]:
    for index, piece in enumerate(pieces):
        if index:
            yield Words(message(", "))
        yield piece


def _paths(row: PortRow, facts: FactBase) -> Cell:
    """The paths that are served in a release of *row*, each with what sets it apart from the others."""
    releases = _releases(row.component, row.endpoint, row.scope, facts)
    pieces: list[Words | Code | Link] = []
    for path in row.endpoint.paths:
        if releases and not any(release in path.range for release in releases):
            continue
        if pieces:
            pieces.append(Words(message(", ")))
        pieces += [Code(path.path), *_apart(path, row.endpoint, releases)]
    return tuple(pieces)


def _apart(path: EndpointPath, endpoint: Endpoint, releases: tuple[Version, ...]) -> Iterator[Words]:
    """In which of *releases* the path is there, if not in all, and what it asks for where it is not what *endpoint* asks for."""
    since, removed = path.range.since, path.range.removed
    if since is not None and (not releases or since > releases[0]):
        yield Words(message(" (from {release})", release=str(since)))
    if removed is not None and (not releases or removed <= releases[-1]):
        yield Words(message(" (before {release})", release=str(removed)))
    if path.auth not in ("", endpoint.auth):
        yield Words(message(" (authentication: {auth})", auth=_auth(path.auth)))


def _auth(auth: str) -> Message | str:
    match auth:
        case "none":
            return message("none")
        case "token":
            return message("token")
        case "client-certificate":
            return message("client certificate")
    return auth


def _by_release(row: PortRow, facts: FactBase, cell_at: Callable[[Version | None], Cell]) -> Cell:
    """What *cell_at* gives for the releases of *row*; where it changes, each with the release that it begins with."""
    steps: list[tuple[Cell, Version]] = []
    for release in _moments(row, facts):
        cell = cell_at(release)
        if not steps or steps[-1][0] != cell:
            steps.append((cell, release))
    if len(steps) < 2:
        return steps[0][0] if steps else cell_at(None)
    pieces: list[Words | Code | Link] = []
    for cell, release in steps:
        if pieces:
            pieces.append(Words(message("; ")))
        pieces += [*cell, Words(message(" (from {release})", release=str(release)))]
    return tuple(pieces)


def _moments(row: PortRow, facts: FactBase) -> tuple[Version, ...]:
    """The known releases of *row*, and those in between in which the installer changed something."""
    releases = _releases(row.component, row.endpoint, row.scope, facts)
    if not releases:
        return ()
    meant = row.endpoint.range.intersection(row.scope.range_of(row.component.product))
    known = meant.intersection(VersionRange(releases[0], next_after(str(releases[-1]))))
    ranges = [each.range for each in row.endpoint.distributions if each.name == row.scope.distribution]
    bounds = {bound for each in ranges for bound in (each.since, each.removed) if bound is not None and bound in known}
    return tuple(sorted({*releases, *bounds}))


_AS_PROGRAMMED = Distribution("")


def _set_by(row: PortRow, release: Version | None) -> Distribution:
    """What the installer makes of the endpoint in *release*; nothing, if there is none."""
    if release is None or not row.scope.distribution:
        return _AS_PROGRAMMED
    return row.endpoint.distribution(row.scope.distribution, release) or _AS_PROGRAMMED


def _address(row: PortRow, release: Version | None) -> Cell:
    found = _set_by(row, release)
    if found.listens is False:
        return (Words(message("closed by {installer}", installer=found.name)),)
    if not (row.endpoint.default_on if found.listens is None else found.listens):
        return (Words(message("only if configured")),)
    bind = found.bind or row.endpoint.bind
    return (Code(bind),) if bind else ()


def _span(first: Version, last: Version) -> Message:
    if first == last:
        return message("{release}", release=str(first))
    return message("{first} to {last}", first=str(first), last=str(last))


def releases_text(releases: VersionRange, product: Product | None) -> Message:
    """The releases of *product* in *releases*, as people say it: ``1.16 to 1.22``, ``up to 1.22``, ``1.19 and later``."""
    since, removed = releases.since, releases.removed
    if removed is None:
        return message("{first} and later", first=str(since)) if since is not None else message("all")
    known = product.releases if product is not None and removed.micro == 0 else ()
    last = max((release for release in known if release < removed), default=None)
    if last is not None and (since is None or since <= last):
        return _span(since, last) if since is not None else message("up to {last}", last=str(last))
    if since is None:
        return message("before {release}", release=str(removed))
    return message("{first} and later, before {removed}", first=str(since), removed=str(removed))


def _sources(component: Component, endpoint: Endpoint) -> Cell:
    pieces: list[Words | Code | Link] = []
    for id in endpoint.sources:
        source = component.sources.get(id)
        if source is not None:
            pieces.append(Link(source.artefact, source.url) if source.url else Words(source.artefact))
    return tuple(_spaced(pieces))
