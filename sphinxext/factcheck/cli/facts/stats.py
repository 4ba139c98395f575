"""``factcheck facts stats``: how much is known."""

from __future__ import annotations

import argparse
import json

from ...messages import message
from ..commands import Status
from ..knowledge import add_facts_option, knowledge, settled
from ..language import text

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """The form of the counts."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help=text(message("the form of the output")))
    add_facts_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the counts for each component, and in total."""
    base = knowledge(options)
    rows: list[tuple[str, dict[str, int]]] = []
    for outline in base.components:
        component = base.component(outline.name)
        if component is None:
            continue
        flags = component.flags
        counts = {
            "releases": len(flags.names.observed) + len(flags.names.partial) if flags is not None else 0,
            "flags": len(flags.flags) if flags is not None else 0,
            "commands": len(flags.commands) if flags is not None else 0,
            "command flags": sum(len(each.flags) for each in flags.commands.values()) if flags is not None else 0,
            "kinds": len(component.kinds),
            "fields": sum(len(kind.fields) for kind in component.kinds),
            "endpoints": len(component.endpoints),
            "sources": len(component.sources),
        }
        rows.append((component.name, counts))
    keys = list(rows[0][1]) if rows else []
    total = {key: sum(counts[key] for _, counts in rows) for key in keys}
    if options.format == "json":
        print(json.dumps({"components": dict(rows), "total": {"components": len(rows), **total}}, indent=2))
        return settled(base, Status.CLEAN)
    width = max((len(name) for name, _ in rows), default=0)
    print(f"{'':<{width}}  " + "  ".join(keys))
    for name, counts in [*rows, (text(message("total")), total)]:
        print(f"{name:<{width}}  " + "  ".join(f"{counts[key]:>{len(key)}}" for key in keys))
    return settled(base, Status.CLEAN)
