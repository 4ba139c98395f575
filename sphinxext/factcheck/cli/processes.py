"""Work that is shared out to processes; one that dies takes nothing with it but the item that it was busy with."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar, cast

__all__ = ["in_processes"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class _Part(Generic[_Item]):
    """Some items, the first of which has the number *start*."""

    start: int
    items: Sequence[_Item]

    @property
    def halves(self) -> tuple[_Part[_Item], _Part[_Item]]:
        middle = len(self.items) // 2
        return _Part(self.start, self.items[:middle]), _Part(self.start + middle, self.items[middle:])


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
    waiting: deque[_Part[_Item]] = deque()
    count = 0
    for items in parts:
        waiting.append(_Part(count, items))
        count += len(items)
    done: dict[int, _Result] = {}
    busy: dict[Connection, _Part[_Item]] = {}
    with _Crew(work) as crew:
        while waiting or busy:
            while waiting and len(busy) < jobs:
                part = waiting.popleft()
                busy[crew.give(part.items)] = part
            for line in cast("list[Connection]", wait(list(busy))):
                part = busy.pop(line)
                results = crew.take(line)
                if results is None and len(part.items) > 1:
                    waiting.extendleft(reversed(part.halves))
                    continue
                done.update(enumerate(map(given_up, part.items) if results is None else results, part.start))
                advance(len(part.items))
    return tuple(done[number] for number in range(count))


class _Crew(Generic[_Item, _Result]):
    """Processes that do *work*, each at the other end of a line."""

    def __init__(self, work: Callable[[Sequence[_Item]], tuple[_Result, ...]]) -> None:
        self._work = work
        # To fork is much the fastest, and safe where there are no threads.
        self._forks = sys.platform == "linux"
        self._context = multiprocessing.get_context("fork" if self._forks else None)
        self._processes: dict[Connection, BaseProcess] = {}
        self._idle: list[Connection] = []

    def __enter__(self) -> _Crew[_Item, _Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes.values():
            process.terminate()
        for line, process in self._processes.items():
            process.join()
            line.close()

    def give(self, items: Sequence[_Item]) -> Connection:
        """Have a process work on *items*; gives the line on which the results come."""
        while self._idle:
            line = self._idle.pop()
            try:
                line.send(items)
            except OSError:
                self._dismiss(line)
            else:
                return line
        line = self._start()
        with suppress(OSError):  # it is dead already, as will be seen when nothing comes
            line.send(items)
        return line

    def take(self, line: Connection) -> tuple[_Result, ...] | None:
        """The results that have come on *line*; ``None`` if the process died over them."""
        try:
            results: tuple[_Result, ...] = line.recv()
        except (EOFError, OSError):
            self._dismiss(line)
            return None
        self._idle.append(line)
        return results

    def _start(self) -> Connection:
        here, there = self._context.Pipe()
        # A process that holds our end of a line would keep the one at the other end from seeing that we are gone.
        ours = (*self._processes, here) if self._forks else ()
        process = self._context.Process(target=_serve, args=(self._work, there, ours), daemon=True)
        process.start()
        there.close()
        self._processes[here] = process
        return here

    def _dismiss(self, line: Connection) -> None:
        process = self._processes.pop(line)
        process.terminate()
        process.join()
        line.close()


def _serve(work: Callable[[Sequence[_Item]], tuple[_Result, ...]], line: Connection, others: Sequence[Connection]) -> None:
    """Do *work* on what comes on *line*, until nothing can come any more."""
    # It is left to the process that shares out the work to be interrupted.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in others:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            line.send(work(line.recv()))
