"""What our directives share: warnings with a place, options that are checked one by one, what the page applies to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from ...applicability import Applicability, parse_applicability
from ...facts import Component, FactBase, nearest
from ...messages import Message, message
from ...render.nodes import Place
from ...render.scope import Scope, misspellings, scope_of
from ...versions import BadRangeError
from ..options import assumptions_of
from ..store import facts_of
from ..translation import _

__all__ = ["FactDirective"]

logger = logging.getLogger(__name__)

_Converted = TypeVar("_Converted")
_STATED = "factcheck:applies-to"
"""Key of the texts of ``applies-to`` that hold where the page is being read, the innermost last."""


class FactDirective(SphinxDirective):
    """A directive that knows the facts. A bad option is one warning, and the rest is rendered."""

    @property
    def facts(self) -> FactBase:
        """The facts of this build."""
        return facts_of(self.env)

    @property
    def place(self) -> Place:
        """Where the directive stands."""
        source, line = self.get_source_info()
        return Place(source or str(self.env.doc2path(self.env.docname)), line or self.lineno)

    def warn(self, what: Message, subtype: str, place: Place | None = None) -> None:
        """Warn of *what* at *place*; without it, where the directive stands."""
        at = place or self.place
        logger.warning("%s", what.translated(_), location=f"{at.source}:{at.line}", type="factcheck", subtype=subtype)

    def converted(self, name: str, convert: Callable[[str], _Converted], default: _Converted) -> _Converted:
        """The option *name* as *convert* gives it; *default* if it is not given, or with a warning if it is no such value."""
        text = self.options.get(name)
        if text is None:
            return default
        try:
            return convert(text)
        except (ValueError, TypeError) as error:
            reason = error.message if isinstance(error, BadRangeError) else " ".join(str(error).split())
            self.warn(message("option {name!r}: {reason}", name=name, reason=reason), "option")
            return default

    def choices(self, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """The words of the list in option *name* that are *known*; a warning for each other."""
        found = []
        for word in words_of(self.options.get(name, "")):
            if word in known:
                found.append(word)
            else:
                what = message("option {name!r}: unknown value {value!r}", name=name, value=word)
                self.warn(unknown(what, word, known), "option")
        return tuple(found)

    def applicability(self, text: str) -> Applicability | None:
        """What *text* applies to; ``None`` with a warning if it cannot be understood."""
        try:
            found = parse_applicability(text)
        except BadRangeError as error:
            self.warn(error.message, "applies-to")
            return None
        for misspelt in misspellings(found, self.facts):
            self.warn(misspelt, "applies-to")
        return found

    def state_applicability(self, text: str) -> None:
        """Let *text* hold from here to the end of what encloses it."""
        self.env.temp_data[_STATED] = (*self._stated, text)

    @contextmanager
    def enclosed(self) -> Iterator[None]:
        """What is stated to apply in here holds no longer afterwards."""
        before = self._stated
        try:
            yield
        finally:
            self.env.temp_data[_STATED] = before

    @property
    def _stated(self) -> tuple[str, ...]:
        stated: tuple[str, ...] | None = self.env.temp_data.get(_STATED)
        return stated or ()

    def scope(self) -> Scope:
        """What the page says that it applies to, the innermost first, then the site."""
        scopes = []
        for text in reversed(self._stated):
            try:
                scopes.append(scope_of(parse_applicability(text), self.facts))
            except ValueError:
                continue  # told where it stands
        scopes.append(scope_of(assumptions_of(self.config), self.facts))
        ranges = {name: releases for scope in reversed(scopes) for name, releases in scope.ranges}
        return Scope(tuple(ranges.items()), next((scope.distribution for scope in scopes if scope.distribution), ""))

    def anchor(self, text: str) -> str:
        """An identifier made of *text* that the page does not have yet; a second one is numbered."""
        first = name = nodes.make_id(text)
        number = 1
        while name in self.state.document.ids:
            number += 1
            name = f"{first}-{number}"
        return name

    def depend_on(self, component: Component) -> None:
        """Read the page again when a fact about *component* changes."""
        product = self.facts.product(component.product)
        for file in (*component.files, *(product.files if product is not None else ())):
            self.env.note_dependency(file)

    def inline(self, text: str) -> list[nodes.Node]:
        """Inline markup in an argument or option; what is wrong with it comes after it."""
        children, messages = self.parse_inline(text, lineno=self.lineno)
        return [*children, *messages]


def words_of(text: str) -> list[str]:
    """The words of a list that is set apart by commas or spaces."""
    return text.replace(",", " ").split()


def unknown(what: Message, name: str, known: Iterable[str]) -> Message:
    """*what* with the nearest of the names that are *known*, if one is near."""
    near = nearest(name, known)
    return message("{what}; did you mean {near!r}?", what=what, near=str(near[0])) if near else what
