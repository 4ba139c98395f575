"""Facts that installed distributions ship."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Final

from ..messages import message
from .layers import Layer
from .problems import Problem

__all__ = ["GROUP", "installed_layers"]

GROUP: Final = "sphinxext.factcheck.facts"
"""The entry points by which a distribution ships facts: each is a package with a folder ``facts``, or a path to one."""


def installed_layers() -> tuple[tuple[Layer, ...], tuple[Problem, ...]]:
    """The layers of facts that are installed, by the name of their entry point, and those that cannot be used."""
    layers: list[Layer] = []
    problems: list[Problem] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        owner = entry.dist.name if entry.dist is not None else entry.name
        try:
            directory = _directory(entry)
        except Exception as error:  # whatever the code of a stranger raises
            what = message(
                "the facts of {owner} (entry point {name!r}) cannot be used: {reason}",
                owner=owner, name=entry.name, reason=f"{type(error).__name__}: {error}",
            )  # fmt: skip
            problems.append(Problem(entry.value, 1, 1, what))
        else:
            layers.append(Layer(directory, owner))
    return tuple(layers), tuple(problems)


def _directory(entry: EntryPoint) -> Path:
    found: Any = entry.load()
    if callable(found):
        found = found()
    if isinstance(found, str | Path):
        return Path(found)
    return Path(next(iter(found.__path__))) / "facts"
