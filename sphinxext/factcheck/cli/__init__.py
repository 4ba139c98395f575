"""The command ``factcheck``: the same engine without a ``conf.py``."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from ..messages import message
from .commands import CommandTable, Status, complain

__all__ = ["main"]

_COMMANDS = CommandTable(
    "factcheck",
    {
        "check": ("sphinxext.factcheck.cli.check", message("tell what pages say that is not so")),
        "reach": ("sphinxext.factcheck.cli.reach", message("tell what listens where, who reaches it, and why")),
        "prove": ("sphinxext.factcheck.cli.prove", message("tell for which releases remediations are proven")),
        "facts": ("sphinxext.factcheck.cli.facts", message("ask, check and refresh the facts")),
    },
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments*; gives its exit status (:class:`~sphinxext.factcheck.cli.commands.Status`)."""
    for stream in (sys.stdout, sys.stderr):
        # Names of files need not be text, and text need not be in the terminal's encoding.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _COMMANDS.run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        _write_no_more()
        return Status.FAILURE
    except OSError as error:
        _write_no_more()
        where = f"{error.filename}: " if error.filename else ""
        complain(message("{where}{reason}", where=where, reason=error.strerror or type(error).__name__))
        return Status.FAILURE
    except KeyboardInterrupt:
        complain(message("interrupted"))
        return Status.FAILURE
    return status


def _write_no_more() -> None:
    """Let what is still to be written to the output go nowhere, for Python tries again at exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
