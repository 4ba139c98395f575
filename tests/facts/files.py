"""A small directory of facts, which tests spoil on purpose."""

from __future__ import annotations

from pathlib import Path

PRODUCT = """\
product: kubernetes
title: Kubernetes
aliases: [k8s]
releases: ["1.18", "1.23", "1.30"]
distributions: [kubeadm]
sources:
  tree: {artefact: kubeadm source at v1.18.0, release: "1.18"}
paths:
  - {path: /etc/kubernetes/manifests, distribution: kubeadm, component: kube-scheduler, open: true, sources: [tree]}
resources:
  - {name: componentstatuses, kind: ComponentStatus, short_names: [cs], deprecated: "1.19", sources: [tree]}
"""

SCHEDULER = """\
component: kube-scheduler
product: kubernetes
aliases: [scheduler]
programs: [kube-scheduler]
sources:
  notes-1.23: {artefact: Kubernetes 1.23 release notes, release: "1.23", url: "https://example.org/1.23"}
endpoints:
  complete: [["1.18", "1.31"]]
  list:
    - id: insecure
      port: 10251
      removed: "1.23"
      set_by: {flags: [--port], off: [--port=0]}
      replaced_by: secure
      distributions:
        - {name: kubeadm, since: "1.19", removed: "1.23", listens: false, args: [--port=0], sources: [notes-1.23]}
      sources: [notes-1.23]
    - id: secure
      port: 10259
      scheme: https
      auth: token
      set_by: {flags: [--secure-port]}
      sources: [notes-1.23]
flags:
  --port:
    no_effect: "1.23"
    removed: "1.24"
    replaced_by: [--secure-port]
    values: {"1.23": "0|1"}
    sources: [notes-1.23]
fields:
  - kind: KubeSchedulerConfiguration
    path: metricsBindAddress
    no_effect: "1.23"
    sources: [notes-1.23]
"""

FLAGS = """\
component: kube-scheduler
generated: by hand, for a test
dashes: "--"
normalize: "_"
observed: {"1.18.0": [help], "1.23.0": [help], "1.25.0": [help]}
complete: [["1.18.0", "1.26"]]
sources:
  help: {artefact: the program's help}
flags:
  port:
    ranges: [["1.18.0", "1.25.0"]]
    type: int
    default: {"1.18.0": "10251", "1.23.0": "0"}
    deprecated: "1.18.0"
  secure-port: {ranges: [["1.18.0", ~]], type: int, default: "10259"}
  leader-elect: {type: bool, no_value: true, default: "true"}
"""

FIELDS = """\
component: kube-scheduler
generated: by hand, for a test
sources:
  tree: {artefact: source text}
kinds:
  - kind: KubeSchedulerConfiguration
    api_version: kubescheduler.config.k8s.io/v1beta1
    observed: {"1.23.0": [tree]}
    complete: [["1.23.0", "1.24"]]
    fields:
      metricsBindAddress: {type: string, ranges: [["1.23.0", ~]]}
      featureGates: {type: "map[string]bool", open: true}
"""

APIS = """\
component: kube-scheduler
generated: by hand, for a test
observed: {"1.8.0": [types], "1.21.0": [types], "1.22.0": [types], "1.23.0": [types]}
complete: [["1.8.0", "1.24"]]
sources:
  types: {artefact: types of the API}
apis:
  v1: {Pod: {resource: pods, namespaced: true, ranges: [["1.0", ~]]}}
  extensions/v1beta1:
    Ingress: {resource: ingresses, namespaced: true, ranges: [["1.1", "1.22.0"]], deprecated: "1.14", replaced_by: [networking.k8s.io/v1, Ingress]}
  networking.k8s.io/v1:
    Ingress: {resource: ingresses, namespaced: true, ranges: [["1.21.0", ~]]}
  networking.k8s.io/v1beta1:
    IPAddress: {resource: ipaddresses, namespaced: false, ranges: [["1.23.0", ~]], planned: "1.37"}
"""

PORTS = """\
component: kube-scheduler
generated: by hand, for a test
sources:
  list: {artefact: a list of ports}
ports:
  "9999": {name: Door exporter}
  "10251": {name: Gate exporter, urls: ["https://example.org/gate"]}
"""

FILES = {
    "kubernetes/product.yaml": PRODUCT,
    "kubernetes/kube-scheduler.yaml": SCHEDULER,
    "kubernetes/kube-scheduler.flags.yaml": FLAGS,
    "kubernetes/kube-scheduler.fields.yaml": FIELDS,
    "kubernetes/kube-scheduler.apis.yaml": APIS,
    "kubernetes/kube-scheduler.allocations.yaml": PORTS,
}


def write_facts(directory: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """*directory*, with the small facts in it and *changes* made to them: text of files by path, ``None`` for no such file."""
    for name, text in {**FILES, **(changes or {})}.items():
        if text is None:
            continue
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return directory
