"""The article that this project started from must yield what it is known to be wrong about, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ..ext.sites import Build, Site

pytestmark = pytest.mark.shared

PAGE = "prometheus_metrics_connect_refuse.rst"
FILES = "prometheus_metrics_connect_refuse"


def build_seed(shared: Path, root: Path, release: str) -> Build:
    shutil.copytree(shared / "seed", root, copy_function=shutil.copyfile)
    for path in root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    site = Site(root, kubernetes=release)
    return site.build("factcheck", root_doc=PAGE.removesuffix(".rst"))


@pytest.fixture(scope="module")
def old(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build_seed(shared, tmp_path_factory.mktemp("old") / "seed", "1.18.10")


@pytest.fixture(scope="module")
def new(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build_seed(shared, tmp_path_factory.mktemp("new") / "seed", "1.30")


def test_1_18_10_has_one_error_and_the_reason_of_the_refusal(old: Build) -> None:
    assert [f for f in old.codes() if f[2] not in ("deprecated-flag",)] == [
        (PAGE, 21, "unknown-flag"),
        (PAGE, 82, "closed-port"),
        (f"{FILES}/kube-scheduler-control001.yaml", 11, "closed-port"),
        (f"{FILES}/kube-scheduler.yaml", 19, "closed-port"),
    ]
    assert [f["line"] for f in old.findings if f["severity"] != "information"] == [21]
    assert old.status == 1


@pytest.mark.parametrize("release", ["old", "new"])
def test_the_misspelt_name_is_an_error_in_both_with_the_nearest(release: str, request: pytest.FixtureRequest) -> None:
    build: Build = request.getfixturevalue(release)
    (found,) = [f for f in build.findings if f["code"] == "unknown-flag"]
    assert (found["path"], found["line"], found["column"], found["severity"]) == (PAGE, 21, 90, "error")
    assert "'--metrics-bind-address', 'metricsBindAddress'" in found["message"]


def test_1_30_finds_every_stale_fact(new: Build) -> None:
    warned = [(f["path"], f["line"], f["code"], f["subject"]) for f in new.findings if f["severity"] != "information"]
    assert warned == [
        (PAGE, 21, "unknown-flag", "metric-bind-address"),
        (PAGE, 38, "closed-port", "10251"),
        (PAGE, 69, "removed-flag", "--port"),
        (PAGE, 69, "closed-port", "10251"),
        (PAGE, 79, "removed-flag", "--port"),
        (PAGE, 82, "removed-flag", "--port"),
        (f"{FILES}/kubectl_get_cs", 1, "deprecated-resource", "componentstatuses"),
        (f"{FILES}/prometheus_metrics_ports.csv", 10, "stale-row", "10251"),
        (f"{FILES}/prometheus_metrics_ports.csv", 11, "stale-row", "10252"),
    ]


def test_1_30_says_what_is_there_instead(new: Build) -> None:
    messages = [
        f["message"] for f in new.findings if f["code"] in ("closed-port", "stale-row") and f["severity"] != "information"
    ]
    assert all("10259 (https, needs a bearer token)" in m for m in messages if "10251" in m)
    assert all("10257 (https, needs a bearer token)" in m for m in messages if "10252" in m)


def test_a_manifest_is_judged_by_the_release_of_its_image(new: Build) -> None:
    found = [f for f in new.findings if f["path"].endswith("kube-scheduler.yaml")]
    assert {f["severity"] for f in found} == {"information"}
    (other,) = [f for f in found if f["code"] == "other-release"]
    assert (other["line"], other["subject"]) == (20, "1.18.10")


def test_output_and_evidence_are_counted_not_judged(new: Build) -> None:
    paths = {f["path"] for f in new.findings}
    assert f"{FILES}/kubectl_get_cs_output" not in paths
    assert f"{FILES}/kubectl_edit_pods_kube-scheduler_err" not in paths
