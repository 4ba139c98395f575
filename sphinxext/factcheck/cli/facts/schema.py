"""Print the JSON schema of fact files, for editors."""

from __future__ import annotations

import argparse
import sys

from ...facts.files import builtin_directory
from ..commands import Status

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """It takes no arguments."""


def run(options: argparse.Namespace) -> int:
    """Print it."""
    sys.stdout.write((builtin_directory() / "schema.json").read_text("utf-8"))
    return Status.CLEAN
