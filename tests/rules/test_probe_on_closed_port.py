from __future__ import annotations

from sphinxext.factcheck.findings import Code

from .hazards import MANIFEST, SCHEDULER, found

TOLD = (
    "warning: the probe in the manifest asks {}:10259, where nothing listens after this change (kubernetes 1.20-1.29); the kubelet "
    "kills the container; change the probe, too"
)
VERIFY = """
   .. verify::

      $ curl -s -H "Authorization: Bearer $TOKEN" https://10.0.0.11:10259/metrics

   .. rollback::
"""
PROBE = """           livenessProbe:
             httpGet:
      -        host: 127.0.0.1
      +        host: {}
"""


def test_the_probe_is_forgotten() -> None:
    assert found(Code.PROBE_ON_CLOSED_PORT, SCHEDULER + MANIFEST + VERIFY) == [TOLD.format("127.0.0.1")]


def test_the_probe_moves_along() -> None:
    assert found(Code.PROBE_ON_CLOSED_PORT, SCHEDULER + MANIFEST + PROBE.format("10.0.0.11") + VERIFY) == []


def test_the_probe_moves_elsewhere() -> None:
    assert found(Code.PROBE_ON_CLOSED_PORT, SCHEDULER + MANIFEST + PROBE.format("10.0.0.12") + VERIFY) == [
        TOLD.format("10.0.0.12")
    ]


def test_every_address_has_the_one_that_is_asked() -> None:
    assert found(Code.PROBE_ON_CLOSED_PORT, SCHEDULER + MANIFEST.replace("10.0.0.11", "0.0.0.0") + VERIFY) == []


def test_kubeadm_writes_the_probe_with_the_manifest() -> None:
    apply = "\n   .. apply::\n\n      $ sudo kubeadm init phase control-plane scheduler --config kubeadm.yaml\n"
    assert found(Code.PROBE_ON_CLOSED_PORT, SCHEDULER + MANIFEST + apply + VERIFY) == []


def test_the_author_says_so() -> None:
    page = SCHEDULER + "   :risk: the probe fails until it is changed [probe-on-closed-port]\n" + MANIFEST + VERIFY
    assert found(Code.PROBE_ON_CLOSED_PORT, page) == []
