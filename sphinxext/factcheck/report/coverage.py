"""What was checked and what was not, as JSON: so that no skip is silent."""

from __future__ import annotations

import json
from dataclasses import asdict

from ..rules.judge import Judgement

__all__ = ["coverage_report"]


def coverage_report(judgement: Judgement) -> str:
    """``{claims, checked, unverified: {reason: n}, ignored: {reason: n}, unread: {reason: n}, pages: {path: the same}}``."""
    pages = {path: asdict(coverage) for path, coverage in sorted(judgement.pages.items())}
    return json.dumps({**asdict(judgement.total), "pages": pages}, indent=2, ensure_ascii=False) + "\n"
