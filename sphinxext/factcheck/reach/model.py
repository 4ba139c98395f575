"""What is asked and what is answered: how a program is started, where it listens then, who reaches it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..facts.model import Placement
from ..findings import Span
from ..messages import Message
from ..pages.model import Line

__all__ = ["Answer", "Argument", "Closed", "Exposure", "GivenFile", "Listener", "Outcome", "Situation", "Step", "Variable"]


class Answer(StrEnum):
    """Yes, no, or not to be known from what was given."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Argument:
    """A word that a program is started with, without quotes. *span*: where it stands; *sources*: the facts it is known from."""

    text: str
    span: Span | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a program's environment. *value* is ``None`` where it is not said (a secret, a field of the pod)."""

    name: str
    value: str | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that a program may read. *name*: its path, or its key in a ConfigMap; empty for one that is known by its content."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """How a program is started.

    *words*: its arguments, without its own name. *files*: files that it may be told to read. *whole*: whether *words* are
    all; otherwise they are only what differs from how *distribution* starts it, and *without* are arguments of its that are
    taken away. *release*: what an image's tag says.
    """

    component: str
    words: tuple[Argument, ...] = ()
    variables: tuple[Variable, ...] = ()
    files: tuple[GivenFile, ...] = ()
    placement: Placement = Placement.UNKNOWN
    distribution: str = ""
    whole: bool = True
    without: tuple[str, ...] = ()
    release: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a derivation: what follows, and the line or the facts that it rests on."""

    text: Message
    span: Span | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exposure:
    """Whether a connection gets through: from the same host, from another host, from a pod. Nothing filters packets between."""

    host: Answer
    node: Answer
    pod: Answer


@dataclass(frozen=True, slots=True)
class Listener:
    """A socket that is listened on. *address* and *port* are empty and ``None`` where they cannot be known; ``*`` is every one.

    *auth* is that of the endpoint: ``none``, ``token``, ``client-certificate``, ``basic``; empty where it cannot be known.
    *paths*: what is served there, if that is not all that the endpoint serves.
    """

    endpoint: str
    address: str
    port: int | None
    scheme: str
    auth: str
    reachable: Exposure
    why: tuple[Step, ...]
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closed:
    """An endpoint on which nothing listens, the *port* that it has by default, and why. *replaced_by*: the one to ask instead."""

    endpoint: str
    port: int
    why: tuple[Step, ...]
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a situation in a release, or in several if it is the same in all of them.

    *listeners* are empty where the program does not start; where it is unknown whether it starts, they are those that it would
    have. *missing*: what would have to be told for a sure answer. *closed*: the other endpoints that it has, or once had.
    """

    component: str
    release: str
    starts: Answer
    why: tuple[Step, ...]
    listeners: tuple[Listener, ...]
    missing: tuple[Message, ...] = ()
    span: Span | None = None
    closed: tuple[Closed, ...] = ()
