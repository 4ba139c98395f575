"""The files that a command is asked to read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..messages import Message, message
from .commands import UsageError
from .roots import Roots

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["PAGES", "SKIPPED", "Source", "Sources", "find_sources", "reason_of", "with_content"]

PAGES: Final = (".rst", ".md", ".markdown", ".mdown", ".mkd", ".mdx", ".myst")
"""The endings of the names of pages. Others are pages where a ``conf.py`` says so."""
SKIPPED: Final = frozenset((
    "_build", "_site", "_sources", "_static", "_templates", "_themes", "node_modules", "bower_components", "vendor",
    "third_party", "site-packages", "venv", "__pycache__",
))  # fmt: skip
"""Folders whose pages somebody else wrote, or a program made; so are those whose names begin with a dot."""

_UP = re.compile(r"^(?:\.{0,2}/)+")


@dataclass(frozen=True, slots=True)
class Source:
    """A file: *path* below the directory *root*, with forward slashes.

    *base* is the directory that the names of all files of a run are seen from. *size* is in bytes. *data* is what the file holds,
    if that is not to be read from the disk.
    """

    root: str
    path: str
    base: str
    size: int = 0
    data: bytes | None = None

    @property
    def name(self) -> str:
        """Its path as seen from *base*."""
        return self.name_of(self.path)

    def name_of(self, path: str) -> str:
        """The path of the file *path* below the same root, as seen from *base*."""
        return _seen_from(self.base, f"{self.root.rstrip('/')}/{path}")


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found, each file once. *problems* are folders that could not be looked into, and why.

    *is_absolute*: the user names files from the root of the file system on.
    """

    files: tuple[Source, ...]
    base: str
    is_absolute: bool = False
    problems: tuple[tuple[str, Message], ...] = ()

    def shown(self, name: str) -> str:
        """What the user calls the file *name*: its path from the current directory, or absolute if he writes those."""
        here = str(Path.cwd())
        if self.base == here and not self.is_absolute:
            return name
        file = os.path.normpath(f"{self.base}/{name}")
        return file if self.is_absolute else _seen_from(here, file)


def _seen_from(directory: str, file: str) -> str:
    above = f"{directory.rstrip('/')}/"
    return file[len(above) :] if file.startswith(above) else os.path.relpath(file, directory)


def find_sources(
    paths: Sequence[str], include: Sequence[str] = (), exclude: Sequence[str] = (), base: Path | None = None
) -> Sources:
    """The files that *paths* name, and the pages in the directories that they name, in order.

    :param include: patterns, as in a ``.gitignore``, of files in the directories that are read though they are no pages.
    :param exclude: such patterns of files in the directories that are not read.
    :param base: the directory that patterns and names are seen from, else the current one.
    :raises UsageError: a path is not there, or a pattern is none.
    """
    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        raise UsageError(message("there is no file or directory {names}", names=", ".join(map(repr, missing))))
    search = _Search(str((base or Path()).absolute()), _patterns(include), _patterns(exclude))
    for path in paths:
        search.add(path)
    search.add_links()
    is_absolute = bool(paths) and all(Path(path).is_absolute() for path in paths)
    return Sources(tuple(search.found.values()), search.base, is_absolute, tuple(search.problems))


def with_content(sources: Sources, typed: str, data: bytes) -> Sources:
    """*sources* and one more that holds *data*, as if it stood in the file *typed*."""
    file = _absolute(Path(typed))
    folder = str(file.parent)
    root = Roots(str(Path.cwd())).of(folder, folder).directory
    added = Source(root, _below(root, str(file)), sources.base, len(data), data)
    is_absolute = Path(typed).is_absolute() and (sources.is_absolute or not sources.files)
    return replace(sources, files=(*sources.files, added), is_absolute=is_absolute)


def reason_of(error: OSError) -> str:
    """Why a file cannot be had, in the words of the system."""
    return error.strerror or type(error).__name__


def _patterns(lines: Sequence[str]) -> GitIgnoreSpec | None:
    if not lines:
        return None
    # Only who gives patterns pays for loading the library.
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise UsageError(message("{reason}", reason=str(error))) from error


@dataclass(slots=True)
class _Search:
    base: str
    include: GitIgnoreSpec | None
    exclude: GitIgnoreSpec | None
    roots: Roots = field(default_factory=lambda: Roots(str(Path.cwd())))
    found: dict[str, Source] = field(default_factory=dict)
    """By where the file lies, links resolved."""
    links: list[tuple[str, Source]] = field(default_factory=list)
    problems: list[tuple[str, Message]] = field(default_factory=list)

    def add(self, typed: str) -> None:
        """Take the file *typed*, or the pages in the directory."""
        path = _absolute(Path(typed))
        real = os.path.realpath(path)
        if path.is_dir():
            self._add_below(str(path), real)
        else:
            folder = str(path.parent)
            root = self.roots.of(folder, folder).directory
            self.found.setdefault(real, Source(root, _below(root, str(path)), self.base, path.stat().st_size))

    def add_links(self) -> None:
        """Take links to files that were not found themselves."""
        for place, source in self.links:
            self.found.setdefault(place, source)

    def _add_below(self, top: str, real: str) -> None:
        for folder, entries in self._walk(top):
            root = self.roots.of(folder, top)
            for entry in entries:
                suffix = entry.name[entry.name.rfind(".") :].lower()
                is_page = suffix in PAGES or suffix in root.suffixes
                if not is_page and self.include is None:
                    continue
                source = Source(root.directory, _below(root.directory, entry.path), self.base)
                if not (is_page or _matches(self.include, source)) or _matches(self.exclude, source):
                    continue
                if entry.is_symlink():
                    self.links.append((os.path.realpath(entry.path), source))
                else:
                    self.found.setdefault(real + entry.path[len(top) :], replace(source, size=_size(entry)))

    def _walk(self, top: str) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
        """Each directory below *top* with what in it is none; links to directories are not followed."""
        pending = [top]
        while pending:
            folder = pending.pop()
            try:
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                self.problems.append((_seen_from(self.base, folder), message("{reason}", reason=reason_of(error))))
                continue
            files, folders = [], []
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith(".") and entry.name not in SKIPPED:
                        folders.append(entry.path)
                elif not entry.is_symlink() or not Path(entry.path).is_dir():
                    files.append(entry)
            yield folder, files
            pending += reversed(folders)


def _absolute(path: Path) -> Path:
    """*path* from the root of the file system on. Links stay, but where a ``..`` follows: it leads elsewhere than it reads."""
    down = [part for before, part in pairwise(path.parts) if before != ".."]
    return path.resolve() if ".." in down else Path(os.path.normpath(path.absolute()))


def _below(root: str, file: str) -> str:
    return file[len(root.rstrip("/")) + 1 :]


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat().st_size
    except OSError:
        return 0  # whoever reads it will tell


def _matches(patterns: GitIgnoreSpec | None, source: Source) -> bool:
    return patterns is not None and patterns.match_file(_UP.sub("", source.name))  # patterns know no way up
