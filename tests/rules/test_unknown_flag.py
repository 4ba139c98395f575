from __future__ import annotations

from sphinxext.factcheck.claims.model import How
from sphinxext.factcheck.findings import Edit, Span

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


def test_a_long_flag_with_one_dash(say: Say, find: Find) -> None:
    assert say(flag("kube-scheduler", "-bind-address=::"), kubernetes="1.30") == [
        "page.rst:3:5: error: kube-scheduler does not take '-bind-address' with one dash (this site assumes kubernetes 1.30); "
        "write '--bind-address' [factcheck.unknown-flag]"
    ]
    assert find(flag("kube-scheduler", "-bind-address=::"), kubernetes="1.30")[0].edits == (
        Edit(Span("page.rst", 3, 5, 3, 18), "--bind-address"),
    )


def test_short_flags_in_one_word_are_none_of_ours(say: Say) -> None:
    assert say(flag("kube-scheduler", "-v4"), kubernetes="1.30") == []
