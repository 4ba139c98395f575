"""Which pages can be passed over: those that name nothing which is known, so that no claim on them could be judged.

Most pages of most sites are such. A look at the bytes tells, in a hundredth of the time that reading a page takes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..pages.files import Files
from .vocabulary import GENERIC

__all__ = ["Screen"]

_TABLE = bytes.maketrans(
    bytes(range(ord("A"), ord("Z") + 1)) + b"_ \t\r\n", bytes(range(ord("a"), ord("z") + 1)) + b"-" * len("_ \t\r\n")
)
"""Names are compared without case, and a space, a dash and an underscore are one."""
_MARKS = (
    "apiversion", "extraargs", "scrape-config", "rule-files", "receivers:", "factcheck", "fact:", "remediation::",
    "{remediation}", "metrics-port-table",
)  # fmt: skip
"""What makes a claim without naming anybody: manifests and configurations, and what is ours."""
_PROGRAM = re.compile(rb"kube(?!rnetes)")
"""Programs of Kubernetes, and whatever their installers make of their names; the word itself names none of them."""
_KUBERNETES = (b"kube", b"k8s")
_TRADE = tuple(sorted(word.encode() for word in GENERIC if re.search("scheduler|api-?server|controller-manager", word)))
"""Words of the trade, which are components where a page is about Kubernetes."""
_SERVED = re.compile(rb":\d{2,5}/[a-z]")
"""A port with a path: who serves the one on the other is known without being named."""
_INCLUDED = (
    (b"include::", re.compile(rb"include::[ \t]*([^\s][^\n]*)")),
    (b"include}", re.compile(rb"include\}[ \t]*([^\s`][^\n]*)")),
    (b"file:", re.compile(rb"^[ \t]*:?file:[ \t]*([^\s][^\n]*)", re.MULTILINE)),
)
"""How a page includes a file: what its bytes then hold, and the name of the file."""
_PART = re.compile(r"[^-./:]{4,}")
_FILES = 50
"""The included files that are looked at for one page; one that includes more is read."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Tells pages that name one of *words* (names, paths, terms), or show a file of one of *kinds*, from those to pass over."""

    words: frozenset[str]
    kinds: frozenset[str] = frozenset()
    _guarded: tuple[tuple[bytes, tuple[bytes, ...]], ...] = field(init=False, repr=False, compare=False)
    """The words to look for, by a part that many of them share: where it is not, none of them is."""

    def __post_init__(self) -> None:
        spelled = {re.sub(r"[_\s]", "-", word.lower()) for word in self.words} - GENERIC
        wanted = {word for word in {*spelled, *_MARKS} if word and not _PROGRAM.search(word.encode())}
        kinds = tuple(sorted(kind.lower().encode() for kind in self.kinds))
        object.__setattr__(self, "_guarded", (*_by_part(_shortest(wanted)), (b"kind:", kinds)))

    def admits(self, path: str, source: bytes, files: Files) -> bool:
        """Whether a claim on the page *path*, which holds *source*, or in one of *files* that it includes, could be judged."""
        if source[:2] in (b"\xff\xfe", b"\xfe\xff") or self._names(path.encode("utf-8", "replace")):
            return True
        seen = {path}
        waiting = [(path, source)]
        while waiting:
            name, data = waiting.pop()
            if self._names(data):
                return True
            for candidates in _included(data, path, name):
                if seen.issuperset(candidates):
                    continue
                seen.update(candidates)
                found = [(each, content) for each in candidates if isinstance(content := files.read(each), bytes)]
                if not found or len(seen) > _FILES:
                    return True  # whoever reads it tells what it lacks
                waiting.extend(found)
        return False

    def _names(self, source: bytes) -> bool:
        text = source.translate(_TABLE)
        if _PROGRAM.search(text) is not None:
            return True
        if any(guard in text and any(word in text for word in words) for guard, words in self._guarded):
            return True
        if _SERVED.search(text) is not None:
            return True
        return any(word in text for word in _KUBERNETES) and any(word in text for word in _TRADE)


def _included(source: bytes, page: str, beside: str) -> Iterator[tuple[str, ...]]:
    """What each name of a file that *source*, the content of *page* or of the file *beside* that it includes, names may mean.

    A name may be seen from the one or from the other; one that begins with a slash from the root.
    """
    folders = {posixpath.dirname(page), posixpath.dirname(beside)}
    for mark, pattern in _INCLUDED:
        for match in pattern.finditer(source) if mark in source else ():
            name = match[1].decode("utf-8", "replace").strip()
            paths = (posixpath.join(folder, name.lstrip("/")) for folder in (("",) if name.startswith("/") else folders))
            yield tuple(posixpath.normpath(path) for path in paths)


def _shortest(words: Iterable[str]) -> list[str]:
    """*words* without those that hold another of them."""
    kept: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(other in word for other in kept):
            kept.append(word)
    return kept


def _by_part(words: list[str]) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
    """*words* in groups, each with a part that all in it hold."""
    left = sorted(words)
    while left:
        parts: dict[str, int] = {}
        for word in left:
            for part in set(_PART.findall(word)):
                parts[part] = parts.get(part, 0) + 1
        part = max(sorted(parts), key=lambda part: parts[part], default="")
        if not part or parts[part] < 2:
            break
        yield part.encode(), tuple(word.encode() for word in left if part in word)
        left = [word for word in left if part not in word]
    for word in left:
        yield word.encode(), (word.encode(),)
