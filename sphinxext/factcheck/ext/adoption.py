"""The baseline of a site: read in every build, written by the builder ``factcheck`` when it is asked to."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePath

from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ..findings import Finding
from ..judging.baseline import Baseline, LineText, baseline_of, baseline_text, read_baseline
from ..judging.judge import KnownFindings
from ..judging.settings import Settings
from ..messages import Message, message
from ..pages.files import SourceTree
from ..pages.lines import SourceLines
from .translation import _

__all__ = ["BaselineFile"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BaselineFile:
    """The file *path* that ``factcheck_baseline`` names; *name* is its path relative to the root of the sources."""

    path: Path
    name: str
    root: Path
    strict: bool

    @classmethod
    def of(cls, env: BuildEnvironment, confdir: Path, settings: Settings) -> BaselineFile | None:
        """The file of the site, or ``None`` if it names none."""
        if not settings.baseline:
            return None
        path = confdir / settings.baseline
        root = Path(env.srcdir)
        return cls(path, PurePath(os.path.relpath(path, root)).as_posix(), root, settings.strict)

    def known_findings(self) -> KnownFindings | None:
        """What the file knows, or ``None`` if there is no such file, which is told."""
        baseline = self._read()
        if baseline is None:
            self._complain(
                message(
                    "factcheck_baseline: there is no {path}; 'sphinx-build -b factcheck -D factcheck_update_baseline=1' makes it",
                    path=self.name,
                )
            )
            return None
        return KnownFindings(baseline, self._lines(), self.strict)

    def updated(self, findings: tuple[Finding, ...]) -> str:
        """What is to stand in the file: all *findings* if there is none yet, else what is left of it."""
        known = self._read()
        lines = self._lines()
        return baseline_text(known.ratcheted(findings, lines) if known else baseline_of(self.name, findings, lines))

    def _read(self) -> Baseline | None:
        try:
            text = self.path.read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return None
        baseline, problems = read_baseline(self.name, text)
        for problem in problems:
            self._complain(problem.message, f"{self.path}:{problem.span.line}")
        return baseline

    def _lines(self) -> LineText:
        return SourceLines(SourceTree(self.root)).text

    def _complain(self, what: Message, location: str | None = None) -> None:
        logger.warning("%s", what.translated(_), location=location, type="factcheck", subtype="config")
