"""The extension's message catalog."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.locale import get_translation

__all__ = ["CATALOG", "_", "setup_translation"]

CATALOG = "sphinxext.factcheck"

_ = get_translation(CATALOG)


def setup_translation(app: Sphinx) -> None:
    """Register the catalog."""
    app.add_message_catalog(CATALOG, str(Path(__file__).parent.parent / "locale"))
