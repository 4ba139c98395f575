"""Ask, check and refresh the facts."""

from __future__ import annotations

from ...messages import message
from ..commands import CommandTable

__all__ = ["COMMANDS"]

_HERE = "sphinxext.factcheck.cli.facts"

COMMANDS = CommandTable(
    "factcheck facts",
    {
        "list": (f"{_HERE}.list", message("list the components that facts are known of")),
        "show": (f"{_HERE}.show", message("show what is known of a component, of one release or of all")),
        "diff": (f"{_HERE}.diff", message("show what changed of a component from one release to another")),
        "port": (f"{_HERE}.port", message("tell who listens on a port, in which releases, and who has it allocated")),
        "stats": (f"{_HERE}.stats", message("count what is known")),
        "impact": (f"{_HERE}.impact", message("tell which lines of pages change truth when a site moves to another release")),
        "validate": (f"{_HERE}.validate", message("tell everything that is wrong with fact files")),
        "schema": (f"{_HERE}.schema", message("print the JSON schema of fact files, for editors")),
        "import": (f"{_HERE}.import_", message("record what an artefact says of a component, and make its facts anew")),
    },
)
