from __future__ import annotations

from dataclasses import replace

from sphinxext.factcheck.claims.model import ApiVersionClaim, FieldClaim, How, Stance, Subject

from .claims import claims_of, field, flag, span

PROXY = Subject("kube-proxy", How.KIND)
V1ALPHA1 = "kubeproxy.config.k8s.io/v1alpha1"


def test_every_field_of_a_document_with_a_kind() -> None:
    def leaf(line: int, column: int, path: tuple[str, ...], value: str | None = None) -> FieldClaim:
        return field(PROXY, line, column, path, value, kind="KubeProxyConfiguration", api_version=V1ALPHA1)

    assert claims_of(
        """
        .. code-block:: yaml

           apiVersion: kubeproxy.config.k8s.io/v1alpha1
           kind: KubeProxyConfiguration
           metricsBindAddress: 127.0.0.1:10249
           conntrack:
             maxPerCore: 0
           nodePortAddresses:
           - value: a
        """
    ) == [
        ApiVersionClaim(span=span(3, 16, 48), subject=PROXY, api_version=V1ALPHA1, kind="KubeProxyConfiguration"),
        leaf(5, 4, ("metricsBindAddress",), "127.0.0.1:10249"),
        leaf(6, 4, ("conntrack",)),
        leaf(7, 6, ("conntrack", "maxPerCore"), "0"),
        leaf(8, 4, ("nodePortAddresses",)),
        leaf(9, 6, ("nodePortAddresses", "[]", "value"), "a"),
    ]


def test_a_document_in_a_config_map_has_its_places() -> None:
    assert claims_of(
        """
        .. code-block:: yaml

           apiVersion: v1
           kind: ConfigMap
           data:
             config.conf: |
               kind: KubeProxyConfiguration
               metricBindAddress: ""
        """
    )[1:] == [field(PROXY, 8, 8, ("metricBindAddress",), kind="KubeProxyConfiguration")]


def test_files_of_prometheus_and_alertmanager() -> None:
    prometheus = Subject("prometheus", How.KIND)
    assert claims_of(".. code-block:: yaml\n\n   scrape_configs:\n   - job_name: x\n") == [
        field(prometheus, 3, 4, ("scrape_configs",)),
        field(prometheus, 4, 6, ("scrape_configs", "[]", "job_name"), "x"),
    ]
    alertmanager = Subject("alertmanager", How.KIND)
    assert claims_of(".. code-block:: yaml\n\n   route: {}\n   receivers: []\n") == [
        field(alertmanager, 3, 4, ("route",)),
        field(alertmanager, 4, 4, ("receivers",)),
    ]


def test_a_document_of_somebody_else_claims_no_fields() -> None:
    assert claims_of(".. code-block:: yaml\n\n   someKey: 1\n   otherKey: {a: 1}\n") == []


def test_a_document_that_had_to_be_repaired_is_a_fragment() -> None:
    found = claims_of(
        """
        .. code-block:: yaml

           kind: KubeProxyConfiguration
           mode: "iptables
           metricsBindAddress: 0.0.0.0:10249
        """
    )
    assert all(getattr(c, "whole", False) is False for c in found)


def test_a_change_takes_one_line_away() -> None:
    subject = Subject("kube-proxy", How.REMEDIATION)
    found = claims_of(
        """
        .. remediation:: Serve metrics
           :component: kube-proxy

           .. code-block:: diff

              -metricsBindAddress: 127.0.0.1:10249
              +metricsBindAddress: 0.0.0.0:10249
        """
    )
    assert [type(c).__name__ for c in found] == ["ComponentClaim", "RemediationClaim"]
    found = claims_of(
        """
        .. remediation:: Serve metrics
           :component: kube-proxy

           The ConfigMap:

           .. code-block:: diff

              -metricsBindAddress: 127.0.0.1:10249
              +metricsBindAddress: 0.0.0.0:10249
        """
    )
    assert found[2:] == [
        field(subject, 8, 8, ("metricsBindAddress",), "127.0.0.1:10249", whole=False, stance=Stance.ACKNOWLEDGED),
        field(subject, 9, 8, ("metricsBindAddress",), "0.0.0.0:10249", whole=False),
    ]


def test_loose_fields_of_a_pod_are_none() -> None:
    assert (
        claims_of(
            """
            Edit the ConfigMap, then ``/etc/kubernetes/manifests/kube-scheduler.yaml``:

            .. code-block:: yaml

               hostNetwork: true
               imagePullPolicy: Always
            """
        )[1:]
        == []
    )


def test_the_keys_of_etcd_s_file_are_its_flags() -> None:
    etcd = Subject("etcd", How.KIND)
    found = claims_of(
        """
        .. code-block:: yaml

           name: a
           listen-client-urls: http://0.0.0.0:2379
           initial-cluster: <members>
           client-transport-security:
             cert-file: x
        """
    )
    assert found == [
        replace(flag(etcd, 3, 4, "name", "a", gap=2), derived=True),
        replace(flag(etcd, 4, 4, "listen-client-urls", "http://0.0.0.0:2379", gap=2), derived=True),
        replace(flag(etcd, 5, 4, "initial-cluster"), derived=True),
    ]
    assert claims_of(".. code-block:: yaml\n\n   name: a\n   initial-cluster: b\n") == []


def test_the_values_of_a_chart_are_no_file_of_prometheus() -> None:
    assert claims_of(".. code-block:: yaml\n\n   global: {}\n   alerting: {}\n   image: {}\n   ingress: {}\n   rbac: {}\n") == []


def test_every_document_of_a_list() -> None:
    found = claims_of(
        """
        .. code-block:: yaml

           apiVersion: v1
           kind: List
           items:
           - apiVersion: v1
             kind: Pod
        """
    )
    assert [(c.api_version, c.kind) for c in found if isinstance(c, ApiVersionClaim)] == [("v1", "Pod"), ("v1", "List")]


def test_json_with_comments() -> None:
    text = '{\n     // whose\n     "kind": "Pod", // it is\n     "apiVersion": "v1",\n   }'
    found = claims_of(f".. code-block:: json\n\n   {text}\n")
    assert [(c.api_version, c.kind) for c in found if isinstance(c, ApiVersionClaim)] == [("v1", "Pod")]
