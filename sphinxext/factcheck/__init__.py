"""Checks what a page claims about ports, flags, fields and paths against facts, release by release, while Sphinx builds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    # Imported here, so that whoever wants the engine alone does not load Sphinx.
    from .ext.builder import setup_builder
    from .ext.checking import setup_checking
    from .ext.directives import setup_directives
    from .ext.domain import setup_domain
    from .ext.encoding import setup_encoding
    from .ext.ignoring import setup_ignoring
    from .ext.listing import setup_listing
    from .ext.manual import setup_manual
    from .ext.options import setup_options
    from .ext.proving import setup_proving
    from .ext.store import setup_store
    from .ext.tables import setup_tables
    from .ext.translation import setup_translation

    setup_translation(app)
    setup_options(app)
    setup_store(app)
    setup_listing(app)
    setup_domain(app)
    setup_tables(app)
    setup_directives(app)
    setup_encoding(app)
    setup_ignoring(app)
    setup_manual(app)
    setup_checking(app)
    setup_proving(app)
    setup_builder(app)
    return {"version": _version(), "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("sphinxext-factcheck")
    except PackageNotFoundError:
        return "0"
