"""The configuration values, all with the prefix ``factcheck_``."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from ..applicability import Applicability, parse_assumptions
from ..versions import BadRangeError
from .translation import _

if TYPE_CHECKING:
    from ..joins.directory import Directory
    from ..judging.settings import Settings, SettingsProblem

__all__ = ["assumptions_of", "settings_of", "setup_options"]

logger = logging.getLogger(__name__)


def assumptions_of(config: Config) -> Applicability:
    """What the site says it is about; values that are no ranges are left out (they were told when the build began)."""
    return parse_assumptions(_sound(config.factcheck_assume)[0])


def settings_of(config: Config, srcdir: Path, confdir: Path) -> Settings:
    """What the site decides; values that cannot be meant so are left out (they were told when the build began)."""
    from ..judging.settings import Settings  # a build that judges nothing needs none

    directories, _problems = _directories(config, srcdir, confdir)
    baseline = config.factcheck_baseline
    return Settings(
        assume=assumptions_of(config),
        directories=directories,
        baseline=str(baseline) if baseline else "",
        strict=bool(config.factcheck_strict),
    )


def _directories(config: Config, srcdir: Path, confdir: Path) -> tuple[tuple[Directory, ...], tuple[SettingsProblem, ...]]:
    value = config.factcheck_directories
    if not value:
        return (), ()
    from ..judging.settings import SettingsFile, read_directories  # few sites have any

    file = confdir / "conf.py"
    try:
        text = file.read_text("utf-8", errors="replace")
    except OSError:  # a build without a conf.py
        text = ""
    path = PurePath(os.path.relpath(file, srcdir)).as_posix()
    return read_directories("factcheck_directories", value, SettingsFile(path, text))


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
    for problem in _directories(config, Path(app.srcdir), Path(app.confdir))[1]:
        location = f"{Path(app.srcdir) / problem.span.path}:{problem.span.line}"
        logger.warning("%s", problem.message.translated(_), location=location, type="factcheck", subtype="config")


def setup_options(app: Sphinx) -> None:
    """Register the configuration values."""
    # Judging happens in every build, so that only what is rendered depends on the first two.
    app.add_config_value("factcheck_assume", {}, "env", types=(dict,), description="product: release or range, e.g. kubernetes")
    app.add_config_value("factcheck_facts", [], "env", types=(list, tuple), description="directories with facts of your own")
    app.add_config_value("factcheck_warnings", True, "", types=(bool,), description="whether ordinary builds warn of findings")
    app.add_config_value("factcheck_directories", {}, "", types=(dict,), description="what holds for the pages below a path")
    app.add_config_value("factcheck_baseline", "", "", types=(str,), description="a file of findings that are known")
    app.add_config_value("factcheck_strict", False, "", types=(bool,), description="whether the baseline may know what is gone")
    app.add_config_value(
        "factcheck_update_baseline", False, "", types=(bool,), description="whether the builder factcheck writes the baseline"
    )
    app.connect("config-inited", _check_options)
