"""A remediation as data: what is wrong, for whom, what to change, how to see that it worked, and how to take it back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..findings import Code, Span
from ..messages import Message
from ..pages.model import Line
from ..reach.model import Outcome
from ..versions import VersionRange

__all__ = [
    "Change", "Command", "Proof", "Remediation", "Rollback", "RollbackKind", "Status", "Step", "Verdict", "Verification",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is typed, without its prompt, continued lines joined."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """What a step says: words, and the commands among them."""

    words: tuple[str, ...]
    commands: tuple[Command, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what *where* names: its lines before and after, without the marks of the diff, those that stay in both.

    *removed* and *added* are the lines that differ.
    """

    where: str
    language: str
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    removed: tuple[Line, ...]
    added: tuple[Line, ...]
    span: Span


class RollbackKind(StrEnum):
    """How a remediation is taken back."""

    REVERSED = "reversed"
    """The changes turned round."""
    CHANGES = "changes"
    """Changes of its own."""
    WORDS = "words"
    """Words or commands alone, which nobody can prove."""
    ABSENT = "absent"
    """Not said."""


@dataclass(frozen=True, slots=True)
class Rollback:
    """How it is taken back; *changes* are those of :attr:`RollbackKind.CHANGES`."""

    kind: RollbackKind
    changes: tuple[Change, ...] = ()
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """Commands that show whether it worked, and the status that is expected; a bad *expect* is ``None``."""

    commands: tuple[Command, ...]
    expect: int | None
    span: Span
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remediation:
    """One way to repair something.

    *component* and *endpoint* as the author writes them. *symptoms*: patterns of errors; *alerts*: names of alerts. *applies_to*:
    the texts that hold where it stands, the innermost last. *risk*, *durability*, *exposure*: hazards that the author names.
    *alternatives*: ids of others for the same symptom, the best first. *span*: where the directive stands.
    """

    id: str
    title: str
    span: Span
    component: str = ""
    endpoint: str = ""
    symptoms: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    not_this_if: str = ""
    cause: str = ""
    why: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    apply: Step | None = None
    verify: Verification | None = None
    rollback: Rollback = Rollback(RollbackKind.ABSENT)
    risk: str = ""
    durability: str = ""
    exposure: str = ""
    alternatives: tuple[str, ...] = ()


class Status(StrEnum):
    """What became of the proof of a remediation for some releases."""

    PROVEN = "proven"
    """Refused before, answered after, as before once rolled back."""
    REFUSED = "refused"
    """It is shown not to be so."""
    OPEN = "open"
    """It cannot be proven."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is true of a remediation in the releases of *range*. *why*: why it is not proven; *code*: what it is refused for.

    *before*, *after* and *rolled_back*: how the component listens then, as far as that was asked; *release* is the one that was
    looked at for all of *range*.
    """

    range: VersionRange
    status: Status
    code: Code | None = None
    why: Message | None = None
    release: str = ""
    before: Outcome | None = None
    after: Outcome | None = None
    rolled_back: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """The verdicts on a remediation, in the order of releases of *product*; neighbours differ. *distribution*: how the component
    was installed, empty if nobody says.
    """

    component: str
    product: str
    verdicts: tuple[Verdict, ...]
    distribution: str = ""

    @property
    def status(self) -> Status:
        """Proven if it is for all releases that are claimed; refused if it is for some."""
        found = {verdict.status for verdict in self.verdicts}
        if found == {Status.PROVEN}:
            return Status.PROVEN
        return Status.REFUSED if Status.REFUSED in found else Status.OPEN

    def of(self, status: Status) -> tuple[Verdict, ...]:
        """The verdicts with that status."""
        return tuple(verdict for verdict in self.verdicts if verdict.status is status)
