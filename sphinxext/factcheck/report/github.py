"""Findings as commands to the log of GitHub Actions, which shows them beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterable

from ..findings import Finding, Severity
from ..messages import Gettext

__all__ = ["github_report"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


def github_report(findings: Iterable[Finding], gettext: Gettext = str) -> str:
    """One line for each finding: ``::error title=factcheck.code,file=path,line=41,col=9::message``."""
    return "".join(f"{_command(finding, gettext)}\n" for finding in findings)


def _command(finding: Finding, gettext: Gettext) -> str:
    span = finding.span
    place = f"title=factcheck.{finding.code},file={_property(span.path)},line={span.line},col={span.column}"
    return f"::{_LEVELS[finding.severity]} {place}::{_data(finding.message.translated(gettext))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
