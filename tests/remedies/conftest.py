"""Remediations of the program that the tests of ``reach/`` know, and what is proven of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sphinxext.factcheck.claims import read_claims
from sphinxext.factcheck.claims.model import PageClaims
from sphinxext.factcheck.facts import load_facts
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.findings import Finding
from sphinxext.factcheck.joins.cases import Context
from sphinxext.factcheck.judging.judge import judge
from sphinxext.factcheck.pages import SourceTree, read_rst
from sphinxext.factcheck.pages.markdown import read_markdown
from sphinxext.factcheck.remedies.model import Remediation
from sphinxext.factcheck.remedies.reading import remediations_in
from sphinxext.factcheck.remedies.wording import verdict_messages
from tests.reach.conftest import COMPONENT, FIELDS, FLAGS, PRODUCT

Read = Callable[..., Remediation]
Prove = Callable[..., list[str]]
Judge = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    root: Path = tmp_path_factory.mktemp("facts")
    directory = root / "kettle"
    directory.mkdir()
    files = {"product": PRODUCT, "kettled": COMPONENT, "kettled.flags": FLAGS, "kettled.fields": FIELDS}
    for name, text in files.items():
        (directory / f"{name}.yaml").write_text(text, encoding="utf-8")
    base, problems = load_facts([root])
    assert problems == ()
    return base


def claims_in(text: str, facts: FactBase, suffix: str = "rst") -> PageClaims:
    """The claims of a page with *text*."""
    read = read_rst if suffix == "rst" else read_markdown
    return read_claims(read(text, f"page.{suffix}", SourceTree(Path())), facts.names(), facts.product_names(), facts.terms())


def card(body: str = "", **options: str) -> str:
    """A page with one remediation: the options, then *body*; underscores in the names of options stand for dashes."""
    given = {"component": "kettled", "endpoint": "secure", **options}
    lines = [f"   :{name.replace('_', '-')}: {value}".rstrip() for name, value in given.items() if value]
    indented = [f"   {line}".rstrip() for line in body.splitlines()]
    return "\n".join(["Repair", "======", "", ".. remediation:: Open it", *lines, "", *indented, ""])


@pytest.fixture
def read(facts: FactBase) -> Read:
    """Reads the one remediation of a page."""

    def remediation(text: str, suffix: str = "rst") -> Remediation:
        found = list(remediations_in(claims_in(text, facts, suffix)))
        assert len(found) == 1
        return found[0]

    return remediation


@pytest.fixture
def prove(facts: FactBase) -> Prove:
    """What is said of the proof of the one remediation of a page."""

    def told(text: str) -> list[str]:
        cases = judge([claims_in(text, facts)], Context(facts), ()).remediations
        assert len(cases) == 1
        case = next(iter(cases.values()))
        return [str(words) for words in verdict_messages(case.proof, case.target.product.releases)]

    return told
