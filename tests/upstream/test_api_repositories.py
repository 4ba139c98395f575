from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sphinxext.factcheck.facts.model import GroupVersionKind
from sphinxext.factcheck.upstream.api_lifecycle import ServedPath
from sphinxext.factcheck.upstream.api_repositories import is_api, observe_apis
from sphinxext.factcheck.upstream.observations import UpstreamError
from sphinxext.factcheck.versions import Version

from .test_repository import clone

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def register(group: str, kind: str) -> str:
    return (
        f'const GroupName = "{group}"\n'
        'var SchemeGroupVersion = schema.GroupVersion{Group: GroupName, Version: "v1"}\n'
        f"scheme.AddKnownTypes(SchemeGroupVersion,\n\t&{kind}{{}},\n)\n"
    )


def client(series: str, call: str, path: str) -> dict[str, str]:
    return {
        "scripts/constants.py": f'# the branch\nKUBERNETES_BRANCH = "release-{series}"\n',
        "kubernetes/README.md": f"*A* | [**list_{call}**](docs/A.md#{call}) | **GET** {path} | \n",
    }


@pytest.fixture
def clones(tmp_path: Path) -> Path:
    releases = ("kubernetes-1.7.0", "kubernetes-1.9.0", "kubernetes-1.9.1", "kubernetes-1.10.0", "kubernetes-1.11.0")
    root = tmp_path / "clones"
    for name, file, group, kind in (
        ("kubernetes/api", "core/v1/register.go", "", "Pod"),
        ("kubernetes/kube-aggregator", "pkg/apis/apiregistration/v1/register.go", "apiregistration.k8s.io", "APIService"),
        ("kubernetes/apiextensions-apiserver", "pkg/apis/apiextensions/v1/register.go", "apiextensions.k8s.io", "CRD"),
    ):
        clone(root / name, *((tag, {file: register(group, kind), "vendor/a/v1/register.go": "other"}) for tag in releases))
    clone(
        root / "kubernetes-client" / "python",
        ("v7.0.0", client("1.7", "pod", "/api/v1/pods")),
        ("v9.0.0", client("1.9", "node", "/api/v1/nodes")),
        ("v10.0.0", client("1.10", "pod", "/api/v1/pods")),
        ("v9.0.1", client("1.9", "pod", "/api/v1/pods")),
        ("v10.0.0a1", client("1.10", "node", "/api/v1/nodes")),
    )
    return root


def test_the_first_release_of_each_series_with_the_last_client_for_it(clones: Path) -> None:
    first, second = observe_apis(clones)
    assert (first.release, second.release) == (Version("1.9.0"), Version("1.10.0"))
    assert set(first.types) == {
        GroupVersionKind("", "v1", "Pod"),
        GroupVersionKind("apiregistration.k8s.io", "v1", "APIService"),
        GroupVersionKind("apiextensions.k8s.io", "v1", "CRD"),
    }
    assert first.paths == second.paths == {ServedPath("", "v1", "pod", "pods", namespaced=False)}
    assert first.artefacts == (
        "github.com/kubernetes/api tag kubernetes-1.9.0",
        "github.com/kubernetes/kube-aggregator tag kubernetes-1.9.0",
        "github.com/kubernetes/apiextensions-apiserver tag kubernetes-1.9.0",
        "github.com/kubernetes-client/python tag v9.0.1",
    )


def test_a_clone_that_is_missing(clones: Path) -> None:
    shutil.rmtree(clones / "kubernetes" / "kube-aggregator")
    with pytest.raises(UpstreamError) as caught:
        observe_apis(clones)
    assert str(caught.value).startswith(f"{clones / 'kubernetes' / 'kube-aggregator'}: git ls-tree: fatal: cannot change to ")


def test_clones_that_have_nothing_in_common(clones: Path) -> None:
    shutil.rmtree(clones / "kubernetes-client" / "python")
    clone(clones / "kubernetes-client" / "python", ("v30.0.0", client("1.30", "pod", "/api/v1/pods")))
    with pytest.raises(UpstreamError) as caught:
        observe_apis(clones)
    assert str(caught.value) == f"{clones}: no release that both the types and the client have"


def test_whether_a_directory_holds_such_clones(clones: Path, tmp_path: Path) -> None:
    assert is_api(clones)
    assert not is_api(tmp_path)
