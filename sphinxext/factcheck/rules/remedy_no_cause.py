"""A remediation for what is not broken: without its change, the endpoint is answered from another host already, in releases
that it is said to be for.

The solver is asked that ``factcheck reach`` asks: how the distribution starts the component, with the old side of the change.

Bad::

    .. remediation:: Serve the health of kube-proxy on every address
       :component: kube-proxy
       :endpoint: healthz
       :applies-to: kubernetes >=1.20,<1.37; kubeadm

       .. change:: ConfigMap kube-proxy in kube-system, key config.conf
          :language: yaml

           kind: KubeProxyConfiguration
          -healthzBindAddress: ""
          +healthzBindAddress: 0.0.0.0:10256

       .. verify::

          $ curl -s http://NODE:10256/healthz

       .. rollback::

Good::

    .. remediation:: Serve the metrics of kube-proxy on every address
       :component: kube-proxy
       :endpoint: metrics
       :applies-to: kubernetes >=1.20,<1.37; kubeadm
       :exposure: 10249 has no authentication

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

ID = Code.REMEDY_NO_CAUSE
CASES = (RemediationCase,)


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    yield from refusals(ID, case)
