from __future__ import annotations

from .claims import resource
from .conftest import Say

SCHEDULER = "KubeSchedulerConfiguration"


def test_a_deprecated_resource_by_its_short_name(say: Say) -> None:
    assert say(resource("cs"), kubernetes="1.30") == [
        "page.rst:3:5: warning: 'componentstatuses' is deprecated (this site assumes kubernetes 1.30); since 1.19; "
        "use 'kubectl get --raw=/readyz?verbose' [factcheck.deprecated-resource]"
    ]
    assert say(resource("componentstatus"), kubernetes="1.18.10") == []


def test_a_resource_that_is_gone(say: Say) -> None:
    assert say(resource("psp"), kubernetes="1.30") == [
        "page.rst:3:5: error: kubernetes has no resource 'podsecuritypolicies' (this site assumes kubernetes 1.30); "
        "gone in 1.25 and later [factcheck.deprecated-resource]"
    ]


def test_anybodys_resource_is_left_alone(say: Say) -> None:
    assert say(resource("po"), resource("certificates.cert-manager.io"), kubernetes="1.30") == []
