"""Real pages with hand-checked places: what is stale is found where the facts reach, and no trap is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sphinxext.factcheck.applicability import parse_assumptions
from sphinxext.factcheck.claims import read_claims
from sphinxext.factcheck.facts import builtin_directory, load_facts
from sphinxext.factcheck.findings import Severity
from sphinxext.factcheck.pages import read_page
from sphinxext.factcheck.rules.cases import Context
from sphinxext.factcheck.rules.judge import judge

pytestmark = pytest.mark.shared

# The releases that the labels were given for.
REFERENCE = {"kubernetes": ">=1.31", "etcd": "3.6", "prometheus": "3", "alertmanager": "0.28"}
JUDGED_KINDS = ("flag", "port", "field", "resource")
# Stale places of these kinds that are not found, and why.
OUT_OF_REACH = {
    ("kube-scheduler.yaml", 19): "the manifest names its own release, 1.18.10, and is right there",
    ("index.rst", 137): "etcdctl: its flags are not recorded whole",
    ("mgmt_driver_deploy_k8s_usage_guide.rst", 289): "a range of ports in a firewall rule names no component",
}


@dataclass(frozen=True)
class Corpus:
    cases: list[dict[str, Any]]
    found: dict[tuple[str, int], str]

    def places(self, true_positive: bool) -> set[tuple[str, int]]:
        return {(case["page"], case["line"]) for case in self.cases if case["true_positive"] is true_positive}


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Corpus:
    root = shared / "corpus"
    cases = [c for c in json.loads((root / "cases.json").read_text("utf-8"))["cases"] if not c["page"].endswith(".md")]
    facts, _ = load_facts([builtin_directory()])
    pages = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.rst"))
    known = facts.names(), facts.product_names(), facts.terms()
    claims = [read_claims(read_page(page, root), *known) for page in pages]
    findings = judge(claims, Context(facts, parse_assumptions(REFERENCE))).findings
    return Corpus(cases, {(f.span.path, f.span.line): str(f.message) for f in findings if f.severity is not Severity.INFORMATION})


def test_no_trap_is_reported(corpus: Corpus) -> None:
    assert {place: corpus.found[place] for place in corpus.places(False) & corpus.found.keys()} == {}


def test_what_is_stale_is_found_where_the_facts_reach(corpus: Corpus) -> None:
    stale = [c for c in corpus.cases if c["true_positive"] and c["kind"] in JUDGED_KINDS]
    missed = [c for c in stale if (c["page"], c["line"]) not in corpus.found]
    assert {(Path(c["page"]).name, c["line"]) for c in missed} == set(OUT_OF_REACH)
    assert len(stale) - len(missed) == 10


def test_nothing_is_reported_that_was_not_checked_by_hand(corpus: Corpus) -> None:
    unlabelled = corpus.found.keys() - corpus.places(True)
    # The same flag of the same article as in its lines 69 and 79.
    assert {(Path(page).name, line) for page, line in unlabelled} == {("prometheus_metrics_connect_refuse.rst", 82)}
