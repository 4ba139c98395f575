"""The list of ports that the makers of Prometheus exporters keep among themselves, and the generated file that it makes.

A list is ``{allocations: {port: {name, urls}}}``, read from a page of a wiki with what its links and remarks left behind. A port
on it was asked for by somebody: that a program listens there is another fact, which the list does not prove.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from ..messages import message
from .observations import UpstreamError
from .yaml_text import Node, lines

__all__ = ["PortEntry", "PortList", "allocations_text", "read_port_list"]

_ARTEFACT = 'Prometheus wiki "Default port allocations", as copied in 2020'
_PAGE = "https://github.com/prometheus/prometheus/wiki/Default-port-allocations"
_KEPT_FREE = re.compile(r"\W*(?:FREE|UNALLOCATED)\b.*", re.DOTALL)
_BREAK = re.compile(r"\s*<br\s*/?>\s*")
_LINK_REMAINS = re.compile(r"(?: alternative(?: \([^)]*\))?\]?)+$")
"""What is left of ``[[a](...) [alternative](...)]``."""
_REMARK = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\w?$")


@dataclass(frozen=True, slots=True)
class PortEntry:
    """A port and for whom it is kept."""

    port: int
    name: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PortList:
    """What a list keeps, by port. *free*: ports that it names only to say that nobody has them."""

    entries: tuple[PortEntry, ...]
    free: tuple[int, ...]


def read_port_list(text: str) -> PortList:
    """The entries of a list, cleaned of what the wiki's markup left in them.

    :raises UpstreamError: the list is not of the form that is described above, or has a port that is none.
    """
    entries: list[PortEntry] = []
    free: list[int] = []
    try:
        for label, item in json.loads(text)["allocations"].items():
            port, said = int(label), str(item["name"])
            if not 0 < port < 65536:
                raise ValueError(f"{port} is no port")
            if _KEPT_FREE.fullmatch(said):
                free.append(port)
            else:
                entries.append(PortEntry(port, _name(said), tuple(_urls([str(url) for url in item["urls"]]))))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UpstreamError(message("not a list of ports: {reason}", reason=repr(error))) from error
    return PortList(tuple(sorted(entries, key=lambda entry: entry.port)), tuple(sorted(free)))


def _name(said: str) -> str:
    """The name alone, without remarks and remains of markup."""
    name = _LINK_REMAINS.sub("", _BREAK.sub(", ", said).replace("`", "").strip())
    name = _REMARK.sub("", name) or name
    if name.count('"') % 2:
        before, _, after = name.rpartition('"')
        name = before + after
    return " ".join(name.split())


def _urls(given: Sequence[str]) -> list[str]:
    """The addresses, each once; a path is one of the site that the wiki is on."""
    urls = (urljoin(_PAGE, url) for url in given)
    return list(dict.fromkeys(url for url in urls if urlsplit(url).scheme in ("http", "https")))


def allocations_text(ports: PortList, component: str, command: str) -> str:
    """The generated file of the ports that are kept.

    :param component: the one around which the ports are kept.
    :param command: what makes the file, for its header.
    """
    kept: dict[str, Node] = {}
    for entry in ports.entries:
        node: dict[str, Node] = {"name": entry.name}
        if entry.urls:
            node["urls"] = list(entry.urls)
        kept[str(entry.port)] = node
    head: dict[str, Node] = {"component": component, "generated": command}
    sources: dict[str, Node] = {"list": {"artefact": _ARTEFACT, "url": _PAGE}}
    free = " ".join(map(str, ports.free))
    written = [
        f"# Made by `{command}`: do not edit.",
        *lines(head),
        *lines({"sources": sources}, depth=2),
        *([f"# Kept for nobody: {free}"] if free else []),
        *lines({"ports": kept}, depth=2),
    ]
    return "\n".join(written) + "\n"
