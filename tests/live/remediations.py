"""The remediations of the articles that a program of Debian's can be held to: its old and its new side, to be started for real."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinxext.factcheck.cli.reading import read_sources
from sphinxext.factcheck.cli.sources import find_sources
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.joins.reader import claim_reader
from sphinxext.factcheck.pages.model import Line
from sphinxext.factcheck.reach.reading import fragment_of
from sphinxext.factcheck.remedies.model import Change, Remediation
from sphinxext.factcheck.remedies.reading import remediations_in

from .targets import Target

__all__ = ["ARTICLES", "remediated"]

ARTICLES = Path(__file__).parent.parent.parent / "kb" / "articles"


@dataclass(frozen=True)
class Surroundings:
    """What a component needs here besides what an article shows of it: arguments, and the files that it names, by their content."""

    port: int
    arguments: tuple[str, ...] = ()
    file: str = ""


NEEDS = {
    "alertmanager": Surroundings(
        9093, ("--storage.path=data", "--cluster.listen-address="), "route: {receiver: r}\nreceivers: [{name: r}]\n"
    ),
    "etcd": Surroundings(2381),
    "node_exporter": Surroundings(9100),
    "prometheus": Surroundings(9090, ("--storage.tsdb.path=data",), "scrape_configs: []\n"),
}
_FILE = re.compile(r"(?<==)/etc/[\w./-]+")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")


def remediated(facts: FactBase) -> Iterator[Target]:
    """A target for each remediation of a component that Debian has, in the order of the articles."""
    sources = find_sources([str(ARTICLES)], [], [], None)
    for reading in read_sources(sources.files, claim_reader(facts), 1):
        for remediation in remediations_in(reading.claims):
            if remediation.component in NEEDS:
                yield from _targets(remediation, facts)


def _targets(remediation: Remediation, facts: FactBase) -> Iterator[Target]:
    needs = NEEDS[remediation.component]
    for change in remediation.changes:
        before, after = (_words(change, side, remediation.component, facts) for side in (change.before, change.after))
        if not before or not after:
            continue  # one of the other places that have the same setting, or something else that is changed with it
        files = {_local(path): needs.file for word in (*before, *after) for path in _FILE.findall(word)}
        yield Target(
            remediation.component, needs.port, (*_here(before), *needs.arguments), (*_here(after), *needs.arguments), files,
            remediation=remediation.id,
        )  # fmt: skip


def _words(change: Change, lines: Iterable[Line], component: str, facts: FactBase) -> tuple[str, ...]:
    situation = fragment_of(tuple(lines), component, facts, change.where, change.language)
    return tuple(word.text for word in situation.words) if situation is not None else ()


def _local(path: str) -> str:
    return path.rpartition("/")[2]


def _here(words: Iterable[str]) -> tuple[str, ...]:
    """*words* with files of the directory that the program works in, and with ``NODE`` for an address of the author's node."""
    return tuple(_ADDRESS.sub(_node, _FILE.sub(lambda match: _local(match[0]), word)) for word in words)


def _node(match: re.Match[str]) -> str:
    address = ipaddress.ip_address(match[0])
    return match[0] if address.is_loopback or address.is_unspecified else "NODE"
