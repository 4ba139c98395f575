"""List the components that facts are known of."""

from __future__ import annotations

import argparse
import json

from ...messages import message
from ..commands import Status
from ..knowledge import add_facts_option, knowledge, settled
from ..language import text

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """The form of the list."""
    add_facts_option(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=text(message("the form of the output")))


def run(options: argparse.Namespace) -> int:
    """Print a line for each component: its name, its product with the known releases, what it is."""
    base = knowledge(options)
    rows = []
    for component in base.components:
        product = base.product(component.product)
        releases = [str(release) for release in product.releases] if product is not None else []
        rows.append((component, releases))
    if options.format == "json":
        found = [
            {"component": c.name, "product": c.product, "title": c.title, "summary": c.summary, "releases": releases}
            for c, releases in rows
        ]
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return settled(base, Status.CLEAN)
    spans = [f"{c.product} {r[0]}-{r[-1]}" if r else c.product for c, r in rows]
    first, second = max((len(c.name) for c, _ in rows), default=0), max(map(len, spans), default=0)
    for (component, _), span in zip(rows, spans, strict=True):
        print(f"{component.name:<{first}}  {span:<{second}}  {component.summary}".rstrip())
    return settled(base, Status.CLEAN)
