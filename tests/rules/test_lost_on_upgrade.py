from __future__ import annotations

import pytest

from sphinxext.factcheck.findings import Code

from .hazards import MANIFEST, SCHEDULER, found, judged

LOST = (
    "warning: 'kubeadm upgrade' writes /etc/kubernetes/manifests/kube-scheduler.yaml anew, and this change is lost; change "
    "scheduler.extraArgs of the ClusterConfiguration in the ConfigMap kubeadm-config, too"
)
KUBEADM = """
   .. change:: ConfigMap kubeadm-config in kube-system
      :language: yaml

       scheduler:
         extraArgs:
      +    bind-address: 10.0.0.11
"""


def test_a_manifest_that_is_changed_alone() -> None:
    assert found(Code.LOST_ON_UPGRADE, SCHEDULER + MANIFEST) == [LOST]


@pytest.mark.parametrize(
    "more",
    [
        KUBEADM,
        "\n   .. apply::\n\n      $ kubectl -n kube-system edit cm kubeadm-config\n",
        "\n   .. apply::\n\n      $ sudo kubeadm upgrade apply v1.29.1 --patches /etc/kubernetes/patches\n",
    ],
)
def test_what_it_is_written_from_is_changed_too(more: str) -> None:
    assert found(Code.LOST_ON_UPGRADE, SCHEDULER + MANIFEST + more) == []


def test_the_remediation_says_so_itself() -> None:
    told = judged(SCHEDULER + "   :durability: gone after an upgrade [lost-on-upgrade]\n" + MANIFEST)
    assert Code.LOST_ON_UPGRADE not in {finding.code for finding in told.findings}
    assert [(each.code, each.reason) for each in told.ignored if each.code == "lost-on-upgrade"] == [
        ("lost-on-upgrade", "gone after an upgrade")
    ]


@pytest.mark.parametrize("said", ["[lost-on-upgrade]", "it is lost on upgrade", "gone after an upgrade [lost-on-updates]"])
def test_brackets_without_words_and_words_without_brackets_do_not(said: str) -> None:
    assert found(Code.LOST_ON_UPGRADE, f"{SCHEDULER}   :risk: {said}\n{MANIFEST}") == [LOST]


def test_another_installer_writes_other_files() -> None:
    assert found(Code.LOST_ON_UPGRADE, SCHEDULER.replace("; kubeadm", "; kubespray") + MANIFEST) == []


def test_an_object_that_nothing_keeps() -> None:
    page = """
.. remediation:: Give CoreDNS another port
   :component: coredns
   :applies-to: coredns >=1.8; kubeadm

   .. change:: Deployment coredns in kube-system
      :language: yaml

       args:
      +- -dns.port=1053
"""
    assert found(Code.LOST_ON_UPGRADE, page) == [
        "warning: 'kubeadm upgrade' writes Deployment coredns anew, and this change is lost"
    ]
