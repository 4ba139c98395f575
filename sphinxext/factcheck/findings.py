"""A finding: what a page says, what is true, what to write instead, where that is known from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .messages import Message

__all__ = ["HAZARDS", "Code", "Edit", "Finding", "Severity", "Span"]


class Severity(StrEnum):
    """How sure a finding is, and how much it matters."""

    ERROR = "error"
    """Wrong in every release that the page applies to, and the component is certain."""
    WARNING = "warning"
    """Wrong in some of those releases, or the component was guessed."""
    INFORMATION = "information"
    """Right, and worth knowing: deprecated, or about another release than the site's."""


class Code(StrEnum):
    """What a finding is about; reads well after the word *allow*. Each code is one file in ``rules/``."""

    UNKNOWN_FLAG = "unknown-flag"
    BAD_FLAG_FORM = "bad-flag-form"
    REMOVED_FLAG = "removed-flag"
    RENAMED_FLAG = "renamed-flag"
    NO_EFFECT_FLAG = "no-effect-flag"
    DEPRECATED_FLAG = "deprecated-flag"
    BAD_FLAG_VALUE = "bad-flag-value"
    FLAG_CONFIG_CONFLICT = "flag-config-conflict"
    DEFAULT_CHANGED = "default-changed"
    WRONG_PORT = "wrong-port"
    CLOSED_PORT = "closed-port"
    UNKNOWN_FIELD = "unknown-field"
    REMOVED_FIELD = "removed-field"
    UNKNOWN_PATH = "unknown-path"
    REMOVED_API_VERSION = "removed-api-version"
    DEPRECATED_RESOURCE = "deprecated-resource"
    UNKNOWN_COMPONENT = "unknown-component"
    REMOVED_COMMAND = "removed-command"
    STALE_TERM = "stale-term"
    OTHER_RELEASE = "other-release"
    STALE_ROW = "stale-row"
    WRONG_ROW = "wrong-row"
    REMEDY_NO_CAUSE = "remedy-no-cause"
    REMEDY_NO_EFFECT = "remedy-no-effect"
    REMEDY_ROLLBACK_DIFFERS = "remedy-rollback-differs"
    REMEDY_NOT_IN_RANGE = "remedy-not-in-range"
    REMEDY_WRONG_VERIFY = "remedy-wrong-verify"
    REMEDY_WORSE_FIRST = "remedy-worse-first"
    LOST_ON_UPGRADE = "lost-on-upgrade"
    BACKUP_IN_MANIFESTS = "backup-in-manifests"
    NEEDS_RESTART = "needs-restart"
    MIRROR_POD_EDIT = "mirror-pod-edit"
    OPEN_WITHOUT_AUTH = "open-without-auth"
    BENCHMARK_CONFLICT = "benchmark-conflict"
    PROBE_ON_CLOSED_PORT = "probe-on-closed-port"
    INERT_IN_RANGE = "inert-in-range"
    TLS_VERIFICATION_OFF = "tls-verification-off"
    UNUSED_IGNORE = "unused-ignore"
    BAD_IGNORE = "bad-ignore"
    STALE_BASELINE = "stale-baseline"


HAZARDS = frozenset((
    Code.LOST_ON_UPGRADE, Code.BACKUP_IN_MANIFESTS, Code.NEEDS_RESTART, Code.MIRROR_POD_EDIT, Code.OPEN_WITHOUT_AUTH,
    Code.BENCHMARK_CONFLICT, Code.PROBE_ON_CLOSED_PORT, Code.INERT_IN_RANGE, Code.TLS_VERIFICATION_OFF,
))  # fmt: skip
"""What a remediation may name itself, and so acknowledge."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of source text. Lines and columns count from 1, columns in characters; the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction that is safe to make without asking: replace what *span* covers by *text*."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement between a page and the facts.

    *subject* is what the claim is about (``--port``, ``10251``), *releases* the releases that were judged, as a range,
    *sources* the artefacts that the fact was read from.
    """

    code: Code
    severity: Severity
    message: Message
    span: Span
    component: str = ""
    product: str = ""
    subject: str = ""
    releases: str = ""
    sources: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = field(default=())

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key that findings are sorted by: path, line, column, code, subject."""
        return self.span.path, self.span.line, self.span.column, self.code, self.subject
