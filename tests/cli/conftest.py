from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from sphinxext.factcheck.cli import main


@dataclass(frozen=True)
class Said:
    """What a command ended with, and what it wrote."""

    status: int
    out: str = ""
    err: str = ""


Run = Callable[..., Said]


@pytest.fixture(scope="session")
def cache_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests that do not ask for their own."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cache_directory: Path) -> Run:
    """Runs ``factcheck`` with arguments."""
    monkeypatch.setenv("FACTCHECK_CACHE", str(cache_directory))
    monkeypatch.setenv("LANGUAGE", "C")

    def run_(*arguments: object) -> Said:
        capsys.readouterr()
        status = main([*map(str, arguments)])
        said = capsys.readouterr()
        return Said(int(status), said.out, said.err)

    return run_


@pytest.fixture
def run(command: Run) -> Run:
    """Runs ``factcheck facts`` with arguments."""
    return partial(command, "facts")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No facts are built in: to check all of those takes long."""
    empty = tmp_path_factory.mktemp("builtin")
    monkeypatch.setattr("sphinxext.factcheck.cli.knowledge.builtin_directory", lambda: empty)
