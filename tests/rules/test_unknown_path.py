from __future__ import annotations

from sphinxext.factcheck.findings import Edit

from .claims import SPAN, path
from .conftest import Find, Say


def test_a_slip_of_the_pen(say: Say) -> None:
    assert say(path("/etc/kubernetes/manifest/"), kubernetes="1.30") == [
        "page.rst:3:5: warning: no path '/etc/kubernetes/manifest/' is known of kubernetes; did you mean '/etc/kubernetes/manifests/'? "
        "[factcheck.unknown-path]"
    ]


def test_what_lies_below_is_kept(find: Find) -> None:
    assert find(path("/etc/kubernetes/manifest/kube-scheduler.yaml"), kubernetes="1.30")[0].edits == (
        Edit(SPAN, "/etc/kubernetes/manifests/kube-scheduler.yaml"),
    )


def test_a_path_that_comes_later(say: Say) -> None:
    assert say(path("/etc/kubernetes/super-admin.conf"), kubernetes="1.20") == [
        "page.rst:3:5: warning: kubernetes has no '/etc/kubernetes/super-admin.conf' (this site assumes kubernetes 1.20); "
        "there only from 1.29 on [factcheck.unknown-path]"
    ]


def test_what_is_known_and_what_resembles_nothing_is_left_alone(say: Say) -> None:
    assert (
        say(
            path("/etc/kubernetes/manifests/"),
            path("/etc/kubernetes/manifests/my-own.yaml"),
            path("/etc/rancher/x"),
            kubernetes="1.30",
        )
        == []
    )
