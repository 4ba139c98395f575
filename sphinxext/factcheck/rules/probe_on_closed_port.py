"""A probe of the same manifest that asks where nothing listens after the change: the kubelet kills the container again and again.

Told where the manifest is changed by hand and the probe stays as the installer wrote it. Whoever has the installer write the
manifest anew has it move the probe, too.

Bad::

    .. remediation:: Serve the scheduler's metrics on the address of the node
       :component: kube-scheduler
       :endpoint: secure
       :applies-to: kubernetes >=1.20,<1.30; kubeadm

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --bind-address=127.0.0.1
          +    - --bind-address=10.0.0.11

       .. verify::

          $ curl -s --cacert ca.crt -H "Authorization: Bearer $TOKEN" https://10.0.0.11:10259/metrics

       .. rollback::

Good::

    .. remediation:: Serve the scheduler's metrics on the address of the node
       :component: kube-scheduler
       :endpoint: secure
       :applies-to: kubernetes >=1.20,<1.30; kubeadm

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --bind-address=127.0.0.1
          +    - --bind-address=10.0.0.11
               livenessProbe:
                 httpGet:
          -        host: 127.0.0.1
          +        host: 10.0.0.11

       .. verify::

          $ curl -s --cacert ca.crt -H "Authorization: Bearer $TOKEN" https://10.0.0.11:10259/metrics

       .. rollback::
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..facts.hazards import Probe
from ..findings import Code, Finding
from ..joins.cases import RemediationCase
from ..messages import join, message
from ..pages.model import Line
from ..reach.model import Answer, Outcome
from ..remedies.model import Change
from ..remedies.surface import SurfaceKind
from ..remedies.wording import spoken_ranges
from ..versions import VersionRange
from .dangers import danger, surfaces_of, texts_of

ID = Code.PROBE_ON_CLOSED_PORT
CASES = (RemediationCase,)

_WRITTEN = re.compile(r"\bkubeadm\s+(?:init\s+phase|upgrade)\b")
_EVERY = frozenset(("*", "0.0.0.0", "::"))
_LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
_PROBE = re.compile(r"^\s*(?:liveness|startup|readiness)Probe:")
_HOST = re.compile(r"^\s*host:\s*[\"']?(?P<host>[^\s\"']+)")
_PORT = re.compile(r"^\s*port:\s*(?P<port>\d{1,5})\b")


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    manifests = [change for change, surface in surfaces_of(case.remediation) if surface.kind is SurfaceKind.STATIC_POD]
    written = any(_WRITTEN.search(text) for text in texts_of(case.remediation))
    if not manifests or not case.distribution:
        return
    found: dict[Probe, list[VersionRange]] = {}
    for verdict in case.proof.verdicts:
        for known in case.hazards.probes:
            if known.component != case.component.name or known.distribution != case.distribution:
                continue
            if not verdict.range.overlaps(known.range) or (written and known.follows):
                continue
            if _answers(verdict.before, known) is not True:
                continue
            probes = [probe for change in manifests for probe in _shown(change, known)] or [known]
            for probe in probes:
                if _answers(verdict.after, probe) is False:
                    found.setdefault(probe, []).append(verdict.range.intersection(known.range))
    for probe, ranges in found.items():
        releases = spoken_ranges(ranges, case.target.product.releases)
        yield danger(
            ID,
            case,
            join(
                message(
                    "the probe in the manifest asks {host}:{port}, where nothing listens after this change "
                    "({product} {releases})",
                    host=probe.host,
                    port=probe.port,
                    product=case.target.product.name,
                    releases=releases or "*",
                ),
                message("the kubelet kills the container"),
                message("change the probe, too"),
            ),
            manifests[0].span,
            sources=probe.sources,
            subject=str(probe.port),
        )


def _answers(outcome: Outcome | None, probe: Probe) -> bool | None:
    """Whether *probe* finds somebody; ``None`` if that is not known."""
    if outcome is None or outcome.starts is not Answer.YES or not outcome.listeners:
        return None
    if any(listener.port is None or not listener.address for listener in outcome.listeners):
        return None
    return any(listener.port == probe.port and _is_on(listener.address, probe.host) for listener in outcome.listeners)


def _is_on(address: str, host: str) -> bool:
    return address in _EVERY or address == host or (address in _LOOPBACK and host in _LOOPBACK)


def _shown(change: Change, known: Probe) -> Iterator[Probe]:
    """The probes that the new side of the change shows, what it leaves out as the installer writes it."""
    for block in _blocks(change.after):
        hosts = [match["host"] for line in block if (match := _HOST.match(line.text)) is not None]
        ports = [int(match["port"]) for line in block if (match := _PORT.match(line.text)) is not None]
        if hosts or ports:
            yield replace(known, host=hosts[0] if hosts else known.host, port=ports[0] if ports else known.port)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each probe."""
    block: list[Line] | None = None
    indent = 0
    for line in lines:
        depth = len(line.text) - len(line.text.lstrip())
        if block is not None and line.text.strip() and depth <= indent:
            yield block
            block = None
        if _PROBE.match(line.text):
            block, indent = [], depth
        elif block is not None:
            block.append(line)
    if block is not None:
        yield block
