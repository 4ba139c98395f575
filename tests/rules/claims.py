"""Claims for the tests of rules, as a page would give them."""

from __future__ import annotations

from dataclasses import replace

from sphinxext.factcheck.claims.model import (
    ApiVersionClaim,
    Evidence,
    FieldClaim,
    FlagClaim,
    How,
    NameClaim,
    PathClaim,
    PortClaim,
    ResourceClaim,
    RowClaim,
    Scope,
    Subject,
    TermClaim,
)
from sphinxext.factcheck.findings import Span

__all__ = [
    "SPAN",
    "about",
    "api_version",
    "applies_to",
    "field",
    "flag",
    "image",
    "name",
    "path",
    "port",
    "resource",
    "row",
    "term",
]

SPAN = Span("page.rst", 3, 5, 3, 20)


def about(component: str, how: How = How.PROGRAM) -> Subject:
    return Subject(component, how)


def flag(
    component: str,
    text: str,
    how: How = How.PROGRAM,
    scope: Scope = Scope(),  # noqa: B008
    command: str = "",
) -> FlagClaim:
    written, _, value = text.partition("=")
    name = written.lstrip("-")
    return FlagClaim(
        span=SPAN,
        subject=about(component, how),
        scope=scope,
        name=name,
        dashes=written.removesuffix(name),
        value=value if "=" in text else None,
        command=tuple(command.split()),
    )


def name(component: str, text: str, how: How = How.SENTENCE) -> NameClaim:
    return NameClaim(span=SPAN, subject=about(component, how), name=text)


def port(component: str, number: int, how: How = How.SENTENCE, scheme: str = "", scope: Scope = Scope()) -> PortClaim:  # noqa: B008
    return PortClaim(span=SPAN, subject=about(component, how), port=number, scheme=scheme, scope=scope)


def row(component: str, number: int, scheme: str = "") -> RowClaim:
    return RowClaim(span=SPAN, subject=about(component, How.CELL), port=number, component=component, scheme=scheme)


def field(component: str, *parts: str, kind: str = "", api_version: str = "", whole: bool = True) -> FieldClaim:
    return FieldClaim(span=SPAN, subject=about(component, How.KIND), path=parts, kind=kind, api_version=api_version, whole=whole)


def path(text: str) -> PathClaim:
    return PathClaim(span=SPAN, subject=None, path=text)


def resource(text: str, verb: str = "get") -> ResourceClaim:
    return ResourceClaim(span=SPAN, subject=about("kubectl"), verb=verb, resource=text)


def api_version(kind: str, text: str, scope: Scope = Scope()) -> ApiVersionClaim:  # noqa: B008
    return ApiVersionClaim(span=SPAN, subject=about(kind, How.KIND), api_version=text, kind=kind, scope=scope)


def applies_to(text: str) -> Scope:
    return Scope(applies_to=(text,))


def image(component: str, version: str) -> Scope:
    return replace(Scope(), block=(Evidence(component, version, "image tag", Span("page.rst", 9, 12, 9, 40)),))


def term(text: str) -> TermClaim:
    return TermClaim(span=SPAN, subject=None, term=text)
