"""The reader sees what docutils sees, and where it says."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from sphinxext.factcheck.pages import read_page

from . import referee

CASES = Path(__file__).parent / "cases"


def test_own_pages() -> None:
    verdict = referee.compare(CASES, sorted(CASES.glob("*.rst")))
    assert (verdict.differences, verdict.misplaced, verdict.unread) == ([], [], [])
    assert verdict.pages == verdict.equal_pages == 4
    assert all(verdict.all[kind] >= 9 for kind in ("code blocks", "inline literals", "tables"))


def test_the_pages_of_this_site() -> None:
    verdict = referee.compare_below(Path(__file__).parents[2] / "kb")
    assert verdict.pages > 0
    assert (verdict.differences, verdict.misplaced, verdict.unread) == ([], [], [])


def test_a_difference_is_found() -> None:
    verdict = referee.Verdict()
    theirs = referee.Seen([("", "a"), ("", "b")], ["x"], [(("1",),)])
    verdict.add("page.rst", theirs, referee.Seen([("", "a")], ["x", "y"], [(("2",),)]))
    assert verdict.differences == [
        "page.rst: code blocks: only docutils: ('', 'b')",
        "page.rst: inline literals: only ours: 'y'",
        "page.rst: tables: only docutils: (('1',),)",
        "page.rst: tables: only ours: (('2',),)",
    ]
    assert (verdict.same["code blocks"], verdict.all["code blocks"], verdict.equal_pages) == (1, 2, 0)


def test_pages_that_were_tampered_with_are_read_without_complaint() -> None:
    pieces = [
        "``",
        "`",
        "*",
        "|",
        "_",
        "\n",
        "\n\n",
        "- ",
        ".. ",
        "::",
        "  ",
        "+-",
        "===\n",
        ":a:",
        '"',
        "\t",
        "\\",
        "字",
        "..\n",
        "1. ",
        "\0",
    ]
    dice = random.Random(1)
    for file in [CASES / "blocks.rst", CASES / "inline.rst", CASES / "tables.rst"] * 50:
        text = file.read_text("utf-8")
        for _ in range(dice.randint(1, 8)):
            at = dice.randrange(len(text))
            text = text[:at] + dice.choice(pieces) + text[at + dice.choice((0, 0, 1, 5)) :]
        page = read_page(file.name, CASES, source=text)
        lines = text.replace("\0", "\ufffd").split("\n")
        for line in referee.lines_of(page):
            if line.path == file.name and line.text.strip():
                assert line.text.strip() in lines[line.number - 1]


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["seed", "corpus/pages"])
def test_pages_of_others(folder: str) -> None:
    shared = Path(os.environ.get("FACTCHECK_SHARED") or Path(__file__).parents[3] / "shared")
    verdict = referee.compare_below(shared / folder)
    assert verdict.pages > 0
    assert (verdict.differences, verdict.misplaced, verdict.unread) == ([], [], [])
