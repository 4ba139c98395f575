from __future__ import annotations

from sphinxext.factcheck.claims.model import How

from .claims import flag
from .conftest import Say


def test_a_flag_that_does_nothing_is_a_warning(say: Say) -> None:
    assert say(flag("kube-scheduler", "--port=0"), kubernetes="1.23") == [
        "page.rst:3:5: warning: '--port' of kube-scheduler has no effect in 1.23 and later (this site assumes kubernetes 1.23); "
        "use '--secure-port' (10259, https, needs a bearer token) [factcheck.no-effect-flag]"
    ]


def test_where_it_is_gone_it_is_said_once(say: Say) -> None:
    assert [line.rpartition("[")[2] for line in say(flag("kube-scheduler", "--port"), kubernetes=">=1.23")] == [
        "factcheck.removed-flag]"
    ]


def test_a_guessed_component_is_not_told(say: Say) -> None:
    assert say(flag("kube-scheduler", "--port=0", how=How.NEARBY), kubernetes="1.23") == []
