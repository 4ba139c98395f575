"""What the extension adds to a build: the same pages read by Sphinx without and with it, in turn, in one run.

``python -m benchmarks.build DIR [ROUNDS]``, DIR any directory with reStructuredText; without it, the pages of the site.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

EXTENSIONS = {"without": "[]", "with": '["sphinxext.factcheck"]'}


def build(source: Path, extensions: str, out: Path) -> float:
    """CPU seconds of one build from nothing with the builder ``dummy``."""
    (source / "conf.py").write_text(
        f"extensions = {extensions}\nroot_doc = 'benchmark_root'\nfactcheck_assume = {{'kubernetes': '1.30'}}\n", "utf-8"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "sphinx", "-E", "-q", "-b", "dummy", str(source), str(out)]
    subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


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
        seconds: dict[str, list[float]] = {kind: [] for kind in EXTENSIONS}
        for _ in range(rounds):
            for kind, extensions in EXTENSIONS.items():
                seconds[kind].append(build(source, extensions, out / kind))
        ratios = [b / a for a, b in zip(seconds["without"], seconds["with"], strict=True)]
        print("CPU seconds without:", *(f"{s:.2f}" for s in seconds["without"]))
        print("CPU seconds with:   ", *(f"{s:.2f}" for s in seconds["with"]))
        print(f"ratio with/without: min {min(ratios):.3f} median {median(ratios):.3f} max {max(ratios):.3f}")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "kb",
        int(sys.argv[2]) if len(sys.argv) > 2 else 3,
    )
