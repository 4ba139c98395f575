"""``factcheck check`` beside sphinx-lint, another checker of reStructuredText, on the same files, in turn, each in one process.

``python -m benchmarks.check [DIR] [ROUNDS]``; sphinx-lint is no dependency, and must be installed beside it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from .build import Costs, cost_of


def main(directory: Path, rounds: int) -> int:
    if find_spec("sphinxlint") is None:
        print("sphinx-lint is not installed, nothing was compared")
        return 0
    pages = [path for path in directory.rglob("*.rst") if path.is_file()]
    size = sum(path.stat().st_size for path in pages)
    print(f"{len(pages)} pages, {size / 1e6:.2f} MB, {rounds} rounds")
    here = str(directory)
    costs = Costs()
    for _ in range(rounds):
        costs.without.append(cost_of("sphinxlint", "--jobs", "1", here).seconds)
        options = ("--jobs", "1", "--quiet", "--assume", "kubernetes==1.30")
        costs.extended.append(cost_of("sphinxext.factcheck.cli", "check", *options, here).seconds)
    for name, seconds in (("sphinx-lint", min(costs.without)), ("factcheck check", min(costs.extended))):
        print(f"CPU seconds of {name}, at best: {seconds:.2f}, {size / 1e6 / seconds:.2f} MB/s")
    print(f"factcheck check takes of the time of sphinx-lint: {costs.ratios()}")
    return 0


if __name__ == "__main__":
    sys.exit(
        main(
            Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "kb",
            int(sys.argv[2]) if len(sys.argv) > 2 else 3,
        )
    )
