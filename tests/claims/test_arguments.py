from __future__ import annotations

import pytest

from .test_container import flags_of

APISERVER = ("kube-apiserver", "container")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kube-apiserver-arg:\n- insecure-port=0\n- 'v=2'", [(*APISERVER, "insecure-port", "0"), (*APISERVER, "v", "2")]),
        ("kube-apiserver-arg: insecure-port=0", [(*APISERVER, "insecure-port", "0")]),
        ("kube_apiserver_extra_args: --insecure-port=0 --v=2", [(*APISERVER, "--insecure-port", "0"), (*APISERVER, "--v", "2")]),
        ("kube_apiserver_extra_args: {insecure-port: '0'}", [(*APISERVER, "insecure-port", "0")]),
        ("apiServer:\n  extraArgs:\n  - name: insecure-port\n    value: '0'", [(*APISERVER, "insecure-port", "0")]),
        ("apiServer:\n  extraArgs:\n    --insecure-port: '0'", [(*APISERVER, "--insecure-port", "0")]),
        ("server:\n  extraFlags:\n  - web.enable-lifecycle", [("prometheus", "container", "web.enable-lifecycle", None)]),
        (
            "kind: Prometheus\nspec:\n  additionalArgs:\n  - name: log.level\n    value: debug",
            [("prometheus", "container", "log.level", "debug")],
        ),
        ("schema: x/Kubelet/v1\ndata:\n  arguments:\n  - --port=0", [("kubelet", "container", "--port", "0")]),
        ("apiServer:\n  extraArgs:\n    insecure-port: {{ port }}", [(*APISERVER, "insecure-port", None)]),
        # Fields of the configuration, and options of other programs.
        ("kubelet_config_extra_args:\n  eviction-hard: 1", []),
        ("kubelet_extra_args:\n  evictionHard: 1", []),
        ("prometheus:\n  options:\n    a-b: 1", []),
        ("server:\n  extraArgs:\n  - --insecure", [("", None, "--insecure", None)]),
    ],
)
def test_arguments_under_a_key(text: str, found: list[tuple[str, str | None, str, str | None]]) -> None:
    assert flags_of(text) == found
