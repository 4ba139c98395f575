"""The facts that are shipped: sorted, sourced, without duplicates, with sane ranges."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sphinxext.factcheck.facts.check import check_facts
from sphinxext.factcheck.facts.files import builtin_directory
from sphinxext.factcheck.facts.load import load_facts
from sphinxext.factcheck.facts.model import Component, Presence
from sphinxext.factcheck.versions import Version, VersionRange

ROOT = builtin_directory()
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*.yaml"))
GENERATED = [name for name in FILES if name.endswith((".flags.yaml", ".fields.yaml"))]
WRITTEN = [name for name in FILES if name not in GENERATED]


class _Unique(yaml.SafeLoader):
    """Refuses a key that stands twice in a mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"{node.start_mark}: {sorted(map(str, keys))}"
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


@cache
def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((ROOT / name).read_text("utf-8"), _Unique)
    return loaded


@cache
def components() -> dict[str, Component]:
    base, problems = load_facts([ROOT])
    assert problems == ()
    found = {outline.name: base.component(outline.name) for outline in base.components}
    assert base.problems == ()
    return {name: component for name, component in found.items() if component is not None}


def cited(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "sources" and isinstance(item, list):
                yield from item
            elif key in ("observed", "partial") and isinstance(item, dict):
                yield from (id for ids in item.values() for id in ids)
            else:
                yield from cited(item)
    elif isinstance(value, list):
        for item in value:
            yield from cited(item)


def test_nothing_is_wrong_with_them() -> None:
    assert check_facts([ROOT]) == ()


def test_there_is_every_component() -> None:
    assert set(components()) >= {
        "alertmanager", "coredns", "etcd", "kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler",
        "kube-state-metrics", "kubelet", "node_exporter", "prometheus",
    }  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_every_source_is_used_and_can_be_looked_at_again(name: str) -> None:
    known = document(name).get("sources", {})
    used = set(cited({key: value for key, value in document(name).items() if key != "sources"}))
    if name in GENERATED:
        used |= {id for id in known if id == "parsing" or id.endswith("-shared")}
    assert set(known) == used
    places = [source.get("url") or source.get("release") for source in known.values()]
    assert all(places)


@pytest.mark.parametrize("name", GENERATED)
def test_generated_names_are_sorted_and_name_their_command(name: str) -> None:
    assert document(name)["generated"] == "factcheck facts import"
    sets = [document(name)["flags"]] if name.endswith(".flags.yaml") else [kind["fields"] for kind in document(name)["kinds"]]
    for found in sets:
        names = [each for each in found if each not in ("apiVersion", "kind")]
        assert names == sorted(names)


@pytest.mark.parametrize("name", WRITTEN)
def test_hand_written_lists_are_sorted(name: str) -> None:
    content = document(name)
    assert list(content.get("flags", {})) == sorted(content.get("flags", {}))
    for key, of in (("paths", "path"), ("resources", "name")):
        names = [item[of] for item in content.get(key, [])]
        assert names == sorted(names)
        assert len(names) == len(set(names))
    fields = [(item.get("kind"), item.get("api_version"), item["path"]) for item in content.get("fields", [])]
    assert len(fields) == len(set(fields))


def ordered(ranges: tuple[VersionRange, ...]) -> bool:
    """Whether the ranges are none of them empty, in order, and apart."""
    bounds = [bound for r in ranges for bound in (r.since, r.removed)]
    inner = bounds[1:-1]
    return all(ranges) and None not in inner and all(a < b for a, b in itertools.pairwise(bounds) if a and b)


@pytest.mark.parametrize("name", sorted({Path(name).name.split(".")[0] for name in WRITTEN} - {"product"}))
def test_ranges_are_sane(name: str) -> None:
    component = components()[name]
    for flag in component.flags.flags.values() if component.flags is not None else ():
        assert ordered(flag.ranges), flag
        ends = [r.removed for r in flag.ranges][-1]
        for mark in (flag.deprecated, flag.no_effect):
            assert mark is None or mark.since is None or ends is None or mark.since < ends, flag
        assert all(f"--{flag.name}" != other for other in flag.replaced_by), flag
    for kind in component.kinds:
        assert ordered(kind.ranges), kind.kind
        assert all(ordered(field.ranges) for field in kind.fields.values())
    for endpoint in component.endpoints:
        assert endpoint.range
        spans = [d.range for d in endpoint.distributions if d.name == "kubeadm"]
        assert not any(a.overlaps(b) for i, a in enumerate(spans) for b in spans[:i]), endpoint.id


@pytest.mark.parametrize(
    ("component", "endpoint", "release", "listens"),
    [
        ("kube-scheduler", "insecure", "1.16.12", True),
        ("kube-scheduler", "insecure", "1.17.9", False),
        ("kube-scheduler", "insecure", "1.18.5", True),
        ("kube-scheduler", "insecure", "1.18.10", False),
        ("kube-controller-manager", "insecure", "1.19.0", False),
        ("kubelet", "read-only", "1.30.0", False),
        ("kube-apiserver", "insecure", "1.14.0", False),
    ],
)
def test_what_kubeadm_makes_of_an_endpoint(component: str, endpoint: str, release: str, listens: bool) -> None:
    found = components()[component].endpoint(endpoint)
    assert found is not None
    made = found.distribution("kubeadm", Version(release))
    assert made is not None
    assert made.listens is listens


@pytest.mark.parametrize(
    ("component", "flag", "last", "first_without"),
    [
        ("kube-scheduler", "port", "1.23.17", "1.24.0"),
        ("kube-scheduler", "algorithm-provider", "1.21.14", "1.22.0"),
        ("kube-scheduler", "policy-config-file", "1.22.17", "1.23.0"),
        ("kube-controller-manager", "address", "1.23.17", "1.24.0"),
        ("kube-apiserver", "basic-auth-file", "1.18.20", "1.19.0"),
        ("kube-apiserver", "insecure-port", "1.23.17", "1.24.0"),
        ("kube-proxy", "cleanup-ipvs", "1.20.15", "1.21.0"),
        ("kubelet", "network-plugin", "1.23.17", "1.24.0"),
        ("kubelet", "container-runtime", "1.26.15", "1.27.0"),
        ("kubelet", "pod-infra-container-image", "1.34.9", "1.35.0"),
        ("etcd", "enable-v2", "3.5.30", "3.6.0"),
        ("prometheus", "storage.tsdb.retention", "2.55.0", "3.0.0"),
        ("node_exporter", "web.config", "1.4.0", "1.5.0"),
    ],
)  # fmt: skip
def test_when_a_flag_went(component: str, flag: str, last: str, first_without: str) -> None:
    flags = components()[component].flags
    assert flags is not None
    assert flags.presence(flag, Version(last)) is Presence.PRESENT
    assert flags.presence(flag, Version(first_without)) is Presence.ABSENT


@pytest.mark.parametrize(
    ("component", "flag", "accepted"),
    [
        ("kube-scheduler", "bind_address", Presence.PRESENT),
        ("kube-scheduler", "metric-bind-address", Presence.ABSENT),
        ("kube-proxy", "metric-bind-address", Presence.ABSENT),
        ("kube-proxy", "metrics-bind-address", Presence.PRESENT),
    ],
)
def test_names_at_1_30(component: str, flag: str, accepted: Presence) -> None:
    flags = components()[component].flags
    assert flags is not None
    assert flags.presence(flag, Version("1.30.0")) is accepted


def test_no_effect_is_kept_apart_from_deprecated_and_removed() -> None:
    flags = components()["kube-scheduler"].flags
    assert flags is not None
    port = flags.flags["port"]
    assert port.deprecated == VersionRange(Version("1.14.0"))
    assert port.no_effect == VersionRange(Version("1.23"))
    assert port.ranges == (VersionRange(Version("1.14.0"), Version("1.24")),)
    assert port.replaced_by == ("--secure-port",)
