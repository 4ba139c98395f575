"""What the article that this project started from says, claim by claim."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sphinxext.factcheck.claims import read_claims
from sphinxext.factcheck.claims.model import Claim, How, PageClaims, Stance
from sphinxext.factcheck.pages import SourceTree, read_rst

from .claims import NAMES

pytestmark = pytest.mark.shared

PAGE = "prometheus_metrics_connect_refuse.rst"
FILES = "prometheus_metrics_connect_refuse"


@pytest.fixture(scope="module")
def seed() -> PageClaims:
    shared = Path(os.environ.get("FACTCHECK_SHARED") or Path(__file__).parents[3] / "shared")
    root = shared.resolve() / "seed"
    return read_claims(read_rst((root / PAGE).read_text("utf-8"), PAGE, SourceTree(root)), NAMES)


def told(seed: PageClaims, file: str, line: int) -> list[tuple[str, str, str, Stance]]:
    """Kind, content, subject and stance of the claims on a line, in the order of their columns."""

    def content(claim: Claim) -> str:
        for name in ("name", "port", "resource", "path"):
            if value := getattr(claim, name, None):
                return ".".join(value) if isinstance(value, tuple) else str(value)
        return ""

    found = sorted((c for c in seed.claims if (c.span.path, c.span.line) == (file, line)), key=lambda c: c.span)
    return [
        (
            type(c).__name__.removesuffix("Claim").lower(),
            content(c),
            f"{c.subject.name} {c.subject.how}" if c.subject else "",
            c.stance,
        )
        for c in found
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (21, [("name", "metric-bind-address", "kube-proxy sentence"), ("port", "10249", "kube-proxy sentence")]),
        (23, [("port", "10249", "kube-proxy sentence")]),
        (32, [("field", "metricsBindAddress", "kube-proxy filename")]),
        (38, [("port", "10251", "scheduler sentence")]),
        (43, []),
        (
            69,
            [
                ("flag", "port", "kube-scheduler sentence"),
                ("default", "--port", "kube-scheduler sentence"),
                ("port", "10251", "kube-scheduler sentence"),
            ],
        ),
        (79, [("flag", "port", "kube-scheduler filename")]),
    ],
)
def test_the_article(seed: PageClaims, line: int, expected: list[tuple[str, str, str]]) -> None:
    assert told(seed, PAGE, line) == [(*each, Stance.ADVICE) for each in expected]


def test_the_flag_that_stays(seed: PageClaims) -> None:
    assert told(seed, PAGE, 82)[0] == ("flag", "port", "kube-scheduler sentence", Stance.ADVICE)


def test_the_table_points_into_its_file(seed: PageClaims) -> None:
    rows = [c for c in seed.claims if type(c).__name__ == "RowClaim"]
    assert [(c.span.path, c.span.line, c.span.column, getattr(c, "port", 0), getattr(c, "component", "")) for c in rows] == [
        (f"{FILES}/prometheus_metrics_ports.csv", line, 1, port, component)
        for line, (port, component) in enumerate(
            [
                (6443, "apiserver"),
                (8080, "kube-state-metrics"),
                (9090, "prometheus"),
                (9093, "alertmanager"),
                (9100, "node-exporter"),
                (9153, "coredns"),
                (10249, "kube-proxy"),
                (10250, "kubelet"),
                (10251, "scheduler"),
                (10252, "controller-manager"),
            ],
            start=2,
        )
    ]


def test_the_manifest_carries_its_release(seed: PageClaims) -> None:
    (found,) = (c for c in seed.claims if c.span.path == f"{FILES}/kube-scheduler.yaml" and c.span.line == 19)
    assert (found.subject and found.subject.how, getattr(found, "value", "")) == (How.CONTAINER, "0")
    (evidence,) = found.scope.block
    assert (evidence.name, evidence.version, evidence.what, evidence.span.line) == ("kube-scheduler", "1.18.10", "image tag", 20)


def test_the_included_command(seed: PageClaims) -> None:
    assert told(seed, f"{FILES}/kubectl_get_cs", 1) == [("resource", "cs", "kubectl program", Stance.ADVICE)]


def test_output_is_not_read(seed: PageClaims) -> None:
    unread = {(gap.reason, gap.span.path, gap.span.line) for gap in seed.unread}
    assert ("output", PAGE, 43) in unread
    assert ("output", f"{FILES}/kubectl_get_cs_output", 1) in unread
    assert ("output", f"{FILES}/kubectl_edit_pods_kube-scheduler_err", 1) in unread


def test_a_release_in_running_text_is_no_evidence(seed: PageClaims) -> None:
    assert {c.scope.page for c in seed.claims} == {()}
    assert {c.scope.block for c in seed.claims if c.span.path == PAGE} == {()}
