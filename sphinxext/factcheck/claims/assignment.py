"""Variables that hold a program's arguments: ``KUBELET_EXTRA_ARGS="--max-pods=5"``, ``KUBE_API_PORT="--port=8080"``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .command import claims_of_arguments
from .context import Context
from .excerpt import Excerpt
from .model import Claim, How, Subject
from .passed import claims_of_passed
from .variables import claims_of_variable
from .vocabulary import GENERIC
from .word import words_of

__all__ = ["Assignment", "claims_of_assignment", "read_assignment"]

_HOLDER = re.compile(
    r"(?P<program>[A-Z][A-Z0-9_]*?)_(?:(?:EXTRA|KUBEADM|SYSTEM_PODS|NETWORK|DNS|AUTHZ|CGROUP|CADVISOR|CERTIFICATE|KUBECONFIG|CONFIG)_)*"
    r"(?P<what>ARGS|OPTS|OPTIONS|FLAGS|ARGUMENTS|PARAMS|ARG|CMD_OPTS|CMD_ARGS)",
    re.IGNORECASE,
)
_PLAIN_HOLDER = re.compile(r"(?:[A-Za-z]\w*_)?(?:ARGS|OPTS|OPTIONS|FLAGS|ARGUMENTS|PARAMS)", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:\$\w+|\$\{\w+(?:\[[@*]\]|:-)?\}|[\"'\\\s])+")
_ASSIGNMENT = re.compile(r"(?P<name>[A-Za-z_]\w*)\+?=")
_COMMON = re.compile(r"[A-Z]+_(?:VERSION|VER|HELP)")
"""Variables in which an author keeps what he needs himself."""
_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Assignment:
    """A variable at *start* of *excerpt*, and its value without quotes at *at*. *passed*: to the programs it starts."""

    name: str
    start: int
    value: str
    at: int
    excerpt: Excerpt
    passed: bool = False


def read_assignment(text: str, start: int, excerpt: Excerpt, *, passed: bool = False) -> Assignment | None:
    """The assignment that *text*, which begins at *start* of *excerpt*, is; the whole of it may be in quotes."""
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        text, start = text[1:-1], start + 1
    match = _ASSIGNMENT.match(text)
    if match is None:
        return None
    value, at = text[match.end() :], start + match.end()
    if len(value) > 1 and value[0] in "\"'(" and value[-1] == {"(": ")"}.get(value[0], value[0]):
        value, at = value[1:-1], at + 1
    return Assignment(match["name"], start, value, at, excerpt, passed)


def _subject(name: str, context: Context) -> Subject | None:
    """The component that the variable *name* is called after, and how sure that is."""
    holder = _HOLDER.fullmatch(name)
    if holder is not None and (known := _named(holder["program"], context)) is not None:
        # ARGS are what a service manager passes. OPTS may be given to any program of a product.
        sure = holder["what"].upper() in ("ARGS", "ARGUMENTS", "CMD_ARGS") and known not in GENERIC
        return Subject(known, How.FILENAME if sure else How.NEARBY)
    parts = name.split("_")[:8]
    for count in range(len(parts) - 1, 0, -1):
        known = _named("_".join(parts[:count]), context)
        if known is not None:
            return Subject(known, How.NEARBY if known in GENERIC else How.FILENAME)
    return None


def _named(name: str, context: Context) -> str | None:
    return context.names.known(name) or context.names.known(f"{name}server")


def claims_of_assignment(
    assigned: Assignment, context: Context, owners: frozenset[str] = frozenset(), *, service: bool = False
) -> Iterator[Claim]:
    """The flags that a variable holds, or stands for.

    :param owners: the programs that are seen to be given the variable.
    :param service: the variable stands where a service manager reads it, so that it is the named program's own.
    """
    name, value, at, excerpt = assigned.name, assigned.value[:_LIMIT], assigned.at, assigned.excerpt
    if (match := _REFERENCE.match(value)) is not None:
        value, at = value[match.end() :], at + match.end()
    if not value.startswith("-"):
        if at == assigned.at and (service or assigned.passed) and not _COMMON.fullmatch(name):
            yield from claims_of_variable(name, assigned.start, value, at, excerpt, context)
        if "-arg" in value:
            yield from claims_of_passed(words_of(value, at), excerpt, context)
        return
    subject = _subject(name, context)
    if len(owners) == 1:
        subject = Subject(min(owners), How.PROGRAM)
    elif owners or (subject is None and not _PLAIN_HOLDER.fullmatch(name)):
        return
    elif subject is not None and service:
        subject = Subject(subject.name, How.FILENAME)
    inner = context if subject is None else context.about(subject.name, subject.how)
    words = words_of(value.replace("\\\n", "  ").replace("\\ ", "  "), at)
    yield from claims_of_arguments(words, excerpt, inner)
    yield from claims_of_passed(words, excerpt, inner)
