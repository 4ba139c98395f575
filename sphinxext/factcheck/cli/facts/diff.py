"""``factcheck facts diff COMPONENT A B``: what changed of a component from one release to another."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from ...facts.changes import Change, Verb, changes
from ...facts.snapshot import snapshot
from ...messages import Message, message
from ...versions import BadRangeError, parse_version
from ..commands import Status, complain
from ..knowledge import add_facts_option, knowledge, known_component, known_distribution, settled
from ..language import text

__all__ = ["configure", "run"]

_MARKS = {Verb.ADDED: "+", Verb.REMOVED: "-", Verb.DEPRECATED: "!", Verb.NO_EFFECT: "!", Verb.CHANGED: "~", Verb.UNKNOWN: "?"}


def configure(parser: argparse.ArgumentParser) -> None:
    """A component and two releases."""
    parser.add_argument("component", metavar="COMPONENT")
    parser.add_argument("before", metavar="A", help=text(message("the release that is left")))
    parser.add_argument("after", metavar="B", help=text(message("the release that is moved to")))
    parser.add_argument("--distribution", metavar="D", default="", help=text(message("with what this installer makes of it")))
    parser.add_argument("--format", choices=("text", "json"), default="text", help=text(message("the form of the output")))
    add_facts_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the changes; there are findings if there are any."""
    base = knowledge(options, options.component)
    component = known_component(base, options.component)
    if component is None:
        return settled(base, Status.USAGE)
    if not known_distribution(base, component, options.distribution):
        return settled(base, Status.USAGE)
    try:
        releases = parse_version(options.before), parse_version(options.after)
    except BadRangeError as error:
        complain(error.message)
        return Status.USAGE
    before, after = (
        snapshot(component, base.record(component.name, release), release, options.distribution) for release in releases
    )
    found = changes(before, after)
    if options.format == "json":
        print(json.dumps([asdict(change) for change in found], ensure_ascii=False, indent=2))
    else:
        for side in (before, after):
            if not side.complete and component.flags is not None:
                what = message(
                    "the flags of {component} are not known to be complete for {release}",
                    component=component.name, release=str(side.release),
                )  # fmt: skip
                print(f"# {text(what)}")
        for change in found:
            print(f"{_MARKS[change.verb]} {text(_told(change))}")
    return settled(base, Status.FINDINGS if found else Status.CLEAN)


def _told(change: Change) -> Message:
    name = change.name if not change.of else f"{change.of} {change.name}"
    match change.verb:
        case Verb.ADDED:
            told = message("{kind} {name} is new", kind=change.kind, name=name)
        case Verb.REMOVED:
            told = message("{kind} {name} is gone", kind=change.kind, name=name)
        case Verb.DEPRECATED:
            told = message("{kind} {name} is deprecated", kind=change.kind, name=name)
        case Verb.NO_EFFECT:
            told = message("{kind} {name} has no effect any more", kind=change.kind, name=name)
        case Verb.UNKNOWN:
            told = message("{kind} {name}: nobody can tell for one of the releases", kind=change.kind, name=name)
        case _:
            told = message(
                "{kind} {name}: {what} {before!r} becomes {after!r}",
                kind=change.kind, name=name, what=change.what, before=change.before or "", after=change.after or "",
            )  # fmt: skip
    if change.replaced_by:
        told = message("{first}; {second}", first=told, second=message("use {names}", names=", ".join(change.replaced_by)))
    return told
