"""``applies-to``: the releases and installers that what follows, or what it encloses, is about."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from ...applicability import Applicability
from ...facts import FactBase
from ...render.nodes import Place, badge_line, step
from ..translation import _
from .base import FactDirective

__all__ = ["AppliesToDirective", "applicability_line"]


class AppliesToDirective(FactDirective):
    """``applies-to:: kubernetes >=1.16,<1.23; kubeadm``."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        """A line of badges; with a body, a container of both."""
        text = " ".join(self.arguments[0].split())
        found = self.applicability(text)
        lines: list[nodes.Node] = []
        if found is not None:
            lines.append(applicability_line(found, self.facts, self.place))
        if not self.content:
            self.state_applicability(text)
            return lines
        with self.enclosed():
            self.state_applicability(text)
            body = self.parse_content_to_nodes()
        return [step(self.place, "applies-to", [*lines, *body])]


def applicability_line(applicability: Applicability, facts: FactBase, place: Place) -> nodes.paragraph:
    """A line that says what the text applies to, in the titles that people know."""
    texts = []
    for name, releases in applicability.products:
        product = facts.product(name)
        title = product.title if product is not None and product.title else name
        texts.append(f"{title} {releases}".strip())
    return badge_line(place, str(_("Applies to:")), [*texts, *applicability.others], ["factcheck-applicability"])
