"""Facts about components: what is true, for which releases, and where that is known from."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .base import FactBase, nearest
    from .files import builtin_directory
    from .load import load_facts
    from .model import (
        ApiKind,
        Component,
        ConfigurationFile,
        Distribution,
        Endpoint,
        EndpointPath,
        Flag,
        FlagSet,
        KnownField,
        KnownPath,
        KnownTerm,
        Many,
        Means,
        Names,
        Placement,
        Presence,
        Product,
        Requirement,
        Resource,
        Securing,
        Sets,
        Setter,
        Setting,
        Source,
        Start,
        Steps,
    )
    from .problems import Problem

__all__ = [
    "ApiKind", "Component", "ConfigurationFile", "Distribution", "Endpoint", "EndpointPath", "FactBase", "Flag", "FlagSet",
    "KnownField", "KnownPath", "KnownTerm", "Many", "Means", "Names", "Placement", "Presence", "Problem", "Product",
    "Requirement", "Resource", "Securing", "Sets", "Setter", "Setting", "Source", "Start", "Steps", "builtin_directory",
    "load_facts", "nearest",
]  # fmt: skip

_PLACES: Final = {
    "FactBase": "base",
    "builtin_directory": "files",
    "load_facts": "load",
    "nearest": "base",
    "Problem": "problems",
}
"""The modules in which these names are; the others are in the model."""


def __getattr__(name: str) -> object:
    """A name of this package, its module loaded when it is asked for: a build that has nothing to judge asks for none."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_PLACES.get(name, 'model')}", __name__), name)
