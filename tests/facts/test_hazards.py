from __future__ import annotations

from pathlib import Path

from sphinxext.factcheck.facts import builtin_directory, load_facts
from sphinxext.factcheck.facts.hazards import Hazards, Probe, StaticPods
from sphinxext.factcheck.versions import Version

from .files import PRODUCT, SCHEDULER

HAZARDS = """\
hazards:
  static_pods:
    - {path: /etc/kubernetes/manifests, distribution: kubeadm, skips: [".*"], sources: [tree]}
  rewritten:
    - {what: Deployment coredns, distribution: kubeadm, by: kubeadm upgrade, sources: [tree]}
  probes:
    - {component: kube-scheduler, distribution: kubeadm, port: 10251, removed: "1.23", sources: [tree]}
  benchmarks:
    - benchmark: CIS
      numbers: {"1.18": "1.4.1", "1.23": "1.4.0"}
      component: kube-scheduler
      flag: --profiling
      wants: "false"
      sources: [tree]
"""


def write(directory: Path, product: str) -> Path:
    (directory / "kubernetes").mkdir(parents=True)
    (directory / "kubernetes/product.yaml").write_text(product, "utf-8")
    return directory


def test_they_are_read_with_their_sources(tmp_path: Path) -> None:
    directory = write(tmp_path / "facts", PRODUCT + HAZARDS)
    (directory / "kubernetes/kube-scheduler.yaml").write_text(
        SCHEDULER.partition("fields:")[0].replace("flags: [--port], ", "").replace("off: [--port=0]", "off: []"), "utf-8"
    )
    facts, _ = load_facts([directory])
    hazards = facts.hazards()
    (pods,) = hazards.static_pods
    assert (pods.path, pods.distribution, [source.id for source in pods.sources]) == (
        "/etc/kubernetes/manifests",
        "kubeadm",
        ["tree"],
    )
    (probe,) = hazards.probes
    assert (probe.host, probe.port, probe.scheme, str(probe.range)) == ("127.0.0.1", 10251, "http", "<1.23")
    (item,) = hazards.benchmarks
    assert [item.numbers.at(Version(release)) for release in ("1.17", "1.20", "1.30")] == [None, "1.4.1", "1.4.0"]
    assert (item.wants, item.unset, item.differs) == ("false", False, False)


def test_a_later_layer_adds_to_them(tmp_path: Path) -> None:
    below = write(tmp_path / "below", PRODUCT + HAZARDS)
    above = write(
        tmp_path / "above",
        "product: kubernetes\nsources:\n  own: {artefact: ours}\nhazards:\n  static_pods:\n    - {path: /srv/pods, sources: [own]}\n"
        "  rewritten:\n    - {what: Deployment coredns, distribution: kubeadm, by: our upgrade, sources: [own]}\n",
    )
    hazards = load_facts([below, above])[0].hazards()
    assert [pods.path for pods in hazards.static_pods] == ["/etc/kubernetes/manifests", "/srv/pods"]
    assert [(each.what, each.by) for each in hazards.rewritten] == [("Deployment coredns", "our upgrade")]
    assert len(hazards.probes) == 1


def test_what_the_kubelet_passes_over() -> None:
    pods = StaticPods("/etc/kubernetes/manifests", skips=(".*",))
    assert [name for name in ("etcd.yaml", "etcd.yaml.bak", ".etcd.yaml", "…") if pods.runs(name)] == [
        "etcd.yaml",
        "etcd.yaml.bak",
        "…",
    ]


def test_those_of_several_products_are_one() -> None:
    probe = Probe("etcd", 2381)
    assert Hazards(probes=(probe,)).joined(Hazards(static_pods=(StaticPods("/x"),))) == Hazards(
        (StaticPods("/x"),), probes=(probe,)
    )


def test_every_manifest_of_a_static_pod_is_known_and_written_anew() -> None:
    facts, _ = load_facts([builtin_directory()])
    hazards = facts.hazards()
    (pods,) = hazards.static_pods
    paths = {path.path for product in facts.products for path in product.paths if path.path.startswith(f"{pods.path}/")}
    assert paths == {each.what for each in hazards.rewritten if each.what.startswith(f"{pods.path}/")}
    cited = [each.sources for each in hazards.rewritten] + [each.sources for each in hazards.probes]
    cited += [each.sources for each in hazards.benchmarks] + [each.sources for each in hazards.unchecked]
    assert all(cited)


def test_flags_and_fields_of_benchmarks_are_there() -> None:
    facts, _ = load_facts([builtin_directory()])
    for item in facts.hazards().benchmarks:
        component = facts.component(item.component)
        assert component is not None
        assert component.flags is not None
        assert item.flag.lstrip("-") in component.flags.flags, item
        assert not item.field or any(kind.lookup(item.field.split("."))[0] is not None for kind in component.kinds), item
