from __future__ import annotations

from .claims import field
from .conftest import Say

SCHEDULER = "KubeSchedulerConfiguration"
V1BETA1 = "kubescheduler.config.k8s.io/v1beta1"


def test_a_field_that_is_gone(say: Say) -> None:
    assert say(field("kube-scheduler", "algorithmSource", kind=SCHEDULER, api_version=V1BETA1), kubernetes="1.23") == [
        "page.rst:3:5: error: KubeSchedulerConfiguration of kube-scheduler has no field 'algorithmSource' "
        "(this site assumes kubernetes 1.23); gone in 1.21 and later [factcheck.removed-field]"
    ]


def test_a_field_that_does_nothing(say: Say) -> None:
    assert say(field("kube-scheduler", "metricsBindAddress", kind=SCHEDULER, api_version=V1BETA1), kubernetes="1.23") == [
        "page.rst:3:5: warning: field 'metricsBindAddress' of kube-scheduler has no effect in 1.23 and later "
        "(this site assumes kubernetes 1.23) [factcheck.removed-field]"
    ]
    assert say(field("kube-scheduler", "metricsBindAddress", kind=SCHEDULER, api_version=V1BETA1), kubernetes="1.21") == []
