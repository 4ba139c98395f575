"""Facts about components: what is true, for which releases, and where that is known from."""

from __future__ import annotations

from .base import FactBase, nearest
from .files import builtin_directory
from .load import load_facts
from .model import (
    ApiKind,
    Component,
    Distribution,
    Endpoint,
    EndpointPath,
    Flag,
    FlagSet,
    KnownField,
    KnownPath,
    KnownTerm,
    Names,
    Presence,
    Product,
    Resource,
    Setter,
    Source,
    Steps,
)
from .problems import Problem

__all__ = [
    "ApiKind", "Component", "Distribution", "Endpoint", "EndpointPath", "FactBase", "Flag", "FlagSet", "KnownField", "KnownPath",
    "KnownTerm", "Names", "Presence", "Problem", "Product", "Resource", "Setter", "Source", "Steps", "builtin_directory",
    "load_facts", "nearest",
]  # fmt: skip
