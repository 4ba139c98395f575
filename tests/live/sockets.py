"""The TCP sockets that a process and its children listen on, read from ``/proc``."""

from __future__ import annotations

import ipaddress
import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["Sockets", "listening"]

Sockets = tuple[str, ...]
"""Addresses in order: ``127.0.0.1:9100``, ``[::1]:9100``, ``*:9100`` for every address."""

_LISTEN = "0A"
_INODE = re.compile(r"socket:\[(\d+)\]")
_EVERY = ("0.0.0.0", "::")


def listening(pid: int, proc: Path = Path("/proc")) -> Sockets:
    """What the process *pid* and those that it started listen on; nothing if it is gone."""
    inodes = {inode for each in _family(pid, proc) for inode in _inodes(proc / str(each))}
    found: set[str] = set()
    for table in ("tcp", "tcp6"):
        try:
            lines = (proc / str(pid) / "net" / table).read_text("ascii").splitlines()[1:]
        except OSError:
            continue  # it is gone, or the machine has no IPv6
        found |= {address for inode, address in _listeners(lines) if inode in inodes}
    return tuple(sorted(found))


def _listeners(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The inode and the address of each listening socket of a table of ``/proc/net``."""
    for line in lines:
        words = line.split()
        if words[3] == _LISTEN:
            yield words[9], _address(words[1])


def _address(local: str) -> str:
    """``0100007F:238C`` as ``127.0.0.1:9100``: the kernel writes an address as words of four bytes, each as a number."""
    digits, _, port = local.partition(":")
    words = [int(digits[at : at + 8], 16) for at in range(0, len(digits), 8)]
    host = ipaddress.ip_address(struct.pack(f"={len(words)}I", *words))
    if str(host) in _EVERY:
        return f"*:{int(port, 16)}"
    return f"[{host}]:{int(port, 16)}" if host.version == 6 else f"{host}:{int(port, 16)}"


def _inodes(process: Path) -> Iterator[str]:
    """The inodes of the sockets that *process* has open."""
    try:
        links = list((process / "fd").iterdir())
    except OSError:
        return
    for link in links:
        try:
            match = _INODE.fullmatch(str(link.readlink()))
        except OSError:
            continue
        if match is not None:
            yield match[1]


def _family(pid: int, proc: Path) -> Iterator[int]:
    """*pid* and all its descendants."""
    yield pid
    try:
        tasks = list((proc / str(pid) / "task").iterdir())
    except OSError:
        return
    for task in tasks:
        try:
            below = (task / "children").read_text("ascii").split()
        except OSError:
            continue
        for child in below:
            yield from _family(int(child), proc)
