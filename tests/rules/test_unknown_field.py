from __future__ import annotations

from sphinxext.factcheck.findings import Edit

from .claims import SPAN, field
from .conftest import Find, Say

SCHEDULER = "KubeSchedulerConfiguration"
V1BETA1 = "kubescheduler.config.k8s.io/v1beta1"


def test_a_misspelt_field(say: Say) -> None:
    assert say(field("kube-scheduler", "metricsBindAddres", kind=SCHEDULER, api_version=V1BETA1), kubernetes="1.21") == [
        "page.rst:3:5: error: KubeSchedulerConfiguration of kube-scheduler has no field 'metricsBindAddres' "
        "(this site assumes kubernetes 1.21); did you mean 'metricsBindAddress'? [factcheck.unknown-field]"
    ]


def test_a_misspelt_field_in_a_list(say: Say) -> None:
    assert say(
        field("kube-scheduler", "profiles", "[]", "schedulerNam", kind=SCHEDULER, api_version=V1BETA1), kubernetes="1.20"
    ) == [
        "page.rst:3:5: error: KubeSchedulerConfiguration of kube-scheduler has no field 'profiles[].schedulerNam' "
        "(this site assumes kubernetes 1.20); did you mean 'schedulerName'? [factcheck.unknown-field]"
    ]


def test_a_fragment_is_judged_only_by_what_it_nearly_is(say: Say, find: Find) -> None:
    assert say(field("kube-proxy", "metricBindAddress", whole=False), kubernetes="1.20") == [
        "page.rst:3:5: error: KubeProxyConfiguration of kube-proxy has no field 'metricBindAddress' "
        "(this site assumes kubernetes 1.20); did you mean 'metricsBindAddress'? [factcheck.unknown-field]"
    ]
    assert find(field("kube-proxy", "metricBindAddress", whole=False), kubernetes="1.20")[0].edits == (
        Edit(SPAN, "metricsBindAddress"),
    )
    assert say(field("kube-proxy", "somethingElse", whole=False), kubernetes="1.20") == []


def test_a_field_that_comes_later(say: Say) -> None:
    assert say(field("kube-scheduler", "parallelism", kind=SCHEDULER, api_version=V1BETA1), kubernetes="1.18") == [
        "page.rst:3:5: error: KubeSchedulerConfiguration of kube-scheduler has no field 'parallelism' yet "
        "(this site assumes kubernetes 1.18); there only from 1.20 on [factcheck.unknown-field]"
    ]


def test_the_fields_of_an_api_version_that_is_not_there_are_not_judged(say: Say) -> None:
    assert (
        say(field("kube-scheduler", "anything", kind=SCHEDULER, api_version="kubescheduler.config.k8s.io/v1"), kubernetes="1.23")
        == []
    )


def test_below_an_open_field_everything_may_stand(say: Say) -> None:
    assert say(field("kube-scheduler", "featureGates", "Anything", kind=SCHEDULER, api_version=V1BETA1), kubernetes="1.20") == []


def test_a_nested_field_is_right(say: Say) -> None:
    assert say(field("kube-proxy", "conntrack", "maxPerCore", kind="KubeProxyConfiguration"), kubernetes="1.30") == []
