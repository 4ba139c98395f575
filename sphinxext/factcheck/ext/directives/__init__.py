"""The directives that write facts into a page."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from ...render.lexers import CHANGE_LANGUAGES, change_language, change_lexer
from .applies_to import AppliesToDirective
from .port_table import MetricsPortTableDirective
from .reference import ComponentIndexDirective, ComponentReferenceDirective, FlagIndexDirective, PortIndexDirective
from .remediation import ApplyDirective, ChangeDirective, RemediationDirective, RollbackDirective, VerifyDirective

__all__ = ["setup_directives"]


def _add_styles(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.config.html_static_path.append(str(Path(__file__).parents[2] / "static"))
        app.add_css_file("factcheck.css")


def setup_directives(app: Sphinx) -> None:
    """Register the directives, their lexers and styles."""
    for language in CHANGE_LANGUAGES:
        app.add_lexer(change_language(language), change_lexer(language))
    app.add_directive("metrics-port-table", MetricsPortTableDirective)
    app.add_directive("component-reference", ComponentReferenceDirective)
    app.add_directive("component-index", ComponentIndexDirective)
    app.add_directive("port-index", PortIndexDirective)
    app.add_directive("flag-index", FlagIndexDirective)
    app.add_directive("applies-to", AppliesToDirective)
    app.add_directive("remediation", RemediationDirective)
    app.add_directive("change", ChangeDirective)
    app.add_directive("apply", ApplyDirective)
    app.add_directive("verify", VerifyDirective)
    app.add_directive("rollback", RollbackDirective)
    app.connect("builder-inited", _add_styles)
