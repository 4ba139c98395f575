"""``factcheck facts import``: records what an artefact says of a component, and makes its facts anew."""

from __future__ import annotations

import argparse
import difflib
import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ...facts.base import FactBase
from ...facts.check import check_file
from ...facts.files import Content, FactFile, builtin_directory
from ...facts.layers import Layer
from ...facts.load import load_facts
from ...facts.parsing import read_document
from ...facts.problems import Problem
from ...facts.record import FlagRecord, read_record
from ...messages import Message, message
from ...upstream.api_lifecycle import apis_text
from ...upstream.api_repositories import is_api, observe_apis
from ...upstream.field_import import import_types
from ...upstream.go_types import GoSource
from ...upstream.help import Help, Style, read_help
from ...upstream.importing import Difference, Drift, differences, recorded_help, with_release
from ...upstream.observations import UpstreamError
from ...upstream.programs import KIND_SETS, program_of
from ...upstream.reference_page import read_reference_page
from ...upstream.run import TIMEOUT, help_tree
from ...upstream.sets import GeneratedFile, flag_files, is_sets, set_files
from ...versions import BadRangeError, Version, parse_version
from ..commands import Status, complain
from ..files import write_files
from ..knowledge import cache
from ..language import text

__all__ = ["configure", "run"]

COMMAND: Final = "factcheck facts import"
_MOST_BYTES: Final = 16_000_000
"""No help text is longer."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_BARE_PRODUCT: Final = re.compile(r'product: (\S+)\nreleases: \[((?:"[0-9.]+"(?:, )?)+)\]\n')
"""The file of a product as it is made here, and nothing written into it since."""


def configure(parser: argparse.ArgumentParser) -> None:
    """What to import, and where to."""
    add = parser.add_argument
    add("component", nargs="?", metavar="COMPONENT", help=text(message("whose facts these are; sets name their own")))
    add("--release", metavar="V", help=text(message("the release of the artefact, such as 1.18.10")))
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--from", dest="source", metavar="PATH",
        help=text(message("a help text (- for standard input), Go types of a configuration, or a directory of one of these")),
    )  # fmt: skip
    source.add_argument(
        "--run", metavar="PROGRAM",
        help=text(message("a program that is asked for its help, and for that of its subcommands")),
    )  # fmt: skip
    add("--to", type=Path, default=Path("facts"), metavar="DIR", help=text(message("the directory of facts; facts without it")))
    add("--product", metavar="P", help=text(message("the product of a component that no facts describe yet")))
    add("--artefact", metavar="TEXT", help=text(message("what the text was read from, as a source: a package and its version")))
    add(
        "--style", choices=[style.value for style in Style], help=text(message("whose layout the help has, if it cannot be told"))
    )
    add("--whole", action="store_true", help=text(message("the help leaves out no flag: what it does not list does not exist")))
    add(
        "--gone", action="append", default=[], metavar="API",
        help=text(message("an API version whose kinds this release no longer has; may be given several times")),
    )  # fmt: skip
    add("--timeout", type=float, default=TIMEOUT, metavar="S", help=text(message("seconds after which the program is ended")))
    add("--replace", action="store_true", help=text(message("overwrite what is recorded of this release from another artefact")))
    add("--check", action="store_true", help=text(message("write nothing; show what would change, and exit with 1 if so")))


def run(options: argparse.Namespace) -> int:
    """Import; nothing is written unless all of it can be."""
    try:
        files, told = _files(options)
        changed = [(file, before) for file in files if (before := _current(options.to / file.path)) != file.text]
        if options.check:
            for what in told:
                print(text(what))
            if not told:
                sys.stdout.writelines(line for file, before in changed for line in _diff(options.to, file, before))
            return Status.FINDINGS if changed or told else Status.CLEAN
        write_files([(_inside(options.to, file.path), file.text) for file, _ in changed])
    except UpstreamError as error:
        complain(error.message)
        return Status.FAILURE
    except _UsageError as error:
        complain(error.message)
        return Status.USAGE
    except UnicodeDecodeError:
        complain(message("{path}: expected text in UTF-8", path=str(options.source)))
        return Status.FAILURE
    except OSError as error:
        reason = error.strerror or type(error).__name__
        complain(message("{path}: {reason}", path=str(error.filename or options.to), reason=reason))
        return Status.FAILURE
    for file, before in changed:
        what = message("new: {path}", path=str(options.to / file.path)) if before is None else message(
            "changed: {path}", path=str(options.to / file.path)
        )  # fmt: skip
        print(text(what))
    if not changed:
        print(text(message("nothing has changed")))
    return Status.CLEAN


class _UsageError(Exception):
    """The arguments do not go together."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def _files(options: argparse.Namespace) -> tuple[Sequence[GeneratedFile], Sequence[Message]]:
    """The files that the artefact makes; with ``--check``, where it differs from what another one says of the release."""
    known = _Known(options.to)
    if options.source is not None and (sources := _go_sources(Path(options.source))):
        return _types(options, known, sources), ()
    if options.source is not None and Path(options.source).is_dir():
        directory = Path(options.source)
        if is_api(directory):
            return (
                GeneratedFile(
                    "kubernetes/kube-apiserver.apis.yaml", apis_text(observe_apis(directory), "kube-apiserver", COMMAND)
                ),
            ), ()
        if not is_sets(directory) and any(directory.rglob("*.md")):
            return _pages(options, known, directory), ()
        if not is_sets(directory):
            what = message(
                "{path}: expected a help text, or a directory with flags/ or config_fields/ in it", path=str(directory)
            )
            raise UpstreamError(what)
        return tuple(set_files(directory, known.product, known.record, known.text, COMMAND)), ()
    release = _release(options)
    product = known.product(options.component, options.product or "")
    known.check(options.component, product)
    tree, origin = _tree(options)
    program = program_of(options.component, product)
    seen = recorded_help(tree, release, options.artefact or origin, program)
    if options.whole:
        seen = replace(seen, partial=False)
    record = known.record(options.component)
    recorded = record.exactly_at(release)
    if options.check and recorded is not None and recorded.methods != seen.methods:
        return (), [_told(each) for each in differences(recorded, seen)]
    record = with_release(record, seen, replace=options.replace)
    return (*known.described(options.component, product, release), *flag_files(record, program, COMMAND)), ()


def _pages(options: argparse.Namespace, known: _Known, directory: Path) -> Sequence[GeneratedFile]:
    """The files that generated reference pages make: one of each command, named ``kubeadm_init_phase.md`` after its words."""
    release = _release(options)
    product = known.product(options.component, options.product or "")
    pages = {path.stem: path for path in sorted(directory.rglob("*.md"))}
    if options.component not in pages:
        what = message("{path}: there is no page {name!r}", path=str(directory), name=f"{options.component}.md")
        raise UpstreamError(what)
    tree = []
    for stem, path in pages.items():
        name, *words = stem.split("_")
        if name == options.component:
            try:
                tree.append((tuple(words), read_reference_page(path.read_text("utf-8"))))
            except UpstreamError as error:
                raise UpstreamError(message("{path}: {reason}", path=str(path), reason=error.message)) from error
    known.check(options.component, product)
    program = program_of(options.component, product)
    artefact = options.artefact or f"reference pages of {options.component}"
    seen = recorded_help(tree, release, artefact, program, "page")
    record = with_release(known.record(options.component), seen, replace=options.replace)
    return (*known.described(options.component, product, release), *flag_files(record, program, COMMAND))


def _go_sources(path: Path) -> tuple[GoSource, ...]:
    """The Go source text at *path*, a file or a directory with modules in it; tests and generated methods hold no types."""
    if path.is_dir():
        files = [file for file in sorted(path.rglob("*.go")) if not file.name.startswith("zz_")]
    else:
        files = [path] if path.suffix == ".go" else []
    return tuple(
        GoSource(file.relative_to(path.parent).as_posix(), file.read_text("utf-8", "replace"))
        for file in files
        if not file.name.endswith("_test.go")
    )


def _types(options: argparse.Namespace, known: _Known, sources: Sequence[GoSource]) -> Sequence[GeneratedFile]:
    """The generated file of fields that configuration types make."""
    release = _release(options)
    kind_set = next((each for each in KIND_SETS if each.component == options.component), None)
    if kind_set is None:
        named = ", ".join(sorted({each.component for each in KIND_SETS}))
        what = message(
            "nobody has said which types of {name!r} a file holds; known of: {known}", name=options.component, known=named
        )
        raise UpstreamError(what)
    path = f"{kind_set.product}/{kind_set.component}.fields.yaml"
    artefact = options.artefact or f"Go source text of {options.component}"
    text = import_types(known.text(path), kind_set, release, sources, [artefact], COMMAND, options.gone)
    return (*known.described(kind_set.component, kind_set.product, release), GeneratedFile(path, text))


def _release(options: argparse.Namespace) -> Version:
    """The release that *options* name.

    :raises _UsageError: they name none, or no component; or one of the others cannot be meant so.
    """
    if not options.component or not options.release:
        raise _UsageError(message("name the component, and its release with --release"))
    _check_arguments(options)
    try:
        return parse_version(options.release)
    except BadRangeError as error:
        raise _UsageError(error.message) from error


def _tree(options: argparse.Namespace) -> tuple[Sequence[tuple[tuple[str, ...], Help]], str]:
    """The help that *options* name, and what to call the artefact."""
    style = Style(options.style) if options.style else None
    if options.run is not None:
        left_out: dict[tuple[str, ...], UpstreamError] = {}
        tree = help_tree(options.run, options.timeout, tell=left_out.__setitem__)
        _tell_left_out(left_out)
        return tree, f"{Path(options.run).name} --help"
    if options.source == "-":
        found, name = sys.stdin.buffer.read(_MOST_BYTES + 1), options.component
    else:
        with Path(options.source).open("rb") as file:
            found = file.read(_MOST_BYTES + 1)
        name = Path(options.source).name
    if len(found) > _MOST_BYTES:
        raise UpstreamError(message("{path}: larger than any help text ({limit} bytes)", path=name, limit=_MOST_BYTES))
    try:
        return [((), read_help(found.decode("utf-8"), style))], f"{options.component} --help"
    except UnicodeDecodeError as error:
        raise UpstreamError(message("{path}: expected text in UTF-8", path=name)) from error


def _check_arguments(options: argparse.Namespace) -> None:
    """Refuse what no file of facts can be named after, and a time that never ends.

    :raises _UsageError: so it is.
    """
    for name in (options.component, options.product):
        if name and not _NAME.fullmatch(name):
            raise _UsageError(message("{name!r} is no name: expected letters, digits, '.', '_' and '-'", name=name))
    _, dot, ending = options.component.rpartition(".")
    if options.component == Content.PRODUCT or (dot and ending in {content.value for content in Content}):
        raise _UsageError(message("{name!r} cannot name a component: files of facts are named so", name=options.component))
    if not (math.isfinite(options.timeout) and options.timeout > 0):
        raise _UsageError(message("--timeout: expected a number of seconds above 0"))


def _tell_left_out(commands: Mapping[tuple[str, ...], UpstreamError]) -> None:
    """Tell which subcommands are not recorded, as their help could not be had or read."""
    if commands:
        print(text(message("{count} subcommands are left out:", count=len(commands))), file=sys.stderr)
    for path, error in sorted(commands.items()):
        print(f"  {' '.join(path)}: {text(error.message)}", file=sys.stderr)


def _inside(directory: Path, path: str) -> Path:
    """The file *path* below *directory*.

    :raises UpstreamError: a link leads out of it.
    """
    found = directory / path
    if not found.parent.resolve().is_relative_to(directory.resolve()):
        raise UpstreamError(message("{path}: leads out of {directory}", path=str(found.parent), directory=str(directory)))
    return found


@dataclass(slots=True)
class _Known:
    """What is known of components before the import: in the directory that is written to, and below it."""

    target: Path
    _base: FactBase | None = None

    def _facts(self) -> FactBase:
        if self._base is None:
            layers = [builtin_directory()]
            if self.target.is_dir() and self.target.resolve() != layers[0].resolve():
                layers.append(self.target)
            self._base, _ = load_facts([Layer(layer) for layer in layers], cache())
        return self._base

    def product(self, component: str, named: str = "") -> str:
        """The product of *component*, as facts tell, or else *named*.

        :raises UpstreamError: nobody tells.
        """
        outline = self._facts().outline(component)
        if outline is not None and outline.name == component:
            if named not in ("", outline.product):
                what = message(
                    "{name!r} is of the product {known!r}, not of {product!r}",
                    name=component, known=outline.product, product=named,
                )  # fmt: skip
                raise UpstreamError(what)
            return outline.product
        if named:
            return named
        if outline is not None:
            raise UpstreamError(message("{name!r} is a name of {component!r}: use that", name=component, component=outline.name))
        what = message("no facts describe {name!r} yet: name its product with --product", name=component)
        raise UpstreamError(what)

    def check(self, component: str, product: str) -> None:
        """Make sure that the files of *component* which are there can be read, for what they say is to be kept.

        :raises UpstreamError: one cannot.
        """
        folder = self.target / product
        files = {str(folder / "product.yaml"), str(folder / f"{component}.yaml")}
        for problem in self._facts().problems:
            if problem.path in files and not problem.is_note:
                raise _unusable(problem)

    def record(self, component: str) -> FlagRecord:
        """What is recorded of *component* already.

        :raises UpstreamError: there is a record that cannot be read.
        """
        for path in sorted(self.target.glob(f"*/{component}.{Content.RECORD}.yaml")):
            return _read_record(FactFile(path, path.parent.name, component, Content.RECORD))
        record = self._facts().record(component) if self._facts().outline(component) is not None else None
        return record if record is not None else FlagRecord(component)

    def text(self, path: str) -> str | None:
        """The generated file at *path*, which is its own record."""
        written = _current(self.target / path)
        return written if written is not None else _current(builtin_directory() / path)

    def described(self, component: str, product: str, release: Version) -> Iterable[GeneratedFile]:
        """The hand-written files that must stand beside generated ones, if they are not there yet: as short as they can be."""
        base = self._facts()
        written = _current(self.target / product / "product.yaml")
        bare = _BARE_PRODUCT.fullmatch(written or "")
        if bare or (written is None and base.product(product) is None):
            labels = {f"{release.major}.{release.minor}", *(re.findall(r"[0-9.]+", bare[2]) if bare else ())}
            releases = ", ".join(f'"{label}"' for label in sorted(labels, key=parse_version))
            yield GeneratedFile(f"{product}/product.yaml", f"product: {product}\nreleases: [{releases}]\n")
        path = f"{product}/{component}.yaml"
        if not (self.target / path).exists():
            programs = "" if base.outline(component) is not None else f"programs: [{component}]\n"
            yield GeneratedFile(path, f"component: {component}\nproduct: {product}\n{programs}")


def _told(difference: Difference) -> Message:
    flag = f"{difference.command} --{difference.name}".strip()
    match difference.drift:
        case Drift.UNRECORDED:
            return message("{flag}: in the artefact, and not recorded", flag=flag)
        case Drift.GONE:
            return message("{flag}: recorded, and not in the artefact", flag=flag)
        case _:
            return message(
                "{flag}: the default is recorded as {recorded!r}, the artefact has {found!r}",
                flag=flag, recorded=difference.recorded, found=difference.found,
            )  # fmt: skip


def _unusable(problem: Problem) -> UpstreamError:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    return UpstreamError(message("{place}: {problem}; mend it or take it away first", place=place, problem=problem.message))


def _read_record(file: FactFile) -> FlagRecord:
    """The record in *file*.

    :raises UpstreamError: it cannot be used.
    """
    # What comes with the package was checked by its tests.
    is_builtin = file.path.resolve().is_relative_to(builtin_directory().resolve())
    document, problems = read_document(file.path)
    for problem in problems or (() if is_builtin else check_file(file)):
        raise _unusable(problem)
    assert document is not None
    return read_record(document.root)


def _current(path: Path) -> str | None:
    """The text that is at *path*.

    :raises UpstreamError: it is no text.
    """
    try:
        return path.read_text("utf-8") if path.exists() else None
    except UnicodeDecodeError as error:
        raise UpstreamError(message("{path}: expected text in UTF-8", path=str(path))) from error


def _diff(directory: Path, file: GeneratedFile, before: str | None) -> Iterable[str]:
    path = str(directory / file.path)
    return difflib.unified_diff(
        (before or "").splitlines(keepends=True), file.text.splitlines(keepends=True), path, f"{path} (new)"
    )
