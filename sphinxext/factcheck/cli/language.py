"""The language of the user's environment, from the extension's own catalogs."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from ..messages import Gettext, Message

__all__ = ["text", "translation"]


def text(what: Message) -> str:
    """*what* in the language that ``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES`` or ``LANG`` ask for, or else in English."""
    return what.translated(translation())


def translation() -> Gettext:
    """The translation into that language, for those who put many messages into words."""
    return _translations().gettext


def _translations() -> gettext.NullTranslations:
    wanted = next((os.environ[name] for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if wanted.split(":")[0].split(".")[0] in ("", "C", "POSIX", "en", "en_US", "en_GB"):
        return gettext.NullTranslations()
    directory = Path(__file__).parent.parent / "locale"
    return gettext.translation("sphinxext.factcheck", str(directory), fallback=True)
