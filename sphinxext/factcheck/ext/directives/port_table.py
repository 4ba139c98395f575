"""``metrics-port-table``: who listens where, from the facts or from an author's CSV."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList

from ...facts import Component, Endpoint
from ...messages import message
from ...pages.model import Line
from ...render.nodes import Place, PortTable, TableCell, TableRow, fact_cell_nodes, port_table, unmarked
from ...render.rows import Column, PortRow, fact_cell, fact_rows, heading, marked_up, row_endpoint
from ...render.scope import Scope, scope_of
from ...render.sheet import Dialect, Sheet, SheetRow, plain, read_sheet
from ...versions import parse_range
from ..domain import domain_of
from ..translation import _
from .base import FactDirective, unknown, words_of

__all__ = ["MetricsPortTableDirective"]

_COLUMNS = (Column.PORT, Column.COMPONENT, Column.SCHEME, Column.AUTH, Column.BIND)
_PURPOSES = ("metrics", "api", "health", "peer")
_OPTIONS = (
    "components", "product", "releases", "distribution", "purpose", "columns", "file", "url", "encoding", "header", "header-rows",
    "stub-columns", "widths", "width", "align", "class", "name", "delim", "quote", "escape",
)  # fmt: skip


class MetricsPortTableDirective(FactDirective):
    """A table of ports. Every row is a target, ``port-<component>-<endpoint>``."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    # Values are checked one by one, so that one that is wrong does not cost the table.
    option_spec: ClassVar = {
        **dict.fromkeys(_OPTIONS, directives.unchanged),
        **dict.fromkeys(("keepspace", "no-index", "noindex"), directives.flag),
    }

    def run(self) -> list[nodes.Node]:
        """The table, or nothing if there is nothing to show."""
        if "url" in self.options:
            self.warn(message("option {name!r}: nothing is read from the network, use 'file'", name="url"), "option")
        scope = self._scope()
        if "file" in self.options or self.content:
            lines = self._lines()
            table = self._sheet_table(lines, scope) if lines is not None else None
        else:
            table = self._fact_table(scope)
        if table is None:
            return []
        node = port_table(table)
        self._dress(node)
        return [node]

    # What the table is about.

    def _scope(self) -> Scope:
        scope = self.scope()
        stated = self.options.get("releases", "").strip()
        if stated:
            scope = self._stated_scope(stated) or scope
        distribution = self.options.get("distribution", "").strip()
        if distribution:
            known = tuple(name for product in self.facts.products for name in product.distributions)
            chosen = self.choices("distribution", known)
            scope = Scope(scope.ranges, chosen[0] if chosen else scope.distribution)
        return scope

    def _stated_scope(self, stated: str) -> Scope | None:
        """The scope that option ``releases`` states: ``*``, ``>=1.20``, ``kubernetes 1.30``."""
        installer = self.scope().distribution
        if stated == "*":
            return Scope((), installer)
        if stated[0] in "<>=~!vV" or stated[0].isdigit():
            product = self.facts.product(self.options.get("product", "").strip())
            releases = self.converted("releases", parse_range, None)
            return Scope(((product.name if product else "", releases),), installer) if releases is not None else None
        found = self.applicability(stated)
        if found is None:
            return None
        scope = scope_of(found, self.facts)
        return Scope(scope.ranges, scope.distribution or installer)

    def _components(self) -> tuple[Component, ...]:
        if "components" in self.options:
            found = [self._component(name) for name in words_of(self.options["components"])]
            return tuple({component.name: component for component in found if component is not None}.values())
        name = self.options.get("product", "").strip()
        if not name:
            return self.facts.components
        product = self.facts.product(name)
        if product is None:
            known = tuple(product.name for product in self.facts.products)
            self.choices("product", known)
            return ()
        return tuple(self.facts.owners_of(product.name))

    def _component(self, name: str) -> Component | None:
        found = self.facts.outline(name)
        # The rule of this code tells of it, unless the site wants no findings in its log.
        if found is None and not self.config.factcheck_warnings:
            self.warn(
                unknown(message("unknown component {name!r}", name=name), name.lower(), self.facts.names()), "unknown-component"
            )
        return found

    def _asked_columns(self, default: tuple[Column, ...]) -> tuple[Column, ...]:
        if "columns" not in self.options:
            return default
        return tuple(Column(name) for name in self.choices("columns", tuple(Column))) or default

    # A table of the facts.

    def _fact_table(self, scope: Scope) -> PortTable | None:
        components = self._components()
        purpose = self.options.get("purpose", "").strip()
        purposes = _PURPOSES if purpose == "*" else self.choices("purpose", _PURPOSES)
        rows = fact_rows(self.facts, components, scope, purposes)
        if not rows:
            if components:
                self.warn(message("no endpoint fits: the table is left out"), "empty-table")
            return None
        default = _COLUMNS if scope.says_releases else (*_COLUMNS, Column.RELEASES)
        columns = self._asked_columns(default)
        head = TableRow(self.place, tuple(self._heading_cell(column) for column in columns))
        body = [self._fact_row(row, columns) for row in rows]
        return self._table((head,), tuple(body), len(columns))

    def _fact_row(self, row: PortRow, columns: tuple[Column, ...]) -> TableRow:
        self.depend_on(row.component)
        cells = tuple(self._fact_cell(column, row) for column in columns)
        self._add_target(cells, row.component, row.endpoint.port, row.endpoint)
        return TableRow(self.place, cells)

    def _fact_cell(self, column: Column, row: PortRow) -> TableCell:
        children = fact_cell_nodes(fact_cell(column, row, self.facts), self.place, _)
        if column is Column.NOTE and children:
            # A note is prose: it is translated with the page.
            text = marked_up(row.endpoint.note)
            children = (self.place.of(nodes.paragraph(text, "", *self.inline(text))),)
        return TableCell(self.place, children)

    def _heading_cell(self, column: Column) -> TableCell:
        text = heading(column).translated(_)
        return TableCell(self.place, (unmarked(self.place, [nodes.Text(text)]),))

    # A table of an author's.

    def _lines(self) -> list[Line] | None:
        """The lines of the CSV; ``None`` with a warning if they cannot be read."""
        if "file" not in self.options:
            return [self._content_line(index) for index in range(len(self.content))]
        if self.content:
            self.warn(message("option 'file': the body is used, not the file"), "option")
            return [self._content_line(index) for index in range(len(self.content))]
        name = self.options["file"].strip()
        path = self._path(name)
        if path is None:
            self.warn(message("option 'file': {name!r} leads out of the source directory", name=name), "file")
            return None
        self.env.note_dependency(str(path))
        encoding = self.options.get("encoding", "utf-8-sig").strip()
        try:
            text = path.read_text(encoding=encoding)
        except LookupError:
            self.warn(message("option {name!r}: unknown value {value!r}", name="encoding", value=encoding), "option")
            return None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.warn(message("option 'file': {name!r} cannot be read: {reason}", name=name, reason=reason), "file")
            return None
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            what = message("this is no text in {encoding}; name its encoding", encoding=encoding)
            self.warn(what, "file", Place(str(path), line))
            return None
        return [Line(line, str(path), number) for number, line in enumerate(text.splitlines(), 1)]

    def _content_line(self, index: int) -> Line:
        source, offset = self.content.info(index)
        return Line(self.content[index], source or self.place.source, (offset or 0) + 1)

    def _path(self, name: str) -> Path | None:
        """The file *name* as ``csv-table`` looks for it, if it is in the source directory."""
        root = Path(self.env.srcdir).resolve()
        base = root if name.startswith("/") else Path(self.place.source).resolve().parent
        path = (base / name.lstrip("/")).resolve()
        return path if path.is_relative_to(root) else None

    def _sheet_table(self, lines: list[Line], scope: Scope) -> PortTable | None:
        sheet = read_sheet(
            lines,
            head=[Line(text, self.place.source, self.place.line) for text in self.options.get("header", "").splitlines()],
            head_rows=self.converted("header-rows", directives.nonnegative_int, 0 if "header" in self.options else 1),
            dialect=self._dialect(),
            is_component=lambda name: self.facts.outline(name) is not None,
        )
        for problem in sheet.problems:
            self.warn(problem.message, "table", Place(problem.path or self.place.source, problem.line))
        if not sheet.rows:
            return None
        asked = self._asked_columns(())
        kept = [index for index in range(sheet.width) if index not in {sheet.columns.get(column) for column in asked}]
        head = [self._sheet_head(row, sheet, asked, kept) for row in sheet.heads]
        body = [self._sheet_row(row, sheet, asked, kept, scope) for row in sheet.rows]
        return self._table(tuple(head), tuple(body), len(asked) + len(kept))

    def _dialect(self) -> Dialect:
        convert = directives.single_char_or_unicode
        return Dialect(
            self.converted("delim", directives.single_char_or_whitespace_or_unicode, ","),
            self.converted("quote", convert, '"'),
            self.converted("escape", convert, None),
            "keepspace" in self.options,
        )

    def _sheet_head(self, row: SheetRow, sheet: Sheet, asked: tuple[Column, ...], kept: list[int]) -> TableRow:
        own = [
            self._markup(sheet.cell(row, column), row) if column in sheet.columns else self._heading_cell(column)
            for column in asked
        ]
        return TableRow(Place(row.path, row.line), (*own, *(self._markup(row.cells[index], row) for index in kept)))

    def _sheet_row(self, row: SheetRow, sheet: Sheet, asked: tuple[Column, ...], kept: list[int], scope: Scope) -> TableRow:
        text = plain(sheet.cell(row, Column.PORT))
        port = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
        component = self.facts.outline(plain(sheet.cell(row, Column.COMPONENT)))
        endpoint = row_endpoint(component, port, scope, self.facts) if component is not None else None
        known = PortRow(component, endpoint, scope) if component is not None and endpoint is not None else None
        cells = []
        for column in asked:
            written = sheet.cell(row, column)
            take_fact = known is not None and not written.strip()
            cells.append(self._fact_cell(column, known) if known is not None and take_fact else self._markup(written, row))
        cells += [self._markup(row.cells[index], row) for index in kept]
        if component is not None and port:
            self.depend_on(component)
            self._add_target(cells, component, port, endpoint)
        return TableRow(Place(row.path, row.line), tuple(cells))

    def _markup(self, text: str, row: SheetRow) -> TableCell:
        """A cell as the author wrote it, its markup parsed."""
        place = Place(row.path, row.line)
        lines = text.splitlines()
        entry = nodes.entry()
        if text.strip().isdigit():
            # A number is the same in every language.
            return TableCell(place, (unmarked(place, [nodes.Text(text.strip())]),))
        items = [(row.path, row.line - 1 + index) for index in range(len(lines))]
        self.state.nested_parse(StringList(lines, items=items), 0, entry)
        return TableCell(place, tuple(entry.children))

    # What both have.

    def _table(self, head: tuple[TableRow, ...], rows: tuple[TableRow, ...], columns: int) -> PortTable:
        widths: list[int] = []
        if self.options.get("widths", "auto").strip() != "auto":
            widths = self.converted("widths", directives.positive_int_list, [])
            if widths and len(widths) != columns:
                what = message(
                    "option 'widths': found {found} widths for {expected} columns", found=len(widths), expected=columns
                )
                self.warn(what, "option")
                widths = []
        stubs = self.converted("stub-columns", directives.nonnegative_int, 0)
        return PortTable(self.place, head, rows, tuple(widths), min(stubs, columns))

    def _add_target(self, cells: Iterable[TableCell], component: Component, port: int, endpoint: Endpoint | None) -> None:
        """Make the row of *cells* a target, and note in the domain what it tells."""
        name = endpoint.id if endpoint is not None else str(port)
        anchor = self.anchor(f"port-{component.name}-{name}")
        self._note_objects(component, port, endpoint, anchor)
        paragraphs = [child for cell in cells for child in cell.children if isinstance(child, nodes.paragraph)]
        # Translating a paragraph puts new nodes into it: the target stands in one that is not translated.
        paragraphs.sort(key=lambda paragraph: bool(paragraph.get("translatable", True)))
        target = self.place.of(nodes.target("", "", ids=[anchor]))
        if paragraphs:
            self.state.document.note_explicit_target(target)
            paragraphs[0].insert(0, target)

    def _note_objects(self, component: Component, port: int, endpoint: Endpoint | None, anchor: str) -> None:
        if "no-index" in self.options or "noindex" in self.options:
            return
        domain = domain_of(self.env)
        domain.note_object("component", component.name, anchor)
        domain.note_object("port", f"{component.name} {port}", anchor)
        if endpoint is not None:
            domain.note_object("port", f"{component.name} {endpoint.id}", anchor)
            for flag in endpoint.setter.flags:
                domain.note_object("flag", f"{component.name} {flag}", anchor)
            for path in endpoint.setter.fields:
                domain.note_object("field", f"{component.name} {path}", anchor)

    def _dress(self, node: nodes.table) -> None:
        """Caption, classes and names, as ``csv-table`` has them."""
        classes: list[str] = []
        node["classes"] += self.converted("class", directives.class_option, classes)
        align = self.options.get("align", "").strip()
        if align and self.choices("align", ("left", "center", "right")):
            node["align"] = align
        width = self.converted("width", directives.length_or_percentage_or_unitless, "")
        if width:
            node["width"] = width
        if self.arguments:
            text = self.arguments[0]
            node.insert(0, self.place.of(nodes.title(text, "", *self.inline(text))))
        self.add_name(node)
