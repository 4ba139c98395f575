from __future__ import annotations

from sphinxext.factcheck.claims.model import How

from .claims import applies_to, flag, image, name
from .conftest import Find, Say


def test_a_flag_that_is_gone_in_every_judged_release_is_an_error(say: Say) -> None:
    assert say(flag("kube-scheduler", "--port=10251"), kubernetes="1.30") == [
        "page.rst:3:5: error: kube-scheduler has no flag '--port' (this site assumes kubernetes 1.30); gone in 1.24 and later; "
        "no effect since 1.23; use '--secure-port' (10259, https, needs a bearer token) [factcheck.removed-flag]"
    ]


def test_gone_in_some_of_them_is_a_warning(say: Say) -> None:
    assert say(flag("kube-scheduler", "--policy-config-file=x", scope=applies_to("kubernetes >=1.20"))) == [
        "page.rst:3:5: warning: kube-scheduler has no flag '--policy-config-file' (this page applies to kubernetes >=1.20); "
        "gone in 1.23 and later [factcheck.removed-flag]"
    ]


def test_a_guessed_component_never_gives_an_error(say: Say) -> None:
    assert say(flag("kube-scheduler", "--policy-config-file", how=How.NEARBY), kubernetes="1.30")[0].startswith(
        "page.rst:3:5: warning: "
    )


def test_where_nobody_names_a_release_the_newest_decides_and_it_is_no_error(say: Say) -> None:
    assert say(flag("kube-scheduler", "--policy-config-file=x")) == [
        "page.rst:3:5: warning: kube-scheduler has no flag '--policy-config-file' (known are kubernetes 1.18 to 1.30); "
        "gone in 1.23 and later [factcheck.removed-flag]"
    ]


def test_a_bare_name_that_was_a_flag_is_told_too(say: Say) -> None:
    assert say(name("kube-scheduler", "policy-config-file"), kubernetes="1.30") == [
        "page.rst:3:5: error: kube-scheduler has no flag '--policy-config-file' (this site assumes kubernetes 1.30); "
        "gone in 1.23 and later [factcheck.removed-flag]"
    ]


def test_a_block_that_names_its_release_is_judged_by_it(find: Find) -> None:
    found = find(flag("kube-scheduler", "--policy-config-file", scope=image("kube-scheduler", "1.20.2")), kubernetes="1.30")
    assert [f.code.value for f in found] == ["other-release"]


def test_between_two_observations_that_differ_nothing_is_said(say: Say) -> None:
    assert say(flag("kube-scheduler", "--policy-config-file"), kubernetes="1.22.4") == []


def test_the_sources_lead_to_the_artefact(find: Find) -> None:
    assert find(flag("kube-scheduler", "--port"), kubernetes="1.30")[0].sources == (
        "release notes 1.23 (https://example.org/notes)",
    )


def test_a_series_whose_patch_release_was_seen_without_it_is_past_its_end_not_before_its_start(say: Say) -> None:
    assert say(flag("kube-scheduler", "--policy-config-file"), kubernetes="1.23") == [
        "page.rst:3:5: error: kube-scheduler has no flag '--policy-config-file' (this site assumes kubernetes 1.23); "
        "gone in 1.23 and later [factcheck.removed-flag]"
    ]


def test_a_flag_that_a_command_lost(say: Say) -> None:
    assert say(flag("kubectl", "--export", command="get pods"), kubernetes="1.30") == [
        "page.rst:3:5: error: kubectl get has no flag '--export' (this site assumes kubernetes 1.30); "
        "gone in 1.21 and later [factcheck.removed-flag]"
    ]
