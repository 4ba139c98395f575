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
from .commands import Status, complain
from .language import text

__all__ = [
    "add_facts_option",
    "cache",
    "knowledge",
    "known_component",
    "known_distribution",
    "layers_of",
    "settled",
    "tell_problems",
]


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


def layers_of(options: argparse.Namespace) -> tuple[tuple[Layer, ...], tuple[Problem, ...]]:
    """The layers that *options* ask for, the built-in facts first, and installed ones that cannot be used."""
    installed, problems = installed_layers()
    return (Layer(builtin_directory()), *installed, *(Layer(directory) for directory in options.facts)), problems


def knowledge(options: argparse.Namespace, component: str = "") -> FactBase:
    """The facts that *options* ask for; what is wrong with them is told by :func:`settled`.

    :param component: if only this one is wanted; the facts hold it alone if a file carries its name.
    """
    layers, problems = layers_of(options)
    tell_problems(problems)
    if component:
        base, _ = load_facts(layers, cache(), only=component)
        if base.components:
            return base
    return load_facts(layers, cache())[0]


def settled(base: FactBase, status: Status) -> Status:
    """*status*, or failure if some facts of *base* that were asked for cannot be used; those are told."""
    tell_problems(base.problems)
    return Status.FAILURE if any(not problem.is_note for problem in base.problems) else status


def known_component(base: FactBase, name: str) -> Component | None:
    """The component that *name* means, whole; ``None``, and a word to the user, if there is none."""
    component = base.component(name)
    if component is not None:
        return component
    what: Message = message("unknown component {name!r}", name=name)
    near = nearest(name, base.names())
    if near:
        what = message("{what}; did you mean {near!r}?", what=what, near=near[0])
    complain(what)
    return None


def known_distribution(base: FactBase, component: Component, name: str) -> bool:
    """Whether *name* is a distribution of the product of *component*, or none; if not, the user is told which there are."""
    product = base.product(component.product)
    distributions = product.distributions if product is not None else ()
    if not name or name in distributions:
        return True
    complain(
        message(
            "unknown distribution {name!r} of {product}; known: {known}",
            name=name, product=component.product, known=", ".join(distributions) or "-",
        )
    )  # fmt: skip
    return False


def tell_problems(problems: tuple[Problem, ...]) -> None:
    """Tell what is wrong with fact files, notes left out."""
    for problem in sorted(set(problems), key=lambda each: each.order):
        if not problem.is_note:
            print(f"{problem.path}:{problem.line}:{problem.column}: {text(problem.message)}", file=sys.stderr)
