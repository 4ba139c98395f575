"""Who excuses what: the excuses of pages and settings, the claims that they cover, and what they are good for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args, get_type_hints

from ..claims.model import Claim, Extent, Ignore, PageClaims
from ..findings import Code, Finding
from ..joins.cases import IgnoreCase, Use
from ..joins.directory import Directory, matching
from ..rules import Rule
from .settings import near_codes

__all__ = ["Excuses", "PageExcuses"]

_ABOUT_EXCUSES = (Code.UNUSED_IGNORE, Code.BAD_IGNORE)
_ORDER = {extent: place for place, extent in enumerate(Extent)}


@dataclass(slots=True)
class _Record:
    """What became of what an excuse covers.

    *judged*: a claim that its code can be about was held against facts. *open*: something was not, so that nobody can tell.
    """

    covers: bool = False
    used: bool = False
    judged: bool = False
    open: bool = False


class Excuses:
    """The excuses of a run.

    :param directories: what the settings say of directories.
    :param rules: the rules that are run; whether an excuse of another is good for anything cannot be told.
    """

    def __init__(self, directories: Sequence[Directory], rules: Iterable[Rule]) -> None:
        self._directories = tuple((directory.matcher(), directory) for directory in directories)
        self._rules = {rule.id.value: rule for rule in rules}
        self._about: dict[str, tuple[type, ...]] = {}
        self._records: dict[Ignore, _Record] = {}
        self._told: dict[Ignore, None] = {}
        self._pages: dict[str, list[Ignore]] = {}
        self._by_path: dict[str, tuple[Ignore, ...]] = {}

    def of_page(self, page: PageClaims) -> PageExcuses:
        """The excuses that hold on *page*."""
        wide = []
        for ignore in page.ignores:
            self._told[ignore] = None
            if ignore.extent is Extent.PAGE:
                wide.append(ignore)
        directories = matching(self._directories, page.path) if self._directories else ()
        for gap in page.unread:
            for ignore in (*gap.ignores, *wide, *self.of_directories(page.path)):
                self._record(ignore).open = True
        if wide:
            self._pages.setdefault(page.path, []).extend(wide)
        return PageExcuses(self, page.path, tuple(wide), directories)

    def of_directories(self, path: str) -> tuple[Ignore, ...]:
        """The excuses that the settings give for the file *path*."""
        if not self._directories:
            return ()
        found = self._by_path.get(path)
        if found is None:
            found = tuple(ignore for directory in matching(self._directories, path) for ignore in directory.ignores)
            self._told.update(dict.fromkeys(found))
            self._by_path[path] = found
        return found

    def judged(self, claim: Claim, covering: Iterable[Ignore]) -> None:
        """Note that *claim* was held against the facts."""
        for ignore in covering:
            record = self._record(ignore)
            record.covers = True
            if self._concerns(ignore.code, claim):
                record.judged = True

    def passed_over(self, covering: Iterable[Ignore]) -> None:
        """Note that a claim could not be judged, or that nobody wanted to."""
        for ignore in covering:
            record = self._record(ignore)
            record.covers = record.open = True

    def excuse(self, finding: Finding, covering: Iterable[Ignore]) -> Ignore | None:
        """The nearest of the *covering* excuses that excuses *finding*, if one does; all that do are of use."""
        nearest: Ignore | None = None
        for ignore in covering:
            if ignore.code == finding.code.value or ignore.code == "*":
                self._record(ignore).used = True
                if nearest is None or _ORDER[ignore.extent] < _ORDER[nearest.extent]:
                    nearest = ignore
        return nearest

    def excuse_excuse(self, finding: Finding) -> Ignore | None:
        """What excuses a finding about an excuse itself: its page or directory, by its very code."""
        path = finding.span.path
        covering = (*self._pages.get(path, ()), *self.of_directories(path))
        return self.excuse(finding, (ignore for ignore in covering if ignore.code == finding.code.value))

    def cases(self, of_excuses: bool) -> Iterator[IgnoreCase]:
        """The excuses of pages and settings as cases: those of findings about excuses, or the others."""
        for ignore in self._told:
            if (ignore.code in _ABOUT_EXCUSES) is of_excuses:
                yield self._case(ignore)

    def _case(self, ignore: Ignore) -> IgnoreCase:
        known = ignore.code == "*" or ignore.code in set(Code)
        if not known:
            return IgnoreCase(ignore, Use.OPEN, known=False, near=near_codes(ignore.code))
        record = self._record(ignore)
        if record.used:
            return IgnoreCase(ignore, Use.USED)
        runs = len(self._rules) == len(Code) if ignore.code == "*" else ignore.code in self._rules
        told = runs and (record.judged or not record.open)
        return IgnoreCase(ignore, Use.UNUSED if told else Use.OPEN, record.covers)

    def _record(self, ignore: Ignore) -> _Record:
        found = self._records.get(ignore)
        if found is None:
            found = self._records[ignore] = _Record()
        return found

    def _concerns(self, code: str, claim: Claim) -> bool:
        """Whether a finding with *code* can be about such a claim."""
        if code == "*":
            return True
        if code not in self._about:
            rule = self._rules.get(code)
            cases = rule.cases if rule is not None else ()
            self._about[code] = tuple(kind for case in cases for kind in _claims_of(case))
        return isinstance(claim, self._about[code])


@dataclass(frozen=True, slots=True)
class PageExcuses:
    """The excuses that hold on the page *path* besides those of a claim's scope: the page's own, and those of *directories*."""

    excuses: Excuses
    path: str
    page: tuple[Ignore, ...]
    directories: tuple[Directory, ...]

    def covering(self, claim: Claim) -> tuple[Ignore, ...]:
        """The excuses that cover *claim*. One in a file that the page includes, meant for a page, holds for that file."""
        covering = claim.scope.ignores
        path = claim.span.path
        if self.page:
            covering = (*covering, *(i for i in self.page if i.span.path in (self.path, path)))
        here = self.excuses.of_directories(self.path)
        if path != self.path:
            here = tuple(dict.fromkeys((*here, *self.excuses.of_directories(path))))
        return (*covering, *here) if here else covering


def _claims_of(case: type) -> tuple[type, ...]:
    """The kinds of claim that a kind of case is made of."""
    hint = get_type_hints(case).get("claim")
    return (hint,) if isinstance(hint, type) else get_args(hint)
