"""The markers of enumerated lists: ``1.``, ``(a)``, ``iv)``, ``#.``."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Enumerator", "continues", "parse_enumerator"]

_MARKER = re.compile(
    r"(?:\((?P<parens>[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)\)|(?P<plain>[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)[.)])( +|$)"
)
_ROMAN = re.compile("M{0,4}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$")
_ROMAN_VALUES = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Enumerator:
    """A marker: *prefix* and *suffix* around it, what it counts in, its number (``None`` if it is none) and its width."""

    prefix: str
    suffix: str
    sequence: str
    ordinal: int | None
    width: int


def parse_enumerator(text: str, previous: Enumerator | None) -> Enumerator | None:
    """The marker that *text* begins with, read as the item after *previous* if it can be."""
    match = _MARKER.match(text)
    if match is None:
        return None
    word = match["parens"] or match["plain"]
    prefix = "(" if match["parens"] else ""
    suffix = text[len(prefix) + len(word)]
    sequence = _sequence(word, previous.sequence if previous and (previous.prefix, previous.suffix) == (prefix, suffix) else "")
    return Enumerator(prefix, suffix, sequence, _ordinal(word, sequence), match.end())


def _sequence(word: str, expected: str) -> str:
    kinds = []
    if word == "#":
        return "#"
    if word.isdigit():
        return "arabic"
    case = "lower" if word.islower() else "upper"
    if len(word) == 1:
        kinds.append(f"{case}alpha")
    if not word.strip("ivxlcdmIVXLCDM"):
        kinds.append(f"{case}roman")
    if expected in kinds:
        return expected
    return kinds[-1] if word in ("i", "I") else kinds[0]


def _ordinal(word: str, sequence: str) -> int | None:
    if sequence == "#":
        return 1
    if sequence == "arabic":
        return int(word) if len(word) < 10 else None
    if sequence.endswith("alpha"):
        return ord(word.lower()) - ord("a") + 1
    upper = word.upper()
    if not _ROMAN.match(upper):
        return None
    number = 0
    rest = upper
    for value, letters in _ROMAN_VALUES:
        while rest.startswith(letters):
            number += value
            rest = rest[len(letters) :]
    return number


def continues(enumerator: Enumerator, text: str) -> bool:
    """Whether *text* begins with the marker that follows *enumerator*, or with one that numbers itself."""
    if enumerator.ordinal is None:
        return False
    word = _word(enumerator.ordinal + 1, enumerator.sequence)
    if word is None:
        return False
    prefix, suffix = enumerator.prefix, enumerator.suffix
    return text.startswith((f"{prefix}{word}{suffix} ", f"{prefix}#{suffix} "))


def _word(ordinal: int, sequence: str) -> str | None:
    if sequence == "#":
        return "#"
    if sequence == "arabic":
        return str(ordinal)
    if sequence.endswith("alpha"):
        if ordinal > 26:
            return None
        word = chr(ord("A") + ordinal - 1)
    else:
        if not 0 < ordinal < 5000:
            return None
        word = ""
        for value, letters in _ROMAN_VALUES:
            word += letters * (ordinal // value)
            ordinal %= value
    return word.lower() if sequence.startswith("lower") else word
