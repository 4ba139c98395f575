"""A remediation that repairs nothing: with its change, the endpoint is refused from another host as before, or the component
does not start any more.

Bad::

    .. remediation:: Serve the metrics of kube-proxy on every address
       :component: kube-proxy
       :endpoint: metrics
       :applies-to: kubernetes >=1.20,<1.37; kubeadm

       .. change:: ConfigMap kube-proxy in kube-system, key config.conf
          :language: yaml

           kind: KubeProxyConfiguration
          -healthzBindAddress: ""
          +healthzBindAddress: 0.0.0.0:10256

       .. verify::

          $ curl -s http://NODE:10249/metrics

       .. rollback::

Good::

    .. remediation:: Serve the metrics of kube-proxy on every address
       :component: kube-proxy
       :endpoint: metrics
       :applies-to: kubernetes >=1.20,<1.37; kubeadm

       .. change:: ConfigMap kube-proxy in kube-system, key config.conf
          :language: yaml

           kind: KubeProxyConfiguration
          -metricsBindAddress: ""
          +metricsBindAddress: 0.0.0.0:10249

       .. verify::

          $ curl -s http://NODE:10249/metrics

       .. rollback::
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding
from ..joins.cases import RemediationCase
from .verdicts import refusals

ID = Code.REMEDY_NO_EFFECT
CASES = (RemediationCase,)


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    yield from refusals(ID, case)
