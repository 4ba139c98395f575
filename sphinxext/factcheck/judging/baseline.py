"""The baseline: findings that a site has when it adopts the checker, and that are not told until they are gone.

An entry is known by what it is about and by the text of its line, not by the number of the line: text may move, be indented
anew or renumbered. The file has one JSON object on each line, sorted, so that a change of it can be reviewed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..findings import Code, Finding, Severity, Span
from ..joins.cases import BaselineEntry, BaselineKey
from ..messages import message
from .settings import SettingsProblem

__all__ = ["Baseline", "Comparison", "LineText", "baseline_of", "baseline_text", "line_key", "read_baseline"]

LineText = Callable[[Span], str]
"""Gives the text of the line that a span begins in, or nothing if it cannot be had."""

_MARKER = re.compile(r"(?:[-*+>\u2022]|\(?(?:\d{1,4}|[A-Za-z]|#)[.)])\s+")
_MARKERS = 4
_LENGTH = 200
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings held against a baseline: those that it knows, and its entries that are gone, each with how many of it."""

    known: frozenset[Finding]
    gone: tuple[tuple[BaselineEntry, int], ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that are known, sorted. *path* is the file's, relative to the root of the sources."""

    path: str
    entries: tuple[BaselineEntry, ...] = ()

    def compared(self, findings: Iterable[Finding], lines: LineText, pages: frozenset[str] | None = None) -> Comparison:
        """*findings*, in the order of pages, held against the baseline: where there are more than it knows, the last are new.

        :param pages: if not all pages were judged, those that were: entries of others are not gone.
        """
        left = Counter({entry.key: entry.count for entry in self.entries})
        known: set[Finding] = set()
        for finding, key in _keys(findings, lines):
            if left[key] > 0:
                left[key] -= 1
                known.add(finding)
        gone = tuple(
            (entry, left[entry.key])
            for entry in self.entries
            if left[entry.key] > 0 and (pages is None or entry.key.path in pages)
        )
        return Comparison(frozenset(known), gone)

    def ratcheted(self, findings: Iterable[Finding], lines: LineText, pages: frozenset[str] | None = None) -> Baseline:
        """The baseline without what is gone; what is new is not added."""
        gone = {entry.key: count for entry, count in self.compared(findings, lines, pages).gone}
        kept = {entry.key: entry.count - gone.get(entry.key, 0) for entry in self.entries}
        return _numbered(self.path, {key: count for key, count in kept.items() if count > 0})


def baseline_of(path: str, findings: Iterable[Finding], lines: LineText) -> Baseline:
    """A new baseline, in the file *path*, that knows all *findings*; information needs none."""
    return _numbered(path, Counter(key for _, key in _keys(findings, lines)))


def baseline_text(baseline: Baseline) -> str:
    """The file: the same for the same findings, byte by byte."""
    rows = [json.dumps({"baseline": _FORMAT})]
    for entry in baseline.entries:
        key = entry.key
        row = {"path": key.path, "code": key.code, "component": key.component, "subject": key.subject, "text": key.text}
        count = {"count": entry.count} if entry.count > 1 else {}
        rows.append(json.dumps({**row, **count}, ensure_ascii=False))
    return "".join(f"{row}\n" for row in rows)


def read_baseline(path: str, text: str) -> tuple[Baseline, tuple[SettingsProblem, ...]]:
    """The baseline that the file *path* holds; lines that are no entries are told, and left out."""
    counts: Counter[BaselineKey] = Counter()
    lines: dict[BaselineKey, int] = {}
    problems: list[SettingsProblem] = []
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        entry = _entry(row, number)
        if isinstance(entry, BaselineEntry):
            counts[entry.key] += entry.count
            lines.setdefault(entry.key, number)
        elif not entry:
            told = message("this is no entry of a baseline; have the file written anew")
            problems.append(SettingsProblem(told, Span(path, number, 1, number, 1 + len(row))))
    entries = tuple(sorted(BaselineEntry(key, count, lines[key]) for key, count in counts.items()))
    return Baseline(path, entries), tuple(problems)


def line_key(text: str) -> str:
    """The text of a line without what changes when it is moved: indentation, list markers, the width of white space."""
    text = " ".join(text.split())
    for _ in range(_MARKERS):
        match = _MARKER.match(text)
        if match is None:
            break
        text = text[match.end() :]
    return text[:_LENGTH]


def _keys(findings: Iterable[Finding], lines: LineText) -> Iterable[tuple[Finding, BaselineKey]]:
    for finding in findings:
        if finding.severity is not Severity.INFORMATION and finding.code is not Code.STALE_BASELINE:
            text = line_key(lines(finding.span))
            yield finding, BaselineKey(finding.span.path, finding.code.value, finding.component, finding.subject, text)


def _numbered(path: str, counts: dict[BaselineKey, int]) -> Baseline:
    return Baseline(path, tuple(BaselineEntry(key, counts[key], number) for number, key in enumerate(sorted(counts), 2)))


def _entry(row: str, number: int) -> BaselineEntry | bool:
    """The entry in a line of the file; else whether the line is the file's first."""
    try:
        item = json.loads(row)
    except (ValueError, RecursionError):
        return False
    if not isinstance(item, dict):
        return False
    if item.get("baseline") == _FORMAT:
        return True
    values = [item.get(name) for name in ("path", "code", "component", "subject", "text")]
    count = item.get("count", 1)
    if not all(isinstance(value, str) for value in values) or not isinstance(count, int) or count < 1:
        return False
    return BaselineEntry(BaselineKey(*map(str, values)), count, number)
