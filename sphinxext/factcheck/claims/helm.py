"""Values that helm is given on its command line: ``--set kubelet.extraArgs[0]=--v=2``, ``--set kubelet.extraArgs.v=2``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .context import Context
from .excerpt import Excerpt
from .model import FlagClaim
from .owners import arguments_key, component_of_path
from .word import Word, is_placeholder

__all__ = ["claims_of_values"]

_OPTION = re.compile(r"--set(?:-string|-literal)?(?:=|$)")
# Commas part the settings, but for those in braces and behind a backslash.
_SETTING = re.compile(r"(?P<path>[A-Za-z](?:[\w.\[\]-]|\\\.)*)=(?P<value>\{[^{}]*\}|(?:[^,\\]|\\.)*)")
_STEP = re.compile(r"(?:[^.\\\[\]]|\\.)+|\[\d*\]")
_FLAG = re.compile(r"(?P<dashes>--?)(?P<name>[A-Za-z][\w.-]*)(?:=(?P<value>[^,}]*))?")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*")


def claims_of_values(words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[FlagClaim]:
    """The flags in the settings among *words*, the arguments of helm."""
    for index, word in enumerate(words):
        text, shift = word.unquoted
        match = _OPTION.match(text)
        if match is None:
            continue
        if match[0].endswith("="):
            yield from _claims(text[match.end() :], word.start + shift + match.end(), excerpt, context)
        elif index + 1 < len(words):
            given, before = words[index + 1].unquoted
            yield from _claims(given, words[index + 1].start + before, excerpt, context)


def _claims(text: str, start: int, excerpt: Excerpt, context: Context) -> Iterator[FlagClaim]:
    for match in _SETTING.finditer(text):
        steps = [step for step in _STEP.finditer(match["path"]) if not step[0].startswith("[")]
        path = [step[0].replace("\\.", ".") for step in steps]
        if path and arguments_key(path[-1]) is not None:
            if (subject := component_of_path(path, context)) is not None:
                inner = replace(context, subject=subject)
                yield from _flags(match["value"], start + match.start("value"), excerpt, inner)
            continue
        key = arguments_key(path[-2]) if len(path) > 1 else None
        if key is None or not key.sure or _NAME.fullmatch(path[-1]) is None or "\\" in steps[-1][0]:
            continue
        if (subject := component_of_path(path[:-1], context)) is not None:
            at = start + match.start("path") + steps[-1].start()
            value = match["value"].strip("\"'")
            yield _claim(path[-1], "", at, value, start + match.start("value"), excerpt, replace(context, subject=subject))


def _flags(text: str, start: int, excerpt: Excerpt, context: Context) -> Iterator[FlagClaim]:
    for match in re.finditer(r"(?:^|[{,\"'])\s*(?=-)", text):
        if (flag := _FLAG.match(text, match.end())) is not None:
            value = flag["value"] or ""
            at = start + flag.start("dashes")
            yield _claim(flag["name"], flag["dashes"], at, value, start + flag.start("value"), excerpt, context)


def _claim(name: str, dashes: str, at: int, value: str, value_at: int, excerpt: Excerpt, context: Context) -> FlagClaim:
    shown = bool(value) and not is_placeholder(value)
    return FlagClaim(
        span=excerpt.span(at, at + len(dashes) + len(name)),
        subject=context.subject,
        stance=context.stance,
        scope=context.scope,
        name=name,
        dashes=dashes,
        value=value if shown else None,
        value_span=excerpt.span(value_at, value_at + len(value)) if shown else None,
    )
