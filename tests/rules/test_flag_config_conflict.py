from __future__ import annotations

from dataclasses import replace

from sphinxext.factcheck.claims.model import FlagClaim, How

from .claims import applies_to, flag
from .conftest import Say


def beside(claim: FlagClaim, *names: str) -> FlagClaim:
    return replace(claim, beside=names)


def test_a_flag_that_the_file_silences(say: Say) -> None:
    assert say(beside(flag("kube-proxy", "--bind-address=::"), "config"), kubernetes="1.30") == [
        "page.rst:3:5: warning: kube-proxy ignores '--bind-address' as '--config' is given (this site assumes kubernetes 1.30); "
        "say it in that file [factcheck.flag-config-conflict]"
    ]


def test_without_the_file_it_is_heard(say: Say) -> None:
    assert say(flag("kube-proxy", "--bind-address=::"), kubernetes="1.30") == []


def test_flags_that_win_over_the_file(say: Say) -> None:
    assert say(beside(flag("kube-proxy", "--metrics-bind-address=::"), "config"), kubernetes="1.30") == []


def test_before_the_release_from_which_it_is_known(say: Say) -> None:
    assert say(beside(flag("kube-proxy", "--bind-address=::"), "config"), kubernetes="1.18.20") == []
    assert say(beside(flag("kube-proxy", "--bind-address=::", scope=applies_to("kubernetes >=1.18")), "config")) != []


def test_a_file_with_which_all_flags_are_ignored(say: Say) -> None:
    assert say(beside(flag("kube-proxy", "--metrics-bind-address=::"), "config-file"), kubernetes="1.30") == [
        "page.rst:3:5: warning: kube-proxy ignores '--metrics-bind-address' as '--config-file' is given "
        "(this site assumes kubernetes 1.30); say it in that file [factcheck.flag-config-conflict]"
    ]
    assert say(beside(flag("kube-proxy", "--config-file=x"), "config-file"), kubernetes="1.30") == []


def test_a_guess_says_nothing(say: Say) -> None:
    assert say(beside(flag("kube-proxy", "--bind-address=::", how=How.NEARBY), "config"), kubernetes="1.30") == []
