from __future__ import annotations

import json
from dataclasses import replace

from sphinxext.factcheck.claims.model import Gap
from sphinxext.factcheck.findings import Code, Edit, Finding, Severity, Span
from sphinxext.factcheck.judging.judge import By, Coverage, Ignored, Judgement
from sphinxext.factcheck.messages import message
from sphinxext.factcheck.report.coverage import coverage_report
from sphinxext.factcheck.report.github import github_report
from sphinxext.factcheck.report.json_lines import json_report
from sphinxext.factcheck.report.text import brief_report, text_report

FINDING = Finding(
    Code.REMOVED_FLAG,
    Severity.ERROR,
    message("{component} has no flag {flag!r}", component="kube-scheduler", flag="--port"),
    Span("a/页.rst", 41, 9, 41, 17),
    component="kube-scheduler",
    product="kubernetes",
    subject="--port",
    releases=">=1.24",
    sources=("release notes 1.24",),
    edits=(Edit(Span("a/页.rst", 41, 9, 41, 15), "--secure-port"),),
)


def test_text_is_a_line_as_compilers_write_it_and_the_sources_below() -> None:
    assert text_report([FINDING]) == (
        "a/页.rst:41:9: error: kube-scheduler has no flag '--port' [factcheck.removed-flag]\n    known from: release notes 1.24\n"
    )


def test_a_line_in_the_log_of_a_build_is_the_first_of_it() -> None:
    assert brief_report([FINDING]) == text_report([FINDING]).splitlines(keepends=True)[0]


def test_github_gets_a_command_for_each_finding() -> None:
    odd = replace(
        FINDING, severity=Severity.INFORMATION, message=message("100 %\nsure: yes, yes"), span=Span("a,b:c%.rst", 1, 2, 1, 3)
    )
    assert github_report([FINDING, odd]) == (
        "::error title=factcheck.removed-flag,file=a/页.rst,line=41,col=9::kube-scheduler has no flag '--port'\n"
        "::notice title=factcheck.removed-flag,file=a%2Cb%3Ac%25.rst,line=1,col=2::100 %25%0Asure: yes, yes\n"
    )


def test_json_has_one_object_on_each_line() -> None:
    text = json_report([FINDING, FINDING])
    assert text.count("\n") == 2
    assert "页" in text
    assert json.loads(text.splitlines()[0]) == {
        "code": "removed-flag",
        "severity": "error",
        "message": "kube-scheduler has no flag '--port'",
        "path": "a/页.rst",
        "line": 41,
        "column": 9,
        "end_line": 41,
        "end_column": 17,
        "component": "kube-scheduler",
        "product": "kubernetes",
        "subject": "--port",
        "releases": ">=1.24",
        "sources": ["release notes 1.24"],
        "edits": [{"path": "a/页.rst", "line": 41, "column": 9, "end_line": 41, "end_column": 15, "text": "--secure-port"}],
    }


def test_coverage_says_what_was_not_checked_in_all_and_by_page_and_where() -> None:
    page = Coverage(3, 1, {"no-subject": 1}, {"block": 1}, {"unknown-language": 2}, {"read": 1})
    counts = {
        "claims": 3,
        "checked": 1,
        "unverified": {"no-subject": 1},
        "ignored": {"block": 1},
        "unread": {"unknown-language": 2},
        "reading": {"read": 1},
    }
    ignored = Ignored(By.BLOCK, Span("a.rst", 9, 3, 9, 8), "removed-flag", "--port", "quoted", Span("a.rst", 7, 4, 7, 20))
    known = Ignored(By.BASELINE, Span("a.rst", 9, 3, 9, 8), "wrong-port", "80")
    gap = Gap("missing-file", Span("a.rst", 5, 1, 5, 9), "b.txt")
    assert json.loads(coverage_report(Judgement((), page, {"a.rst": page}, (ignored, known), (gap,), 2))) == {
        **counts,
        "stale": 2,
        "pages": {"a.rst": counts},
        "places": {
            "ignored": [
                {
                    "path": "a.rst", "line": 9, "column": 3, "by": "block", "code": "removed-flag", "subject": "--port",
                    "reason": "quoted", "excuse": {"path": "a.rst", "line": 7, "column": 4},
                },
                {
                    "path": "a.rst", "line": 9, "column": 3, "by": "baseline", "code": "wrong-port", "subject": "80",
                    "reason": "", "excuse": None,
                },
            ],
            "unread": [{"path": "a.rst", "line": 5, "column": 1, "reason": "missing-file", "detail": "b.txt"}],
        },
    }  # fmt: skip


def test_no_findings_make_empty_reports() -> None:
    assert text_report([]) == ""
    assert json_report([]) == ""
