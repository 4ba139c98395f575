"""Claims: what a page says about a component, before anyone asks whether it is true.

Claims depend on the page alone. They are stored with the environment of a build and judged anew in every build.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..findings import Span
from ..pages.model import Directive

__all__ = [
    "ApiVersionClaim", "Claim", "CommandClaim", "ComponentClaim", "CopyClaim", "DefaultClaim", "Evidence", "Extent",
    "FieldClaim", "FlagClaim", "Gap", "How", "Ignore", "NameClaim", "PageClaims", "PathClaim", "PodClaim", "PortClaim",
    "Reading", "RemediationClaim", "ResourceClaim", "RowClaim", "Scope", "Stance", "Subject", "TermClaim",
]  # fmt: skip


class How(StrEnum):
    """How the subject of a claim was found, the surest first."""

    OPTION = "option"
    PROGRAM = "program"
    CONTAINER = "container"
    KIND = "kind"
    FILENAME = "filename"
    REMEDIATION = "remediation"
    CELL = "cell"
    SENTENCE = "sentence"
    NEARBY = "nearby"

    @property
    def is_guess(self) -> bool:
        """Whether the subject only stands near: such a claim never yields an error."""
        return self is How.NEARBY


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a claim is about, as the page names it (``scheduler``, ``kube-scheduler.yaml`` gives ``kube-scheduler``)."""

    name: str
    how: How


class Stance(StrEnum):
    """What the author does with the words."""

    ADVICE = "advice"
    OUTPUT = "output"
    """Quoted output, a log line, an error: evidence, not advice. Not judged."""
    ACKNOWLEDGED = "acknowledged"
    """The author says himself that it is gone, or tells the reader to remove it. Not judged."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A release that the page, or a block in it, names by itself.

    *name* is a product or a component, *what* where it was seen.
    """

    name: str
    version: str
    what: str
    span: Span


class Extent(StrEnum):
    """How far an excuse reaches, the nearest first."""

    LINE = "line"
    BLOCK = "block"
    SECTION = "section"
    PAGE = "page"
    DIRECTORY = "directory"
    """Of the settings: a directory, or what else a pattern of paths names."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """An excuse: the code it excuses as written (``*`` for all, empty if it names none), and the author's reason.

    *directory* is the pattern of the settings that give it.
    """

    code: str
    reason: str
    span: Span
    extent: Extent = Extent.BLOCK
    directory: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds where a claim stands.

    *applies_to*: the text of each ``applies-to`` that encloses or precedes it, the innermost last. *block* and *page*: releases
    that the block's and the page's own text name. *ignores*: the excuses that reach no farther than a section. Shared by the
    claims of a block, so that it is pickled once.
    """

    applies_to: tuple[str, ...] = ()
    block: tuple[Evidence, ...] = ()
    page: tuple[Evidence, ...] = ()
    ignores: tuple[Ignore, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    span: Span
    subject: Subject | None
    stance: Stance = Stance.ADVICE
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagClaim(_Claim):
    """A flag on a command line or in an argument list. *name* without dashes, *dashes* as typed (none in ``extraArgs``).

    *span* covers dashes and name, *value_span* the value without its quotes. *value* is ``None`` if none was given, or only a
    placeholder. *apart*: the value is the next word, and so the flag's only if the flag takes one. *command*: what on its line
    may name a subcommand, as typed: the words that are no flags, up to one that can name none, and among them each flag whose
    value the word after it may be. *derived*: the name was made of a variable's or a key's, which may as well be its author's
    own: only a flag that there is, or was, can be meant.
    """

    name: str
    beside: tuple[str, ...] = ()
    """The flags of its command line that name a file of configuration, without dashes: ``config``."""
    dashes: str = "--"
    value: str | None = None
    value_span: Span | None = None
    apart: bool = False
    command: tuple[str, ...] = ()
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultClaim(_Claim):
    """The default of a flag, *name* with its dashes, or of a field, as the page states it; *span* covers the value.

    *exact*: the value is set off as a literal, in quotes or in a cell of its own, and so all of what is meant.
    """

    name: str
    value: str
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandClaim(_Claim):
    """A subcommand that the program is given: its first word. *legacy*: the page asks for the old API, which has others."""

    word: str
    legacy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PortClaim(_Claim):
    """A port that the subject is said to listen on. *scheme*, *host* and *path* are empty where the page does not say."""

    port: int
    scheme: str = ""
    host: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldClaim(_Claim):
    """A field of a configuration. *path* from the root of the document, list items as ``[]``.

    *kind* and *api_version* are the document's, or empty. *whole* says that *path* begins at the root; a fragment's does not.
    """

    path: tuple[str, ...]
    value: str | None = None
    value_span: Span | None = None
    kind: str = ""
    api_version: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NameClaim(_Claim):
    """A bare name in running text that may be a flag without its dashes, or a field: ``metric-bind-address``."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathClaim(_Claim):
    """A file or directory on a node; *origin* is ``prose``, ``command`` or ``flag`` (the value of a flag)."""

    path: str
    origin: str = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceClaim(_Claim):
    """A resource type given to kubectl: *verb* ``get``, *resource* ``cs``."""

    verb: str
    resource: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyClaim(_Claim):
    """A file that a command leaves beside another: *copy* in the directory of *path*, both absolute. *moved*: *path* is gone.

    What is not known of a name is ``…`` (a date, a glob).
    """

    path: str
    copy: str
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PodClaim(_Claim):
    """A pod that kubectl is told to change: *verb* ``edit``, *pod* its name as typed, or the label that selects it.

    The subject is the component that the name begins with.
    """

    verb: str
    pod: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiVersionClaim(_Claim):
    """``apiVersion`` and ``kind`` of a document."""

    api_version: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowClaim(_Claim):
    """A row of a table of ports: what its cells say, empty where there is no such column; *component* as written."""

    port: int
    component: str
    scheme: str = ""
    path: str = ""
    auth: str = ""
    bind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermClaim(_Claim):
    """A term of record as the page spells it: the key of a label, a registry.

    *beside*: the terms of the same block, lower case.
    """

    term: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentClaim(_Claim):
    """A component named where only a component can stand: an option or role of ours. The subject is the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemediationClaim(_Claim):
    """That a change repairs something: a ``remediation`` directive as it stands, which ``remedies/`` reads."""

    directive: Directive


Claim = (
    FlagClaim
    | DefaultClaim
    | CommandClaim
    | PortClaim
    | FieldClaim
    | NameClaim
    | PathClaim
    | ResourceClaim
    | ApiVersionClaim
    | RowClaim
    | TermClaim
    | CopyClaim
    | PodClaim
    | ComponentClaim
    | RemediationClaim
)


class Reading(StrEnum):
    """What became of a page before anybody looked for claims on it."""

    READ = "read"
    SKIPPED = "skipped"
    """A look at its bytes said that it holds no claim."""
    UNREADABLE = "unreadable"
    """It could not be opened, or is no text."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which no claims were looked for: why, what is missing or was expected, and the excuses that cover it."""

    reason: str
    span: Span
    detail: str = ""
    ignores: tuple[Ignore, ...] = ()


@dataclass(frozen=True, slots=True)
class PageClaims:
    """Everything read out of one page. *ignores* are all the excuses on it, those of the whole page too."""

    path: str
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    unread: tuple[Gap, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    reading: Reading = Reading.READ
