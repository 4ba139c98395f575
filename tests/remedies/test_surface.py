from __future__ import annotations

import pytest

from sphinxext.factcheck.findings import Span
from sphinxext.factcheck.pages.model import Line
from sphinxext.factcheck.remedies.model import Change
from sphinxext.factcheck.remedies.surface import Surface, SurfaceKind, surface_of


def change(where: str, text: str) -> Change:
    lines = tuple(Line(line, "p.rst", number) for number, line in enumerate(text.split("\n"), 1))
    return Change(where, "", (), lines, (), lines, Span("p.rst", 1, 1, 1, 1))


@pytest.mark.parametrize(
    ("where", "text", "expected"),
    [
        (
            "/etc/kubernetes/manifests/etcd.yaml on each control plane node",
            "    - --listen-metrics-urls=http://0.0.0.0:2381",
            Surface(SurfaceKind.STATIC_POD, "/etc/kubernetes/manifests/etcd.yaml"),
        ),
        (
            "ConfigMap kubeadm-config in kube-system, kubeadm.k8s.io/v1beta4",
            "kind: ClusterConfiguration",
            Surface(SurfaceKind.KUBEADM, "", "ConfigMap kubeadm-config", "kubeadm.k8s.io/v1beta4"),
        ),
        ("the file for kubeadm init", "kind: ClusterConfiguration\nscheduler: {}", Surface(SurfaceKind.KUBEADM)),
        (
            "ConfigMap kube-proxy in kube-system, key config.conf",
            "kind: KubeProxyConfiguration",
            Surface(SurfaceKind.CONFIGURATION, "config.conf", "ConfigMap kube-proxy"),
        ),
        (
            "/var/lib/kubelet/config.yaml",
            "apiVersion: kubelet.config.k8s.io/v1beta1\nreadOnlyPort: 0",
            Surface(SurfaceKind.CONFIGURATION, "/var/lib/kubelet/config.yaml", "", "kubelet.config.k8s.io/v1beta1"),
        ),
        (
            "/etc/systemd/system/prometheus.service",
            "ExecStart=/usr/bin/prometheus",
            Surface(SurfaceKind.UNIT, "/etc/systemd/system/prometheus.service"),
        ),
        ("/etc/default/prometheus", 'ARGS="--web.listen-address=:9090"', Surface(SurfaceKind.UNIT, "/etc/default/prometheus")),
        ("prometheus.yml", "scrape_configs:\n- job_name: x", Surface(SurfaceKind.SCRAPE, "prometheus.yml")),
        ("the job", "- job_name: x\n  scheme: https", Surface(SurfaceKind.SCRAPE)),
        ("rbac.yaml", "kind: ClusterRole\nrules: []", Surface(SurfaceKind.RBAC, "rbac.yaml")),
        ("ClusterRole prometheus", "- nonResourceURLs: [/metrics]", Surface(SurfaceKind.RBAC, "", "ClusterRole prometheus")),
        (
            "Deployment kube-state-metrics in monitoring",
            "- --host=0.0.0.0",
            Surface(SurfaceKind.WORKLOAD, "", "Deployment kube-state-metrics"),
        ),
        (
            "ConfigMap coredns in kube-system, key Corefile",
            "prometheus :9153",
            Surface(SurfaceKind.CONFIGURATION, "", "ConfigMap coredns"),
        ),
        ("values.yaml", "kubeProxy:\n  enabled: true", Surface(SurfaceKind.HELM, "values.yaml")),
        ("", "--web.listen-address=:9100", Surface(SurfaceKind.COMMAND)),
        ("Service kube-scheduler", "kind: Service\nports: []", Surface(SurfaceKind.OTHER, "", "Service kube-scheduler")),
        ("the firewall", "allow 10.0.0.0/8", Surface(SurfaceKind.OTHER)),
    ],
)
def test_what_a_change_touches(where: str, text: str, expected: Surface) -> None:
    assert surface_of(change(where, text)) == expected
