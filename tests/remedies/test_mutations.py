"""Each remediation of this site is proven; with any mistake in it, it is not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sphinxext.factcheck.claims.model import PageClaims, RemediationClaim
from sphinxext.factcheck.facts import FactBase, builtin_directory, load_facts
from sphinxext.factcheck.findings import Code
from sphinxext.factcheck.joins import case_of
from sphinxext.factcheck.joins.cases import Context, RemediationCase
from sphinxext.factcheck.joins.reader import claim_reader
from sphinxext.factcheck.judging.judge import judge
from sphinxext.factcheck.pages import SourceTree, read_rst
from sphinxext.factcheck.remedies.model import Proof, Status

from .mutations import Block, Mutation, blocks_in, mutations_of, with_own_rollback

ARTICLES = Path(__file__).parents[2] / "kb/articles"
BLOCKS = {block.option("id"): block for path in sorted(ARTICLES.glob("*.rst")) for block in blocks_in(path.read_text("utf-8"))}
AT_LEAST = 200

LEFT_OPEN = {"dropped-rights", "dropped-change", "rollback-words", "rollback-none", "verify-nothing", "name"}
"""What is wrong there is missing: nobody can prove it, and nobody can refuse it for sure."""


@cache
def facts() -> FactBase:
    return load_facts([builtin_directory()])[0]


def read(block: Block) -> PageClaims:
    return claim_reader(facts()).read(read_rst(block.page, "page.rst", SourceTree(Path())))


def proof_of(block: Block) -> Proof:
    base = facts()
    found = [case_of(claim, Context(base)) for claim in read(block).claims if isinstance(claim, RemediationClaim)]
    assert len(found) == 1
    case = found[0]
    assert isinstance(case, RemediationCase)
    return case.proof


def misspellings_in(block: Block) -> set[Code]:
    """What the rules about flags and fields find: such a name is passed over, and what was meant is left as it is."""
    found = judge([read(block)], Context(facts())).findings
    return {finding.code for finding in found} & {Code.UNKNOWN_FLAG, Code.UNKNOWN_FIELD}


def mutations(block: Block) -> Iterator[Mutation]:
    base = facts()
    component = base.component(block.option("component"))
    assert component is not None
    product = base.product(component.product)
    assert product is not None
    releases = [f"{version.major}.{version.minor}" for version in product.releases]
    return mutations_of(block, [endpoint.id for endpoint in component.endpoints], releases)


@pytest.mark.parametrize("name", BLOCKS)
def test_the_remediation_is_proven_for_every_release_that_it_claims(name: str) -> None:
    proof = proof_of(BLOCKS[name])
    assert [(str(verdict.range), str(verdict.why)) for verdict in proof.verdicts if verdict.status is not Status.PROVEN] == []


@pytest.mark.parametrize("name", BLOCKS)
def test_its_changes_turned_round_lead_back(name: str) -> None:
    block = with_own_rollback(BLOCKS[name])
    if block is not None:
        proof = proof_of(block)
        assert [(str(verdict.range), str(verdict.why)) for verdict in proof.verdicts if verdict.status is not Status.PROVEN] == []


@pytest.mark.parametrize("name", BLOCKS)
def test_no_mistake_in_it_is_proven(name: str) -> None:
    proven = []
    unsure = []
    for mutation in mutations(BLOCKS[name]):
        status = proof_of(mutation.block).status
        if status is Status.PROVEN and not misspellings_in(mutation.block):
            proven.append((mutation.kind, mutation.what))
        elif status is Status.OPEN and mutation.kind not in LEFT_OPEN:
            unsure.append((mutation.kind, mutation.what))
    assert (proven, unsure) == ([], [])


def test_there_are_enough_of_them() -> None:
    counts = {name: len(list(mutations(block))) for name, block in BLOCKS.items()}
    assert sum(counts.values()) >= AT_LEAST
    assert min(counts.values()) > 5, counts
