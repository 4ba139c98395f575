"""Releases, and half-open ranges of releases.

A *release* is what upstream tags (``1.18.10``).  A *series* is its first two numbers (``1.18``), written by authors who
mean every patch release of it.  A range holds for ``[since, removed)``: it begins with the first release for which a fact
holds and ends before the first for which it no longer does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.version import Version

from .messages import Message, message

if TYPE_CHECKING:
    from packaging.specifiers import Specifier

__all__ = ["EVERY", "BadRangeError", "Version", "VersionRange", "next_after", "parse_range", "parse_version", "series"]

_LEADING = re.compile(r"[vV]?(\d+(?:\.\d+){0,3}(?:-?(?:alpha|beta|rc)\.?\d+)?)")


class BadRangeError(ValueError):
    """A text is neither a version nor a range; *message* says so in any language."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse_version(text: str) -> Version:
    """The release that *text* names; a leading ``v`` and a vendor's suffix (``-gke.100``, ``+k3s1``) are dropped.

    :raises BadRangeError: *text* does not begin with a version number.
    """
    match = _LEADING.match(text.strip())
    if match is None:
        raise _no_version(text)
    try:
        return Version(match[1])
    except ValueError as error:  # A number of thousands of digits is not read.
        raise _no_version(text) from error


def _no_version(text: str) -> BadRangeError:
    return BadRangeError(message("{text!r} is not a version", text=text))


def series(version: Version) -> tuple[int, int]:
    """Major and minor number of *version*."""
    return version.major, version.minor


def next_after(text: str) -> Version:
    """The first release after everything that *text* means: ``1.30`` gives 1.31, ``1.18.10`` gives 1.18.11."""
    release = parse_version(text).release
    return Version(".".join(map(str, (*release[:-1], release[-1] + 1))))


@dataclass(frozen=True, slots=True)
class VersionRange:
    """The releases from *since* on and before *removed*; ``None`` leaves that end open."""

    since: Version | None = None
    removed: Version | None = None

    def __contains__(self, version: Version) -> bool:
        return (self.since is None or version >= self.since) and (self.removed is None or version < self.removed)

    def __bool__(self) -> bool:
        return self.since is None or self.removed is None or self.since < self.removed

    def intersection(self, other: VersionRange) -> VersionRange:
        """The releases in both; false (empty) if there are none."""
        starts = [v for v in (self.since, other.since) if v is not None]
        ends = [v for v in (self.removed, other.removed) if v is not None]
        return VersionRange(max(starts, default=None), min(ends, default=None))

    def overlaps(self, other: VersionRange) -> bool:
        """Whether some release could be in both."""
        return bool(self.intersection(other))

    def __str__(self) -> str:
        """As an author would write it: ``1.18.10``, ``1.30``, ``>=1.16,<1.23`` or ``*``."""
        if self.since is not None and self.removed is not None and next_after(str(self.since)) == self.removed:
            return str(self.since)
        parts = []
        if self.since is not None:
            parts.append(f">={self.since}")
        if self.removed is not None:
            parts.append(f"<{self.removed}")
        return ",".join(parts) or "*"


EVERY = VersionRange()


def _specifier_range(specifier: Specifier) -> VersionRange:
    text = specifier.version.removesuffix(".*")
    version = Version(text)
    match specifier.operator:
        case ">=":
            return VersionRange(since=version)
        case ">":
            return VersionRange(since=next_after(text))
        case "<":
            return VersionRange(removed=version)
        case "<=":
            return VersionRange(removed=next_after(text))
        case "==" | "===":
            return VersionRange(version, next_after(text))
        case "~=":
            return VersionRange(version, next_after(".".join(map(str, version.release[:-1]))))
    raise BadRangeError(message("{text!r}: only >=, >, <=, <, == and ~= make a range", text=str(specifier)))


def parse_range(text: str) -> VersionRange:
    """The range that an author writes: ``1.18.10``, ``1.30``, ``>=1.16,<1.23`` or ``*``.

    :raises BadRangeError: *text* is neither a version nor a list of comparisons, or no release satisfies it.
    """
    text = text.strip()
    if text in ("", "*"):
        return EVERY
    if text[0] in "vV" or text[0].isdigit():
        plain = re.sub(r"\.[xX*]$", "", text)
        if not re.fullmatch(r"[vV]?\d+(\.\d+){0,3}([-+].*)?", plain):
            raise _no_version(text)
        version = parse_version(plain)
        return VersionRange(version, next_after(".".join(map(str, version.release))))
    # Loading it takes longer than answering a question that names no range.
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        specifiers: Iterable[Specifier] = SpecifierSet(re.sub(r"(?<=[=<>~ ])[vV](?=\d)", "", text))
    except InvalidSpecifier as error:
        raise BadRangeError(message("{text!r} is not a version range such as '>=1.16,<1.23'", text=text)) from error
    result = EVERY
    for specifier in specifiers:
        result = result.intersection(_specifier_range(specifier))
    if not result:
        raise BadRangeError(message("no release satisfies {text!r}: the range ends before it starts", text=text))
    return result
