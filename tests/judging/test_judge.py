from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sphinxext.factcheck.applicability import parse_assumptions
from sphinxext.factcheck.claims.model import Evidence, Ignore, PageClaims, Scope, Stance
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.findings import Code, Span
from sphinxext.factcheck.joins.cases import Context
from sphinxext.factcheck.joins.target import Origin, target_of
from sphinxext.factcheck.judging.judge import Coverage, Judgement, judge
from sphinxext.factcheck.rules import find_rules

from ..rules.claims import SPAN, about, flag, port

Judged = Callable[..., Judgement]


def test_every_code_has_one_rule_and_a_manual_page_with_bad_and_good() -> None:
    rules = find_rules()
    assert [rule.id for rule in rules] == list(Code)
    for rule in rules:
        assert "\nBad" in rule.manual, rule.id
        assert "\nGood" in rule.manual, rule.id


def test_what_is_not_checked_is_counted_with_its_reason(judged: Judged) -> None:
    claims = [
        flag("kube-proxy", "--bind-address=0.0.0.0"),
        flag("my-app", "--port=1"),
        replace(flag("kube-proxy", "--port=1"), subject=None),
        replace(flag("kube-proxy", "--frobnicate"), stance=Stance.OUTPUT),
        replace(flag("kube-proxy", "--frobnicate"), stance=Stance.ACKNOWLEDGED),
        port("kube-proxy", 12345),
    ]
    assert judged(*claims, kubernetes="1.30").total == Coverage(
        claims=6,
        checked=1,
        unverified={"custom-port": 1, "no-subject": 1, "unknown-subject": 1},
        ignored={"acknowledged": 1, "output": 1},
        unread={},
        reading={"read": 1},
    )


def test_an_excuse_drops_its_code_alone_and_is_counted(judged: Judged) -> None:
    excused = Scope(ignores=(Ignore("removed-flag", "quoted from 1.18", SPAN),))
    other = Scope(ignores=(Ignore("unknown-flag", "mine", SPAN),))
    found = judged(
        flag("kube-scheduler", "--port=1", scope=excused), flag("kube-scheduler", "--port=1", scope=other), kubernetes="1.30"
    )
    assert [f.code for f in found.findings] == [Code.REMOVED_FLAG]
    assert found.total.ignored == {"block": 1}


def test_a_file_that_two_pages_include_is_told_once(facts: FactBase) -> None:
    claim = flag("kube-scheduler", "--port=1")
    pages = [PageClaims("a.rst", (claim,)), PageClaims("b.rst", (claim,))]
    assert len(judge(pages, Context(facts, parse_assumptions({"kubernetes": "1.30"}))).findings) == 1


def test_findings_are_sorted_by_path_line_column_and_code(judged: Judged) -> None:
    early = replace(flag("kube-proxy", "--frobnicate"), span=Span("page.rst", 1, 9, 1, 12))
    elsewhere = replace(flag("kube-proxy", "--frobnicate"), span=Span("a.csv", 7, 1, 7, 4))
    found = judged(flag("kube-proxy", "--frobnicate"), early, elsewhere, kubernetes="1.30").findings
    assert [(f.span.path, f.span.line) for f in found] == [("a.csv", 7), ("page.rst", 1), ("page.rst", 3)]


def test_who_says_for_which_releases_in_order(facts: FactBase) -> None:
    kubernetes = facts.product("k8s")
    assert kubernetes is not None
    site = parse_assumptions({"k8s": "1.30"})
    tag = Evidence("kube-scheduler", "1.18.10", "image tag", SPAN)
    title = Evidence("kubernetes", "1.20", "page title", SPAN)
    scopes = {
        Origin.APPLIES_TO: Scope(applies_to=("k8s <1.22", "kubernetes 1.21"), block=(tag,), page=(title,)),
        Origin.BLOCK: Scope(applies_to=("etcd 3.5",), block=(tag,), page=(title,)),
        Origin.PAGE: Scope(page=(title,)),
        Origin.SITE: Scope(),
    }
    said = {}
    for scope in scopes.values():
        target = target_of(flag("kube-proxy", "--x", scope=scope), kubernetes, facts, site)
        said[target.origin] = str(target.range)
    assert said == {Origin.APPLIES_TO: "1.21", Origin.BLOCK: "1.18.10", Origin.PAGE: "1.20", Origin.SITE: "1.30"}
    assert target_of(flag("kube-proxy", "--x"), kubernetes, facts, parse_assumptions({})).origin is Origin.NOBODY


@pytest.mark.parametrize(
    ("scope", "assumed", "expected"),
    [
        (Scope(page=(Evidence("kubernetes", ">=1.18", "title", SPAN),)), "1.30", "1.30"),
        (Scope(page=(Evidence("kubernetes", ">=1.18,<1.21", "title", SPAN),)), "1.30", ">=1.18,<1.21"),
        (Scope(page=(Evidence("kubernetes", "<1.20", "title", SPAN),)), "1.30", "<1.20"),
        (
            Scope(block=(Evidence("k8s", "1.20", "image tag", SPAN),), page=(Evidence("k8s", "1.18", "field list", SPAN),)),
            "1.30",
            "1.18",
        ),
        (
            Scope(block=(Evidence("k8s", "1.20", "sentence", SPAN),), page=(Evidence("k8s", "1.18", "title", SPAN),)),
            "1.30",
            "1.20",
        ),
        (Scope(page=(Evidence("*", "2021-05-01", "date", SPAN),)), "1.30", ">=1.18,<1.23"),
        (Scope(page=(Evidence("*", "2021-05-01", "date", SPAN),)), ">=1.20", ">=1.20,<1.23"),
        (Scope(page=(Evidence("*", "2019-05-01", "date", SPAN),)), "1.30", "<1.18"),
        (Scope(page=(Evidence("*", "2026-05-01", "date", SPAN),)), "1.30", "1.30"),
        (Scope(page=(Evidence("k8s", "1.20", "title", SPAN), Evidence("*", "2019-05-01", "date", SPAN))), "1.30", "1.20"),
    ],
)
def test_ranges_that_pages_name(facts: FactBase, scope: Scope, assumed: str, expected: str) -> None:
    kubernetes = facts.product("k8s")
    assert kubernetes is not None
    target = target_of(flag("kube-proxy", "--x", scope=scope), kubernetes, facts, parse_assumptions({"k8s": assumed}))
    assert str(target.range) == expected


def test_evidence_about_another_program_does_not_count(facts: FactBase) -> None:
    kubernetes = facts.product("kubernetes")
    assert kubernetes is not None
    scope = Scope(block=(Evidence("nginx", "1.18.0", "image tag", SPAN),))
    claim = replace(flag("kube-proxy", "--x"), subject=about("kube-proxy"), scope=scope)
    assert target_of(claim, kubernetes, facts, parse_assumptions({})).origin is Origin.NOBODY


def test_a_port_that_the_page_itself_sets_is_the_pages_own(judged: Judged) -> None:
    found = judged(flag("kube-scheduler", "--secure-port=10251"), port("kube-scheduler", 10251), kubernetes="1.30")
    assert found.findings == ()
    assert found.total.unverified == {"custom-port": 1}


def test_a_flag_that_is_gone_sets_no_port(judged: Judged) -> None:
    found = judged(flag("kube-scheduler", "--port=10251"), port("kube-scheduler", 10251), kubernetes="1.30")
    assert [f.code for f in found.findings] == [Code.CLOSED_PORT, Code.REMOVED_FLAG]
