"""The node of a large table, by itself: every build knows it, and most make none."""

from __future__ import annotations

from docutils import nodes

__all__ = ["fact_table"]


class fact_table(nodes.General, nodes.Element):  # noqa: N801
    """A table of many rows in one node: ``table`` is a :class:`PlainTable`. HTML prints it, for others it is made a table."""
