"""What the extension adds to a build: the same pages read by Sphinx without and with it, in turn, in one run.

``python -m benchmarks.build DIR [ROUNDS]``, DIR any directory with reStructuredText; without it, the pages of the site. Told are
the CPU time and the peak memory of a build from nothing, and the CPU time of one in which nothing changed.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

EXTENSIONS = {"without": "[]", "with": '["sphinxext.factcheck"]'}


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds and peak memory (bytes) of one process and those that it waited for."""

    seconds: float
    memory: int


def cost(*command: str) -> Cost:
    """What running *command* takes; its output goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (0, 1, 2)]
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, _, used = os.wait4(pid, 0)
    os.close(nowhere)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def build(source: Path, extensions: str, out: Path, *options: str) -> Cost:
    """One build with the builder ``dummy``."""
    settings = f"extensions = {extensions}\nroot_doc = 'benchmark_root'\nfactcheck_assume = {{'kubernetes': '1.30'}}\n"
    conf = source / "conf.py"
    if not conf.exists() or conf.read_text("utf-8") != settings:
        conf.write_text(settings, "utf-8")
    return cost(sys.executable, "-m", "sphinx", *options, "-q", "-b", "dummy", str(source), str(out))


def told(name: str, values: list[float]) -> str:
    """Median and extremes of *values*."""
    return f"{name}: median {median(values):.3f}, {min(values):.3f} to {max(values):.3f}"


def main(directory: Path, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "source", Path(name) / "out"
        pages = sorted(path for path in directory.rglob("*.rst") if path.is_file())
        for path in pages:
            target = source / path.relative_to(directory)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        (source / "benchmark_root.rst").write_text("Benchmark\n=========\n", "utf-8")
        size = sum(path.stat().st_size for path in pages)
        print(f"{len(pages)} pages, {size / 1e6:.2f} MB, {rounds} rounds")
        whole: dict[str, list[Cost]] = {kind: [] for kind in EXTENSIONS}
        again: dict[str, list[Cost]] = {kind: [] for kind in EXTENSIONS}
        for _ in range(rounds):
            for kind, extensions in EXTENSIONS.items():
                whole[kind].append(build(source, extensions, out / kind, "-E"))
                again[kind].append(build(source, extensions, out / kind))
        both = list(zip(whole["without"], whole["with"], strict=True))
        print(told("CPU seconds without", [each.seconds for each in whole["without"]]))
        print(told("CPU seconds with", [each.seconds for each in whole["with"]]))
        print(told("CPU time with/without", [b.seconds / a.seconds for a, b in both]))
        print(told("peak memory with/without", [b.memory / a.memory for a, b in both]))
        pairs = zip(again["without"], again["with"], strict=True)
        print(told("milliseconds that a build without changes takes more", [1e3 * (b.seconds - a.seconds) for a, b in pairs]))


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "kb",
        int(sys.argv[2]) if len(sys.argv) > 2 else 3,
    )
