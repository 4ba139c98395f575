"""What is wrong with a file, and where."""

from __future__ import annotations

from dataclasses import dataclass

from ..messages import Message

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file *path* that cannot be used: what was found and what was expected. Line and column count from 1.

    *is_note*: nothing is wrong, but a reader wants to know of it.
    """

    path: str
    line: int
    column: int
    message: Message
    is_note: bool = False

    @property
    def order(self) -> tuple[str, int, int, str]:
        """The key that problems are sorted by: path, line, column, text."""
        return self.path, self.line, self.column, str(self.message)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"
