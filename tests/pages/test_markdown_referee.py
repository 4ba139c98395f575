"""The reader sees in Markdown what GitHub's own reader sees."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from sphinxext.factcheck.pages import read_page

from . import markdown_referee
from .referee import Seen, lines_of

CASES = Path(__file__).parent / "cases"


def test_own_pages() -> None:
    verdict = markdown_referee.compare_below(CASES)
    assert (verdict.differences, verdict.misplaced, verdict.unread) == ([], [], [])
    assert verdict.pages == verdict.equal_pages == 1
    assert verdict.all == {"code blocks": 8, "inline literals": 18, "tables": 3, "texts": 11}


def test_a_difference_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.md").write_text("a `b` c\n")
    assert markdown_referee.compare_below(tmp_path).differences == []
    monkeypatch.setattr(markdown_referee, "seen_by_referee", lambda _: Seen([], ["x"], [], []))
    assert markdown_referee.compare_below(tmp_path).differences == [
        "page.md: inline literals: only cmark-gfm: 'x'",
        "page.md: inline literals: only ours: 'b'",
        "page.md: texts: only ours: 'abc'",
    ]


def test_pages_that_were_tampered_with_are_read_without_complaint() -> None:
    pieces = ["`", "```", "*", "_", "[", "](", "<", "<!--", "-->", "\n", "\n\n", "- ", "> ", ":::", ":::{note}\n", "```{note}\n", "!!! a\n", "  ", "    ",
              "|", "|-|\n", "===\n", "---\n", "{{<", "{%", "\t", "\\", "字", "\0", "\x0c", "\u2028", "<pre>", "<table><tr><td>", "</div>"]  # fmt: skip
    dice = random.Random(1)
    for file in [CASES / "markdown.md"] * 150:
        text = file.read_text("utf-8")
        for _ in range(dice.randint(1, 8)):
            at = dice.randrange(len(text))
            text = text[:at] + dice.choice(pieces) + text[at + dice.choice((0, 0, 1, 5)) :]
        page = read_page(file.name, CASES, source=text)
        lines = text.replace("\0", "\ufffd").split("\n")
        for line in lines_of(page):
            if line.path == file.name and line.text.strip():
                assert line.text.strip() in lines[line.number - 1]


@pytest.mark.shared
def test_pages_of_others() -> None:
    shared = Path(os.environ.get("FACTCHECK_SHARED") or Path(__file__).parents[3] / "shared")
    verdict = markdown_referee.compare_below(shared / "corpus/pages")
    assert verdict.pages > 0
    assert (verdict.differences, verdict.misplaced, verdict.unread) == ([], [], [])
