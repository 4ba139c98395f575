"""What the reference pages add to ``make html``: the site built without them, with the indexes of ports and flags, and with the
pages of components too, in turn, in one run.

``python -m benchmarks.reference [ROUNDS [JOBS]]``; JOBS is 1 (the default) or ``auto``. From nothing, in one language; the CPU
time of all processes counts, and the best round.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

COMPONENTS = ("kb/reference/components/**",)
INDEXES = ("kb/reference/ports.rst", "kb/reference/flags.rst")
EXCLUDED: dict[str, tuple[str, ...]] = {"without": (*COMPONENTS, *INDEXES), "with indexes": COMPONENTS, "with all": ()}
ALWAYS = ("kb/facts/**", "readme/**")
"""What conf.py leaves out anyway."""


def build(excluded: tuple[str, ...], jobs: str, out: Path) -> float:
    """CPU seconds of one build of the site from nothing, without the pages that *excluded* names."""
    root = Path(__file__).parent.parent
    without = f"exclude_patterns={','.join((*ALWAYS, *excluded))}"
    command = [sys.executable, "-m", "sphinx", "-q", "-j", jobs, "-b", "html", "-D", without, str(root), str(out)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [*command, "-D", f"exclude_patterns={','.join((*ALWAYS, *excluded))}"], cwd=root, capture_output=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(rounds: int, jobs: str) -> None:
    seconds: dict[str, list[float]] = {kind: [] for kind in EXCLUDED}
    pages = 0
    for _ in range(rounds):
        for kind, excluded in EXCLUDED.items():
            # A directory of its own: the facts are not yet cached beside the doctrees.
            with tempfile.TemporaryDirectory() as name:
                seconds[kind].append(build(excluded, jobs, Path(name)))
                pages = sum(1 for _ in (Path(name) / "kb" / "reference").rglob("*.html"))
    print(f"{pages} pages of reference, -j {jobs}, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    for kind, found in seconds.items():
        print(f"CPU seconds {kind:<12}", *(f"{each:.2f}" for each in found))
    best = {kind: min(found) for kind, found in seconds.items()}
    for kind in ("without", "with indexes"):
        print(f"ratio with all/{kind}: {best['with all'] / best[kind]:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, sys.argv[2] if len(sys.argv) > 2 else "1")
