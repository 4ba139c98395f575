"""Pages that list what all fact files hold are read again when such a file comes or goes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..facts import FactBase
from .domain import domain_of
from .store import facts_of

__all__ = ["fact_folders", "setup_listing"]


def fact_folders(facts: FactBase) -> tuple[Path, ...]:
    """The folders that *facts* were read from."""
    components = (file for component in facts.components for file in component.files)
    products = (file for product in facts.products for file in product.files)
    return tuple(sorted({Path(file).parent for file in (*components, *products)}))


def _outdated(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> list[str]:
    # Before workers are started, which take over what is noted here.
    domain = domain_of(env)
    names = sorted(str(path) for folder in fact_folders(facts_of(env)) for path in folder.glob("*.yaml"))
    domain.fact_files = sha256("\0".join(names).encode()).hexdigest()
    return domain.outdated_listings()


def setup_listing(app: Sphinx) -> None:
    """Look at the files at the beginning of each build, after the facts were read."""
    app.connect("env-get-outdated", _outdated, priority=600)
