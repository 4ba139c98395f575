"""How a component is started before a change, after it, and once it is rolled back, as the solver is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from ..claims.document import Mapping, read_documents
from ..claims.excerpt import Excerpt
from ..facts.base import FactBase
from ..facts.model import ApiKind, Component, Placement, Presence
from ..messages import Message, message
from ..pages.model import Line
from ..reach.model import GivenFile, Situation
from ..reach.reading import fragment_of
from ..versions import Version
from .model import Change, Remediation, RollbackKind
from .patching import patched
from .surface import Surface, SurfaceKind, surface_of

__all__ = ["ASKING", "Side", "States", "Way", "installed_words", "lost", "ways_of"]

ASKING = frozenset({SurfaceKind.SCRAPE, SurfaceKind.RBAC})
"""Surfaces of who asks, not of who listens."""
_SHARED = frozenset({SurfaceKind.CONFIGURATION})
"""Surfaces of which a change goes with every layer: the file that a flag names."""
_KUBEADM_GROUP = "kubeadm.k8s.io/"
_API_VERSION = re.compile(r"apiVersion\s*:")
_KIND = re.compile(r"^[ \t]*[\"']?kind[\"']?[ \t]*:[ \t]*[\"']?(\w+)", re.MULTILINE)


class Side(StrEnum):
    """A moment in the life of a change."""

    BEFORE = "before"
    AFTER = "after"
    ROLLED_BACK = "rolled back"


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that are made together: one layer of a setting (the manifest, or what kubeadm writes it from) with what goes with
    every layer. *surface* is the layer.
    """

    changes: tuple[Change, ...]
    surface: Surface | None = None


def ways_of(remediation: Remediation) -> tuple[Way, ...]:
    """The ways to make the changes of *remediation* to who listens, each of which has to be enough."""
    surfaces = [(change, surface_of(change)) for change in remediation.changes]
    shared = [change for change, surface in surfaces if surface.kind in _SHARED]
    layers: dict[tuple[SurfaceKind, str], list[tuple[Change, Surface]]] = {}
    for change, surface in surfaces:
        if surface.kind in ASKING or surface.kind in _SHARED or surface.kind is SurfaceKind.OTHER:
            continue
        form = surface.api_version if surface.kind is SurfaceKind.KUBEADM else ""
        layers.setdefault((surface.kind, form), []).append((change, surface))
    ways = [Way(tuple(change for change, _ in layer), layer[0][1]) for layer in layers.values()] or [Way(())]
    return tuple(
        Way((*together, *way.changes), way.surface) for way in ways for together in _together(shared) if together or way.changes
    )


def _together(changes: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
    """What of *changes*, all of files that the component reads, is made together.

    The same kind of file in two places is what it reads, and what that is written from.
    """
    places: dict[str, dict[tuple[str, str], list[Change]]] = {}
    for number, change in enumerate(changes):
        surface = surface_of(change)
        found = _KIND.search("\n".join(line.text for line in (*change.before, *change.after)))
        kind = found[1] if found is not None else str(number)
        places.setdefault(kind, {}).setdefault((surface.path, surface.object), []).append(change)
    for choice in product(*(each.values() for each in places.values())):
        yield tuple(change for some in choice for change in some)


def installed_words(component: Component, distribution: str, version: Version) -> tuple[str, ...] | None:
    """The arguments that *distribution* gives *component* in *version*; ``None`` if nothing is known of it."""
    found = [
        installed
        for endpoint in component.endpoints
        if version in endpoint.range and (installed := endpoint.distribution(distribution, version)) is not None
    ]
    return tuple(dict.fromkeys(text for each in found for text in each.args)) if found else None


class States:
    """How *component* is started at each moment in the life of *remediation*. What depends on no release is read once."""

    def __init__(self, remediation: Remediation, component: Component, distribution: str, facts: FactBase) -> None:
        self._remediation = remediation
        self._component = component
        self._distribution = distribution
        self._facts = facts
        self._surfaces: dict[Change, Surface] = {}
        self._pieces: dict[tuple[Change, tuple[Line, ...]], Situation | None] = {}
        self._read: dict[tuple[Way, Side], Situation | Message] = {}

    def situation(self, way: Way, side: Side, version: Version) -> Situation | Message:
        """How it is started on *side* of *way* in *version*; or why that cannot be told."""
        key = way, side
        if key not in self._read:
            self._read[key] = self._situation(way, side)
        found = self._read[key]
        if isinstance(found, Message) or not found.files:
            return found
        return replace(found, files=tuple(_completed(file, self._component, version) for file in found.files))

    def _situation(self, way: Way, side: Side) -> Situation | Message:
        component = self._component
        pieces: list[Situation] = []
        without: list[str] = []
        named = self._named_files(way)
        for change in way.changes:
            text = self.text(change, side)
            if text is None:
                return lost(change)
            path = self._surface(change).path
            if path in named:
                if text:
                    pieces.append(Situation(component.name, files=(GivenFile(path, text),), whole=False))
                continue
            before = self._piece(change.before, change)
            piece = self._piece(text, change)
            if before is None and self._piece(change.after, change) is None:
                return message(
                    "what the change of {where} does to {component} is not understood",
                    where=_where(change),
                    component=component.name,
                )
            if before is not None:
                mine = {word.text for word in piece.words} if piece is not None else set()
                without += [word.text for word in before.words if word.text not in mine]
            if piece is not None:
                pieces.append(piece)
        return Situation(
            component.name,
            tuple(dict.fromkeys(word for piece in pieces for word in piece.words)),
            tuple(variable for piece in pieces for variable in piece.variables),
            tuple(file for piece in pieces for file in piece.files),
            next((piece.placement for piece in pieces if piece.placement), Placement.UNKNOWN),
            self._distribution,
            whole=False,
            without=tuple(without),
            span=way.changes[0].span if way.changes else None,
        )

    def _surface(self, change: Change) -> Surface:
        if change not in self._surfaces:
            self._surfaces[change] = surface_of(change)
        return self._surfaces[change]

    def _named_files(self, way: Way) -> frozenset[str]:
        """The paths of the files beside the configuration that an argument in one of the changes names: how https is served."""
        start = self._component.start
        flags = (
            {known.flag for known in start.files if not known.decides or known.format == "web"} if start is not None else set()
        )
        found = set()
        for change in way.changes if flags else ():
            for lines in (change.before, change.after):
                piece = self._piece(lines, change)
                for word in piece.words if piece is not None else ():
                    flag, _, value = word.text.partition("=")
                    if flag in flags and value:
                        found.add(value)
        return frozenset(found)

    def text(self, change: Change, side: Side) -> tuple[Line, ...] | None:
        """The text that *change* is about, on *side*; ``None`` if the rollback does not find what it takes away."""
        rollback = self._remediation.rollback
        if side is Side.BEFORE or (side is Side.ROLLED_BACK and rollback.kind is RollbackKind.REVERSED):
            return change.before
        text = change.after
        if side is Side.ROLLED_BACK:
            for undoing in rollback.changes:
                if self._same_place(undoing, change):
                    made = patched(text, undoing)
                    if made is None:
                        return None
                    text = made
        return text

    def _same_place(self, one: Change, other: Change) -> bool:
        first, second = self._surface(one), self._surface(other)
        if first.kind is not second.kind:
            return False
        if one.where == other.where or not one.where:
            return True
        return (first.path, first.object, first.api_version) == (second.path, second.object, second.api_version)

    def _piece(self, lines: tuple[Line, ...], change: Change) -> Situation | None:
        key = change, lines
        if key not in self._pieces:
            self._pieces[key] = self._fragment(lines, change)
        return self._pieces[key]

    def _fragment(self, text: tuple[Line, ...], change: Change) -> Situation | None:
        surface = self._surface(change)
        filename = surface.path or _key_of(change.where) or surface.object
        if surface.kind is SurfaceKind.KUBEADM and text and not any(_API_VERSION.match(line.text) for line in text):
            # The author says it in words, or leaves it to the reader.
            first = text[0]
            text = (Line(f"apiVersion: {surface.api_version or _KUBEADM_GROUP}", first.path, first.number, first.column), *text)
        return fragment_of(text, self._component.name, self._facts, filename, change.language)


def lost(change: Change) -> Message:
    """That a rollback does not find what it takes away."""
    return message("what the rollback takes away is not what the change of {where} left", where=_where(change))


def _where(change: Change) -> str:
    return change.where.replace("`", "") or "?"


def _key_of(where: str) -> str:
    """The key of a ConfigMap that the author names: ``..., key config.conf``."""
    _, found, key = where.partition(" key ")
    return key.split()[0].strip("`,") if found and key.split() else ""


def _completed(file: GivenFile, component: Component, version: Version) -> GivenFile:
    """*file*, a piece of one, with the kind and API version that it does not show: one that *version* takes."""
    if not component.kind_names or not file.lines:
        return file
    roots = read_documents(Excerpt(file.lines)) or ()
    root = roots[0].root if roots else None
    if not isinstance(root, Mapping):
        return file
    kind = root.text("kind") or component.kind_names[0]
    first = file.lines[0]
    added = [] if root.text("kind") else [f"kind: {kind}"]
    if not root.text("apiVersion"):
        taken = [each for each in component.kinds if each.kind == kind and _is_taken(each, version)]
        if taken:
            added.append(f"apiVersion: {taken[-1].api_version}")
    if not added:
        return file
    return replace(file, lines=(*(Line(text, first.path, first.number, first.column) for text in added), *file.lines))


def _is_taken(kind: ApiKind, version: Version) -> bool:
    return kind.names.presence(kind.ranges, version) is Presence.PRESENT
