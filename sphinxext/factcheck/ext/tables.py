"""Tables of many rows: printed at once where a page is HTML, made ordinary tables for every other builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..render.fact_table import fact_table
from .domain import domain_of

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["setup_tables"]


class FactTableTransform(SphinxPostTransform):
    """Makes ordinary tables."""

    default_priority = 5  # before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Replace each table of the page."""
        tables = list(self.document.findall(fact_table))
        if not tables:
            return
        from ..render.nodes import Place, table_nodes  # most sites have none

        for node in tables:
            place = Place(node.source or "", node.line or 0)
            node.replace_self(table_nodes(node["table"], place, self._linked))

    def _linked(self, target: str, content: nodes.Element) -> nodes.Element:
        kind, name = target.split(" ", 1)
        # No link was asked for, so that none is missing where no page has the target.
        if domain_of(self.env).find(kind, name) is None:
            return content
        return pending_xref(
            "", content, refdomain="fact", reftype=kind, reftarget=name, refdoc=self.env.docname, refexplicit=True, refwarn=False
        )


def _print_table(translator: HTML5Translator, node: fact_table) -> None:
    from ..render.html import html_table  # most sites have none

    builder = translator.builder
    domain = domain_of(builder.env)
    here = builder.current_docname
    pages = {here: ""}

    def address(target: str) -> str:
        found = domain.find(*target.split(" ", 1))
        if found is None:
            return ""
        if found.docname not in pages:
            pages[found.docname] = builder.get_relative_uri(here, found.docname)
        return f"{pages[found.docname]}#{found.anchor}"

    translator.body.append(html_table(node["table"], address))
    raise nodes.SkipNode


def _makes_a_page_of_each(builder: Builder) -> bool:
    # Whoever builds something else need not load what builds HTML.
    from sphinx.builders.epub3 import Epub3Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.builders.singlehtml import SingleFileHTMLBuilder

    return isinstance(builder, StandaloneHTMLBuilder) and not isinstance(builder, SingleFileHTMLBuilder | Epub3Builder)


def _choose(app: Sphinx) -> None:
    builder = app.builder
    prints = builder.format == "html" and _makes_a_page_of_each(builder)
    # What makes one page or a book of all pages rewrites the links of nodes, so it needs nodes. Others show no page; and the
    # sources of facts, which are thousands, are no links of the page's author that `linkcheck` should try.
    if not prints and builder.name not in ("dummy", "gettext", "linkcheck"):
        app.add_post_transform(FactTableTransform)


def setup_tables(app: Sphinx) -> None:
    """Register the node, how HTML prints it, and what the others make of it."""
    app.add_node(fact_table, html=(_print_table, None))
    app.connect("builder-inited", _choose)
