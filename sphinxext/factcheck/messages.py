"""What is said to people: a template and its values, put into words late.

A finding is made by a pure function that knows no language.  It carries a :class:`Message`; whoever shows it passes the
``gettext`` of the reader's language.  ``str()`` gives English.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Gettext", "Message", "Value", "join", "message"]

Gettext = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Message:
    """A template in ``str.format`` syntax, and the values that go into it; a value may be a message itself."""

    template: str
    values: tuple[tuple[str, Value], ...] = ()

    def translated(self, gettext: Gettext) -> str:
        """The message in the language of *gettext*."""
        return gettext(self.template).format(**{name: _text(value, gettext) for name, value in self.values})

    def __str__(self) -> str:
        return self.translated(str)


Value = str | int | Message | tuple[Message, ...]


def _text(value: Value, gettext: Gettext) -> str | int:
    if isinstance(value, Message):
        return value.translated(gettext)
    if isinstance(value, tuple):
        return "".join(part.translated(gettext) for part in value)
    return value


def message(template: str, **values: Value) -> Message:
    """A message; the template must be a literal, for the catalogs are extracted from these calls."""
    return Message(template, tuple(values.items()))


def join(*parts: Message | None) -> Message:
    """Clauses of one message, set apart as the language does it; ``None`` is left out."""
    present = [part for part in parts if part is not None]
    if not present:
        return Message("")
    joined = present[0]
    for part in present[1:]:
        joined = message("{first}; {second}", first=joined, second=part)
    return joined
