"""The manual page of the rules, printed from the rules."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from ..rules import Rule

__all__ = ["setup_manual"]


class RulesManualDirective(SphinxDirective):
    """``factcheck-rules``: a section for each rule, from its docstring."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """The sections, in the order of the codes."""
        from ..rules import find_rules  # one page of one site shows them

        return [self._section(rule) for rule in find_rules()]

    def _section(self, rule: Rule) -> nodes.section:
        code = rule.id.value
        section = nodes.section("", nodes.title(code, "", nodes.literal(code, code)), ids=[f"rule-{code}"], names=[code])
        section.source, section.line = self.get_source_info()
        lines = inspect.cleandoc(rule.manual).splitlines()
        self.state.nested_parse(StringList(lines, source=f"rules/{code}"), self.content_offset, section)
        return section


def setup_manual(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("factcheck-rules", RulesManualDirective)
