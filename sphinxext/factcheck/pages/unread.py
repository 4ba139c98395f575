"""What is said of source that was given up on."""

from __future__ import annotations

from ..messages import Message, message
from .model import UnreadReason
from .source import LINE_LIMIT

__all__ = ["given_up_clause"]


def given_up_clause(reason: str) -> Message | None:
    """Why a stretch of a page was not read; ``None`` where somebody else tells, or the author need not know."""
    match reason:
        case UnreadReason.LONG_LINE:
            return message("a line of more than {limit} characters is not read", limit=LINE_LIMIT)
        case UnreadReason.BUDGET:
            return message("the page is too large, and is not read from here on")
        case UnreadReason.DEPTH:
            return message("what is nested this deep is not read")
    return None
