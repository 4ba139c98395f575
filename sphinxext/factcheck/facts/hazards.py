"""What makes a repair dangerous, or short-lived: facts about files, restarts, probes and benchmarks that hazards rest on."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from ..versions import EVERY, VersionRange
from .values import Source, Steps

__all__ = ["BenchmarkItem", "Hazards", "Probe", "ReadAtStart", "Rewritten", "StaticPods", "Unchecked"]


@dataclass(frozen=True, slots=True)
class StaticPods:
    """A directory whose files the kubelet runs as pods. *skips*: patterns of the names of files that it passes over."""

    path: str
    distribution: str = ""
    skips: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def runs(self, name: str) -> bool:
        """Whether a file *name* in it is run."""
        return not any(fnmatchcase(name, pattern) for pattern in self.skips)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What *by*, a command of the installer *distribution*, writes anew: a path, or an object of the API.

    *kept_in*: where a change has to be made as well to last, empty if there is no such place. *kept_by*: what stands in a command
    that makes it there.
    """

    what: str
    by: str
    distribution: str = ""
    kept_in: str = ""
    kept_by: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadAtStart:
    """A *component* that reads its configuration when it starts, and later only if asked to: *again* is what stands in a command
    that asks.
    """

    component: str
    again: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """A probe of *component* in the manifest that the installer *distribution* writes, for the releases of *range*.

    *follows*: the argument that it takes host and port from, if the argument is told to the installer; a change of the manifest
    alone leaves the probe as it is.
    """

    component: str
    port: int
    scheme: str = "http"
    host: str = "127.0.0.1"
    path: str = ""
    distribution: str = ""
    follows: str = ""
    range: VersionRange = EVERY
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class BenchmarkItem:
    """An item of *benchmark*: *flag* or *field* of *component* is to have the value *wants*, in the releases of *range*.

    *numbers*: the item's number, by release. *wants* is empty if it is not to be given at all. *unset*: whether it may be left
    out. *differs*: the value is not to be *wants*, any other will do.
    """

    benchmark: str
    numbers: Steps
    component: str
    flag: str = ""
    field: str = ""
    wants: str = ""
    unset: bool = False
    differs: bool = False
    range: VersionRange = EVERY
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What turns the check of certificates off: a *setting* with a *value*, or an option of *program*."""

    setting: str
    value: str = ""
    program: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Hazards:
    """All that a product knows of hazards."""

    static_pods: tuple[StaticPods, ...] = ()
    rewritten: tuple[Rewritten, ...] = ()
    read_at_start: tuple[ReadAtStart, ...] = ()
    probes: tuple[Probe, ...] = ()
    benchmarks: tuple[BenchmarkItem, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()

    def joined(self, other: Hazards) -> Hazards:
        """These, and those of *other*."""
        return Hazards(
            (*self.static_pods, *other.static_pods),
            (*self.rewritten, *other.rewritten),
            (*self.read_at_start, *other.read_at_start),
            (*self.probes, *other.probes),
            (*self.benchmarks, *other.benchmarks),
            (*self.unchecked, *other.unchecked),
        )
