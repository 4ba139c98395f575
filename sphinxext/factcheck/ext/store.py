"""The facts of a build: read once, in the process that begins it, and never pickled."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .remembered import digest_of, load_remembered
from .translation import _

if TYPE_CHECKING:
    from ..claims import ClaimReader
    from ..facts import FactBase, Problem
    from ..facts.layers import Layer
    from ..remedies.proof import Prover

__all__ = ["claim_reader_of", "fact_names_of", "facts_digest_of", "facts_of", "prover_of", "setup_store"]

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
        self._prover: Prover | None = None
        self._layers: tuple[tuple[Layer, ...], tuple[Problem, ...]] | None = None
        self._states: tuple[tuple[str, int, int], ...] | None = None
        self._told: set[Problem] = set()

    def __reduce__(self) -> tuple[type[_Store], tuple[tuple[Path, ...], Path | None]]:
        return _Store, (self._directories, self._cache)

    @property
    def facts(self) -> FactBase:
        if self._base is None:
            # A build in which nothing changed needs no facts.
            from ..facts import load_facts
            from ..facts.cache import Cache

            self._base, _problems = load_facts(self._known_layers()[0], Cache.chosen(self._cache))
        return self._base

    @property
    def reader(self) -> ClaimReader:
        if self._reader is None:
            from ..joins.reader import claim_reader

            self._reader = claim_reader(self.facts)
        return self._reader

    @property
    def prover(self) -> Prover:
        if self._prover is None:
            from ..remedies.proof import Prover

            self._prover = Prover(self.facts)
        return self._prover

    @property
    def states(self) -> tuple[tuple[str, int, int], ...]:
        """Path, time and size of every fact file there is, sorted."""
        if self._states is None:
            directories = [str(layer.directory) for layer in self._known_layers()[0]]
            self._states = tuple(sorted(state for directory in directories for state in _states(directory)))
        return self._states

    @property
    def digest(self) -> str:
        """A digest of the state of the fact files."""
        return digest_of([(layer.owner, str(layer.directory)) for layer in self._known_layers()[0]], self.states)

    @property
    def is_sound(self) -> bool:
        """Whether nothing has to be told of the fact files that were read so far."""
        return not self._problems()

    def tell(self, *, unread: bool = True) -> None:
        """Warn of what is wrong with the fact files that were read since the last time; what is overridden is for ``-v``.

        :param unread: whether to read them if nobody has asked for facts yet.
        """
        for problem in self._problems() if unread or self._base is not None else ():
            if problem not in self._told:
                self._told.add(problem)
                location = f"{problem.path}:{problem.line}"
                words = problem.message.translated(_)
                if problem.is_note:
                    logger.verbose("%s: %s", location, words)
                else:
                    logger.warning("%s", words, location=location, type="factcheck", subtype="facts")

    def _problems(self) -> tuple[Problem, ...]:
        problems = self.facts.problems
        return (*self._known_layers()[1], *problems)

    def _known_layers(self) -> tuple[tuple[Layer, ...], tuple[Problem, ...]]:
        if self._layers is None:
            from ..facts.files import builtin_directory
            from ..facts.installed import installed_layers
            from ..facts.layers import Layer

            installed, problems = installed_layers()
            self._layers = (Layer(builtin_directory()), *installed, *map(Layer, self._directories)), problems
        return self._layers


def _states(directory: str) -> list[tuple[str, int, int]]:
    """Path, time and size of the files in the folders of *directory*."""
    found = []
    try:
        with os.scandir(directory) as folders:
            for folder in sorted(folders, key=lambda each: each.name):
                status = folder.stat()
                found.append((folder.path, status.st_mtime_ns, status.st_size))
                if folder.is_dir():
                    with os.scandir(folder.path) as files:
                        found += [(file.path, (status := file.stat()).st_mtime_ns, status.st_size) for file in files]
    except OSError:  # told when they are read
        found.append((directory, 0, 0))
    return found


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


def prover_of(env: BuildEnvironment) -> Prover:
    """What proves remediations in this build."""
    return _store_of(env).prover


def fact_names_of(env: BuildEnvironment) -> tuple[str, ...]:
    """The paths of the fact files there are."""
    return tuple(path for path, _time, _size in _store_of(env).states if path.endswith(".yaml"))


def facts_digest_of(env: BuildEnvironment, *, sound: bool = False) -> str:
    """A digest of the state of the fact files; with *sound*, empty if something has to be told of them."""
    store = _store_of(env)
    return store.digest if not sound or store.is_sound else ""


def _directories(base: Path, configured: Sequence[Any]) -> tuple[Path, ...]:
    return tuple(base / str(directory) for directory in configured)


def _begin(app: Sphinx, env: BuildEnvironment, *outdated: set[str]) -> list[str]:
    """Read the facts anew: in every build in which they may have changed, before workers are started."""
    store = _Store(_directories(Path(app.confdir), app.config.factcheck_facts), Path(app.doctreedir) / _CACHE)
    setattr(env, _ATTRIBUTE, store)
    remembered = load_remembered(env)
    if any(outdated) or remembered is None or remembered.facts != store.digest:
        store.tell()
    return []


def _tell(app: Sphinx, *details: object) -> None:
    # Generated files are read while claims are judged.
    if app.env is not None:
        _store_of(app.env).tell(unread=False)


def setup_store(app: Sphinx) -> None:
    """Connect reading the facts to the build."""
    app.connect("env-get-outdated", _begin)
    app.connect("env-updated", _tell, priority=950)
    app.connect("build-finished", _tell, priority=100)
