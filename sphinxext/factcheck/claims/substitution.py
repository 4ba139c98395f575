"""sed: what an editing command takes away, and what it writes instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .context import Context
from .excerpt import Excerpt
from .model import Claim, FlagClaim, How
from .word import Word, is_placeholder

__all__ = ["claims_of_substitution"]

_SUBSTITUTION = re.compile(
    r"(?:^|(?<=[;\s/]))s(?P<sign>[/#|@,!%:+])(?P<old>(?:\\.|(?!(?P=sign))[^\\\n])*)(?P=sign)(?P<new>(?:\\.|(?!(?P=sign))[^\\\n])*)(?P=sign)"
)
_DELETED = re.compile(r"/(?P<old>(?:\\.|[^/\\\n])*)/\s*+d\b")
_ADDED = re.compile(r"/\s*+[aic]\s*+\\?\s*+(?P<new>\S.*)$", re.DOTALL)
_FLAG = re.compile(r"(?<![\w-])(?P<flag>--?[A-Za-z][\w.-]*)(?:=(?P<value>[^\s\"'\\/&,]*))?", re.ASCII)
_LIMIT = 4000


def claims_of_substitution(words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The flags in the commands of a call of sed, whose arguments *words* are.

    They belong to the component after which one of the files is named; nothing is said of others.
    """
    name = next((found for word in words if (found := context.names.filename(word.value)) is not None), None)
    if name is None:
        return
    inner = context.about(name, How.FILENAME)
    for word in words:
        text, shift = word.unquoted
        if not shift or "-" not in text or len(text) > _LIMIT:
            continue
        start = word.start + shift
        for pattern, group, side in (
            (_DELETED, "old", inner.acknowledged()),
            (_SUBSTITUTION, "old", inner.acknowledged()),
            (_SUBSTITUTION, "new", inner),
            (_ADDED, "new", inner),
        ):
            for match in pattern.finditer(text):
                yield from _flags(match[group], start + match.start(group), excerpt, side)


def _flags(text: str, start: int, excerpt: Excerpt, context: Context) -> Iterator[FlagClaim]:
    for match in _FLAG.finditer(text):
        name = match["flag"].lstrip("-")
        value = match["value"]
        shown = value is not None and not is_placeholder(value)
        yield FlagClaim(
            span=excerpt.span(start + match.start("flag"), start + match.end("flag")),
            subject=context.subject,
            stance=context.stance,
            scope=context.scope,
            name=name,
            dashes=match["flag"][: len(match["flag"]) - len(name)],
            value=value if shown else None,
            value_span=excerpt.span(start + match.start("value"), start + match.end("value")) if shown else None,
        )
