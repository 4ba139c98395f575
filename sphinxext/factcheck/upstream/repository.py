"""Files of a git repository at a tag, read without a work tree. The one program that runs here is git, and it only reads."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..messages import message
from .observations import UpstreamError

__all__ = ["Repository"]

_SECONDS = 60
"""More than any of these commands needs, so that one that waits for something is ended."""
_QUIET = {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
"""Messages that are the same everywhere; nothing is fetched, nobody is asked."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The clone at *path*. Every method raises :exc:`UpstreamError` if git cannot answer."""

    path: Path

    def tags(self, pattern: str) -> tuple[str, ...]:
        """The tags that match the whole of the regular expression *pattern*, by name."""
        return tuple(tag for tag in self._text("tag", "--list").splitlines() if re.fullmatch(pattern, tag))

    def files(self, tag: str, pattern: str) -> Mapping[str, str]:
        """The text of each file at *tag* whose path matches the whole of the regular expression *pattern*."""
        # Nothing that stands in a tag may be taken for an option.
        listed = self._text("ls-tree", "-r", "-z", "--name-only", f"refs/tags/{tag}").split("\0")
        names = [name for name in listed if re.fullmatch(pattern, name)]
        answer = self._run(["cat-file", "--batch"], "".join(f"refs/tags/{tag}:{name}\n" for name in names))
        found: dict[str, str] = {}
        start = 0
        for name in names:
            end = answer.index(b"\n", start)
            *_, kind, size = answer[start:end].split(b" ")
            if kind != b"blob":
                raise UpstreamError(
                    message("{path}: {name} at {tag} is not in this clone", path=str(self.path), name=name, tag=tag)
                )
            start = end + 1 + int(size) + 1
            found[name] = answer[end + 1 : start - 1].decode("utf-8", "replace")
        return found

    def _text(self, *arguments: str) -> str:
        return self._run(arguments).decode("utf-8", "replace")

    def _run(self, arguments: Sequence[str], given: str = "") -> bytes:
        command = ["git", "-C", str(self.path), *arguments]
        try:
            done = subprocess.run(
                command, input=given.encode(), capture_output=True, check=True, timeout=_SECONDS, env={**os.environ, **_QUIET}
            )
        except subprocess.CalledProcessError as error:
            told = error.stderr.decode("utf-8", "replace").strip().splitlines()
            raise self._failed(arguments[0], told[-1] if told else f"{error.returncode}") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise self._failed(arguments[0], str(error)) from error
        return done.stdout

    def _failed(self, command: str, reason: str) -> UpstreamError:
        return UpstreamError(message("{path}: git {command}: {reason}", path=str(self.path), command=command, reason=reason))
