"""``remediation`` and what stands in it: ``change``, ``apply``, ``verify``, ``rollback``."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref

from ...messages import message
from ...pages.change import is_change, reverted
from ...remedies.reading import identifier, listed
from ...render.nodes import (
    badge,
    badge_comma,
    change_block,
    console_block,
    entry_field,
    label,
    proof_line,
    remediation_card,
    step,
    unmarked,
)
from ..domain import domain_of
from ..translation import _
from .applies_to import applicability_line
from .base import FactDirective, unknown

__all__ = ["ApplyDirective", "ChangeDirective", "RemediationDirective", "RollbackDirective", "VerifyDirective"]

_CHANGES = "factcheck:changes"
"""Key of the changes of the remediation that is being read: (argument, language, lines)."""
_Change = tuple[str, str, tuple[str, ...]]


class RemediationDirective(FactDirective):
    """A way to repair something, as a card that can be linked to."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = dict.fromkeys(
        (
            "id", "component", "endpoint", "symptom", "alert", "applies-to", "not-this-if", "cause", "risk", "durability",
            "exposure", "alternatives", "factcheck-ignore",
        ),
        directives.unchanged,
    )  # fmt: skip

    def run(self) -> list[nodes.Node]:
        """The card."""
        title_text = " ".join(self.arguments[0].split())
        name = self.options.get("id", "").strip() or identifier(title_text)
        title = self.place.of(nodes.rubric(title_text, "", *self.inline(title_text)))
        anchor = self.anchor(f"remediation-{name}")
        with self.enclosed():
            fields = self._fields()
            outer = self.env.temp_data.get(_CHANGES)
            self.env.temp_data[_CHANGES] = []
            body = self.parse_content_to_nodes()
            self.env.temp_data[_CHANGES] = outer
        # A target before the card, as an author would write it: LaTeX makes no target of a container.
        target = self.place.of(nodes.target("", "", ids=[anchor]))
        self.state.document.note_explicit_target(target)
        domain_of(self.env).note_remediation()
        # What the proof says is written when the page is: a fact may change, and the page need not be read again.
        return [target, remediation_card(self.place, name, title, proof_line(self.place, name), fields, body)]

    def _fields(self) -> list[nodes.field]:
        fields = []
        if "component" in self.options:
            fields.append(entry_field(self.place, str(_("Component")), self._component_paragraph()))
        fields += self._stated_fields(
            ("symptom", _("Symptom")), ("alert", _("Alert")), ("cause", _("Cause")), ("not-this-if", _("Not this if"))
        )
        stated = self.options.get("applies-to", "").strip()
        found = self.applicability(stated) if stated else None
        if found is not None:
            self.state_applicability(stated)
            line = applicability_line(found, self.facts, self.place)
            del line[:2]  # the name of the field says it
            fields.append(entry_field(self.place, str(_("Applies to")), line))
        fields += self._stated_fields(("risk", _("Risk")), ("durability", _("Durability")), ("exposure", _("Exposure")))
        others = listed(self.options.get("alternatives", ""))
        if others:
            fields.append(entry_field(self.place, str(_("Alternatives")), self._links(others)))
        return fields

    def _stated_fields(self, *heads: tuple[str, str]) -> list[nodes.field]:
        """What the author says in the options that are named, with their heads."""
        fields = []
        for name, head in heads:
            text = " ".join(self.options.get(name, "").split())
            if text:
                # Words of the author: translated with the page.
                paragraph = self.place.of(nodes.paragraph(text, "", *self.inline(text), classes=[f"factcheck-{name}"]))
                fields.append(entry_field(self.place, str(head), paragraph))
        return fields

    def _links(self, names: tuple[str, ...]) -> nodes.paragraph:
        """Links to other remediations."""
        children: list[nodes.Node] = []
        for name in names:
            if children:
                children.append(badge_comma())
            link = pending_xref(
                "", nodes.inline("", name), refdomain="fact", reftype="remediation", reftarget=name, refdoc=self.env.docname,
                refexplicit=False, refwarn=True,
            )  # fmt: skip
            children.append(self.place.of(link))
        return unmarked(self.place, children)

    def _component_paragraph(self) -> nodes.paragraph:
        name, endpoint = self.options["component"].strip(), self.options.get("endpoint", "").strip()
        # A component that nobody knows is a claim that does not hold, and is judged with the others.
        component = self.facts.outline(name)
        children: list[nodes.Node] = [badge(name)]
        if endpoint:
            known = tuple(each.id for each in component.endpoints) if component is not None else ()
            if known and endpoint not in known:
                what = message("{component} has no endpoint {name!r}", component=name, name=endpoint)
                self.warn(unknown(what, endpoint, known), "option")
            children += [nodes.Text(" "), badge(endpoint)]
        return unmarked(self.place, children)


class ChangeDirective(FactDirective):
    """A change to a file: lines that begin with ``-`` go, lines that begin with ``+`` come."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {"language": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """The change under its heading."""
        lines = tuple(self.content)
        argument = " ".join(self.arguments[0].split()) if self.arguments else ""
        if not is_change(lines):
            self.warn(message("a change needs lines that begin with '-' or '+'"), "change")
        change = argument, self.options.get("language", "").strip().lower(), lines
        changes: list[_Change] | None = self.env.temp_data.get(_CHANGES)
        if changes is not None:
            changes.append(change)
        return [step(self.place, "change", [label(self.place, str(_("Change"))), self.block(change)])]

    def block(self, change: _Change) -> nodes.Element:
        """The block that shows *change*."""
        return _change_nodes(self, change)


def _change_nodes(directive: FactDirective, change: _Change) -> nodes.Element:
    argument, language, lines = change
    caption = None
    if argument:
        caption = directive.place.of(nodes.caption(argument, "", *directive.inline(argument)))
    return change_block(directive.place, lines, language, caption)


class _StepDirective(FactDirective):
    """A step: commands if the body begins with a prompt, else ordinary text."""

    has_content = True
    option_spec: ClassVar = {}
    kind: ClassVar[str]

    def heading(self) -> str:
        """The heading, in the language of the page."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """The step under its heading."""
        return [step(self.place, self.kind, [label(self.place, self.heading()), *self.body()])]

    def body(self) -> list[nodes.Node]:
        """What stands under the heading."""
        lines = list(self.content)
        if not lines:
            self.warn(message("{directive!r} is empty", directive=self.name), "step")
            return []
        if lines[0].startswith(("$ ", "# ")):
            return [console_block(self.place, lines)]
        return self.parse_content_to_nodes()


class ApplyDirective(_StepDirective):
    """How the change comes into force."""

    kind = "apply"

    def heading(self) -> str:
        """The heading, in the language of the page."""
        return str(_("Apply"))


class VerifyDirective(_StepDirective):
    """How to see that it worked; ``:expect:`` is the status that the answer has, if it is not 200."""

    option_spec: ClassVar = {"expect": directives.unchanged}
    kind = "verify"

    def heading(self) -> str:
        """The heading, in the language of the page."""
        return str(_("Verify"))

    def body(self) -> list[nodes.Node]:
        """What stands under the heading, and the answer that is expected, if it is not the usual one."""
        expected = self.options.get("expect", "").strip()
        if expected and not expected.isdecimal():
            self.warn(message("option {name!r}: {value!r} is not a status such as 200", name="expect", value=expected), "option")
        found = super().body()
        if expected and expected != "200":
            words = _("The expected status is {status}.").format(status=expected)
            found.append(unmarked(self.place, [nodes.Text(words)]))
        return found


class RollbackDirective(_StepDirective):
    """How to undo it; empty, the changes of the remediation are turned round."""

    kind = "rollback"

    def heading(self) -> str:
        """The heading, in the language of the page."""
        return str(_("Roll back"))

    def body(self) -> list[nodes.Node]:
        """The author's words, or the changes turned round."""
        if self.content:
            return super().body()
        changes: list[_Change] = self.env.temp_data.get(_CHANGES) or []
        if not changes:
            self.warn(message("an empty rollback undoes the changes before it, and there are none"), "step")
            return []
        words = unmarked(self.place, [nodes.Text(str(_("Undo the change, then apply it as above.")))])
        blocks = [_change_nodes(self, (argument, language, reverted(lines))) for argument, language, lines in changes]
        return [words, *blocks]
