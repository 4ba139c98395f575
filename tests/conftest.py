from __future__ import annotations

from collections.abc import Iterator

import pytest

from .debian import Debian


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One cache of facts for all tests, so that each small site need not read the whole knowledge base anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


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
