"""The baseline: what it knows, what is new, what is gone, and the file it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from sphinxext.factcheck.applicability import parse_assumptions
from sphinxext.factcheck.claims.model import PageClaims
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.findings import Code, Finding, Severity, Span
from sphinxext.factcheck.joins.cases import Context
from sphinxext.factcheck.judging.baseline import Baseline, LineText, baseline_of, baseline_text, line_key, read_baseline
from sphinxext.factcheck.judging.judge import Judgement, KnownFindings, judge
from sphinxext.factcheck.judging.settings import Settings
from sphinxext.factcheck.messages import message
from sphinxext.factcheck.report.text import text_line

from ..rules.claims import flag, port

FILE = "factcheck-baseline.jsonl"


def finding(line: int, subject: str = "--port", severity: Severity = Severity.ERROR, path: str = "page.rst") -> Finding:
    return Finding(
        Code.REMOVED_FLAG, severity, message("gone"), Span(path, line, 5, line, 9), component="kube-scheduler", subject=subject
    )


def lines(texts: Mapping[int, str]) -> LineText:
    """The lines of a page by number; others are empty."""
    return lambda span: texts.get(span.line, "")


def test_the_file_is_sorted_and_the_same_for_the_same_findings() -> None:
    found = [finding(9, "--b"), finding(3), finding(5), finding(1, "--a", Severity.INFORMATION)]
    at = lines({3: "- --port=0", 5: "  * --port=0", 9: "kube-scheduler   --b"})
    text = baseline_text(baseline_of(FILE, found, at))
    assert text == (
        '{"baseline": 1}\n'
        '{"path": "page.rst", "code": "removed-flag", "component": "kube-scheduler", "subject": "--b", '
        '"text": "kube-scheduler --b"}\n'
        '{"path": "page.rst", "code": "removed-flag", "component": "kube-scheduler", "subject": "--port", '
        '"text": "--port=0", "count": 2}\n'
    )
    assert baseline_text(baseline_of(FILE, reversed(found), at)) == text
    again, problems = read_baseline(FILE, text)
    assert problems == ()
    assert baseline_text(again) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("   kube-scheduler --port=0", "kube-scheduler --port=0"),
        ("2. Start it with ``--port``", "13. Start it with ``--port``"),
        ("#. Start it with ``--port``", "1) Start it with ``--port``"),
        ("b. Start it with ``--port``", "(c) Start it with ``--port``"),
        ("| a | --port  |", "| a |      --port |"),
        ("> - 3. --port", "--port"),
    ],
)
def test_a_line_that_is_moved_or_renumbered_is_the_same(before: str, after: str) -> None:
    assert line_key(before) == line_key(after)


def test_a_line_that_says_something_else_is_another() -> None:
    assert line_key("kube-scheduler --port=0") != line_key("kube-scheduler --port=1")


def test_what_is_known_is_known_wherever_it_stands() -> None:
    known = baseline_of(FILE, [finding(3)], lines({3: "--port=0"}))
    moved = finding(70)
    assert known.compared([moved], lines({70: "      - --port=0"})).known == {moved}


def test_of_more_than_are_known_the_last_are_new() -> None:
    at = lines(dict.fromkeys((1, 2, 3), "--port=0"))
    known = baseline_of(FILE, [finding(1), finding(2)], at)
    assert known.compared([finding(1), finding(2), finding(3)], at).known == {finding(1), finding(2)}


def test_information_is_neither_known_nor_kept() -> None:
    at = lines({})
    known = baseline_of(FILE, [finding(1)], at)
    compared = known.compared([finding(1, severity=Severity.INFORMATION)], at)
    assert compared.known == frozenset()
    assert [(entry.key.subject, count) for entry, count in compared.gone] == [("--port", 1)]


def test_the_ratchet_takes_out_what_is_gone_and_adds_nothing() -> None:
    at = lines(dict.fromkeys((1, 2, 3), "--port=0"))
    known = baseline_of(FILE, [finding(1), finding(2), finding(3, "--a")], at)
    after = known.ratcheted([finding(1), finding(2, "--new")], at)
    assert [(entry.key.subject, entry.count) for entry in after.entries] == [("--port", 1)]
    assert known.ratcheted([], at).entries == ()


def test_what_stands_on_pages_that_were_not_judged_is_kept() -> None:
    known = baseline_of(FILE, [finding(1), finding(1, path="other.rst")], lines({}))
    after = known.ratcheted([], lines({}), frozenset({"page.rst"}))
    assert [entry.key.path for entry in after.entries] == ["other.rst"]


@pytest.mark.parametrize("row", ["<<<<<<< ours", "[1]", '{"path": "a.rst"}', '{"baseline": 2}', "[" * 5000, '{"count": 0}'])
def test_a_line_that_is_no_entry_is_told(row: str) -> None:
    good = baseline_text(baseline_of(FILE, [finding(1)], lines({})))
    baseline, problems = read_baseline(FILE, f"{good}{row}\n")
    assert len(baseline.entries) == 1
    assert [(str(p.message), p.span.path, p.span.line) for p in problems] == [
        ("this is no entry of a baseline; have the file written anew", FILE, 3)
    ]


def against(
    facts: FactBase, baseline: Baseline, *, strict: bool = False, pages: frozenset[str] | None = None, settings: Settings
) -> Judgement:
    """A page with a flag that is gone and a port that is closed, judged against a baseline."""
    page = PageClaims("page.rst", (flag("kube-scheduler", "--port=1"), port("kube-scheduler", 10251)))
    known = KnownFindings(baseline, lambda _span: "text", strict, pages)
    return judge([page], Context(facts, parse_assumptions({"kubernetes": "1.30"})), settings.selected, known)


@pytest.fixture
def adopted(facts: FactBase) -> Baseline:
    found = against(facts, Baseline(FILE), settings=Settings()).findings
    return baseline_of(FILE, found, lambda _span: "text")


def test_known_findings_are_ignored_and_counted(facts: FactBase, adopted: Baseline) -> None:
    found = against(facts, adopted, settings=Settings())
    assert found.findings == ()
    assert (found.total.claims, found.total.checked, found.total.ignored, found.stale) == (2, 0, {"baseline": 2}, 0)
    assert [(item.by, item.code, item.excuse) for item in found.ignored] == [
        ("baseline", "closed-port", None),
        ("baseline", "removed-flag", None),
    ]


def test_what_is_new_is_told(facts: FactBase, adopted: Baseline) -> None:
    one = replace(adopted, entries=adopted.entries[:1])
    found = against(facts, one, settings=Settings())
    assert [f.code for f in found.findings] == [Code.REMOVED_FLAG]
    assert (found.total.checked, found.total.ignored) == (1, {"baseline": 1})


def stale(adopted: Baseline, **changes: str) -> Baseline:
    entry = adopted.entries[0]
    gone = replace(entry, key=replace(entry.key, **changes), line=4)
    return replace(adopted, entries=tuple(sorted((*adopted.entries, gone))))


def test_a_stale_entry_is_counted_and_told_where_the_baseline_is_strict(facts: FactBase, adopted: Baseline) -> None:
    more = stale(adopted, subject="10252")
    found = against(facts, more, settings=Settings())
    assert (found.findings, found.stale) == ((), 1)
    found = against(facts, more, strict=True, settings=Settings())
    assert [text_line(f) for f in found.findings] == [
        f"{FILE}:4:1: warning: the baseline knows a finding that is gone: page.rst: '10252' (closed-port); update the baseline "
        "[factcheck.stale-baseline]"
    ]


def test_an_entry_with_fewer_findings_than_it_knows_is_stale(facts: FactBase, adopted: Baseline) -> None:
    more = replace(adopted, entries=(replace(adopted.entries[0], count=3), *adopted.entries[1:]))
    (found,) = against(facts, more, strict=True, settings=Settings()).findings
    assert str(found.message) == (
        "the baseline knows 3 findings of which 2 are gone: page.rst: '10251' (closed-port); update the baseline"
    )


def test_nobody_is_stale_whose_rule_or_page_was_not_looked_at(facts: FactBase, adopted: Baseline) -> None:
    off = Settings(ignore=(Code.CLOSED_PORT,))
    assert against(facts, adopted, strict=True, settings=off).findings == ()
    elsewhere = stale(adopted, path="other.rst")
    assert against(facts, elsewhere, strict=True, pages=frozenset({"page.rst"}), settings=Settings()).findings == ()
    assert len(against(facts, elsewhere, strict=True, settings=Settings()).findings) == 1
