from __future__ import annotations

from sphinxext.factcheck.findings import Code

from .hazards import MANIFEST, SCHEDULER, found

APPLIES = "(this page applies to kubernetes >=1.20,<1.30)"
KUBELET = """
.. remediation:: Change the kubelet
   :component: kubelet
   :applies-to: kubernetes >=1.20,<1.30; kubeadm

   .. change:: /var/lib/kubelet/config.yaml
      :language: yaml

{}
"""


def test_another_address_than_the_benchmark_wants() -> None:
    assert found(Code.BENCHMARK_CONFLICT, SCHEDULER + MANIFEST) == [
        f"warning: '--bind-address=10.0.0.11' is against item 1.4.2 of the CIS Kubernetes Benchmark {APPLIES}; it wants '127.0.0.1'"
    ]


def test_the_author_says_so() -> None:
    page = SCHEDULER + "   :risk: CIS 1.4.2 asks for 127.0.0.1 [benchmark-conflict]\n" + MANIFEST
    assert found(Code.BENCHMARK_CONFLICT, page) == []


def test_a_list_of_arguments_has_names_and_values() -> None:
    change = """
   .. change:: ConfigMap kubeadm-config in kube-system
      :language: yaml

       kind: ClusterConfiguration
       scheduler:
         extraArgs:
      +  - name: profiling
      +    value: "true"
"""
    assert found(Code.BENCHMARK_CONFLICT, SCHEDULER + change) == [
        f"warning: '--profiling=true' is against item 1.4.1 of the CIS Kubernetes Benchmark {APPLIES}; it wants 'false'"
    ]


def test_what_was_against_it_before_is_not_made_worse() -> None:
    change = MANIFEST.replace("127.0.0.1", "0.0.0.0")
    assert found(Code.BENCHMARK_CONFLICT, SCHEDULER + change) == []


def test_what_is_wanted_is_left_out() -> None:
    change = MANIFEST.replace(
        "      -    - --bind-address=127.0.0.1\n      +    - --bind-address=10.0.0.11", "      -    - --profiling=false"
    )
    assert found(Code.BENCHMARK_CONFLICT, SCHEDULER + change) == [
        f"warning: to leave '--profiling' out is against item 1.4.1 of the CIS Kubernetes Benchmark {APPLIES}; it wants 'false'"
    ]
    change = change.replace("--profiling=false", "--bind-address=127.0.0.1")
    assert found(Code.BENCHMARK_CONFLICT, SCHEDULER + change) == []  # the item takes that for an answer


def test_fields_of_a_file() -> None:
    port = "      -readOnlyPort: 0\n      +readOnlyPort: 10255\n"
    assert found(Code.BENCHMARK_CONFLICT, KUBELET.format(port)) == [
        f"warning: 'readOnlyPort: 10255' is against item 4.2.4 of the CIS Kubernetes Benchmark {APPLIES}; it wants '0'"
    ]
    anonymous = "       authentication:\n         anonymous:\n      -    enabled: false\n      +    enabled: true\n"
    assert found(Code.BENCHMARK_CONFLICT, KUBELET.format(anonymous)) == [
        f"warning: 'authentication.anonymous.enabled: true' is against item 4.2.1 of the CIS Kubernetes Benchmark {APPLIES}; it wants 'false'"
    ]
    webhook = "       authentication:\n         anonymous:\n           enabled: false\n         webhook:\n      -    enabled: false\n      +    enabled: true\n"
    assert found(Code.BENCHMARK_CONFLICT, KUBELET.format(webhook)) == []
    mode = "       authorization:\n      -  mode: Webhook\n      +  mode: AlwaysAllow\n"
    assert found(Code.BENCHMARK_CONFLICT, KUBELET.format(mode)) == [
        f"warning: 'authorization.mode: AlwaysAllow' is against item 4.2.2 of the CIS Kubernetes Benchmark {APPLIES}; it wants anything but "
        "'AlwaysAllow'"
    ]


def test_releases_that_no_edition_is_about() -> None:
    assert found(Code.BENCHMARK_CONFLICT, SCHEDULER.replace(">=1.20,<1.30", ">=1.35,<1.37") + MANIFEST) == []
