"""Check fact files: everything that is wrong with them, with file, line and column."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...messages import message
from ..commands import Status
from ..knowledge import layers_of
from ..language import text

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Directories to check."""
    parser.add_argument(
        "facts", nargs="*", type=Path, metavar="DIR",
        help=text(message("a directory of facts, checked as it lies over those that are built in; without one, those")),
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Print the problems; there are findings if there are any, notes of what is overridden aside."""
    from ...facts.check import check_facts
    from ...facts.load import load_facts

    layers, unusable = layers_of(options)
    _, loaded = load_facts(layers)
    checked = {*unusable, *check_facts([layer.directory for layer in layers])}
    places = {problem.order[:3] for problem in checked}
    problems = {*checked, *(each for each in loaded if each.is_note or each.order[:3] not in places)}
    for problem in sorted(problems, key=lambda each: each.order):
        what = message("note: {what}", what=problem.message) if problem.is_note else problem.message
        print(f"{problem.path}:{problem.line}:{problem.column}: {text(what)}")
    return Status.FINDINGS if any(not problem.is_note for problem in problems) else Status.CLEAN
