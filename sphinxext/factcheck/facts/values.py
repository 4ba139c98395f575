"""What all facts are made of: sources, and values that changed over time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ..versions import Version

__all__ = ["Source", "Steps"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is known from: an artefact, the release it is of, an address if it has one."""

    id: str
    artefact: str
    release: str = ""
    url: str = ""

    def __str__(self) -> str:
        return f"{self.artefact} ({self.url})" if self.url else self.artefact


@dataclass(frozen=True, slots=True)
class Steps:
    """A value that changed over time: pairs of a release and the value from that release on, in order."""

    steps: tuple[tuple[Version, str], ...] = ()

    def at(self, version: Version) -> str | None:
        """The value in *version*; ``None`` before the first step."""
        index = bisect_right(self.steps, version, key=lambda step: step[0])
        return self.steps[index - 1][1] if index else None
