"""Claims: read out of a page by :func:`read_claims`, before anyone asks whether they are true."""

from __future__ import annotations

from ..pages.model import Page
from .model import PageClaims
from .page import may_hold_claims
from .reader import ClaimReader

__all__ = ["ClaimReader", "may_hold_claims", "read_claims"]


def read_claims(page: Page, *names: frozenset[str]) -> PageClaims:
    """The claims that *page* makes; *names* are what :class:`ClaimReader` takes. Who reads many pages makes one of those."""
    return ClaimReader(*names).read(page)
