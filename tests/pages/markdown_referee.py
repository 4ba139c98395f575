"""GitHub's own reader of Markdown (cmark-gfm) as the referee: what it and our reader see on the same page.

``python -m tests.pages.markdown_referee DIRECTORY`` reads every Markdown page below a directory twice and prints how far the two agree on
code blocks, code spans, tables and running text, and where they first differ.  What our reader takes from MyST and site generators is
turned off for it, for the referee knows none of that; raw HTML the referee leaves out, and so do we.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

from cmarkgfm.cmark import markdown_to_html_with_extensions

from sphinxext.factcheck.pages import markdown, markdown_inline, read_page
from sphinxext.factcheck.pages.frontmatter import front_matter_end
from sphinxext.factcheck.pages.model import CodeBlock, Heading, Page, Paragraph, Run, RunKind, Table
from sphinxext.factcheck.pages.source import LINE_LIMIT

from .referee import Seen, Verdict, literals, misplaced, normal_block

BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "hr", "table", "pre"))


@contextmanager
def plain() -> Iterator[None]:
    """Our reader without all that is not CommonMark or GFM."""
    never = re.compile(r"(?!)")
    with (
        patch.object(markdown.MarkdownReader, "_marked", lambda *_: False),
        patch.object(markdown_inline._Scanner, "_brace", lambda _, start: start + 1),
        patch.object(markdown_inline, "_CODE", never),
        patch.object(markdown, "_DIRECTIVE", never),
        patch.object(markdown, "_ALERT", never),
        patch.object(markdown, "_ANCHOR", never),
        patch.object(markdown, "read_html", lambda *_: None),
    ):
        yield


class Listener(HTMLParser):
    """Reads what the referee has written."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()
        self._text: list[str] = []
        self._code: list[str] | None = None
        self._language = ""
        self._rows: list[list[str]] | None = None
        self._struck = 0
        self._pre = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self._flush()
        if tag == "pre":
            self._pre = True
        elif tag == "code":
            self._code = []
            self._language = language((dict(attrs).get("class") or "").removeprefix("language-"))
        elif tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("th", "td") and self._rows:
            self._text = []
        elif tag == "del":
            self._struck += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "code" and self._code is not None:
            code = "".join(self._code)
            self._code = None
            if self._pre:
                if code.strip():
                    self.seen.blocks.append((self._language, normal_block(code)))
            elif not self._struck:
                self.seen.literals.append(normal_code(code))
                self._text.append(code)
        elif tag == "pre":
            self._pre = False
        elif tag == "del":
            self._struck -= 1
        elif tag in ("th", "td") and self._rows:
            self._rows[-1].append(normal_text("".join(self._text)))
            self._text = []
        elif tag == "table" and self._rows is not None:
            self.seen.tables.append(tuple(tuple(trimmed(row)) for row in self._rows if any(row)))
            self._rows = None
        elif tag in BLOCKS:
            self._flush()

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code.append(data)
        elif not self._struck:
            self._text.append(data)

    def _flush(self) -> None:
        text = normal_text("".join(self._text))
        if text and self._rows is None:
            self.seen.texts.append(text)
        self._text = []

    def close(self) -> None:
        super().close()
        self._flush()


def language(word: str) -> str:
    """The language that the first word of what stands behind a fence gives, as our reader has it."""
    found = re.search(r"[\w+-]+", word) if word.startswith("{") else re.match(r"[^{,:\"'=]*(?![^{,:]*=)", word)
    return found[0].lower() if found else ""


def normal_code(text: str) -> str:
    return " ".join(text.replace("\\|", "|").split())


def normal_text(text: str) -> str:
    """*text* without blanks."""
    return re.sub(r"\s+", "", text)


def trimmed(row: Sequence[str]) -> Sequence[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row


def seen_by_referee(text: str) -> Seen:
    listener = Listener()
    listener.feed(markdown_to_html_with_extensions(text, 0, ["table", "strikethrough"]))
    listener.close()
    return listener.seen


def seen_by_us(page: Page) -> Seen:
    seen = Seen()
    for node in page.walk():
        if isinstance(node, CodeBlock):
            text = "\n".join(line.text for line in node.lines)
            if text.strip():
                seen.blocks.append((node.language, normal_block(text)))
        elif isinstance(node, Paragraph | Heading):
            seen.literals.extend(map(normal_code, literals(node.runs)))
            if text := typed(node.runs):
                seen.texts.append(text)
        elif isinstance(node, Table):
            rows = (*node.header, *node.rows)
            seen.literals.extend(normal_code(each) for row in rows for cell in row.cells for each in literals(cell.runs))
            table = [trimmed([typed(cell.runs) for cell in row.cells]) for row in rows]
            seen.tables.append(tuple(tuple(row) for row in table if row))
    return seen


def typed(runs: Iterable[Run]) -> str:
    """What a reader of the page sees of *runs*."""
    parts = []
    for run in runs:
        text = run.line.text
        if run.kind is RunKind.LITERAL:
            parts.append(text.replace("\\|", "|"))
        else:
            parts.append(html.unescape(re.sub(r"\\([!-/:-@[-`{-~])", r"\1", text)).removesuffix("\\"))
    return normal_text("".join(parts))


def compare(root: Path, paths: Iterable[Path]) -> Verdict:
    """The verdict on pages below *root*."""
    verdict = Verdict("cmark-gfm")
    for file in paths:
        path = file.relative_to(root).as_posix()
        try:
            text = file.read_text("utf-8-sig")
        except UnicodeError:
            continue
        lines = text.split("\n")
        if max(map(len, lines)) > LINE_LIMIT:
            continue
        theirs = seen_by_referee("\n".join(lines[front_matter_end(lines) :]))
        with plain():
            page = read_page(path, root, source="\n" * front_matter_end(lines) + "\n".join(lines[front_matter_end(lines) :]))
        verdict.add(path, theirs, seen_by_us(page))
        verdict.misplaced.extend(misplaced(read_page(path, root), root))
    return verdict


def compare_below(directory: Path) -> Verdict:
    """The verdict on all Markdown pages below *directory*."""
    files = sorted(file for suffix in ("md", "markdown") for file in directory.rglob(f"*.{suffix}"))
    return compare(directory, [file for file in files if file.is_file()])


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--first", type=int, default=20, help="how many differences to print")
    options = parser.parse_args(arguments)
    verdict = compare_below(options.directory)
    print(verdict)
    for difference in verdict.differences[: options.first]:
        print(difference[:600])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
