"""What is written as an excuse, how far it reaches, and what is read in it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sphinxext.factcheck.claims import read_claims
from sphinxext.factcheck.claims.model import Extent, FlagClaim, Gap, Ignore
from sphinxext.factcheck.findings import Span
from sphinxext.factcheck.pages import read_page

from .claims import NAMES, page_claims

FLAG = "``kube-scheduler`` takes ``--port=0``.\n"
SHELL = ".. code-block:: sh\n\n   kube-scheduler --port=0"


def written(text: str, **files: str) -> list[tuple[str, str, str, int]]:
    """Code, reason, extent and line of the excuses on a page."""
    return [(i.code, i.reason, i.extent.value, i.span.line) for i in page_claims(text, **files).ignores]


def covered(text: str) -> list[tuple[int, list[str]]]:
    """The line of each claim, and the extents of the excuses in its scope."""
    return [(c.span.line, [i.extent.value for i in c.scope.ignores]) for c in page_claims(text).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f".. factcheck-ignore: removed-flag -- quoted\n\n{FLAG}", ("removed-flag", "quoted", "block", 1)),
        (f".. factcheck-ignore: removed-flag \u2014 quoted\n\n{FLAG}", ("removed-flag", "quoted", "block", 1)),
        (f".. factcheck-ignore\uff1aremoved-flag \u2014\u2014 引用\n\n{FLAG}", ("removed-flag", "引用", "block", 1)),
        (f".. factcheck-ignore: * -- says ``--port``\n   as it was\n\n{FLAG}", ("*", "says ``--port`` as it was", "block", 1)),
        (f"..\n   factcheck-ignore: removed-flag -- quoted\n\n{FLAG}", ("removed-flag", "quoted", "block", 2)),
        (f".. factcheck-ignore-section: removed-flag -- quoted\n\n{FLAG}", ("removed-flag", "quoted", "section", 1)),
        (f".. factcheck-ignore-page: removed-flag -- quoted\n\n{FLAG}", ("removed-flag", "quoted", "page", 1)),
        (f":factcheck-ignore: removed-flag -- quoted\n\n{FLAG}", ("removed-flag", "quoted", "page", 1)),
        (
            f".. code-block:: sh\n   :factcheck-ignore: removed-flag -- quoted\n\n   {FLAG}",
            ("removed-flag", "quoted", "block", 1),
        ),
        (f"{SHELL} # factcheck-ignore: removed-flag -- quoted", ("removed-flag", "quoted", "line", 3)),
        (f"{SHELL} # factcheck-ignore-page: removed-flag -- quoted", ("removed-flag", "quoted", "page", 3)),
        (f".. factcheck-ignore: removed-flag\n\n{FLAG}", ("removed-flag", "", "block", 1)),
        (f".. factcheck-ignore: removed-flag quoted\n\n{FLAG}", ("removed-flag", "", "block", 1)),
        (f".. factcheck-ignore: Removed_Flag -- quoted\n\n{FLAG}", ("Removed_Flag", "quoted", "block", 1)),
        (f".. factcheck-ignore: -- quoted\n\n{FLAG}", ("", "quoted", "block", 1)),
        (f".. factcheck-ignore removed-flag\n\n{FLAG}", ("", "", "block", 1)),
        (f".. factcheck-ignore-file: removed-flag -- quoted\n\n{FLAG}", ("", "", "block", 1)),
        (f"{SHELL} # factcheck-ignore-section: removed-flag -- quoted", ("", "", "line", 3)),
    ],
)
def test_how_an_excuse_is_written(text: str, expected: tuple[str, str, str, int]) -> None:
    assert written(text) == [expected]


def test_several_codes_and_several_excuses_in_one_comment() -> None:
    assert written(f".. factcheck-ignore: removed-flag, closed-port -- a\n   factcheck-ignore: wrong-port -- b\n\n{FLAG}") == [
        ("removed-flag", "a", "block", 1),
        ("closed-port", "a", "block", 1),
        ("wrong-port", "b", "block", 2),
    ]


def test_a_page_may_list_its_excuses() -> None:
    text = ':factcheck-ignore:\n  - removed-flag -- a\n  - "closed-port -- b"\n\n' + FLAG
    assert written(text) == [("removed-flag", "a", "page", 2), ("closed-port", "b", "page", 3)]


def test_the_reason_of_a_page_makes_no_claim() -> None:
    assert page_claims(":factcheck-ignore: removed-flag -- ``kube-scheduler`` takes ``--port``\n\nPage\n====\n").claims == ()


@pytest.mark.parametrize(
    "text",
    [
        ".. This page once had a factcheck-ignore here.\n",
        "Write ``factcheck-ignore: removed-flag -- why`` before it.\n",
        ".. code-block:: rst\n\n   .. factcheck-ignore: removed-flag -- why\n\n   $ kubelet # factcheck-ignore: removed-flag -- why\n",
        ".. code-block:: text\n\n   see factcheck-ignore in the manual\n",
        ".. my-factcheck-ignore: x\n",
    ],
)
def test_who_only_speaks_of_excuses_makes_none(text: str) -> None:
    assert written(text) == []


def test_a_comment_excuses_what_follows_it_alone() -> None:
    assert covered(f".. factcheck-ignore: removed-flag -- x\n\n{FLAG}\n{FLAG}") == [(3, ["block"]), (5, [])]


def test_an_option_excuses_the_content_of_its_directive() -> None:
    text = f".. note::\n   :factcheck-ignore: removed-flag -- x\n\n   {FLAG}\n   {FLAG}\n{FLAG}"
    assert covered(text) == [(4, ["block"]), (6, ["block"]), (8, [])]


def test_an_excuse_of_a_section_reaches_to_the_next_of_its_level() -> None:
    text = (
        f"Page\n====\n\n{FLAG}\n.. factcheck-ignore-section: removed-flag -- x\n\nOne\n---\n\n{FLAG}\n"
        f"Below\n~~~~~\n\n{FLAG}\nTwo\n---\n\n{FLAG}\n.. factcheck-ignore-section: removed-flag -- y\n\n{FLAG}\nThree\n-----\n\n{FLAG}"
    )
    assert covered(text) == [(4, []), (11, ["section"]), (16, ["section"]), (21, []), (25, ["section"]), (30, [])]


def test_an_excuse_after_the_title_of_the_page_reaches_to_its_end() -> None:
    assert covered(f"Page\n====\n\n.. factcheck-ignore-section: x -- x\n\n{FLAG}\nOne\n---\n\n{FLAG}") == [
        (6, ["section"]),
        (11, ["section"]),
    ]


def test_a_comment_in_code_covers_the_next_command_with_what_continues_it() -> None:
    text = (
        ".. code-block:: bash\n\n"
        "   # factcheck-ignore: removed-flag -- a\n"
        "   # factcheck-ignore: closed-port -- b\n"
        "   kube-scheduler \\\n"
        "     --v=1 \\\n"
        "     --port=0\n"
        "   kube-scheduler --v=2\n"
    )
    assert covered(text) == [(6, ["line", "line"]), (7, ["line", "line"]), (8, [])]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("yaml", "command: [kube-scheduler, --port=0]  # factcheck-ignore: removed-flag -- x"),
        (
            "ini",
            "ExecStart=/usr/bin/kube-scheduler --port=0\n   ; factcheck-ignore: removed-flag -- x\n   ExecStart=/bin/kubelet --v=1",
        ),
        ("console", "$ kube-scheduler --port=0  # factcheck-ignore: removed-flag -- x"),
    ],
)
def test_comments_of_other_languages(language: str, line: str) -> None:
    found = written(f".. code-block:: {language}\n\n   {line}\n")
    assert [(code, reason, extent) for code, reason, extent, _ in found] == [("removed-flag", "x", "line")]


def test_an_excuse_stands_where_the_page_has_it_not_in_what_is_included() -> None:
    found = page_claims(
        ".. literalinclude:: run.sh\n   :factcheck-ignore: removed-flag -- x\n\n"
        ".. include:: other.rst\n   :factcheck-ignore: removed-flag -- y\n",
        run_sh="kube-scheduler --port=0\n",
        other_rst=FLAG,
    )
    assert [(i.reason, i.span.path, i.span.line) for i in found.ignores] == [("x", "page.rst", 1), ("y", "page.rst", 4)]
    assert [(c.span.path, [i.reason for i in c.scope.ignores]) for c in found.claims] == [("run.sh", ["x"]), ("other.rst", ["y"])]


def test_what_was_not_read_keeps_the_excuses_that_cover_it() -> None:
    ignore = Ignore("removed-flag", "x", Span("page.rst", 1, 4, 1, 39), Extent.BLOCK)
    found = page_claims(".. factcheck-ignore: removed-flag -- x\n\n.. code-block:: go\n\n   func main() {}\n")
    assert found.unread == (Gap("unknown-language", Span("page.rst", 5, 4, 5, 18), ignores=(ignore,)),)


MARKDOWN = "\n# Title\n\n`kube-scheduler` takes `--port=0`.\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.md", "---\nfactcheck-ignore: removed-flag -- a, b\n---\n", [("removed-flag", "a, b", "page", 2)]),
        (
            "a.md",
            '---\nfactcheck-ignore:\n- removed-flag, closed-port -- a\n- "* -- b"\n---\n',
            [("removed-flag", "a", "page", 3), ("closed-port", "a", "page", 3), ("*", "b", "page", 4)],
        ),
        (
            "a.md",
            '+++\nfactcheck-ignore = ["removed-flag -- a", "closed-port -- b"]\n+++\n',
            [("removed-flag", "a", "page", 2), ("closed-port", "b", "page", 2)],
        ),
        ("a.md", "---\nfactcheck-ignore: remove-flag -- a\n---\n", [("remove-flag", "a", "page", 2)]),
        ("a.md", "<!-- factcheck-ignore: removed-flag -- a -->\n", [("removed-flag", "a", "block", 1)]),
        ("a.md", "<!-- factcheck-ignore-page: removed-flag -- a -->\n", [("removed-flag", "a", "page", 1)]),
        ("a.md", "% factcheck-ignore: removed-flag -- a\n", [("removed-flag", "a", "block", 1)]),
        ("a.md", "<!--\nfactcheck-ignore: removed-flag -- a\n  b\n-->\n", [("removed-flag", "a b", "block", 2)]),
        ("a.rst", ":factcheck-ignore: * -- a\n", [("*", "a", "page", 1)]),
        ("a.rst", ":factcheck-ignore: removed-flag -- a,\n   closed as it was -- b\n", [("removed-flag", "a, closed as it was -- b", "page", 1)]),
        ("a.rst", ":factcheck-ignore:\n   * removed-flag -- a\n   * closed-port -- b\n", [("removed-flag", "a", "page", 2), ("closed-port", "b", "page", 3)]),
        ("a.rst", ":factcheck-ignore:\n\n", []),
    ],
)  # fmt: skip
def test_excuses_of_pages_in_each_markup(path: str, text: str, expected: list[tuple[str, str, str, int]]) -> None:
    page = read_page(path, Path("nowhere"), source=text + (MARKDOWN if path.endswith(".md") else f"\n{FLAG}"))
    assert [(i.code, i.reason, i.extent.value, i.span.line) for i in read_claims(page, NAMES).ignores] == expected


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("a.yaml", "command:\n- kube-scheduler\n- --port=0 # factcheck-ignore: removed-flag -- a\n", 3),
        ("a.sh", "# factcheck-ignore: removed-flag -- a\nkube-scheduler \\\n  --port=0\n", 3),
        ("a.service", "[Service]\n; factcheck-ignore: removed-flag -- a\nExecStart=/usr/bin/kube-scheduler --port=0\n", 3),
    ],
)
def test_excuses_in_plain_files(path: str, text: str, line: int) -> None:
    found = read_claims(read_page(path, Path("nowhere"), source=text), NAMES).claims
    assert [(c.span.line, [i.code for i in c.scope.ignores]) for c in found if isinstance(c, FlagClaim)] == [
        (line, ["removed-flag"])
    ]


@pytest.mark.parametrize(
    "body",
    [
        "   # factcheck-ignore: removed-flag -- x \\\n" * 4000,
        "   # factcheck-ignore: removed-flag -- x\n   kubelet --v=1 \\\n" * 2000,
        "   " + "#" * 19_000 + " factcheck-ignore\n" + "   kubelet --v=1\n",
        "   # factcheck-ignore: " + "a," * 9000 + "\n   kubelet --v=1\n",
    ],
)
def test_many_and_long_excuses_cost_their_length(body: str) -> None:
    started = time.process_time()
    page_claims(f".. code-block:: bash\n\n{body}")
    assert time.process_time() - started < 5
