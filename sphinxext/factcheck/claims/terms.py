"""Names that a page uses as they stand and that belong to no program: keys of labels, registries, where packages come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..pages.model import Line
from .model import Scope, Stance, TermClaim
from .stance import is_acknowledged

__all__ = ["Terms"]

# What rewrites a text names what it takes away.
_REWRITES = re.compile(r"(?<![\w-])sed\s|\|\s*tr\s|\.replace\(")
_COMMENT = re.compile(r"(?:^|\s)(?:#|//)\s.*$")
_ADMISSION = re.compile(r"admission|准入|\bplug-?in", re.IGNORECASE)


class Terms:
    """Finds terms in lines.

    :param terms: the terms of record. One without a dot is a word, and a term only beside talk of admission plugins.
    """

    def __init__(self, terms: Iterable[str] = ()) -> None:
        longest_first = sorted(terms, key=lambda term: (-len(term), term))
        known = "|".join(map(re.escape, longest_first)) or "(?!)"
        # A mirror may hold what others name in a path of its own: only the beginning of an address is a name.
        self._pattern = re.compile(rf"(?<![\w.@-])(?<!\w/)(?:{known})(?![\w-]|\.\w)", re.IGNORECASE | re.ASCII)
        parts = sorted({term.rpartition(".")[2].partition("/")[0].lower() for term in longest_first if "." in term})
        words = [term.lower() for term in longest_first if "." not in term]
        self._hints = (*(f".{part}" for part in parts), *words)

    def promise(self, texts: Iterable[str]) -> bool:
        """Whether a term may stand in *texts*: a cheap look."""
        return any(hint in text.lower() for text in texts for hint in self._hints)

    def claims(self, lines: Sequence[Line], stance: Stance, scope: Scope, talk: str = "") -> Iterator[TermClaim]:
        """The terms in *lines*, which stand together: each knows the others.

        :param talk: the sentence that the lines are of, if they are of one.
        """
        found: list[TermClaim] = []
        for line in lines:
            if not self.promise((line.text,)) or _REWRITES.search(line.text):
                continue
            if (comment := _COMMENT.search(line.text)) is not None and is_acknowledged(comment[0]):
                continue
            for match in self._pattern.finditer(line.text):
                if "." in match[0] or _ADMISSION.search(talk or line.text):
                    span = line.span(match.start(), match.end())
                    found.append(TermClaim(span=span, subject=None, stance=stance, scope=scope, term=match[0]))
        beside = tuple(sorted({claim.term.lower() for claim in found}))
        return (replace(claim, beside=beside) for claim in found)
