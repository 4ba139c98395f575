"""``sphinx-build -b factcheck``: judge the claims of the site and write reports, no pages."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from ..findings import Severity
from ..messages import message
from .checking import judgement_of, tell, told_of
from .options import settings_of
from .proving import write_remediations
from .translation import _
from .writing import write_whole

if TYPE_CHECKING:
    from ..judging.judge import Judgement

__all__ = ["FactcheckBuilder", "setup_builder"]

logger = logging.getLogger(__name__)


class FactcheckBuilder(Builder):
    """Writes ``output.txt``, ``output.json``, ``coverage.json`` and ``remediations.json``; the exit status is 1 if there are
    findings.
    """

    name = "factcheck"
    epilog = _("The reports are in %(outdir)s: output.txt, output.json, coverage.json.")
    judgement: Judgement | None = None

    def get_outdated_docs(self) -> str:
        """Findings are made anew in every build."""
        return _("all pages")

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Nothing is linked to."""
        return ""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """No pages are written."""

    def write_documents(self, docnames: Set[str]) -> None:
        """No pages are written."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """No pages are written."""

    def finish(self) -> None:
        """Judge, tell and write the reports, each whole or not at all; the baseline first, if it is asked for."""
        # Other builders have no need of these.
        from ..report.coverage import coverage_report
        from ..report.json_lines import json_report
        from ..report.text import text_report

        confdir = Path(self.confdir)
        if self.config.factcheck_update_baseline:
            self._update_baseline(confdir)
        judgement = self.judgement = judgement_of(self.env, confdir)
        tell(self.env, told_of(judgement))
        out = Path(self.outdir)
        write_whole(out / "output.txt", text_report(judgement.findings, _))
        write_whole(out / "output.json", json_report(judgement.findings, _))
        write_whole(out / "coverage.json", coverage_report(judgement))
        write_remediations(self.env, out, {})
        total = judgement.total
        logger.info(
            _("claims: %d, checked %d, unverified %d, ignored %d; findings: %d"),
            total.claims,
            total.checked,
            sum(total.unverified.values()),
            sum(total.ignored.values()),
            len(judgement.findings),
        )
        if judgement.stale:
            logger.info(_("the baseline knows %d findings that are gone"), judgement.stale)

    def _update_baseline(self, confdir: Path) -> None:
        from .adoption import BaselineFile

        settings = settings_of(self.config, Path(self.srcdir), confdir)
        file = BaselineFile.of(self.env, confdir, settings)
        if file is None:
            words = message("factcheck_update_baseline: factcheck_baseline names no file")
            logger.warning("%s", words.translated(_), type="factcheck", subtype="config")
            return
        write_whole(file.path, file.updated(judgement_of(self.env, confdir, baseline=False).findings))


def _set_status(app: Sphinx, exception: Exception | None) -> None:
    builder = app.builder
    if exception is not None or not isinstance(builder, FactcheckBuilder) or builder.judgement is None:
        return
    if any(finding.severity is not Severity.INFORMATION for finding in builder.judgement.findings):
        app.statuscode = 1


def setup_builder(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(FactcheckBuilder)
    app.connect("build-finished", _set_status)
