from __future__ import annotations

import pytest

from sphinxext.factcheck.findings import Code

from .hazards import found

PROXY = """
.. remediation:: Serve the metrics on the address of the node
   :component: kube-proxy
   :endpoint: metrics
   :applies-to: kubernetes >=1.20,<1.30; kubeadm

   .. change:: ConfigMap kube-proxy in kube-system, key config.conf
      :language: yaml

       kind: KubeProxyConfiguration
      -metricsBindAddress: ""
      +metricsBindAddress: 10.0.0.11:10249

   .. apply::

      $ kubectl -n kube-system edit configmap kube-proxy
"""
NODE = """
.. remediation:: Serve the metrics on every address
   :component: node_exporter

   .. change:: {}
      :language: ini

      -{}127.0.0.1:9100
      +{}:9100

   .. apply::

      $ {}
"""
UNIT = ("/etc/systemd/system/node_exporter.service", *["ExecStart=/usr/bin/node_exporter --web.listen-address="] * 2)
VARIABLES = ("/etc/default/prometheus-node-exporter", *["ARGS=--web.listen-address="] * 2)


def test_a_config_map_that_is_read_at_the_start() -> None:
    assert found(Code.NEEDS_RESTART, PROXY) == ["warning: kube-proxy reads this when it starts, and 'apply' does not restart it"]


@pytest.mark.parametrize(
    "command",
    [
        "kubectl -n kube-system rollout restart daemonset/kube-proxy",
        "kubectl -n kube-system delete pods -l k8s-app=kube-proxy",
        "kubectl delete -n kube-system pod kube-proxy-x2x4z",
        "sudo reboot",
    ],
)
def test_it_is_restarted(command: str) -> None:
    assert found(Code.NEEDS_RESTART, f"{PROXY}      $ {command}\n") == []


def test_it_is_said_in_words() -> None:
    assert (
        found(Code.NEEDS_RESTART, PROXY.replace("      $ kubectl", "      Restart kube-proxy on each node.\n\n      $ kubectl"))
        == []
    )


def test_no_word_on_how_it_is_applied() -> None:
    assert found(Code.NEEDS_RESTART, PROXY.partition("   .. apply::")[0]) == []


def test_a_unit_has_to_be_read_again_as_well() -> None:
    assert found(Code.NEEDS_RESTART, NODE.format(*UNIT, "sudo systemctl restart node_exporter")) == [
        "warning: systemd has to read its units again ('systemctl daemon-reload'), and 'apply' does not have it do so"
    ]
    assert found(Code.NEEDS_RESTART, NODE.format(*UNIT, "sudo systemctl daemon-reload")) == [
        "warning: node_exporter has to be restarted before this takes effect, and 'apply' does not do it"
    ]
    both = "sudo systemctl daemon-reload && sudo systemctl restart node_exporter"
    assert found(Code.NEEDS_RESTART, NODE.format(*UNIT, both)) == []


def test_a_file_of_variables_does_not() -> None:
    assert found(Code.NEEDS_RESTART, NODE.format(*VARIABLES, "sudo systemctl restart prometheus-node-exporter")) == []
    assert found(Code.NEEDS_RESTART, NODE.format(*VARIABLES, "sudo systemctl status prometheus-node-exporter")) == [
        "warning: node_exporter has to be restarted before this takes effect, and 'apply' does not do it"
    ]


def test_prometheus_reads_its_configuration_when_it_is_told_to() -> None:
    page = """
.. remediation:: Ask the secure port
   :component: kube-scheduler
   :endpoint: secure
   :applies-to: kubernetes >=1.20,<1.30; kubeadm

   .. change:: prometheus.yml
      :language: yaml

       - job_name: kube-scheduler
      -  scheme: http
      +  scheme: https

   .. apply::

      $ {}
"""
    assert found(Code.NEEDS_RESTART, page.format("vi prometheus.yml")) == [
        "warning: prometheus reads this again only when it is told to, and 'apply' does not do it"
    ]
    assert found(Code.NEEDS_RESTART, page.format("curl -X POST http://localhost:9090/-/reload")) == []
    assert found(Code.NEEDS_RESTART, page.format("kill -HUP 1")) == []
    assert (
        found(Code.NEEDS_RESTART, page.replace("prometheus.yml\n", "ServiceMonitor kube-scheduler\n").format("kubectl edit x"))
        == []
    )


def test_kubeadm_writes_nothing_by_itself() -> None:
    page = """
.. remediation:: Serve the metrics on the address of the node
   :component: kube-scheduler
   :endpoint: secure
   :applies-to: kubernetes >=1.20,<1.30; kubeadm

   .. change:: ConfigMap kubeadm-config in kube-system
      :language: yaml

       kind: ClusterConfiguration
       scheduler:
         extraArgs:
      +    bind-address: 10.0.0.11

   .. apply::

      $ kubectl -n kube-system edit configmap kubeadm-config
"""
    assert found(Code.NEEDS_RESTART, page) == [
        "warning: nothing is written from kubeadm's configuration before 'kubeadm init phase' or 'kubeadm upgrade'"
    ]
    assert (
        found(Code.NEEDS_RESTART, page + "      $ sudo kubeadm init phase control-plane scheduler --config kubeadm.yaml\n") == []
    )
