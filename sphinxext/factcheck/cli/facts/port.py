"""``factcheck facts port N``: who listens on a port, in which releases, and who has it allocated."""

from __future__ import annotations

import argparse
import json
from typing import Any

from ...facts.base import FactBase
from ...facts.model import Component, Endpoint
from ...messages import message
from ...versions import EVERY
from ..commands import Status, complain
from ..knowledge import add_facts_option, knowledge, settled
from ..language import text

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """A port."""
    parser.add_argument("port", type=int, metavar="N")
    parser.add_argument("--format", choices=("text", "json"), default="text", help=text(message("the form of the output")))
    add_facts_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print who listens there; there are no findings if nobody is known to."""
    if not 0 < options.port < 65536:
        complain(message("{port} is no port: expected a number from 1 to 65535", port=options.port))
        return Status.USAGE
    base = knowledge(options)
    listeners = base.listeners(options.port)
    allocations = base.allocations(options.port)
    if options.format == "json":
        found = {
            "port": options.port,
            "endpoints": [_endpoint(component, endpoint) for component, endpoint in listeners],
            "allocated": [{"name": each.name, "urls": list(each.urls)} for each in allocations],
        }
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for component, endpoint in listeners:
            print(_line(component, endpoint, base))
        for each in allocations:
            what = message(
                "{port} is allocated to {name}; that is no proof that it listens there", port=options.port, name=each.name
            )
            print(text(what))
        if not listeners and not allocations:
            print(text(message("nothing is known of port {port}", port=options.port)))
    return settled(base, Status.CLEAN)


def _endpoint(component: Component, endpoint: Endpoint) -> dict[str, Any]:
    return {
        "component": component.name,
        "endpoint": endpoint.id,
        "since": str(endpoint.range.since) if endpoint.range.since is not None else None,
        "removed": str(endpoint.range.removed) if endpoint.range.removed is not None else None,
        "scheme": endpoint.scheme,
        "purpose": endpoint.purpose,
        "auth": endpoint.auth,
        "bind": endpoint.bind,
        "default_on": endpoint.default_on,
        "replaced_by": endpoint.replaced_by,
        "sources": list(endpoint.sources),
    }


def _line(component: Component, endpoint: Endpoint, base: FactBase) -> str:
    product = base.product(component.product)
    releases = message(
        "{product} {range}", product=product.title if product is not None else component.product, range=str(endpoint.range)
    )
    told = message(
        "{port} {component} {endpoint} ({scheme}, {purpose}): {releases}",
        port=endpoint.port, component=component.name, endpoint=endpoint.id, scheme=endpoint.scheme, purpose=endpoint.purpose,
        releases=message("every release that is known") if endpoint.range == EVERY else releases,
    )  # fmt: skip
    successor = component.endpoint(endpoint.replaced_by)
    if successor is not None:
        now = message("now {port} ({scheme}, {auth})", port=successor.port, scheme=successor.scheme, auth=successor.auth)
        told = message("{first}; {second}", first=told, second=now)
    if not endpoint.default_on:
        told = message("{first}; {second}", first=told, second=message("off by default"))
    return text(told)
