"""Directives that are loaded when a page first uses one: most sites use few, and a build that reads no page uses none."""

from __future__ import annotations

from importlib import import_module
from typing import Any, cast

from docutils.parsers.rst import Directive

__all__ = ["late_directive"]


def _of_the_directive(name: str) -> property:
    return property(lambda late: getattr(late.directive, name))


class _Late(type(Directive)):  # type: ignore[misc]  # the type of a class
    """A class that stands for another. What docutils asks of a directive before it is made, the other one answers."""

    place: str
    name: str

    @property
    def directive(cls) -> type[Directive]:
        return cast("type[Directive]", getattr(import_module(cls.place, __package__), cls.name))

    required_arguments = _of_the_directive("required_arguments")
    optional_arguments = _of_the_directive("optional_arguments")
    final_argument_whitespace = _of_the_directive("final_argument_whitespace")
    option_spec = _of_the_directive("option_spec")
    has_content = _of_the_directive("has_content")

    def __call__(cls, *arguments: Any, **named: Any) -> Directive:
        return cls.directive(*arguments, **named)


def late_directive(place: str, name: str) -> type[Directive]:
    """The directive *name* of the module *place* of this package, which is loaded when it is needed."""
    return cast("type[Directive]", _Late(name, (Directive,), {"place": place, "name": name}))
