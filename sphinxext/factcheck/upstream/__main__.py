"""``python -m sphinxext.factcheck.upstream --from DIR --to kb/facts [--check]`` makes every generated file of facts anew.

*DIR* holds the sets of observations: ``flags/<component>.json``, ``config_fields/<component>.json`` and
``port_allocations.json``. With ``--repositories DIR`` the file of API kinds is made too, from clones as :mod:`.api_repositories`
wants them. With ``--check`` nothing is written; the differences are shown, and the exit status is 1 if there are any. It is 2 if
a set cannot be read.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..facts.record import FlagRecord
from .api_lifecycle import apis_text
from .api_repositories import observe_apis
from .field_sets import TypeObservation, fields_text, read_field_set
from .flag_facts import flags_text
from .flag_sets import read_flag_set
from .observations import UpstreamError
from .port_list import allocations_text, read_port_list
from .programs import KIND_SETS, PROGRAMS
from .record_text import merged, record_text

COMMAND = "factcheck facts import"
SHARED_TYPES = "component-base"
"""The set of the types that the Kubernetes components share."""


def generated(root: Path) -> Iterator[tuple[str, str]]:
    """The path below the directory of facts, and the text, of every generated file.

    :param root: the directory of the sets.
    :raises UpstreamError: a set is not what is expected.
    :raises OSError: a set cannot be read.
    """
    for program in PROGRAMS:
        observations = read_flag_set((root / "flags" / f"{program.component}.json").read_text("utf-8"), program)
        record = merged(FlagRecord(program.component), observations)
        yield f"{program.product}/{program.component}.record.yaml", record_text(record, COMMAND)
        yield f"{program.product}/{program.component}.flags.yaml", flags_text(record, program, COMMAND)
    shared = _types(root, SHARED_TYPES)
    for kind_set in KIND_SETS:
        library = shared if kind_set.product == "kubernetes" else ()
        text = fields_text(_types(root, kind_set.name), kind_set, library, COMMAND)
        yield f"{kind_set.product}/{kind_set.component}.fields.yaml", text
    ports = read_port_list((root / "port_allocations.json").read_text("utf-8"))
    yield "prometheus/prometheus.allocations.yaml", allocations_text(ports, "prometheus", COMMAND)


def generated_apis(repositories: Path) -> Iterator[tuple[str, str]]:
    """The path below the directory of facts, and the text, of the file of API kinds.

    :param repositories: the directory of the clones.
    :raises UpstreamError: a clone is missing, or not what is expected.
    """
    yield "kubernetes/kube-apiserver.apis.yaml", apis_text(observe_apis(repositories), "kube-apiserver", COMMAND)


def _types(root: Path, name: str) -> tuple[TypeObservation, ...]:
    return read_field_set((root / "config_fields" / f"{name}.json").read_text("utf-8"), name)


def write(path: Path, text: str) -> None:
    """Puts *text* at *path*, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program with *arguments*; gives its exit status."""
    parser = argparse.ArgumentParser(prog=COMMAND, description="Make the generated files of facts from sets of observations.")
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="DIR", help="the sets of observations")
    parser.add_argument("--to", dest="target", type=Path, default=Path("kb/facts"), metavar="DIR", help="default: kb/facts")
    parser.add_argument("--repositories", type=Path, metavar="DIR", help="clones of the repositories with the API types")
    parser.add_argument("--check", action="store_true", help="write nothing; show what would change, and exit with 1 if so")
    options = parser.parse_args(arguments)
    try:
        files = list(generated(options.source))
        if options.repositories is not None:
            files += generated_apis(options.repositories)
    except (UpstreamError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    differences = 0
    for name, text in files:
        path = options.target / name
        current = path.read_text("utf-8") if path.exists() else ""
        if current == text:
            continue
        differences += 1
        if options.check:
            before, after = current.splitlines(keepends=True), text.splitlines(keepends=True)
            sys.stdout.writelines(difflib.unified_diff(before, after, str(path), f"{path} (new)"))
        else:
            write(path, text)
    return 1 if options.check and differences else 0


if __name__ == "__main__":
    sys.exit(main())
