"""Input that makes a careless reader take minutes.

Each page has some 100 kB. What is linear takes well below a second; what is quadratic would take minutes, so the limit is generous.
"""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from sphinxext.factcheck.pages import read_page
from sphinxext.factcheck.pages.source import LINE_LIMIT

SECONDS = 5
SIZE = 100_000
TOKENS = [
    "|a ", "*a ", "**a ", "`a ", "``a ", "_`a ", ":a:a", ":a:`", "a_ ", "a__ ", "a.a.", "`a <", "`a <b ", "\\`", "`", "_", "|", "*", ":", ": ",
    "a: ", "- ", "1. ", "(a) ", ".. ", ".. a:: ", "__ ", "=", " = ", "= = ", "+-", "+", "|  ", "> ", '"', '"a', "字", "é́", "--a ", "-a, ",
    "--a=<", " ::", ".. _", ".. |", ".. [", "a\x1c", "\t", "a\t", "http://a.",
]  # fmt: skip
SHAPES = {
    "bullets in bullets": "\n".join(" " * (2 * level) + "- a" for level in range(700)),
    "bullets in bullets again and again": "\n".join(" " * (2 * (level % 40)) + "- a" for level in range(3000)),
    "quotes in quotes": "\n\n".join(" " * level + "a" for level in range(700)),
    "quotes inside out": "\n\n".join(" " * (700 - level) + "a" for level in range(700)),
    "definitions in definitions": "\n".join(" " * level + "a" for level in range(700)),
    "directives in directives": "\n".join(" " * (3 * level) + ".. a::" for level in range(400)),
    "attributions": "\n".join(["  a", "", *["  -- b", "      c", "     d", ""] * 5_000]),
    "a grid of corners": "\n".join(["+-" + "+" * 500 + "-+"] * 300),
    "a grid of doors": "\n".join(["+" + "-+" * 250] * 300),
    "a grid of small cells": "\n".join(["+" + "---+" * 150, *["|" + " a |" * 150, "+" + "---+" * 150] * 250]),
    "a tall grid": "+---+\n" + "| a |\n" * 15_000 + "+---+",
    "a wide grid": "\n".join(["+" + "---+" * 4000, "|" + " a |" * 4000, "+" + "---+" * 4000]),
    "grids that do not close": "\n\n".join(["+---+\n| a |"] * 7_000),
    "simple tables that do not close": "\n".join(["=== ===", "a   b", "", "-"] * 5_000),
    "spans": "\n".join(["=== " * 100, *["a", "--- " * 100] * 500, "=== " * 100]),
    "quotes in values": ".. csv-table::\n\n" + '   "a\n' * 15_000,
    "doubled quotes in values": ".. csv-table::\n\n" + '   a,"b""\n' * 10_000,
    "escaped quotes in values": ".. csv-table::\n   :escape: \\\n\n" + '   "a\\"\n' * 12_000,
    "tables in tables": ".. list-table::\n\n" + "   * - .. list-table::\n\n         * - a\n" * 2000,
    "a target that does not end": ".. _a\n" + "   b\n" * 20_000,
    "a substitution that does not end": ".. |a\n" + "   b\n" * 20_000,
    "options": ".. a::\n" + "   :b: c\n" * 10_000,
    "numbers": "\n".join(f"{number}. a" for number in range(10_000)),
    "styles": "\n".join(f"a\n{rule * 4}\n" for rule in "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~") * 150,
}

MARKDOWN_TOKENS = [
    "`a ", "``a ", "`", "``` ", "*a ", "**a ", "*a", "a*", "*a_ ", "_a ", "__a", "~a ", "~~a", "***", "*a **a ", "[", "]", "[a", "a]", "[a](", "[a](b", "[a](<b",
    "[a](b \"", "[a](b 'c' ", "[a][", "[a][b]", "[a]: b ", "![", "![a](b)", "![a](b) [c](d) ", "[[a](b)", "<a ", "<a b=", '<a b="', "<a b='c' ", "<!--", "<?", "<!A", "<a", "</", "<a@b",
    "<a:b", "{a}`", "{{<", "{{< a ", "{{%", "{%", "{:", "{#", "\\", "\\`", "|", "| a ", "\\|", "> ", ">", "- ", "1. ", "+ ", "# ", " #", "=", "-", ":", ":::", "%", "!!! ", "&", "&a", "\t", "$",
    "<div>", "<pre>", "</pre>", "<code>", "<table>", "<td>", "<tr>", "<details>", "<svg>", "<script>", "a: ", "- a: ", "字",
]  # fmt: skip
MARKDOWN_SHAPES = {
    "bullets in bullets": "\n".join(" " * (2 * level) + "- a" for level in range(700)),
    "bullets in bullets again and again": "\n".join(" " * (2 * (level % 40)) + "- a" for level in range(3000)),
    "bullets on one line": "- " * 9_000 + "a",
    "bullets on many lines": ("- " * 90 + "a\n\n") * 500,
    "quotes in quotes": "\n".join(">" * level + " a" for level in range(300)),
    "quotes and bullets": "\n".join("> - " * 30 + "a" for _ in range(800)),
    "lazy quotes": "> a\n" + "b\n" * 40_000,
    "quotes with gaps": "> a\n\n" * 15_000,
    "definitions": "[a]: b\n" * 14_000,
    "definitions with titles that do not end": '[a]: b "c\n' * 10_000,
    "definitions with titles below": "[a]: b\n'c\n" * 10_000,
    "labels that do not end": "[a\n" * 30_000,
    "fences that do not end": "````\n```\n" * 10_000,
    "fences in fences": "\n".join("`" * (1000 - level) + "{note}" for level in range(300)),
    "fences in lists": "\n".join("  " * level + "- " * 20 + "`" * (400 - level) + "{note}" for level in range(200)),
    "fences in lists in fences": "".join("  " * level + "- " + "`" * (400 - level) + "{note}\n" for level in range(300)),
    "quotes in fences in quotes": "".join("> " * level + "> " + "`" * (400 - level) + "{note}\n" for level in range(200)),
    "rst in markdown": "```{eval-rst}\n" + "".join("  " * level + "* a\n\n" for level in range(100)) + "```\n",
    "tables in markdown in tables": "".join(
        "  " * level + "- " + "`" * (400 - level) + "{list-table}\n" + "  " * level + "  * - a\n" for level in range(100)
    ),
    "containers in containers": ":::a\n" * 10_000,
    "containers that end": ":::a\n" * 10_000 + ":::\n" * 10_000,
    "admonitions in admonitions": "\n".join(" " * (4 * level) + "!!! a" for level in range(200)),
    "admonitions again and again": "\n".join(" " * (4 * (level % 40)) + '!!! a "b"' for level in range(1500)),
    "tables": "|a|b|\n|-|-|\n" * 7_000,
    "a wide table": "|a" * 4_000 + "|\n" + "|-" * 4_000 + "|\n" + ("|b" * 4_000 + "|\n") * 10,
    "a table that could begin anywhere": "a | b\n" * 15_000,
    "rules of tables": "|-|-|\n" * 15_000,
    "html that does not end": "<div>\n<!-- a\n" * 7_000,
    "html and gaps": "<pre>\n\n" * 14_000,
    "pre that does not end": "<div>\n" + "<pre>\n" * 16_000,
    "rows of html": "<table>\n" + "<tr><td>a\n" * 9_000,
    "html tables in html tables": "<table><tr><td>\n" * 6_000,
    "options": "```{a}\n" + ":b: c\n" * 15_000 + "```",
    "front matter": "---\n" + "a:\n" + "  b: c\n" * 15_000 + "---\n",
    "front matter in front matter": "---\n" + "\n".join(" " * level + "a:" for level in range(400)) + "\n---\n",
    "paragraphs of code": "`a` " * 5 + "\n" + ("`a` " * 5 + "\n") * 4_000,
    "shortcodes": "{{< highlight a >}}\n" * 5_000,
    "stars of every length": " ".join("*" * (1 + level % 7) + "a" for level in range(20_000)),
}


def seconds(text: str, path: str = "page.rst") -> float:
    begin = process_time()
    read_page(path, Path(), source=text)
    return process_time() - begin


@pytest.mark.parametrize("token", TOKENS)
def test_one_token_over_and_over(token: str) -> None:
    line = (token * LINE_LIMIT)[: LINE_LIMIT - 10]
    long_lines = "\n\n".join([line] * (SIZE // LINE_LIMIT))
    long_paragraph = "\n".join([line[:80]] * (SIZE // 80))
    long_markers = "\n\n".join(
        marker + line for marker in (":", ".. _", ".. |", ".. ", "| ", "- ", "+-", "= ", "--a ", "`", ".. [", ".. a:: ")
    )
    assert seconds(long_lines) + seconds(long_paragraph) + seconds(long_markers) < SECONDS


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str) -> None:
    assert seconds(SHAPES[name]) < SECONDS


@pytest.mark.parametrize("token", MARKDOWN_TOKENS)
def test_one_token_of_markdown_over_and_over(token: str) -> None:
    line = (token * LINE_LIMIT)[: LINE_LIMIT - 10]
    long_lines = "\n\n".join([line] * (SIZE // LINE_LIMIT))
    long_paragraph = "\n".join([line[:80]] * (SIZE // 80))
    lines = "\n".join([token] * (SIZE // (len(token) + 1)))
    marked = "\n\n".join(
        marker + line
        for marker in ("# ", "- ", "> ", "```", "~~~{a} ", ":::", "[", "[a]: ", "|", "<", "<!--", "<div ", "(", "!!! ", '=== "')
    )
    front_matter = f"---\na: {line}\n{line}\n{lines}\n---\n"
    assert sum(seconds(text, "page.md") for text in (long_lines, long_paragraph, lines, marked, front_matter)) < SECONDS


@pytest.mark.parametrize("name", MARKDOWN_SHAPES)
def test_shapes_of_markdown(name: str) -> None:
    assert seconds(MARKDOWN_SHAPES[name], "page.md") < SECONDS
