"""Single sightings of a name, release by release, and how they become facts that hold for ranges of releases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from ..messages import Message
from ..versions import Version, series
from .yaml_text import Node

__all__ = [
    "Sighting", "UpstreamError", "after_series", "numbered", "parse_release", "ranges_of", "settled", "source", "spans",
    "steps_of",
]  # fmt: skip

_RELEASE = re.compile(r"\d+\.\d+\.\d+")
_TAGGED = re.compile(r"github\.com/(?P<repository>[\w.-]+/[\w.-]+) tag (?P<tag>v?[\w.-]+)")


class UpstreamError(ValueError):
    """What was given is not what its extractor expects; *message* says where and what, in any language."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Sighting(StrEnum):
    """Whether a name was there; *unseen* where the artefact could not tell."""

    PRESENT = "present"
    ABSENT = "absent"
    UNSEEN = "unseen"


def parse_release(text: str) -> Version | None:
    """The release that a label names; ``None`` for the label of a branch such as ``1.19.x``."""
    return Version(text) if _RELEASE.fullmatch(text) else None


def after_series(release: Version) -> str:
    """The first release after the series of *release*: ``1.37`` for 1.36.3."""
    major, minor = series(release)
    return f"{major}.{minor + 1}"


def settled(sightings: Iterable[Sighting]) -> tuple[bool, ...]:
    """Presence at each release, in order; what was unseen is taken to be as it was before, or else as it is afterwards."""
    given = tuple(sightings)
    known = next((s for s in given if s is not Sighting.UNSEEN), Sighting.ABSENT)
    result = []
    for sighting in given:
        known = known if sighting is Sighting.UNSEEN else sighting
        result.append(known is Sighting.PRESENT)
    return tuple(result)


def spans(releases: Sequence[Version], present: Sequence[bool]) -> list[tuple[str, str | None]]:
    """The stretches of *releases* at which something was *present*, as ``(since, removed)``; ``None`` if it lasts to the end."""
    found: list[tuple[str, str | None]] = []
    since: str | None = None
    for release, here in zip(releases, present, strict=True):
        if here and since is None:
            since = str(release)
        elif not here and since is not None:
            found.append((since, str(release)))
            since = None
    if since is not None:
        found.append((since, None))
    return found


def ranges_of(releases: Sequence[Version], present: Sequence[bool]) -> Node:
    """The same as :func:`spans`, as a generated file writes it: ``[[since, removed], ...]``."""
    return [list(span) for span in spans(releases, present)]


def steps_of(values: Iterable[tuple[Version, str]]) -> dict[str, Node]:
    """The value from each release on at which it changed."""
    steps: dict[str, Node] = {}
    last: str | None = None
    for release, value in values:
        if value != last:
            steps[str(release)] = last = value
    return steps


def source(artefact: str, release: str) -> Mapping[str, Node]:
    """The source that *artefact*, as an observation names it, is; with an address if it is a tag of a public repository."""
    found: dict[str, Node] = {"artefact": artefact, "release": release}
    match = _TAGGED.match(artefact)
    if match is not None:
        found["url"] = f"https://github.com/{match['repository']}/tree/{match['tag']}"
    return found


def numbered(prefix: str, artefacts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each artefact with the id of a source: *prefix*, and a letter where there are several."""
    for index, artefact in enumerate(artefacts):
        yield (prefix if len(artefacts) == 1 else f"{prefix}{chr(ord('a') + index)}"), artefact
