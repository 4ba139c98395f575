"""The command ``factcheck``: the same engine without a ``conf.py``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ..messages import message
from .commands import CommandTable, Status

__all__ = ["main"]

_COMMANDS = CommandTable("factcheck", {"facts": ("sphinxext.factcheck.cli.facts", message("ask, check and refresh the facts"))})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments*; gives its exit status (:class:`~sphinxext.factcheck.cli.commands.Status`)."""
    try:
        return _COMMANDS.run(list(sys.argv[1:] if arguments is None else arguments))
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing more may be written to it, at exit either.
        sys.stdout = None
        return Status.FAILURE
    except KeyboardInterrupt:
        return Status.FAILURE
