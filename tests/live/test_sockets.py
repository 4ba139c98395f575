from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from .sockets import listening

HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"


def line(address: str, state: str, inode: int) -> str:
    return (
        f"   0: {address} 00000000:0000 {state} 00000000:00000000 00:00000000 00000000     0        0 {inode} 1 0 100 0 0 10 0\n"
    )


def process(proc: Path, pid: int, *inodes: int, children: str = "", tcp: str = "", tcp6: str | None = None) -> None:
    (proc / f"{pid}/fd").mkdir(parents=True)
    (proc / f"{pid}/net").mkdir()
    (proc / f"{pid}/task/{pid}").mkdir(parents=True)
    (proc / f"{pid}/task/{pid}/children").write_text(children)
    (proc / f"{pid}/net/tcp").write_text(HEAD + tcp)
    if tcp6 is not None:
        (proc / f"{pid}/net/tcp6").write_text(HEAD + tcp6)
    (proc / f"{pid}/fd/0").symlink_to("/dev/null")
    for inode in inodes:
        (proc / f"{pid}/fd/{inode}").symlink_to(f"socket:[{inode}]")


def test_addresses_are_written_as_a_person_does(tmp_path: Path) -> None:
    process(
        tmp_path, 7, 1, 2, 3, 4, 5,
        tcp=line("0100007F:238C", "0A", 1) + line("00000000:238D", "0A", 2),
        tcp6=line("00000000000000000000000000000000:1F90", "0A", 3) + line("00000000000000000000000001000000:1F91", "0A", 4)
        + line("B80D0120000000000000000001000000:1F92", "0A", 5),
    )  # fmt: skip
    assert listening(7, tmp_path) == ("*:8080", "*:9101", "127.0.0.1:9100", "[2001:db8::1]:8082", "[::1]:8081")


def test_sockets_of_others_and_connections_are_left_out(tmp_path: Path) -> None:
    process(
        tmp_path, 7, 1, 2, tcp=line("0100007F:0001", "01", 1) + line("0100007F:0002", "0A", 2) + line("0100007F:0003", "0A", 9)
    )
    assert listening(7, tmp_path) == ("127.0.0.1:2",)


def test_children_count(tmp_path: Path) -> None:
    process(tmp_path, 7, children="8 9", tcp=line("0100007F:0001", "0A", 1))
    process(tmp_path, 8, 1)
    assert listening(7, tmp_path) == ("127.0.0.1:1",)


def test_who_is_gone_listens_on_nothing(tmp_path: Path) -> None:
    assert listening(7, tmp_path) == ()


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="no /proc here")
def test_our_own_sockets() -> None:
    before = listening(os.getpid())
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        assert listening(os.getpid()) == before
        server.listen()
        assert set(listening(os.getpid())) - set(before) == {f"127.0.0.1:{server.getsockname()[1]}"}
