"""When something changed, as far as the observed releases tell.

A name that is there in one observed release and not in the next went somewhere after the one and no later than the other. Where a
series lies between the two, the change is told as a span: ``1.22–1.23``.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from itertools import pairwise

from ..facts import Product
from ..messages import Message, message
from ..versions import Version, VersionRange, series

__all__ = ["Bounds"]

_NONE: frozenset[Version] = frozenset()


class Bounds:
    """Puts the releases at which the names of one set change into words.

    :param observed: the releases at which the whole set was seen, in order.
    :param product: whose releases they are.
    """

    def __init__(self, observed: tuple[Version, ...], product: Product | None = None) -> None:
        known = sorted({series(release) for release in product.releases}) if product is not None else []
        self._first = observed[0] if observed else None
        self._last = observed[-1] if observed else None
        self._texts = {
            later: _change_text(earlier, later, known) for earlier, later in pairwise((None, *observed)) if later is not None
        }

    @property
    def count(self) -> int:
        """How many releases were observed."""
        return len(self._texts)

    @property
    def gap(self) -> str:
        """The first span of releases in which a change cannot be told from the next; empty if there is none."""
        return next((text for text in self._texts.values() if "–" in text), "")

    @property
    def first(self) -> str:
        """The first observed release; empty if there is none."""
        return str(self._first or "")

    @property
    def last(self) -> str:
        """The last observed release; empty if there is none."""
        return str(self._last or "")

    def change(self, release: Version, settled: Set[Version] = _NONE) -> str:
        """When that came which is first seen at *release*; a release that is *settled*, or was not observed, is exact."""
        text = self._texts.get(release) if release not in settled else None
        return text if text is not None else _short(release)

    def since(self, release: Version | None, settled: Set[Version] = _NONE) -> Message | str:
        """The same of something that may be older than what was observed; empty for ``None``."""
        if release is None:
            return ""
        text = self.change(release, settled)
        return message("{release} or earlier", release=text) if self._is_first(release, settled) else text

    def span(self, ranges: Iterable[VersionRange], settled: Set[Version] = _NONE) -> tuple[Message, ...]:
        """The releases of each of *ranges*: ``all`` (that were observed), ``1.19 and later``, ``before 1.22–1.23``."""
        return tuple(self._span(each, settled) for each in ranges)

    def _span(self, releases: VersionRange, settled: Set[Version]) -> Message:
        first = releases.since
        since = None if first is None or self._is_first(first, settled) else self.change(first, settled)
        removed = self.change(releases.removed, settled) if releases.removed is not None else None
        if since is None:
            return message("before {release}", release=removed) if removed is not None else message("all")
        if removed is None:
            return message("{first} and later", first=since)
        return message("{first} and later, before {removed}", first=since, removed=removed)

    def _is_first(self, release: Version, settled: Set[Version]) -> bool:
        return release == self._first and release not in settled


def _change_text(earlier: Version | None, later: Version, known: list[tuple[int, int]]) -> str:
    """When the change between two observations that follow each other came; *known* are the series of the product."""
    if earlier is None:
        return _series(series(later))
    first, last = series(earlier), series(later)
    if first == last:
        patch = f"{_series(last)}.{earlier.micro + 1}"
        return patch if patch == str(later) else f"{patch}–{later}"
    # A patch release does not change what a program accepts: each observation speaks for its series.
    following = first[0], first[1] + 1
    if first[0] != last[0] and first in known and last in known:
        # Where the next number begins is the product's own affair.
        following = min(known[known.index(first) + 1], (last[0], 0))
    return f"{_series(following)}–{_series(last)}" if following < last else _series(last)


def _series(numbers: tuple[int, int]) -> str:
    return f"{numbers[0]}.{numbers[1]}"


def _short(release: Version) -> str:
    """A release as people say it: the series, where its first release is meant."""
    return _series(series(release)) if release.micro == 0 else str(release)
