"""Facts from directories: the hand-written files at once, the generated ones when a component is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ..messages import Message, message
from ..versions import Version
from .base import FactBase
from .cache import Cache
from .document import Table, read_bytes
from .files import Content, FactFile, builtin_directory, fact_files
from .layers import Layer, Setting, overlaid
from .model import Allocation, Component, Product, ServedKinds
from .problems import Problem
from .record import FlagRecord, read_record
from .records import RecordReader

__all__ = ["load_facts"]

_ODD = (TypeError, ValueError, KeyError)
_WRITTEN = (Content.PRODUCT, Content.COMPONENT)
_Made = TypeVar("_Made")


def load_facts(
    layers: Sequence[Path | Layer], cache: Cache | None = None, only: str = ""
) -> tuple[FactBase, tuple[Problem, ...]]:
    """The facts of *layers*, and why some of their files were left out.

    What a later layer writes by hand of a component or product goes over what the earlier ones do, field by field; a generated
    file takes the place of theirs. Hand-written files are held against the schema, but for those that come with the package,
    which its tests have checked. Generated files are read when :meth:`FactBase.component` is asked; what is wrong with them
    is then added to :attr:`FactBase.problems`.

    :param cache: remembers files that are sound.
    :param only: the one component that is wanted, if its files carry that name; the facts then hold it and its product alone.
    """
    loader = _Loader(cache, only)
    listed = [(layer, fact_files(layer.directory)) for layer in (x if isinstance(x, Layer) else Layer(x) for x in layers)]
    wanted = {file.product for _, (files, _) in listed for file in files if only in ("", file.name)}
    for layer, (files, problems) in listed:
        loader.problems += problems
        loader.read_layer(layer, [file for file in files if file.product in wanted])
    outlines = {name: known.outline for name, known in loader.components.items()}
    base = FactBase(loader.products, outlines, loader.complete, loader.problems, loader.record, loader.served, loader.allocated)
    return base, tuple(loader.problems)


@dataclass(frozen=True, slots=True)
class _Known:
    """A component: what all layers write of it, and the last layer's file of each generated content."""

    file: FactFile
    written: Table
    outline: Component
    generated: tuple[FactFile, ...]
    settings: tuple[tuple[Layer, Setting], ...] = ()


def _over(below: Sequence[FactFile], above: Sequence[FactFile]) -> tuple[FactFile, ...]:
    """The generated files of a component: those *above* in the place of those *below* with the same content."""
    contents = {each.content for each in above}
    return (*(each for each in below if each.content not in contents), *above)


class _Loader:
    def __init__(self, cache: Cache | None, only: str) -> None:
        self.products: dict[str, Product] = {}
        self.components: dict[str, _Known] = {}
        self.problems: list[Problem] = []
        self._cache = cache
        self._only = only
        self._conflicts: dict[tuple[str, str, tuple[str, ...]], list[Problem]] = {}
        self._records = RecordReader()
        self._trusted = RecordReader(trusting=True)
        self._tested = builtin_directory().resolve()
        self._product_roots: dict[str, tuple[Table, tuple[tuple[Layer, Setting], ...]]] = {}

    def read_layer(self, layer: Layer, files: Sequence[FactFile]) -> None:
        here: dict[str, _Known] = {}
        generated: dict[Path, list[FactFile]] = {}
        for file in files:
            if file.content not in _WRITTEN:
                generated.setdefault(file.beside(Content.COMPONENT), []).append(file)
        for file in files:
            if file.content is Content.PRODUCT:
                self._read_product(file, layer)
            elif file.content is Content.COMPONENT and self._only in ("", file.name):
                self._read_component(file, tuple(generated.get(file.path, ())), here, layer)
        written = {file.path for file in files}
        for path, alone in generated.items():
            if path not in written and self._only in ("", alone[0].name):
                self._read_generated(tuple(alone), here)
        self.components |= here

    def _read_generated(self, files: tuple[FactFile, ...], here: dict[str, _Known]) -> None:
        """Take the generated *files* of one component that stand alone: what is written of it lies in a layer below."""
        first = files[0]
        below = self.components.get(first.name)
        if below is None or below.outline.product != first.product:
            expected = first.beside(Content.COMPONENT).name
            self.problems += [
                Problem(str(file.path), 1, 1, message("expected the hand-written {file!r} beside it", file=expected))
                for file in files
            ]
            return
        here[first.name] = replace(below, generated=_over(below.generated, files))

    def _read(self, file: FactFile, known: bool = False) -> tuple[Table | None, bool]:
        """The values in *file* if nothing is wrong with it, and whether they were found sound before.

        :param known: whether a layer below describes the same thing, so that this one need not say all of it.
        """
        data, problems = read_bytes(file.path)
        if data is None:
            self.problems += problems
            return None, False
        key = data + b"\0overlay" if known else data
        if self._cache is not None and (root := self._cache.get(key)) is not None:
            return root, True
        # What follows is loaded only for files that the cache does not know.
        from .parsing import parse_document

        document, problems = parse_document(data, str(file.path))
        if not problems and file.content in _WRITTEN and not file.path.resolve().is_relative_to(self._tested):
            from .check import check_file

            problems = check_file(file, is_overlay=known)
        self.problems += problems
        if document is None or problems:
            return None, False
        return document.plain(), False

    def _remember(self, file: FactFile, root: Table, known: bool = False) -> None:
        if self._cache is not None and (data := read_bytes(file.path)[0]) is not None:
            self._cache.put(data + b"\0overlay" if known else data, root)

    def _read_product(self, file: FactFile, layer: Layer) -> None:
        below, settings = self._product_roots.get(file.product, ({}, ()))
        root, is_sound = self._read(file, known=bool(below))
        if root is None:
            return
        merged, given = overlaid(below, root)
        try:
            product = self._records.product(merged, (*self._files_of(file.product), str(file.path)))
        except _ODD as error:
            self._explain(file, error)
            return
        if not is_sound:
            self._remember(file, root, known=bool(below))
        if below:
            self._tell_overrides(file, layer, given, settings)
        self.products[product.name] = product
        self._product_roots[file.product] = merged, (*settings, *((layer, each) for each in given))

    def _files_of(self, product: str) -> tuple[str, ...]:
        known = self.products.get(product)
        return known.files if known is not None else ()

    def _read_component(self, file: FactFile, generated: tuple[FactFile, ...], here: dict[str, _Known], layer: Layer) -> None:
        below = self.components.get(file.name)
        root, is_sound = self._read(file, known=below is not None)
        if root is None:
            return
        first = here.get(str(root.get("component")))
        if first is not None:
            what = message("{name!r} is already described in {path}", name=first.outline.name, path=str(first.file.path))
            self.problems.append(self._at(file, ("component",), what))
            return
        if below is not None and root.get("product") != below.outline.product:
            what = message(
                "{name!r} is of the product {known!r} in {path}; give yours another name",
                name=file.name, known=below.outline.product, path=str(below.file.path),
            )  # fmt: skip
            self.problems.append(self._at(file, ("product",), what))
            return
        merged, given = overlaid(below.written if below is not None else {}, root)
        files = (*below.outline.files, str(file.path)) if below is not None else (str(file.path),)
        try:
            outline = self._records.outline(merged, files)
            if not is_sound:
                self._records.whole(outline, merged, None, None)
        except _ODD as error:
            self._explain(file, error)
            return
        if not is_sound:
            self._remember(file, root, known=below is not None)
        settings = below.settings if below is not None else ()
        if below is not None:
            self._tell_overrides(file, layer, given, settings)
            generated = _over(below.generated, generated)
        told = (*settings, *((layer, each) for each in given))
        here[outline.name] = _Known(file, merged, outline, generated, told)

    def _tell_overrides(
        self, file: FactFile, layer: Layer, given: Sequence[Setting], before: Sequence[tuple[Layer, Setting]]
    ) -> None:
        owners = {setting.place: other for other, setting in before}
        for setting in given:
            key = file.product, file.name, setting.place
            if not layer.owner:
                # The site says which is right.
                settled = self._conflicts.pop(key, [])
                if settled:
                    self.problems[:] = [problem for problem in self.problems if problem not in settled]
            if not setting.overrides:
                continue
            place = ".".join(setting.place)
            values = {"place": place, "before": str(setting.before), "after": str(setting.after)}
            other = owners.get(setting.place)
            if layer.owner and other is not None and other.owner:
                what = message(
                    "{place}: {owner} says {after!r}, but {other} says {before!r}; say which is right in facts of your own",
                    owner=layer.owner, other=other.owner, **values,
                )  # fmt: skip
                conflict = self._at(file, setting.steps, what)
                self._conflicts.setdefault(key, []).append(conflict)
                self.problems.append(conflict)
            else:
                what = message("{place}: {after!r} takes the place of {before!r}", **values)
                self.problems.append(replace(self._at(file, setting.steps, what), is_note=True))

    def complete(self, outline: Component) -> Component:
        """*outline* with its flags and fields, without those whose file cannot be used."""
        known = self.components[outline.name]
        roots: dict[Content, Table] = {}
        used = list(outline.files)
        for file in known.generated:
            if file.content not in (Content.FLAGS, Content.FIELDS):
                continue
            root, is_sound = self._read(file)
            if root is None:
                continue
            if not is_sound:
                try:
                    self._whole(known, {file.content: root}, self._records)
                except _ODD as error:
                    self._explain(file, error)
                    continue
                self._remember(file, root)
            roots[file.content] = root
            used.append(str(file.path))
        return replace(self._whole(known, roots, self._trusted), files=tuple(used))

    def _whole(self, known: _Known, roots: dict[Content, Table], records: RecordReader) -> Component:
        return records.whole(known.outline, known.written, roots.get(Content.FLAGS), roots.get(Content.FIELDS))

    def record(self, name: str, release: Version | None = None) -> FlagRecord | None:
        """The record of the component *name*, or of one release; ``None`` if it has none, or none that can be used."""
        return self._generated(name, Content.RECORD, lambda root: read_record(root, release))

    def served(self, name: str) -> ServedKinds | None:
        """The kinds that the component *name* serves; ``None`` if no file tells, or none that can be used."""
        return self._generated(name, Content.APIS, self._records.served_kinds)

    def allocated(self, name: str) -> tuple[Allocation, ...]:
        """The ports that the register of the component *name* keeps; none if it has none, or none that can be used."""
        return self._generated(name, Content.ALLOCATIONS, self._records.allocations) or ()

    def _generated(self, name: str, content: Content, read: Callable[[Table], _Made]) -> _Made | None:
        """What *read* makes of the generated file of the component *name* with that *content*."""
        for file in self.components[name].generated:
            if file.content is not content:
                continue
            root, is_sound = self._read(file)
            if root is None:
                return None
            try:
                made = read(root)
            except _ODD as error:
                self._explain(file, error)
                return None
            if not is_sound:
                self._remember(file, root)
            return made
        return None

    def _at(self, file: FactFile, steps: tuple[str | int, ...], what: Message) -> Problem:
        """*what* is to be told of the value that *steps* lead to; the file is read again, as a cache does not keep places."""
        from .parsing import read_document

        document, _ = read_document(file.path)
        mark = document.mark(*steps) if document is not None else None
        line, column = (mark.line, mark.column) if mark is not None else (1, 1)
        return Problem(str(file.path), line, column, what)

    def _explain(self, file: FactFile, error: Exception) -> None:
        """Say what is wrong with *file*, on which making records failed with *error*."""
        from .check import check_file

        found = check_file(file)
        self.problems += found or (Problem(str(file.path), 1, 1, message("cannot be used: {reason}", reason=str(error))),)
