"""YAML as the generated files write it: a line for each name, values in flow style, quotes only where they are needed.

The output depends on nothing but the values, so that a generated file can be compared byte by byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Node", "flow", "lines", "scalar"]

Node = None | bool | int | str | Sequence["Node"] | Mapping[str, "Node"]

_PLAIN = re.compile(r"[A-Za-z_./<][A-Za-z0-9_./<>@()+-]*( [A-Za-z0-9_./<>@()+-]+)*")
_READ_AS_SOMETHING_ELSE = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan"))


def scalar(value: bool | int | str | None) -> str:
    """*value* as YAML writes it; text is quoted wherever a reader of YAML 1.1 or 1.2 could take it for something else."""
    match value:
        case None:
            return "~"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case _:
            if _PLAIN.fullmatch(value) and value.lower() not in _READ_AS_SOMETHING_ELSE and not value.startswith((".", "<<")):
                return value
            return json.dumps(value, ensure_ascii=False)


def flow(node: Node) -> str:
    """*node* on one line."""
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {flow(value)}" for key, value in node.items()) + "}"
    if isinstance(node, Sequence) and not isinstance(node, str):
        return "[" + ", ".join(flow(value) for value in node) + "]"
    return scalar(node)


def lines(node: Mapping[str, Node], indent: int = 0, depth: int = 1) -> Iterable[str]:
    """The lines of a block mapping; mappings are written as blocks down to *depth* levels, and on one line below that."""
    for key, value in node.items():
        start = f"{' ' * indent}{_key(key)}:"
        if isinstance(value, Mapping) and depth > 1 and value:
            yield start
            yield from lines(value, indent + 2, depth - 1)
        else:
            yield f"{start} {flow(value)}"


def _key(text: str) -> str:
    return scalar(text)
