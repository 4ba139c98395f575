"""What people write, read as how programs are started; by the facts of the repository, whose names are real."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import replace

import pytest

from sphinxext.factcheck.facts import builtin_directory, load_facts
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.pages.model import Line
from sphinxext.factcheck.reach import Answer, Situation, solve
from sphinxext.factcheck.reach.reading import Reading, fragment_of, situations_in
from sphinxext.factcheck.versions import parse_version

Read = Callable[..., Reading]


@pytest.fixture(scope="module")
def known() -> FactBase:
    return load_facts([builtin_directory()])[0]


def lines_of(text: str, path: str) -> tuple[Line, ...]:
    return tuple(Line(line, path, number) for number, line in enumerate(textwrap.dedent(text).strip("\n").split("\n"), 1))


def shown(situation: Situation) -> str:
    """How a component is started, in one line."""
    parts = [situation.component, situation.release, situation.placement.value, "" if situation.whole else "part"]
    variables = [f"{each.name}={each.value}" for each in situation.variables]
    words = [each.text for each in situation.words]
    where = f"@{situation.span.line}" if situation.span is not None else ""
    return " ".join(part for part in (*parts, *variables, *words, where) if part)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("run.sh", "prometheus-node-exporter", ["node_exporter host @1"]),
        (
            "run.sh",
            """
            sudo kube-scheduler --port=0 \\
              --address "127.0.0.1"
            """,
            ["kube-scheduler host --port=0 --address 127.0.0.1 @1"],
        ),
        (
            "run.sh",
            """
            export ETCD_NAME=a
            X=1 ETCD_LISTEN_METRICS_URLS=http://127.0.0.1:2381 etcd --debug
            etcd
            """,
            [
                "etcd host ETCD_NAME=a X=1 ETCD_LISTEN_METRICS_URLS=http://127.0.0.1:2381 --debug @2",
                "etcd host ETCD_NAME=a @3",
            ],
        ),
        (
            "run.sh",
            """
            ADDRESS=127.0.0.2
            ARGS="--web.listen-address=:9200 --web.telemetry-path=/m"
            node_exporter $ARGS
            node_exporter --web.listen-address=${ADDRESS}:9100
            node_exporter --web.listen-address=$OTHER:9100
            """,
            [
                "node_exporter host --web.listen-address=:9200 --web.telemetry-path=/m @3",
                "node_exporter host --web.listen-address=127.0.0.2:9100 @4",
                "node_exporter host --web.listen-address=$OTHER:9100 @5",
            ],
        ),
        (
            "run.sh",
            "docker run -d --net=host -e A=b quay.io/prometheus/node-exporter:v1.8.2 --web.listen-address=127.0.0.1:9100",
            ["node_exporter 1.8.2 host A=b --web.listen-address=127.0.0.1:9100 @1"],
        ),
        ("run.sh", "docker run prom/prometheus:v2.50.0", ["prometheus 2.50.0 container @1"]),
        ("run.sh", "ssh node1 etcd --debug", ["etcd host --debug @1"]),
        ("run.sh", "kubectl get pods; curl http://127.0.0.1:10251", []),
        (
            "kubelet.service",
            """
            [Service]
            Environment="A=--read-only-port=0 --v=2" 'B=--port=1'
            ExecStart=/usr/bin/kubelet \\
              $A \\
              ${B} --address=0.0.0.0
            """,
            ["kubelet host A=--read-only-port=0 --v=2 B=--port=1 --read-only-port=0 --v=2 --port=1 --address=0.0.0.0 @3"],
        ),
        (
            "etc/default/prometheus-node-exporter",
            'ARGS="--web.listen-address=127.0.0.1:9100"',
            [
                "node_exporter host ARGS=--web.listen-address=127.0.0.1:9100 --web.listen-address=127.0.0.1:9100 @1",
            ],
        ),
        (
            "pod.yaml",
            """
            apiVersion: v1
            kind: Pod
            spec:
              hostNetwork: true
              containers:
              - name: kube-scheduler
                image: registry.k8s.io/kube-scheduler:v1.30.2
                command: [kube-scheduler, --bind-address=127.0.0.1]
              - name: sidecar
                image: example.org/sidecar:v1
                args: [--port=1]
            """,
            ["kube-scheduler 1.30.2 host --bind-address=127.0.0.1 @6"],
        ),
        (
            "pods.yaml",
            """
            kind: Deployment
            spec:
              template:
                spec:
                  containers:
                  - image: quay.io/prometheus/node-exporter:v1.8.2
                    args: ["--web.listen-address=$(IP):9100"]
                    env:
                    - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                    - {name: SECRET, valueFrom: {secretKeyRef: {name: a, key: b}}}
            """,
            ["node_exporter 1.8.2 pod IP=ADDRESS SECRET=None --web.listen-address=$(IP):9100 @6"],
        ),
        (
            "kubeadm.yaml",
            """
            apiVersion: kubeadm.k8s.io/v1beta3
            kind: ClusterConfiguration
            kubernetesVersion: v1.24.3
            scheduler:
              extraArgs:
                bind-address: 0.0.0.0
            etcd:
              local:
                extraArgs: {listen-metrics-urls: "http://0.0.0.0:2381"}
            """,
            [
                "kube-scheduler 1.24.3 part --bind-address=0.0.0.0 @6",
                "etcd part --listen-metrics-urls=http://0.0.0.0:2381 @9",
            ],
        ),
        (
            "kubeadm.yaml",
            """
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: ClusterConfiguration
            controllerManager:
              extraArgs:
              - {name: bind-address, value: 0.0.0.0}
            """,
            ["kube-controller-manager part --bind-address=0.0.0.0 @5"],
        ),
        (
            "cm.yaml",
            """
            kind: ConfigMap
            metadata: {name: kube-proxy}
            data:
              config.conf: |
                apiVersion: kubeproxy.config.k8s.io/v1alpha1
                kind: KubeProxyConfiguration
                metricsBindAddress: 0.0.0.0:10249
              other: text
            """,
            ["kube-proxy part --config=config.conf @5"],
        ),
        (
            "Corefile",
            """
            .:53 {
                prometheus :9153
            }
            """,
            ["coredns -conf=Corefile @1"],
        ),
        (
            "compose.yaml",
            """
            services:
              one:
                image: prom/prometheus:v2.50.0
                command: [--web.listen-address=127.0.0.1:9090]
              two:
                image: quay.io/prometheus/node-exporter:v1.8.2
                network_mode: host
                command: --web.listen-address=:9200
            """,
            [
                "prometheus 2.50.0 container --web.listen-address=127.0.0.1:9090 @3",
                "node_exporter 1.8.2 host --web.listen-address=:9200 @6",
            ],
        ),
        (
            "values.yaml",
            "kubeScheduler:\n  extraArgs:\n    bind-address: 0.0.0.0",
            ["kube-scheduler part --bind-address=0.0.0.0 @3"],
        ),
    ],
)
def test_what_a_file_starts(known: FactBase, name: str, text: str, expected: list[str]) -> None:
    assert [shown(each) for each in situations_in(lines_of(text, name), known, name).situations] == expected


def test_a_file_that_starts_nothing_may_be_read_by_a_program(known: FactBase) -> None:
    reading = situations_in(lines_of("scrape_configs: []", "prometheus.yml"), known, "prometheus.yml")
    assert [(file.name, len(file.lines)) for file in reading.files] == [("prometheus.yml", 1)]
    assert situations_in((), known, "empty.yaml") == Reading((), ())


@pytest.mark.parametrize(
    ("component", "filename", "text", "expected"),
    [
        ("kube-scheduler", "kube-scheduler.yaml", "    - --port=0\n    - --leader-elect=true", "--port=0 --leader-elect=true"),
        ("kube-scheduler", "", "--port=0 \\\n--bind-address=0.0.0.0", "--port=0 --bind-address=0.0.0.0"),
        ("kube-proxy", "ConfigMap kube-proxy", "metricsBindAddress: 0.0.0.0:10249", "--config=ConfigMap kube-proxy"),
        ("etcd", "", "etcd:\n  local:\n    extraArgs:\n    - name: debug", "--debug"),
        (
            "node_exporter",
            "/etc/default/prometheus-node-exporter",
            'ARGS="--web.listen-address=:9100"',
            "--web.listen-address=:9100",
        ),
        ("coredns", "Corefile", "prometheus :9153", "-conf=Corefile"),
        ("kube-scheduler", "", "nothing of it", None),
        ("teapot", "", "--port=1", None),
    ],
)
def test_a_fragment(known: FactBase, component: str, filename: str, text: str, expected: str | None) -> None:
    found = fragment_of(lines_of(text, filename), component, known, filename)
    assert (None if found is None else " ".join(each.text for each in found.words)) == expected
    assert found is None or not found.whole


def test_a_fragment_of_a_file_that_a_flag_names(known: FactBase) -> None:
    lines = lines_of("tls_server_config:\n  cert_file: tls.crt\n", "/etc/node_exporter/web.yml")
    found = fragment_of(lines, "node_exporter", known, "/etc/node_exporter/web.yml")
    assert found is not None
    assert (found.words, found.whole) == ((), False)
    assert [(file.name, file.lines) for file in found.files] == [("/etc/node_exporter/web.yml", lines)]
    assert fragment_of(lines_of("modules: {}\n", "snmp.yml"), "node_exporter", known, "snmp.yml") is None


def test_a_fragment_says_nothing_of_a_file_that_has_no_say_in_it(known: FactBase) -> None:
    text = (
        "[Service]\nExecStart=/usr/local/bin/prometheus --config.file=/etc/prometheus/prometheus.yml --web.listen-address=:9091\n"
    )
    found = fragment_of(lines_of(text, "prometheus.service"), "prometheus", known, "prometheus.service")
    assert found is not None
    assert solve(found, known, parse_version("3.5.3")).starts is Answer.YES
    assert solve(replace(found, whole=True), known, parse_version("3.5.3")).starts is Answer.UNKNOWN
