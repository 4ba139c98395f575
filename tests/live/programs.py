"""Real programs, started in a directory of their own and watched until they listen or end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .networks import Network
from .sockets import Sockets, listening

__all__ = ["Process", "Result", "Start", "running"]

DEADLINE = 15.0
"""Seconds after which what did not happen will not."""
QUIET = 3.0
"""Seconds without a change after which the sockets are taken to be all."""
STEADY = 0.4
"""Seconds that sockets have to stay as they were expected."""
_PACE = 0.02


@dataclass(frozen=True, slots=True)
class Start:
    """An executable, the directory that its package was unpacked to, its arguments and its variables."""

    program: Path
    package: Path
    words: Sequence[str] = ()
    variables: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: the sockets, or the exit status of a program that did not stay."""

    sockets: Sockets = ()
    exited: int | None = None


class Process:
    """A program that was started. Everything it says goes to *log*."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self.log = log

    def result(self) -> Result:
        """What is the case now."""
        sockets = listening(self.process.pid)
        status = self.process.poll()
        return Result(sockets) if status is None else Result((), status)

    def until(self, expected: Callable[[Result], bool], deadline: float = DEADLINE) -> Result:
        """The first result that is as *expected*, or the last one before the *deadline* or the end of the program."""
        end = time.monotonic() + deadline
        while True:
            result = self.result()
            if expected(result) or result.exited is not None or time.monotonic() > end:
                return result
            time.sleep(_PACE)

    def settled(self, quiet: float = QUIET, deadline: float = DEADLINE) -> Result:
        """What it comes to: its exit, or the sockets that stay the same for *quiet* seconds.

        A program without sockets is waited for to the *deadline*.
        """
        end = time.monotonic() + deadline
        last, since = self.result(), time.monotonic()
        while last.exited is None and time.monotonic() < end:
            time.sleep(_PACE)
            now = self.result()
            if now != last:
                last, since = now, time.monotonic()
            elif now.sockets and time.monotonic() - since > quiet:
                break
        return last

    def comes_to(self, expected: Result, deadline: float = DEADLINE) -> Result:
        """*expected*, as soon as it is the case and stays so for a moment; or whatever else is the case in the end."""
        end = time.monotonic() + deadline
        while True:
            result = self.until(lambda result: result == expected, max(0.0, end - time.monotonic()))
            if result != expected or result.exited is not None:
                return result
            changed = self.until(lambda result: result != expected, STEADY)
            if changed == expected or changed.exited is not None:
                return changed

    def said(self) -> str:
        """The line in which it says why it ended, or its last one; without the time."""
        lines = [_OWN_PORT.sub("", _TIME.sub("", line)).strip() for line in self.log.read_text("utf-8", "replace").splitlines()]
        lines = [line for line in lines if line]
        refusal = next((line for line in lines if _REFUSAL.search(line)), "")
        complaints = [line for line in lines if _COMPLAINT.search(line)]
        return (refusal or (complaints or lines or [""])[-1])[:200]


_REFUSAL = re.compile(r"^(?:\S+: error: |flag provided|invalid (?:boolean )?value|conflicting environment|panic: )")
"""What the parsers of flags say, before they print how the program is used."""
_COMPLAINT = re.compile(r"(?i)\blevel\W+(?:error|fatal)\b|\b[CEF] \||\bfatal\b|\berror\b|\bcannot\b")
_OWN_PORT = re.compile(r"[\d.]+:\d{5}->")
"""Where a program asks from, which is never the same."""
_TIME = re.compile(r"\"ts\":\"[^\"]*\",|\b(?:ts|time)=\S+\s|^\d{4}[-/]\d\d[-/]\d\d[ T]\S+\s")


@contextmanager
def running(start: Start, directory: Path, network: Network) -> Iterator[Process]:
    """The program while the block lasts; it works in *directory* and sees no variables but those that it is given."""
    directory.mkdir(parents=True, exist_ok=True)
    log = directory / "log"
    command = network.inside([str(start.program), *start.words], start.package / "usr" / "share")
    variables = {"PATH": os.environ.get("PATH", ""), "HOME": str(directory), "LC_ALL": "C.UTF-8", **(start.variables or {})}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=directory, env=variables, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield Process(process, log)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
