"""The text of a record: every value of every flag as steps in time, so that it can be read again and lose nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from ..facts.record import FlagRecord, RecordedFlag, RecordedRelease
from ..versions import Version
from .observations import ranges_of
from .yaml_text import Node, lines

__all__ = ["merged", "record_text"]

_UNSAID = RecordedFlag()


def merged(record: FlagRecord, releases: Iterable[RecordedRelease]) -> FlagRecord:
    """*record* with *releases*; what it has of the same release gives way."""
    known = {each.release: each for each in record.releases} | {each.release: each for each in releases}
    return FlagRecord(record.component, tuple(known[release] for release in sorted(known)))


def record_text(record: FlagRecord, command: str) -> str:
    """The file of a record.

    :param command: what makes the file, for its header.
    """
    releases = [each.release for each in record.releases]
    written = [
        f"# Made by `{command}`: do not edit.",
        *lines({"component": record.component, "generated": command}),
        *lines({"releases": {str(each.release): _head(each) for each in record.releases}}, depth=2),
        *lines({"flags": _flags("", record, releases)}, depth=2),
    ]
    paths = sorted({path for each in record.releases for path in each.commands} - {""})
    if paths:
        written.append("commands:")
        for path in paths:
            there = [path in each.commands for each in record.releases]
            group: dict[str, Node] = {} if all(there) else {"seen": ranges_of(releases, there)}
            group["flags"] = _flags(path, record, releases)
            written += lines({path: group}, indent=2, depth=3)
    return "\n".join(written) + "\n"


def _head(release: RecordedRelease) -> Node:
    head: dict[str, Node] = {"methods": list(release.methods), "artefacts": list(release.artefacts)}
    if release.partial:
        head["partial"] = True
    if release.style:
        head["style"] = release.style
    return head


def _flags(path: str, record: FlagRecord, releases: Sequence[Version]) -> Node:
    names = sorted({name for each in record.releases for name in each.commands.get(path, {})})
    return {name: _flag(name, path, record, releases) for name in names}


def _flag(name: str, path: str, record: FlagRecord, releases: Sequence[Version]) -> Node:
    groups = [each.commands.get(path) for each in record.releases]
    # Where the command itself was not seen, nothing is said of its flags.
    there = [name in group for group in groups if group is not None]
    at = [release for release, group in zip(releases, groups, strict=True) if group is not None]
    found = {each.release: each.commands[path][name] for each in record.releases if name in each.commands.get(path, {})}
    result: dict[str, Node] = {} if all(there) else {"seen": ranges_of(at, there)}
    for field in fields(RecordedFlag):
        values = {release: _node(getattr(flag, field.name)) for release, flag in found.items()}
        unsaid = _node(getattr(_UNSAID, field.name))
        if any(value != unsaid for value in values.values()):
            result[field.name] = _steps(values)
    return result


def _node(value: bool | str | tuple[str, ...] | None) -> Node:
    return list(value) if isinstance(value, tuple) else value


def _steps(values: Mapping[Version, Node]) -> Node:
    steps: dict[str, Node] = {}
    last: Node = None
    for release, value in values.items():
        if not steps or value != last:
            steps[str(release)] = last = value
    return next(iter(steps.values())) if len(steps) == 1 else steps
