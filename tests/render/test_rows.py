from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from sphinxext.factcheck.applicability import parse_applicability
from sphinxext.factcheck.facts import FactBase, load_facts
from sphinxext.factcheck.messages import Message
from sphinxext.factcheck.render.rows import Cell, Column, Link, fact_cell, fact_rows, heading, marked_up, row_endpoint
from sphinxext.factcheck.render.scope import Scope, misspellings, scope_of

from ..facts.files import PRODUCT, SCHEDULER, write_facts

OTHER = """\
component: other
product: acme
sources:
  run: {artefact: acme 1.0}
endpoints:
  list:
    - {id: metrics, port: 80, default_on: false, sources: [run]}
    - {id: admin, port: 81, purpose: api, paths: [/api/metrics], auth: client-certificate, removed: "1", note: old, sources: [run]}
    - {id: peer, port: 82, purpose: peer, sources: [run]}
"""


@pytest.fixture
def facts(tmp_path: Path) -> FactBase:
    base, problems = load_facts([write_facts(tmp_path, {"acme/other.yaml": OTHER})])
    assert problems == ()
    return base


def scope(facts: FactBase, text: str) -> Scope:
    return scope_of(parse_applicability(text), facts)


def shown(cell: Cell) -> str:
    """The cell as one text."""
    return "".join(f"[{piece.text}]({piece.url})" if isinstance(piece, Link) else str(piece.text) for piece in cell)


def table(facts: FactBase, text: str, columns: Iterable[Column], *purposes: str, product: str = "") -> list[list[str]]:
    """The cells of the table of the components of *product*, or of all, that applies to *text*."""
    components = facts.owners_of(product) if product else facts.components
    rows = fact_rows(facts, components, scope(facts, text), purposes)
    return [[shown(fact_cell(column, row, facts)) for column in columns] for row in rows]


def test_every_column(facts: FactBase) -> None:
    [insecure, _] = table(facts, "kubernetes 1.18", list(Column), product="kubernetes")
    assert dict(zip(Column, insecure, strict=True)) == {
        "port": "10251",
        "component": "kube-scheduler",
        "endpoint": "insecure",
        "scheme": "http",
        "path": "",
        "auth": "none",
        "bind": "",
        "flag": "--port",
        "field": "",
        "releases": "up to 1.18",
        "note": "",
        "source": "[Kubernetes 1.23 release notes](https://example.org/1.23)",
    }


def test_endpoints_of_other_releases_are_left_out(facts: FactBase) -> None:
    columns = [Column.PORT, Column.COMPONENT, Column.RELEASES]
    assert table(facts, "kubernetes >=1.23", columns, product="kubernetes") == [["10259", "kube-scheduler", "all"]]
    assert table(facts, "", columns) == [
        ["80", "other", "all"],
        ["81", "other", "before 1"],
        ["10251", "kube-scheduler", "up to 1.18"],
        ["10259", "kube-scheduler", "all"],
    ]


def test_purposes(facts: FactBase) -> None:
    assert table(facts, "", [Column.PORT], "peer") == [["82"]]
    assert table(facts, "", [Column.PORT], "api", "peer") == [["81"], ["82"]]


def test_words_for_people(facts: FactBase) -> None:
    columns = [Column.AUTH, Column.BIND, Column.NOTE]
    assert table(facts, "", columns)[:2] == [["none", "only if configured", ""], ["client certificate", "", "old"]]


def test_what_the_installer_changes_is_told_release_by_release(tmp_path: Path) -> None:
    changed = SCHEDULER.replace(
        'since: "1.19", removed: "1.23", listens: false', 'since: "1.23", scheme: https, auth: token, bind: 127.0.0.1'
    )
    changed = changed.replace('      removed: "1.23"\n', "      bind: 0.0.0.0\n", 1)
    facts, problems = load_facts([write_facts(tmp_path, {"kubernetes/kube-scheduler.yaml": changed})])
    assert problems == ()
    columns = [Column.SCHEME, Column.AUTH, Column.BIND]
    assert table(facts, "kubernetes; kubeadm", columns)[0] == [
        "http (from 1.18); https (from 1.23)",
        "none (from 1.18); token (from 1.23)",
        "0.0.0.0 (from 1.18); 127.0.0.1 (from 1.23)",
    ]
    assert table(facts, "kubernetes 1.18; kubeadm", columns)[0] == ["http", "none", "0.0.0.0"]
    assert table(facts, "kubernetes", columns)[0] == ["http", "none", "0.0.0.0"]


def test_what_the_installer_closes_in_all_releases_is_left_out(tmp_path: Path) -> None:
    closing = SCHEDULER.replace('since: "1.19", removed: "1.23", listens', "listens")
    product = PRODUCT.replace('["1.18", "1.23", "1.30"]', '["1.18", "1.19", "1.30"]')
    facts, _ = load_facts([write_facts(tmp_path, {"kubernetes/kube-scheduler.yaml": closing})])
    assert table(facts, "kubeadm", [Column.PORT]) == [["10259"]]
    facts, _ = load_facts([write_facts(tmp_path, {"kubernetes/product.yaml": product})])
    assert table(facts, "kubeadm", [Column.PORT, Column.BIND]) == [
        ["10251", " (from 1.18); closed by kubeadm (from 1.19)"],
        ["10259", ""],
    ]


def test_a_change_between_known_releases_is_told(tmp_path: Path) -> None:
    patched = SCHEDULER.replace('since: "1.19", removed: "1.23", listens', 'since: "1.18.6", removed: "1.23", listens')
    facts, _ = load_facts(
        [write_facts(tmp_path, {"kubernetes/kube-scheduler.yaml": patched.replace("removed", "bind: 0.0.0.0\n      removed", 1)})]
    )
    assert [
        table(facts, f"kubernetes {release}; kubeadm", [Column.PORT, Column.BIND])[0] for release in ("1.18", "1.18.5", "1.18.10")
    ] == [
        ["10251", "0.0.0.0 (from 1.18); closed by kubeadm (from 1.18.6)"],
        ["10251", "0.0.0.0"],
        ["10259", ""],
    ]


def test_the_endpoint_of_a_row_is_rather_one_that_is_open(facts: FactBase) -> None:
    component = facts.outline("kube-scheduler")
    assert component is not None
    found = [row_endpoint(component, port, scope(facts, "kubernetes 1.30"), facts) for port in (10251, 10259, 1)]
    assert [endpoint and endpoint.id for endpoint in found] == ["insecure", "secure", None]


def test_every_column_has_a_heading() -> None:
    assert [str(heading(column)) for column in Column] == [
        "Port", "Component", "Endpoint", "Scheme", "Path", "Authentication", "Bind address", "Flag", "Field", "Releases", "Note", "Source",
    ]  # fmt: skip
    assert all(isinstance(heading(column), Message) for column in Column)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("--port=0 closes it; see /healthz.", "``--port=0`` closes it; see ``/healthz``."),
        ("metricsBindAddress and/or\n  a client-certificate", "``metricsBindAddress`` and/or a client-certificate"),
        ("marked ``up`` --port", "marked ``up`` --port"),
    ],
)
def test_what_is_typed_in_a_note_is_literal(note: str, expected: str) -> None:
    assert marked_up(note) == expected


def test_scope(facts: FactBase) -> None:
    found = scope(facts, "K8s >=1.20; scheduler <1.30; kubeadm; linux")
    assert [(product, str(releases)) for product, releases in found.ranges] == [("kubernetes", ">=1.20"), ("kubernetes", "<1.30")]
    assert found.distribution == "kubeadm"
    assert scope(facts, "linux >=5") == Scope()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kubernets >=1.20", ["unknown product 'kubernets'; did you mean 'kubernetes'?"]),
        ("kubernetes 1.20; kubeadmn", ["unknown product 'kubeadmn'; did you mean 'kubeadm'?"]),
        ("k3s 1.20; openstack >=2023; linux", []),
    ],
)
def test_a_name_that_is_near_to_a_known_one_is_told(facts: FactBase, text: str, expected: list[str]) -> None:
    assert [str(what) for what in misspellings(parse_applicability(text), facts)] == expected


def test_paths_and_ports_that_differ(tmp_path: Path) -> None:
    paths = (
        '[/metrics, {path: /old, removed: "1.23", sources: [notes-1.23]}, '
        '{path: /livez, since: "1.23", auth: none, sources: [notes-1.23]}, {path: /same, auth: token, sources: [notes-1.23]}]'
    )
    moved = '[{name: kubeadm, since: "1.23", port: 10359, sources: [notes-1.23]}]'
    text = SCHEDULER.replace("auth: token\n", f"auth: token\n      paths: {paths}\n      distributions: {moved}\n")
    facts, problems = load_facts([write_facts(tmp_path, {"kubernetes/kube-scheduler.yaml": text})])
    assert problems == ()
    columns = [Column.PORT, Column.PATH]
    every = "/metrics, /old (before 1.23), /livez (from 1.23) (authentication: none), /same"
    assert table(facts, "kubernetes; kubeadm", columns)[-1] == ["10259 (from 1.18); 10359 (from 1.23)", every]
    assert table(facts, "kubernetes 1.18; kubeadm", columns)[-1] == ["10259", "/metrics, /old, /same"]
    assert table(facts, "kubernetes 1.30", columns) == [["10259", "/metrics, /livez (authentication: none), /same"]]
    component = facts.outline("kube-scheduler")
    assert component is not None
    assert row_endpoint(component, 10359, scope(facts, ""), facts) == component.endpoint("secure")
