"""Findings as text, one line each in the form that compilers use, the sources below."""

from __future__ import annotations

from collections.abc import Iterable

from ..findings import Finding
from ..messages import Gettext

__all__ = ["brief_report", "text_line", "text_report"]


def text_line(finding: Finding, gettext: Gettext = str) -> str:
    """``path:line:column: severity: message [factcheck.code]``."""
    span = finding.span
    words = finding.message.translated(gettext)
    return f"{span.path}:{span.line}:{span.column}: {finding.severity}: {words} [factcheck.{finding.code}]"


def brief_report(findings: Iterable[Finding], gettext: Gettext = str) -> str:
    """A line for each finding, as in the log of a build."""
    return "".join(f"{text_line(finding, gettext)}\n" for finding in findings)


def text_report(findings: Iterable[Finding], gettext: Gettext = str) -> str:
    """The whole report; each finding is followed by where the fact is known from, indented."""
    lines: list[str] = []
    for finding in findings:
        lines.append(text_line(finding, gettext))
        lines.extend(gettext("    known from: {source}").format(source=source) for source in finding.sources)
    return "".join(f"{line}\n" for line in lines)
