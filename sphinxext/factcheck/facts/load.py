"""Facts from directories: the hand-written files at once, the generated ones when a component is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..messages import message
from .base import FactBase
from .check import check_file
from .document import Document, Mapping, read_document
from .files import Content, FactFile, builtin_directory, fact_files
from .model import Component, Product
from .problems import Problem
from .records import RecordReader

__all__ = ["load_facts"]

_ODD = (TypeError, ValueError, KeyError)


def load_facts(directories: Sequence[Path]) -> tuple[FactBase, tuple[Problem, ...]]:
    """The facts of *directories*, and why some of their files were left out.

    A component or product of a later directory takes the place of one with the same name. Hand-written files are held against
    the schema, but for those that come with the package, which its tests have checked. Generated files are read when
    :meth:`FactBase.component` is asked; what is wrong with them is then added to :attr:`FactBase.problems`.
    """
    loader = _Loader()
    for directory in directories:
        loader.read_directory(directory)
    outlines = {name: known.outline for name, known in loader.components.items()}
    base = FactBase(loader.products, outlines, loader.complete, loader.problems)
    return base, tuple(loader.problems)


@dataclass(frozen=True, slots=True)
class _Known:
    file: FactFile
    written: Mapping
    outline: Component
    generated: tuple[FactFile, ...]


class _Loader:
    def __init__(self) -> None:
        self.products: dict[str, Product] = {}
        self.components: dict[str, _Known] = {}
        self.problems: list[Problem] = []
        self._records = RecordReader()
        self._is_tested = False

    def read_directory(self, directory: Path) -> None:
        self._is_tested = directory.resolve() == builtin_directory().resolve()
        files, problems = fact_files(directory)
        self.problems += problems
        here: dict[str, _Known] = {}
        for file in files:
            if file.content is Content.PRODUCT:
                self._read_product(file)
            elif file.content is Content.COMPONENT:
                generated = tuple(
                    each for each in files if each.path in (file.beside(Content.FLAGS), file.beside(Content.FIELDS))
                )
                self._read_component(file, generated, here)
        self.components |= here

    def _read(self, file: FactFile) -> Document | None:
        """The document in *file* if nothing is wrong with it."""
        document, problems = read_document(file.path)
        if not problems and not self._is_tested and file.content in (Content.PRODUCT, Content.COMPONENT):
            problems = check_file(file)
        self.problems += problems
        return document if not problems else None

    def _read_product(self, file: FactFile) -> None:
        document = self._read(file)
        if document is None:
            return
        try:
            product = self._records.product(document.root, str(file.path))
        except _ODD as error:
            self._explain(file, error)
        else:
            self.products[product.name] = product

    def _read_component(self, file: FactFile, generated: tuple[FactFile, ...], here: dict[str, _Known]) -> None:
        document = self._read(file)
        if document is None:
            return
        try:
            outline = self._records.outline(document.root, str(file.path))
            self._records.whole(outline, document.root, None, None)
        except _ODD as error:
            self._explain(file, error)
            return
        first = here.get(outline.name)
        if first is not None:
            what = message("{name!r} is already described in {path}", name=outline.name, path=str(first.file.path))
            mark = document.mark("component")
            self.problems.append(Problem(str(file.path), mark.line, mark.column, what))
            return
        here[outline.name] = _Known(file, document.root, outline, generated)

    def complete(self, outline: Component) -> Component:
        """*outline* with its flags and fields, without those whose file cannot be used."""
        known = self.components[outline.name]
        roots: dict[Content, Mapping] = {}
        used = list(outline.files)
        for file in known.generated:
            document = self._read(file)
            if document is None:
                continue
            try:
                self._whole(known, {file.content: document.root})
            except _ODD as error:
                self._explain(file, error)
            else:
                roots[file.content] = document.root
                used.append(str(file.path))
        return replace(self._whole(known, roots), files=tuple(used))

    def _whole(self, known: _Known, roots: dict[Content, Mapping]) -> Component:
        return self._records.whole(known.outline, known.written, roots.get(Content.FLAGS), roots.get(Content.FIELDS))

    def _explain(self, file: FactFile, error: Exception) -> None:
        """Say what is wrong with *file*, on which making records failed with *error*."""
        found = check_file(file)
        self.problems += found or (Problem(str(file.path), 1, 1, message("cannot be used: {reason}", reason=str(error))),)
