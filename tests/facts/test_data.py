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
from sphinxext.factcheck.facts.model import Component, GroupVersionKind, Presence, ServedKind, ServedKinds
from sphinxext.factcheck.versions import Version, VersionRange

ROOT = builtin_directory()
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*.yaml"))
GENERATED = [name for name in FILES if name.endswith((".flags.yaml", ".fields.yaml", ".apis.yaml", ".allocations.yaml"))]
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
        used |= {id for id in known if id in ("parsing", "help") or id.endswith("-shared")}
    if name.endswith(".allocations.yaml"):
        used |= {"list"}
    assert set(known) == used
    # YAML takes what follows " #" for a comment, and cuts an artefact that names an issue and is not in quotes.
    assert [
        source["artefact"] for source in known.values() if source["artefact"].count("(") != source["artefact"].count(")")
    ] == []
    places = [source.get("url") or source.get("release") for source in known.values()]
    assert all(places)


@pytest.mark.parametrize("name", GENERATED)
def test_generated_names_are_sorted_and_name_their_command(name: str) -> None:
    assert document(name)["generated"] == "factcheck facts import"
    content = document(name)
    sets = [content["flags"]] if "flags" in content else [kind["fields"] for kind in content.get("kinds", ())]
    sets += content.get("apis", {}).values()
    for found in sets:
        names = [each for each in found if each not in ("apiVersion", "kind")]
        assert names == sorted(names)
    assert list(content.get("ports", ())) == sorted(content.get("ports", ()), key=int)
    assert list(content.get("apis", ())) == sorted(content.get("apis", ()), key=lambda name: name.rpartition("/")[::2])


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


def served_kinds() -> ServedKinds:
    base, _ = load_facts([ROOT])
    kinds = base.served_kinds("kubernetes")
    assert kinds is not None
    assert base.problems == ()
    return kinds


def test_kinds_of_the_api_are_sane() -> None:
    kinds = served_kinds()
    assert len(kinds.kinds) > 190
    for kind in kinds.kinds.values():
        assert ordered(kind.ranges), kind
        assert len(kind.ranges) == 1, kind
        [served] = kind.ranges
        assert kind.deprecated is None or (kind.deprecated.since or Version("0")) in served, kind
        assert kind.planned is None or (served.removed is None and kind.planned > kinds.names.observed[-1]), kind
        assert kind.replaced_by is None or kind.replaced_by in kinds.kinds, kind
        assert kind.replaced_by is None or kind.replaced_by.kind == kind.name.kind, kind


def test_resource_types_are_those_of_the_api_with_the_same_groups_scope_and_releases() -> None:
    base, _ = load_facts([ROOT])
    product = base.product("kubernetes")
    assert product is not None
    by_resource: dict[str, list[ServedKind]] = {}
    for kind in served_kinds().kinds.values():
        by_resource.setdefault(kind.resource, []).append(kind)
    assert [resource.name for resource in product.resources] == sorted(by_resource)
    for resource in product.resources:
        kinds = by_resource[resource.name]
        assert {kind.name.kind for kind in kinds} == {resource.kind}
        assert {kind.namespaced for kind in kinds} == {resource.namespaced}, resource.name
        assert {kind.name.group for kind in kinds} == set(resource.groups), resource.name
        came = min(r.since for kind in kinds for r in kind.ranges if r.since is not None)
        went = [kind.ranges[-1].removed for kind in kinds]
        last = None if None in went else max(each for each in went if each is not None)
        assert resource.range == VersionRange(came if came > product.releases[0] else None, last), resource.name


@pytest.mark.parametrize(
    ("names", "api_version", "removed", "instead", "available"),
    [
        ("NetworkPolicy", "extensions/v1beta1", "1.16", "networking.k8s.io/v1", "1.8"),
        ("DaemonSet", "extensions/v1beta1 apps/v1beta2", "1.16", "apps/v1", "1.9"),
        ("Deployment", "extensions/v1beta1 apps/v1beta1 apps/v1beta2", "1.16", "apps/v1", "1.9"),
        ("StatefulSet", "apps/v1beta1 apps/v1beta2", "1.16", "apps/v1", "1.9"),
        ("ReplicaSet", "extensions/v1beta1 apps/v1beta2", "1.16", "apps/v1", "1.9"),
        ("MutatingWebhookConfiguration ValidatingWebhookConfiguration", "admissionregistration.k8s.io/v1beta1", "1.22",
         "admissionregistration.k8s.io/v1", "1.16"),
        ("CustomResourceDefinition", "apiextensions.k8s.io/v1beta1", "1.22", "apiextensions.k8s.io/v1", "1.16"),
        ("APIService", "apiregistration.k8s.io/v1beta1", "1.22", "apiregistration.k8s.io/v1", "1.10"),
        ("TokenReview", "authentication.k8s.io/v1beta1", "1.22", "authentication.k8s.io/v1", "1.8"),
        ("LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview", "authorization.k8s.io/v1beta1", "1.22",
         "authorization.k8s.io/v1", "1.8"),
        ("CertificateSigningRequest", "certificates.k8s.io/v1beta1", "1.22", "certificates.k8s.io/v1", "1.19"),
        ("Lease", "coordination.k8s.io/v1beta1", "1.22", "coordination.k8s.io/v1", "1.14"),
        ("Ingress", "extensions/v1beta1 networking.k8s.io/v1beta1", "1.22", "networking.k8s.io/v1", "1.19"),
        ("IngressClass", "networking.k8s.io/v1beta1", "1.22", "networking.k8s.io/v1", "1.19"),
        ("ClusterRole ClusterRoleBinding Role RoleBinding", "rbac.authorization.k8s.io/v1beta1", "1.22",
         "rbac.authorization.k8s.io/v1", "1.8"),
        ("PriorityClass", "scheduling.k8s.io/v1beta1", "1.22", "scheduling.k8s.io/v1", "1.14"),
        ("CSINode", "storage.k8s.io/v1beta1", "1.22", "storage.k8s.io/v1", "1.17"),
        # The guide says 1.19; the types and the paths of 1.18 have it.
        ("CSIDriver", "storage.k8s.io/v1beta1", "1.22", "storage.k8s.io/v1", "1.18"),
        ("StorageClass", "storage.k8s.io/v1beta1", "1.22", "storage.k8s.io/v1", "1.8"),
        ("VolumeAttachment", "storage.k8s.io/v1beta1", "1.22", "storage.k8s.io/v1", "1.13"),
        ("EndpointSlice", "discovery.k8s.io/v1beta1", "1.25", "discovery.k8s.io/v1", "1.21"),
        ("Event", "events.k8s.io/v1beta1", "1.25", "events.k8s.io/v1", "1.19"),
        ("RuntimeClass", "node.k8s.io/v1beta1", "1.25", "node.k8s.io/v1", "1.20"),
    ],
)  # fmt: skip
def test_when_an_api_version_went_as_the_guide_to_migration_has_it(
    names: str, api_version: str, removed: str, instead: str, available: str
) -> None:
    kinds = served_kinds()
    gone, new = Version(removed), Version(available)
    for kind in names.split():
        replacement = GroupVersionKind.of(instead, kind)
        assert kinds.presence(replacement, new) is Presence.PRESENT
        if new > kinds.names.observed[0]:
            assert kinds.presence(replacement, Version(f"1.{new.minor - 1}")) is Presence.ABSENT
        for each in api_version.split():
            name = GroupVersionKind.of(each, kind)
            assert kinds.presence(name, Version(f"1.{gone.minor - 1}.5")) is Presence.PRESENT
            assert kinds.presence(name, gone) is Presence.ABSENT
            told = kinds.kinds[name].replaced_by
            assert told in (replacement, None)


def test_ports_that_were_seen_are_not_ports_that_are_allocated() -> None:
    base, _ = load_facts([ROOT])
    assert [(each.name, each.urls) for each in base.allocations(10254)] == []
    [pushgateway] = base.allocations(9091)
    assert pushgateway.name == "Pushgateway"
    assert [source.artefact for source in pushgateway.sources] == [
        'Prometheus wiki "Default port allocations", as copied in 2020'
    ]
    [mtail] = base.allocations(3903)
    assert mtail.urls == ("https://github.com/google/mtail",)
    assert base.listeners(3903) == ()
    assert base.allocations(9092) == ()


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
    ("component", "endpoint", "distribution", "release", "answer"),
    [
        ("kube-scheduler", "insecure", "k3s", "1.18.20", (True, None, "0.0.0.0", "")),
        ("kube-scheduler", "insecure", "k3s", "1.19.1", (True, None, "127.0.0.1", "")),
        ("kube-scheduler", "secure", "k3s", "1.21.2", (False, None, "", "")),
        ("kube-scheduler", "secure", "rke2", "1.22.3", (True, None, "127.0.0.1", "")),
        ("kube-scheduler", "insecure", "kubespray", "1.21.5", (True, None, "0.0.0.0", "")),
        ("kube-controller-manager", "secure", "kubespray", "1.30.0", (True, None, "0.0.0.0", "")),
        ("kube-apiserver", "secure", "k3s", "1.21.2", (True, 6444, "127.0.0.1", "")),
        ("kube-proxy", "healthz", "k3s", "1.37.0", (True, None, "127.0.0.1", "")),
        ("kubelet", "read-only", "rke2", "1.30.4", (False, None, "", "")),
        ("etcd", "client", "kubeadm", "3.5.16", (True, None, "", "https")),
        ("etcd", "metrics", "k3s", "3.5.13", (True, None, "127.0.0.1", "")),
        ("kube-state-metrics", "metrics", "kube-prometheus", "2.19.0", (True, 8443, "0.0.0.0", "https")),
        ("node_exporter", "metrics", "kube-prometheus", "1.11.1", (True, None, "", "https")),
    ],
)  # fmt: skip
def test_what_other_installers_make_of_an_endpoint(
    component: str, endpoint: str, distribution: str, release: str, answer: tuple[bool, int | None, str, str]
) -> None:
    found = components()[component].endpoint(endpoint)
    assert found is not None
    made = found.distribution(distribution, Version(release))
    assert made is not None
    assert (made.listens, made.port, made.bind, made.scheme) == answer


@pytest.mark.parametrize(
    ("component", "port", "path", "auths"),
    [
        ("kube-scheduler", 10259, "/metrics", {"1.14.0": "token", "1.36.3": "token"}),
        ("kube-scheduler", 10259, "/livez", {"1.30.14": None, "1.31.0": "none"}),
        ("kube-scheduler", 10251, "/metrics/resources", {"1.19.12": None, "1.20.2": "none", "1.23.1": None}),
        ("kube-controller-manager", 10257, "/healthz", {"1.20.2": "none", "1.36.3": "none"}),
        ("kube-controller-manager", 10257, "/livez", {"1.20.2": None, "1.36.3": None}),
        ("kube-proxy", 10256, "/livez", {"1.27.7": None, "1.28.3": "none"}),
        ("kube-apiserver", 6443, "/readyz", {"1.15.3": None, "1.16.0": "none"}),
        ("kube-apiserver", 6443, "/statusz", {"1.35.6": None, "1.36.3": "token"}),
        ("kubelet", 10250, "/metrics/resource", {"1.17.17": None, "1.18.20": "token"}),
        ("kubelet", 10250, "/metrics/resource/v1alpha1", {"1.14.0": "token", "1.19.12": "token", "1.20.8": None}),
        ("kubelet", 10255, "/configz", {"1.14.0": None, "1.36.3": None}),
        ("kubelet", 10248, "/debug/pprof/", {"1.14.3": "none", "1.14.4": None}),
        ("etcd", 2379, "/livez", {"3.4.28": None, "3.4.29": "none", "3.5.0": None, "3.5.10": None, "3.5.11": "none", "3.6.0": "none"}),
        ("etcd", 2381, "/metrics", {"3.2.0": None, "3.3.0": "none"}),
        ("kube-state-metrics", 8081, "/readyz", {"2.12.0": None, "2.13.0": "none"}),
        ("prometheus", 9090, "/-/ready", {"1.7.2": None, "1.8.0": "none"}),
        ("alertmanager", 9093, "/api/v1", {"0.26.0": "none", "0.27.0": None}),
        ("blackbox_exporter", 9115, "/-/healthy", {"0.18.0": None, "0.19.0": "none"}),
    ],
)  # fmt: skip
def test_which_paths_are_served_and_what_they_ask_for(component: str, port: int, path: str, auths: dict[str, str | None]) -> None:
    endpoints = [endpoint for endpoint in components()[component].endpoints if endpoint.port == port]
    for release, auth in auths.items():
        served = [each.auth or e.auth for e in endpoints for each in e.paths_at(Version(release)) if each.path == path]
        assert served == ([] if auth is None else [auth]), release


@pytest.mark.parametrize("name", ["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler", "kubelet"])
def test_endpoints_of_kubernetes_are_known_in_every_release(name: str) -> None:
    assert components()[name].endpoints_complete == (VersionRange(Version("1.14"), Version("1.37")),)


@pytest.mark.parametrize("name", sorted({Path(name).name.split(".")[0] for name in WRITTEN} - {"product"}))
def test_flags_of_an_endpoint_that_went_are_gone_or_do_nothing(name: str) -> None:
    component = components()[name]
    if component.flags is None:
        return  # its help could not be had
    live = {flag for e in component.endpoints if e.range.removed is None for flag in e.setter.flags}
    for endpoint in component.endpoints:
        end = endpoint.range.removed
        if end is None:
            continue
        for dashed in set(endpoint.setter.flags) - live:
            flag = component.flags.flags[dashed.lstrip("-")]
            assert (flag.no_effect is not None and end in flag.no_effect) or not any(end in r for r in flag.ranges), dashed


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
