from __future__ import annotations

from sphinxext.factcheck.findings import Code

from .hazards import MANIFEST, SCHEDULER, found

PROXY = """
.. remediation:: Serve the metrics
   :component: kube-proxy
   :endpoint: metrics
   :applies-to: kubernetes >=1.20,<1.30; kubeadm
{}
   .. change:: ConfigMap kube-proxy in kube-system, key config.conf
      :language: yaml

       kind: KubeProxyConfiguration
      -metricsBindAddress: ""
      +metricsBindAddress: {}

   .. verify::

      $ curl -s http://10.0.0.11:10249/metrics

   .. rollback::
"""


def test_plain_http_on_every_address() -> None:
    assert found(Code.OPEN_WITHOUT_AUTH, PROXY.format("", "0.0.0.0:10249")) == [
        "warning: after this change 'metrics' of kube-proxy answers plain http without authentication, on port 10249 of every address; "
        "kubernetes 1.20-1.29"
    ]


def test_the_author_says_so() -> None:
    said = "   :exposure: everybody who reaches the node [open-without-auth]\n"
    assert found(Code.OPEN_WITHOUT_AUTH, PROXY.format(said, "0.0.0.0:10249")) == []


def test_one_address_is_not_every_address() -> None:
    assert found(Code.OPEN_WITHOUT_AUTH, PROXY.format("", "10.0.0.11:10249")) == []


def test_who_asks_for_a_token_is_not_open() -> None:
    assert found(Code.OPEN_WITHOUT_AUTH, SCHEDULER + MANIFEST.replace("10.0.0.11", "0.0.0.0")) == []
