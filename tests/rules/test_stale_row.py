from __future__ import annotations

from .claims import row
from .conftest import Say


def test_a_row_that_was_right_once(say: Say) -> None:
    assert say(row("scheduler", 10251), kubernetes="1.30") == [
        "page.rst:3:5: error: nothing of kube-scheduler listens on 10251 (this site assumes kubernetes 1.30); closed in 1.23 and later; "
        "use 10259 (https, needs a bearer token) [factcheck.stale-row]"
    ]


def test_it_is_right_for_its_release(say: Say) -> None:
    assert say(row("scheduler", 10251), kubernetes="1.18.10") == []
