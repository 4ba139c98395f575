"""The solver held against what real programs did, in every run of the table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sphinxext.factcheck.facts import builtin_directory, load_facts

from ..live.agreement import Agreement
from ..live.check import described, judged
from ..live.table import HELD_OUT, RUNS, read

UNKNOWN = 0.18
"""The share of the runs of which the solver may say that it does not know."""


@pytest.mark.parametrize("table", [RUNS, HELD_OUT], ids=["runs", "held-out"])
def test_the_solver_says_nothing_that_is_not_so(table: Path) -> None:
    facts, _ = load_facts([builtin_directory()])
    found: Counter[Agreement] = Counter()
    wrong: list[str] = []
    for run in read(table):
        if run.untold:
            continue
        what, outcome = judged(run, facts)
        found[what] += 1
        if what is Agreement.WRONG:
            wrong.append(described(run, outcome))
    assert not wrong, "\n".join(wrong)
    assert found[Agreement.UNKNOWN] <= UNKNOWN * found.total()
