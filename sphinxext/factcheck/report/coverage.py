"""What was checked and what was not, as JSON: so that no skip is silent."""

from __future__ import annotations

import json
from dataclasses import asdict

from ..claims.model import Gap
from ..findings import Span
from ..judging.judge import Ignored, Judgement

__all__ = ["coverage_report"]


def coverage_report(judgement: Judgement) -> str:
    """The counts in total, ``pages`` with those of each page, and the ``places`` behind them, ``ignored`` and ``unread``.

    The counts are ``{claims, checked, unverified: {reason: n}, ignored: {by: n}, unread: {reason: n}, reading: {state: n}}``.
    """
    pages = {path: asdict(coverage) for path, coverage in sorted(judgement.pages.items())}
    total = {**asdict(judgement.total), "stale": judgement.stale}
    places = {"ignored": [_ignored(item) for item in judgement.ignored], "unread": [_gap(gap) for gap in judgement.unread]}
    return json.dumps({**total, "pages": pages, "places": places}, indent=2, ensure_ascii=False) + "\n"


def _ignored(item: Ignored) -> dict[str, object]:
    return {
        **_place(item.span),
        "by": item.by.value,
        "code": item.code,
        "subject": item.subject,
        "reason": item.reason,
        "excuse": _place(item.excuse) if item.excuse is not None else None,
    }


def _gap(gap: Gap) -> dict[str, object]:
    return {**_place(gap.span), "reason": gap.reason, "detail": gap.detail}


def _place(span: Span) -> dict[str, object]:
    return {"path": span.path, "line": span.line, "column": span.column}
