"""Who excuses what, and what an excuse is good for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinxext.factcheck.applicability import parse_applicability, parse_assumptions
from sphinxext.factcheck.claims.model import Claim, Extent, Gap, Ignore, PageClaims, Scope, Stance
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.findings import Code, Span
from sphinxext.factcheck.joins.cases import Context
from sphinxext.factcheck.joins.directory import Directory
from sphinxext.factcheck.judging.judge import By, Ignored, Judgement, judge
from sphinxext.factcheck.judging.settings import Settings
from sphinxext.factcheck.report.text import text_line

from ..rules.claims import SPAN, flag, port

HERE = Span("page.rst", 1, 4, 1, 30)
GONE = "kube-scheduler", "--port=1"
RIGHT = "kube-proxy", "--bind-address=0.0.0.0"


def ignore(code: str = "removed-flag", extent: Extent = Extent.BLOCK, reason: str = "quoted", span: Span = HERE) -> Ignore:
    return Ignore(code, reason, span, extent)


def judged(
    facts: FactBase,
    *claims: Claim,
    ignores: tuple[Ignore, ...] = (),
    directories: tuple[Directory, ...] = (),
    unread: tuple[Gap, ...] = (),
    path: str = "page.rst",
    settings: Settings = Settings(),  # noqa: B008
) -> Judgement:
    """Claims of one page judged, with all the excuses in their scopes among those of the page."""
    found = tuple(dict.fromkeys((*ignores, *(i for claim in claims for i in claim.scope.ignores))))
    context = Context(facts, parse_assumptions({"kubernetes": "1.30"}), directories=directories)
    return judge([PageClaims(path, claims, unread=unread, ignores=found)], context, settings.selected)


def told(judgement: Judgement) -> list[str]:
    return [text_line(finding) for finding in judgement.findings]


def covered(*ignores: Ignore) -> Scope:
    return Scope(ignores=ignores)


def test_each_ignored_finding_has_its_place_and_who_excuses_it(facts: FactBase) -> None:
    found = judged(facts, flag(*GONE, scope=covered(ignore())))
    assert found.findings == ()
    assert found.ignored == (Ignored(By.BLOCK, SPAN, "removed-flag", "--port", "quoted", HERE),)
    assert (found.total.claims, found.total.checked, found.total.ignored) == (1, 0, {"block": 1})


def test_a_claim_that_nobody_judges_is_ignored_by_its_stance(facts: FactBase) -> None:
    found = judged(facts, replace(flag(*GONE), stance=Stance.OUTPUT))
    assert found.ignored == (Ignored(By.OUTPUT, SPAN),)


def test_the_nearest_excuse_counts_and_none_of_those_that_reach_it_is_unused(facts: FactBase) -> None:
    section, line, page = ignore(extent=Extent.SECTION), ignore(extent=Extent.LINE), ignore("*", Extent.PAGE)
    found = judged(facts, flag(*GONE, scope=covered(section, line)), ignores=(page,))
    assert told(found) == []
    assert found.total.ignored == {"line": 1}


def test_an_excuse_of_the_page_covers_all_of_it(facts: FactBase) -> None:
    found = judged(facts, flag(*GONE), port("kube-scheduler", 10251), ignores=(ignore(extent=Extent.PAGE),))
    assert [f.code for f in found.findings] == [Code.CLOSED_PORT]
    assert found.total.ignored == {"page": 1}


def test_an_excuse_of_a_page_that_is_included_covers_that_page(facts: FactBase) -> None:
    inside = replace(flag(*GONE), span=Span("part.rst", 3, 5, 3, 20))
    excuse = ignore(extent=Extent.PAGE, span=Span("part.rst", 1, 1, 1, 9))
    found = judged(facts, flag(*GONE), inside, ignores=(excuse,))
    assert [f.span.path for f in found.findings] == ["page.rst"]


@pytest.mark.parametrize(
    ("code", "claims", "expected"),
    [
        ("removed-flag", [flag(*RIGHT)], "nothing is excused by 'removed-flag'; there is no such finding on what it covers; take it out"),
        ("*", [flag(*RIGHT)], "nothing is excused by '*'; what it covers is right by the facts; take it out"),
        ("removed-flag", [], "nothing is excused by 'removed-flag'; it covers no claim; take it out"),
        ("closed-port", [flag(*RIGHT)], "nothing is excused by 'closed-port'; there is no such finding on what it covers; take it out"),
        ("unused-ignore", [flag(*RIGHT)], "nothing is excused by 'unused-ignore'; there is no such finding on what it covers; take it out"),
    ],
)  # fmt: skip
def test_an_excuse_of_no_use_is_told(facts: FactBase, code: str, claims: list[Claim], expected: str) -> None:
    found = judged(facts, *(replace(c, scope=covered(ignore(code))) for c in claims), ignores=(ignore(code),))
    assert told(found) == [f"page.rst:1:4: warning: {expected} [factcheck.unused-ignore]"]


@pytest.mark.parametrize(
    "claim",
    [
        flag("my-app", "--port=1"),
        replace(flag(*GONE), subject=None),
        replace(flag(*GONE), stance=Stance.OUTPUT),
        replace(flag(*GONE), stance=Stance.ACKNOWLEDGED),
    ],
)
def test_an_excuse_is_not_called_unused_where_nothing_was_judged(facts: FactBase, claim: Claim) -> None:
    assert told(judged(facts, replace(claim, scope=covered(ignore())))) == []


def test_one_claim_that_was_judged_is_enough_to_call_it_unused(facts: FactBase) -> None:
    found = judged(facts, flag("my-app", "--port=1", scope=covered(ignore())), flag(*RIGHT, scope=covered(ignore())))
    assert [f.code for f in found.findings] == [Code.UNUSED_IGNORE]


def test_an_excuse_of_another_kind_of_claim_is_unused_only_where_all_was_judged(facts: FactBase) -> None:
    scope = covered(ignore("unknown-field"))
    assert told(judged(facts, replace(flag(*GONE, scope=scope), stance=Stance.ACKNOWLEDGED))) == []
    assert [f.code for f in judged(facts, flag(*RIGHT, scope=scope)).findings] == [Code.UNUSED_IGNORE]


def test_a_claim_of_another_kind_says_nothing_of_an_excuse(facts: FactBase) -> None:
    claims = flag("my-app", "--port=1", scope=covered(ignore())), port("kube-scheduler", 10259, scope=covered(ignore()))
    assert told(judged(facts, *claims)) == []


def test_an_excuse_of_what_was_not_read_is_not_unused(facts: FactBase) -> None:
    gap = Gap("unknown-language", SPAN, ignores=(ignore(),))
    found = judged(facts, ignores=(ignore(),), unread=(gap,))
    assert told(found) == []
    assert found.unread == (Gap("unknown-language", SPAN),)


def test_an_excuse_of_a_rule_that_is_not_run_is_not_unused(facts: FactBase) -> None:
    scope = covered(ignore(), ignore("*"))
    assert told(judged(facts, flag(*RIGHT, scope=scope), settings=Settings(ignore=(Code.REMOVED_FLAG,)))) == []


def test_an_excuse_that_one_page_needs_is_not_unused_on_another(facts: FactBase) -> None:
    pages = [
        PageClaims("a.rst", (flag(*GONE, scope=covered(ignore())),), ignores=(ignore(),)),
        PageClaims("b.rst", (flag(*RIGHT, scope=covered(ignore())),), ignores=(ignore(),)),
    ]
    assert judge(pages, Context(facts, parse_assumptions({"kubernetes": "1.30"}))).findings == ()


@pytest.mark.parametrize(
    ("excuse", "expected"),
    [
        (ignore(reason=""), "removed-flag is excused without a reason; write it as 'factcheck-ignore: code -- reason'"),
        (ignore("removed-flg"), "there is no code 'removed-flg'; did you mean 'removed-flag'?"),
        (ignore("Removed_Flag"), "there is no code 'Removed_Flag'; did you mean 'removed-flag'?"),
        (ignore("nonsense"), "there is no code 'nonsense'"),
        (ignore(""), "an excuse that names no code; write it as 'factcheck-ignore: code -- reason'"),
    ],
)
def test_a_bad_excuse_is_told(facts: FactBase, excuse: Ignore, expected: str) -> None:
    found = told(judged(facts, flag(*GONE, scope=covered(excuse))))
    assert found[0] == f"page.rst:1:4: warning: {expected} [factcheck.bad-ignore]"


def test_an_excuse_without_a_reason_excuses_all_the_same(facts: FactBase) -> None:
    found = judged(facts, flag(*GONE, scope=covered(ignore(reason=""))))
    assert [f.code for f in found.findings] == [Code.BAD_IGNORE]


def test_a_page_may_excuse_its_excuses(facts: FactBase) -> None:
    excuse = ignore("unused-ignore", Extent.PAGE, span=Span("page.rst", 2, 1, 2, 9))
    found = judged(facts, flag(*RIGHT), ignores=(ignore(), excuse))
    assert told(found) == []
    assert found.ignored == (Ignored(By.PAGE, HERE, "unused-ignore", "removed-flag", "quoted", excuse.span),)


def of_directory(pattern: str, code: str = "removed-flag", applies_to: str = "") -> Directory:
    span = Span("conf.py", 9, 3, 9, 15)
    return Directory(pattern, parse_applicability(applies_to), (Ignore(code, "old", span, Extent.DIRECTORY, pattern),))


def test_a_directory_excuses_its_pages(facts: FactBase) -> None:
    found = judged(facts, flag(*GONE), directories=(of_directory("v1/**"),), path="v1/deep/page.rst")
    assert found.findings == ()
    assert found.ignored == (Ignored(By.DIRECTORY, SPAN, "removed-flag", "--port", "old", Span("conf.py", 9, 3, 9, 15)),)


def test_a_directory_excuses_a_file_in_it_that_a_page_elsewhere_includes(facts: FactBase) -> None:
    inside = replace(flag(*GONE), span=Span("vendor/x.sh", 3, 5, 3, 20))
    assert told(judged(facts, inside, directories=(of_directory("vendor"),))) == []


def test_an_excuse_of_a_directory_that_is_of_no_use_is_told_where_the_settings_are(facts: FactBase) -> None:
    found = judged(facts, flag(*RIGHT), directories=(of_directory("v1"), of_directory("v2")), path="v1/page.rst")
    assert told(found) == [
        "conf.py:9:3: warning: v1: nothing is excused by 'removed-flag'; there is no such finding on what it covers; take it out "
        "[factcheck.unused-ignore]"
    ]


def test_the_settings_of_a_directory_say_for_which_release(facts: FactBase) -> None:
    directories = (
        Directory("v1", parse_applicability("kubernetes 1.18")),
        Directory("v1/new", parse_applicability("kubernetes 1.30")),
        Directory("v1/new/etcd", parse_applicability("etcd 3.5")),
    )
    (old,) = judged(facts, flag(*GONE), directories=directories, path="v1/page.rst").findings
    assert old.code is Code.DEPRECATED_FLAG
    (found,) = judged(facts, flag(*GONE), directories=directories, path="v1/new/etcd/page.rst").findings
    assert "(settings of v1/new say kubernetes 1.30)" in str(found.message)
