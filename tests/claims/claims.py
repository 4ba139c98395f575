"""Pages written in a test, and the claims expected of them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import replace

from sphinxext.factcheck.claims import read_claims
from sphinxext.factcheck.claims.model import (
    Claim,
    FieldClaim,
    FlagClaim,
    How,
    PageClaims,
    PathClaim,
    PortClaim,
    ResourceClaim,
    RowClaim,
    Scope,
    Stance,
    Subject,
)
from sphinxext.factcheck.findings import Span
from sphinxext.factcheck.pages import read_rst
from sphinxext.factcheck.pages.model import UnreadReason

NAMES = frozenset(
    {
        "alertmanager",
        "apiserver",
        "controller-manager",
        "coredns",
        "etcd",
        "kube-apiserver",
        "kube-controller-manager",
        "kube-proxy",
        "kube-scheduler",
        "kube-state-metrics",
        "kubelet",
        "node-exporter",
        "node_exporter",
        "prometheus",
        "scheduler",
    }
)


class Memory:
    """Files that a test holds in memory."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def read(self, path: str) -> bytes | UnreadReason:
        return self._files[path].encode() if path in self._files else UnreadReason.MISSING


def page_claims(text: str, path: str = "page.rst", **files: str) -> PageClaims:
    """What a page says; *files* are named with ``_`` for the dot."""
    memory = Memory({name.replace("_", "."): textwrap.dedent(content) for name, content in files.items()})
    return read_claims(read_rst(textwrap.dedent(text).lstrip("\n"), path, memory), NAMES)


def claims_of(text: str, path: str = "page.rst", **files: str) -> list[Claim]:
    """The claims of a page, their scope left out: tests of scope look at :func:`page_claims`."""
    return [replace(claim, scope=Scope()) for claim in page_claims(text, path, **files).claims]


def span(line: int, start: int, end: int, path: str = "page.rst") -> Span:
    return Span(path, line, start, line, end)


def program(name: str) -> Subject:
    return Subject(name, How.PROGRAM)


def flag(
    subject: Subject | None,
    line: int,
    column: int,
    written: str,
    value: str | None = None,
    *,
    apart: bool = False,
    stance: Stance = Stance.ADVICE,
    path: str = "page.rst",
    gap: int = 1,
) -> FlagClaim:
    """The flag *written* at *column*, its value *gap* characters behind."""
    name = written.lstrip("-")
    end = column + len(written)
    return FlagClaim(
        span=span(line, column, end, path),
        subject=subject,
        stance=stance,
        name=name,
        dashes=written[: len(written) - len(name)],
        value=value,
        value_span=None if value is None else span(line, end + gap, end + gap + len(value), path),
        apart=apart,
    )


def port(
    subject: Subject | None,
    line: int,
    column: int,
    number: int,
    *,
    scheme: str = "",
    host: str = "",
    path: str = "",
    stance: Stance = Stance.ADVICE,
) -> PortClaim:
    return PortClaim(
        span=span(line, column, column + len(str(number))),
        subject=subject,
        stance=stance,
        port=number,
        scheme=scheme,
        host=host,
        path=path,
    )


def resource(line: int, column: int, verb: str, name: str) -> ResourceClaim:
    return ResourceClaim(span=span(line, column, column + len(name)), subject=program("kubectl"), verb=verb, resource=name)


def node_path(subject: Subject | None, line: int, column: int, path: str, origin: str = "prose") -> PathClaim:
    return PathClaim(span=span(line, column, column + len(path)), subject=subject, path=path, origin=origin)


def field(
    subject: Subject | None,
    line: int,
    column: int,
    path: tuple[str, ...],
    value: str | None = None,
    *,
    kind: str = "",
    api_version: str = "",
    whole: bool = True,
    gap: int = 2,
    stance: Stance = Stance.ADVICE,
) -> FieldClaim:
    end = column + len(path[-1])
    return FieldClaim(
        span=span(line, column, end),
        subject=subject,
        stance=stance,
        path=path,
        value=value,
        value_span=None if value is None else span(line, end + gap, end + gap + len(value)),
        kind=kind,
        api_version=api_version,
        whole=whole,
    )


def row(
    component: str,
    line: int,
    column: int,
    number: int,
    *,
    scheme: str = "",
    path: str = "",
    auth: str = "",
    bind: str = "",
    stance: Stance = Stance.ADVICE,
) -> RowClaim:
    return RowClaim(
        span=span(line, column, column + len(str(number))),
        subject=Subject(component, How.CELL),
        stance=stance,
        port=number,
        component=component,
        scheme=scheme,
        path=path,
        auth=auth,
        bind=bind,
    )
