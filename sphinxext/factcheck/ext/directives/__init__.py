"""The directives that write facts into a page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

from ...render.lexers import CHANGE_LANGUAGES, change_language, change_lexer
from .late import late_directive

__all__ = ["setup_directives"]

_DIRECTIVES: Final = {
    "metrics-port-table": (".port_table", "MetricsPortTableDirective"),
    "component-reference": (".reference", "ComponentReferenceDirective"),
    "component-index": (".reference", "ComponentIndexDirective"),
    "port-index": (".reference", "PortIndexDirective"),
    "flag-index": (".reference", "FlagIndexDirective"),
    "applies-to": (".applies_to", "AppliesToDirective"),
    "remediation": (".remediation", "RemediationDirective"),
    "change": (".remediation", "ChangeDirective"),
    "apply": (".remediation", "ApplyDirective"),
    "verify": (".remediation", "VerifyDirective"),
    "rollback": (".remediation", "RollbackDirective"),
}
"""The module and the class of each."""


def _add_styles(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.config.html_static_path.append(str(Path(__file__).parents[2] / "static"))
        app.add_css_file("factcheck.css")


def setup_directives(app: Sphinx) -> None:
    """Register the directives, their lexers and styles."""
    for language in CHANGE_LANGUAGES:
        app.add_lexer(change_language(language), change_lexer(language))
    for name, (place, directive) in _DIRECTIVES.items():
        app.add_directive(name, late_directive(place, directive))
    app.connect("builder-inited", _add_styles)
