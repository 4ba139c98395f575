"""What the solver says of an invocation, held against what the program did."""

from __future__ import annotations

from enum import StrEnum

from sphinxext.factcheck.facts.model import Placement
from sphinxext.factcheck.pages.model import Line
from sphinxext.factcheck.reach import Answer, Argument, GivenFile, Listener, Outcome, Situation, Variable

from .programs import Result
from .table import Invocation

__all__ = ["Agreement", "agreement", "situation_of"]


class Agreement(StrEnum):
    """What comes of holding the two against each other."""

    AGREES = "agrees"
    UNKNOWN = "unknown"
    """The solver does not know, and says nothing that is not so."""
    WRONG = "wrong"


def situation_of(invocation: Invocation) -> Situation:
    """The same for the solver: the program runs on a host, and everything that it is given is told."""
    return Situation(
        invocation.component,
        words=tuple(Argument(word) for word in invocation.args),
        variables=tuple(Variable(name, value) for name, value in invocation.variables.items()),
        files=tuple(GivenFile(name, _lines(name, text)) for name, text in invocation.files.items()),
        placement=Placement.HOST,
    )


def _lines(name: str, text: str) -> tuple[Line, ...]:
    return tuple(Line(line, name, number) for number, line in enumerate(text.splitlines(), 1))


def agreement(outcome: Outcome, result: Result) -> Agreement:
    """Whether the program did as *outcome* says.

    What is said has to be so even where the rest is unknown; where nothing is missing, it has to be all.
    """
    if outcome.starts is Answer.NO:
        return Agreement.WRONG if result.exited is None else Agreement.AGREES
    if result.exited is not None:
        return Agreement.WRONG if outcome.starts is Answer.YES else Agreement.UNKNOWN
    said = {_socket(listener) for listener in outcome.listeners if listener.address and not _is_open(listener, outcome)}
    if said - set(result.sockets):
        return Agreement.WRONG
    if outcome.starts is Answer.UNKNOWN or outcome.missing:
        return Agreement.UNKNOWN
    return Agreement.AGREES if said == set(result.sockets) else Agreement.WRONG


def _is_open(listener: Listener, outcome: Outcome) -> bool:
    """Whether the port is not known; with nothing missing, it is one that the system hands out."""
    return listener.port is None and bool(outcome.missing)


def _socket(listener: Listener) -> str:
    host = f"[{listener.address}]" if ":" in listener.address else listener.address
    return f"{host}:{'?' if listener.port is None else listener.port}"
