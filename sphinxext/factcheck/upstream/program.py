"""A program as the tables describe it: how it parses its flags, which flags its set leaves out, and where that was read."""

from __future__ import annotations

from dataclasses import dataclass

from ..versions import Version

__all__ = ["GO_FLAG", "KINGPIN_HIDDEN", "PFLAG", "Program", "Supplement", "source_file"]

KINGPIN_HIDDEN = ("completion-bash", "completion-script-bash", "completion-script-zsh", "help-long", "help-man")
"""Flags that kingpin adds to every program and hides."""


def source_file(repository: str, path: str, ref: str) -> tuple[str, str]:
    """A file of a repository of GitHub at a tag or commit: artefact and address."""
    return f"github.com/{repository} {path} at {ref}", f"https://github.com/{repository}/blob/{ref}/{path}"


GO_FLAG = source_file("golang/go", "src/flag/flag.go", "03556efb85432237302e755be5b0c1b7dfe7ab86")
PFLAG = source_file("spf13/pflag", "flag.go", "v1.0.5")


@dataclass(frozen=True, slots=True)
class Supplement:
    """Flags that a program accepts in ``[since, removed)`` though its set does not list them.

    *artefact* is where that was read. *no_effect*: they are parsed and ignored. *command*: the words of the subcommand that takes
    them.
    """

    names: tuple[str, ...]
    artefact: str
    url: str
    since: str
    removed: str | None = None
    type: str = ""
    no_value: bool = False
    no_effect: bool = False
    command: str = ""

    def holds(self, release: Version) -> bool:
        """Whether *release* accepts the flags."""
        return release >= Version(self.since) and (self.removed is None or release < Version(self.removed))


@dataclass(frozen=True, slots=True)
class Program:
    """A program and how it parses flags.

    *dashes* and *negate* are steps ``(release, value)``. *negate* is the prefix by which a boolean is turned off (``--no-``).
    *conditional* flags are those whose "deprecated" is said of a value, not of the flag. *help_hides*: the ``--help`` of the
    program leaves out flags, so that a set read from help alone is not whole.
    """

    component: str
    product: str
    dashes: tuple[tuple[str, str], ...] = ()
    parsing: tuple[str, str] = ("", "")
    """Where that was read: artefact and address. Without it, the styles that the record tells decide."""
    help_shows_all: tuple[str, str] = ("", "")
    """Where it was read that its ``--help`` leaves out no flag but the supplements: artefact and address."""
    help_read: tuple[str, str] = ("", "")
    """The first and the last release whose source was read for that: of a later one it is not known. Empty if it is of all."""
    normalize: str = ""
    negate: tuple[tuple[str, str], ...] = ()
    help_hides: bool = False
    conditional: tuple[str, ...] = ()
    supplements: tuple[Supplement, ...] = ()

    def help_is_whole(self, release: Version) -> bool:
        """Whether a flag that neither the ``--help`` of *release* nor a supplement tells does not exist."""
        if not self.help_shows_all[0]:
            return False
        first, last = self.help_read
        return not first or Version(first) <= release <= Version(last)
