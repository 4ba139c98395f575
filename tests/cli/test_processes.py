from __future__ import annotations

import os
import time
from collections.abc import Sequence

import pytest

from sphinxext.factcheck.cli.processes import in_processes

DEADLY = -1
SLOW = -2


def work(items: Sequence[int]) -> tuple[int, ...]:
    if DEADLY in items:
        os._exit(1)
    if SLOW in items:
        time.sleep(60)
    return tuple(item * item for item in items)


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_are_in_order_whoever_dies(jobs: int) -> None:
    parts = [[1, 2, 3], [], [4, DEADLY, 5, 6, 7], [DEADLY], [8], [9, DEADLY]]
    counts: list[int] = []
    found = in_processes(work, parts, lambda item: item, jobs, counts.append)
    assert found == (1, 4, 9, 16, DEADLY, 25, 36, 49, DEADLY, 64, 81, DEADLY)
    assert sum(counts) == len(found)


def test_whoever_is_interrupted_waits_for_nobody() -> None:
    def interrupt(count: int) -> None:
        raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        in_processes(work, [[1], [SLOW]], lambda item: item, 2, interrupt)
    assert time.monotonic() - began < 30
