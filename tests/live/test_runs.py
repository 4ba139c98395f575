"""A sample of the table done again, for real, on whatever Debian this is, and held against the table and the solver."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from sphinxext.factcheck.facts import FactBase, builtin_directory, load_facts

from ..debian import Debian, UnavailableError
from .agreement import Agreement
from .certificates import certificate
from .check import described, judged
from .networks import isolation
from .performing import occupied, performed
from .programs import Process, Result
from .table import PACKAGED, RUNS, Run, read, start_of

EACH = 4
"""Every which run of a component is done again; with ``FACTCHECK_RUNS=all`` every one is."""
WORKERS = 6


def own_suite() -> str:
    """The name of this machine's release of Debian, if it is one."""
    try:
        lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition("=")[2].strip('"') for line in lines if line.startswith("VERSION_CODENAME=")), "")


def sample() -> tuple[Run, ...]:
    """Runs of this machine's release, or of any if the table has none: then their invocations are what is done again."""
    runs = read(RUNS)
    here = tuple(run for run in runs if run.suite == own_suite()) or tuple(run for run in runs if run.suite == "bookworm")
    if os.environ.get("FACTCHECK_RUNS") == "all":
        return here
    components = sorted({run.invocation.component for run in here})
    return tuple(run for name in components for run in [each for each in here if each.invocation.component == name][::EACH])


@cache
def facts() -> FactBase:
    return load_facts([builtin_directory()])[0]


def again(run: Run, debian: Debian, files: Mapping[str, bytes]) -> Run:
    """*run* as its program does it here and now.

    :raises UnavailableError: the package or a certificate for it cannot be had.
    """
    invocation = run.invocation
    if invocation.wants_certificate and not files:
        raise UnavailableError("there is no certificate for it, which openssl makes")
    start = start_of(invocation, debian)
    if (taken := occupied(run.result)) and isolation():
        raise UnavailableError(f"somebody else listens on {taken} here")
    expected = run.result

    def watch(process: Process) -> Result:
        if expected is None or "?" in str(expected) or debian.release(package) != run.release:
            return invocation.told(process.settled(quiet=1))
        return invocation.told(process.comes_to(expected))

    package, _ = PACKAGED[invocation.component]
    result, says = performed(start, invocation, files, watch)
    return replace(run, release=debian.release(package), result=result, says=says)


@pytest.fixture(scope="module")
def done(debian: Debian, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Future[Run]]]:
    """The runs of the sample by their place in it, all begun."""
    runs = sample()
    for run in runs:
        with contextlib.suppress(UnavailableError):
            start_of(run.invocation, debian)  # one package after the other: apt has a lock
    try:
        files = certificate(tmp_path_factory.mktemp("certificate"))
    except UnavailableError:
        files = {}
    # In the network of the machine they would be in each other's way.
    with ThreadPoolExecutor(1 if isolation() else WORKERS) as workers:
        yield {key: workers.submit(again, run, debian, files) for key, run in keyed(runs)}


def keyed(runs: Iterable[Run]) -> Iterator[tuple[str, Run]]:
    """The runs with what tests call them."""
    seen: Counter[str] = Counter()
    for run in runs:
        seen[run.id] += 1
        yield (f"{run.id} #{seen[run.id]}" if seen[run.id] > 1 else run.id), run


EVERY = pytest.mark.parametrize(("key", "run"), [pytest.param(key, run, id=key) for key, run in keyed(sample())])


def what_happened(key: str, run: Run, done: Mapping[str, Future[Run]], debian: Debian) -> Run:
    try:
        return done[key].result()
    except UnavailableError as error:
        debian.do_without(PACKAGED[run.invocation.component][0], error)


@EVERY
def test_the_program_does_so_again(key: str, run: Run, done: Mapping[str, Future[Run]], debian: Debian) -> None:
    now = what_happened(key, run, done, debian)
    if now.release != run.release:
        pytest.skip(f"the table has {run.release}, and this machine {now.release}")
    assert now.result == run.result, now.says


@EVERY
def test_the_solver_says_so(key: str, run: Run, done: Mapping[str, Future[Run]], debian: Debian) -> None:
    now = what_happened(key, run, done, debian)
    what, outcome = judged(now, facts())
    assert what is not Agreement.WRONG, described(now, outcome)
