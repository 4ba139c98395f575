"""A claim joined with the facts that bear on it: what a rule looks at.

``case_of`` finds the component, the releases to judge by and what the facts answer for each. What they cannot answer is
:class:`Unverified`, with the reason; no rule ever sees it, and the coverage counts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..applicability import Applicability
from ..claims.model import (
    ApiVersionClaim,
    Claim,
    ComponentClaim,
    FieldClaim,
    FlagClaim,
    NameClaim,
    PathClaim,
    PortClaim,
    ResourceClaim,
    RowClaim,
)
from ..facts.base import FactBase, nearest
from ..facts.model import ApiKind, Component, Endpoint, Flag, KnownField, KnownPath, Presence, Product, Resource
from ..versions import Version
from .target import Target, target_of

__all__ = [
    "ApiVersionCase", "Case", "ComponentCase", "Context", "FieldCase", "FlagCase", "NameCase", "PathCase", "PortCase", "Releases",
    "ResourceCase", "Unverified", "case_of",
]  # fmt: skip


class Unverified(StrEnum):
    """Why a claim could not be checked."""

    NO_SUBJECT = "no-subject"
    """Nothing says which component is meant."""
    UNKNOWN_SUBJECT = "unknown-subject"
    """No facts about that component."""
    NO_FACTS = "no-facts"
    """The component is known, but not its flags, fields or ports."""
    RELEASE_NOT_COVERED = "release-not-covered"
    """The facts do not reach the releases that the page applies to."""
    CUSTOM_PORT = "custom-port"
    """No program's default; somebody may well have chosen it."""
    OPEN_FIELD = "open-field"
    """A part of the configuration whose fields are not recorded."""
    UNRELATED_NAME = "unrelated-name"
    """A name that is like none of the component's."""
    UNKNOWN_PATH = "unknown-path"
    """A path that is like none that is known."""
    UNKNOWN_RESOURCE = "unknown-resource"
    """A resource type that is not recorded: it may be anybody's."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is the same for all claims of a run."""

    facts: FactBase
    site: Applicability = Applicability()


@dataclass(frozen=True, slots=True)
class Releases:
    """The judged releases, by what the facts answer for each."""

    present: tuple[Version, ...] = ()
    absent: tuple[Version, ...] = ()
    unknown: tuple[Version, ...] = ()

    @property
    def judged(self) -> int:
        """How many releases got an answer."""
        return len(self.present) + len(self.absent)


@dataclass(frozen=True, slots=True)
class FlagCase:
    """A flag; *flag* is ``None`` if the component never had it."""

    claim: FlagClaim
    component: Component
    target: Target
    releases: Releases
    flag: Flag | None
    closes: tuple[Endpoint, ...] = ()
    """Endpoints that the flag with its value turns off."""


@dataclass(frozen=True, slots=True)
class NameCase:
    """A bare name that is, or nearly is, a flag or a field of the component."""

    claim: NameClaim
    component: Component
    target: Target
    releases: Releases
    flag: Flag | None
    flags: tuple[str, ...] = ()
    """The nearest flags, without dashes, if the name is none itself."""
    fields: tuple[str, ...] = ()
    """The nearest fields."""


@dataclass(frozen=True, slots=True)
class PortCase:
    """A port of a component, from prose, a URL or a row of a table; *endpoints* of the component that ever were on it."""

    claim: PortClaim | RowClaim
    component: Component
    target: Target
    releases: Releases
    endpoints: tuple[Endpoint, ...]
    others: tuple[Component, ...] = ()
    """Other components of the product that are on it by default in the judged releases."""


@dataclass(frozen=True, slots=True)
class FieldCase:
    """A field; *field* is ``None`` if no release had it, then *near* are the nearest fields at the same place."""

    claim: FieldClaim
    component: Component
    target: Target
    releases: Releases
    kind: ApiKind
    field: KnownField | None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PathCase:
    """A path; *known* is ``None`` if there is none such, then *near* are the nearest."""

    claim: PathClaim
    component: Component | None
    target: Target
    known: KnownPath | None
    releases: Releases
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResourceCase:
    """A resource type that is recorded."""

    claim: ResourceClaim
    target: Target
    resource: Resource


@dataclass(frozen=True, slots=True)
class ApiVersionCase:
    """The API version of a configuration kind; *kind* is ``None`` if no release had it, *others* are the versions there are."""

    claim: ApiVersionClaim
    component: Component
    target: Target
    kind: ApiKind | None
    releases: Releases
    others: tuple[ApiKind, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentCase:
    """A component named where only one can stand; *component* is ``None`` if there are no facts, then *near* are the nearest."""

    claim: ComponentClaim
    component: Component | None
    near: tuple[str, ...] = ()


Case = FlagCase | NameCase | PortCase | FieldCase | PathCase | ResourceCase | ApiVersionCase | ComponentCase


def case_of(claim: Claim, context: Context) -> Case | Unverified:
    """The claim with its facts, or why there is none."""
    match claim:
        case ComponentClaim():
            return _component_case(claim, context)
        case ResourceClaim():
            return _resource_case(claim, context)
        case PathClaim():
            return _path_case(claim, context)
        case ApiVersionClaim():
            return _api_version_case(claim, context)
    found = _subject_of(claim, context)
    if isinstance(found, Unverified):
        return found
    component, target = found
    match claim:
        case FlagClaim():
            return _flag_case(claim, component, target)
        case NameClaim():
            return _name_case(claim, component, target)
        case PortClaim() | RowClaim():
            return _port_case(claim, component, target, context)
        case FieldClaim():
            return _field_case(claim, component, target)


def _subject_of(claim: Claim, context: Context) -> tuple[Component, Target] | Unverified:
    if claim.subject is None:
        return Unverified.NO_SUBJECT
    component = context.facts.component(claim.subject.name)
    product = context.facts.product(component.product) if component else None
    if component is None or product is None:
        return Unverified.UNKNOWN_SUBJECT
    return component, target_of(claim, product, context.facts, context.site)


def _flag_releases(component: Component, name: str, target: Target) -> Releases:
    assert component.flags is not None
    by_presence: dict[Presence, list[Version]] = {presence: [] for presence in Presence}
    for release in target.releases:
        by_presence[component.flags.presence(name, release)].append(release)
    return Releases(*(tuple(by_presence[p]) for p in (Presence.PRESENT, Presence.ABSENT, Presence.UNKNOWN)))


def _flag_case(claim: FlagClaim, component: Component, target: Target) -> FlagCase | Unverified:
    if component.flags is None:
        return Unverified.NO_FACTS
    name = component.flags.canonical(claim.name)
    releases = _flag_releases(component, name, target)
    if not releases.judged:
        return Unverified.RELEASE_NOT_COVERED
    written = f"--{name}={claim.value}" if claim.value is not None else f"--{name}"
    closes = tuple(
        e for e in component.endpoints if written in e.setter.off and any(release in e.range for release in releases.present)
    )
    return FlagCase(claim, component, target, releases, component.flags.flags.get(name), closes)


def _name_case(claim: NameClaim, component: Component, target: Target) -> NameCase | Unverified:
    flags = component.flags.flags if component.flags is not None else {}
    fields = {part for kind in component.kinds for path in kind.fields for part in _parts(path)}
    if claim.name in fields:
        return NameCase(claim, component, target, Releases(present=target.releases), None)
    if component.flags is not None and claim.name in flags:
        releases = _flag_releases(component, claim.name, target)
        if not releases.judged:
            return Unverified.RELEASE_NOT_COVERED
        return NameCase(claim, component, target, releases, flags[claim.name])
    # A slip in a long name only: short words are alike by chance.
    wanted = _plain(claim.name)
    if len(wanted) < 10:
        return Unverified.UNRELATED_NAME
    near_flags = tuple(f for f in flags if _plain(f) in nearest(wanted, map(_plain, flags), limit=3, distance=2))
    near_fields = tuple(f for f in sorted(fields) if _plain(f) in nearest(wanted, map(_plain, fields), limit=3, distance=2))
    if not near_flags and not near_fields:
        return Unverified.UNRELATED_NAME
    return NameCase(claim, component, target, Releases(absent=target.releases), None, near_flags, near_fields)


def _plain(name: str) -> str:
    return name.replace("-", "").replace("_", "").replace(".", "").lower()


def _parts(path: str) -> list[str]:
    return [part for part in path.replace("[]", "").replace("{}", "").split(".") if part]


def _port_case(claim: PortClaim | RowClaim, component: Component, target: Target, context: Context) -> PortCase | Unverified:
    if not component.endpoints:
        return Unverified.NO_FACTS
    endpoints = tuple(e for e in component.endpoints if e.port == claim.port)
    present, absent, unknown = [], [], []
    for release in target.releases:
        if any(release in e.range for e in endpoints):
            present.append(release)
        elif component.knows_endpoints(release):
            absent.append(release)
        else:
            unknown.append(release)
    releases = Releases(tuple(present), tuple(absent), tuple(unknown))
    if not releases.judged:
        return Unverified.RELEASE_NOT_COVERED
    others = tuple(
        other
        for other, endpoint in context.facts.listeners(claim.port)
        if other.name != component.name
        and other.product == component.product
        and any(release in endpoint.range for release in target.releases)
    )
    if not endpoints and not others:
        return Unverified.CUSTOM_PORT
    return PortCase(claim, component, target, releases, endpoints, others)


def _field_case(claim: FieldClaim, component: Component, target: Target) -> FieldCase | Unverified:
    kinds = [
        k
        for k in component.kinds
        if (not claim.kind or k.kind == claim.kind) and (not claim.api_version or k.api_version == claim.api_version)
    ]
    if not kinds:
        return Unverified.NO_FACTS
    if not claim.whole:
        return _fragment_case(claim, component, target, kinds)
    if len(kinds) > 1 and not claim.api_version:
        return Unverified.NO_FACTS
    kind = kinds[0]
    path = ".".join(claim.path).replace(".[]", "[]")
    known, is_open = _lookup(kind, claim.path)
    if known is None and is_open:
        return Unverified.OPEN_FIELD
    releases = _field_releases(kind, known, target)
    if not releases.judged:
        return Unverified.RELEASE_NOT_COVERED
    if known is not None:
        return FieldCase(claim, component, target, releases, kind, known)
    parent, _, leaf = path.rpartition(".")
    siblings = [p.rpartition(".")[2] for p in kind.fields if p.rpartition(".")[0] == parent]
    if parent and not _is_prefix(kind, parent):
        return Unverified.OPEN_FIELD  # what encloses it is unknown, and has been reported
    return FieldCase(claim, component, target, releases, kind, None, nearest(leaf, siblings))


def _fragment_case(claim: FieldClaim, component: Component, target: Target, kinds: list[ApiKind]) -> FieldCase | Unverified:
    leaf = claim.path[-1]
    for kind in kinds:
        for path, known in kind.fields.items():
            if _parts(path)[-1:] == [leaf]:
                releases = _field_releases(kind, known, target)
                if releases.judged:
                    return FieldCase(claim, component, target, releases, kind, known)
    leaves = {part for kind in kinds for path in kind.fields for part in _parts(path)[-1:]}
    near = nearest(leaf, leaves, distance=2) if len(leaf) >= 10 else ()
    if not near:
        return Unverified.UNRELATED_NAME
    releases = _field_releases(kinds[0], None, target)
    if not releases.judged:
        return Unverified.RELEASE_NOT_COVERED
    return FieldCase(claim, component, target, releases, kinds[0], None, near)


def _lookup(kind: ApiKind, path: tuple[str, ...]) -> tuple[KnownField | None, bool]:
    """The field at *path*, and whether an open one encloses it."""
    name = ""
    for part in path:
        known = kind.fields.get(name)
        if known is not None and known.open:
            return None, True
        joined = f"{name}.{part}" if name else part
        if part == "[]":
            name += "[]"
        elif _is_prefix(kind, joined):
            name = joined
        elif _is_prefix(kind, f"{name}{{}}"):
            name += "{}"
        else:
            return None, False
    return kind.fields.get(name), False


def _is_prefix(kind: ApiKind, name: str) -> bool:
    return name in kind.fields or any(p.startswith((f"{name}.", f"{name}[]", f"{name}{{}}")) for p in kind.fields)


def _field_releases(kind: ApiKind, known: KnownField | None, target: Target) -> Releases:
    by_presence: dict[Presence, list[Version]] = {presence: [] for presence in Presence}
    for release in target.releases:
        if known is not None:
            answer = kind.names.presence(known.ranges, release, known.settled)
        elif any(release in r for r in kind.complete):
            answer = kind.names.presence((), release)
        else:
            answer = Presence.UNKNOWN
        by_presence[answer].append(release)
    return Releases(*(tuple(by_presence[p]) for p in (Presence.PRESENT, Presence.ABSENT, Presence.UNKNOWN)))


def _path_case(claim: PathClaim, context: Context) -> PathCase | Unverified:
    wanted = claim.path.rstrip("/")
    for product in context.facts.products:
        target = target_of(claim, product, context.facts, context.site)
        for known in product.paths:
            if known.path.rstrip("/") == wanted:
                return _known_path_case(claim, context, target, known)
    for product in context.facts.products:
        found = _nearest_path(wanted, product)
        if found is not None:
            target = target_of(claim, product, context.facts, context.site)
            component = context.facts.outline(found.component) if found.component else None
            near = "/".join([found.path, *claim.path.split("/")[found.path.count("/") + 1 :]])
            return PathCase(claim, component, target, None, Releases(absent=target.releases), (near,))
    return Unverified.UNKNOWN_PATH


def _known_path_case(claim: PathClaim, context: Context, target: Target, known: KnownPath) -> PathCase:
    component = context.facts.outline(known.component) if known.component else None
    inside = tuple(v for v in target.releases if v in known.range)
    outside = tuple(v for v in target.releases if v not in known.range)
    return PathCase(claim, component, target, known, Releases(inside, outside))


def _nearest_path(wanted: str, product: Product) -> KnownPath | None:
    """The known path of which *wanted*, or a directory that encloses it, is a slip of one character in the last part."""
    candidates = {known.path.rstrip("/"): known for known in product.paths}
    parents = ["/".join(wanted.split("/")[:end]) for end in range(3, wanted.count("/") + 2)]
    for path in parents:
        if path in candidates:
            continue
        head, _, tail = path.rpartition("/")
        siblings = {p.rpartition("/")[2]: p for p in candidates if p.rpartition("/")[0] == head}
        near = nearest(tail, siblings, distance=1) if len(tail) >= 6 else ()
        if near:
            return candidates[siblings[near[0]]]
    return None


def _resource_case(claim: ResourceClaim, context: Context) -> ResourceCase | Unverified:
    for product in context.facts.products:
        resource = context.facts.resource(product.name, claim.resource)
        if resource is not None:
            target = target_of(claim, product, context.facts, context.site)
            return ResourceCase(claim, target, resource) if target.releases else Unverified.RELEASE_NOT_COVERED
    return Unverified.UNKNOWN_RESOURCE


def _api_version_case(claim: ApiVersionClaim, context: Context) -> ApiVersionCase | Unverified:
    owner = context.facts.component(claim.kind)
    if owner is None:
        return Unverified.UNKNOWN_SUBJECT
    product = context.facts.product(owner.product)
    if product is None:
        return Unverified.UNKNOWN_SUBJECT
    target = target_of(claim, product, context.facts, context.site)
    kinds = tuple(k for k in owner.kinds if k.kind == claim.kind)
    kind = next((k for k in kinds if k.api_version == claim.api_version), None)
    group = claim.api_version.partition("/")[0]
    if kind is None and not any(k.api_version.partition("/")[0] == group for k in kinds):
        return Unverified.UNKNOWN_SUBJECT  # somebody else's kind of the same name
    by_presence: dict[Presence, list[Version]] = {presence: [] for presence in Presence}
    for release in target.releases:
        if kind is not None:
            answer = kind.names.presence(kind.ranges, release)
        else:
            answers = {k.names.presence((), release) for k in kinds}
            answer = Presence.ABSENT if answers == {Presence.ABSENT} else Presence.UNKNOWN
        by_presence[answer].append(release)
    releases = Releases(*(tuple(by_presence[p]) for p in (Presence.PRESENT, Presence.ABSENT, Presence.UNKNOWN)))
    if not releases.judged:
        return Unverified.RELEASE_NOT_COVERED
    return ApiVersionCase(claim, owner, target, kind, releases, tuple(k for k in kinds if k is not kind))


def _component_case(claim: ComponentClaim, context: Context) -> ComponentCase | Unverified:
    if claim.subject is None:
        return Unverified.NO_SUBJECT
    component = context.facts.outline(claim.subject.name)
    near = () if component else nearest(claim.subject.name.lower(), context.facts.names())
    return ComponentCase(claim, component, near)
