"""From the record of a component to its generated facts: ranges, steps, and what upstream's marks amount to over time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..facts.record import FlagRecord, RecordedFlag, RecordedRelease
from ..versions import Version
from .observations import Sighting, after_series, numbered, ranges_of, settled, source, steps_of
from .program import GO_FLAG, PFLAG, Program, Supplement
from .yaml_text import Node, lines

__all__ = ["flags_text"]

_TYPES: Mapping[str, tuple[str, ...]] = {
    "bool": ("bool", "version"),
    "bytes": ("bytes",),
    "cidrs": ("cidrs",),
    "duration": ("duration",),
    "enum": ("enum",),
    "float": ("float", "float32", "float64"),
    "host-port": ("ipport",),
    "int": ("int", "int32", "int64", "uint", "uint32", "uint64", "level"),
    "ip": ("ip",),
    "list": ("stringslice", "stringarray", "strings", "int32slice"),
    "map": ("mapstringbool", "mapstringstring", "stringtostring", "colonseparatedmultimapstringstring"),
    "port-range": ("portrange", "port-range"),
    "quantity": ("quantity",),
    "string": ("string",),
    "url": ("url",),
}
_TYPE_OF = {spelling: name for name, spellings in _TYPES.items() for spelling in spellings}
_EXPRESSION = re.compile(r" .*|[a-z]\w*\.[A-Z]\w*|<nil>")
"""Defaults that are not values: an expression of the source text, or nothing."""
_DASHES = {"cobra": "--", "go-flag": "any", "kingpin": "--", "urfave": "any", "argparse": "--", "gnu": "--"}
"""How the flags of each style are written; Go's own package takes one dash and two."""
_NEGATE = {"kingpin": "--no-"}
_HELP_TAKEN = {"cobra": PFLAG, "go-flag": GO_FLAG}
"""Styles whose package takes ``-h`` and ``--help`` where the program registers neither, and where that was read."""
_ABBREVIATE = frozenset(("argparse", "gnu"))
"""Styles that take the beginning of a long name for the whole, where no other name begins so."""
_WIDEST_GAP = 2
"""Minor releases that may lie between two observations of a whole set, for the set to be called whole between them."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A flag at the releases that list it, as pairs of a release and what is recorded of it there."""

    name: str
    pairs: tuple[tuple[RecordedRelease, RecordedFlag], ...]


def flags_text(record: FlagRecord, program: Program, command: str) -> str:
    """The generated file of flags.

    :param command: what makes the file, for its header.
    """
    sources: dict[str, Node] = {}
    observed: dict[str, Node] = {}
    partial: dict[str, Node] = {}
    for each in record.releases:
        release = str(each.release)
        ids: list[Node] = []
        for id_, artefact in numbered(release, each.artefacts):
            sources[id_] = source(artefact, release)
            ids.append(id_)
        (partial if each.partial else observed)[release] = ids
    for id_, (artefact, url) in (("parsing", program.parsing), ("help", program.help_shows_all)):
        if artefact:
            sources[id_] = {"artefact": artefact, "url": url}
    whole = [each.release for each in record.releases if not each.partial]
    supplements = (*_help_flags(record), *program.supplements)
    head: dict[str, Node] = {"component": program.component, "generated": command}
    head |= _parsing(record, program)
    written = [
        f"# Made by `{command}`: do not edit.",
        *lines(head),
        *lines({"observed": observed}, depth=2),
        *(lines({"partial": partial}, depth=2) if partial else ()),
        *(lines({"complete": complete}) if (complete := _complete(whole)) else ()),
        *lines({"sources": sources}, depth=2),
        *_supplement_comments(supplements),
        *lines({"flags": _flags("", record, _expanded(supplements, whole, ""), program)}, depth=2),
    ]
    paths = sorted({path for each in record.releases for path in each.commands} - {""})
    if paths:
        written.append("commands:")
        for path in paths:
            group: dict[str, Node] = {"ranges": _ranges(record, lambda each, path=path: path in each.commands)}  # type: ignore[misc]
            group["flags"] = _flags(path, record, _expanded(supplements, whole, path), program)
            written += lines({path: group}, indent=2, depth=3)
    return "\n".join(written) + "\n"


def _parsing(record: FlagRecord, program: Program) -> dict[str, Node]:
    """How the program takes its flags: by its table, or else as the styles in the record do it."""
    styles = [(each.release, each.style) for each in record.releases if each.style]
    found: dict[str, Node] = {}
    dashes = dict(program.dashes) or steps_of((r, _DASHES[s]) for r, s in styles if s in _DASHES)
    negate = dict(program.negate) or dict([(str(r), _NEGATE[s]) for r, s in styles if s in _NEGATE][:1])
    if dashes:
        found["dashes"] = _parsing_steps(dashes)
    if negate:
        found["negate"] = _parsing_steps(negate)
    if program.normalize:
        found["normalize"] = program.normalize
    if styles and all(style in _ABBREVIATE for _, style in styles):
        found["abbreviate"] = True
    return found


def _parsing_steps(steps: Mapping[str, Node]) -> Node:
    return next(iter(steps.values())) if len(steps) == 1 else steps


def _complete(whole: Sequence[Version]) -> Node:
    """The ranges of releases for which a name that was not seen did not exist.

    A release that was not observed lies in one if those on both sides of it were, and not far away.
    """
    found: list[list[str | None]] = []
    for before, release in zip((None, *whole), whole, strict=False):
        near = before is not None and before.major == release.major and release.minor - before.minor <= _WIDEST_GAP
        # A new major number follows on the last minor one, whichever that was.
        if near or (before is not None and release.major == before.major + 1 and release.minor == 0):
            found[-1][1] = after_series(release)
        else:
            found.append([str(release), after_series(release)])
    return found


def _help_flags(record: FlagRecord) -> Iterator[Supplement]:
    """The flags for help that a program takes though its help lists none, for each run of releases that do so alike."""
    taken = steps_of(
        (each.release, "" if each.partial or "help" in each.flags else each.style) for each in record.releases if each.style
    )
    for (since, style), removed in zip(taken.items(), [*taken, None][1:], strict=True):
        if isinstance(style, str) and style in _HELP_TAKEN:
            yield Supplement(("h", "help"), *_HELP_TAKEN[style], since=since, removed=removed, type="bool", no_value=True)


def _supplement_comments(supplements: Sequence[Supplement]) -> list[str]:
    if not supplements:
        return []
    told = sorted({f"#   {', '.join(s.names)}: {s.artefact}" for s in supplements})
    return ["# Accepted, though the record leaves them out:", *told]


def _expanded(supplements: Sequence[Supplement], releases: Sequence[Version], path: str) -> dict[str, tuple[Supplement, ...]]:
    """The supplements of each name that say something about *releases*, for the subcommand of the words *path*."""
    by_name: dict[str, tuple[Supplement, ...]] = {}
    for supplement in supplements:
        if supplement.command == path and any(supplement.holds(release) for release in releases):
            for name in supplement.names:
                by_name[name] = (*by_name.get(name, ()), supplement)
    return by_name


def _ranges(record: FlagRecord, is_there: Callable[[RecordedRelease], bool]) -> Node:
    """When something was there: from where it was first seen on; what a partial observation does not show is as it was before."""
    releases = [each.release for each in record.releases]
    sightings: list[Sighting] = []
    for each in record.releases:
        may_be_hidden = each.partial and Sighting.PRESENT in sightings
        sightings.append(Sighting.PRESENT if is_there(each) else Sighting.UNSEEN if may_be_hidden else Sighting.ABSENT)
    return ranges_of(releases, settled(sightings))


def _flags(path: str, record: FlagRecord, supplements: Mapping[str, tuple[Supplement, ...]], program: Program) -> dict[str, Node]:
    names = {name for each in record.releases for name in each.commands.get(path, {})} | set(supplements)
    found: dict[str, Node] = {}
    for name in sorted(names):
        pairs = tuple((each, each.commands[path][name]) for each in record.releases if name in each.commands.get(path, {}))
        found[name] = _flag(_Seen(name, pairs), path, record, supplements.get(name, ()), program)
    return found


def _flag(seen: _Seen, path: str, record: FlagRecord, supplements: Sequence[Supplement], program: Program) -> Node:
    def is_there(each: RecordedRelease) -> bool:
        return seen.name in each.commands.get(path, {}) or any(s.holds(each.release) for s in supplements)

    result: dict[str, Node] = {"ranges": _ranges(record, is_there)}
    if type_ := _type(seen, supplements):
        result["type"] = type_
    if default := _default(seen):
        result["default"] = default
    if seen.name not in program.conditional:
        result |= _deprecation(seen)
    ignored = [s.since for s in supplements if s.no_effect]
    if ignored:
        result["no_effect"] = ignored[0]
    boolean = type_ == "bool" or (isinstance(type_, dict) and "bool" in type_.values())
    if boolean or any(flag.no_value for _, flag in seen.pairs) or any(s.no_value for s in supplements):
        result["no_value"] = True
    shorthands = [flag.shorthand for _, flag in seen.pairs if flag.shorthand]
    if shorthands:
        result["shorthand"] = shorthands[-1]
    if not seen.pairs:
        result["supplement"] = True
    return result


def _is_sure(release: RecordedRelease) -> bool:
    """Whether what the artefact does not say of a flag is not so: text that is read by a pattern misses things."""
    return "dump" in release.methods or release.methods == ("src",)


def _type(seen: _Seen, supplements: Sequence[Supplement]) -> Node:
    """The type, or steps if it changed. What running code says outranks what was read from source text."""
    typed = [(o, type_) for o, flag in seen.pairs if (type_ := _TYPE_OF.get(flag.type.split("[", 1)[0].lower(), ""))]
    sure = [(o, type_) for o, type_ in typed if _is_sure(o)] or typed
    steps = steps_of((o.release, type_) for o, type_ in sure)
    if len(steps) > 1:
        return steps
    told = next(iter(steps.values()), None)
    return told if told is not None else next((s.type for s in supplements if s.type), None)


def _default(seen: _Seen) -> Node:
    """The default as steps; what running code says outranks what was read from source text."""
    given = [
        (release, flag.default)
        for release, flag in seen.pairs
        if flag.default is not None and not _is_packaged(release) and not _EXPRESSION.fullmatch(flag.default)
    ]
    return steps_of((o.release, default) for o, default in [(o, d) for o, d in given if _is_sure(o)] or given)


def _is_packaged(release: RecordedRelease) -> bool:
    """Whether the defaults are a distributor's: a package has paths of its own among them."""
    return any(artefact.startswith("Debian package") for artefact in release.artefacts)


def _deprecation(seen: _Seen) -> dict[str, Node]:
    """What the marks and words at each release amount to: deprecated, without effect, replaced by."""
    result: dict[str, Node] = {}
    marks = [(o.release, _is_deprecated(flag, o.release), _is_sure(o)) for o, flag in seen.pairs]
    said = [release for release, mark, _ in marks if mark]
    if said:
        # Reading source text misses marks, so that only running code can say that one is gone again.
        ended = [release for release, mark, sure in marks if not mark and sure and release > said[-1]]
        result["deprecated"] = [str(said[0]), str(ended[0])] if ended else str(said[0])
    ineffective = [o.release for o, flag in seen.pairs if flag.no_effect]
    if ineffective:
        result["no_effect"] = str(ineffective[0])
    named = [flag.replaced_by for _, flag in seen.pairs if flag.replaced_by]
    if named:
        result["replaced_by"] = list(named[-1])
    return result


def _is_deprecated(flag: RecordedFlag, release: Version) -> bool:
    return flag.deprecated and (not flag.deprecated_from or release >= Version(flag.deprecated_from))
