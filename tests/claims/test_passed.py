from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import FlagClaim, How

from .claims import page_claims


def passed(command: str) -> list[tuple[str, str, str | None]]:
    """Component, name and value of the flags that *command* passes on."""
    found = page_claims(f".. code-block:: sh\n\n   {command}\n").claims
    return [
        (c.subject.name, c.dashes + c.name, c.value)
        for c in found
        if isinstance(c, FlagClaim) and c.subject is not None and c.subject.how is How.CONTAINER
    ]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("minikube start --extra-config=kubelet.max-pods=9 --memory 1", [("kubelet", "max-pods", "9")]),
        ("minikube start --extra-config apiserver.v=2", [("kube-apiserver", "v", "2")]),
        ("minikube start --extra-config=proxy.mode=x --extra-config=kubelet.MaxPods=5", []),
        ('k3s server --kube-apiserver-arg=v=2 --kubelet-arg max-pods=1 --etcd-arg="a=b"',
         [("kube-apiserver", "v", "2"), ("kubelet", "max-pods", "1"), ("etcd", "a", "b")]),
        ("rke2 server --kube-proxy-arg=--v=0", [("kube-proxy", "--v", "0")]),
        ("curl -sfL https://get.example.org | sh -s - --kube-scheduler-arg=port=0", [("kube-scheduler", "port", "0")]),
        ("curl -sfL https://x | INSTALL_K3S_EXEC='server --kube-scheduler-arg=port=0' sh -", [("kube-scheduler", "port", "0")]),
        ("k3d cluster create x --k3s-arg '--kubelet-arg=v=0@server:*'", [("kubelet", "v", "0")]),
        ('juju config kubernetes-master api-extra-args="v=0 a=2"', [("kube-apiserver", "v", "0"), ("kube-apiserver", "a", "2")]),
        ("/etc/eks/bootstrap.sh c --kubelet-extra-args '--max-pods=1 --v=2'", [("kubelet", "--max-pods", "1"), ("kubelet", "--v", "2")]),
        ("frob --foo-arg=a=b --extra-args x", []),
    ],
)  # fmt: skip
def test_flags_that_are_passed_on(command: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert passed(command) == expected
