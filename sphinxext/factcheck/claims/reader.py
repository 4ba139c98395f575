"""What reads the claims of many pages: what is known is prepared once."""

from __future__ import annotations

from hashlib import sha256

from ..pages.files import Files
from ..pages.model import Page
from .model import PageClaims
from .names import Names
from .page import claims_of_page, is_about_kubernetes, may_hold_claims
from .screening import Screen
from .terms import Terms

__all__ = ["ClaimReader"]


class ClaimReader:
    """Reads claims.

    :param names: the names, aliases and programs of components, so that they are recognised in running text.
    :param products: names of products, so that a release in a title or a path is recognised.
    :param terms: the terms of record: keys of labels, registries.
    :param words: what a page must name one of, so that a claim on it can be judged: names, images, paths, terms.
    :param kinds: the kinds of configuration files, for the same purpose.
    """

    def __init__(
        self,
        names: frozenset[str],
        products: frozenset[str] = frozenset({"kubernetes", "k8s"}),
        terms: frozenset[str] = frozenset(),
        words: frozenset[str] = frozenset(),
        kinds: frozenset[str] = frozenset(),
    ) -> None:
        self._given = names, products, terms, words, kinds
        self._digest = ""
        self._names: dict[bool, Names] = {}
        self._products = frozenset(name.lower() for name in products)
        self._terms: Terms | None = None
        self._screen: Screen | None = None

    def __reduce__(self) -> tuple[type[ClaimReader], tuple[frozenset[str], ...]]:
        return ClaimReader, self._given

    @property
    def digest(self) -> str:
        """A digest of what is known: another reader may find other claims."""
        if not self._digest:
            self._digest = sha256(repr([sorted(words) for words in self._given]).encode()).hexdigest()
        return self._digest

    def passes_over(self, path: str, source: bytes, files: Files) -> bool:
        """Whether a look at *source*, the bytes of the page *path*, and at the *files* that it includes tells that no claim on it
        could be judged.
        """
        if self._screen is None:
            _, _, _, words, kinds = self._given
            self._screen = Screen(words, kinds)
        return not (may_hold_claims(source) and self._screen.admits(path, source, files))

    def read(self, page: Page) -> PageClaims:
        """The claims that *page* makes."""
        generic = is_about_kubernetes(page)
        if generic not in self._names:
            self._names[generic] = Names(self._given[0], generic=generic)
        if self._terms is None:
            self._terms = Terms(self._given[2])
        return claims_of_page(page, self._names[generic], self._products, self._terms)
