"""docutils as the referee: what it and our reader see on the same page.

``python -m tests.pages.referee DIRECTORY`` reads every page below a directory twice and prints how far the two agree on code blocks, inline
literals and tables, and where they first differ.  Directives and roles that docutils does not know are stubs; Sphinx is not built, only its
own reading of ``literalinclude`` is used.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar
from unittest.mock import patch

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Directive, Parser, directives, roles, states
from docutils.parsers.rst.directives.misc import Include
from docutils.parsers.rst.directives.tables import CSVTable, ListTable
from sphinx.directives.code import LiteralIncludeReader, dedent_lines

from sphinxext.factcheck.pages import read_page
from sphinxext.factcheck.pages.model import CodeBlock, Comment, Field, Heading, Line, Page, Paragraph, Run, RunKind, Table
from sphinxext.factcheck.pages.vocabulary import NO_ARGUMENT, ONE_ARGUMENT, RELEASE_FIRST, SKIPPED, STEPS, TITLED, VERBATIM

LIMIT = 1_000_000


@dataclass(slots=True)
class Seen:
    """What a reader saw on a page: code blocks as (language, text), literals as text, tables as rows of cells."""

    blocks: list[tuple[str, str]] = field(default_factory=list)
    literals: list[str] = field(default_factory=list)
    tables: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """Running text, where a referee looks at it."""


class AnyOption(dict[str, Any]):
    """An option specification that takes every option as it is written."""

    def __missing__(self, name: str) -> Any:
        return directives.unchanged


class Stub(Directive):
    """Any directive: its body is content."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = AnyOption(name=directives.unchanged)

    def run(self) -> list[nodes.Node]:
        if self.name in SKIPPED:
            return []
        node = nodes.container()
        if self.arguments and (self.name in TITLED or "`" in self.arguments[0]):
            node += nodes.paragraph("", "", *self.state.inline_text(self.arguments[0], self.lineno)[0])
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class ContentStub(Stub):
    optional_arguments = 0


class ReleaseStub(Stub):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        node = nodes.container()
        if len(self.arguments) > 1:
            node += nodes.paragraph("", "", *self.state.inline_text(self.arguments[1], self.lineno)[0])
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class VerbatimStub(Stub):
    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        if "dedent" in self.options:
            width = int(self.options["dedent"]) if self.options["dedent"] else None
            text = "".join(dedent_lines(text.splitlines(True), width))
        return [nodes.literal_block(text, text, language=self.arguments[0].split()[0].lower() if self.arguments else "")]


class OneArgumentStub(VerbatimStub):
    final_argument_whitespace = False


class ChangeStub(Stub):
    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text, language=self.options.get("language", ""))]


class StepStub(Stub):
    optional_arguments = 0
    option_spec: ClassVar[Any] = {"expect": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        if self.content and self.content[0].startswith(("$ ", "# ")):
            text = "\n".join(self.content)
            return [nodes.literal_block(text, text)]
        return super().run()


class IncludeStub(Include):
    def run(self) -> Any:
        if not self.arguments[0].startswith("<"):
            self.arguments[0] = str(resolved(self, self.arguments[0]))
        return super().run()


class LiteralIncludeStub(Stub):
    required_arguments = 1
    optional_arguments = 0

    def run(self) -> list[nodes.Node]:
        if "diff" in self.options:
            return []
        options = {name: value for name, value in self.options.items() if value or name in ("dedent", "lineno-match")}
        if "dedent" in options:
            options["dedent"] = int(options["dedent"]) if options["dedent"] else None
        options.pop("tab-width", None)
        try:
            config: Any = SimpleNamespace(source_encoding="utf-8-sig")
            reader = LiteralIncludeReader(str(resolved(self, self.arguments[0])), options, config)
            text, _ = reader.read()
        except (OSError, ValueError, UnicodeError):
            return []
        return [nodes.literal_block(text, text, language=self.options.get("language", "").lower())]


class CsvTableStub(CSVTable):
    def run(self) -> Any:
        if self.options.get("file", "").startswith("/"):
            self.options["file"] = str(Path(self.state.document.settings.factcheck_root) / self.options["file"][1:])
        return super().run()


class PortTableStub(CsvTableStub):
    option_spec: ClassVar[Any] = {
        **CSVTable.option_spec,
        **dict.fromkeys(
            ("columns", "components", "product", "releases", "distribution", "purpose", "no-index"), directives.unchanged
        ),
    }

    def run(self) -> Any:
        self.options.pop("widths", None)  # those of its own columns as well
        return super().run() if "file" in self.options or self.content else []


class ListTableStub(ListTable):
    """Keeps the text of each cell, which the table itself does not."""

    def check_list_content(self, node: Any) -> Any:
        checked: Any = super().check_list_content(node)  # type: ignore[no-untyped-call]
        self.raw = [[cell.rawsource for cell in row[0]] for row in node[0]]
        return checked

    def run(self) -> Any:
        result = super().run()
        table: Any = result[0] if result else None
        if isinstance(table, nodes.table):
            rows: list[Any] = [row for row in table.findall(nodes.row) if own_table(row) is table]
            for row, raws in zip(rows, self.raw, strict=True):
                for entry, raw in zip(row, raws, strict=True):
                    entry.rawsource = raw
        return result


def own_table(node: nodes.Node) -> nodes.Node | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.table):
        parent = parent.parent
    return parent


def resolved(directive: Directive, name: str) -> Path:
    """The file that *name* means; one outside of the root is taken for missing, for our reader does not go there."""
    settings = directive.state.document.settings
    root, page = Path(settings.factcheck_root), settings.factcheck_page
    path = (root / name[1:] if name.startswith("/") else (root / page).parent / name).resolve()
    return path if path.is_relative_to(root.resolve()) else root / "outside-of-the-root"


def stub_role(name: str, rawtext: str, text: str, lineno: int, inliner: Any, options: Any = None, content: Any = None) -> Any:
    return [nodes.inline(rawtext, text)], []


@contextmanager
def stubs() -> Iterator[None]:
    """docutils with stubs for every directive and role that it does not know."""
    known_directive = directives.directive
    build_row: Any = states.Body.build_table_row

    def directive(name: str, language: Any, document: Any) -> Any:
        lower = name.lower()
        special = {
            "include": IncludeStub,
            "literalinclude": LiteralIncludeStub,
            "csv-table": CsvTableStub,
            "list-table": ListTableStub,
            "raw": Stub,
            "math": Stub,
            "class": Stub,  # Python's, as in Sphinx
            "change": ChangeStub,
            "metrics-port-table": PortTableStub,
            **dict.fromkeys(STEPS, StepStub),
        }
        if lower in special:
            return special[lower], []
        if lower in ONE_ARGUMENT:
            return OneArgumentStub, []
        found, messages = known_directive(lower, language, document)
        if found is not None:
            return found, messages
        if lower in VERBATIM:
            return VerbatimStub, []
        if lower in RELEASE_FIRST:
            return ReleaseStub, []
        return (ContentStub if lower in NO_ARGUMENT else Stub), []

    def role(name: str, language: Any, lineno: int, reporter: Any) -> Any:
        return stub_role, []

    def build_table_row(self: Any, rowdata: Any, tableline: int) -> Any:
        raws = ["\n".join(cell[3]) for cell in rowdata if cell is not None]
        row = build_row(self, rowdata, tableline)
        for entry, raw in zip(row, raws, strict=True):
            entry.rawsource = raw
        return row

    with (
        patch.object(directives, "directive", directive),
        patch.object(roles, "role", role),
        patch.object(states.Body, "build_table_row", build_table_row),
    ):
        yield


def parse(text: str, path: str, root: Path) -> nodes.document:
    """The document tree of docutils; to be called with :func:`stubs`."""
    settings: Any = frontend.get_default_settings(Parser)
    settings.report_level = settings.halt_level = 5
    settings.line_length_limit = LIMIT
    settings.raw_enabled = True
    settings.file_insertion_enabled = True
    settings.factcheck_root = str(root)
    settings.factcheck_page = path
    settings.warning_stream = io.StringIO()
    document = utils.new_document(str(root / path), settings)
    Parser().parse(text, document)
    return document


def seen_by_docutils(text: str, path: str, root: Path) -> Seen:
    document = parse(text, path, root)
    seen = Seen()
    for message in list(document.findall(nodes.system_message)):
        if message.parent is not None:
            message.parent.remove(message)
    for node in document.findall():
        if isinstance(node, nodes.literal_block | nodes.doctest_block):
            block = node.rawsource or node.astext()
            if block.strip():
                seen.blocks.append((node.get("language", ""), normal_block(block)))
        elif isinstance(node, nodes.literal) and node.rawsource.startswith("``"):
            if not is_apart(node):
                seen.literals.append(normal_block(node.astext()))
        elif isinstance(node, nodes.table):
            rows: list[Any] = [row for row in node.findall(nodes.row) if own_table(row) is node]
            seen.tables.append(normal_table([[entry.rawsource for entry in row] for row in rows]))
    return seen


def is_apart(node: nodes.Node) -> bool:
    """Whether *node* stands in the title of a table or in a parsed literal, which our reader keeps as they are written."""
    parent: Any = node.parent
    return isinstance(parent, nodes.literal_block) or (isinstance(parent, nodes.title) and isinstance(parent.parent, nodes.table))


def seen_by_us(page: Page) -> Seen:
    seen = Seen()
    for node in page.walk():
        if isinstance(node, CodeBlock):
            text = "\n".join(line.text for line in node.lines)
            if text.strip():
                seen.blocks.append((node.language, normal_block(text)))
        elif isinstance(node, Paragraph | Heading):
            seen.literals.extend(literals(node.runs))
        elif isinstance(node, Table):
            rows = (*node.header, *node.rows)
            for row in rows:
                for cell in row.cells:
                    seen.literals.extend(literals(cell.runs))
            seen.tables.append(normal_table([[cell.text for cell in row.cells if cell.rows] for row in rows]))
    return seen


def literals(runs: Iterable[Run]) -> Iterator[str]:
    parts: list[str] = []
    group = 0
    for run in runs:
        if run.kind is RunKind.LITERAL and run.group and run.group == group:
            parts[-1] += "\n" + run.line.text
        elif run.kind is RunKind.LITERAL:
            parts.append(run.line.text)
        group = run.group
    yield from map(normal_block, parts)


def normal_block(text: str) -> str:
    """*text* with single blanks inside of lines, for docutils has expanded tabs there."""
    lines = [re.sub(r"(?<=\S)\s+", " ", line.expandtabs(8)).rstrip() for line in text.split("\n")]
    return "\n".join(lines).strip("\n")


def normal_table(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows of cells with single blanks, without empty rows and empty cells at the end of a row."""
    table = []
    for row in rows:
        cells = [" ".join(cell.replace('""', '"').split()) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            table.append(tuple(cells))
    return tuple(table)


def lines_of(page: Page) -> Iterator[Line]:
    """Every line that a page is made of, but those that options add to a ``literalinclude``."""
    for node in page.walk():
        match node:
            case CodeBlock():
                added = {value for name, value in node.options if name in ("prepend", "append")}
                yield from (line for line in node.lines if line.text not in added)
            case Comment() | Field():
                yield from node.lines
            case Paragraph() | Heading():
                yield from (run.line for run in node.runs)
            case Table():
                for row in (*node.header, *node.rows):
                    for cell in row.cells:
                        yield from cell.lines
                        yield from (run.line for run in cell.runs)


def misplaced(page: Page, root: Path) -> Iterator[str]:
    """The lines of *page* that their files do not hold where they say."""
    files: dict[str, list[str]] = {}
    for line in lines_of(page):
        if line.path not in files:
            text = (root / line.path).read_text("utf-8-sig", "replace").translate({0x0B: " ", 0x0C: " ", 0: "\ufffd"})
            files[line.path] = text.split("\n")
        text = line.text.lstrip()
        column = line.column + len(line.text) - len(text) - 1
        typed = files[line.path][line.number - 1]
        if (line.column < 1 and "\t" not in typed) or typed[column : column + len(text)] != text:
            yield f"{line} is {typed!r}"


@dataclass(slots=True)
class Verdict:
    """How far two readers agree: *same* of *all* items of each kind."""

    referee: str = "docutils"
    pages: int = 0
    equal_pages: int = 0
    unread: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    same: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def add(self, path: str, theirs: Seen, ours: Seen) -> None:
        self.pages += 1
        equal = True
        for kind, left, right in (
            ("code blocks", theirs.blocks, self._languages(theirs.blocks, ours.blocks)),
            ("inline literals", theirs.literals, ours.literals),
            ("tables", theirs.tables, ours.tables),
            ("texts", theirs.texts, ours.texts),
        ):
            one, other = Counter[Any](left), Counter[Any](right)
            self.same[kind] += (one & other).total()
            self.all[kind] += (one | other).total()
            equal = equal and one == other
            for who, item in (*((self.referee, i) for i in (one - other)), *(("ours", i) for i in (other - one))):
                self.differences.append(f"{path}: {kind}: only {who}: {item!r}")
        self.equal_pages += equal

    def _languages(self, theirs: list[tuple[str, str]], ours: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return with_language_of(theirs, ours) if self.referee == "docutils" else ours

    def __str__(self) -> str:
        counts = [*((kind, self.same[kind], self.all[kind]) for kind in self.all), ("all", self.same.total(), self.all.total())]
        lines = [f"pages: {self.pages}, agreeing in everything: {self.equal_pages}"]
        lines.extend(f"{kind}: {same} of {count} ({100 * same / max(1, count):.3f} %)" for kind, same, count in counts)
        lines.append(f"lines that do not stand where we say: {len(self.misplaced)}")
        lines.extend(self.misplaced[:20])
        lines.extend(f"{self.referee} could not read {path}" for path in self.unread)
        return "\n".join(lines)


def with_language_of(theirs: list[tuple[str, str]], ours: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Ours, without the languages that come from a ``highlight`` directive, which docutils leaves to Sphinx."""
    explicit = {text: language for language, text in theirs}
    return [(language if explicit.get(text) else "", text) for language, text in ours]


def compare(root: Path, paths: Iterable[Path]) -> Verdict:
    """The verdict on pages below *root*, the directory that absolute names are seen from."""
    verdict = Verdict()
    with stubs():
        for file in paths:
            path = file.relative_to(root).as_posix()
            try:
                text = file.read_text("utf-8-sig")
            except UnicodeError:
                continue
            try:
                with redirect_stderr(io.StringIO()):
                    theirs = seen_by_docutils(text, path, root)
            except Exception as error:
                verdict.unread.append(f"{path}: {type(error).__name__}: {error}"[:200])
                continue
            page = read_page(path, root)
            verdict.add(path, theirs, seen_by_us(page))
            verdict.misplaced.extend(misplaced(page, root))
    return verdict


def source_root(file: Path, top: Path) -> Path:
    """The nearest directory above *file* that holds a conf.py, or *top*."""
    for folder in file.parents:
        if (folder / "conf.py").is_file():
            return folder
        if folder == top:
            break
    return top


def compare_below(directory: Path, suffix: str = ".rst") -> Verdict:
    """The verdict on all pages below *directory*, each seen from the nearest directory with a conf.py."""
    top = directory.resolve()
    roots: dict[Path, list[Path]] = {}
    for file in sorted(top.rglob(f"*{suffix}")):
        if file.is_file():
            roots.setdefault(source_root(file, top), []).append(file)
    verdict = Verdict()
    for root, files in roots.items():
        part = compare(root, files)
        verdict.pages += part.pages
        verdict.equal_pages += part.equal_pages
        verdict.same += part.same
        verdict.all += part.all
        verdict.unread += part.unread
        verdict.misplaced += part.misplaced
        verdict.differences += [f"{root.relative_to(top)}/{difference}" for difference in part.differences]
    return verdict


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--first", type=int, default=20, help="how many differences to print")
    parser.add_argument("--suffix", default=".rst")
    options = parser.parse_args(arguments)
    verdict = compare_below(options.directory, options.suffix)
    print(verdict)
    for difference in verdict.differences[: options.first]:
        print(difference[:600])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
