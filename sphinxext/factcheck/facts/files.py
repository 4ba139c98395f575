"""The fact files of a directory: which there are, what each holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
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
    root = directory.resolve()
    misplaced = message("expected a folder named after the product, and the file in it")
    problems = [_problem(path, misplaced) for path in sorted(directory.glob("*.y*ml"))]
    for path in sorted(directory.glob("*/*.y*ml")):
        if path.suffix != ".yaml":
            problems.append(_problem(path, message("expected a name that ends in '.yaml'")))
        elif not path.resolve().is_relative_to(root):
            problems.append(_problem(path, message("leads out of {directory}", directory=str(directory))))
        elif not path.is_file():
            problems.append(_problem(path, message("is no file")))
        else:
            files.append(_fact_file(path))
    return tuple(files), tuple(problems)


def _fact_file(path: Path) -> FactFile:
    stem = path.name.removesuffix(".yaml")
    product = path.parent.name
    for content in (Content.FLAGS, Content.FIELDS, Content.RECORD, Content.APIS, Content.ALLOCATIONS):
        if stem.endswith(f".{content}"):
            return FactFile(path, product, stem.removesuffix(f".{content}"), content)
    return FactFile(path, product, stem, Content.PRODUCT if stem == "product" else Content.COMPONENT)


def _problem(path: Path, what: Message) -> Problem:
    return Problem(str(path), 1, 1, what)
