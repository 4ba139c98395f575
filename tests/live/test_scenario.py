"""What Prometheus says of its targets is what the solver says, before a remediation and after it."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from sphinxext.factcheck.facts import FactBase, builtin_directory, load_facts

from ..debian import Debian, UnavailableError
from .certificates import certificate
from .networks import isolation, network
from .remediations import remediated
from .table import PACKAGED
from .targets import WEB, Scenario, Seen, Story, Target, mistaken

PAGES = {"web.yml": "tls_server_config:\n  cert_file: cert.pem\n  key_file: key.pem\n"}
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
    # Changes that do not help: another port, and https where Prometheus asks in plain text.
    Target("bird_exporter", 9324, ("-web.listen-address=127.0.0.1:9324",), ("-web.listen-address=0.0.0.0:9325",)),
    Target("bind_exporter", 9119, (f"{WEB}127.0.0.1:9119",), (f"{WEB}:9119", "--web.config.file=web.yml"), PAGES),
    # A change that shuts out who was let in.
    Target("squid-exporter", 9301, (), ("-listen=127.0.0.1:9301",)),
)  # fmt: skip


@cache
def facts() -> FactBase:
    return load_facts([builtin_directory()])[0]


Played = tuple[Scenario, dict[str, Story]]


def played(targets: Iterable[Target], debian: Debian, directory: Path) -> Played:
    """The scenario of *targets*, in a network of its own."""
    files: Mapping[str, bytes] = {}
    with contextlib.suppress(UnavailableError):
        files = certificate(directory)
    with network() as where:
        scene = Scenario(targets, facts(), debian, directory, files, where)
        try:
            return scene, scene.played()
        except UnavailableError as error:
            debian.do_without("prometheus", error)


@pytest.fixture(scope="module")
def plain(debian: Debian, tmp_path_factory: pytest.TempPathFactory) -> Played:
    return played(TARGETS, debian, tmp_path_factory.mktemp("plain"))


@pytest.fixture(params=TARGETS, ids=lambda target: target.component)
def story(request: pytest.FixtureRequest, plain: Played, debian: Debian) -> tuple[Target, Story]:
    target: Target = request.param
    scene, stories = plain
    if (error := scene.unavailable.get(target.component)) is not None:
        debian.do_without(PACKAGED[target.component][0], error)
    return target, stories[target.component]


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_program_and_prometheus_do_as_the_solver_says(story: tuple[Target, Story], when: str) -> None:
    target, told = story
    seen: Seen = getattr(told, when)
    assert mistaken(target, seen) == ""


def test_changes_that_help_and_changes_that_do_not(plain: Played) -> None:
    _, stories = plain
    if len(stories) < len(TARGETS):
        pytest.skip("some of the programs are not here")
    changed = {name: (told.before.health, told.after.health) for name, told in stories.items()}
    helpless = {"bird_exporter": ("down", "down"), "bind_exporter": ("down", "down"), "squid-exporter": ("up", "down")}
    assert changed == {target.component: helpless.get(target.component, ("down", "up")) for target in TARGETS}


def test_the_remediations_of_the_articles_help(debian: Debian, tmp_path: Path) -> None:
    """Each is done for real: the target is refused with its old side, and up with its new one, as the solver says."""
    targets = tuple(remediated(facts()))
    if not targets:
        pytest.skip("no article has a remediation for a program of Debian's yet")
    assert {target.component for target in targets} == {"alertmanager", "etcd", "node_exporter", "prometheus"}
    missing: dict[str, UnavailableError] = {}
    wrong: dict[str, object] = {}
    directories = []
    for number, _ in enumerate(rounds(targets)):
        directories.append(tmp_path / str(number))
        directories[-1].mkdir()
    # In the network of the machine they would be in each other's way.
    with ThreadPoolExecutor(1 if isolation() else len(directories)) as workers:
        scenes = list(workers.map(lambda each, directory: played(each, debian, directory), rounds(targets), directories))
    for scene, stories in scenes:
        missing |= scene.unavailable
        for target in scene.targets:
            if (told := stories.get(target.component)) is None:
                continue
            found = (mistaken(target, told.before), mistaken(target, told.after), told.before.health, told.after.health)
            if found != ("", "", "down", "up"):
                wrong[target.remediation] = found
    assert wrong == {}
    for component, error in missing.items():
        debian.do_without(PACKAGED[component][0], error)


def rounds(targets: Iterable[Target]) -> list[list[Target]]:
    """*targets* in rounds in which each component is started once, for they all want its port."""
    place: Counter[str] = Counter()
    found: list[list[Target]] = []
    for target in targets:
        place[target.component] += 1
        if place[target.component] > len(found):
            found.append([])
        found[place[target.component] - 1].append(target)
    return found
