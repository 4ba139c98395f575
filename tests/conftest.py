from __future__ import annotations

import pytest

from .debian import Debian

_DEBIAN = pytest.StashKey[Debian]()


@pytest.fixture(scope="session")
def debian(pytestconfig: pytest.Config) -> Debian:
    """Programs from Debian's packages."""
    return pytestconfig.stash.setdefault(_DEBIAN, Debian())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell what was not held against the real programs, so that a skip is not taken for a pass."""
    packages = config.stash.get(_DEBIAN, Debian())
    if told := packages.summary():
        terminalreporter.write_line(told, yellow=True)
