"""Real pages with hand-checked places: what is stale is found, and no trap is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sphinxext.factcheck.applicability import parse_assumptions
from sphinxext.factcheck.facts import builtin_directory, load_facts
from sphinxext.factcheck.findings import Finding, Severity
from sphinxext.factcheck.joins.cases import Context
from sphinxext.factcheck.joins.reader import claim_reader
from sphinxext.factcheck.judging.judge import judge
from sphinxext.factcheck.pages import read_page

pytestmark = pytest.mark.shared

# The releases that the labels were given for.
REFERENCE = {"kubernetes": ">=1.31", "etcd": "3.6", "prometheus": "3", "alertmanager": "0.28"}
# Stale places that lie outside of what is claimed to be found, and why.
OUT_OF_SCOPE = {
    ("kube-scheduler.yaml", 19): "the manifest names its own release, 1.18.10, and is right there; told as information",
    ("helm.md", 59): "stands in what a command printed, which is not judged",
    ("disa-stig-audit.md", 5204): "names a wrong release for a removal: the page is about a benchmark, and not judged",
    ("mgmt_driver_deploy_k8s_usage_guide.rst", 289): "a range of ports in a firewall rule names no component",
}
MISSED = {("index.rst", 137): "a command line that stands as a paragraph"}
# Findings on places that nobody has labelled, each read by hand: all of them true.
UNLABELLED = 31


@dataclass(frozen=True)
class Corpus:
    cases: list[dict[str, Any]]
    found: dict[tuple[str, int], list[Finding]]

    def places(self, true_positive: bool) -> set[tuple[str, int]]:
        return {(case["page"], case["line"]) for case in self.cases if case["true_positive"] is true_positive}


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Corpus:
    root = shared / "corpus"
    facts, _ = load_facts([builtin_directory()])
    reader = claim_reader(facts)
    pages = sorted(path.relative_to(root).as_posix() for path in (root / "pages").rglob("*") if path.suffix in (".rst", ".md"))
    claims = [reader.read(read_page(page, root)) for page in pages]
    found: dict[tuple[str, int], list[Finding]] = {}
    for finding in judge(claims, Context(facts, parse_assumptions(REFERENCE))).findings:
        if finding.severity is not Severity.INFORMATION:
            found.setdefault((finding.span.path, finding.span.line), []).append(finding)
    return Corpus(json.loads((root / "cases.json").read_text("utf-8"))["cases"], found)


def test_no_trap_is_reported(corpus: Corpus) -> None:
    assert {place: corpus.found[place] for place in corpus.places(False) & corpus.found.keys()} == {}


def test_what_is_stale_is_found(corpus: Corpus) -> None:
    stale = [case for case in corpus.cases if case["true_positive"]]
    missed = {(Path(c["page"]).name, c["line"]) for c in stale if (c["page"], c["line"]) not in corpus.found}
    assert missed == OUT_OF_SCOPE.keys() | MISSED.keys()
    in_scope = len(stale) - len(OUT_OF_SCOPE)
    assert (in_scope - len(MISSED)) / in_scope >= 0.95


def test_the_component_is_the_right_one(corpus: Corpus) -> None:
    kinds = ("flag", "port", "field")
    labelled = [c for c in corpus.cases if c["true_positive"] and c["kind"] in kinds and (c["page"], c["line"]) in corpus.found]
    others = {
        (Path(c["page"]).name, c["line"], c["component"], finding.component)
        for c in labelled
        for finding in corpus.found[c["page"], c["line"]]
        if finding.component != c["component"]
    }
    assert others == set()


def test_what_nobody_labelled_was_read_by_hand(corpus: Corpus) -> None:
    labelled = corpus.places(True)
    assert len(corpus.found.keys() - labelled) == UNLABELLED
