"""Inline markup: what is a literal, a role, a link, and what only looks like one."""

from __future__ import annotations

import pytest

from sphinxext.factcheck.pages.inline import read_runs
from sphinxext.factcheck.pages.model import Line


def runs(text: str) -> list[tuple[str, str, str, int, int]]:
    lines = [Line(line, "page.rst", number, 1) for number, line in enumerate(text.split("\n"), 1)]
    return [(run.kind.value, run.line.text, run.name, run.line.number, run.line.column) for run in read_runs(lines)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", [("text", "plain", "", 1, 1)]),
        ("a ``--b`` c", [("text", "a ", "", 1, 1), ("literal", "--b", "", 1, 5), ("text", " c", "", 1, 10)]),
        ("``a\\``", [("literal", "a\\", "", 1, 3)]),
        ("``a`` ``b``", [("literal", "a", "", 1, 3), ("text", " ", "", 1, 6), ("literal", "b", "", 1, 9)]),
        ("x``a``", [("text", "x``a``", "", 1, 1)]),
        ("使用``a``端口", [("text", "使用``a``端口", "", 1, 1)]),
        ("（``a``）", [("text", "（", "", 1, 1), ("literal", "a", "", 1, 4), ("text", "）", "", 1, 7)]),
        ("``a``s", [("text", "``a``s", "", 1, 1)]),
        ("`` a``", [("text", "`` a``", "", 1, 1)]),
        ('"``" a', [("text", '"``" a', "", 1, 1)]),
        ("a ``b", [("text", "a ``b", "", 1, 1)]),
        (":fact:flag:`--a`", [("role", "--a", "fact:flag", 1, 13)]),
        ("`a`:code:", [("role", "a", "code", 1, 2)]),
        ("`a`", [("role", "a", "", 1, 2)]),
        ("x:ref:`a`", [("text", "x:ref:", "", 1, 1), ("role", "a", "", 1, 8)]),
        (":a:`b`_", [("text", ":a:`b`_", "", 1, 1)]),
        ("`a b <http://x/>`_", [("link", "a b", "http://x/", 1, 2)]),
        ("`<http://x/>`__", [("link", "http://x/", "http://x/", 1, 3)]),
        ("`a b`_", [("link", "a b", "a b", 1, 2)]),
        ("see name_.", [("text", "see ", "", 1, 1), ("link", "name", "name", 1, 5), ("text", ".", "", 1, 10)]),
        ("a_b c__d", [("text", "a_b c__d", "", 1, 1)]),
        ("kube\\_proxy\\_", [("text", "kube\\_proxy\\_", "", 1, 1)]),
        ("*a* **--b**", [("text", "a", "", 1, 2), ("text", " ", "", 1, 4), ("text", "--b", "", 1, 7)]),
        ("*``a``*", [("text", "``a``", "", 1, 2)]),
        ("|release| x", [("text", "|release|", "", 1, 1), ("text", " x", "", 1, 10)]),
        ("_`target` x", [("text", "target", "", 1, 3), ("text", " x", "", 1, 10)]),
        ("\\``a``", [("text", "\\``a``", "", 1, 1)]),
        ("\\ ``a``\\ s", [("text", "\\ ", "", 1, 1), ("literal", "a", "", 1, 5), ("text", "\\ s", "", 1, 8)]),
    ],
)
def test_one_line(text: str, expected: list[tuple[str, str, str, int, int]]) -> None:
    assert runs(text) == expected


def test_markup_over_lines_is_one_group() -> None:
    lines = [Line("a ``b", "p", 3, 5), Line("c`` *d", "p", 4, 5), Line("e* :r:`f", "p", 5, 5), Line("g`", "p", 6, 5)]
    assert [(run.line.text, run.line.number, run.line.column, run.group) for run in read_runs(lines)] == [
        ("a ", 3, 5, 0),
        ("b", 3, 9, 1),
        ("c", 4, 5, 1),
        (" ", 4, 8, 0),
        ("d", 4, 10, 0),
        ("e", 5, 5, 0),
        (" ", 5, 7, 0),
        ("f", 5, 12, 2),
        ("g", 6, 5, 2),
    ]
