"""What the rules about proofs say, and how sure they are; the proofs themselves are tested in ``tests/remedies``."""

from __future__ import annotations

import pytest

from sphinxext.factcheck.applicability import parse_assumptions
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.joins.cases import Context
from sphinxext.factcheck.judging.judge import judge
from tests.remedies.conftest import card, claims_in, facts
from tests.remedies.test_proof import ADDRESS, ALL, ROLLBACK

__all__ = ["facts"]

KNOWN = "this page applies to kettle >=1.0,<2.1"


def told(text: str, facts: FactBase, **assume: str) -> list[str]:
    found = judge([claims_in(text, facts)], Context(facts, parse_assumptions(assume))).findings
    return [f"{f.span.line}:{f.span.column} {f.severity} {f.code} {f.subject}: {f.message}" for f in found if "remedy" in f.code]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        (
            "ExecStart=/usr/bin/kettled\n",
            "ExecStart=/usr/bin/kettled --secure-address=:7002\n",
            [
                "4:1 error remedy-no-cause open-it: remediation 'open-it', kettle 1.0-2.0: https://NODE:7002/metrics with a token is "
                f"answered without the change; secure listens on https://*:7002 ({KNOWN})"
            ],
        ),
        (
            "0.0.0.0:7002",
            "127.0.0.2:7002",
            [
                "4:1 error remedy-no-effect open-it: remediation 'open-it', kettle 1.0-2.0: https://NODE:7002/metrics with a token is "
                f"refused with the change, too; secure listens on https://127.0.0.2:7002 ({KNOWN})"
            ],
        ),
        (
            "NODE:7002",
            "NODE:7009",
            [
                "4:1 error remedy-wrong-verify open-it: remediation 'open-it', kettle 1.0-2.0: the verification expects 200 of "
                f"https://NODE:7009/metrics with a token, which is refused; secure listens on https://*:7002 ({KNOWN})"
            ],
        ),
        (
            ".. rollback::\n",
            ROLLBACK.replace("+ExecStart=/usr/bin/kettled\n", "+ExecStart=/usr/bin/kettled --secure-address=\n"),
            [
                "4:1 error remedy-rollback-differs open-it: remediation 'open-it', kettle 1.0-2.0: kettled does not listen as before once "
                f"it is rolled back; secure listens on https://127.0.0.1:7002 ({KNOWN})"
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_refused_for_every_release_is_an_error(facts: FactBase, old: str, new: str, expected: list[str]) -> None:
    assert told(card(ADDRESS.replace(old, new) if old else ADDRESS, applies_to=ALL), facts) == expected


def test_what_is_refused_for_some_releases_is_a_warning(facts: FactBase) -> None:
    assert told(card(ADDRESS, applies_to="kettle >=0.8,<2.1"), facts) == [
        "4:1 warning remedy-not-in-range open-it: remediation 'open-it', kettle >=0.8,<1.0: known are kettle 1.0 to 2.0 (this page applies "
        "to kettle >=0.8,<2.1)"
    ]  # fmt: skip


def test_the_site_says_for_which_releases_where_the_page_does_not(facts: FactBase) -> None:
    wrong = card(ADDRESS.replace("0.0.0.0:7002", "0.0.0.0:7012"))
    assert told(wrong, facts, kettle="2.0") == [
        "4:1 error remedy-no-effect open-it: remediation 'open-it', kettle 2.0: https://NODE:7002/metrics with a token is refused with the "
        "change, too; secure listens on https://*:7012 (this site assumes kettle 2.0)"
    ]  # fmt: skip


def test_what_cannot_be_proven_is_no_finding_and_counts_as_unverified(facts: FactBase) -> None:
    page = claims_in(card(ADDRESS.replace(".. rollback::\n", "").replace("-sk", "-s"), applies_to=ALL), facts)
    judgement = judge([page], Context(facts))
    assert [f.code for f in judgement.findings if "remedy" in f.code] == []
    assert judgement.total.unverified["not-proven"] == 1


def test_an_excuse_by_code_and_reason(facts: FactBase) -> None:
    wrong = ADDRESS.replace("0.0.0.0:7002", "127.0.0.2:7002").replace("-sk", "-s")
    page = claims_in(card(wrong, applies_to=ALL, factcheck_ignore="remedy-no-effect -- it is a drill"), facts)
    judgement = judge([page], Context(facts))
    assert [f.code for f in judgement.findings] == []
    assert [(each.code, each.reason) for each in judgement.ignored if each.code == "remedy-no-effect"] == [
        ("remedy-no-effect", "it is a drill")
    ]


def test_alternatives_that_expose_less_come_first(facts: FactBase) -> None:
    one = card(ADDRESS.replace("0.0.0.0:7002", "10.0.0.7:7002"), id="one-address", applies_to=ALL)
    every = card(ADDRESS, id="every-address", applies_to=ALL)
    both = f"{one}\n{every.partition('======')[2]}\n"

    def choice(names: str) -> list[str]:
        return told(both + card("", id="choice", alternatives=names).partition("======")[2], facts)

    assert choice("one-address, every-address") == []
    assert choice("one-address, unknown") == []
    assert [line.partition(" ")[2] for line in choice("every-address, one-address")] == [
        "warning remedy-worse-first choice: remediation 'choice' names 'every-address' before 'one-address', which exposes less; put "
        "'one-address' first"
    ]
