"""The baseline of a check: the file that is named, what it knows, and how it is brought up to date."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from ..findings import Finding
from ..judging.baseline import Baseline, baseline_of, baseline_text, read_baseline
from ..judging.judge import KnownFindings
from ..judging.settings import SettingsProblem
from ..messages import message
from ..pages.lines import SourceLines
from ..pages.model import UnreadReason
from .commands import UsageError
from .reading import SourceClaims
from .sources import Sources

__all__ = ["BaselineFile"]


@dataclass(frozen=True, slots=True)
class BaselineFile:
    """The baseline in the file *path*. *whole*: all that can have findings is read, included files as well."""

    path: Path
    sources: Sources
    readings: Sequence[SourceClaims]
    strict: bool = False
    whole: bool = False

    def known(self) -> tuple[KnownFindings, tuple[SettingsProblem, ...]]:
        """What the file knows, and the lines in it that are no entries.

        :raises UsageError: there is no such file.
        """
        baseline, problems = self._read()
        if baseline is None:
            shown = self.sources.shown(self._name)
            raise UsageError(message("there is no baseline {path}; --update-baseline makes it", path=shown))
        return KnownFindings(baseline, self._lines().text, self.strict, self._pages(baseline)), problems

    def updated(self, findings: tuple[Finding, ...]) -> str:
        """What is to stand in the file: all *findings* if there is none yet, else what is left of it.

        *findings* name files as seen from the base of the sources.
        """
        baseline, _ = self._read()
        lines = self._lines().text
        if baseline is None:
            return baseline_text(baseline_of(self._name, findings, lines))
        return baseline_text(baseline.ratcheted(findings, lines, self._pages(baseline)))

    @property
    def _name(self) -> str:
        return PurePath(os.path.relpath(self.path.absolute(), self.sources.base)).as_posix()

    def _read(self) -> tuple[Baseline | None, tuple[SettingsProblem, ...]]:
        try:
            text = self.path.read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return None, ()
        return read_baseline(self._name, text)

    def _pages(self, baseline: Baseline) -> frozenset[str]:
        """The files whose entries are gone if nothing is found there: those that were read, and those that are no more."""
        read = {reading.claims.path for reading in self.readings if reading.failure is None}
        if self.whole:
            read.update(name for reading in self.readings for name in reading.files)
        missing = {e.key.path for e in baseline.entries if not Path(self.sources.base, e.key.path).exists()}
        return frozenset(read | missing)

    def _lines(self) -> SourceLines:
        return SourceLines(_Files(self.sources.base))


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a run, by what they are called in it."""

    base: str

    def read(self, path: str) -> bytes | UnreadReason:
        try:
            return Path(self.base, path).read_bytes()
        except (OSError, ValueError):
            return UnreadReason.MISSING
