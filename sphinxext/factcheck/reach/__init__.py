"""What listens where: from how a program is started to its listeners, and from where each is reached, with the derivation."""

from __future__ import annotations

from .model import Answer, Argument, Closed, Exposure, GivenFile, Listener, Outcome, Situation, Step, Variable
from .solver import solve, solve_all

__all__ = [
    "Answer", "Argument", "Closed", "Exposure", "GivenFile", "Listener", "Outcome", "Situation", "Step", "Variable", "solve",
    "solve_all",
]  # fmt: skip
