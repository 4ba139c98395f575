"""The files that a page may draw on: those below the root of the sources, and no others."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .model import UnreadReason

__all__ = ["FILE_LIMIT", "Files", "SourceTree"]

FILE_LIMIT = 32 * 1024 * 1024
"""The size in bytes beyond which a file is not opened."""


class Files(Protocol):
    """Gives the content of a file."""

    def read(self, path: str) -> bytes | UnreadReason:
        """The bytes of the file *path* (relative to the root, forward slashes, no ``..``), or why they cannot be had."""


@dataclass(frozen=True, slots=True)
class SourceTree:
    """The files below a directory. A link that leads out of it is not followed."""

    root: Path

    def read(self, path: str) -> bytes | UnreadReason:
        """The bytes of the file *path* below the root, or why they cannot be had; only plain files of a sane size are opened."""
        try:
            root = self.root.resolve()
            file = (root / path).resolve()
            if not file.is_relative_to(root):
                return UnreadReason.OUTSIDE
            status = file.stat()
            if not stat.S_ISREG(status.st_mode):
                return UnreadReason.MISSING
            if status.st_size > FILE_LIMIT:
                return UnreadReason.BUDGET
            return file.read_bytes()
        except (OSError, ValueError, RuntimeError):  # no such file, a name with NUL, a loop of links
            return UnreadReason.MISSING
