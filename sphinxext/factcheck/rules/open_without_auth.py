"""A remediation after which anybody who can reach the host is answered: plain http, no authentication, on every address.

How the component listens after the change is worked out as ``factcheck reach`` does it. Where there is no better way, name the
hazard: the code in square brackets behind the words.

Bad::

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

Good::

    .. remediation:: Serve the metrics of kube-proxy on every address
       :component: kube-proxy
       :endpoint: metrics
       :applies-to: kubernetes >=1.20,<1.37; kubeadm
       :risk: everybody who can reach the node can read 10249, for it has no authentication [open-without-auth]

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
from ..messages import join, message
from ..reach.model import Answer, Listener, Outcome
from ..remedies.model import Verdict
from ..remedies.wording import spoken_ranges
from .dangers import danger

ID = Code.OPEN_WITHOUT_AUTH
CASES = (RemediationCase,)

_EVERY = frozenset(("*", "0.0.0.0", "::"))


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    found: dict[tuple[str, int | None], list[tuple[Verdict, Listener]]] = {}
    for verdict in case.proof.verdicts:
        before = {listener.endpoint for listener in _open(verdict.before)}
        for listener in _open(verdict.after):
            if listener.endpoint not in before:
                found.setdefault((listener.endpoint, listener.port), []).append((verdict, listener))
    for (endpoint, port), where in found.items():
        releases = spoken_ranges([verdict.range for verdict, _ in where], case.target.product.releases)
        yield danger(
            ID,
            case,
            join(
                message(
                    "after this change {endpoint!r} of {component} answers plain http without authentication, "
                    "on port {port} of every address",
                    endpoint=endpoint,
                    component=case.component.name,
                    port=port if port is not None else "?",
                ),
                message("{product} {releases}", product=case.target.product.name, releases=releases) if releases else None,
            ),
            case.claim.span,
            sources=[source for step in where[0][1].why for source in step.sources],
            subject=endpoint,
        )


def _open(outcome: Outcome | None) -> Iterator[Listener]:
    """Who answers everybody, on every address."""
    if outcome is None or outcome.starts is Answer.NO:
        return
    for listener in outcome.listeners:
        reached = Answer.YES in (listener.reachable.node, listener.reachable.pod)
        if listener.scheme == "http" and listener.auth == "none" and listener.address in _EVERY and reached:
            yield listener
