from __future__ import annotations

from .claims import flag
from .conftest import Say


def test_a_deprecated_flag_is_information(say: Say) -> None:
    assert say(flag("kube-scheduler", "--port=10251"), kubernetes="1.20") == [
        "page.rst:3:5: information: '--port' of kube-scheduler is deprecated (this site assumes kubernetes 1.20); since 1.18 or earlier; "
        "use '--secure-port' (10259, https, needs a bearer token) [factcheck.deprecated-flag]"
    ]


def test_a_flag_that_is_not_deprecated_is_not_told(say: Say) -> None:
    assert say(flag("kube-scheduler", "--secure-port=10259"), kubernetes="1.20") == []


def test_a_flag_of_a_command(say: Say) -> None:
    assert say(flag("kubectl", "--record", command="create"), kubernetes="1.30") == [
        "page.rst:3:5: information: '--record' of kubectl create is deprecated (this site assumes kubernetes 1.30); "
        "since 1.21 or earlier [factcheck.deprecated-flag]"
    ]
