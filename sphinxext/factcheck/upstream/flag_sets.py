"""Sets of flags, observed release by release, and the generated file of flags that they make.

A set is ``{release: {flags: {name: {type, default, deprecated, no_opt_default}}, source, methods, not_upstream}}``. What
upstream says about a flag is read for facts (deprecated, without effect, replaced by) and never carried over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..versions import Version
from .observations import UpstreamError, after_series, numbered, parse_release, ranges_of, source, steps_of
from .programs import Program, Supplement
from .yaml_text import Node, lines

__all__ = ["FlagObservation", "SeenFlag", "flags_text", "read_flag_set"]

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
_LATER = re.compile(r"(?:to|will) be deprecated in v?(\d+\.\d+)", re.IGNORECASE)
_NO_EFFECT = re.compile(
    r"This flag (?:has no effect|does nothing|is currently no-op)|Doesn't have any effect|The default value is enforced"
)
_NAMED = r"['\"]?(-{0,2}[A-Za-z][\w.-]*\w)"
_REPLACED_BY = re.compile(
    rf"(?:[Uu]se|[Ss]ee|replaced by|in favor of|specified by the Kubelet's) (?:the )?(?:instead )?{_NAMED}"
    rf"(?:[\w=,'\"]* or {_NAMED})?"
)


@dataclass(frozen=True, slots=True)
class SeenFlag:
    """A flag as one artefact has it; *message* is what upstream says about its deprecation, empty if nothing more than that."""

    name: str
    type: str = ""
    default: str | None = None
    deprecated: bool = False
    message: str = ""
    no_value: bool = False
    """Whether a default is taken where it stands alone; a boolean needs no such mark."""


@dataclass(frozen=True, slots=True)
class FlagObservation:
    """The flags of a program at a release.

    *whole*: a flag that is not here was not there. *sure*: what is not said of a flag is not so.
    """

    release: Version
    flags: Mapping[str, SeenFlag]
    artefacts: tuple[str, ...]
    whole: bool = True
    sure: bool = True


def read_flag_set(text: str, program: Program) -> tuple[FlagObservation, ...]:
    """The observations in a set, in the order of their releases; flags of a distributor and copies of branches are left out.

    :raises UpstreamError: the set is not of the form that is described above.
    """
    try:
        data = json.loads(text)
        observations = [
            _observation(release, label, item, program)
            for label, item in data.items()
            if (release := parse_release(label)) is not None
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UpstreamError(f"{program.component}: not a set of flags: {error!r}") from error
    if not observations:
        raise UpstreamError(f"{program.component}: no release in the set")
    return tuple(sorted(observations, key=lambda observation: observation.release))


def _observation(release: Version, label: str, item: Mapping[str, object], program: Program) -> FlagObservation:
    flags, methods, artefacts = item["flags"], item["methods"], item["source"]
    foreign = item.get("not_upstream") or {}
    if not isinstance(flags, dict) or not isinstance(methods, list) or not isinstance(foreign, dict):
        raise TypeError(f"{label}: flags and not_upstream are mappings, methods is a list")
    sources = (artefacts,) if isinstance(artefacts, str) else tuple(str(artefact) for artefact in artefacts or ())  # type: ignore[attr-defined]
    # A distributor's package has paths of its own among the defaults.
    packaged = any(artefact.startswith("Debian package") for artefact in sources)
    seen = {name: _seen(name, flag, packaged) for name, flag in flags.items() if name not in foreign}
    whole = methods != ["help"] or not program.help_hides
    return FlagObservation(release, seen, sources, whole, sure="dump" in methods or methods == ["src"])


def _seen(name: str, flag: Mapping[str, object], packaged: bool) -> SeenFlag:
    spelt = str(flag.get("type") or "").split("[", 1)[0].lower()
    default = flag.get("default")
    deprecated = flag.get("deprecated")
    kept = None if packaged or default is None or _EXPRESSION.fullmatch(str(default)) else str(default)
    type_ = _TYPE_OF.get(spelt, "")
    message = deprecated if isinstance(deprecated, str) else ""
    return SeenFlag(name, type_, kept, bool(deprecated), message, no_value=flag.get("no_opt_default") is not None)


def flags_text(observations: Sequence[FlagObservation], program: Program, command: str) -> str:
    """The generated file of flags.

    :param observations: in the order of their releases.
    :param command: what makes the file, for its header.
    """
    whole = [observation for observation in observations if observation.whole]
    releases = [observation.release for observation in whole]
    sources: dict[str, Node] = {}
    observed: dict[str, Node] = {}
    partial: dict[str, Node] = {}
    for observation in observations:
        release = str(observation.release)
        ids: list[Node] = []
        for id_, artefact in numbered(release, observation.artefacts):
            sources[id_] = source(artefact, release)
            ids.append(id_)
        (observed if observation.whole else partial)[release] = ids
    sources["parsing"] = {"artefact": program.parsing[0], "url": program.parsing[1]}
    supplements = _expanded(program.supplements, releases)
    names = {name for observation in observations for name in observation.flags} | set(supplements)
    flags: dict[str, Node] = {
        name: _flag(name, observations, releases, supplements.get(name, ()), program) for name in sorted(names)
    }
    head: dict[str, Node] = {"component": program.component, "generated": command, "dashes": _steps(program.dashes)}
    if program.negate:
        head["negate"] = _steps(program.negate)
    if program.normalize:
        head["normalize"] = program.normalize
    written = [
        f"# Made by `{command}`: do not edit.",
        *lines(head),
        *lines({"observed": observed}, depth=2),
        *(lines({"partial": partial}, depth=2) if partial else ()),
        *lines({"complete": [[str(releases[0]), after_series(releases[-1])]]}),
        *lines({"sources": sources}, depth=2),
        *(_supplement_comments(program)),
        *lines({"flags": flags}, depth=2),
    ]
    return "\n".join(written) + "\n"


def _supplement_comments(program: Program) -> list[str]:
    if not program.supplements:
        return []
    told = sorted({f"#   {', '.join(s.names)}: {s.artefact}" for s in program.supplements})
    return ["# Accepted, though the sets above leave them out:", *told]


def _steps(steps: Sequence[tuple[str, str]]) -> Node:
    return steps[0][1] if len(steps) == 1 else dict(steps)


def _expanded(supplements: Sequence[Supplement], releases: Sequence[Version]) -> dict[str, tuple[Supplement, ...]]:
    """The supplements of each name that say something about *releases*."""
    by_name: dict[str, tuple[Supplement, ...]] = {}
    for supplement in supplements:
        if any(_holds(supplement, release) for release in releases):
            for name in supplement.names:
                by_name[name] = (*by_name.get(name, ()), supplement)
    return by_name


def _holds(supplement: Supplement, release: Version) -> bool:
    return release >= Version(supplement.since) and (supplement.removed is None or release < Version(supplement.removed))


def _flag(
    name: str,
    observations: Sequence[FlagObservation],
    releases: Sequence[Version],
    supplements: Sequence[Supplement],
    program: Program,
) -> Node:
    whole = {observation.release: observation for observation in observations if observation.whole}
    present = [name in whole[release].flags or any(_holds(s, release) for s in supplements) for release in releases]
    seen = [(observation, observation.flags[name]) for observation in observations if name in observation.flags]
    result: dict[str, Node] = {"ranges": ranges_of(releases, present)}
    if type_ := _type(seen, supplements):
        result["type"] = type_
    if default := _default(seen):
        result["default"] = default
    if name not in program.conditional:
        result |= _deprecation(name, seen)
    ignored = [s.since for s in supplements if s.no_effect]
    if ignored:
        result["no_effect"] = ignored[0]
    boolean = type_ == "bool" or (isinstance(type_, dict) and "bool" in type_.values())
    if boolean or any(flag.no_value for _, flag in seen) or any(s.no_value for s in supplements):
        result["no_value"] = True
    return result


def _type(seen: Sequence[tuple[FlagObservation, SeenFlag]], supplements: Sequence[Supplement]) -> Node:
    """The type, or steps if it changed. What running code says outranks what was read from source text."""
    typed = [(o, flag.type) for o, flag in seen if flag.type]
    sure = [(o, type_) for o, type_ in typed if o.sure] or typed
    steps = steps_of((o.release, type_) for o, type_ in sure)
    if len(steps) > 1:
        return steps
    told = next(iter(steps.values()), None)
    return told if told is not None else next((s.type for s in supplements if s.type), None)


def _default(seen: Sequence[tuple[FlagObservation, SeenFlag]]) -> Node:
    """The default as steps; what running code says outranks what was read from source text."""
    given = [(o, flag.default) for o, flag in seen if flag.default is not None]
    return steps_of((o.release, default) for o, default in [(o, d) for o, d in given if o.sure] or given)


def _deprecation(name: str, seen: Sequence[tuple[FlagObservation, SeenFlag]]) -> dict[str, Node]:
    """What the marks and messages at each release amount to: deprecated, without effect, replaced by."""
    result: dict[str, Node] = {}
    marks = [(o.release, _is_deprecated(flag, o.release), o.sure) for o, flag in seen]
    said = [release for release, mark, _ in marks if mark]
    if said:
        # Reading source text misses marks, so that only running code can say that one is gone again.
        ended = [release for release, mark, sure in marks if not mark and sure and release > said[-1]]
        result["deprecated"] = [str(said[0]), str(ended[0])] if ended else str(said[0])
    ineffective = [o.release for o, flag in seen if _NO_EFFECT.search(flag.message)]
    if ineffective:
        result["no_effect"] = str(ineffective[0])
    named = (_replacements(name, flag.message, o.flags) for o, flag in reversed(seen))
    if replacements := next(filter(None, named), None):
        result["replaced_by"] = replacements
    return result


def _is_deprecated(flag: SeenFlag, release: Version) -> bool:
    later = _LATER.search(flag.message)
    return flag.deprecated and (later is None or release >= Version(later[1]))


def _replacements(name: str, text: str, flags: Mapping[str, SeenFlag]) -> list[Node]:
    found: list[Node] = []
    for match in _REPLACED_BY.finditer(text):
        for spelt in match.groups():
            other = (spelt or "").lstrip("-")
            # A plain word is a flag only if it could be nothing else.
            sure = (spelt or "").startswith("--") or "-" in other or "." in other
            if other != name and other in flags and sure and f"--{other}" not in found:
                found.append(f"--{other}")
    return found
