"""The root of the sources that a page belongs to: what it includes is looked for below it, and nowhere else."""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Root", "Roots"]

_MARKS = ("conf.py", "mkdocs.yml", ".git", ".hg")
"""What the root of the sources of a site, or else that of a repository, holds."""
_CONFIGURATION_LIMIT = 1024 * 1024
"""The size in bytes beyond which a ``conf.py`` is not looked at."""


@dataclass(frozen=True, slots=True)
class Root:
    """A directory, absolute. *suffixes*: the endings of file names that its ``conf.py`` gives to pages, lower case."""

    directory: str
    suffixes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Roots:
    """Roots by directory, each looked for once."""

    _known: dict[str, Root] = field(default_factory=dict)

    def of(self, directory: str, given: str) -> Root:
        """The root for the pages in *directory*: the nearest above that is marked as one, or else *given*; all are absolute."""
        passed = []
        here = directory
        while here not in self._known:
            passed.append(here)
            if any(os.access(f"{here}/{mark}", os.F_OK) for mark in _MARKS):
                self._known[here] = Root(here, _suffixes(Path(here, "conf.py")))
                break
            above = here.rpartition("/")[0] or "/"
            if above == here:
                self._known[here] = Root("")
                break
            here = above
        found = self._known[here]
        self._known.update(dict.fromkeys(passed, found))
        return found if found.directory else Root(given)


def _suffixes(configuration: Path) -> frozenset[str]:
    """What *configuration* sets ``source_suffix`` to, if it does so in plain words; it is not run."""
    try:
        if configuration.stat().st_size > _CONFIGURATION_LIMIT:
            return frozenset()
        text = configuration.read_bytes()
        if b"source_suffix" not in text:
            return frozenset()
        tree = ast.parse(text)
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        return frozenset()
    found: frozenset[str] = frozenset()
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="source_suffix")], value=value):
                found = _names(value)
            case ast.AnnAssign(target=ast.Name(id="source_suffix"), value=ast.expr() as value):
                found = _names(value)
    return found


def _names(value: ast.expr) -> frozenset[str]:
    match value:
        case ast.Constant(value=str(name)):
            return frozenset((name.lower(),))
        case ast.List(elts=names) | ast.Tuple(elts=names) | ast.Set(elts=names):
            pass
        case ast.Dict(keys=keys):
            names = [key for key in keys if key is not None]
        case _:
            return frozenset()
    return frozenset(name.value.lower() for name in names if isinstance(name, ast.Constant) and isinstance(name.value, str))
