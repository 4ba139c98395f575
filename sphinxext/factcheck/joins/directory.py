"""What holds for the pages of a directory."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..applicability import Applicability
from ..claims.model import Ignore

__all__ = ["Directory", "matching"]

_WILD = re.compile(r"/?\*\*/?|[*?]")


@dataclass(frozen=True, slots=True)
class Directory:
    """What holds for the pages whose path *pattern* names: a directory, or a glob relative to the root of the sources.

    ``*`` and ``?`` stay within a name, ``**`` crosses directories. A pattern that names a directory holds for all that is in it.
    """

    pattern: str
    applies_to: Applicability = Applicability()
    ignores: tuple[Ignore, ...] = ()

    def matcher(self) -> re.Pattern[str]:
        """Matches the paths that the pattern names, whole."""
        return re.compile(f"{_expression(self.pattern.removeprefix('./').strip('/'))}(?:/.*)?", re.DOTALL)


def matching(directories: Iterable[tuple[re.Pattern[str], Directory]], path: str) -> tuple[Directory, ...]:
    """Those of *directories*, with their matchers, that name *path*, in their order."""
    return tuple(directory for pattern, directory in directories if pattern.fullmatch(path))


def _expression(pattern: str) -> str:
    """The regular expression of a glob."""
    parts: list[str] = []
    at = 0
    for match in _WILD.finditer(pattern):
        parts.append(re.escape(pattern[at : match.start()]))
        at = match.end()
        match match[0]:
            case "*":
                parts.append("[^/]*")
            case "?":
                parts.append("[^/]")
            case "/**/":
                parts.append("/(?:.*/)?")
            case "**/":
                parts.append("(?:.*/)?")
            case "/**":
                parts.append("/.*")
            case _:
                parts.append(".*")
    parts.append(re.escape(pattern[at:]))
    return "".join(parts)
