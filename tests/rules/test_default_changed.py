from __future__ import annotations

from sphinxext.factcheck.claims.model import DefaultClaim, How, Scope
from sphinxext.factcheck.findings import Edit

from .claims import SPAN, about, applies_to
from .conftest import Find, Say


def default(
    component: str,
    name: str,
    value: str,
    how: How = How.SENTENCE,
    scope: Scope = Scope(),  # noqa: B008
) -> DefaultClaim:
    return DefaultClaim(span=SPAN, subject=about(component, how), scope=scope, name=name, value=value)


def test_a_default_that_never_was(say: Say, find: Find) -> None:
    claim = default("kube-scheduler", "--secure-port", "10251")
    assert say(claim, kubernetes="1.30") == [
        "page.rst:3:5: error: the default of '--secure-port' of kube-scheduler is '10259', not '10251' "
        "(this site assumes kubernetes 1.30) [factcheck.default-changed]"
    ]
    assert find(claim, kubernetes="1.30")[0].edits == (Edit(SPAN, "10259"),)
    assert say(default("kube-scheduler", "--secure-port", "10259"), kubernetes="1.30") == []


def test_a_default_that_was_changed(say: Say, find: Find) -> None:
    claim = default("kube-scheduler", "--leader-elect", "false")
    assert say(claim, kubernetes="1.30") == [
        "page.rst:3:5: error: the default of '--leader-elect' of kube-scheduler is 'true', not 'false' "
        "(this site assumes kubernetes 1.30); known to be so since 1.21.2 [factcheck.default-changed]"
    ]
    assert find(claim, kubernetes="1.30")[0].edits == ()
    assert say(claim, kubernetes="1.18.20") == []


def test_right_in_some_of_the_releases_is_a_warning(say: Say) -> None:
    assert say(default("kube-scheduler", "--leader-elect", "false", scope=applies_to("kubernetes >=1.18"))) == [
        "page.rst:3:5: warning: the default of '--leader-elect' of kube-scheduler is 'true', not 'false' "
        "(this page applies to kubernetes >=1.18); known to be so since 1.21.2 [factcheck.default-changed]"
    ]


def test_between_two_observations_either_default_is_let_pass(say: Say) -> None:
    assert say(default("kube-scheduler", "--leader-elect", "true"), kubernetes="1.20") == []
    assert say(default("kube-scheduler", "--leader-elect", "false"), kubernetes="1.20") == []


def test_a_guess_is_a_warning_and_a_short_name_tells_nothing(say: Say) -> None:
    assert say(default("kube-scheduler", "--secure-port", "10251", How.NEARBY), kubernetes="1.30")[0].startswith(
        "page.rst:3:5: warning: "
    )
    assert say(default("kube-scheduler", "--late", "10251", How.NEARBY), kubernetes="1.30") == []


def test_a_field(say: Say) -> None:
    assert say(default("kube-proxy", "metricsBindAddress", "0.0.0.0:10249"), kubernetes="1.30") == [
        "page.rst:3:5: error: the default of 'metricsBindAddress' of kube-proxy is '127.0.0.1:10249', not '0.0.0.0:10249' "
        "(this site assumes kubernetes 1.30) [factcheck.default-changed]"
    ]


def test_the_default_of_a_flag_that_is_gone_is_nobody_s(say: Say) -> None:
    assert say(default("kube-scheduler", "--port", "10252", scope=applies_to("kubernetes >=1.18"))) == []


def test_what_is_not_known_is_let_pass(say: Say) -> None:
    assert say(default("kube-scheduler", "--bind-address", "::"), kubernetes="1.30") == []
    assert say(default("kube-scheduler", "--no-such-flag", "1"), kubernetes="1.30") == []
    assert say(default("kube-scheduler", "--secure-port", "random"), kubernetes="1.30") == []
    assert say(default("kube-proxy", "conntrack", "1"), kubernetes="1.30") == []
