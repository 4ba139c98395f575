from __future__ import annotations

from .claims import row
from .conftest import Say


def test_a_row_with_another_components_port(say: Say) -> None:
    assert say(row("scheduler", 10249), kubernetes="1.30") == [
        "page.rst:3:5: error: 10249 is a port of kube-proxy, not of kube-scheduler (this site assumes kubernetes 1.30); "
        "use 10259 (https, needs a bearer token) [factcheck.wrong-row]"
    ]


def test_a_row_with_the_wrong_scheme(say: Say) -> None:
    assert say(row("scheduler", 10259, scheme="HTTP"), kubernetes="1.30") == [
        "page.rst:3:5: error: kube-scheduler does not serve http on 10259 (this site assumes kubernetes 1.30); "
        "it is 10259 (https, needs a bearer token) [factcheck.wrong-row]"
    ]


def test_somebody_elses_component_is_left_alone(say: Say) -> None:
    assert say(row("my-app", 10251), kubernetes="1.30") == []
