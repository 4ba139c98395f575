"""Programs, run for their help: with no shell, no input, no terminal, and an end. Only git runs elsewhere (:mod:`.repository`).

A program that is run is trusted as far as its user trusts it; nothing here is a sandbox.
"""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import which
from typing import IO

from ..messages import Message, message
from .help import Help, HelpError, Style, read_help
from .observations import UpstreamError

__all__ = ["MAX_BYTES", "MAX_COMMANDS", "MAX_DEPTH", "RunError", "help_tree", "run_help", "tree_of"]

MAX_BYTES = 4_000_000
MAX_DEPTH = 5
MAX_COMMANDS = 600
"""Help texts that a tree has at most; docker has some 250, kubectl 120."""
TIMEOUT = 10.0
"""Seconds that a program is given to print its help."""

_ENVIRONMENT = {
    "HOME": "/nonexistent", "LANG": "C", "LC_ALL": "C", "NO_COLOR": "1", "PAGER": "cat", "TERM": "dumb", "COLUMNS": "80",
}  # fmt: skip
"""The surroundings of a program. The home is one that never exists, so that a default below it is the same everywhere."""
_LISTED = re.compile(r"^[ \t]{0,10}-{1,2}[A-Za-z0-9]", re.MULTILINE)
_USAGE = re.compile(r"^(?:[ \t]*[Uu](?i:sage)\b.*|NAME:|[A-Z][\w ()]* Commands(?: \(.*\))?:)$", re.MULTILINE)
_ASKS = re.compile(r"(?:\[y/n\]|\(y/n\)|\(yes/no\)|password|passphrase|press (?:enter|any key|return))\W*$", re.IGNORECASE)
_NOT_WALKED = frozenset(("help", "completion", "__complete"))
_ELSEWHERE = re.compile(r'Use "[\w.-]+ options" for a list of global')


class RunError(UpstreamError):
    """A program could not be made to print its help."""


@dataclass(frozen=True, slots=True)
class _Output:
    status: int
    stdout: str
    stderr: str


def run_help(program: str, arguments: Sequence[str] = ("--help",), timeout: float = TIMEOUT) -> str:
    """What *program* prints when it is asked for its help.

    Standard output is taken, or standard error where only that lists flags; a usage that the one prints and the list that the
    other prints are put together. An exit status of 1 or 2 is no failure where there is help.

    :param program: a path, or a name that is looked up in ``PATH``.
    :param timeout: seconds.
    :raises RunError: there is no such program, it cannot be run, does not end, or prints no help.
    """
    output = _run(_found(program), arguments, timeout)
    listed = [text for text in (output.stdout, output.stderr) if _LISTED.search(text)]
    spoken = [text for text in (output.stdout, output.stderr) if _USAGE.search(text)]
    if listed and output.status in (0, 1, 2):
        text = listed[0]
        others = [other for other in spoken if other not in listed]
        if others and not re.match(r"\s*(?:usage|name)\b", text, re.IGNORECASE):
            text = f"{others[0].rstrip()}\n\n{text}"
    elif spoken and output.status in (0, 1, 2):
        text = spoken[0]
    else:
        raise _no_help(program, arguments, output)
    # The program ended: what it printed is whole.
    return text if text.endswith("\n") else f"{text}\n"


def _no_help(program: str, arguments: Sequence[str], output: _Output) -> RunError:
    command = " ".join((Path(program).name, *arguments))
    said = [line.strip() for line in (output.stdout + "\n" + output.stderr).splitlines() if line.strip()]
    if not said:
        return RunError(message("{command!r} prints nothing (exit status {status})", command=command, status=output.status))
    if _ASKS.search(said[-1]) or re.search(r"\bEOF\b|not a (?:tty|terminal)", said[-1]):
        return RunError(message("{command!r} asks for input: {line!r}", command=command, line=said[-1][:200]))
    return RunError(
        message(
            "{command!r} prints no help (exit status {status}): {line!r}",
            command=command,
            status=output.status,
            line=said[-1][:200],
        )
    )


def _found(program: str) -> str:
    """The path of *program*."""
    path = program if os.sep in program else which(program)
    if path is None:
        raise RunError(message("there is no program {program!r} in PATH", program=program))
    if not Path(path).is_file():
        raise RunError(message("there is no program {program!r}", program=program))
    if not os.access(path, os.X_OK):
        raise RunError(message("{program!r} is not executable", program=program))
    return str(Path(path).absolute())


def _run(path: str, arguments: Sequence[str], timeout: float) -> _Output:
    name = Path(path).name
    environment = {**_ENVIRONMENT, "PATH": os.environ.get("PATH", os.defpath)}
    # A directory of its own, so that what a program writes where it stands goes away with it.
    with tempfile.TemporaryDirectory(prefix="factcheck-") as directory:
        try:
            process = subprocess.Popen(
                [path, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                cwd=directory,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise RunError(message("{program!r} cannot be run: {error}", program=name, error=str(error))) from error
        try:
            with process:
                stdout, stderr = _read(process, name, timeout)
        finally:
            _end(process)
    return _Output(process.returncode, stdout.decode("utf-8", "replace"), stderr.decode("utf-8", "replace"))


def _read(process: subprocess.Popen[bytes], name: str, timeout: float) -> tuple[bytes, bytes]:
    """Both outputs, until the program has ended.

    :raises RunError: it does not end in time, or prints too much; it is ended then.
    """
    deadline = time.monotonic() + timeout
    outputs: dict[IO[bytes], bytearray] = {}
    with selectors.DefaultSelector() as selector:
        for stream in (process.stdout, process.stderr):
            assert stream is not None
            outputs[stream] = bytearray()
            selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(max(0.0, deadline - time.monotonic()))
            for key, _ in ready:
                stream = next(each for each in outputs if each is key.fileobj)
                chunk = os.read(key.fd, 65_536)
                outputs[stream] += chunk
                if not chunk:
                    selector.unregister(stream)
            if sum(map(len, outputs.values())) > MAX_BYTES:
                _end(process)
                raise RunError(message("{program!r} prints more than {limit} bytes", program=name, limit=MAX_BYTES))
            if time.monotonic() >= deadline:
                if process.poll() is not None:
                    break  # It has ended; what it left running holds on to its outputs.
                _end(process)
                raise RunError(_hangs(name, timeout, bytes(b"".join(outputs.values()))))
    try:
        process.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        _end(process)
        raise RunError(_hangs(name, timeout, b"")) from None
    stdout, stderr = outputs.values()
    return bytes(stdout), bytes(stderr)


def _hangs(name: str, timeout: float, said: bytes) -> Message:
    last = said.decode("utf-8", "replace").rstrip("\n").rpartition("\n")[2].strip()
    if _ASKS.search(last):
        return message("{command!r} asks for input: {line!r}", command=name, line=last[:200])
    return message("{program!r} does not end within {seconds} seconds", program=name, seconds=f"{timeout:g}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and whatever it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


_Tell = Callable[[tuple[str, ...], UpstreamError], None]


def _tell_nobody(path: tuple[str, ...], error: UpstreamError) -> None:
    pass


def help_tree(
    program: str,
    timeout: float = TIMEOUT,
    max_depth: int = MAX_DEPTH,
    max_commands: int = MAX_COMMANDS,
    tell: _Tell = _tell_nobody,
) -> tuple[tuple[tuple[str, ...], Help], ...]:
    """The help of *program* and of all its subcommands: each path of commands with its help, the program itself as ``()``.

    :param tell: is given each subcommand that is left out, as its help cannot be had or read, and why.
    :raises RunError: the program itself prints no help.
    :raises HelpError: the help of the program itself cannot be read.
    """

    def text_of(path: tuple[str, ...]) -> str:
        # kubectl prints its global flags as a command of its own, which has no help.
        return run_help(program, path if path == ("options",) else (*path, "--help"), timeout)

    return tree_of(text_of, max_depth, max_commands, tell)


def tree_of(
    text_of: Callable[[tuple[str, ...]], str],
    max_depth: int = MAX_DEPTH,
    max_commands: int = MAX_COMMANDS,
    tell: _Tell = _tell_nobody,
) -> tuple[tuple[tuple[str, ...], Help], ...]:
    """The same as :func:`help_tree`, of the texts that *text_of* gives for a path of commands.

    Flags of the commands above that kingpin lists once more are *inherited* ones, and so are those that kubectl lists
    in a command of their own. A text that was met before is not walked again: some programs answer an unknown command with
    the help of the one above.

    :raises UpstreamError: the text of the program itself cannot be had or read.
    """
    text = text_of(())
    root = read_help(text)
    everywhere = read_help(text_of(("options",))).flags if _ELSEWHERE.search(text) else ()
    root = replace(root, flags=(*root.flags, *everywhere))
    found: dict[tuple[str, ...], Help] = {(): root}
    seen = {text}
    waiting = deque(_below((), root))
    walked: set[tuple[str, ...]] = set()
    while waiting and len(walked) < max_commands:
        path = waiting.popleft()
        if path in walked or len(path) > max_depth:
            continue
        walked.add(path)
        try:
            text = text_of(path)
            if text in seen:
                continue
            help_ = read_help(text, root.style)
        except (HelpError, RunError) as error:
            tell(path, error)
            continue
        seen.add(text)
        waiting.extend(_below(path, help_))
        found[path] = replace(help_, inherited=(*help_.inherited, *everywhere))
    for path in waiting:
        if path not in walked and len(path) <= max_depth:
            tell(path, RunError(message("more than {limit} subcommands", limit=max_commands)))
    if root.style is Style.KINGPIN:
        return tuple((path, _apart(path, help_, found)) for path, help_ in found.items())
    return tuple(found.items())


def _below(path: tuple[str, ...], help_: Help) -> Iterator[tuple[str, ...]]:
    """The paths of the commands that a help lists, which some programs write from the top, and what is above those."""
    for name in help_.commands:
        words = tuple(name.split())
        if words[-1] in _NOT_WALKED:
            continue
        from_the_top = bool(path) and len(words) > len(path) and words[: len(path)] == path
        whole = words if from_the_top else (*path, *words)
        yield from (whole[:length] for length in range(len(path) + 1, len(whole) + 1))


def _apart(path: tuple[str, ...], help_: Help, tree: Mapping[tuple[str, ...], Help]) -> Help:
    """*help_* with what the commands above it list as well among the inherited flags; its ``--help`` stays its own."""
    above = {
        flag.name: flag
        for length in range(len(path))
        if (parent := tree.get(path[:length])) is not None
        for flag in parent.flags
        if flag.name != "help"
    }
    own = tuple(flag for flag in help_.flags if above.get(flag.name) != flag)
    return replace(help_, flags=own, inherited=tuple(flag for flag in help_.flags if flag not in own))
