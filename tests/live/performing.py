"""Invocations performed for real, each in a directory and a network of its own."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .networks import Network, network
from .programs import Process, Result, Start, running
from .table import Invocation

__all__ = ["occupied", "performed", "prepared", "working"]


def prepared(directory: Path, invocation: Invocation, certificate: Mapping[str, bytes]) -> Path:
    """*directory* with the files of *invocation*, and with those of the *certificate* if it names them."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in invocation.files.items():
        (directory / name).write_text(text, encoding="utf-8")
    for name, content in certificate.items() if invocation.wants_certificate else ():
        (directory / name).write_bytes(content)
    return directory


@contextmanager
def working(
    start: Start, invocation: Invocation, directory: Path, certificate: Mapping[str, bytes], where: Network
) -> Iterator[Process]:
    """The program of *invocation* while the block lasts."""
    with running(start, prepared(directory, invocation, certificate), where) as process:
        yield process


def performed(
    start: Start, invocation: Invocation, certificate: Mapping[str, bytes], watch: Callable[[Process], Result]
) -> tuple[Result, str]:
    """What *watch* saw of the program, and a line of the program's own words."""
    with (
        tempfile.TemporaryDirectory() as name,
        network() as own,
        working(start, invocation, Path(name), certificate, own) as process,
    ):
        result = watch(process)
        return result, process.said().replace(name, "TMP")


def occupied(result: Result | None) -> str:
    """The first socket of *result* that somebody else has."""
    for address in result.sockets if result is not None else ():
        host, _, port = address.rpartition(":")
        if port == "?":
            continue
        family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
        with socket.socket(family) as ours:
            try:
                ours.bind(("" if host == "*" else host.strip("[]"), int(port)))
            except OSError:
                return address
    return ""
