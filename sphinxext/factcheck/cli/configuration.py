"""The settings of a check: ``factcheck.toml``, or the table ``tool.factcheck`` of a ``pyproject.toml``, above what is checked."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..facts.base import FactBase, nearest
from ..findings import Span
from ..judging.settings import Settings, SettingsFile, SettingsProblem, read_codes, read_directories
from ..messages import Message, join, message
from .commands import UsageError
from .settings import assumed

__all__ = ["Configuration", "bad_assumptions", "find_configuration", "read_configuration"]

_NAME = "factcheck.toml"
_PROJECT = "pyproject.toml"
_TABLE = "tool.factcheck"
_REPOSITORY = (".git", ".hg")
_KEYS = ("assume", "baseline", "directories", "facts", "ignore", "select", "strict")
_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The *settings* of *directory*, which all paths in them are seen from. *assume* is what ``--assume`` takes, with its place.

    *file* is ``None`` if there is none; then *directory* is the current one.
    """

    directory: Path
    file: Path | None = None
    settings: Settings = field(default_factory=Settings)
    assume: tuple[tuple[str, Span], ...] = ()
    problems: tuple[SettingsProblem, ...] = ()

    @property
    def assumptions(self) -> list[str]:
        """What ``--assume`` would take."""
        return [item for item, _ in self.assume]


def find_configuration(paths: Sequence[str]) -> Configuration:
    """The configuration nearest above all of *paths*, looked for up to the root of their repository."""
    places = [Path(path).absolute() for path in paths] or [Path.cwd()]
    top = Path(os.path.commonpath([os.path.normpath(place if place.is_dir() else place.parent) for place in places]))
    for directory in (top, *top.parents):
        for name in (_NAME, _PROJECT):
            file = directory / name
            if file.is_file() and (name == _NAME or f"[{_TABLE}" in _text(file)):
                return read_configuration(file)
        if any((directory / mark).exists() for mark in _REPOSITORY):
            break
    return Configuration(Path.cwd())


def read_configuration(path: Path) -> Configuration:
    """The configuration in the file *path*; what in it cannot be meant so is among its problems.

    :raises UsageError: there is no such file.
    """
    path = path.absolute()
    if not path.is_file():
        raise UsageError(message("there is no file {path}", path=str(path)))
    text = _text(path)
    file = SettingsFile(path.name, text)
    try:
        values: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _LINE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        reason = message("this is no TOML: {reason}", reason=_LINE.sub("", str(error)).strip())
        return Configuration(path.parent, path, problems=(SettingsProblem(reason, Span(path.name, line, column, line, column)),))
    if path.name == _PROJECT:
        values = values.get("tool", {}).get("factcheck", {})
        file = SettingsFile(path.name, text)
    return _configuration(path, values if isinstance(values, Mapping) else {}, file)


def bad_assumptions(configuration: Configuration, base: FactBase) -> tuple[SettingsProblem, ...]:
    """What the configuration assumes of products that are not known, or of releases that are none."""
    problems = []
    for item, span in configuration.assume:
        try:
            assumed([item], base)
        except UsageError as error:
            problems.append(SettingsProblem(message("assume: {reason}", reason=error.message), span))
    return tuple(problems)


def _configuration(path: Path, values: Mapping[str, Any], file: SettingsFile) -> Configuration:
    problems: list[SettingsProblem] = []

    def complain(what: Message, *words: str) -> None:
        problems.append(SettingsProblem(what, file.span(*words)))

    for name in values:
        if name not in _KEYS:
            near = nearest(name, _KEYS)
            unknown = message("unknown key {name!r}; known: {known}", name=name, known=", ".join(_KEYS))
            complain(join(unknown, message("did you mean {near!r}?", near=near[0]) if near else None), name)
    assume = values.get("assume", {})
    if not isinstance(assume, Mapping) or not all(isinstance(value, str) for value in assume.values()):
        complain(message('assume: write each product with its release as a string, such as {{kubernetes = "1.30"}}'), "assume")
        assume = {}
    facts = values.get("facts", [])
    if not isinstance(facts, list) or not all(isinstance(item, str) for item in facts):
        complain(message("facts: write a list of directories"), "facts")
        facts = []
    baseline = values.get("baseline", "")
    if not isinstance(baseline, str):
        complain(message("baseline: write the path of a file"), "baseline")
        baseline = ""
    strict = values.get("strict", False)
    if not isinstance(strict, bool):
        complain(message("strict: write true or false"), "strict")
        strict = False
    select, bad_select = read_codes("select", values.get("select", []), file)
    ignore, bad_ignore = read_codes("ignore", values.get("ignore", []), file)
    directories, bad_directories = read_directories("directories", values.get("directories", {}), file)
    settings = Settings(
        directories=directories, select=select, ignore=ignore, baseline=baseline, strict=strict, facts=tuple(facts)
    )
    items = tuple((f"{name} {value}", file.span("assume", name)) for name, value in assume.items())
    told = (*problems, *bad_select, *bad_ignore, *bad_directories)
    return Configuration(path.parent, path, settings, items, tuple(sorted(told, key=lambda problem: problem.span)))


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace")
