"""How fast facts are read: ``python -m benchmarks.facts [ROUNDS]``.

Loading them without a cache and with a full one, the outlines of all components and all components whole, side by side in one
process; then ``factcheck facts show`` as a whole process, beside a Python that does nothing. CPU time, the best round.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.facts.cache import Cache
from sphinxext.factcheck.facts.files import builtin_directory
from sphinxext.factcheck.facts.load import load_facts

TWO = ("kube-proxy", "etcd")
"""A build whose pages mention these reads these whole, and no other."""
SHOWN = (("kube-apiserver", "1.30"), ("kubelet", "1.30"), ("prometheus", "2.45"), ("etcd", "3.5"))


def loaded(cache: Cache | None, whole: Callable[[str], bool]) -> FactBase:
    """The built-in facts, the components for which *whole* holds with all that generated files say."""
    base, problems = load_facts([builtin_directory()], cache)
    for component in base.components:
        if whole(component.name):
            base.component(component.name)
    assert not [each for each in problems if not each.is_note]
    return base


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """The CPU time of *work* in this process."""
    best = float("inf")
    for _ in range(rounds):
        begin = process_time()
        work()
        best = min(best, process_time() - begin)
    return 1e3 * best


def process_milliseconds(arguments: list[str], cache: str, rounds: int) -> float:
    """The CPU time of a Python with *arguments*, as a whole process."""
    best = float("inf")
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = {**os.environ, "FACTCHECK_CACHE": cache}
        subprocess.run([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1e3 * best


def main(rounds: int) -> None:
    kinds: dict[str, Callable[[str], bool]] = {
        "outlines": lambda name: False,
        "two components whole": lambda name: name in TWO,
        "all components whole": lambda name: True,
    }
    with tempfile.TemporaryDirectory() as name:
        cache = Cache.beside(Path(name))
        count = len(loaded(cache, kinds["all components whole"]).components)
        print(f"{count} components, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
        for kind, whole in kinds.items():
            cold = milliseconds(lambda whole=whole: loaded(None, whole), 2)  # type: ignore[misc]
            warm = milliseconds(lambda whole=whole: loaded(cache, whole), rounds)  # type: ignore[misc]
            print(f"{kind:<20}  cold {cold:6.1f} ms  warm {warm:6.1f} ms  cold/warm {cold / warm:5.1f}")
        nothing = process_milliseconds(["-c", "pass"], "", rounds)
        print(f"python -c pass  {nothing:.0f} ms")
        for component, release in SHOWN:
            command = ["-m", "sphinxext.factcheck.cli", "facts", "show", component, "--release", release, "--format", "json"]
            cold = process_milliseconds(command, "", rounds)
            warm = process_milliseconds(command, name, rounds)
            print(f"show {component:<15}  cold {cold:4.0f} ms  warm {warm:4.0f} ms, {warm / nothing:.1f} times python -c pass")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
