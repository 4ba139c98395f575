"""``factcheck facts show COMPONENT``: what is known of a component, of one release or of all."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from typing import Any

from ...facts.model import ApiKind, Component, Flag, KnownField, Steps
from ...facts.snapshot import EndpointState, FieldState, FlagState, Snapshot, snapshot
from ...messages import Message, message
from ...versions import BadRangeError, Version, VersionRange, parse_version
from ..commands import Status, complain
from ..knowledge import add_facts_option, knowledge, known_component, known_distribution, settled
from ..language import text

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """A component, and the release that is asked for."""
    parser.add_argument("component", metavar="COMPONENT")
    parser.add_argument(
        "--release", metavar="V", help=text(message("the release, such as 1.18.10; a series such as 1.18 means its last one"))
    )
    parser.add_argument("--distribution", metavar="D", default="", help=text(message("with what this installer makes of it")))
    parser.add_argument("--format", choices=("text", "json"), default="text", help=text(message("the form of the output")))
    add_facts_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print what is known."""
    base = knowledge(options, options.component)
    component = known_component(base, options.component)
    if component is None:
        return settled(base, Status.USAGE)
    if not known_distribution(base, component, options.distribution):
        return settled(base, Status.USAGE)
    if options.release is None:
        found = _all_releases(component)
        print(json.dumps(found, ensure_ascii=False, indent=2) if options.format == "json" else "\n".join(_overview(component)))
        return settled(base, Status.CLEAN)
    try:
        release = parse_version(options.release)
    except BadRangeError as error:
        complain(error.message)
        return Status.USAGE
    shown = snapshot(component, base.record(component.name, release), release, options.distribution)
    if options.format == "json":
        print(_json_text(_as_json(shown, options.distribution)))
    else:
        print("\n".join(_as_text(shown)))
    return settled(base, Status.CLEAN)


# One release.


def _as_json(shown: Snapshot, distribution: str) -> dict[str, Any]:
    component = shown.component
    states = [*shown.flags, *shown.also_accepted, *(flag for command in shown.commands for flag in command.flags)]
    cited = {id for state in states for id in state.sources} | {id for each in shown.endpoints for id in each.sources}
    cited |= {id for fields in shown.fields.values() for field in fields for id in field.sources}
    found: dict[str, Any] = {
        "component": component.name,
        "product": component.product,
        "release": str(shown.release),
        "observed": str(shown.observed) if shown.observed is not None else None,
        "complete": shown.complete,
    }
    if distribution:
        found["distribution"] = distribution
    found["flags"] = {f"--{state.name}": _state(state) for state in shown.flags}
    found["also_accepted"] = {f"--{state.name}": _state(state) for state in shown.also_accepted}
    found["unknown"] = [f"--{name}" for name in shown.unknown]
    if shown.commands:
        found["commands"] = {
            command.words: {"flags": {f"--{state.name}": _state(state) for state in command.flags}} for command in shown.commands
        }
    found["endpoints"] = [_endpoint(each, shown) for each in shown.endpoints]
    found["fields"] = {kind: {field.path: _state(field) for field in fields} for kind, fields in shown.fields.items()}
    found["sources"] = {id: _source(component, id) for id in sorted(cited)}
    return found


def _json_text(found: dict[str, Any]) -> str:
    """*found* as JSON, a line for each flag, endpoint and field; the encoder of the library is slow where it indents."""
    lines = []
    for key, value in found.items():
        if isinstance(value, dict) and value:
            inside = ",\n".join(f"    {_compact(name)}: {_compact(item)}" for name, item in value.items())
            lines.append(f"  {_compact(key)}: {{\n{inside}\n  }}")
        elif isinstance(value, list) and value:
            inside = ",\n".join(f"    {_compact(item)}" for item in value)
            lines.append(f"  {_compact(key)}: [\n{inside}\n  ]")
        else:
            lines.append(f"  {_compact(key)}: {_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _state(state: FlagState | FieldState) -> dict[str, Any]:
    return {
        "type": state.type,
        "default": state.default,
        "deprecated": state.deprecated,
        "no_effect": state.no_effect,
        "replaced_by": list(state.replaced_by),
        "sources": list(state.sources),
    }


def _endpoint(state: EndpointState, shown: Snapshot) -> dict[str, Any]:
    endpoint = state.endpoint
    release = shown.observed or shown.release
    return {
        "id": endpoint.id,
        "port": state.port,
        "scheme": state.scheme,
        "purpose": endpoint.purpose,
        "paths": [
            {"path": path.path, "auth": path.auth or state.auth} for path in endpoint.paths if release in path.range
        ],
        "auth": state.auth,
        "bind": state.bind,
        "listens": state.listens,
        "args": list(state.args),
        "set_by": {
            "flags": list(endpoint.setter.flags), "fields": list(endpoint.setter.fields), "off": list(endpoint.setter.off),
        },
        "replaced_by": endpoint.replaced_by,
        "note": state.note,
        "sources": list(state.sources),
    }  # fmt: skip


def _source(component: Component, id: str) -> dict[str, str]:
    source = component.sources[id]
    found = {"artefact": source.artefact}
    if source.release:
        found["release"] = source.release
    if source.url:
        found["url"] = source.url
    return found


def _as_text(shown: Snapshot) -> Iterable[str]:
    component = shown.component
    if shown.observed is not None:
        head = message(
            "{component} {release}, as recorded of {observed}",
            component=component.name, release=str(shown.release), observed=str(shown.observed),
        )  # fmt: skip
    else:
        head = message(
            "{component} {release}, not recorded itself: what holds on both sides of it",
            component=component.name, release=str(shown.release),
        )  # fmt: skip
    yield text(head)
    if component.flags is not None and not shown.complete:
        yield text(message("its flags are not known to be complete for this release"))
    if shown.endpoints:
        yield from ("", text(message("Endpoints")))
        yield from _columns([_endpoint_row(each) for each in shown.endpoints])
    if shown.flags:
        yield from ("", text(message("Flags")))
        yield from _columns([_row(f"--{state.name}", state) for state in shown.flags])
    if shown.also_accepted:
        yield from ("", text(message("Accepted besides, though the artefact does not list them")))
        yield from _columns([_row(f"--{state.name}", state) for state in shown.also_accepted])
    for command in shown.commands:
        yield from ("", text(message("Flags of {command!r}", command=command.words)))
        yield from _columns([_row(f"--{state.name}", state) for state in command.flags])
    for kind, fields in shown.fields.items():
        yield from ("", text(message("Fields of {kind}", kind=kind)))
        yield from _columns([_row(field.path, field) for field in fields])
    if shown.unknown:
        yield from ("", text(message("Unknown for this release")))
        yield "  " + " ".join(f"--{name}" for name in shown.unknown)


def _row(name: str, state: FlagState | FieldState) -> tuple[str, ...]:
    remarks: list[Message] = []
    if state.no_effect:
        remarks.append(message("no effect"))
    elif state.deprecated:
        remarks.append(message("deprecated"))
    if state.replaced_by:
        remarks.append(message("use {names}", names=", ".join(state.replaced_by)))
    return name, state.type or "", state.default or "", "; ".join(map(text, remarks))


def _endpoint_row(state: EndpointState) -> tuple[str, ...]:
    remark = "" if state.listens else text(message("closed"))
    return state.endpoint.id, str(state.port), state.scheme, state.bind, state.auth, remark


def _columns(rows: list[tuple[str, ...]]) -> Iterable[str]:
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))] if rows else []
    for row in rows:
        yield ("  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))).rstrip()


# All releases.


def _all_releases(component: Component) -> dict[str, Any]:
    flags = component.flags
    return {
        "component": component.name,
        "product": component.product,
        "release": None,
        "complete": [_range(each) for each in flags.complete] if flags is not None else [],
        "flags": {f"--{name}": _history(flag) for name, flag in sorted(flags.flags.items())} if flags is not None else {},
        "endpoints": [
            {
                "id": each.id, "port": each.port, "scheme": each.scheme, "purpose": each.purpose, "range": _range(each.range),
                "auth": each.auth, "bind": each.bind, "replaced_by": each.replaced_by, "sources": list(each.sources),
            }
            for each in component.endpoints
        ],
        "fields": {kind.title(component.name): _kind(kind) for kind in component.kinds},
    }  # fmt: skip


def _kind(kind: ApiKind) -> dict[str, Any]:
    return {
        path: {
            "ranges": [_range(each) for each in field.ranges],
            "type": _steps(field.type),
            "default": _steps(field.default),
            "deprecated": _mark(field.deprecated),
            "no_effect": _mark(field.no_effect),
            "replaced_by": list(field.replaced_by),
        }
        for path, field in sorted(kind.fields.items())
    }


def _history(flag: Flag) -> dict[str, Any]:
    return {
        "ranges": [_range(each) for each in flag.ranges],
        "type": _steps(flag.type),
        "default": _steps(flag.default),
        "deprecated": _mark(flag.deprecated),
        "no_effect": _mark(flag.no_effect),
        "replaced_by": list(flag.replaced_by),
        "sources": list(flag.sources),
    }


def _range(found: VersionRange) -> list[str | None]:
    return [_version(found.since), _version(found.removed)]


def _version(found: Version | None) -> str | None:
    return None if found is None else str(found)


def _mark(found: VersionRange | None) -> list[str | None] | None:
    return None if found is None else _range(found)


def _steps(found: Steps) -> Mapping[str, str] | str | None:
    """The value, if there was only one; else each by the release that it begins with."""
    if len(found.steps) <= 1:
        return next((value for _, value in found.steps), None)
    return {str(release): value for release, value in found.steps}


def _overview(component: Component) -> Iterable[str]:
    yield f"{component.name}: {component.summary}" if component.summary else component.name
    if component.endpoints:
        yield from ("", text(message("Endpoints")))
        yield from _columns(
            [(each.id, str(each.port), each.scheme, each.bind, each.auth, str(each.range)) for each in component.endpoints]
        )
    if component.flags is not None:
        yield from ("", text(message("Flags")))
        yield from _columns([_history_row(f"--{name}", flag) for name, flag in sorted(component.flags.flags.items())])
    for kind in component.kinds:
        yield from ("", text(message("Fields of {kind}", kind=kind.title(component.name))))
        yield from _columns([_field_row(path, field) for path, field in sorted(kind.fields.items())])


def _field_row(path: str, field: KnownField) -> tuple[str, ...]:
    return path, field.type.steps[-1][1] if field.type.steps else "", " ".join(map(str, field.ranges))


def _history_row(name: str, flag: Flag) -> tuple[str, ...]:
    remarks = []
    if flag.deprecated is not None:
        remarks.append(text(message("deprecated {range}", range=str(flag.deprecated))))
    if flag.no_effect is not None:
        remarks.append(text(message("no effect {range}", range=str(flag.no_effect))))
    if flag.replaced_by:
        remarks.append(text(message("use {names}", names=", ".join(flag.replaced_by))))
    last_type = flag.type.steps[-1][1] if flag.type.steps else ""
    last_default = flag.default.steps[-1][1] if flag.default.steps else ""
    return name, last_type, last_default, " ".join(map(str, flag.ranges)), "; ".join(remarks)
