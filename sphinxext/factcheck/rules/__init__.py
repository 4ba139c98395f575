"""The rules: each a module with ``ID``, ``CASES``, a docstring that is its page in the manual, and a ``check`` generator."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ..findings import Code, Finding

__all__ = ["Rule", "find_rules"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the code of its findings, the kinds of case that it looks at, its manual page."""

    id: Code
    cases: tuple[type, ...]
    manual: str
    check: Callable[[Any], Iterator[Finding]]


def find_rules() -> tuple[Rule, ...]:
    """Every rule in this package, in the order of :class:`~sphinxext.factcheck.findings.Code`: a module with an ``ID`` is one."""
    modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    rules = [Rule(m.ID, m.CASES, m.__doc__ or "", m.check) for m in modules if hasattr(m, "ID")]
    order = list(Code)
    return tuple(sorted(rules, key=lambda rule: order.index(rule.id)))
