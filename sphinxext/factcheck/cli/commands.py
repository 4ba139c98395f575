"""Commands by name, each in a module that is loaded when it is called."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol, cast

from ..messages import Message, message
from .language import text

__all__ = ["Command", "CommandTable", "Status", "UsageError", "complain"]


class Status(IntEnum):
    """Exit statuses."""

    CLEAN = 0
    FINDINGS = 1
    """There is something to tell: problems, differences."""
    USAGE = 2
    """The command line cannot be meant so."""
    FAILURE = 3
    """What was to be read or written could not be."""


class UsageError(Exception):
    """The command line cannot be meant so; *message* says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Command(Protocol):
    """What the module of a command holds."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the arguments to *parser*."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; gives the exit status.

        :raises UsageError: what *options* ask for is not there.
        """


@dataclass(frozen=True, slots=True)
class CommandTable:
    """The commands under *program*: for each name its module, which may hold a table of its own, and what it does."""

    program: str
    commands: Mapping[str, tuple[str, Message]]

    def run(self, arguments: Sequence[str]) -> int:
        """Run the command that the first of *arguments* names."""
        name = arguments[0] if arguments else ""
        if name in ("-h", "--help", "help"):
            print(self._usage())
            return Status.CLEAN
        if name not in self.commands:
            what = message("unknown command {name!r}", name=name) if name else message("which command?")
            complain(what)
            print(self._usage(), file=sys.stderr)
            return Status.USAGE
        path, summary = self.commands[name]
        module = importlib.import_module(path)
        table = getattr(module, "COMMANDS", None)
        if isinstance(table, CommandTable):
            return table.run(arguments[1:])
        command = cast(Command, module)
        parser = argparse.ArgumentParser(f"{self.program} {name}", description=text(summary), allow_abbrev=False)
        command.configure(parser)
        try:
            options = parser.parse_args(arguments[1:])
        except SystemExit as stop:
            return Status.CLEAN if not stop.code else Status.USAGE
        try:
            return command.run(options)
        except UsageError as error:
            complain(error.message)
            return Status.USAGE

    def _usage(self) -> str:
        width = max(len(name) for name in self.commands)
        lines = [f"{self.program} COMMAND ...", ""]
        lines += [f"  {name:<{width}}  {text(summary)}" for name, (_, summary) in self.commands.items()]
        lines += ["", text(message("{program} COMMAND --help says more of a command", program=self.program))]
        return "\n".join(lines)


def complain(what: Message) -> None:
    """Tell the user what is wrong."""
    print(text(message("error: {what}", what=what)), file=sys.stderr)
