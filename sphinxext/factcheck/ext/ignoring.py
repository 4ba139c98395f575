"""The option ``:factcheck-ignore:`` of the directives that show code and tables."""

from __future__ import annotations

from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.body import ParsedLiteral
from docutils.parsers.rst.directives.tables import CSVTable, ListTable, RSTTable
from sphinx.application import Sphinx
from sphinx.directives.code import CodeBlock, LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import Code

__all__ = ["setup_ignoring"]

_SHOWING: tuple[type[Directive], ...] = (Code, CodeBlock, CSVTable, Include, ListTable, LiteralInclude, ParsedLiteral, RSTTable)


def setup_ignoring(app: Sphinx) -> None:
    """Let these directives, and what is derived from them, take the option; the reader of claims heeds it, docutils need not."""
    for directive in _SHOWING:
        if directive.option_spec is not None:
            directive.option_spec.setdefault("factcheck-ignore", directives.unchanged)
