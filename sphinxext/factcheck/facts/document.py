"""The values of a fact file, which remember where they stand."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..messages import message
from .problems import Problem

__all__ = ["MAX_BYTES", "Document", "Mapping", "Mark", "Sequence", "Table", "Value", "read_bytes"]

MAX_BYTES: Final = 8_000_000
_USUAL_BYTES: Final = 65_536


class Mark(NamedTuple):
    """A place in a file; line and column count from 1. *written* is the text of a scalar, as typed.

    A tuple, for reading a file makes one for every key and value in it.
    """

    line: int
    column: int
    written: str = ""


Table = dict[str, "Value"]
"""A mapping as plain values."""


class Mapping(dict[str, "Value"]):
    """A mapping; *keys_at* and *values_at* tell where each key and value stands."""

    __slots__ = ("keys_at", "values_at", "weight")

    def __init__(self) -> None:
        super().__init__()
        self.keys_at: dict[str, Mark] = {}
        self.values_at: dict[str, Mark] = {}
        self.weight = 1


class Sequence(list["Value"]):
    """A sequence; *values_at* tells where each item stands."""

    __slots__ = ("values_at", "weight")

    def __init__(self) -> None:
        super().__init__()
        self.values_at: list[Mark] = []
        self.weight = 1


Value = None | bool | int | float | str | dict[str, "Value"] | list["Value"]


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its *path* as it is shown to people, and the mapping that it holds."""

    path: str
    root: Mapping

    def plain(self) -> Table:
        """What it holds, without the places: they are more than the values, and every garbage collection walks through them."""
        return {key: _plain(value) for key, value in self.root.items()}

    def mark(self, *steps: str | int) -> Mark:
        """Where the value stands that *steps* (keys and indexes) lead to; the nearest there is if they lead nowhere."""
        value: Any = self.root
        mark = Mark(1, 1)
        with suppress(AttributeError, LookupError, TypeError):
            for step in steps:
                mark, value = value.values_at[step], value[step]
        return mark


def _plain(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def read_bytes(path: Path, shown: str = "") -> tuple[bytes | None, tuple[Problem, ...]]:
    """What the file *path* holds, ``None`` if it cannot be read or is larger than a fact file can be, and why."""
    shown = shown or str(path)
    try:
        with path.open("rb") as file:
            # Python makes room for all that it is asked to read, and most files are small.
            data = file.read(_USUAL_BYTES)
            if len(data) == _USUAL_BYTES:
                data += file.read(MAX_BYTES + 1 - _USUAL_BYTES)
    except OSError as error:
        return None, (Problem(shown, 1, 1, message("cannot be read: {reason}", reason=error.strerror or type(error).__name__)),)
    if len(data) > MAX_BYTES:
        return None, (Problem(shown, 1, 1, message("the file is larger than {limit} bytes", limit=MAX_BYTES)),)
    return data, ()
