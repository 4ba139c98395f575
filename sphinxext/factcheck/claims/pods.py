"""Pods that kubectl is told to change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .context import Context
from .excerpt import Excerpt
from .model import How, PodClaim, Subject
from .vocabulary import KUBECTL_VALUES
from .word import PLACEHOLDER, Word

__all__ = ["pods_in"]


_VERBS = frozenset(("edit", "patch", "set", "delete", "replace"))
_SET = frozenset(("image", "env", "resources"))
_POD = re.compile(r"po|pods?", re.IGNORECASE)
_SELECTOR = re.compile(r"component=(?P<name>[\w-]+)")
_RANDOM = re.compile(r"\d+|(?:[bcdfghjklmnpqrstvwxz2456789]{6,10}-)?[bcdfghjklmnpqrstvwxz2456789]{5}")
"""How the name of a pod of a StatefulSet, a Deployment or a DaemonSet ends."""


def pods_in(words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[PodClaim]:
    """The pods that *words*, the arguments of kubectl, have changed, if their name says whose they are."""
    plain: list[Word] = []
    selectors: list[Word] = []
    flag = ""
    for word in words:
        if flag:
            if flag in ("-l", "--selector"):
                selectors.append(word)
            flag = ""
        elif word.text.startswith("-"):
            name, equals, _ = word.text.partition("=")
            if equals and name in ("-l", "--selector"):
                selectors.append(word)
            flag = name if not equals and name in KUBECTL_VALUES else ""
        else:
            plain.append(word)
    if not plain or plain[0].value not in _VERBS:
        return
    verb, operands = plain[0].value, plain[1:]
    if verb == "set":
        if not operands or operands[0].value not in _SET:
            return
        operands = operands[1:]
    if not operands:
        return
    resource, slash, _ = operands[0].value.partition("/")
    if not _POD.fullmatch(resource):
        return
    named = [(word, word.value.partition("/")[2]) for word in operands] if slash else [(w, w.value) for w in operands[1:]]
    for word, name in named:
        component = _component(name, context) if "=" not in name else None
        if component is not None:
            yield _claim(word, verb, name, component, excerpt, context)
    for word in selectors if not named else ():
        match = _SELECTOR.search(word.value)
        component = context.names.known(match["name"]) if match is not None else None
        if match is not None and component is not None:
            yield _claim(word, verb, match[0], component, excerpt, context)


def _claim(word: Word, verb: str, pod: str, component: str, excerpt: Excerpt, context: Context) -> PodClaim:
    start = word.start + word.unquoted[1]
    return PodClaim(
        span=excerpt.span(start, start + len(word.value)),
        subject=Subject(component, How.CONTAINER),
        stance=context.stance,
        scope=context.scope,
        verb=verb,
        pod=re.sub(f"{PLACEHOLDER}+", "…", pod),
    )


def _component(name: str, context: Context) -> str | None:
    """The component that the pod *name* begins with, and a node's name follows."""
    parts = name.split("-")
    for end in range(len(parts) - 1, 0, -1):
        head, rest = "-".join(parts[:end]), "-".join(parts[end:])
        if context.names.known(head) == head:
            return None if _RANDOM.fullmatch(rest) else head
    return None
