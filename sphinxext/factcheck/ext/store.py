"""The facts of a build: read once, in the process that begins it, and never pickled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ..claims import ClaimReader
from ..facts import FactBase, Problem, builtin_directory, load_facts
from ..facts.cache import Cache
from ..facts.installed import installed_layers
from ..facts.layers import Layer
from ..rules.reader import claim_reader
from .translation import _

__all__ = ["claim_reader_of", "facts_of", "setup_store"]

logger = logging.getLogger(__name__)

_ATTRIBUTE: Final = "factcheck_store"
_CACHE: Final = "factcheck-facts"
"""The folder beside the doctrees in which sound fact files are remembered."""


class _Store:
    """Facts that are read when first asked for, and that a pickled environment leaves behind."""

    def __init__(self, directories: Sequence[Path] = (), cache: Path | None = None) -> None:
        self._directories = tuple(directories)
        self._cache = cache
        self._base: FactBase | None = None
        self._reader: ClaimReader | None = None
        self._installed: tuple[Problem, ...] = ()
        self._told: set[Problem] = set()

    def __reduce__(self) -> tuple[type[_Store], tuple[tuple[Path, ...], Path | None]]:
        return _Store, (self._directories, self._cache)

    @property
    def facts(self) -> FactBase:
        if self._base is None:
            installed, self._installed = installed_layers()
            layers = (Layer(builtin_directory()), *installed, *map(Layer, self._directories))
            self._base, _problems = load_facts(layers, Cache.chosen(self._cache))
        return self._base

    @property
    def reader(self) -> ClaimReader:
        if self._reader is None:
            self._reader = claim_reader(self.facts)
        return self._reader

    def tell(self) -> None:
        """Warn of what is wrong with the fact files that were read since the last time; what is overridden is for ``-v``."""
        problems = self.facts.problems
        for problem in (*self._installed, *problems):
            if problem not in self._told:
                self._told.add(problem)
                location = f"{problem.path}:{problem.line}"
                words = problem.message.translated(_)
                if problem.is_note:
                    logger.verbose("%s: %s", location, words)
                else:
                    logger.warning("%s", words, location=location, type="factcheck", subtype="facts")


def _store_of(env: BuildEnvironment) -> _Store:
    store = getattr(env, _ATTRIBUTE, None)
    if not isinstance(store, _Store):
        store = _Store(_directories(Path(env.srcdir), env.config.factcheck_facts), Path(env.doctreedir) / _CACHE)
        setattr(env, _ATTRIBUTE, store)
    return store


def facts_of(env: BuildEnvironment) -> FactBase:
    """The facts that come with the extension and those of ``factcheck_facts``, the later over the earlier."""
    return _store_of(env).facts


def claim_reader_of(env: BuildEnvironment) -> ClaimReader:
    """What reads claims about that of which there are facts."""
    return _store_of(env).reader


def _directories(base: Path, configured: Sequence[Any]) -> tuple[Path, ...]:
    return tuple(base / str(directory) for directory in configured)


def _begin(app: Sphinx, env: BuildEnvironment, *outdated: set[str]) -> list[str]:
    """Read the facts anew: in every build, before workers are started."""
    store = _Store(_directories(Path(app.confdir), app.config.factcheck_facts), Path(app.doctreedir) / _CACHE)
    setattr(env, _ATTRIBUTE, store)
    store.tell()
    return []


def _tell(app: Sphinx, *details: object) -> None:
    # Generated files are read while claims are judged.
    if app.env is not None:
        _store_of(app.env).tell()


def setup_store(app: Sphinx) -> None:
    """Connect reading the facts to the build."""
    app.connect("env-get-outdated", _begin)
    app.connect("env-updated", _tell, priority=950)
    app.connect("build-finished", _tell, priority=100)
