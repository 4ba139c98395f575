"""The solver against what real programs did: the sockets that opened, or the refusal."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from sphinxext.factcheck.facts import builtin_directory, load_facts
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.pages.model import Line
from sphinxext.factcheck.reach import Answer, GivenFile, Outcome, solve
from sphinxext.factcheck.reach.reading import situations_in
from sphinxext.factcheck.versions import parse_version

pytestmark = pytest.mark.shared

Run = dict[str, Any]


def runs(shared: Path) -> list[Run]:
    found: list[Run] = json.loads((shared / "upstream" / "sockets.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def facts() -> FactBase:
    base, problems = load_facts([builtin_directory()])
    assert problems == ()
    return base


def lines_of(text: str, name: str) -> tuple[Line, ...]:
    return tuple(Line(line, name, number) for number, line in enumerate(text.split("\n"), 1))


def as_command(run: Run) -> tuple[str, str]:
    return "run.sh", shlex.join([run["component"], *run["args"]])


def as_unit(run: Run) -> tuple[str, str]:
    return "run.service", "[Service]\nExecStart=/usr/bin/" + shlex.join([run["component"], *run["args"]])


def as_pod(run: Run) -> tuple[str, str]:
    container = {"name": "c", "command": [run["component"]], "args": run["args"]}
    return "pod.yaml", yaml.safe_dump({"kind": "Pod", "spec": {"hostNetwork": True, "containers": [container]}})


def answer(run: Run, form: tuple[str, str], facts: FactBase) -> Outcome:
    """What the solver says of *run*, read from a file."""
    filename, text = form
    (situation,) = situations_in(lines_of(text, filename), facts, filename).situations
    files = (GivenFile("CONFIG", lines_of(run["config"], "CONFIG")),) if run.get("config") else ()
    assert facts.outline(run["component"]) == facts.outline(situation.component)
    return solve(replace(situation, files=files), facts, parse_version(run["release"]))


def verdict(run: Run, outcome: Outcome) -> str:
    """``right``, ``wrong``, or ``unknown`` where the solver says that it cannot know."""
    refused = run["exited"] is not None
    if outcome.starts is Answer.UNKNOWN:
        return "unknown"
    if outcome.starts is Answer.NO or refused:
        return "right" if refused and outcome.starts is Answer.NO else "wrong"
    if any(not each.address or each.port is None for each in outcome.listeners):
        return "unknown"
    shown = (
        f"[{each.address}]:{each.port}" if ":" in each.address else f"{each.address}:{each.port}" for each in outcome.listeners
    )
    return "right" if sorted(shown) == sorted(run["sockets"]) else "wrong"


@pytest.mark.parametrize("form", [as_command, as_unit, as_pod])
def test_the_solver_answers_as_the_programs_did(shared: Path, facts: FactBase, form: Any) -> None:
    counted: Counter[str] = Counter()
    other = []
    for run in runs(shared):
        found = verdict(run, answer(run, form(run), facts))
        counted[found] += 1
        if found != "right":
            other.append((found, run["component"], run["release"], run["args"]))
    assert other == []
    assert counted.total() >= 120
