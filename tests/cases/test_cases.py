"""Case pages: each says in ``.. expect:`` comments what is found on it (``<!-- expect: -->`` in Markdown), and nothing else is.

``found/`` pages are wrong, ``ok/`` pages must be silent, ``limits/`` pages hold known misses and known false results.
``.. assume: kubernetes 1.30`` says for which release; ``.. expect: 11:10 error removed-flag --port`` is a finding of a warning or an error.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinxext.factcheck.applicability import parse_assumptions
from sphinxext.factcheck.claims import read_claims
from sphinxext.factcheck.facts import FactBase, builtin_directory, load_facts
from sphinxext.factcheck.findings import Severity
from sphinxext.factcheck.joins.cases import Context
from sphinxext.factcheck.judging.judge import judge
from sphinxext.factcheck.pages import read_page

CASES = Path(__file__).parent
PAGES = sorted(path.relative_to(CASES).as_posix() for suffix in ("rst", "md") for path in CASES.rglob(f"*.{suffix}"))


@pytest.fixture(scope="module")
def facts() -> FactBase:
    return load_facts([builtin_directory()])[0]


def expected(text: str) -> list[str]:
    return re.findall(r"^(?:\.\.|<!--) expect: (.*?)(?: -->)?$", text, re.MULTILINE)


def found(page: str, facts: FactBase) -> list[str]:
    text = (CASES / page).read_text("utf-8")
    assume = dict(re.findall(r"^(?:\.\.|<!--) assume: (\S+) (\S+)(?: -->)?$", text, re.MULTILINE))
    claims = read_claims(read_page(page, CASES), facts.names(), facts.product_names(), facts.terms())
    return [
        f"{f.span.line}:{f.span.column} {f.severity} {f.code} {f.subject}"
        for f in judge([claims], Context(facts, parse_assumptions(assume))).findings
        if f.severity is not Severity.INFORMATION
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_yields_what_it_expects(page: str, facts: FactBase) -> None:
    assert found(page, facts) == expected((CASES / page).read_text("utf-8"))


def test_every_kind_of_case_is_there() -> None:
    assert {page.split("/")[0] for page in PAGES} == {"found", "ok", "limits"}


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("ok/")])
def test_pages_that_are_right_expect_nothing(page: str) -> None:
    assert expected((CASES / page).read_text("utf-8")) == []
