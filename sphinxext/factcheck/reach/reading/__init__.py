"""How programs are started, as people write it: manifests, units, scripts, installers' settings, files of configuration."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ...claims.context import Context
from ...claims.names import Names
from ...claims.unit import is_unit
from ...facts.base import FactBase
from ...findings import Span
from ...messages import Message
from ...pages.model import CodeBlock, Line, Page, Unread
from ...pages.plain import language_of
from ...pages.unread import given_up_clause
from ..model import GivenFile, Situation
from .commands import situations_in_shell, situations_in_unit
from .fragments import fragment_of as _fragment_of
from .manifests import read_manifest

__all__ = ["Reading", "fragment_of", "situations_in", "situations_on"]

_YAML = frozenset({"yaml", "yml", "json", "yaml+jinja"})
_SHELL = frozenset({"bash", "sh", "shell", "zsh", "console", "shell-session"})
_UNIT = frozenset({"ini", "systemd", "conf", "env", "service", "properties", "toml"})
_YAML_LINE = re.compile(r"^\s*(?:-\s+)?[\"']?[A-Za-z_][\w./-]*[\"']?:(?:\s|$)|^---\s*$")
_VARIABLE = re.compile(r"^\s*(?:export\s+)?[A-Za-z_]\w*=")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: programs that are started, and files that they may read. *unread*: what was given up on, and why."""

    situations: tuple[Situation, ...]
    files: tuple[GivenFile, ...] = ()
    unread: tuple[tuple[Span, Message], ...] = ()


def situations_in(lines: tuple[Line, ...], facts: FactBase, filename: str, language: str = "") -> Reading:
    """What the file *filename*, which holds *lines*, starts.

    :param language: that of a block of code; else the name of the file tells.
    """
    context = Context(Names(facts.names()), filename=filename)
    full = [line for line in lines if line.text.strip() and not line.text.lstrip().startswith("#")]
    if not full:
        return Reading((), ())
    base = filename.rsplit("/", 1)[-1]
    known = language or language_of(filename) or ""
    if base == "Corefile" or base.endswith(".corefile"):
        return _corefile(lines, facts, base)
    if known in _YAML or (not known and _YAML_LINE.match(full[0].text)):
        found = read_manifest(lines, context, facts, filename)
        return Reading(tuple(found.situations), tuple(found.files), tuple(found.unread))
    if known in _UNIT or is_unit(full) or (not known and all(_VARIABLE.match(line.text) for line in full)):
        situations = tuple(situations_in_unit(lines, context, facts))
    else:
        situations = tuple(situations_in_shell(lines, context, facts))
    return Reading(situations, () if situations else (GivenFile(filename, lines),))


def _corefile(lines: tuple[Line, ...], facts: FactBase, filename: str) -> Reading:
    component = facts.outline("coredns")
    context = Context(Names(facts.names()), filename=filename)
    found = _fragment_of(lines, component, context, facts, filename) if component is not None else None
    return Reading((replace(found, whole=True),) if found is not None else (), ())


def situations_on(page: Page, facts: FactBase) -> Reading:
    """What the blocks of code on *page* start; a plain file is a page of one block."""
    readings = [
        situations_in(block.lines, facts, block.filename or page.path, "" if block.directive == "file" else block.language)
        for block in page.walk()
        if isinstance(block, CodeBlock)
    ]
    given_up = (
        (node.span, why) for node in page.walk() if isinstance(node, Unread) and (why := given_up_clause(node.reason)) is not None
    )
    return Reading(
        tuple(situation for reading in readings for situation in reading.situations),
        tuple(file for reading in readings for file in reading.files),
        (*given_up, *(each for reading in readings for each in reading.unread)),
    )


def fragment_of(
    lines: tuple[Line, ...], component: str, facts: FactBase, filename: str = "", language: str = ""
) -> Situation | None:
    """What *lines*, a piece of a file, say of how *component* is started; ``None`` if nothing.

    :param filename: the path of the file, the name of the ConfigMap or its key.
    :param language: of the block of code, if it says one.
    """
    known = facts.component(component)
    if known is None:
        return None
    context = Context(Names(facts.names()), filename=filename)
    return _fragment_of(lines, known, context, facts, filename)
