from __future__ import annotations

from .claims import applies_to, flag, port
from .conftest import Say


def test_a_port_that_nothing_listens_on_any_more(say: Say) -> None:
    assert say(port("kube-scheduler", 10251), kubernetes="1.30") == [
        "page.rst:3:5: error: nothing of kube-scheduler listens on 10251 (this site assumes kubernetes 1.30); closed in 1.23 and later; "
        "use 10259 (https, needs a bearer token) [factcheck.closed-port]"
    ]


def test_open_in_some_of_the_releases_is_a_warning(say: Say) -> None:
    assert say(port("kube-scheduler", 10251, scope=applies_to("kubernetes >=1.20"))) == [
        "page.rst:3:5: warning: nothing of kube-scheduler listens on 10251 (this page applies to kubernetes >=1.20); "
        "closed in 1.23 and later; use 10259 (https, needs a bearer token) [factcheck.closed-port]"
    ]


def test_it_is_right_where_the_page_applies(say: Say) -> None:
    assert say(port("kube-scheduler", 10251, scope=applies_to("kubernetes <1.23")), kubernetes="1.30") == []


def test_the_flag_that_closes_a_port_is_information(say: Say) -> None:
    assert say(flag("kube-scheduler", "--port=0"), kubernetes="1.20")[0] == (
        "page.rst:3:5: information: '--port=0' is what closes 10251 of kube-scheduler (this site assumes kubernetes 1.20); "
        "use 10259 (https, needs a bearer token) [factcheck.closed-port]"
    )


def test_another_value_closes_nothing(say: Say) -> None:
    assert not any("closed-port" in line for line in say(flag("kube-scheduler", "--port=10251"), kubernetes="1.20"))


def test_an_endpoint_that_ended_is_known_to_have_even_where_the_list_is_not_complete(say: Say) -> None:
    assert say(port("kube-proxy", 10299), kubernetes="1.30") == [
        "page.rst:3:5: error: nothing of kube-proxy listens on 10299 (this site assumes kubernetes 1.30); closed in 1.21 and later; "
        "use 10249 (http, no authentication) [factcheck.closed-port]"
    ]
