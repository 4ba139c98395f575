"""Makes a table of runs anew: starts each program as the table says and writes down what it did.

::

    python -m tests.live.record [TABLE...] [--only COMPONENT] [--missing]

A row needs ``component``, ``suite`` (of Debian), ``args`` and, where it has any, ``variables`` and ``files``; the rest is written. With
``--missing`` only the rows without a result are run, with ``--only`` only those of a component.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from ..debian import Debian
from .certificates import certificate
from .networks import isolation
from .performing import performed
from .programs import Process
from .table import HELD_OUT, PACKAGED, RUNS, Run, read, start_of, written

WORKERS = 6
"""Programs that run at once; each does little but wait."""
HEAD = """\
What real programs did: made by `python -m tests.live.record {name}` from Debian's packages, each in a network of its own with an address
of a private network. `*` is every address; a program that ended has its exit status and a line of its own words."""


def recorded(run: Run, packages: Debian, files: Mapping[str, bytes]) -> Run:
    """*run* with what its program does now."""
    invocation = run.invocation
    result, says = performed(start_of(invocation, packages), invocation, files, Process.settled)
    package, _ = PACKAGED[invocation.component]
    return replace(
        run, release=packages.release(package), package=f"{package} {packages.version(package)}", result=invocation.told(result),
        says=says if result.exited is not None or not result.sockets else "",
    )  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.live.record", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tables", nargs="*", type=Path, default=[RUNS, HELD_OUT])
    parser.add_argument("--only", metavar="COMPONENT")
    parser.add_argument("--missing", action="store_true")
    given = parser.parse_args(arguments)
    if why := isolation():
        print(f"a program needs a network of its own to be recorded: {why}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        files = certificate(Path(name))
    for table in given.tables:
        runs = read(table)
        wanted = [
            run
            for run in runs
            if given.only in (None, run.invocation.component) and not (given.missing and run.result is not None)
        ]
        made = all_recorded(wanted, files)
        rest = [run for run in runs if run not in wanted]
        table.write_text(written(HEAD.format(name=f"tests/reach/{table.name}"), [*rest, *made]), encoding="utf-8")
        print(f"{table}: {len(wanted)} of {len(runs)} runs recorded")
    return 0


def all_recorded(runs: Sequence[Run], files: Mapping[str, bytes]) -> list[Run]:
    """*runs* with what their programs do now."""
    packages = {run.suite: Debian(suite=run.suite) for run in runs}
    for run in runs:
        start_of(run.invocation, packages[run.suite])  # one package after the other: apt has a lock
    with ThreadPoolExecutor(WORKERS) as workers:
        return list(workers.map(lambda run: recorded(run, packages[run.suite], files), runs))


if __name__ == "__main__":
    sys.exit(main())
