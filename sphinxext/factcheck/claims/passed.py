"""Flags that one program is told to pass on to another: ``--extra-config=kubelet.max-pods=5``, ``--kubelet-arg=max-pods=5``,
``kubelet-extra-args="max-pods=5"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .context import Context
from .excerpt import Excerpt
from .model import Claim, FlagClaim, How
from .word import Word, is_placeholder

__all__ = ["claims_of_passed"]

_CONFIG = re.compile(r"(?P<component>[a-z][a-z-]*)\.(?P<flag>[a-z][a-z0-9.-]*)(?:=(?P<value>.*))?", re.DOTALL)
_ARGUMENT = re.compile(r"--(?P<component>[a-z][a-z-]*?)-arg(?:=(?P<given>.*))?", re.DOTALL)
_ARGUMENTS = re.compile(r"(?:--)?(?P<component>[a-z][a-z-]*?)-(?:extra-)?(?:args|flags|opts)(?:=(?P<given>.*))?", re.DOTALL)
_GIVEN = re.compile(
    r"(?P<dashes>-{0,2})(?P<flag>[A-Za-z][A-Za-z0-9.-]*)(?:=(?P<value>.*?))?(?:@(?:server|agent|all)[\w:*\[\],]*)?", re.DOTALL
)
_FIELDS = frozenset({"proxy", "kube-proxy"})
"""minikube makes a configuration of what these are given, which has other names."""


def claims_of_passed(words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The flags that *words*, arguments of some program, pass on to a component."""
    for index, word in enumerate(words):
        text, shift = word.unquoted
        if "-" not in text:
            continue
        follower = words[index + 1] if index + 1 < len(words) else None
        start = word.start + shift
        if text.startswith("--extra-config"):
            if (given := _given(text, start, text.find("="), follower)) is not None:
                yield from _configured(*given, excerpt, context)
        elif (match := _ARGUMENT.fullmatch(text)) is not None:
            given = _given(text, start, match.start("given") - 1, follower)
            component = _component(match["component"], context)
            if given is not None and component is not None and (flag := _GIVEN.fullmatch(given[0])) is not None:
                yield _flag(flag, given[1], component, excerpt, context)
        elif (match := _ARGUMENTS.fullmatch(text)) is not None:
            given = _given(text, start, match.start("given") - 1, follower if text.startswith("--") else None)
            component = _component(match["component"], context)
            if given is not None and component is not None:
                for each in re.finditer(r"\S+", given[0]):
                    if (flag := _GIVEN.fullmatch(each[0])) is not None and (flag["dashes"] or "=" in each[0]):
                        yield _flag(flag, given[1] + each.start(), component, excerpt, context)


def _given(text: str, start: int, equals: int, follower: Word | None) -> tuple[str, int] | None:
    """What an option is given, without quotes, and where it starts; *equals* is where in *text* its ``=`` is, or negative."""
    if equals >= 0:
        value, at = text[equals + 1 :], start + equals + 1
        if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
            return value[1:-1], at + 1
        return value, at
    if follower is None:
        return None
    value, shift = follower.unquoted
    return value, follower.start + shift


def _component(name: str, context: Context) -> str | None:
    """The component that is called *name* by those who pass flags on to it: ``apiserver``, ``api``, ``kubelet``."""
    for full in (f"kube-{name}", f"kube-{name}server", name):
        if (known := context.names.known(full)) is not None:
            return known
    return None


def _configured(text: str, start: int, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    match = _CONFIG.fullmatch(text)
    component = _component(match["component"], context) if match is not None else None
    if match is not None and component is not None and component not in _FIELDS:
        yield _flag(match, start, component, excerpt, context)


def _flag(match: re.Match[str], start: int, component: str, excerpt: Excerpt, context: Context) -> FlagClaim:
    value = match["value"]
    shown = value is not None and not is_placeholder(value)
    inner = context.about(component, How.CONTAINER)
    dashes = match.groupdict().get("dashes") or ""
    return FlagClaim(
        span=excerpt.span(start + match.start("flag") - len(dashes), start + match.end("flag")),
        subject=inner.subject,
        stance=inner.stance,
        scope=inner.scope,
        name=match["flag"],
        dashes=dashes,
        value=value if shown else None,
        value_span=excerpt.span(start + match.start("value"), start + match.end("value")) if shown else None,
    )
