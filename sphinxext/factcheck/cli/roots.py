"""The root of the sources that a page belongs to: what it includes is looked for below it, and nowhere else."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Root", "Roots"]

_SITE = ("conf.py", "mkdocs.yml")
"""What the root of the sources of a site holds."""
_REPOSITORY = (".git", ".hg")
"""What the root of a repository holds."""
_CONFIGURATION_LIMIT = 1024 * 1024
"""The size in bytes beyond which a ``conf.py`` is not looked at."""


@dataclass(frozen=True, slots=True)
class Root:
    """A directory, absolute. *suffixes*: the endings of file names that its ``conf.py`` gives to pages, lower case."""

    directory: str
    suffixes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Roots:
    """Roots by directory, each looked for once. *here* is the directory that the user works in, absolute."""

    here: str
    _marked: dict[str, tuple[str, str]] = field(default_factory=dict)
    """For a directory the nearest above that is the root of a site, in the repository, and that of the repository, or nothing."""
    _known: dict[str, Root] = field(default_factory=dict)
    """By the directory that is the root."""

    def of(self, directory: str, given: str) -> Root:
        """The root for the pages in *directory*; all are absolute.

        It is the nearest directory above that is marked as the root of a site or of a repository. What has no repository is not
        looked for beyond *here*, or beyond *given* if that lies elsewhere: what stands there is somebody else's.
        """
        site, repository = self._marks(directory)
        root = site or repository
        if not repository and not (root and _is_in(root, self.here if _is_in(given, self.here) else given)):
            root = given
        known = self._known.get(root)
        if known is None:
            known = self._known[root] = Root(root, _suffixes(Path(root, "conf.py")))
        return known

    def _marks(self, directory: str) -> tuple[str, str]:
        passed = []
        found = "", ""
        while True:
            if directory in self._marked:
                found = self._marked[directory]
                break
            passed.append(directory)
            above = directory.rpartition("/")[0] or "/"
            if above == directory or _has(directory, _REPOSITORY):
                break
            directory = above
        for each in reversed(passed):
            site, repository = found
            if _has(each, _REPOSITORY):
                site, repository = "", each
            found = self._marked[each] = each if _has(each, _SITE) else site, repository
        return found


def _has(directory: str, names: Iterable[str]) -> bool:
    return any(os.access(f"{directory.rstrip('/')}/{name}", os.F_OK) for name in names)


def _is_in(directory: str, top: str) -> bool:
    return directory == top or directory.startswith(f"{top.rstrip('/')}/")


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
