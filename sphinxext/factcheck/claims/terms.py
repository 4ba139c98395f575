"""Names that a page uses as they stand and that belong to no program: keys of labels, registries, where packages come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..pages.model import Line, Run, RunKind
from .model import Scope, Stance, TermClaim
from .stance import is_acknowledged

__all__ = ["Terms"]

# What rewrites a text names what it takes away.
_REWRITES = re.compile(r"(?<![\w-])sed\s|\|\s*tr\s|\.replace\(")
_COMMENT = re.compile(r"(?:^|\s)(?:#|//)\s.*$")
# Who lets requests through to a host, or keeps what it has, goes on doing so.
_PASSED = re.compile(
    r"(?<!kube-)\bprox(?:y|ies)\b|\bmirror|\bcach(?:e|es|ed|ing)\b|\b(?:allow|white)[- ]?list|firewall|代理|白名单|加速|镜像站",
    re.IGNORECASE,
)
_PASSING = re.compile(r"\bno_?proxy\b|\bmirrors?\b|\b(?:allow|white)[-_]?list", re.IGNORECASE)
# Talk of the end of a host.
_ENDS = re.compile(r"\b(?:freez\w*|froze\w*|sunset\w*|redirect\w*|neither|migrat\w+|endpoint)\b|迁移|冻结|重定向", re.IGNORECASE)
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

    def claims_of_sentence(self, runs: Sequence[Run], stance: Stance, scope: Scope, text: str) -> Iterator[TermClaim]:
        """The terms that a sentence of *runs*, *text* as a whole, uses; a word or bare host in plain text is only talked of."""
        if _ENDS.search(text):
            return
        said = [run.line for run in runs if run.kind in (RunKind.TEXT, RunKind.LITERAL)]
        plain = [(run.line, run.line.column + len(run.line.text)) for run in runs if run.kind is RunKind.TEXT]
        for claim in self.claims(said, stance, scope, text):
            for line, end in plain:
                span = claim.span
                if (span.path, span.line) == (line.path, line.number) and line.column <= span.column < end:
                    after = line.text[span.end_column - line.column :]
                    if "/" not in claim.term and not after.startswith("/"):
                        break
            else:
                yield claim

    def claims(self, lines: Sequence[Line], stance: Stance, scope: Scope, talk: str = "") -> Iterator[TermClaim]:
        """The terms in *lines*, which stand together: each knows the others.

        :param talk: the sentence that the lines are of, if they are of one.
        """
        found: list[TermClaim] = []
        for line in lines:
            if not self.promise((line.text,)) or _REWRITES.search(line.text):
                continue
            if _PASSED.search(talk) if talk else _PASSING.search(line.text):
                continue
            if (comment := _COMMENT.search(line.text)) is not None and is_acknowledged(comment[0]):
                continue
            alone = line.text.strip(" \t-\"',:*")
            for match in self._pattern.finditer(line.text):
                if not talk and "/" not in match[0] and match[0] == alone:
                    continue  # a list of hosts
                if "." in match[0] or _ADMISSION.search(talk or line.text):
                    span = line.span(match.start(), match.end())
                    found.append(TermClaim(span=span, subject=None, stance=stance, scope=scope, term=match[0]))
        beside = tuple(sorted({claim.term.lower() for claim in found}))
        return (replace(claim, beside=beside) for claim in found)
