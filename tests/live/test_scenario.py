"""What Prometheus says of its targets is what the solver says, before a remediation and after it.

A Prometheus asks programs that are bound to 127.0.0.1 at 127.0.0.2, which stands for the address that another host uses. Then
each is started with the change of its remediation, and Prometheus asks again.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest

from sphinxext.factcheck.facts import FactBase, builtin_directory, load_facts
from sphinxext.factcheck.reach import Answer, Listener, Outcome, solve
from sphinxext.factcheck.versions import parse_version

from ..debian import Debian, UnavailableError
from .agreement import situation_of
from .certificates import certificate
from .networks import Network, NoAnswerError, isolation, network
from .performing import working
from .programs import Process, Result
from .table import PACKAGED, Invocation, start_of
from .test_runs import occupied

OTHER_HOST = "127.0.0.2"
"""Where Prometheus asks: who listens on 127.0.0.1 does not hear it."""
NODE = "192.0.2.10"
"""What the solver is told of that: an address of the node, and not one of its loopback."""
READY = 20.0
"""Seconds in which all programs have to listen."""
DEADLINE = 30.0
"""Seconds in which Prometheus has to have asked all of them."""
PAGES = {"web.yml": "tls_server_config:\n  cert_file: cert.pem\n  key_file: key.pem\n"}
WEB = "--web.listen-address="


@dataclass(frozen=True)
class Target:
    """Somebody whom Prometheus asks at *port*. *before* and *after*: his arguments, in which ``NODE`` is the address of the node."""

    component: str
    port: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    patience: int = 1
    """Seconds that it is given for an answer."""

    def invocation(self, arguments: Iterable[str], node: str) -> Invocation:
        return Invocation(self.component, tuple(word.replace("NODE", node) for word in arguments), self.variables, self.files)


TARGETS = (
    Target("etcd", 2381, ("--listen-metrics-urls=http://127.0.0.1:2381",), ("--listen-metrics-urls=http://0.0.0.0:2381",)),
    Target(
        "alertmanager", 9093,
        ("--config.file=am.yml", "--storage.path=am", "--cluster.listen-address=", f"{WEB}127.0.0.1:9093"),
        ("--config.file=am.yml", "--storage.path=am", "--cluster.listen-address=", f"{WEB}:9093"),
        {"am.yml": "route: {receiver: r}\nreceivers: [{name: r}]\n"},
    ),
    Target(
        "prometheus", 9190,
        ("--config.file=p.yml", "--storage.tsdb.path=data", f"{WEB}127.0.0.1:9190"),
        ("--config.file=p.yml", "--storage.tsdb.path=data", f"{WEB}NODE:9190"),
        {"p.yml": "scrape_configs: []\n"},
    ),
    Target("node_exporter", 9100, (f"{WEB}127.0.0.1:9100",), ()),
    Target("pushgateway", 9091, (f"{WEB}localhost:9091",), (f"{WEB}[::]:9091",)),
    Target(
        "blackbox_exporter", 9115, ("--config.file=bb.yml", f"{WEB}127.0.0.1:9115"), ("--config.file=bb.yml", f"{WEB}NODE:9115"),
        {"bb.yml": "modules:\n  http:\n    prober: http\n"},
    ),
    Target("redis_exporter", 9121, ("-web.listen-address=127.0.0.1:9121",), (f"{WEB}0.0.0.0:9121",)),
    Target("process-exporter", 9256, ("-web.listen-address=[::1]:9256",), ("-web.listen-address=:9256",)),
    Target("haproxy_exporter", 9101, (f"{WEB}127.0.0.1:9101",), (f"{WEB}0.0.0.0:9101",)),
    Target(
        "postgres_exporter", 9187, (f"{WEB}127.0.0.1:9187",), (f"{WEB}NODE:9187",), {},
        {"DATA_SOURCE_NAME": "postgresql://u:p@127.0.0.1:5432/postgres?sslmode=disable"}, 3,
    ),
    # Changes that do not help: another port, and https where Prometheus asks in plain text.
    Target("bird_exporter", 9324, ("-web.listen-address=127.0.0.1:9324",), ("-web.listen-address=0.0.0.0:9325",)),
    Target("bind_exporter", 9119, (f"{WEB}127.0.0.1:9119",), (f"{WEB}:9119", "--web.config.file=web.yml"), PAGES),
    # A change that shuts out who was let in.
    Target("squid-exporter", 9301, (), ("-listen=127.0.0.1:9301",)),
)  # fmt: skip


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


@cache
def facts() -> FactBase:
    return load_facts([builtin_directory()])[0]


class Scenario:
    """The programs and the Prometheus that asks them, in one network."""

    def __init__(self, debian: Debian, directory: Path, files: Mapping[str, bytes], where: Network) -> None:
        self.debian = debian
        self.directory = directory
        self.files = files
        self.where = where
        self.unavailable: dict[str, UnavailableError] = {}

    def available(self) -> tuple[Target, ...]:
        return tuple(target for target in TARGETS if self._is_there(target))

    def _is_there(self, target: Target) -> bool:
        try:
            start_of(target.invocation((), OTHER_HOST), self.debian)
            if target.files is PAGES and not self.files:
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
        return process, solve(situation_of(target.invocation(arguments, NODE)), facts(), release)


class Asker:
    """The Prometheus that asks, bound to the loopback of its own host."""

    def __init__(self, stack: ExitStack, scenario: Scenario, targets: Iterable[Target]) -> None:
        jobs = [
            {
                "job_name": target.component,
                "scrape_interval": f"{target.patience}s",
                "scrape_timeout": f"{target.patience}s",
                "static_configs": [{"targets": [f"{OTHER_HOST}:{target.port}"]}],
            }
            for target in targets
        ]
        config = json.dumps({"scrape_configs": jobs})
        words = ("--config.file=asker.yml", "--storage.tsdb.path=data", f"{WEB}127.0.0.1:9090")
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
            active = json.loads(self.where.ask("http://127.0.0.1:9090/api/v1/targets?state=active"))["data"]["activeTargets"]
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


@pytest.fixture(scope="module")
def scenario(debian: Debian, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scenario, dict[str, Story]]]:
    directory = tmp_path_factory.mktemp("scenario")
    files: Mapping[str, bytes] = {}
    with contextlib.suppress(UnavailableError):
        files = certificate(directory)
    with network() as where:
        scene = Scenario(debian, directory, files, where)
        try:
            yield scene, scene.played()
        except UnavailableError as error:
            debian.do_without("prometheus", error)


@pytest.fixture(params=TARGETS, ids=lambda target: target.component)
def story(request: pytest.FixtureRequest, scenario: tuple[Scenario, dict[str, Story]], debian: Debian) -> tuple[Target, Story]:
    target: Target = request.param
    scene, stories = scenario
    if (error := scene.unavailable.get(target.component)) is not None:
        debian.do_without(PACKAGED[target.component][0], error)
    return target, stories[target.component]


def known(outcome: Outcome) -> None:
    assert (outcome.starts, outcome.missing) == (Answer.YES, ())


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_sockets_are_those_of_the_solver(story: tuple[Target, Story], when: str) -> None:
    _, told = story
    seen: Seen = getattr(told, when)
    known(seen.outcome)
    assert seen.result == expected_of(seen.outcome)


@pytest.mark.parametrize("when", ["before", "after"])
def test_prometheus_says_what_the_solver_says(story: tuple[Target, Story], when: str) -> None:
    target, told = story
    seen: Seen = getattr(told, when)
    listener = reached(target, seen.outcome)
    if listener is None:
        assert (seen.health, "connection refused" in seen.error) == ("down", True), seen.error
    elif listener.scheme == "https":
        assert (seen.health, "connection refused" in seen.error) == ("down", False), seen.error
    else:
        assert (seen.health, seen.error) == ("up", "")


def test_what_is_told_is_what_was_meant(scenario: tuple[Scenario, dict[str, Story]]) -> None:
    """The scenario shows both kinds of change: those that help and those that do not."""
    _, stories = scenario
    if len(stories) < len(TARGETS):
        pytest.skip("some of the programs are not here")
    changed = {name: (told.before.health, told.after.health) for name, told in stories.items()}
    helpless = {"bird_exporter": ("down", "down"), "bind_exporter": ("down", "down"), "squid-exporter": ("up", "down")}
    assert changed == {target.component: helpless.get(target.component, ("down", "up")) for target in TARGETS}
