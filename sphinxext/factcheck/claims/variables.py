"""Environment variables that stand for flags: ``ETCD_LISTEN_CLIENT_URLS`` is etcd's ``--listen-client-urls``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .context import Context
from .excerpt import Excerpt
from .model import FlagClaim, How
from .word import is_placeholder

__all__ = ["claims_of_variable", "flag_of_variable"]

# Programs that read each of their flags from a variable, too, and what the name of the variable begins with.
_PREFIXES = (("ETCD_", "etcd"),)
# Flags that print something and end the program, and no variable turns on.
_ALONE = frozenset({"version", "help", "h"})
_NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")


def flag_of_variable(name: str) -> tuple[str, str] | None:
    """The component and its flag, without dashes, that the variable *name* may stand for; ``None`` if it is no such variable.

    ``ETCD_VERSION`` looks like one, and is whatever its author wants: only a flag that there is, or was, is meant.
    """
    if _NAME.fullmatch(name):
        for prefix, component in _PREFIXES:
            flag = name.removeprefix(prefix).lower().replace("_", "-")
            if name.startswith(prefix) and flag not in _ALONE:
                return component, flag
    return None


def claims_of_variable(
    name: str, start: int, value: str, value_start: int, excerpt: Excerpt, context: Context
) -> Iterator[FlagClaim]:
    """The flag that the variable *name* at *start* of *excerpt* stands for. Its *value* is given without quotes.

    Nothing, if the variable stands for none.
    """
    found = flag_of_variable(name)
    if found is None:
        return
    component, flag = found
    shown = bool(value) and not is_placeholder(value)
    yield FlagClaim(
        span=excerpt.span(start, start + len(name)),
        subject=context.about(component, How.FILENAME).subject,
        stance=context.stance,
        scope=context.scope,
        name=flag,
        dashes="",
        value=value if shown else None,
        value_span=excerpt.span(value_start, value_start + len(value)) if shown else None,
        derived=True,
    )
