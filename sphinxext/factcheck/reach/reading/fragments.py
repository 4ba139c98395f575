"""Pieces of files, as a change to one shows them: what they say of one component."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...claims.arguments import is_flag_list, split_words
from ...claims.context import Context
from ...claims.document import Mapping, Node, Scalar, read_documents, walk
from ...claims.document import Sequence as List
from ...claims.excerpt import Excerpt
from ...claims.word import words_of
from ...facts.base import FactBase
from ...facts.model import Component
from ...pages.model import Line
from ..model import Argument, GivenFile, Situation
from .commands import argument_of, situations_in_shell, situations_in_unit
from .manifests import read_manifest

__all__ = ["fragment_of"]

_FLAG_LINE = re.compile(r"\s*(?:-\s+)?[\"']?--?[A-Za-z]")
_UNIT_LINE = re.compile(r"\s*(?:\[[A-Z]\w+\]|ExecStart|Environment|(?:export\s+)?[A-Z_][A-Z0-9_]*=)")


def fragment_of(
    lines: tuple[Line, ...], component: Component, context: Context, facts: FactBase, filename: str
) -> Situation | None:
    """What *lines*, a piece of the file *filename*, say of how *component* is started; ``None`` if they say nothing of it.

    The situation is not whole: it says what differs from how an installer starts the program.
    """
    full = tuple(line for line in lines if line.text.strip())
    if not full:
        return None
    for found in _readings(full, component, context, facts, filename):
        if found.component == component.name:
            return replace(found, whole=False)
    return None


def _readings(
    lines: tuple[Line, ...], component: Component, context: Context, facts: FactBase, filename: str
) -> Iterator[Situation]:
    if _UNIT_LINE.match(lines[0].text):
        yield from situations_in_unit(lines, context, facts)
        return
    if filename.rsplit("/", 1)[-1] == "Corefile" or _is_corefile(component):
        file = GivenFile("Corefile", lines)
        yield from _with_file(component, file)
        return
    if all(_FLAG_LINE.match(line.text) for line in lines) and not _is_list(lines):
        excerpt = Excerpt(lines)
        text = excerpt.text.replace("\\\n", " \n")
        yield Situation(component.name, tuple(argument_of(word, excerpt) for word in words_of(text)), span=excerpt.whole())
        return
    found = read_manifest(lines, context, facts, filename)
    yield from found.situations
    if any(each.component == component.name for each in found.situations):
        return
    yield from _flags_in(lines, component)
    yield from situations_in_shell(lines, context, facts)
    if found.files and _has_fields(lines, component):
        yield from _with_file(component, GivenFile(filename, lines))
    elif found.files and filename and _secures(lines, component):
        # A flag names it; which one, and whether it is given, is said elsewhere.
        yield Situation(component.name, files=(GivenFile(filename, lines),), span=lines[0].span(0, len(lines[0].text)))


def _is_list(lines: tuple[Line, ...]) -> bool:
    return all(line.text.lstrip().startswith("- ") for line in lines)


def _is_corefile(component: Component) -> bool:
    return component.start is not None and any(each.format == "corefile" for each in component.start.files)


def _with_file(component: Component, file: GivenFile) -> Iterator[Situation]:
    start = component.start
    known = next((each for each in start.files if each.decides), None) if start is not None else None
    if known is not None:
        words = (Argument(f"{known.flag}={file.name or known.default or 'config'}"),)
        named = file if file.name else GivenFile(known.default or "config", file.lines)
        yield Situation(component.name, words, files=(named,), span=file.lines[0].span(0, len(file.lines[0].text)))


def _flags_in(lines: tuple[Line, ...], component: Component) -> Iterator[Situation]:
    """The lists of flags in a piece of YAML: a container's arguments, cut out of their container."""
    excerpt = Excerpt(lines)
    for document in read_documents(excerpt) or ():
        for _, _, node in walk(document.root):
            if isinstance(node, List) and is_flag_list(node):
                words = [word for word in split_words(node, excerpt) if word.text.startswith("-")]
                yield Situation(
                    component.name,
                    tuple(argument_of(word, excerpt) for word in words),
                    span=excerpt.span(node.start, node.start + 1),
                )
                return


def _has_fields(lines: tuple[Line, ...], component: Component) -> bool:
    """Whether *lines* set a field of the component's own file."""
    known = {each.field for endpoint in component.endpoints for each in endpoint.setter.settings if each.field}
    known |= {each.field for endpoint in component.endpoints for each in endpoint.secured if each.field and not each.flag}
    documents = read_documents(Excerpt(lines)) or ()
    return any(known & {path for path, _ in _paths(document.root)} for document in documents)


def _secures(lines: tuple[Line, ...], component: Component) -> bool:
    """Whether *lines* are of a file, named by a flag, that gives an endpoint another scheme or authentication."""
    known = {
        each.field.partition(".")[0] for endpoint in component.endpoints for each in endpoint.secured if each.flag and each.field
    }
    documents = read_documents(Excerpt(lines)) or ()
    return any(isinstance(document.root, Mapping) and known & document.root.keys for document in documents)


def _paths(root: Node) -> Iterator[tuple[str, Scalar]]:
    for path, _, node in walk(root):
        if isinstance(node, Scalar):
            yield ".".join(path).replace(".[]", "[]"), node
