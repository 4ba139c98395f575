"""The endpoints of the facts against what real programs listened on."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sphinxext.factcheck.facts import Endpoint, builtin_directory, load_facts
from sphinxext.factcheck.versions import Version, parse_version

pytestmark = pytest.mark.shared

EVERY_ADDRESS = ("*", "", "0.0.0.0", "::")


def runs(shared: Path) -> list[dict[str, Any]]:
    """The runs of programs that went on running."""
    found: list[dict[str, Any]] = json.loads((shared / "upstream" / "sockets.json").read_text("utf-8"))
    return [run for run in found if run.get("exited") is None]


def is_moved(endpoint: Endpoint, args: list[str]) -> bool:
    """Whether one of *args* moves or opens the endpoint."""
    return any(arg.partition("=")[0] in endpoint.setter.flags and arg not in endpoint.setter.off for arg in args)


def is_open(endpoint: Endpoint, release: Version, args: list[str]) -> bool:
    """Whether something listens in *release* with *args*."""
    asked_for = endpoint.default_on or is_moved(endpoint, args)
    return release in endpoint.range and asked_for and not set(args) & set(endpoint.setter.off)


def seen(sockets: list[str]) -> set[tuple[str, int]]:
    """Address and port of each of *sockets*."""
    pairs = (socket.rpartition(":")[::2] for socket in sockets)
    return {("*" if address in EVERY_ADDRESS else address, int(port)) for address, port in pairs}


def test_programs_listen_where_the_facts_say(shared: Path) -> None:
    facts, problems = load_facts([builtin_directory()])
    assert problems == ()
    judged: Counter[str] = Counter()
    wrong = []
    for run in runs(shared):
        component, args = facts.outline(run["component"]), run["args"]
        # A configuration of Kubernetes moves endpoints as well as flags do.
        if component is None or "--config=CONFIG" in args:
            continue
        release = parse_version(run["release"])
        judged[component.name] += 1
        known = [endpoint for endpoint in component.endpoints if is_open(endpoint, release, args)]
        stay = {("*" if e.bind in EVERY_ADDRESS else e.bind, e.port) for e in known if not is_moved(e, args)}
        others = seen(run["sockets"]) - stay
        if not stay <= seen(run["sockets"]) or bool(others) != any(is_moved(e, args) for e in known):
            wrong.append((component.name, run["release"], args, run["sockets"]))
    assert wrong == []
    assert set(judged) == {
        "alertmanager", "blackbox_exporter", "etcd", "kube-controller-manager", "kube-proxy", "kube-scheduler", "node_exporter",
        "prometheus", "pushgateway",
    }  # fmt: skip
    assert sum(judged.values()) > 60
