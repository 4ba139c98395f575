"""``component-reference``, ``component-index``, ``port-index``, ``flag-index``: what is known, as pages to look things up in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from ...facts import Component
from ...facts.files import Content
from ...messages import Message, message
from ...render.fact_table import fact_table
from ...render.indexes import component_index, flag_index, port_index
from ...render.nodes import badge, badge_comma, entry_field, unmarked
from ...render.reference import component_sections
from ...render.table import Section, Table, Target, plain_table
from ..domain import Rank, domain_of
from ..listing import fact_folders
from ..translation import _
from .base import FactDirective, unknown

__all__ = ["ComponentIndexDirective", "ComponentReferenceDirective", "FlagIndexDirective", "PortIndexDirective"]


class _ReferenceDirective(FactDirective):
    """Prints tables whose rows can be linked to."""

    option_spec: ClassVar = {"no-index": directives.flag}

    def sections(self, sections: tuple[Section, ...]) -> list[nodes.section]:
        """*sections* with their tables."""
        rows = (row for section in sections for table in section.tables for row in table.rows)
        anchors = {row.anchor: self._claim(row.anchor) for row in rows if row.anchor}
        return [self._section(each, anchors) for each in sections]

    def contents(self, sections: Iterable[nodes.section], between: str) -> nodes.paragraph:
        """A line that leads to *sections*: a page with ``:tocdepth: 1`` has no other, and costs those beside it nothing."""
        links: list[nodes.Node] = []
        for section in sections:
            link = nodes.reference("", section[0].astext(), refid=section["ids"][0], internal=True)
            links += [nodes.Text(between), link] if links else [link]
        return unmarked(self.place, links)

    def note(self, targets: Iterable[tuple[str, Target]]) -> None:
        """Offer *targets*, each with its identifier; of those with the same name the first."""
        if "no-index" in self.options:
            return
        domain = domain_of(self.env)
        seen: set[tuple[str, str]] = set()
        for anchor, target in targets:
            if (target.kind, target.name) not in seen:
                seen.add((target.kind, target.name))
                domain.note_object(target.kind, target.name, anchor, Rank.REFERENCE if target.listed else Rank.ALIAS)

    def list_components(self, components: Iterable[Component]) -> None:
        """Read the page again when a fact about *components* changes, and when a fact file comes or goes."""
        for component in components:
            self.depend_on(component)
        domain_of(self.env).note_listing()

    def _section(self, section: Section, anchors: dict[str, str]) -> nodes.section:
        title = section.title.translated(_) if isinstance(section.title, Message) else section.title
        anchor = self._claim(section.anchor)
        node = self.place.of(nodes.section("", ids=[anchor]))
        node += self.place.of(nodes.title("", title, translatable=False))
        node += [unmarked(self.place, [nodes.Text(text.translated(_))]) for text in section.paragraphs]
        node += [self._table(table, f"{anchor}-table", anchors) for table in section.tables]
        return node

    def _table(self, table: Table, anchor: str, anchors: dict[str, str]) -> fact_table:
        self.note((anchors[row.anchor], target) for row in table.rows for target in row.targets)
        return self.place.of(fact_table(table=plain_table(table, self._claim(anchor), anchors, _)))

    def _claim(self, text: str) -> str:
        """An identifier made of *text* that nobody else on the page gets."""
        anchor = self.anchor(text)
        self.state.document.ids[anchor] = self.state.document
        return anchor


class ComponentReferenceDirective(_ReferenceDirective):
    """``component-reference:: kube-scheduler``: all that is known of a component, as the body of a page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A line on the component, its names, and a section for endpoints, flags, each configuration kind, and sources."""
        name = self.arguments[0].strip()
        component = self.facts.component(name)
        if component is None:
            what = unknown(message("unknown component {name!r}", name=name), name.lower(), self.facts.names())
            self.warn(what, "unknown-component")
            return []
        self.list_components([component])
        anchor = self._claim(f"component {component.name}")
        target = self.place.of(nodes.target("", "", ids=[anchor]))
        self.note([(anchor, Target("component", component.name))])
        summary = [unmarked(self.place, [nodes.Text(component.summary)])] if component.summary else []
        sections = self.sections(component_sections(component, self.facts))
        contents = [self.contents(sections, " · ")] if sections else []
        return [target, *summary, self._names(component), *contents, *sections]

    def _names(self, component: Component) -> nodes.field_list:
        product = self.facts.product(component.product)
        title = product.title if product is not None and product.title else component.product
        fields = [
            (message("Product"), (title,)),
            (message("Other names"), component.aliases),
            (message("Programs"), component.programs),
            (message("Images"), component.images),
            (message("Configuration kinds"), component.kind_names),
        ]
        return self.place.of(
            nodes.field_list(
                "",
                *(entry_field(self.place, head.translated(_), self._words(texts)) for head, texts in fields if texts),
                classes=["factcheck-names"],
            )
        )

    def _words(self, texts: Iterable[str]) -> nodes.paragraph:
        children: list[nodes.Node] = []
        for text in texts:
            children += [badge_comma(), badge(text)] if children else [badge(text)]
        return unmarked(self.place, children, ["factcheck-badges"])


class ComponentIndexDirective(_ReferenceDirective):
    """``component-index``: every component, with what it is and a link to its page."""

    def run(self) -> list[nodes.Node]:
        """One table."""
        self.list_components(self.facts.components)
        return [self._table(component_index(self.facts), "components", {})]


class PortIndexDirective(_ReferenceDirective):
    """``port-index``: every port, who listens on it, until when, and what took its place; then the ports of registers."""

    def run(self) -> list[nodes.Node]:
        """A section for ports that programs listen on, and one for those that are allocated."""
        self.list_components(self.facts.components)
        for folder in fact_folders(self.facts):
            for path in folder.glob(f"*.{Content.ALLOCATIONS}.yaml"):
                self.env.note_dependency(str(path))
        return [*self.sections(port_index(self.facts))]


class FlagIndexDirective(_ReferenceDirective):
    """``flag-index``: every flag, with the components that have it."""

    def run(self) -> list[nodes.Node]:
        """The letters, and a section for each."""
        whole = (self.facts.component(outline.name) for outline in self.facts.components)
        self.list_components(component for component in whole if component is not None)
        sections = self.sections(flag_index(self.facts))
        return [self.contents(sections, " "), *sections] if sections else []
