from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The directory of given material, which is no part of the repository."""
    beside = Path(__file__).parents[3] / "shared"
    found = Path(os.environ.get("FACTCHECK_SHARED") or beside).resolve()
    if not found.is_dir():
        pytest.fail(f"{found} is not there: set FACTCHECK_SHARED")
    return found
