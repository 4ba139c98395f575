"""The directives that write facts into a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

from ...render.lexers import CHANGE_LANGUAGES, change_language, change_lexer
from ...render.nodes import remediation
from .applies_to import AppliesToDirective
from .port_table import MetricsPortTableDirective
from .remediation import ApplyDirective, ChangeDirective, RemediationDirective, RollbackDirective, VerifyDirective

if TYPE_CHECKING:
    from sphinx.writers.latex import LaTeXTranslator

__all__ = ["setup_directives"]


def _visit_latex(self: LaTeXTranslator, node: remediation) -> None:
    self.body.append("\n" + self.hypertarget(node["ids"][0]))
    self.visit_container(node)


def _depart_latex(self: LaTeXTranslator, node: remediation) -> None:
    self.depart_container(node)


def _add_styles(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.config.html_static_path.append(str(Path(__file__).parents[2] / "static"))
        app.add_css_file("factcheck.css")


def setup_directives(app: Sphinx) -> None:
    """Register the directives, their nodes, lexers and styles."""
    # Other builders show it as the container that it is.
    app.add_node(remediation, latex=(_visit_latex, _depart_latex))
    for language in CHANGE_LANGUAGES:
        app.add_lexer(change_language(language), change_lexer(language))
    app.add_directive("metrics-port-table", MetricsPortTableDirective)
    app.add_directive("applies-to", AppliesToDirective)
    app.add_directive("remediation", RemediationDirective)
    app.add_directive("change", ChangeDirective)
    app.add_directive("apply", ApplyDirective)
    app.add_directive("verify", VerifyDirective)
    app.add_directive("rollback", RollbackDirective)
    app.connect("builder-inited", _add_styles)
