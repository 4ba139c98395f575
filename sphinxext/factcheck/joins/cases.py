"""Cases: a claim with the facts that bear on it, which is what a rule looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..applicability import Applicability
from ..claims.model import (
    ApiVersionClaim,
    CommandClaim,
    ComponentClaim,
    CopyClaim,
    DefaultClaim,
    FieldClaim,
    FlagClaim,
    Ignore,
    NameClaim,
    PathClaim,
    PodClaim,
    PortClaim,
    RemediationClaim,
    ResourceClaim,
    RowClaim,
    TermClaim,
)
from ..facts.base import FactBase
from ..facts.hazards import Hazards, StaticPods
from ..facts.model import (
    ApiKind,
    Component,
    Endpoint,
    Flag,
    FlagSet,
    FormerCommand,
    KnownField,
    KnownPath,
    KnownTerm,
    Presence,
    Resource,
    Steps,
)
from ..findings import Span
from ..remedies.model import Proof, Remediation
from ..remedies.proof import Prover
from ..versions import Version, VersionRange, series
from .directory import Directory
from .target import Target

__all__ = [
    "ApiVersionCase", "BaselineCase", "BaselineEntry", "BaselineKey", "Case", "CommandCase", "ComponentCase", "Context",
    "CopyCase", "DefaultCase", "FieldCase", "FlagCase", "IgnoreCase", "NameCase", "PathCase", "PodCase", "PortCase",
    "Releases", "RemediationCase", "ResourceCase", "TermCase", "Unverified", "Use", "releases_of",
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
    UNKNOWN_COMMAND = "unknown-command"
    """A subcommand that is not recorded: a plugin, an alias, one of another release."""
    UNRELATED_NAME = "unrelated-name"
    """A name that is like none of the component's."""
    NO_DEFAULT = "no-default"
    """The default of that flag or field is not known, or what the page says cannot be held against it."""
    UNKNOWN_PATH = "unknown-path"
    """A path that is like none that is known."""
    UNKNOWN_TERM = "unknown-term"
    """A term that was of record when the page was read, and is no more."""
    UNKNOWN_RESOURCE = "unknown-resource"
    """A resource type that is not recorded: it may be anybody's."""
    NOT_PROVEN = "not-proven"
    """A remediation that the facts can neither prove nor refuse."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim is joined with: the same for all of a run, but for *directories* and *chosen*, which are those of a page.

    *directories*: what the settings say of directories; where a claim is joined, of those that hold for its page.
    """

    facts: FactBase
    site: Applicability = Applicability()
    chosen: frozenset[tuple[str, int]] = frozenset()
    """Components and the ports that the page at hand moves them to."""
    directories: tuple[Directory, ...] = ()
    prover: Prover | None = None
    """What proves remediations, if somebody else wants the same proofs."""


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


def releases_of(target: Target, answer: Callable[[Version], Presence], observed: Iterable[Version] = ()) -> Releases:
    """The releases of *target*, sorted by what *answer* says of each.

    A series (``1.30``) stands for all its patch releases: what one of the *observed* ones has is there.
    """

    patches: dict[tuple[int, int], list[Version]] = {}
    for version in observed:
        if version in target.range:
            patches.setdefault(series(version), []).append(version)

    def said(release: Version) -> Presence:
        answers = {answer(version) for version in patches.get(series(release), (release,))}
        if Presence.PRESENT in answers:
            return Presence.PRESENT
        return Presence.ABSENT if answers == {Presence.ABSENT} else Presence.UNKNOWN

    answers = [(release, said(release)) for release in target.releases]
    kinds = (Presence.PRESENT, Presence.ABSENT, Presence.UNKNOWN)
    return Releases(*(tuple(release for release, said in answers if said is kind) for kind in kinds))


@dataclass(frozen=True, slots=True)
class FlagCase:
    """A flag; *flag* is ``None`` if the component never had it, or the subcommand that it is given to, which *known* tells."""

    claim: FlagClaim
    component: Component
    target: Target
    releases: Releases
    known: FlagSet
    flag: Flag | None
    near: tuple[str, ...] = ()
    """The nearest flags, without dashes, if the component never had it."""
    respelt: str = ""
    """The flag that is written with other dashes and underscores, if the component never had it as it stands."""
    elsewhere: tuple[str, ...] = ()
    """The subcommands that have it, if the one at hand has not."""
    closes: tuple[Endpoint, ...] = ()
    """Endpoints that the flag with its value turns off."""


@dataclass(frozen=True, slots=True)
class DefaultCase:
    """A default that a page states of a flag or field.

    *releases*: present where what the page says is so, absent where it is not. *steps* are the defaults as they are known, and
    *sources* tell where from.
    """

    claim: DefaultClaim
    component: Component
    target: Target
    releases: Releases
    steps: Steps
    sources: tuple[str, ...] = ()


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
class CommandCase:
    """A subcommand that the component once had."""

    claim: CommandClaim
    component: Component
    target: Target
    releases: Releases
    known: FormerCommand


@dataclass(frozen=True, slots=True)
class TermCase:
    """A term of record."""

    claim: TermClaim
    target: Target
    releases: Releases
    known: KnownTerm


@dataclass(frozen=True, slots=True)
class ApiVersionCase:
    """The API version of a kind that the API server serves, or a component reads for its configuration.

    *component* serves or reads it; *ranges* are empty if no known release has it. *others*: the API versions that the judged
    releases without it have.
    """

    claim: ApiVersionClaim
    component: Component
    target: Target
    releases: Releases
    ranges: tuple[VersionRange, ...] = ()
    observed: tuple[Version, ...] = ()
    served: bool = False
    deprecated: VersionRange | None = None
    others: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentCase:
    """A component named where only one can stand; *component* is ``None`` if there are no facts, then *near* are the nearest."""

    claim: ComponentClaim
    component: Component | None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemediationCase:
    """A remediation with its proof. *distribution*: how the component was installed, empty if nobody says.

    *alternatives*: those that it names and that are known, with their proofs, in its order.
    """

    claim: RemediationClaim
    remediation: Remediation
    component: Component
    target: Target
    distribution: str
    proof: Proof
    alternatives: tuple[tuple[str, Proof], ...] = ()
    hazards: Hazards = Hazards()
    """What is known of hazards, of all products."""


@dataclass(frozen=True, slots=True)
class CopyCase:
    """A file that is left in a *directory* whose files are run."""

    claim: CopyClaim
    target: Target
    directory: StaticPods


@dataclass(frozen=True, slots=True)
class PodCase:
    """A pod that stands for a static pod: the kubelet makes it of *manifest*, which lies in *directory*."""

    claim: PodClaim
    target: Target
    directory: StaticPods
    manifest: str


class Use(StrEnum):
    """What an excuse is good for."""

    USED = "used"
    """It excuses a finding."""
    UNUSED = "unused"
    """It covers no claim, or only claims that nothing was found on."""
    OPEN = "open"
    """Nothing it covers could be judged, so that nobody can tell."""


@dataclass(frozen=True, slots=True)
class IgnoreCase:
    """An excuse, and what it is good for. *covers*: whether it covers any claim. *known*: whether there is such a code; if not,
    *near* are the nearest.
    """

    ignore: Ignore
    use: Use
    covers: bool = True
    known: bool = True
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class BaselineKey:
    """What makes two findings the same one: *path*, *code*, whom and what it is about, and the text of the line."""

    path: str
    code: str
    component: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class BaselineEntry:
    """A finding that is known, and how many of it. *line* is the line of the file that says so."""

    key: BaselineKey
    count: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class BaselineCase:
    """An entry of the baseline of which *gone* findings are gone; *span* is its line in the file."""

    entry: BaselineEntry
    gone: int
    span: Span


Case = (
    FlagCase | DefaultCase | NameCase | PortCase | FieldCase | PathCase | ResourceCase | CommandCase | TermCase | ApiVersionCase
    | ComponentCase | RemediationCase | CopyCase | PodCase
)  # fmt: skip
"""What a claim becomes; a rule may also look at an :class:`IgnoreCase` or a :class:`BaselineCase`."""
