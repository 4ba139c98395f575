"""Facts that installed distributions ship."""

from __future__ import annotations

import sys
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..messages import message
from .layers import Layer
from .problems import Problem

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUP", "installed_layers"]

GROUP: Final = "sphinxext.factcheck.facts"
"""The entry points by which a distribution ships facts: each is a package with a folder ``facts``, or a path to one."""


def installed_layers() -> tuple[tuple[Layer, ...], tuple[Problem, ...]]:
    """The layers of facts that are installed, by the name of their entry point, and those that cannot be used."""
    if not _may_be_any():
        return (), ()
    from importlib.metadata import entry_points

    layers: list[Layer] = []
    problems: list[Problem] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        owner = entry.dist.name if entry.dist is not None else entry.name
        try:
            directory = _directory(entry)
        except (Exception, SystemExit) as error:  # whatever the code of a stranger raises
            what = message(
                "the facts of {owner} (entry point {name!r}) cannot be used: {reason}",
                owner=owner, name=entry.name, reason=f"{type(error).__name__}: {error}",
            )  # fmt: skip
            problems.append(Problem(entry.value, 1, 1, what))
        else:
            layers.append(Layer(directory, owner))
    return tuple(layers), tuple(problems)


def _may_be_any() -> bool:
    """Whether some distribution may ship facts: the library that tells takes longer to load than all facts to be read."""
    for name in sys.path:
        folder = Path(name or ".")
        if folder.is_file():
            return True
        for file in chain(folder.glob("*.dist-info/entry_points.txt"), folder.glob("*.egg-info/entry_points.txt")):
            with suppress(OSError):
                if GROUP in file.read_text("utf-8", "replace"):
                    return True
    return False


def _directory(entry: EntryPoint) -> Path:
    found: Any = entry.load()
    if callable(found):
        found = found()
    if isinstance(found, str | Path):
        return Path(found)
    return Path(next(iter(found.__path__))) / "facts"
