"""The facts that a command asks: those that are built in, installed, and named on the command line."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ..facts.base import FactBase, nearest
from ..facts.cache import Cache
from ..facts.files import builtin_directory
from ..facts.installed import installed_layers
from ..facts.layers import Layer
from ..facts.load import load_facts
from ..facts.model import Component
from ..facts.problems import Problem
from ..messages import Message, message
from .commands import complain
from .language import text

__all__ = ["add_facts_option", "cache", "knowledge", "known_component", "layers_of", "tell_problems"]


def add_facts_option(parser: argparse.ArgumentParser) -> None:
    """Let the user name directories of facts."""
    parser.add_argument(
        "--facts", action="append", type=Path, default=[], metavar="DIR",
        help=text(message("a directory with facts of your own, over those that are built in; may be given several times")),
    )  # fmt: skip


def cache() -> Cache | None:
    """The cache of this user: where ``FACTCHECK_CACHE`` says, or else where the system keeps caches."""
    home = os.environ.get("HOME")
    base = Path(os.environ.get("XDG_CACHE_HOME") or (Path(home) / ".cache" if home else ""))
    return Cache.chosen(base / "factcheck" if base.is_absolute() else None)


def layers_of(options: argparse.Namespace) -> tuple[Layer, ...]:
    """The layers that *options* ask for, the built-in facts first."""
    installed, problems = installed_layers()
    tell_problems(problems)
    return (Layer(builtin_directory()), *installed, *(Layer(directory) for directory in options.facts))


def knowledge(options: argparse.Namespace, component: str = "") -> FactBase:
    """The facts that *options* ask for; what is wrong with them is told.

    :param component: if only this one is wanted; the facts hold it alone if a file carries its name.
    """
    layers = layers_of(options)
    if component:
        base, problems = load_facts(layers, cache(), only=component)
        if base.components:
            tell_problems(problems)
            return base
    base, problems = load_facts(layers, cache())
    tell_problems(problems)
    return base


def known_component(base: FactBase, name: str) -> Component | None:
    """The component that *name* means, whole; ``None``, and a word to the user, if there is none."""
    component = base.component(name)
    if component is not None:
        tell_problems(base.problems)
        return component
    what: Message = message("unknown component {name!r}", name=name)
    near = nearest(name, base.names())
    if near:
        what = message("{what}; did you mean {near!r}?", what=what, near=near[0])
    complain(what)
    return None


def tell_problems(problems: tuple[Problem, ...]) -> None:
    """Tell what is wrong with fact files, notes left out."""
    for problem in sorted(set(problems), key=lambda each: each.order):
        if not problem.is_note:
            print(f"{problem.path}:{problem.line}:{problem.column}: {text(problem.message)}", file=sys.stderr)
