"""The solver held against what real Kubernetes daemons did, in every run of the table that words and files tell all of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from sphinxext.factcheck.facts import builtin_directory, load_facts
from sphinxext.factcheck.reach import solve
from sphinxext.factcheck.versions import parse_version

from ..live.agreement import Agreement, agreement, situation_of
from ..live.programs import Result
from ..live.table import Invocation

HERE = Path(__file__).parent
UNKNOWN = 0.10
"""The share of the runs of which the solver may say that it does not know."""


def runs(name: str) -> list[dict[str, Any]]:
    loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: list[dict[str, Any]] = yaml.load((HERE / name).read_text("utf-8"), loader)["runs"]
    return [run for run in found if not run.get("untold") and run.get("ipv6") is not False and "/no/such" not in str(run["args"])]


@pytest.mark.parametrize(("name", "least"), [("kube-runs.yaml", 2000), ("kube-held-out.yaml", 250)])
def test_the_solver_says_nothing_that_is_not_so(name: str, least: int) -> None:
    facts, _ = load_facts([builtin_directory()])
    found: Counter[Agreement] = Counter()
    wrong = []
    for run in runs(name):
        files = {"CONFIG": run["config"]} if isinstance(run.get("config"), str) else {}
        invocation = Invocation(run["component"], tuple(run["args"]), {}, files)
        outcome = solve(situation_of(invocation), facts, parse_version(str(run["release"])))
        what = agreement(outcome, Result(tuple(run["sockets"]), run.get("exited")))
        found[what] += 1
        if what is Agreement.WRONG:
            wrong.append((run["component"], run["release"], run["args"], run.get("config"), run["sockets"], run.get("last")))
    assert wrong == []
    assert found.total() >= least
    assert found[Agreement.UNKNOWN] <= UNKNOWN * found.total()
