"""Commands that a page shows in order to warn of them: what they do is not its advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from ..pages.model import Line, Node, Paragraph
from .model import CopyClaim, PodClaim, Stance

__all__ = ["speaks_of_mirrors", "without_warned"]

_Result = TypeVar("_Result")
_REFUSED = re.compile(r"\bforbidden\b|^error: |\bis invalid\b|cannot be (?:edited|changed)", re.IGNORECASE)
_WARNED = re.compile(
    r"#.*(?:\bdo(?:n[o']| no)t\b|\bnever\b|\bwrong\b|\bbad\b|\bincorrect\b|\bmistake|\bno effect\b|\bavoid\b"
    r"|不要|错误|不推荐|无效|勿)",
    re.IGNORECASE,
)
_MIRRORS = re.compile(r"\bmirror(?:ed)?[ -]pods?\b|镜像 ?pod", re.IGNORECASE)


def without_warned(results: Iterable[_Result], lines: Sequence[Line]) -> Iterator[_Result]:
    """*results* of a block of *lines*: what a comment above warns of, or the block shows to be refused, is no advice."""
    refused: bool | None = None
    for result in results:
        if isinstance(result, CopyClaim | PodClaim) and result.stance is Stance.ADVICE:
            if refused is None:
                refused = any(_REFUSED.search(line.text[:2000]) for line in lines)
            is_refused = refused and isinstance(result, PodClaim)
            if is_refused or _is_warned_of(result.span.path, result.span.line, lines):
                yield replace(result, stance=Stance.ACKNOWLEDGED)
                continue
        yield result


def _is_warned_of(path: str, number: int, lines: Sequence[Line]) -> bool:
    """Whether the line, or a comment right above it, warns."""
    return any(line.path == path and number - 1 <= line.number <= number and _WARNED.search(line.text[:2000]) for line in lines)


def speaks_of_mirrors(nodes: Iterable[Node]) -> bool:
    """Whether the running text says *mirror pod*: then its author knows what becomes of a change."""
    return any(
        isinstance(node, Paragraph) and _MIRRORS.search(" ".join(run.line.text for run in node.runs)) is not None
        for node in nodes
    )
