from __future__ import annotations

from collections.abc import Callable

import pytest

from sphinxext.factcheck.claims.model import How
from sphinxext.factcheck.findings import Edit, Span
from sphinxext.factcheck.judging.judge import Judgement

from .claims import flag, name
from .conftest import Find, Say


def test_a_slip_of_the_pen_is_an_error_and_names_the_nearest(say: Say) -> None:
    assert say(flag("kube-proxy", "--metric-bind-address=0.0.0.0:10249"), kubernetes="1.30") == [
        "page.rst:3:5: error: kube-proxy has no flag '--metric-bind-address' (this site assumes kubernetes 1.30); "
        "did you mean '--metrics-bind-address'? [factcheck.unknown-flag]"
    ]


def test_it_carries_the_correction_as_an_edit_of_the_name_alone(find: Find) -> None:
    assert find(flag("kube-proxy", "--metric-bind-address=0.0.0.0:10249"), kubernetes="1.30")[0].edits == (
        Edit(Span("page.rst", 3, 5, 3, 26), "--metrics-bind-address"),
    )


def test_a_name_like_no_other_is_unknown_in_every_known_release_too(say: Say) -> None:
    assert say(flag("kube-proxy", "--frobnicate")) == [
        "page.rst:3:5: error: kube-proxy has no flag '--frobnicate' (known are kubernetes 1.18 to 1.30) [factcheck.unknown-flag]"
    ]


def test_a_guess_is_a_warning_and_needs_a_name_that_is_near(say: Say) -> None:
    assert say(flag("kube-proxy", "--metric-bind-address", how=How.NEARBY), kubernetes="1.30") == [
        "page.rst:3:5: warning: kube-proxy has no flag '--metric-bind-address' (this site assumes kubernetes 1.30); "
        "did you mean '--metrics-bind-address'? [factcheck.unknown-flag]"
    ]
    assert say(flag("kube-proxy", "--tls-cert-file", how=How.NEARBY), kubernetes="1.30") == []


def test_a_release_that_the_facts_do_not_reach_is_not_judged(say: Say) -> None:
    assert say(flag("kube-proxy", "--frobnicate"), kubernetes="1.37") == []


def test_a_bare_name_that_is_nearly_a_flag_and_a_field(say: Say) -> None:
    assert say(name("kube-proxy", "metric-bind-address"), kubernetes="1.18.10") == [
        "page.rst:3:5: error: kube-proxy has neither a flag nor a field 'metric-bind-address' (this site assumes kubernetes 1.18.10); "
        "nearest: '--metrics-bind-address', 'metricsBindAddress' [factcheck.unknown-flag]"
    ]


def test_a_bare_name_like_none_of_the_component_is_left_alone(say: Say) -> None:
    assert say(name("kube-proxy", "k8s-app"), name("kube-proxy", "metrics-bind-address"), kubernetes="1.30") == []


def test_a_flag_that_comes_later(say: Say) -> None:
    assert say(flag("kube-scheduler", "--log-format=text"), kubernetes="1.20") == [
        "page.rst:3:5: error: kube-scheduler has no flag '--log-format' yet (this site assumes kubernetes 1.20); "
        "there only from 1.23 on [factcheck.unknown-flag]"
    ]


def test_it_is_silent_where_nobody_names_a_release_and_the_newest_has_it(say: Say) -> None:
    assert say(flag("kube-scheduler", "--log-format=text")) == []


def test_underscores_are_dashes_where_the_program_takes_them(say: Say) -> None:
    assert say(flag("kube-scheduler", "--bind_address=0.0.0.0"), kubernetes="1.30") == []


def test_a_common_word_nearby_and_a_short_flag_nearby_tell_nothing(say: Say) -> None:
    assert say(flag("scheduler", "--frobnicate", how=How.NEARBY), kubernetes="1.30") == []
    assert say(flag("kube-scheduler", "-t", how=How.NEARBY), kubernetes="1.30") == []


def test_running_text_names_fewer_programs_than_it_speaks_of(say: Say) -> None:
    assert say(flag("kube-scheduler", "--frobnicate", how=How.SENTENCE), kubernetes="1.30") == []
    assert len(say(flag("kube-scheduler", "--bind-addres", how=How.SENTENCE), kubernetes="1.30")) == 1


def test_a_series_has_what_one_of_its_patch_releases_has(say: Say) -> None:
    assert say(flag("kube-scheduler", "--late=x"), kubernetes="1.20") == []
    assert say(flag("kube-scheduler", "--late=x"), kubernetes="1.20.2") == [
        "page.rst:3:5: error: kube-scheduler has no flag '--late' yet (this site assumes kubernetes 1.20.2); "
        "there only from 1.20.9 on [factcheck.unknown-flag]"
    ]


def test_short_flags_in_one_word_are_none_of_ours(say: Say) -> None:
    assert say(flag("kube-scheduler", "-v4"), kubernetes="1.30") == []


def test_a_flag_of_another_command_names_this_one_and_those_that_have_it(say: Say) -> None:
    assert say(flag("kubectl", "--from-file=a", command="get pods"), kubernetes="1.30") == [
        "page.rst:3:5: error: kubectl get has no flag '--from-file' (this site assumes kubernetes 1.30); "
        "the flag is one of 'kubectl create secret' [factcheck.unknown-flag]"
    ]
    assert say(flag("kubectl", "--record", command="get pods"), kubernetes="1.30") == [
        "page.rst:3:5: error: kubectl get has no flag '--record' (this site assumes kubernetes 1.30); "
        "'kubectl annotate', 'kubectl apply', 'kubectl create', 'kubectl edit' and 1 more have it [factcheck.unknown-flag]"
    ]


def test_a_slip_in_the_flag_of_a_command(find: Find, say: Say) -> None:
    claim = flag("kubectl", "--ouput=json", command="-n kube-system get pods")
    assert say(claim, kubernetes="1.30") == [
        "page.rst:3:5: error: kubectl get has no flag '--ouput' (this site assumes kubernetes 1.30); "
        "did you mean '--output'? [factcheck.unknown-flag]"
    ]
    assert find(claim, kubernetes="1.30")[0].sources == ("package kubectl 1.30.14",)


def test_a_flag_that_a_command_gets_later(say: Say) -> None:
    assert say(flag("kubectl", "--subresource=status", command="get"), kubernetes="1.23") == [
        "page.rst:3:5: error: kubectl get has no flag '--subresource' yet (this site assumes kubernetes 1.23); "
        "there only from 1.24 on [factcheck.unknown-flag]"
    ]


@pytest.mark.parametrize(
    ("written", "command"),
    [
        ("--output=json", "get pods"),
        ("--namespace=a", "get pods"),
        ("--filename=a", ""),
        ("--from-file=a", "create"),
        ("--nonsense", "krew install"),
        ("--nonsense", "create cm"),
        ("-it", "get pods"),
        ("-lk8s-app", "get pods"),
        ("-x", "get pods"),
    ],
)
def test_what_the_command_or_one_above_or_below_it_takes_and_what_cannot_be_told(say: Say, written: str, command: str) -> None:
    assert say(flag("kubectl", written, command=command), kubernetes="1.30") == []


def test_a_command_that_is_not_known_is_counted(judged: Callable[..., Judgement]) -> None:
    assert judged(flag("kubectl", "--nonsense", command="krew"), kubernetes="1.30").total.unverified == {"unknown-command": 1}


def test_a_bare_name_that_is_a_flag_of_some_command_is_left_alone(say: Say) -> None:
    assert say(name("kubectl", "subresource"), kubernetes="1.20") == []
