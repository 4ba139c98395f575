"""Run inside a new network: brings it up, says so, and keeps it until its input ends."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import struct
import sys

SET_FLAGS, SET_ADDRESS, SET_MASK = 0x8914, 0x8916, 0x891C
UP_AND_RUNNING = 0x1 | 0x40
PRIVATE, MASK = "10.20.30.40", "255.255.255.0"
NEW_ROUTE, REQUEST, ACKNOWLEDGE, CREATE = 24, 0x1, 0x4, 0x400
MAIN_TABLE, STATIC, LINK, UNICAST, OUTPUT_INTERFACE = 254, 4, 253, 1, 4


def set_up_loopback() -> None:
    """Turn the interface on, with an address of a private network beside its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as kernel:

        def change(what: int, interface: bytes, value: bytes) -> None:
            fcntl.ioctl(kernel, what, struct.pack("16s24s", interface, value))

        def address(host: str) -> bytes:
            return struct.pack("=HH4s", socket.AF_INET, 0, socket.inet_aton(host))

        change(SET_FLAGS, b"lo", struct.pack("=H", UP_AND_RUNNING))
        change(SET_ADDRESS, b"lo:1", address(PRIVATE))
        change(SET_MASK, b"lo:1", address(MASK))


def add_default_route() -> None:
    """Send everything to that interface: a program that wants an address to tell to others asks for that of the default route."""
    route = struct.pack("=8BI", socket.AF_INET, 0, 0, 0, MAIN_TABLE, STATIC, LINK, UNICAST, 0)
    route += struct.pack("=HHI", 8, OUTPUT_INTERFACE, socket.if_nametoindex("lo"))
    head = struct.pack("=IHHII", 16 + len(route), NEW_ROUTE, REQUEST | ACKNOWLEDGE | CREATE, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as kernel:
        kernel.send(head + route)
        (status,) = struct.unpack_from("=i", kernel.recv(4096), 16)
    if status not in (0, -errno.EEXIST):
        raise OSError(-status, os.strerror(-status))


if __name__ == "__main__":
    set_up_loopback()
    add_default_route()
    print("ready", flush=True)
    sys.stdin.read()
