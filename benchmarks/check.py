"""``factcheck check`` beside sphinx-lint, another checker of reStructuredText, on the same files, in turn, each in one process.

``python -m benchmarks.check [DIR] [ROUNDS]``; sphinx-lint is no dependency, and must be installed beside it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from .build import cost, told


def main(directory: Path, rounds: int) -> int:
    if find_spec("sphinxlint") is None:
        print("sphinx-lint is not installed, nothing was compared")
        return 0
    pages = [path for path in directory.rglob("*.rst") if path.is_file()]
    size = sum(path.stat().st_size for path in pages)
    print(f"{len(pages)} pages, {size / 1e6:.2f} MB, {rounds} rounds")
    here = str(directory)
    ours = (
        sys.executable,
        "-m",
        "sphinxext.factcheck.cli",
        "check",
        "--jobs",
        "1",
        "--quiet",
        "--assume",
        "kubernetes==1.30",
        here,
    )
    theirs = (sys.executable, "-m", "sphinxlint", "--jobs", "1", here)
    seconds: dict[str, list[float]] = {"factcheck check": [], "sphinx-lint": []}
    for _ in range(rounds):
        for name, command in zip(seconds, (ours, theirs), strict=True):
            seconds[name].append(cost(*command).seconds)
    for name, values in seconds.items():
        print(told(f"CPU seconds of {name}", values), f"({size / 1e6 / min(values):.2f} MB/s at best)")
    ratios = [a / b for a, b in zip(*seconds.values(), strict=True)]
    print(told("factcheck check/sphinx-lint", ratios))
    return 0


if __name__ == "__main__":
    sys.exit(
        main(
            Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "kb",
            int(sys.argv[2]) if len(sys.argv) > 2 else 3,
        )
    )
