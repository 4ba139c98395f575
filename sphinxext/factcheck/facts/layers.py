"""Facts of several directories as one: a later layer adds to an earlier one, or overrides it field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .document import Table, Value

__all__ = ["Layer", "Setting", "overlaid"]

_KEYS: Final = {
    "list": ("id",),
    "fields": ("kind", "api_version", "path"),
    "distributions": ("name", "since", "removed"),
    "paths": ("path", "distribution", "since"),
    "resources": ("name",),
    "terms": ("name",),
    "former_commands": ("words",),
    "static_pods": ("path", "distribution"),
    "rewritten": ("what", "distribution"),
    "read_at_start": ("component",),
    "probes": ("component", "distribution", "path", "since"),
    "benchmarks": ("benchmark", "component", "flag", "field", "wants"),
    "unchecked": ("program", "setting"),
}
"""Lists of records, and what tells their records apart."""
_UNIONS: Final = frozenset(("aliases", "programs", "images", "kinds", "sources", "short_names", *_KEYS))
"""Lists that a later layer adds to; every other list is one value, and is replaced."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A directory of facts. *owner*: the distribution that ships it; empty where the site itself names the directory.

    Nobody chose the order of two layers that have owners, so that neither may override the other unseen.
    """

    directory: Path
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that a layer gives. *place* names it by keys, *steps* lead to it in the document of the layer.

    *before* is what the layers below say, ``None`` if nothing.
    """

    place: tuple[str, ...]
    steps: tuple[str | int, ...]
    before: Value
    after: Value

    @property
    def overrides(self) -> bool:
        """Whether the layers below say something else."""
        return self.before is not None and self.before != self.after


def overlaid(below: Table, above: Table) -> tuple[Table, tuple[Setting, ...]]:
    """*above* laid over *below*, and every value that *above* gives; neither is changed."""
    settings: list[Setting] = []
    merged = _tables(below, _with_sources_apart(below, above), (), (), settings.append)
    return merged, tuple(settings)


def _tables(
    below: Table, above: Table, place: tuple[str, ...], steps: tuple[str | int, ...], tell: Callable[[Setting], None]
) -> Table:
    merged: Table = dict(below)
    for key, value in above.items():
        here = (*place, key)
        old = below.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            merged[key] = _tables(old, value, here, (*steps, key), tell)
        elif isinstance(value, list) and isinstance(old, list) and key in _UNIONS:
            merged[key] = _lists(old, value, here, (*steps, key), tell)
        else:
            merged[key] = value
            tell(Setting(here, (*steps, key), old, value))
    return merged


def _lists(
    below: Sequence[Value],
    above: Sequence[Value],
    place: tuple[str, ...],
    steps: tuple[str | int, ...],
    tell: Callable[[Setting], None],
) -> list[Value]:
    merged = list(below)
    names = [_name(item, place[-1]) for item in below]
    for index, item in enumerate(above):
        name = _name(item, place[-1])
        if name not in names:
            merged.append(item)
            tell(Setting((*place, name), (*steps, index), None, item))
            continue
        at = names.index(name)
        old = merged[at]
        if isinstance(item, dict) and isinstance(old, dict):
            merged[at] = _tables(old, item, (*place, name), (*steps, index), tell)
        elif isinstance(item, dict):
            merged[at] = item
            tell(Setting((*place, name), (*steps, index), old, item))
    return merged


def _name(item: Value, key: str) -> str:
    """What tells an item of the list *key* apart from the others."""
    if isinstance(item, dict):
        return " ".join(str(item.get(part) or "") for part in _KEYS.get(key, ())).strip()
    return str(item)


def _with_sources_apart(below: Table, above: Table) -> Table:
    """*above* with other ids for those of its sources whose id means something else below."""
    known, own = below.get("sources"), above.get("sources")
    if not isinstance(known, dict) or not isinstance(own, dict):
        return above
    taken = {*known, *own}
    renamed: dict[str, str] = {}
    for id, source in own.items():
        if id in known and known[id] != source:
            number = next(n for n in range(2, len(taken) + 3) if f"{id}-{n}" not in taken)
            renamed[id] = f"{id}-{number}"
            taken.add(renamed[id])
    if not renamed:
        return above
    result: Table = {key: _recited(value, renamed) for key, value in above.items() if key != "sources"}
    result["sources"] = {renamed.get(id, id): source for id, source in own.items()}
    return result


def _recited(value: Value, renamed: dict[str, str]) -> Value:
    """*value* with every list of sources in it brought up to date."""
    if isinstance(value, list):
        return [_recited(item, renamed) for item in value]
    if not isinstance(value, dict):
        return value
    found: Table = {}
    for key, item in value.items():
        if key == "sources" and isinstance(item, list):
            found[key] = [renamed.get(id, id) if isinstance(id, str) else id for id in item]
        else:
            found[key] = _recited(item, renamed)
    return found
