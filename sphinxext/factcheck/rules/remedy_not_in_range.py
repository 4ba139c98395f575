"""A remediation that is said to be for a release that it cannot be for: the endpoint is not there, the distribution does not
start the component with what the change takes away, this release does not read the form of the change, or nothing is known of it.

Bad::

    .. remediation:: Serve the scheduler's plain metrics again
       :component: kube-scheduler
       :endpoint: insecure
       :applies-to: kubernetes >=1.19,<1.24; kubeadm

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --port=0
          +    - --port=10251

       .. verify::

          $ curl -s http://NODE:10251/metrics

       .. rollback::

Good::

    .. remediation:: Serve the scheduler's plain metrics again
       :component: kube-scheduler
       :endpoint: insecure
       :applies-to: kubernetes >=1.19,<1.23; kubeadm

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --port=0
          +    - --port=10251

       .. verify::

          $ curl -s http://NODE:10251/metrics

       .. rollback::
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding
from ..joins.cases import RemediationCase
from .verdicts import refusals

ID = Code.REMEDY_NOT_IN_RANGE
CASES = (RemediationCase,)


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    yield from refusals(ID, case)
