from __future__ import annotations

from .claims import flag, image, port
from .conftest import Say


def test_a_block_of_another_release_is_told_once_at_its_evidence(say: Say) -> None:
    scope = image("kube-scheduler", "1.18.10")
    assert say(
        port("kube-scheduler", 10251, scope=scope), flag("kube-proxy", "--bind-address=::", scope=scope), kubernetes="1.30"
    ) == [
        "page.rst:9:12: information: the image tag says kubernetes 1.18.10, this site assumes 1.30: judged by its own release "
        "[factcheck.other-release]"
    ]


def test_a_block_of_the_sites_release_is_not_told(say: Say) -> None:
    assert say(port("kube-scheduler", 10259, scope=image("kube-scheduler", "1.30.2")), kubernetes="1.30") == []
