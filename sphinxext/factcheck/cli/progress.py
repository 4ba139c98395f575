"""How far long work is, for somebody who watches it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self, TextIO

from ..messages import message
from .language import text

__all__ = ["Progress"]

_PATIENCE: Final = 1.0
"""The seconds for which nothing is shown."""
_STEP: Final = 0.1
"""The seconds between one count and the next."""


@dataclass(slots=True)
class Progress:
    """A count of pages in the last line of *terminal*, wiped in the end; nothing if that is ``None`` or no terminal."""

    total: int
    terminal: TextIO | None
    _done: int = 0
    _due: float = field(default_factory=lambda: time.monotonic() + _PATIENCE)
    _width: int = 0

    def __enter__(self) -> Self:
        if self.terminal is not None and not self.terminal.isatty():
            self.terminal = None
        return self

    def advance(self, count: int) -> None:
        """Count so many more pages."""
        self._done += count
        if self.terminal is None or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _STEP
        self._show(text(message("{done} of {total} pages read", done=self._done, total=self.total)))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._width:
            self._show("")
            self._show("")

    def _show(self, words: str) -> None:
        if self.terminal is not None:
            self.terminal.write(f"\r{words:<{self._width}}")
            self.terminal.flush()
            self._width = len(words)
