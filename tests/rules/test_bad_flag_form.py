from __future__ import annotations

from dataclasses import replace

from sphinxext.factcheck.claims.model import How
from sphinxext.factcheck.findings import Edit, Span

from .claims import flag
from .conftest import Find, Say


def test_a_long_flag_with_one_dash(say: Say, find: Find) -> None:
    assert say(flag("kube-scheduler", "-bind-address=::"), kubernetes="1.30") == [
        "page.rst:3:5: error: kube-scheduler does not take '-bind-address' with one dash (this site assumes kubernetes 1.30); "
        "write '--bind-address' [factcheck.bad-flag-form]"
    ]
    assert find(flag("kube-scheduler", "-bind-address=::"), kubernetes="1.30")[0].edits == (
        Edit(Span("page.rst", 3, 5, 3, 18), "--bind-address"),
    )


def test_a_dash_that_a_word_processor_made(say: Say, find: Find) -> None:
    claim = replace(flag("kube-scheduler", "bind-address=::"), dashes="–")
    assert say(claim, kubernetes="1.30") == [
        "page.rst:3:5: error: '–bind-address' begins with a typographic dash, which kube-scheduler does not take for a flag; "
        "write '--bind-address' [factcheck.bad-flag-form]"
    ]
    assert find(claim, kubernetes="1.30")[0].edits == (Edit(Span("page.rst", 3, 5, 3, 18), "--bind-address"),)


def test_a_typographic_dash_before_any_other_word_is_punctuation(say: Say) -> None:
    assert say(replace(flag("kube-scheduler", "bind-adress"), dashes="–"), kubernetes="1.30") == []


def test_underscores_where_the_program_does_not_take_them(say: Say, find: Find) -> None:
    assert say(flag("kube-proxy", "--metrics_bind_address=::"), kubernetes="1.30") == [
        "page.rst:3:5: error: kube-proxy has no flag '--metrics_bind_address' (this site assumes kubernetes 1.30); "
        "write '--metrics-bind-address' [factcheck.bad-flag-form]"
    ]
    assert find(flag("kube-proxy", "--metrics_bind_address=::"), kubernetes="1.30")[0].edits == (
        Edit(Span("page.rst", 3, 5, 3, 27), "--metrics-bind-address"),
    )


def test_underscores_where_the_program_takes_them(say: Say) -> None:
    assert say(flag("kube-scheduler", "--bind_address=::"), kubernetes="1.30") == []


def test_a_space_before_the_equals_sign(say: Say, find: Find) -> None:
    claim = replace(
        flag("kube-scheduler", "--secure-port==10259"),
        span=Span("p", 3, 5, 3, 18),
        value_span=Span("p", 3, 19, 3, 25),
        apart=True,
    )
    assert say(claim, kubernetes="1.30") == [
        "p:3:5: error: '--secure-port' has a space before its equals sign: kube-scheduler takes '=10259' for a word of its own; "
        "write '--secure-port=10259' [factcheck.bad-flag-form]"
    ]
    assert find(claim, kubernetes="1.30")[0].edits == (Edit(Span("p", 3, 18, 3, 19), ""),)


def test_where_the_equals_sign_stands_alone_nothing_is_proposed(say: Say) -> None:
    claim = replace(flag("kube-scheduler", "--secure-port=="), value_span=Span("page.rst", 3, 21, 3, 22), apart=True)
    assert say(claim, kubernetes="1.30") == [
        "page.rst:3:5: error: '--secure-port' has a space before its equals sign: kube-scheduler takes '=' for a word of its own "
        "[factcheck.bad-flag-form]"
    ]


def test_running_text_may_be_spaced(say: Say) -> None:
    claim = flag("kube-scheduler", "--secure-port==", how=How.SENTENCE)
    assert say(replace(claim, value_span=Span("page.rst", 3, 21, 3, 22), apart=True), kubernetes="1.30") == []


def test_a_guess_says_nothing_of_dashes(say: Say) -> None:
    assert say(flag("kube-scheduler", "-bind-address=::", how=How.NEARBY), kubernetes="1.30") == []
