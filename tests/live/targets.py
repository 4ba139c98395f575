"""A Prometheus and those whom it asks, before a remediation and after it: what the solver expects, what they do, what it says.

The programs are bound to 127.0.0.1, and Prometheus asks at 127.0.0.2, which stands for the address that another host uses.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from sphinxext.factcheck.facts import FactBase
from sphinxext.factcheck.reach import Answer, Listener, Outcome, solve
from sphinxext.factcheck.versions import parse_version

from ..debian import Debian, UnavailableError
from .agreement import situation_of
from .networks import Network, NoAnswerError, isolation
from .performing import occupied, working
from .programs import Process, Result
from .table import PACKAGED, Invocation, start_of

__all__ = ["NODE", "OTHER_HOST", "WEB", "Scenario", "Seen", "Story", "Target", "expected_of", "mistaken", "reached"]

OTHER_HOST = "127.0.0.2"
"""Where Prometheus asks: who listens on 127.0.0.1 does not hear it."""
NODE = "192.0.2.10"
"""What the solver is told of that: an address of the node, and not one of its loopback."""
READY = 20.0
"""Seconds in which all programs have to listen."""
DEADLINE = 30.0
"""Seconds in which Prometheus has to have asked all of them."""
WEB = "--web.listen-address="
ASKER = 19090
"""Where the Prometheus that asks listens, on its own loopback."""


@dataclass(frozen=True)
class Target:
    """Somebody whom Prometheus asks at *port*. *before* and *after*: his arguments, in which ``NODE`` is the address of the node."""

    component: str
    port: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    remediation: str = ""
    """The id of the remediation that the arguments are those of."""

    def invocation(self, arguments: Iterable[str], node: str) -> Invocation:
        return Invocation(self.component, tuple(word.replace("NODE", node) for word in arguments), {}, self.files)


@dataclass(frozen=True)
class Seen:
    """What the program did, and what Prometheus said of it."""

    outcome: Outcome
    result: Result
    health: str = ""
    error: str = ""


@dataclass(frozen=True)
class Story:
    """A target before its remediation and after it."""

    before: Seen
    after: Seen


class Scenario:
    """The programs and the Prometheus that asks them, in one network."""

    def __init__(
        self,
        targets: Iterable[Target],
        facts: FactBase,
        debian: Debian,
        directory: Path,
        files: Mapping[str, bytes],
        where: Network,
    ) -> None:
        self.targets = tuple(targets)
        self.facts = facts
        self.debian = debian
        self.directory = directory
        self.files = files
        self.where = where
        self.unavailable: dict[str, UnavailableError] = {}

    def available(self) -> tuple[Target, ...]:
        return tuple(target for target in self.targets if self._is_there(target))

    def _is_there(self, target: Target) -> bool:
        try:
            start_of(target.invocation((), OTHER_HOST), self.debian)
            if target.invocation((), OTHER_HOST).wants_certificate and not self.files:
                raise UnavailableError("there is no certificate for it, which openssl makes")
            if isolation() and (taken := occupied(Result((f"*:{target.port}",)))):
                raise UnavailableError(f"somebody else listens on {taken} here")
        except UnavailableError as error:
            self.unavailable[target.component] = error
            return False
        return True

    def played(self) -> dict[str, Story]:
        """What is seen of each target."""
        targets = self.available()
        with ExitStack() as stack:
            asker = Asker(stack, self, targets)
            before = self._scene(asker, targets, "before")
            after = self._scene(asker, targets, "after")
        return {name: Story(before[name], after[name]) for name in before}

    def _scene(self, asker: Asker, targets: Iterable[Target], when: str) -> dict[str, Seen]:
        with ExitStack() as stack:
            begun = [(target.component, *self._begun(stack, target, getattr(target, when))) for target in targets]
            with ThreadPoolExecutor(len(begun) or 1) as workers:
                results = workers.map(lambda each: each[1].comes_to(expected_of(each[2]), READY), begun)
                seen = {name: Seen(outcome, result) for (name, _, outcome), result in zip(begun, results, strict=True)}
            expected_health = {target.component: health_of(target, seen[target.component].outcome) for target in targets}
            for name, (health, error) in asker.answers(expected_health).items():
                seen[name] = replace(seen[name], health=health, error=error)
            return seen

    def _begun(self, stack: ExitStack, target: Target, arguments: tuple[str, ...]) -> tuple[Process, Outcome]:
        real = target.invocation(arguments, OTHER_HOST)
        start = start_of(real, self.debian)
        process = stack.enter_context(working(start, real, self.directory / target.component, self.files, self.where))
        release = parse_version(self.debian.release(PACKAGED[target.component][0]))
        return process, solve(situation_of(target.invocation(arguments, NODE)), self.facts, release)


class Asker:
    """The Prometheus that asks, bound to the loopback of its own host."""

    def __init__(self, stack: ExitStack, scenario: Scenario, targets: Iterable[Target]) -> None:
        jobs = [
            {"job_name": target.component, "static_configs": [{"targets": [f"{OTHER_HOST}:{target.port}"]}]} for target in targets
        ]
        config = json.dumps({"global": {"scrape_interval": "1s", "scrape_timeout": "1s"}, "scrape_configs": jobs})
        words = ("--config.file=asker.yml", "--storage.tsdb.path=data", f"{WEB}127.0.0.1:{ASKER}")
        invocation = Invocation("prometheus", words, {}, {"asker.yml": config})
        start = start_of(invocation, scenario.debian)
        stack.enter_context(working(start, invocation, scenario.directory / "asker", {}, scenario.where))
        self.where = scenario.where

    def answers(self, expected: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Health and error of each target, from a scrape of now; as soon as they are as *expected*, or when time is up."""
        end = time.monotonic() + DEADLINE
        first = {name: scraped for name, (scraped, _, _) in self._targets().items()}
        scrapes: dict[str, set[str]] = {name: set() for name in expected}
        found: dict[str, tuple[str, str]] = {}
        while time.monotonic() < end:
            now = self._targets()
            for name, (scraped, health, error) in now.items():
                if health != "unknown" and scraped != first.get(name):
                    scrapes[name].add(scraped)
                found[name] = (health, error)
            # The first of two may have begun before the programs were ready.
            if (
                all(len(each) >= 2 for each in scrapes.values())
                and {name: health for name, (health, _) in found.items()} == expected
            ):
                break
            time.sleep(0.2)
        return found

    def _targets(self) -> dict[str, tuple[str, str, str]]:
        """The last scrape, the health and the error of each target that Prometheus has by now."""
        with contextlib.suppress(NoAnswerError):
            active = json.loads(self.where.ask(f"http://127.0.0.1:{ASKER}/api/v1/targets?state=active"))["data"]["activeTargets"]
            return {each["labels"]["job"]: (each["lastScrape"], each["health"], each["lastError"]) for each in active}
        return {}


def expected_of(outcome: Outcome) -> Result:
    """The sockets of *outcome*, with the other host's address for that of the node."""
    addresses = [(OTHER_HOST if each.address == NODE else each.address, each.port) for each in outcome.listeners]
    return Result(tuple(sorted(f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in addresses)))


def reached(target: Target, outcome: Outcome) -> Listener | None:
    """The listener that hears somebody who asks from another host, if the solver has one."""
    return next((each for each in outcome.listeners if each.port == target.port and each.reachable.node is Answer.YES), None)


def health_of(target: Target, outcome: Outcome) -> str:
    """What the solver expects Prometheus to say."""
    listener = reached(target, outcome)
    return "up" if listener is not None and listener.scheme == "http" and listener.auth == "none" else "down"


def mistaken(target: Target, seen: Seen) -> str:
    """In what the program or Prometheus did not do as the solver says; empty if they did."""
    if (seen.outcome.starts, seen.outcome.missing) != (Answer.YES, ()):
        return f"the solver does not know: starts {seen.outcome.starts.value}, {', '.join(map(str, seen.outcome.missing))}"
    if seen.result != expected_of(seen.outcome):
        return f"expected {expected_of(seen.outcome)}, found {seen.result}"
    listener = reached(target, seen.outcome)
    refused = "connection refused" in seen.error
    if listener is None:
        right = seen.health == "down" and refused
    elif listener.scheme == "https":
        right = seen.health == "down" and not refused  # it answers, and not to who asks in plain text
    else:
        right = (seen.health, seen.error) == ("up", "")
    return "" if right else f"expected {listener or 'connection refused'}, Prometheus says {seen.health}: {seen.error}"
