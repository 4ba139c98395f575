"""Holds tables of runs against the solver, and prints where they differ: ``python -m tests.live.check [--unknown] [TABLE...]``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from sphinxext.factcheck.facts import FactBase, builtin_directory, load_facts
from sphinxext.factcheck.reach import Outcome, solve
from sphinxext.factcheck.versions import parse_version

from .agreement import Agreement, agreement, situation_of
from .table import RUNS, Run, read

__all__ = ["described", "judged"]


def judged(run: Run, facts: FactBase) -> tuple[Agreement, Outcome]:
    """What the solver says of a recorded *run*, and whether it is so."""
    assert run.result is not None
    outcome = solve(situation_of(run.invocation), facts, parse_version(run.release))
    return agreement(outcome, run.result), outcome


def described(run: Run, outcome: Outcome) -> str:
    """Both in words, for somebody who looks for the reason."""
    assert run.result is not None
    done = " ".join(run.result.sockets) if run.result.exited is None else f"exit {run.result.exited} ({run.says})"
    said = " ".join(f"{each.address or '?'}:{each.port or '?'}" for each in outcome.listeners)
    why = "; ".join(str(each) for each in (*(step.text for step in outcome.why), *outcome.missing))
    return f"{run.id}\n  did: {done}\n  solver: starts {outcome.starts.value}, {said or 'nothing'} ({why})"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.live.check", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("tables", nargs="*", type=Path, default=[RUNS])
    parser.add_argument("--facts", type=Path, default=builtin_directory())
    parser.add_argument("--unknown", action="store_true", help="print what the solver does not know, too")
    given = parser.parse_args(arguments)
    facts, _ = load_facts([given.facts])
    found: Counter[Agreement] = Counter()
    for run in (run for table in given.tables for run in read(table) if not run.untold):
        what, outcome = judged(run, facts)
        found[what] += 1
        if what is Agreement.WRONG or (given.unknown and what is Agreement.UNKNOWN):
            print(f"{what.value}: {described(run, outcome)}")
    print(", ".join(f"{found[each]} {each.value}" for each in Agreement))
    return 1 if found[Agreement.WRONG] else 0


if __name__ == "__main__":
    sys.exit(main())
