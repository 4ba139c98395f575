"""Pages that list what all fact files hold are read again when such a file comes or goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .domain import domain_of
from .remembered import digest_of
from .store import fact_names_of

if TYPE_CHECKING:
    from ..facts import FactBase

__all__ = ["fact_folders", "setup_listing"]


def fact_folders(facts: FactBase) -> tuple[Path, ...]:
    """The folders that *facts* were read from."""
    components = (file for component in facts.components for file in component.files)
    products = (file for product in facts.products for file in product.files)
    return tuple(sorted({Path(file).parent for file in (*components, *products)}))


def _outdated(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> list[str]:
    # Before workers are started, which take over what is noted here.
    domain = domain_of(env)
    domain.fact_files = digest_of(fact_names_of(env))
    return domain.outdated_listings()


def setup_listing(app: Sphinx) -> None:
    """Look at the files at the beginning of each build, after the facts were read."""
    app.connect("env-get-outdated", _outdated, priority=600)
