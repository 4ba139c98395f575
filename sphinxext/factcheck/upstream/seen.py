"""What one artefact says of a program: its flags, as spelt there."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["INLINE", "SeenFlag"]

INLINE = "<inline>"
"""Before the name of a Go type whose fields stand where the field itself would."""


@dataclass(frozen=True, slots=True)
class SeenFlag:
    """A flag as one artefact has it.

    *name* without dashes. *type* in the artefact's own word, empty if it says nothing. *default* as the artefact writes it,
    ``None`` if it shows none. *message*: what upstream says about the deprecation, read for facts and never kept. *no_value*:
    whether the flag may stand alone. *shorthand*: its letter, without the dash.
    """

    name: str
    type: str = ""
    default: str | None = None
    deprecated: bool = False
    message: str = ""
    hidden: bool = False
    no_value: bool = False
    shorthand: str = ""
