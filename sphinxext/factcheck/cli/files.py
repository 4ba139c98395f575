"""Files that a command writes: all of them, or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

__all__ = ["write_files"]


def write_files(files: Sequence[tuple[Path, str]]) -> None:
    """Put each text at its path, in UTF-8. Each is written beside its place first, and moved there when all could be.

    A link stays one: the file that it leads to is written. What is no file, such as a device or a pipe, is never replaced: it is
    written to, when everything else is in its place.

    :raises OSError: one of them cannot be written, its path as the file name; then everything is as it was before.
    """
    made: list[Path] = []
    staged: list[tuple[Path, Path]] = []
    moved: list[tuple[Path, bytes | None]] = []
    path = Path()
    try:
        for target, text in files:
            if _is_special(target):
                continue
            place = Path(os.path.realpath(target)) if target.is_symlink() else target
            for path in _missing(place.parent):
                path.mkdir()
                made.append(path)
            path = place
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            staged.append((Path(name), path))
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(text)
            Path(name).chmod(0o644)
        for temporary, path in staged:
            before = path.read_bytes() if path.exists() else None
            temporary.replace(path)
            moved.append((path, before))
        for path, text in files:
            if _is_special(path):
                with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as device:
                    device.write(text)
    except BaseException as error:
        _undo(made, staged, moved)
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror or type(error).__name__, str(path)) from error
        raise


def _is_special(path: Path) -> bool:
    """Whether there is something at *path* that is neither a file nor a directory."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _missing(directory: Path) -> Iterator[Path]:
    """*directory* and those above it that are not there, the uppermost first."""
    if not directory.is_dir():
        yield from _missing(directory.parent)
        yield directory


def _undo(made: Sequence[Path], staged: Sequence[tuple[Path, Path]], moved: Sequence[tuple[Path, bytes | None]]) -> None:
    with suppress(OSError):
        for path, before in moved:
            if before is None:
                path.unlink()
            else:
                path.write_bytes(before)
    for temporary, _ in staged:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    for directory in reversed(made):
        with suppress(OSError):
            directory.rmdir()
