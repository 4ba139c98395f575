"""Which style a help text has, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ...messages import message
from .argparse import looks_like_argparse, read_argparse
from .cobra import looks_like_cobra, read_cobra
from .gnu import looks_like_gnu, read_gnu
from .go_flag import looks_like_go_flag, read_go_flag
from .kingpin import looks_like_kingpin, read_kingpin
from .model import Help, HelpError, Style
from .text import cut_off, plain_lines
from .urfave import looks_like_urfave, read_urfave

__all__ = ["MAX_CHARACTERS", "read_help"]

MAX_CHARACTERS = 4_000_000
"""No help text is longer; kubectl's longest is a hundredth of that."""

_READERS: Mapping[Style, tuple[Callable[[Sequence[str]], bool], Callable[[Sequence[str]], Help]]] = {
    Style.KINGPIN: (looks_like_kingpin, read_kingpin),
    Style.ARGPARSE: (looks_like_argparse, read_argparse),
    Style.URFAVE: (looks_like_urfave, read_urfave),
    Style.GO_FLAG: (looks_like_go_flag, read_go_flag),
    Style.COBRA: (looks_like_cobra, read_cobra),
    Style.GNU: (looks_like_gnu, read_gnu),
}
"""How a style is told and how it is read; the first that fits is taken."""

_USAGE = re.compile(r"\s*usage\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(re.findall(r"\w+", "the a an of to for and in on if is with be by not or from that are this use when as"))
_FOREIGN = frozenset(
    re.findall(
        r"\w+",
        "der die das den dem des und für mit nicht auf ist ein eine einen zu von im wird werden oder aus anzeigen "
        "le la les du une pour avec est pas dans sur ne ou un afficher et "
        "el los las para con una por que del al se y mostrar di il per che della dei non lo "
        "os em não um uma de het een voor niet van naar och för att med som inte na nie jest lub",
    )
)
"""Small words of languages that programs are translated into."""


def read_help(text: str, style: Style | None = None) -> Help:
    """What a help text says.

    :param text: the whole output of the program; colours, overstriking, tabs and carriage returns do no harm.
    :param style: its layout, where it is known; then a text with a usage line that promises no flags is one without flags.
    :raises HelpError: the text is empty, too long, no help, in another language than English, or cut off. That it was cut shows
        in a last line without a line break, a title without entries, an entry without its end, or in something missing that
        every text of the style has: ``--help`` itself, what the usage line names. A cut between two entries may not show.
    """
    if len(text) > MAX_CHARACTERS:
        raise HelpError(message("the help text has more than {limit} characters", limit=MAX_CHARACTERS))
    *lines, rest = plain_lines(text)
    if not any(lines) and not rest.strip():
        raise HelpError(message("the help text is empty"))
    lines = [*lines, rest.rstrip(), ""] if rest else [*lines, ""]
    if _is_foreign(lines):
        raise HelpError(message("the help text is not in English: run the program with LANG=C"))
    told = style or next((name for name, (fits, _) in _READERS.items() if fits(lines)), None)
    if told is None:
        raise _no_help()
    if rest:
        raise cut_off(next(line for line in reversed(lines) if line))
    found = _READERS[told][1](lines)
    empty = not found.flags and not found.inherited and not found.commands
    if empty and (style is None or not any(_USAGE.match(line) for line in lines)):
        raise _no_help()
    return found


def _no_help() -> HelpError:
    return HelpError(message("this is no help text of a layout that can be read: it lists no flags"))


def _is_foreign(lines: Sequence[str]) -> bool:
    """Whether the small words of the text are another language's, or its letters another alphabet's."""
    words = [word.lower() for line in lines for word in _WORD.findall(line)]
    letters = sum(map(len, words))
    other = sum(not letter.isascii() for word in words for letter in word)
    english = sum(word in _ENGLISH for word in words)
    foreign = [word for word in words if word in _FOREIGN]
    return other * 10 > letters or (len(set(foreign)) > 3 and len(foreign) > english)
