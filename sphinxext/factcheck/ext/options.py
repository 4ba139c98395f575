"""The configuration values, all with the prefix ``factcheck_``."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from ..applicability import Applicability, parse_assumptions
from ..versions import BadRangeError
from .translation import _

__all__ = ["assumptions_of", "setup_options"]

logger = logging.getLogger(__name__)


def assumptions_of(config: Config) -> Applicability:
    """What the site says it is about; values that are no ranges are left out (they were told when the build began)."""
    return parse_assumptions(_sound(config.factcheck_assume)[0])


def _sound(assume: Any) -> tuple[dict[str, str], list[str]]:
    sound: dict[str, str] = {}
    complaints: list[str] = []
    for name, text in assume.items() if isinstance(assume, dict) else ():
        if not isinstance(name, str) or not isinstance(text, str):
            complaints.append(_("factcheck_assume: {name!r}: write the release as a string").format(name=name))
            continue
        try:
            parse_assumptions({name: text})
        except BadRangeError as error:
            complaints.append(_("factcheck_assume: {reason}").format(reason=error.message.translated(_)))
        else:
            sound[name] = text
    return sound, complaints


def _check_options(app: Sphinx, config: Config) -> None:
    for complaint in _sound(config.factcheck_assume)[1]:
        logger.warning("%s", complaint, type="factcheck", subtype="config")


def setup_options(app: Sphinx) -> None:
    """Register the configuration values."""
    # Judging happens in every build, so that only what is rendered depends on the first two.
    app.add_config_value("factcheck_assume", {}, "env", types=(dict,), description="product: release or range, e.g. kubernetes")
    app.add_config_value("factcheck_facts", [], "env", types=(list, tuple), description="directories with facts of your own")
    app.add_config_value("factcheck_warnings", True, "", types=(bool,), description="whether ordinary builds warn of findings")
    app.connect("config-inited", _check_options)
