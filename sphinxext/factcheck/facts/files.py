"""The fact files of a directory: which there are, what each holds."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from ..messages import Message, message
from .problems import Problem

__all__ = ["Content", "FactFile", "builtin_directory", "fact_files"]


class Content(StrEnum):
    """What a file holds; the name of the definition in the schema."""

    PRODUCT = "product"
    COMPONENT = "component"
    FLAGS = "flags"
    FIELDS = "fields"
    RECORD = "record"
    APIS = "apis"
    ALLOCATIONS = "allocations"


@dataclass(frozen=True, slots=True)
class FactFile:
    """A fact file: *product* is the name of its folder, *name* the component that its own name tells, or ``product``."""

    path: Path
    product: str
    name: str
    content: Content

    def beside(self, content: Content) -> Path:
        """The file of the same component with other content."""
        return self.path.with_name(f"{self.name}.{content}.yaml" if content is not Content.COMPONENT else f"{self.name}.yaml")


def builtin_directory() -> Path:
    """The facts that are shipped with the package; in a checkout, ``kb/facts``."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "data" / "facts"
    return shipped if shipped.is_dir() else package.parent.parent / "kb" / "facts"


def fact_files(directory: Path) -> tuple[tuple[FactFile, ...], tuple[Problem, ...]]:
    """The fact files of *directory*, in order, and what stands there that is none."""
    if not directory.is_dir():
        return (), (_problem(directory, message("there is no such directory")),)
    files: list[FactFile] = []
    problems: list[Problem] = []
    inside: list[Problem] = []
    for folder in _entries(directory):
        if _is_yaml(folder):
            what = message("expected a folder named after the product, and the file in it")
            problems.append(_problem(Path(folder.path), what))
        for entry in _entries(folder) if folder.is_dir() else ():
            if not _is_yaml(entry):
                continue
            path = directory / folder.name / entry.name
            if path.suffix != ".yaml":
                inside.append(_problem(path, message("expected a name that ends in '.yaml'")))
            elif (folder.is_symlink() or entry.is_symlink()) and not path.resolve().is_relative_to(directory.resolve()):
                inside.append(_problem(path, message("leads out of {directory}", directory=str(directory))))
            elif not entry.is_file():
                inside.append(_problem(path, message("is no file")))
            else:
                files.append(_fact_file(path))
    return tuple(files), (*problems, *inside)


def _entries(directory: Path | os.DirEntry[str]) -> list[os.DirEntry[str]]:
    """What stands in *directory*, by name; nothing if it cannot be read. An entry knows what it is without a look at the disk."""
    with suppress(OSError), os.scandir(directory) as entries:
        return sorted(entries, key=lambda entry: entry.name)
    return []


def _is_yaml(entry: os.DirEntry[str]) -> bool:
    return fnmatchcase(entry.name, "*.y*ml")


def _fact_file(path: Path) -> FactFile:
    stem = path.name.removesuffix(".yaml")
    product = path.parent.name
    for content in (Content.FLAGS, Content.FIELDS, Content.RECORD, Content.APIS, Content.ALLOCATIONS):
        if stem.endswith(f".{content}"):
            return FactFile(path, product, stem.removesuffix(f".{content}"), content)
    return FactFile(path, product, stem, Content.PRODUCT if stem == "product" else Content.COMPONENT)


def _problem(path: Path, what: Message) -> Problem:
    return Problem(str(path), 1, 1, what)
