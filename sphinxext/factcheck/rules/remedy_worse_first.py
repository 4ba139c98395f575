"""Alternatives in the wrong order: one that exposes more stands before one that exposes less.

What exposes less asks who calls (a token with the right to read), speaks https, listens on one address: the secure port comes
before the plain one, the address of the node before ``0.0.0.0``. What cannot be compared may stand in any order.

Bad::

    .. remediation:: Serve the scheduler's metrics
       :id: scheduler-metrics
       :component: kube-scheduler
       :endpoint: secure
       :applies-to: kubernetes >=1.19,<1.23; kubeadm
       :alternatives: scheduler-plain, scheduler-secure

    .. remediation:: Serve the scheduler's plain metrics again
       :id: scheduler-plain
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

    .. remediation:: Serve the scheduler's metrics on its secure port
       :id: scheduler-secure
       :component: kube-scheduler
       :endpoint: secure
       :applies-to: kubernetes >=1.19,<1.23; kubeadm

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --bind-address=127.0.0.1
          +    - --bind-address=0.0.0.0

       .. verify::

          $ curl -sk -H "Authorization: Bearer $TOKEN" https://NODE:10259/metrics

       .. rollback::

Good::

    .. remediation:: Serve the scheduler's metrics
       :id: scheduler-metrics
       :component: kube-scheduler
       :endpoint: secure
       :alternatives: scheduler-secure, scheduler-plain
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ..findings import Code, Finding, Severity
from ..joins.cases import RemediationCase
from ..messages import message
from ..remedies.exposure import exposed_by, is_less

ID = Code.REMEDY_WORSE_FIRST
CASES = (RemediationCase,)


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    for (first, one), (second, other) in combinations(case.alternatives, 2):
        before, after = exposed_by(one), exposed_by(other)
        if before is not None and after is not None and is_less(after, before):
            yield Finding(
                ID,
                Severity.WARNING,
                message(
                    "remediation {name!r} names {first!r} before {second!r}, which exposes less; put {second!r} first",
                    name=case.remediation.id,
                    first=first,
                    second=second,
                ),
                case.claim.span,
                component=case.component.name,
                product=case.target.product.name,
                subject=case.remediation.id,
                releases=str(case.target.range),
            )
