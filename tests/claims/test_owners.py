from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.context import Context
from sphinxext.factcheck.claims.model import How, Subject
from sphinxext.factcheck.claims.names import Names
from sphinxext.factcheck.claims.owners import ArgumentsKey, arguments_key, component_of_path

from .claims import NAMES

CONTEXT = Context(Names(NAMES))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("extraArgs", ArgumentsKey("", True)),
        ("extra_args", ArgumentsKey("", True)),
        ("kubeletExtraArgs", ArgumentsKey("kubelet", True)),
        ("kube-apiserver-arg", ArgumentsKey("kube-apiserver", True)),
        ("kubelet_custom_flags", ArgumentsKey("kubelet", True)),
        ("flags", ArgumentsKey("", False)),
        ("prometheus_flags_extra", ArgumentsKey("prometheus", False)),
        ("kubelet_config_extra_args", ArgumentsKey("kubelet-config", True)),
        ("margs", None),
        ("image", None),
        ("", None),
    ],
)
def test_keys_for_arguments(key: str, expected: ArgumentsKey | None) -> None:
    assert arguments_key(key) == expected


@pytest.mark.parametrize(
    ("path", "name", "how"),
    [
        ("kubeletExtraArgs", "kubelet", How.CONTAINER),
        ("kubeControllerManager.extraArgs", "kube-controller-manager", How.CONTAINER),
        ("kube-state-metrics.extraArgs", "kube-state-metrics", How.CONTAINER),
        ("nodeExporter.extraArgs", "node-exporter", How.CONTAINER),
        ("alertmanager.alertmanagerSpec.additionalArgs", "alertmanager", How.CONTAINER),
        ("server.extraFlags", "prometheus", How.CONTAINER),
        ("services.kube-api.extra_args", "kube-apiserver", How.CONTAINER),
        ("etcd.local.extraArgs", "etcd", How.CONTAINER),
        ("kubelet.[].args", "kubelet", How.CONTAINER),
        ("kube_kubeadm_scheduler_extra_args", "kube-scheduler", How.CONTAINER),
        ("scheduler.extraArgs", "kube-scheduler", How.NEARBY),
    ],
)
def test_whose_arguments_stand_at_a_path(path: str, name: str, how: How) -> None:
    assert component_of_path(path.split("."), CONTEXT) == Subject(name, how)


def test_a_word_of_the_trade_is_kubernetes_own_in_its_files() -> None:
    assert component_of_path(["scheduler", "extraArgs"], CONTEXT, kubernetes=True) == Subject("kube-scheduler", How.CONTAINER)


@pytest.mark.parametrize(
    "path",
    [
        "extraArgs",
        "prometheus.prometheus-operator.extraArgs",
        "server.extraArgs",
        "controller.extraArgs",
        "bootstrap_extra_args",
        "kubelet.image",
        "kubelet_config_extra_args",
        "operator.args",
    ],
)
def test_nobody_s_arguments(path: str) -> None:
    assert component_of_path(path.split("."), CONTEXT) is None
