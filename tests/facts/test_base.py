from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext.factcheck.facts import load_facts
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.facts.check import check_facts
from sphinxext.factcheck.facts.model import GroupVersionKind, Names, Presence, ServedKind, Source
from sphinxext.factcheck.versions import Version, VersionRange

from .files import APIS, FILES, PORTS, PRODUCT, write_facts

INGRESS = GroupVersionKind("extensions", "v1beta1", "Ingress")


def base_of(directory: Path, changes: dict[str, str | bytes | None] | None = None) -> FactBase:
    base, problems = load_facts([write_facts(directory, changes)])
    assert problems == ()
    return base


def told(base: FactBase) -> list[str]:
    """The names of the files with which something is wrong."""
    return [Path(problem.path).name for problem in base.problems]


def test_a_kind_is_named_as_a_manifest_names_it() -> None:
    assert GroupVersionKind.of("extensions/v1beta1", "Ingress") == INGRESS
    assert INGRESS.api_version == "extensions/v1beta1"
    assert GroupVersionKind.of("v1", "Pod") == GroupVersionKind("", "v1", "Pod")
    assert GroupVersionKind("", "v1", "Pod").api_version == "v1"


def test_what_is_known_of_a_kind(tmp_path: Path) -> None:
    base = base_of(tmp_path)
    assert base.served("k8s", "extensions/v1beta1", "Ingress") == ServedKind(
        name=INGRESS,
        resource="ingresses",
        namespaced=True,
        ranges=(VersionRange(Version("1.1"), Version("1.22.0")),),
        deprecated=VersionRange(Version("1.14")),
        replaced_by=GroupVersionKind("networking.k8s.io", "v1", "Ingress"),
    )
    beta = base.served("kubernetes", "networking.k8s.io/v1beta1", "IPAddress")
    assert beta is not None
    assert (beta.namespaced, beta.planned, beta.replaced_by) == (False, Version("1.37"), None)
    assert base.served("kubernetes", "extensions/v1beta1", "Pod") is None
    assert base.served("nothing", "v1", "Pod") is None
    assert base.problems == ()


@pytest.mark.parametrize(
    ("api_version", "kind", "release", "presence"),
    [
        ("extensions/v1beta1", "Ingress", "1.21.14", Presence.PRESENT),
        ("extensions/v1beta1", "Ingress", "1.22", Presence.ABSENT),
        ("extensions/v1beta1", "Ingress", "1.23.1", Presence.ABSENT),
        ("extensions/v1beta1", "Ingress", "1.5", Presence.UNKNOWN),
        ("v1", "Pod", "1.23", Presence.PRESENT),
        ("v1", "Pod", "1.24", Presence.UNKNOWN),
        ("v1", "Ingress", "1.22", Presence.ABSENT),
        ("networking.k8s.io/v2", "Ingress", "1.22", Presence.ABSENT),
        ("networking.k8s.io/v2", "Ingress", "1.30", Presence.UNKNOWN),
        ("networking.example.org/v1", "Ingress", "1.22", Presence.UNKNOWN),
        ("v1", "List", "1.22", Presence.UNKNOWN),
    ],
)
def test_whether_a_kind_is_served(tmp_path: Path, api_version: str, kind: str, release: str, presence: Presence) -> None:
    kinds = base_of(tmp_path).served_kinds("kubernetes")
    assert kinds is not None
    assert kinds.presence(GroupVersionKind.of(api_version, kind), Version(release)) is presence


def test_everything_of_a_kind_and_where_it_was_seen(tmp_path: Path) -> None:
    kinds = base_of(tmp_path).served_kinds("kubernetes")
    assert kinds is not None
    assert [kind.name.api_version for kind in kinds.named("Ingress")] == ["extensions/v1beta1", "networking.k8s.io/v1"]
    assert kinds.named("Door") == ()
    assert kinds.sources[Version("1.22.0")] == (Source("types", "types of the API"),)


def test_for_whom_a_port_is_kept(tmp_path: Path) -> None:
    base = base_of(tmp_path)
    [gate] = base.allocations(10251)
    assert (gate.name, gate.urls, gate.sources) == (
        "Gate exporter",
        ("https://example.org/gate",),
        (Source("list", "a list of ports"),),
    )
    assert base.allocations(10259) == ()
    # What is kept for one may be taken by another.
    assert [endpoint.id for _, endpoint in base.listeners(10251)] == ["insecure"]
    assert base.listeners(9999) == ()
    assert [each.name for each in base.allocations(9999)] == ["Door exporter"]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    base = base_of(
        tmp_path, {"kubernetes/kube-scheduler.apis.yaml": "apis: [", "kubernetes/kube-scheduler.allocations.yaml": "ports: ["}
    )
    assert base.component("kube-scheduler") is not None
    assert told(base) == []
    assert base.served_kinds("kubernetes") is None
    assert base.allocations(9999) == ()
    assert base.served_kinds("kubernetes") is None
    assert told(base) == ["kube-scheduler.apis.yaml", "kube-scheduler.allocations.yaml"]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("kube-scheduler.apis.yaml", "v1beta1:", "v1alpha:", "9:3: found 'extensions/v1alpha', expected an API version, such as apps/v1"),
        ("kube-scheduler.apis.yaml", "Ingress:", "ingress:", "10:5: found 'ingress', expected a kind, such as Ingress"),
        ("kube-scheduler.apis.yaml", "resource: ingresses, ", "", "10:14: the key 'resource' is missing"),
        ("kube-scheduler.apis.yaml", '["1.1", "1.22.0"]', '["1.23", "1.22.0"]', "10:63: the range ends (1.22.0) before it starts (1.23)"),
        ("kube-scheduler.apis.yaml", ", Ingress]", "]", "10:116: found a list, expected [API version, kind]"),
        ("kube-scheduler.allocations.yaml", '"9999"', '"no"', "6:3: found 'no', expected a port in quotes, such as \"9100\""),
        ("kube-scheduler.allocations.yaml", "name: Door", "nam: Door", "6:12: unknown key 'nam'; did you mean 'name'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_told(tmp_path: Path, name: str, old: str, new: str, problem: str) -> None:
    text = FILES[f"kubernetes/{name}"]
    assert old in text
    changes: dict[str, str | bytes | None] = {f"kubernetes/{name}": text.replace(old, new, 1)}
    directory = write_facts(tmp_path, changes)
    path = directory / "kubernetes" / name
    told = [f"{each.line}:{each.column}: {each.message}" for each in check_facts([directory]) if each.path == str(path)]
    assert problem in told


def test_small_generated_files_are_those_of_the_schema(tmp_path: Path) -> None:
    assert FILES["kubernetes/kube-scheduler.apis.yaml"] == APIS
    assert FILES["kubernetes/kube-scheduler.allocations.yaml"] == PORTS
    assert check_facts([write_facts(tmp_path)]) == ()


RESOURCES = """\
  - {name: deployments, kind: Deployment, short_names: [deploy], groups: [apps, extensions], sources: [tree]}
  - {name: ipaddresses, kind: IPAddress, short_names: [ip], groups: [networking.k8s.io], namespaced: false, shared: true, sources: [tree]}
  - {name: pods, kind: Pod, short_names: [po], groups: [""], sources: [tree]}
"""


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("cs", "componentstatuses"),
        ("componentstatuses.v1", "componentstatuses"),
        ("deploy", "deployments"),
        ("Deployment", "deployments"),
        ("deployments.apps", "deployments"),
        ("deployments.v1beta1.extensions", "deployments"),
        ("deployments.v1.apps.example.org", None),
        ("deployments.example.org", None),
        ("pods", "pods"),
        ("pods.v1", "pods"),
        ("pods.v1.", "pods"),
        ("pods.metrics.k8s.io", None),
        ("ip", None),
        ("ipaddresses", None),
        ("ipaddresses.networking.k8s.io", "ipaddresses"),
        ("ipaddresses.v1beta1.networking.k8s.io", "ipaddresses"),
        ("ipaddresses.ipam.example.org", None),
    ],
)
def test_a_resource_by_any_of_its_names(tmp_path: Path, name: str, found: str | None) -> None:
    base = base_of(tmp_path, {"kubernetes/product.yaml": PRODUCT + RESOURCES})
    resource = base.resource("kubernetes", name)
    assert (resource.name if resource is not None else None) == found


@pytest.mark.parametrize(
    ("release", "presence"),
    [
        ("0.8", Presence.ABSENT),
        ("1.0", Presence.PRESENT),
        ("1.5", Presence.UNKNOWN),
        ("2.0", Presence.ABSENT),
        ("3.1", Presence.ABSENT),
    ],
)
def test_where_only_parts_were_seen_a_bound_written_by_hand_is_believed(release: str, presence: Presence) -> None:
    names = Names((), (Version("1.0"), Version("2.0")))
    ranges = (VersionRange(Version("0.9"), Version("2.0")),)
    assert names.presence(ranges, Version(release), frozenset((Version("0.9"), Version("2.0")))) is presence
    assert names.presence(ranges, Version("3.1")) is Presence.UNKNOWN


def test_who_serves_the_kinds(tmp_path: Path) -> None:
    base = base_of(tmp_path)
    server = base.api_server("k8s")
    assert server is not None
    assert (server.name, server.flags is not None) == ("kube-scheduler", True)
    assert base.api_server("nothing") is None
