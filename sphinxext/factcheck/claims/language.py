"""Which languages running text is read in: English and Chinese. In any other, what is said to be gone would go unnoticed."""

from __future__ import annotations

import re

__all__ = ["SAMPLE", "is_foreign"]

SAMPLE = 4_000
"""The number of characters that tell."""
_ENGLISH = (" the ", " of ", " to ", " and ", " is ", " in ", " for ", " with ")
_ENOUGH = 5
_OTHERS = re.compile(
    r"(?<!\w)(?:der|das|und|ist|nicht|mit|für|von|ein|eine|einen|wird|werden|auf|den|dem|zu|im"
    r"|le|les|est|une|dans|pour|avec|sur|pas|du|vous|cette|sont"
    r"|el|los|las|una|para|por|del|como|esta|este|es|y"
    r"|não|são|uma|os|em|um|ao"
    r"|il|che|della|gli|di|non|sono|nel"
    r"|jest|nie|się|oraz|bu|ve|için|ile)(?!\w)",
    re.IGNORECASE,
)
# Scripts that neither language is written in: Cyrillic, Arabic, Devanagari, Thai, kana, Hangul.
_SCRIPTS = re.compile(r"[Ѐ-ӿ؀-ۿऀ-ॿ฀-๿぀-ヿ가-힯]")


def is_foreign(text: str) -> bool:
    """Whether *text*, a sample of a page, is in another language than English and Chinese."""
    text = text[:SAMPLE]
    english = sum(map(text.count, _ENGLISH))
    scripts = 0 if text.isascii() else len(_SCRIPTS.findall(text))
    if scripts * 6 > len(text):
        return True
    if english >= _ENOUGH:
        return False
    words = len(_OTHERS.findall(text))
    return words >= _ENOUGH and words > 2 * english
