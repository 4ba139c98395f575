"""Patterns that more than one part of the reader needs."""

from __future__ import annotations

import re

__all__ = ["ESCAPE", "FIELD", "NAME"]

NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
"""A simple reference name, the name of a directive or role."""

FIELD = re.compile(r":(?![: ])((?:[^:\\]|\\.|:(?!(?:[ `]|$)))*)(?<! ):( +|$)")
"""The marker of a field; its first group is the name."""

ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
"""A backslash and what it escapes. Replaced by NUL and that, it keeps the length of the text."""
