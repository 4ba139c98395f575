"""Claims: read out of a page by :func:`read_claims`, before anyone asks whether they are true."""

from __future__ import annotations

from .page import may_hold_claims, read_claims

__all__ = ["may_hold_claims", "read_claims"]
