"""What a help text says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..observations import UpstreamError
from ..seen import SeenFlag

__all__ = ["FlagGroup", "Help", "HelpError", "Style"]


class Style(StrEnum):
    """Whose layout a help text has."""

    COBRA = "cobra"
    """cobra and pflag, with the layouts of kubectl, etcdctl and docker."""
    GO_FLAG = "go-flag"
    """The flag package of Go, and the list that etcd writes by hand."""
    KINGPIN = "kingpin"
    URFAVE = "urfave"
    """urfave/cli: containerd, ctr, crictl, runc."""
    ARGPARSE = "argparse"
    GNU = "gnu"
    """``-a, --all  text`` and ``--size=SIZE``: the GNU conventions, and whatever keeps to them."""


class HelpError(UpstreamError):
    """A text is no help text, or not all of one."""


@dataclass(frozen=True, slots=True)
class FlagGroup:
    """The names of the flags that stand under one title, as the text writes it without its colon."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """A help text, read.

    *flags* are those of the program or command itself, *inherited* those of the commands above it, where the text prints them
    apart. *commands* are subcommands, with blanks between the words where the text lists whole paths (``check config``).
    *below*: the flags of subcommands, by their names, where the text holds them. *whole*: a flag that is not here was surely
    not there. Only the flag package of Go promises that; all others can hide a flag.
    """

    style: Style
    flags: tuple[SeenFlag, ...]
    inherited: tuple[SeenFlag, ...] = ()
    commands: tuple[str, ...] = ()
    groups: tuple[FlagGroup, ...] = ()
    below: tuple[tuple[str, tuple[SeenFlag, ...]], ...] = ()
    whole: bool = False
