from __future__ import annotations

from .claims import api_version, applies_to
from .conftest import Find, Say

SCHEDULER = "KubeSchedulerConfiguration"


def test_a_configuration_kind_that_the_component_reads_no_more(say: Say) -> None:
    assert say(api_version(SCHEDULER, "kubescheduler.config.k8s.io/v1beta1"), kubernetes="1.30") == [
        "page.rst:3:5: error: kube-scheduler does not read KubeSchedulerConfiguration of 'kubescheduler.config.k8s.io/v1beta1' "
        "(this site assumes kubernetes 1.30); gone in 1.24 and later; use 'kubescheduler.config.k8s.io/v1' "
        "[factcheck.removed-api-version]"
    ]
    assert say(api_version(SCHEDULER, "kubescheduler.config.k8s.io/v1"), kubernetes="1.30") == []
    assert say(api_version(SCHEDULER, "example.org/v1"), kubernetes="1.30") == []


def test_a_kind_that_the_server_serves_under_another_version_now(say: Say, find: Find) -> None:
    claim = api_version("Deployment", "extensions/v1beta1")
    assert say(claim, kubernetes="1.30") == [
        "page.rst:3:5: error: kubernetes serves no Deployment of 'extensions/v1beta1' (this site assumes kubernetes 1.30); "
        "gone in 1.20 and later; use 'apps/v1' [factcheck.removed-api-version]"
    ]
    assert find(claim, kubernetes="1.30")[0].sources == ("paths 1.30",)
    assert say(claim, kubernetes="1.18.20") == []


def test_gone_in_some_of_the_releases_is_a_warning(say: Say) -> None:
    claim = api_version("Deployment", "extensions/v1beta1")
    assert say(claim)[0].startswith("page.rst:3:5: warning: kubernetes serves no Deployment of 'extensions/v1beta1' (known are ")


def test_a_version_that_comes_later(say: Say) -> None:
    assert say(api_version("CronJob", "batch/v1"), kubernetes="1.20.2") == [
        "page.rst:3:5: error: kubernetes serves no CronJob of 'batch/v1' (this site assumes kubernetes 1.20.2); "
        "there only from 1.21 on; use 'batch/v1beta1' [factcheck.removed-api-version]"
    ]


def test_a_kind_that_never_was_in_that_group(say: Say) -> None:
    assert say(api_version("CronJob", "apps/v1"), kubernetes="1.30") == [
        "page.rst:3:5: error: kubernetes serves no CronJob of 'apps/v1' (this site assumes kubernetes 1.30); "
        "use 'batch/v1' [factcheck.removed-api-version]"
    ]


def test_what_others_serve_is_left_alone(say: Say) -> None:
    others = (("Deployment", "example.org/v1"), ("Widget", "apps/v1"), ("Deployment", "apps/v1alpha9"))
    assert say(*(api_version(kind, version) for kind, version in others), kubernetes="1.30") == []


def test_an_api_version_that_is_going_away_is_worth_knowing(say: Say) -> None:
    assert say(api_version("CronJob", "batch/v1beta1"), kubernetes="1.23.1") == [
        "page.rst:3:5: information: CronJob of 'batch/v1beta1' is deprecated (this site assumes kubernetes 1.23.1); since 1.21; "
        "use 'batch/v1' [factcheck.deprecated-resource]"
    ]


def test_a_page_about_an_old_release_is_judged_by_it(say: Say) -> None:
    assert say(api_version("CronJob", "batch/v1beta1", scope=applies_to("kubernetes 1.20.2"))) == []
