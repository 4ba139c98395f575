"""Fact files that were read and found sound, as plain values on the disk, each under the digest of its bytes.

What is in a cache is data: nothing in it is run. An entry begins with a digest of its own name and values, so that one which
something else wrote, or which is not whole, is known for what it is. It is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .document import Table
from .files import builtin_directory

__all__ = ["Cache"]

_FORM: Final = 1
"""Counts up whenever a sound file would no longer be one, or would be read in another way."""


@dataclass(frozen=True, slots=True)
class Cache:
    """A directory of entries. *salt*: what the answers depend on beside the file itself."""

    directory: Path
    salt: str

    @staticmethod
    def chosen(default: Path | None) -> Cache | None:
        """The cache that ``FACTCHECK_CACHE`` names, none if that is empty; if it is not set, the one in *default*, if any."""
        named = os.environ.get("FACTCHECK_CACHE")
        directory = default if named is None else Path(named) if named else None
        return Cache.beside(directory) if directory is not None else None

    @staticmethod
    def beside(directory: Path) -> Cache:
        """The cache in *directory*, which is made when something is put there; another schema, another cache."""
        try:
            schema = (builtin_directory() / "schema.json").read_bytes()
        except OSError:
            schema = b""
        return Cache(directory, f"{_FORM}-{hashlib.sha256(schema).hexdigest()[:16]}")

    def _entry(self, data: bytes) -> Path:
        digest = hashlib.sha256(self.salt.encode() + b"\0" + data).hexdigest()
        return self.directory / f"{digest}.entry"

    def get(self, data: bytes) -> Table | None:
        """The values in the file whose bytes are *data*, if it is known to be sound."""
        try:
            entry = self._entry(data)
            seal, _, values = entry.read_bytes().partition(b"\n")
            if seal != _seal(entry.name, values):
                return None
            found = json.loads(values)
        except (OSError, ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def put(self, data: bytes, root: Table) -> None:
        """Remember that the file whose bytes are *data* is sound and holds *root*, if the disk can be written to."""
        entry = self._entry(data)
        import tempfile  # not needed by those who only read

        with suppress(OSError, ValueError):
            values = json.dumps(root, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
            entry.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=entry.parent, prefix=".entry-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_seal(entry.name, values) + b"\n" + values)
                Path(name).replace(entry)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise


def _seal(name: str, values: bytes) -> bytes:
    """What an entry with that *name* and those *values* begins with."""
    return hashlib.sha256(name.encode() + b"\0" + values).hexdigest().encode()
