from __future__ import annotations

import pytest

from sphinxext.factcheck.findings import Code

from .hazards import found


def block(*lines: str) -> str:
    return "::\n\n" + "".join(f"   {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("command", "pod"),
    [
        ("kubectl -n kube-system edit pod kube-scheduler-master", "kube-scheduler-master"),
        ("kubectl edit po/kube-scheduler-node-1 -n kube-system", "kube-scheduler-node-1"),
        ("kubectl patch pods kube-scheduler-$NODE -p x", "kube-scheduler-$NODE"),
        ("kubectl set image pod/kube-scheduler-<node> kube-scheduler=x", "kube-scheduler-…"),
    ],
)
def test_a_change_of_a_mirror_pod(command: str, pod: str) -> None:
    (said,) = found(Code.MIRROR_POD_EDIT, block(f"$ {command}"))
    assert said.startswith("warning: ")
    assert said.endswith(
        " mirrors a static pod: what is changed there does not reach the container; edit /etc/kubernetes/manifests/kube-scheduler.yaml"
    )
    assert pod[:20] in said


def test_a_mirror_pod_that_is_deleted_is_worth_knowing() -> None:
    text = "information: {!r} mirrors a static pod: to delete it does not restart the container; move {} away and back"
    manifest = "/etc/kubernetes/manifests/kube-apiserver.yaml"
    assert found(Code.MIRROR_POD_EDIT, block("$ kubectl delete pod kube-apiserver-cp1 -n kube-system")) == [
        text.format("kube-apiserver-cp1", manifest)
    ]
    assert found(Code.MIRROR_POD_EDIT, block("$ kubectl -n kube-system delete pod -l component=kube-apiserver")) == [
        text.format("component=kube-apiserver", manifest)
    ]


@pytest.mark.parametrize(
    "command",
    [
        "kubectl -n kube-system get pod kube-scheduler-master",
        "kubectl -n kube-system logs kube-scheduler-master",
        "kubectl -n kube-system edit pod kube-scheduler-7d8f9c6b5-x2x4z",
        "kubectl -n kube-system edit pod kube-scheduler-xxxxx",
        "kubectl delete pod etcd-0",
        "kubectl delete pod kube-proxy-node1",
        "kubectl edit pod web",
        "kubectl edit deployment kube-scheduler-node1",
        "kubectl delete pod --all",
    ],
)
def test_no_mirror_pod_or_no_change(command: str) -> None:
    assert found(Code.MIRROR_POD_EDIT, block(f"$ {command}")) == []


def test_a_block_that_shows_the_refusal() -> None:
    lines = ("$ kubectl -n kube-system edit pod kube-scheduler-cp1", 'error: pods "kube-scheduler-cp1" is invalid')
    assert found(Code.MIRROR_POD_EDIT, block(*lines)) == []


def test_a_page_that_knows_what_a_mirror_pod_is() -> None:
    page = "The API shows a mirror pod of it.\n\n" + block("$ kubectl -n kube-system edit pod kube-scheduler-cp1")
    assert found(Code.MIRROR_POD_EDIT, page) == []


def test_another_installer_keeps_its_manifests_elsewhere() -> None:
    page = ".. applies-to:: kubernetes 1.30; rke2\n\n" + block("$ kubectl -n kube-system edit pod kube-scheduler-cp1")
    assert found(Code.MIRROR_POD_EDIT, page) == []
