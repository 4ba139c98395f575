"""What of the facts helps to read claims: names, not what is true."""

from __future__ import annotations

from ..claims.reader import ClaimReader
from ..facts.base import FactBase

__all__ = ["claim_reader"]


def claim_reader(facts: FactBase) -> ClaimReader:
    """A reader of claims about what *facts* know."""
    return ClaimReader(facts.names(), facts.product_names(), facts.terms(), facts.words(), facts.kinds())
