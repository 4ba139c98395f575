"""What a site says of its directories, and what is told of mistakes in it."""

from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import Extent, Ignore
from sphinxext.factcheck.findings import Code, Span
from sphinxext.factcheck.joins.directory import Directory
from sphinxext.factcheck.judging.settings import Settings, SettingsFile, read_codes, read_directories
from sphinxext.factcheck.rules import find_rules

TEXT = """\
project = "v1"
factcheck_directories = {
    "v1/**": {
        "applies-to": "kubernetes 1.18",
        "ignore": {"removed-flag": "kept for readers of 1.18"},
    },
}
"""
FILE = SettingsFile("conf.py", TEXT)
KEY = "factcheck_directories"


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("v1", "v1/a.rst", True),
        ("v1/", "v1/deep/a.rst", True),
        ("./v1/**", "v1/a.rst", True),
        ("/v1", "v1/a.rst", True),
        ("v1", "v10/a.rst", False),
        ("v1", "old/v1/a.rst", False),
        ("**/v1", "old/v1/a.rst", True),
        ("**/v1", "v1/a.rst", True),
        ("v*/a.rst", "v1/a.rst", True),
        ("v*/a.rst", "v1/b/a.rst", False),
        ("v?/*.md", "v1/a.rst", False),
        ("docs/**/old", "docs/old/a.rst", True),
        ("docs/**/old", "docs/a/b/old/a.rst", True),
        ("**", "a.rst", True),
        ("a+b.rst", "a+b.rst", True),
        ("a+b.rst", "aab.rst", False),
    ],
)
def test_a_pattern_names_paths_below_the_root(pattern: str, path: str, matches: bool) -> None:
    assert (Directory(pattern).matcher().fullmatch(path) is not None) is matches


def test_what_is_said_of_a_directory_with_its_place() -> None:
    value = {"v1/**": {"applies-to": "kubernetes 1.18", "ignore": {"removed-flag": "kept for readers of 1.18"}}}
    (found,), problems = read_directories(KEY, value, FILE)
    assert problems == ()
    assert (found.pattern, [name for name, _ in found.applies_to.products]) == ("v1/**", ["kubernetes"])
    span = Span("conf.py", 5, 21, 5, 33)
    assert found.ignores == (Ignore("removed-flag", "kept for readers of 1.18", span, Extent.DIRECTORY, "v1/**"),)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([], (2, "factcheck_directories: write a dictionary from paths to what holds there")),
        ({"": {}}, (2, "factcheck_directories: '': write a path relative to the root of the sources, such as 'v1/**'")),
        ({"v1/**": "1.18"}, (3, "factcheck_directories: 'v1/**': write a dictionary with 'applies-to' and 'ignore'")),
        (
            {"v1/**": {"aplies-to": "kubernetes 1.18"}},
            (3, "factcheck_directories: 'v1/**': unknown key 'aplies-to'; known: applies-to, ignore; did you mean 'applies-to'?"),
        ),
        ({"v1/**": {"applies-to": 1.18}}, (4, "factcheck_directories: 'v1/**': applies-to: write the release as a string")),
        (
            {"v1/**": {"applies-to": "kubernetes soon"}},
            (4, "factcheck_directories: 'v1/**': applies-to: 'soon' is not a version range such as '>=1.16,<1.23'"),
        ),
        (
            {"v1/**": {"ignore": ["removed-flag"]}},
            (5, "factcheck_directories: 'v1/**': ignore: write each code with its reason: {code: reason}"),
        ),
        (
            {"v1/**": {"ignore": {"removed-flags": "x"}}},
            (5, "factcheck_directories: 'v1/**': there is no code 'removed-flags'; did you mean 'removed-flag'?"),
        ),
        (
            {"v1/**": {"ignore": {"removed-flag": " "}}},
            (5, "factcheck_directories: 'v1/**': removed-flag is excused without a reason"),
        ),
    ],
)
def test_mistakes_are_told_with_their_line(value: object, expected: tuple[int, str]) -> None:
    _, problems = read_directories(KEY, value, FILE)
    (told,) = [(problem.span.line, str(problem.message)) for problem in problems]
    assert told == expected


def test_codes_are_read_and_slips_told() -> None:
    file = SettingsFile("factcheck.toml", 'select = [\n  "removed-flag",\n  "wrong_port",\n]\n')
    codes, problems = read_codes("select", ["removed-flag", "wrong_port"], file)
    assert codes == (Code.REMOVED_FLAG,)
    assert [(p.span.line, str(p.message)) for p in problems] == [
        (3, "select: there is no code 'wrong_port'; did you mean 'wrong-port'?")
    ]
    assert [str(p.message) for p in read_codes("select", "removed-flag", file)[1]] == ["select: write a list of codes"]


def test_the_rules_to_run() -> None:
    assert Settings().selected == find_rules()
    chosen = Settings(select=(Code.WRONG_PORT, Code.REMOVED_FLAG), ignore=(Code.WRONG_PORT,))
    assert [rule.id for rule in chosen.selected] == [Code.REMOVED_FLAG]
