"""Programs from Debian's packages, for tests that hold facts against the real thing.

A package is downloaded by apt's own client and unpacked below ``_build/debian``; nothing is installed and no root is needed. What
cannot be had is skipped and told at the end of the session, so that nothing is passed over silently; with ``FACTCHECK_DEBIAN=required`` it fails,
unless there is no apt at all.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest

__all__ = ["Debian", "UnavailableError", "upstream_release"]

CACHE = Path(__file__).parent.parent / "_build" / "debian"
MIRROR = "http://deb.debian.org/debian"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
TIMEOUT = 120
"""Seconds that a download or an unpacking may take."""

Run = Callable[[list[str], Path], "subprocess.CompletedProcess[str]"]


class UnavailableError(Exception):
    """Why a program cannot be had here. *no_apt*: there is no apt, so that it could not be anywhere else on this machine."""

    def __init__(self, reason: str, *, no_apt: bool = False) -> None:
        super().__init__(reason)
        self.no_apt = no_apt


def run(command: list[str], directory: Path) -> subprocess.CompletedProcess[str]:
    """*command* run in *directory*, with its output.

    :raises subprocess.SubprocessError: it failed or took longer than :data:`TIMEOUT`.
    """
    return subprocess.run(
        command, cwd=directory, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=TIMEOUT,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip


def upstream_release(version: str) -> str:
    """The upstream release in a Debian *version*: ``1.20.2`` of ``1.20.5+really1.20.2-1.1+deb12u1``.

    Epoch and revision are left out, and so is what Debian appends to the release of a repacked source or of a snapshot.
    """
    release = version.rpartition(":")[2]
    release = release.rpartition("-")[0] or release
    release = release.rpartition("+really")[2]
    return re.sub(r"[+~.](?:ds|dfsg|git)\d*(?:\..*)?$", "", release)


@dataclass(slots=True)
class Debian:
    """The packages of the machine's own suite, or of another *suite*.

    *missing*: what could not be had, by package, with the reason.
    """

    cache: Path = CACHE
    run: Run = run
    which: Callable[[str], str | None] = shutil.which
    missing: dict[str, str] = field(default_factory=dict)
    suite: str = ""

    def program(self, package: str, path: str) -> Path:
        """The executable *path* (``usr/bin/etcd``) of *package*.

        Skips the test that asks if it cannot be had; fails it where the environment says ``FACTCHECK_DEBIAN=required`` and there is apt.
        """
        try:
            return self.unpacked(package, path)
        except UnavailableError as error:
            self.do_without(package, error)

    def do_without(self, package: str, error: UnavailableError) -> NoReturn:
        """Skip or fail the test, as :meth:`program` does, and tell it at the end."""
        self.missing[package] = str(error)
        if os.environ.get("FACTCHECK_DEBIAN") == "required" and not error.no_apt:
            pytest.fail(f"{package}: {error}", pytrace=False)
        pytest.skip(f"{package}: {error}")

    def release(self, package: str) -> str:
        """The upstream release of *package*, after :meth:`program` brought it."""
        return upstream_release(self.version(package))

    def version(self, package: str) -> str:
        """The version of *package* in Debian's own numbers, after :meth:`program` brought it."""
        return (self.directory(package) / "version").read_text(encoding="utf-8")

    def directory(self, package: str) -> Path:
        """Where *package* is, or will be, brought to."""
        return self.cache / self.suite / package

    def unpacked(self, package: str, path: str) -> Path:
        """As :meth:`program`.

        :raises UnavailableError: there is no apt, no such package, no network, or no such program in the package.
        """
        for tool in ("apt-get", "dpkg"):
            if self.which(tool) is None:
                raise UnavailableError(f"there is no {tool} on this machine", no_apt=True)
        root = self.directory(package)
        if not (root / "unpacked").is_dir():
            self._bring(package, root)
        program = root / "unpacked" / path
        if not os.access(program, os.X_OK):
            raise UnavailableError(f"the package has no program {path}")
        return program

    def _bring(self, package: str, root: Path) -> None:
        partial = root.with_name(f"{root.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(root, ignore_errors=True)
        partial.mkdir(parents=True)
        try:
            self._download(package, partial)
            archives = list(partial.glob("*.deb"))
            if len(archives) != 1:
                raise UnavailableError(f"apt-get download brought {len(archives)} files, expected one")
            self.run(["dpkg", "-x", archives[0].name, "unpacked"], partial)
            (partial / "version").write_text(archives[0].name.split("_")[1].replace("%3a", ":"), encoding="utf-8")
            archives[0].unlink()
        except subprocess.TimeoutExpired as error:
            raise UnavailableError(f"{error.cmd[0]} took longer than {TIMEOUT} seconds") from error
        except subprocess.CalledProcessError as error:
            lines = [line for line in error.stderr.splitlines() if line.startswith("E: ")] or error.stderr.splitlines()
            raise UnavailableError(f"{' '.join(error.cmd[:2])}: {lines[0] if lines else 'failed without a word'}") from error
        partial.rename(root)

    def _download(self, package: str, directory: Path) -> None:
        options = self._own_apt()
        try:
            self.run(["apt-get", "download", *(options if self.suite else []), package], directory)
        except subprocess.CalledProcessError:
            # A new machine has no lists of packages, or old ones, and only root may fetch them for the system.
            self.run(["apt-get", "update", *options], directory)
            self.run(["apt-get", "download", *options, package], directory)

    def _own_apt(self) -> list[str]:
        """Options with which apt keeps its lists in the cache; of another suite, it reads of that one only."""
        own = self.cache / self.suite / "apt"
        for part in ("lists/partial", "cache/archives/partial"):
            (own / part).mkdir(parents=True, exist_ok=True)
        options = ["-o", f"Dir::State::lists={own / 'lists'}", "-o", f"Dir::Cache={own / 'cache'}"]
        if not self.suite:
            return options
        sources = own / "suite.sources"
        text = f"Types: deb\nURIs: {MIRROR}\nSuites: {self.suite}\nComponents: main\nSigned-By: {KEYRING}\n"
        sources.write_text(text, encoding="utf-8")
        return [*options, "-o", f"Dir::Etc::SourceList={sources}", "-o", "Dir::Etc::SourceParts=-"]

    def summary(self) -> str:
        """One line about what was not to be had; empty if nothing was missing."""
        if not self.missing:
            return ""
        return (
            f"not held against Debian's programs: {', '.join(f'{name} ({self.missing[name]})' for name in sorted(self.missing))}"
        )
