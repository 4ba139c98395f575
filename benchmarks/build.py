"""What the extension adds to a build: the same pages built by Sphinx without and with it, in turn, in one run.

``python -m benchmarks.build [DIR [ROUNDS]]``, DIR any directory with reStructuredText; without it, the pages of the site.
The CPU time and the peak of memory of a build from nothing, and the CPU time of one after it in which nothing has changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

EXTENSIONS = {"without": "[]", "with": '["sphinxext.factcheck"]'}
# Sphinx reads pages anew that draw on what is not there, in every build: such pages are not what the second build is about.
CONF = """
extensions = {extensions}
root_doc = "benchmark_root"
factcheck_assume = {{"kubernetes": "1.30"}}


def setup(app):
    app.connect("env-get-outdated", lambda app, env, added, changed, removed: changed.clear() or [], priority=1)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds, and the peak of the resident set in MB."""

    seconds: float
    megabytes: float


@dataclass(slots=True)
class Costs:
    """What the rounds cost, each without and with the extension."""

    without: list[float] = field(default_factory=list)
    extended: list[float] = field(default_factory=list)

    def ratios(self) -> str:
        """With to without, round by round."""
        return spread([b / a for a, b in zip(self.without, self.extended, strict=True)], "{:.3f}")

    def differences(self) -> str:
        """With less without, round by round, in ms."""
        return spread([1e3 * (b - a) for a, b in zip(self.without, self.extended, strict=True)], "{:+.0f} ms")


def spread(values: list[float], form: str) -> str:
    """Median, least and most of *values*."""
    return "median {} (min {}, max {})".format(*(form.format(each) for each in (median(values), min(values), max(values))))


def build(source: Path, out: Path) -> Cost:
    """The cost of one build with the builder ``dummy``."""
    return cost_of("sphinx", "-q", "-b", "dummy", str(source), str(out))


def cost_of(module: str, *arguments: str) -> Cost:
    """The cost of running the Python *module* with *arguments*; its output goes nowhere."""
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0  # it has been waited for
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))


def copied(directory: Path, target: Path) -> int:
    """Copy the pages of *directory*, and what stands beside them, to *target*; gives how many pages there are."""
    shutil.copytree(directory, target, ignore=shutil.ignore_patterns(".*", "_build", "conf.py"), ignore_dangling_symlinks=True)
    (target / "benchmark_root.rst").write_text("Benchmark\n=========\n", "utf-8")
    return sum(1 for _ in target.rglob("*.rst"))


def main(directory: Path, rounds: int) -> None:
    cpu, memory, again = Costs(), Costs(), Costs()
    with tempfile.TemporaryDirectory() as name:
        for kind, extensions in EXTENSIONS.items():
            pages = copied(directory, Path(name, kind))
            Path(name, kind, "conf.py").write_text(CONF.format(extensions=extensions), "utf-8")
        size = sum(path.stat().st_size for path in Path(name, "with").rglob("*.rst"))
        print(f"{pages} pages, {size / 1e6:.2f} MB, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
        for _ in range(rounds):
            for kind in EXTENSIONS:
                out = Path(name, f"{kind}-out")
                shutil.rmtree(out, ignore_errors=True)
                first = build(Path(name, kind), out)
                second = build(Path(name, kind), out)
                for costs, cost in ((cpu, first.seconds), (memory, first.megabytes), (again, second.seconds)):
                    (costs.without if kind == "without" else costs.extended).append(cost)
    print(f"CPU seconds from nothing: without {median(cpu.without):.2f}, with {median(cpu.extended):.2f}; ratio {cpu.ratios()}")
    print(
        f"peak of memory in MB: without {median(memory.without):.0f}, with {median(memory.extended):.0f}; ratio {memory.ratios()}"
    )
    print(f"CPU seconds if nothing changed: without {median(again.without):.2f}, with {median(again.extended):.2f}; "
          f"difference {again.differences()}")  # fmt: skip


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "kb",
        int(sys.argv[2]) if len(sys.argv) > 2 else 3,
    )
