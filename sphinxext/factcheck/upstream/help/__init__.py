"""Help texts and what they say of a program: one module for each style, each a pure function from lines to facts.

:func:`read_help` tells the style from the text. Flags are spelt as the text spells them: the type in the word of the text
(``bool`` where a flag takes no value, ``value`` where it takes one and no word is said), the default without its quotes.
"""

from .model import FlagGroup, Help, HelpError, Style
from .reading import read_help

__all__ = ["FlagGroup", "Help", "HelpError", "Style", "read_help"]
