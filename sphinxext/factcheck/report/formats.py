"""The forms in which findings can be told, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from ..findings import Finding
from ..messages import Gettext
from .github import github_report
from .json_lines import json_report
from .text import brief_report, text_report

__all__ = ["FORMATS"]

FORMATS: Final[Mapping[str, Callable[[Iterable[Finding], Gettext], str]]] = MappingProxyType(
    {"text": brief_report, "full": text_report, "json": json_report, "github": github_report}
)
"""For each name what makes the whole report of findings, in the language that a translation is for.

``full`` adds to ``text`` where each fact is known from.
"""
