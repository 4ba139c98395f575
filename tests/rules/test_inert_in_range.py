from __future__ import annotations

from sphinxext.factcheck.findings import Code

from .hazards import SCHEDULER, found

PORT = """
   .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
      :language: yaml

      -    - --port=0
      +    - --port=10251
"""


def test_a_flag_that_does_nothing_in_the_last_of_the_releases() -> None:
    assert found(Code.INERT_IN_RANGE, SCHEDULER.replace("<1.30", "<1.24") + PORT) == [
        "warning: '--port' of kube-scheduler has no effect in 1.23 and later (this page applies to kubernetes >=1.20,<1.24)"
    ]


def test_where_it_works_in_all_or_in_none() -> None:
    assert found(Code.INERT_IN_RANGE, SCHEDULER.replace("<1.30", "<1.23") + PORT) == []
    assert found(Code.INERT_IN_RANGE, SCHEDULER.replace(">=1.20,<1.30", ">=1.23,<1.24") + PORT) == []


def test_a_flag_beside_a_file_that_decides() -> None:
    page = """
.. remediation:: Serve the metrics
   :component: kube-proxy
   :endpoint: metrics
   :applies-to: kubernetes >=1.20,<1.30; kubeadm

   .. change:: DaemonSet kube-proxy in kube-system
      :language: yaml

      +- --metrics-bind-address=0.0.0.0:10249
"""
    assert found(Code.INERT_IN_RANGE, page) == [
        "warning: '--metrics-bind-address' of kube-proxy has no effect beside '--config', with which kubeadm starts it (this page applies to "
        "kubernetes >=1.20,<1.30); change the file"
    ]
