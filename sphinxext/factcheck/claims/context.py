"""What the surroundings of a text add to the claims in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..pages.model import Line
from .model import How, Scope, Stance, Subject
from .names import Names
from .terms import Terms

__all__ = ["Context", "Embedded"]


@dataclass(frozen=True, slots=True)
class Context:
    """Whom a text is about if it does not say so itself, what the author does with it, and what holds where it stands.

    *settings*: the surroundings speak of a configuration file or ConfigMap, so that bare ``key: value`` lines are its fields.
    *forwarded*: local ports that the page itself maps to another place.
    """

    names: Names
    scope: Scope = field(default_factory=Scope)
    stance: Stance = Stance.ADVICE
    subject: Subject | None = None
    settings: bool = False
    forwarded: frozenset[int] = frozenset()
    legacy_etcdctl: bool = False
    """Whether the page asks etcdctl for the old API anywhere."""
    products: frozenset[str] = frozenset()
    """Names of products, so that a release in a sentence is recognised."""
    caption: str = ""
    filename: str = ""
    terms: Terms = field(default_factory=Terms)

    def about(self, name: str | None, how: How) -> Context:
        """The same, but about *name*, if there is a name."""
        return self if name is None else replace(self, subject=Subject(name, how))

    def as_output(self) -> Context:
        """The same, but what a program printed."""
        return replace(self, stance=Stance.OUTPUT)

    def acknowledged(self) -> Context:
        """The same, but said to be gone."""
        return self if self.stance is Stance.OUTPUT else replace(self, stance=Stance.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class Embedded:
    """Text of one syntax that stands in another: a here-document, a script after ``-c``, a document in a ConfigMap. Whoever
    reads blocks reads it.
    """

    lines: tuple[Line, ...]
    context: Context
    language: str = ""
