"""The directory of observations as a whole: which of its sets makes which file of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..facts.record import FlagRecord
from .field_sets import TypeObservation, fields_text, read_field_set
from .flag_facts import flags_text
from .flag_sets import read_flag_set
from .port_list import allocations_text, read_port_list
from .programs import KIND_SETS, Program, program_of
from .record_text import merged, record_text

__all__ = ["GeneratedFile", "flag_files", "is_sets", "set_files"]

_SHARED_TYPES = "component-base"
"""The set of the types that the Kubernetes components share."""
_REGISTER = "port_allocations.json"


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """A file of facts: its path below their directory, with forward slashes, and its text."""

    path: str
    text: str


def flag_files(record: FlagRecord, program: Program, command: str) -> tuple[GeneratedFile, GeneratedFile]:
    """The record of a component and the generated flags that it makes.

    :param command: what makes them, for their headers.
    """
    base = f"{program.product}/{program.component}"
    return (
        GeneratedFile(f"{base}.record.yaml", record_text(record, command)),
        GeneratedFile(f"{base}.flags.yaml", flags_text(record, program, command)),
    )


def is_sets(directory: Path) -> bool:
    """Whether *directory* holds sets of observations."""
    return any((directory / name).is_dir() for name in ("flags", "config_fields"))


def set_files(
    directory: Path,
    product_of: Callable[[str], str],
    record_of: Callable[[str], FlagRecord],
    text_of: Callable[[str], str | None],
    command: str,
) -> Iterator[GeneratedFile]:
    """The files that the sets in *directory* make: ``flags/*.json``, ``config_fields/*.json`` and the register of ports.

    :param product_of: the product of a component.
    :param record_of: what is recorded of a component already; releases that the sets do not have are kept.
    :param text_of: the text of a generated file as it is, which is its own record.
    :raises UpstreamError: a set is not what is expected.
    :raises OSError: a set cannot be read.
    """
    for file in sorted((directory / "flags").glob("*.json")):
        program = program_of(file.stem, product_of(file.stem))
        record = record_of(file.stem)
        # A set has the flags of the program alone: it does not replace what was recorded with its subcommands.
        with_commands = {each.release for each in record.releases if len(each.commands) > 1}
        given = [each for each in read_flag_set(file.read_text("utf-8"), program) if each.release not in with_commands]
        yield from flag_files(merged(record, given), program, command)
    fields = directory / "config_fields"
    if fields.is_dir():
        shared = _types(fields, _SHARED_TYPES)
        for kind_set in KIND_SETS:
            if not kind_set.name:
                continue
            library = shared if _SHARED_TYPES in kind_set.libraries else ()
            path = f"{kind_set.product}/{kind_set.component}.fields.yaml"
            yield GeneratedFile(path, fields_text(_types(fields, kind_set.name), kind_set, library, command, text_of(path)))
    register = directory / _REGISTER
    if register.is_file():
        ports = read_port_list(register.read_text("utf-8"))
        yield GeneratedFile("prometheus/prometheus.allocations.yaml", allocations_text(ports, "prometheus", command))


def _types(directory: Path, name: str) -> tuple[TypeObservation, ...]:
    return read_field_set((directory / f"{name}.json").read_text("utf-8"), name)
