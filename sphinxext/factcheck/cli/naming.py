"""Places as somebody else names them: the same values, with other paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from ..findings import Span
from ..pages.model import Line

__all__ = ["renamed"]

_Value = TypeVar("_Value")


def renamed(value: _Value, name_of: Callable[[str], str]) -> _Value:
    """*value* with another path in every span and line that it holds, however deep; *name_of* gives it from the one there is.

    What holds no span is given back as it is, and what was one object is one again.
    """
    return _Renaming(name_of).of(value)  # type: ignore[no-any-return]  # it gives what it takes


@dataclass(slots=True)
class _Renaming:
    name_of: Callable[[str], str]
    _names: dict[str, str] = field(default_factory=dict)
    _done: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    """By the identity of an object, which is kept alive here, what became of it."""
    _fields: dict[type, tuple[str, ...]] = field(default_factory=dict)

    def of(self, value: Any) -> Any:
        kind = type(value)
        if kind is Span:
            name = self._names.get(value.path)
            if name is None:
                name = self._names[value.path] = self.name_of(value.path)
            return Span(name, value.line, value.column, value.end_line, value.end_column)
        if kind is Line:
            return Line(value.text, self.name_of(value.path), value.number, value.column)
        if kind is tuple:
            if not value:
                return value
            found = self._done.get(id(value))
            if found is None:
                parts = [self.of(part) for part in value]
                same = all(new is old for new, old in zip(parts, value, strict=True))
                found = self._done[id(value)] = value, value if same else tuple(parts)
            return found[1]
        names = self._fields.get(kind)
        if names is None:
            holds = is_dataclass(kind) and not issubclass(kind, Enum)
            names = self._fields[kind] = tuple(each.name for each in fields(kind) if each.init) if holds else ()
        if not names:
            return value
        found = self._done.get(id(value))
        if found is None:
            found = self._done[id(value)] = value, self._dataclass(value, names)
        return found[1]

    def _dataclass(self, value: Any, names: tuple[str, ...]) -> Any:
        changed = {}
        for name in names:
            old = getattr(value, name)
            new = self.of(old)
            if new is not old:
                changed[name] = new
        return replace(value, **changed) if changed else value
