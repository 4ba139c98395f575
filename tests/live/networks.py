"""A network for programs: one of their own where the kernel lets us, or the machine's.

In a network of its own (``unshare`` and ``nsenter``, no root needed) a program has the ports that it has by default, and nobody
else's are in its way. There it sees an address of a private network, as on a node, and below ``/usr/share`` the files of its
package, where Debian's builds look for them. ``localhost`` is 127.0.0.1, and no other name is known.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["TIMEOUT", "Network", "NoAnswerError", "isolation", "network"]

TIMEOUT = 10
"""Seconds that anything here may take to begin or to answer."""
_HOLD = Path(__file__).with_name("hold.py")
_ASK = Path(__file__).with_name("ask.py")
_ETC = Path(__file__).with_name("etc")
_WITH_FILES = """
for file in hosts resolv.conf; do
  if test -e "/etc/$file"; then mount --bind "$0/$file" "/etc/$file" || exit; fi
done
if test -n "$1"; then mount -t overlay overlay -o "lowerdir=$1:/usr/share" /usr/share || exit; fi
shift
exec "$@"
"""


class NoAnswerError(Exception):
    """Why nobody answered a request."""


@dataclass(frozen=True, slots=True)
class Network:
    """Where programs run. *holder*: the process that keeps the network alive; ``None`` for the network of the machine."""

    holder: int | None = None

    def inside(self, command: Sequence[str], share: Path | None = None) -> list[str]:
        """*command* as it is called from outside. *share*: a directory that is laid over ``/usr/share`` for it."""
        if self.holder is None:
            return list(command)
        entered = ["nsenter", f"--target={self.holder}", "--user", "--net", "--preserve-credentials"]
        shared = str(share.resolve()) if share is not None and share.is_dir() else ""
        return [*entered, "unshare", "--mount", "sh", "-c", _WITH_FILES, str(_ETC), shared, *command]

    def ask(self, url: str) -> str:
        """The body of what *url* answers, for somebody in this network.

        :raises NoAnswerError: nobody did, or not with success.
        """
        asked = subprocess.run(
            self.inside([sys.executable, "-I", str(_ASK), url]), capture_output=True, text=True, check=False, timeout=2 * TIMEOUT
        )
        if asked.returncode:
            raise NoAnswerError(asked.stderr.strip())
        return asked.stdout


@cache
def isolation() -> str:
    """Why a network of their own cannot be had for programs here; empty if it can."""
    for tool in ("unshare", "nsenter", "mount"):
        if shutil.which(tool) is None:
            return f"there is no {tool} on this machine"
    try:
        with _isolated() as own:
            done = subprocess.run(
                own.inside(["true"], Path(__file__).parent), capture_output=True, text=True, check=False, timeout=TIMEOUT
            )
            return done.stderr.strip().partition("\n")[0]
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)


@contextmanager
def network() -> Iterator[Network]:
    """A network of its own, if one can be had, or the machine's."""
    if isolation():
        yield Network()
        return
    with _isolated() as own:
        yield own


@contextmanager
def _isolated() -> Iterator[Network]:
    """
    :raises OSError: it cannot be had.
    """
    # It ends when its input does, that is with us, however we end.
    command = ["unshare", "--map-root-user", "--net", sys.executable, "-I", str(_HOLD)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stderr is not None
        if holder.stdout.readline() != "ready\n":
            raise OSError(holder.stderr.read().strip().rpartition("\n")[2] or "unshare failed without a word")
        yield Network(holder.pid)
        holder.stdin.close()
