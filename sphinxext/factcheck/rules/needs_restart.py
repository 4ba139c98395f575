"""A remediation whose change takes effect only when the program is started anew, and whose ``apply`` does not do that.

A ConfigMap or file that is read at the start, the unit of a service or the file with its variables (and ``systemctl
daemon-reload`` for the unit itself), the settings of kubeadm, from which the manifests have to be written. The manifest of a
static pod needs nothing: the kubelet sees the change.

Bad::

    .. remediation:: Serve the metrics of kube-proxy on the address of the node
       :component: kube-proxy
       :endpoint: metrics
       :applies-to: kubernetes >=1.20,<1.37; kubeadm

       .. change:: ConfigMap kube-proxy in kube-system, key config.conf
          :language: yaml

           kind: KubeProxyConfiguration
          -metricsBindAddress: ""
          +metricsBindAddress: 10.0.0.11:10249

       .. apply::

          $ kubectl -n kube-system edit configmap kube-proxy

       .. rollback::

Good::

    .. remediation:: Serve the metrics of kube-proxy on the address of the node
       :component: kube-proxy
       :endpoint: metrics
       :applies-to: kubernetes >=1.20,<1.37; kubeadm

       .. change:: ConfigMap kube-proxy in kube-system, key config.conf
          :language: yaml

           kind: KubeProxyConfiguration
          -metricsBindAddress: ""
          +metricsBindAddress: 10.0.0.11:10249

       .. apply::

          $ kubectl -n kube-system edit configmap kube-proxy
          $ kubectl -n kube-system rollout restart daemonset kube-proxy

       .. rollback::
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..facts.hazards import ReadAtStart
from ..findings import Code, Finding
from ..joins.cases import RemediationCase
from ..messages import Message, message
from ..remedies.model import Change
from ..remedies.surface import Surface, SurfaceKind
from .dangers import danger, surfaces_of, texts_of

ID = Code.NEEDS_RESTART
CASES = (RemediationCase,)

_RESTARTS = re.compile(
    r"\b(?:try-|reload-or-)?re-?start|\bkubectl\b[^|;&]*\bdelete\s+(?:-\S+\s+(?:\S+\s+)?)*(?:pods?|po)\b|\breboot\b|\bshutdown\s+-r\b"
    r"|\bp?kill(?:all)?\b|\bcrictl\s+(?:stop|rm)|\bmv\b[^|;&]*/manifests\b|\bcompose\b[^|;&]*\bup\b|\bhelm\s+upgrade\b|\bscale\b[^|;&]*--replicas"
    r"|重启|重新启动",
    re.IGNORECASE,
)
_RELOADS_UNITS = re.compile(r"\bdaemon-(?:reload|reexec)\b|\bsystemctl\s+(?:-\S+\s+)*edit\b|\breboot\b", re.IGNORECASE)
_UNIT = re.compile(r"\.(?:service|socket)\b|drop-?in", re.IGNORECASE)
_WRITES_MANIFESTS = re.compile(r"\bkubeadm\s+(?:init\s+phase|upgrade)\b|/manifests\b", re.IGNORECASE)
_PROMETHEUS = "prometheus"


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    if case.remediation.apply is None:
        return  # it does not say how it is applied
    surfaces = surfaces_of(case.remediation)
    kinds = {surface.kind for _, surface in surfaces}
    texts = texts_of(case.remediation)
    told: set[str] = set()
    for change, surface in surfaces:
        found = _missing(case, change, surface, kinds, texts)
        if found is not None and (text := str(found[0])) not in told:
            told.add(text)
            yield danger(ID, case, found[0], change.span, sources=found[1].sources if found[1] is not None else ())


def _missing(
    case: RemediationCase, change: Change, surface: Surface, kinds: set[SurfaceKind], texts: Sequence[str]
) -> tuple[Message, ReadAtStart | None] | None:
    """What ``apply`` leaves out, and the fact that says that it is needed."""
    name = _PROMETHEUS if surface.kind is SurfaceKind.SCRAPE else case.component.name
    restarted = any(_RESTARTS.search(text) for text in texts)
    match surface.kind:
        case SurfaceKind.UNIT:
            if not restarted:
                return message("{name} has to be restarted before this takes effect, and 'apply' does not do it", name=name), None
            if _UNIT.search(change.where) and not any(_RELOADS_UNITS.search(text) for text in texts):
                what = message(
                    "systemd has to read its units again ('systemctl daemon-reload'), and 'apply' does not have it do so"
                )
                return what, None
        case SurfaceKind.KUBEADM if SurfaceKind.STATIC_POD not in kinds:
            if not any(_WRITES_MANIFESTS.search(text) for text in texts):
                return message(
                    "nothing is written from kubeadm's configuration before 'kubeadm init phase' or 'kubeadm upgrade'"
                ), None
        case SurfaceKind.CONFIGURATION | SurfaceKind.SCRAPE:
            if surface.kind is SurfaceKind.SCRAPE and not surface.path.rpartition("/")[2].startswith(_PROMETHEUS):
                return None  # whoever makes the file of it, an operator or a chart, has Prometheus read it
            fact = next((each for each in case.hazards.read_at_start if each.component == name), None)
            if fact is None or restarted or any(word in text for word in fact.again for text in texts):
                return None
            if fact.again:
                what = message("{name} reads this again only when it is told to, and 'apply' does not do it", name=name)
            else:
                what = message("{name} reads this when it starts, and 'apply' does not restart it", name=name)
            return what, fact
    return None
