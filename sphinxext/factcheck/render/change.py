"""A change to a file, as an author shows it: lines that go (``-``), that come (``+``), and that stay."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["is_change", "reverted"]


def is_change(lines: Sequence[str]) -> bool:
    """Whether some line goes or comes."""
    return any(line.startswith(("-", "+")) for line in lines)


def reverted(lines: Sequence[str]) -> tuple[str, ...]:
    """The change that undoes *lines*; in each run of changed lines, those that go stand first, as they do in any diff."""
    result: list[str] = []
    going: list[str] = []
    coming: list[str] = []
    for line in lines:
        if line.startswith("+"):
            going.append("-" + line[1:])
        elif line.startswith("-"):
            if going:
                # A line that goes begins a new pair: keep the pairs apart.
                result += [*going, *coming]
                going, coming = [], []
            coming.append("+" + line[1:])
        else:
            result += [*going, *coming, line]
            going, coming = [], []
    return (*result, *going, *coming)
