"""What a site decides for itself: which releases it is about, what is excused where, which rules are run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..applicability import Applicability, parse_applicability
from ..claims.model import Extent, Ignore
from ..facts.base import nearest
from ..findings import Code, Span
from ..joins.directory import Directory
from ..messages import Message, join, message
from ..rules import Rule, find_rules
from ..versions import BadRangeError

__all__ = ["Settings", "SettingsFile", "SettingsProblem", "near_codes", "read_codes", "read_directories"]

_KEYS = ("applies-to", "ignore")


@dataclass(frozen=True, slots=True)
class Settings:
    """The decisions of a site. *select*: the codes of the rules to run, all if empty; *ignore*: those not to run. *baseline*: a
    path relative to the settings, or empty. *strict*: what a baseline no longer needs is a finding.
    """

    assume: Applicability = Applicability()
    directories: tuple[Directory, ...] = ()
    select: tuple[Code, ...] = ()
    ignore: tuple[Code, ...] = ()
    baseline: str = ""
    strict: bool = False
    facts: tuple[str, ...] = ()

    @property
    def selected(self) -> tuple[Rule, ...]:
        """The rules to run."""
        wanted = frozenset(self.select or Code) - frozenset(self.ignore)
        return tuple(rule for rule in find_rules() if rule.id in wanted)


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """Something in the settings that cannot be meant so, and where."""

    message: Message
    span: Span


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The file that settings stand in, so that they can be pointed at: parsers of TOML and Python values keep no positions."""

    path: str
    text: str = ""

    def span(self, *words: str) -> Span:
        """The place of the last of *words*, each looked for from the one before on; the nearest that can be told."""
        at = found = 0
        last = ""
        for word in words:
            index = self.text.find(word, at)
            if word and index >= 0:
                found, at, last = index, index + len(word), word
        line = self.text.count("\n", 0, found) + 1
        column = found - (self.text.rfind("\n", 0, found) + 1) + 1
        return Span(self.path, line, column, line, column + len(last))


def near_codes(name: str) -> tuple[str, ...]:
    """The code that *name* may be a slip of the pen for."""
    codes = [code.value for code in Code]
    plain = name.strip().lower().replace("_", "-")
    return (plain,) if plain in codes else nearest(plain, codes)


def read_codes(key: str, value: object, file: SettingsFile) -> tuple[tuple[Code, ...], tuple[SettingsProblem, ...]]:
    """The codes that the setting *key* lists; those that are none are told, and left out."""
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        return (), (SettingsProblem(message("{key}: write a list of codes", key=key), file.span(key)),)
    known = {code.value for code in Code}
    problems = tuple(
        SettingsProblem(message("{key}: {reason}", key=key, reason=_unknown_code(item)), file.span(key, item))
        for item in value
        if item not in known
    )
    return tuple(Code(item) for item in value if item in known), problems


def read_directories(key: str, value: object, file: SettingsFile) -> tuple[tuple[Directory, ...], tuple[SettingsProblem, ...]]:
    """What the setting *key* says of directories; what cannot be meant so is told, and left out.

    The shape is ``{pattern: {"applies-to": text, "ignore": {code: reason}}}``.
    """
    if not isinstance(value, Mapping):
        words = message("{key}: write a dictionary from paths to what holds there", key=key)
        return (), (SettingsProblem(words, file.span(key)),)
    found: list[Directory] = []
    problems: list[SettingsProblem] = []

    def complain(reason: Message, pattern: object, *words: str) -> None:
        told = message("{key}: {pattern!r}: {reason}", key=key, pattern=str(pattern), reason=reason)
        problems.append(SettingsProblem(told, file.span(key, str(pattern), *words)))

    for pattern, entry in value.items():
        if not isinstance(pattern, str) or not pattern.strip("./"):
            complain(message("write a path relative to the root of the sources, such as 'v1/**'"), pattern)
            continue
        if not isinstance(entry, Mapping):
            complain(message("write a dictionary with 'applies-to' and 'ignore'"), pattern)
            continue
        for name in entry:
            if name not in _KEYS:
                near = nearest(str(name), _KEYS, distance=3)
                told = message("unknown key {name!r}; known: {known}", name=str(name), known=", ".join(_KEYS))
                complain(_proposing(told, near), pattern, str(name))
        applies_to = Applicability()
        text = entry.get("applies-to", "")
        if not isinstance(text, str):
            complain(message("applies-to: write the release as a string"), pattern, "applies-to")
        else:
            try:
                applies_to = parse_applicability(text)
            except BadRangeError as error:
                complain(message("applies-to: {reason}", reason=error.message), pattern, "applies-to")
        ignores: list[Ignore] = []
        excused = entry.get("ignore", {})
        if not isinstance(excused, Mapping):
            complain(message("ignore: write each code with its reason: {{code: reason}}"), pattern, "ignore")
            excused = {}
        for code, reason in excused.items():
            if code != "*" and code not in {each.value for each in Code}:
                complain(_unknown_code(str(code)), pattern, "ignore", str(code))
            elif not isinstance(reason, str) or not reason.strip():
                complain(message("{code} is excused without a reason", code=str(code)), pattern, "ignore", str(code))
            else:
                span = file.span(key, pattern, "ignore", str(code))
                ignores.append(Ignore(str(code), " ".join(reason.split()), span, Extent.DIRECTORY, pattern))
        found.append(Directory(pattern, applies_to, tuple(ignores)))
    return tuple(found), tuple(problems)


def _unknown_code(name: str) -> Message:
    return _proposing(message("there is no code {code!r}", code=name), near_codes(name))


def _proposing(what: Message, near: tuple[str, ...]) -> Message:
    return join(what, message("did you mean {near!r}?", near=near[0]) if near else None)
