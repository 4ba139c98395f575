"""What the last build told of the claims, so that a build in which nothing changed tells it again without judging them."""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from sphinx.environment import BuildEnvironment

from ..findings import Finding, Span

__all__ = ["Remembered", "Told", "code_digest", "digest_of", "load_remembered", "save_remembered"]

_FILE: Final = "factcheck-findings.pickle"
"""The file beside the doctrees, which is as safe as the pickled environment that stands there."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a build tells: findings, and the reason and the place of each gap."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was *told*, findings or proofs, and digests of what it was judged by: of the fact files, in which nothing was
    wrong, and of all else.
    """

    facts: str
    rest: str
    told: Any


def digest_of(*values: object) -> str:
    """A digest of *values*, by what they are written like."""
    return sha256("\0".join(map(repr, values)).encode("utf-8", "surrogatepass")).hexdigest()


def code_digest() -> str:
    """A digest of the state of this package on the disk: other rules find other things."""
    package = Path(__file__).parent.parent
    return digest_of(*sorted(_states(str(package))))


def _states(folder: str) -> list[tuple[str, int, int]]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    found += _states(entry.path)
            elif entry.name.endswith(".py"):
                status = entry.stat()
                found.append((entry.path, status.st_mtime_ns, status.st_size))
    return found


def load_remembered(env: BuildEnvironment, name: str = _FILE) -> Remembered | None:
    """What the last build left in the file *name*, if it is whole."""
    try:
        found = pickle.loads(Path(env.doctreedir, name).read_bytes())
    except Exception:  # whatever is wrong with it, it is of no use
        return None
    return found if isinstance(found, Remembered) else None


def save_remembered(env: BuildEnvironment, remembered: Remembered, name: str = _FILE) -> None:
    """Leave *remembered* for the next build in the file *name*, if the disk can be written to."""
    path = Path(env.doctreedir, name)
    with suppress(OSError):
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.write(pickle.dumps(remembered, pickle.HIGHEST_PROTOCOL))
        os.replace(file.name, path)  # noqa: PTH105
