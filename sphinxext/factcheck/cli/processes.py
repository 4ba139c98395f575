"""Work that is shared out to processes; one that dies takes nothing with it but the item that it was busy with."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from itertools import chain
from typing import TypeVar

__all__ = ["in_processes"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_processes(
    work: Callable[[Sequence[_Item]], tuple[_Result, ...]],
    parts: Sequence[Sequence[_Item]],
    given_up: Callable[[_Item], _Result],
    jobs: int,
    advance: Callable[[int], None],
) -> tuple[_Result, ...]:
    """What *work* gives for each item of *parts*, in their order.

    :param given_up: gives the result for an item on which a process died.
    :param advance: is called with the number of items for which there are results since it was called before.
    """
    done: dict[int, tuple[_Result, ...]] = {}
    pool = _pool(min(jobs, len(parts)))
    waiting: dict[Future[tuple[_Result, ...]], int] = {}
    try:
        try:
            for index, part in enumerate(parts):
                waiting[pool.submit(work, part)] = index
        except BrokenExecutor:
            pass  # What could not be handed out is left.
        for future in as_completed(tuple(waiting)):
            index = waiting.pop(future)
            if isinstance(future.exception(), BrokenExecutor):
                continue
            done[index] = future.result()
            advance(len(parts[index]))
    finally:
        pool.shutdown(cancel_futures=True)
    left = [index for index in range(len(parts)) if index not in done]
    for index, results in zip(left, _carefully(work, [parts[index] for index in left], given_up), strict=True):
        done[index] = results
        advance(len(results))
    return tuple(result for index in range(len(parts)) for result in done[index])


def _carefully(
    work: Callable[[Sequence[_Item]], tuple[_Result, ...]],
    parts: Sequence[Sequence[_Item]],
    given_up: Callable[[_Item], _Result],
) -> Iterator[tuple[_Result, ...]]:
    """What *work* gives for each of *parts*, one at a time, so that it is known on which a process dies; that is split."""
    pool: ProcessPoolExecutor | None = None
    try:
        for part in parts:
            pool = pool or _pool(1)
            try:
                found = pool.submit(work, part).result()
            except BrokenExecutor:
                pool.shutdown()
                pool = None
                if len(part) == 1:
                    found = (given_up(part[0]),)
                else:
                    found = tuple(chain(*_carefully(work, [(item,) for item in part], given_up)))
            yield found
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # To fork is much the fastest, where it is safe: there are no threads here.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    return ProcessPoolExecutor(jobs, context, _leave_interrupts)


def _leave_interrupts() -> None:
    """Leave it to the process that shares out the work to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
