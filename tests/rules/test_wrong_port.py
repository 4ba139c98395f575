from __future__ import annotations

from sphinxext.factcheck.claims.model import How

from .claims import port
from .conftest import Say


def test_another_components_port(say: Say) -> None:
    assert say(port("kube-scheduler", 10249), kubernetes="1.30") == [
        "page.rst:3:5: error: 10249 is a port of kube-proxy, not of kube-scheduler (this site assumes kubernetes 1.30); "
        "use 10259 (https, needs a bearer token) [factcheck.wrong-port]"
    ]


def test_the_wrong_scheme(say: Say) -> None:
    assert say(port("kube-scheduler", 10259, scheme="http"), kubernetes="1.30") == [
        "page.rst:3:5: error: kube-scheduler does not serve http on 10259 (this site assumes kubernetes 1.30); "
        "it is 10259 (https, needs a bearer token) [factcheck.wrong-port]"
    ]


def test_a_guess_a_custom_port_and_a_right_port_are_left_alone(say: Say) -> None:
    assert say(port("kube-scheduler", 10249, how=How.NEARBY), kubernetes="1.30") == []
    assert say(port("kube-scheduler", 12345), kubernetes="1.30") == []
    assert say(port("kube-scheduler", 10259, scheme="https"), kubernetes="1.30") == []


def test_where_the_list_of_ports_is_not_complete_another_components_port_is_left_alone(say: Say) -> None:
    assert say(port("kube-proxy", 10259), kubernetes="1.30") == []


def test_https_where_http_is_the_default_may_have_been_configured(say: Say) -> None:
    assert say(port("kube-proxy", 10249, scheme="https"), kubernetes="1.30") == []
