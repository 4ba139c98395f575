"""Findings as JSON, one object on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ..findings import Edit, Finding, Span
from ..messages import Gettext

__all__ = ["json_report"]


def json_report(findings: Iterable[Finding], gettext: Gettext = str) -> str:
    """One line for each finding: code, severity, message, path, line, column, end_line, end_column, component, product, subject,
    releases, sources and edits (``{path, line, column, end_line, end_column, text}``)."""
    return "".join(f"{json.dumps(_object(finding, gettext), ensure_ascii=False)}\n" for finding in findings)


def _object(finding: Finding, gettext: Gettext) -> dict[str, object]:
    return {
        "code": finding.code.value,
        "severity": finding.severity.value,
        "message": finding.message.translated(gettext),
        **_span(finding.span),
        "component": finding.component,
        "product": finding.product,
        "subject": finding.subject,
        "releases": finding.releases,
        "sources": list(finding.sources),
        "edits": [_edit(edit) for edit in finding.edits],
    }


def _edit(edit: Edit) -> dict[str, object]:
    return {**_span(edit.span), "text": edit.text}


def _span(span: Span) -> dict[str, object]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
