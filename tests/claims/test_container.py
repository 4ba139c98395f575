from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import FlagClaim, How, Subject

from .claims import claims_of, flag, program

SCHEDULER = Subject("kube-scheduler", How.CONTAINER)


def flags_of(text: str, language: str = "yaml") -> list[tuple[str, str | None, str, str | None]]:
    """Component, how it was found, flag and value of each flag in a block."""
    block = f".. code-block:: {language}\n\n" + "".join(f"   {line}\n" for line in text.strip("\n").split("\n"))
    return [
        (c.subject.name if c.subject else "", c.subject.how.value if c.subject else None, c.dashes + c.name, c.value)
        for c in claims_of(block)
        if isinstance(c, FlagClaim)
    ]


def test_a_script_in_double_quotes_has_its_places() -> None:
    assert claims_of(
        r"""
        .. code-block:: yaml

           containers:
           - command: ["/bin/sh","-c","exec kube-scheduler --port=0 \\\n --v=2\n echo done"]
        """
    ) == [
        flag(program("kube-scheduler"), 4, 52, "--port", "0"),
        flag(program("kube-scheduler"), 4, 66, "--v", "2"),
    ]


@pytest.mark.parametrize(
    "container",
    [
        "- name: x\n  image: r/kube-scheduler:v1\n  args:\n  - --port\n  - '0'",
        '- image: kube-scheduler\n  args:\n  - --port\n  # why not\n  - "0"\n  ...',
        "- command: kube-scheduler --port 0\n  image: x",
        "- image: x/kube-scheduler\n  args: --port 0",
        "- image: x/kube-scheduler\n  args:\n  - |\n    --port 0",
        "- image: x/kube-scheduler\n  command: >\n    --port\n    0",
        "- image: x/kube-scheduler\n  name: y\n  command: [kube-scheduler]\n  args: [--port, *zero]",
        "- command: [/usr/bin/tini, --, kube-scheduler, --port, '0']",
    ],
)
def test_arguments_in_every_shape(container: str) -> None:
    assert flags_of(f"zero: &zero '0'\ncontainers:\n{container}") == [("kube-scheduler", "container", "--port", "0")]


def test_several_flags_in_one_item() -> None:
    assert flags_of("containers:\n- image: kube-scheduler\n  args: ['--v=2 --port=0', '--feature=a b']") == [
        ("kube-scheduler", "container", "--v", "2"),
        ("kube-scheduler", "container", "--port", "0"),
        ("kube-scheduler", "container", "--feature", "a b"),
    ]


def test_merged_keys_are_the_container_s_own() -> None:
    assert (
        "kube-scheduler",
        "container",
        "--port",
        "0",
    ) in flags_of("x-c: &c\n  image: r/kube-scheduler:v1\ncontainers:\n- <<: *c\n  name: x\n  args: [--port=0]")


def test_aliases_that_multiply_are_not_followed() -> None:
    text = "a0: &a0 [--port=0]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    assert flags_of(text) == [("", None, "--port", "0")]


def test_services_of_compose() -> None:
    assert flags_of(
        """
services:
  prometheus:
    image: prom/prometheus:v2.3.0
    command:
    - '--storage.tsdb.path=/x'
  alertmanager:
    command: --config.file=x
  other:
    image: x/other
    command: kube-scheduler --port=0
  etcd:
    image: quay.io/coreos/etcd
    environment:
      ETCD_NAME: a
      ETCD_VERSION: "3"
"""
    ) == [
        ("prometheus", "container", "--storage.tsdb.path", "/x"),
        ("alertmanager", "container", "--config.file", "x"),
        ("kube-scheduler", "container", "--port", "0"),
        ("etcd", "filename", "name", "a"),
    ]


def test_variables_of_a_container() -> None:
    assert flags_of(
        """
containers:
- image: etcd
  name: etcd
  env:
  - {name: ETCD_NAME, value: a}
  - name: KUBELET_EXTRA_ARGS
    value: --port=0 --v=2
"""
    ) == [
        ("etcd", "filename", "name", "a"),
        ("kubelet", "filename", "--port", "0"),
        ("kubelet", "filename", "--v", "2"),
    ]


def test_a_program_that_is_not_known_has_its_own_flags() -> None:
    assert flags_of("containers:\n- name: kube-scheduler\n  command: [mine, serve, --port=0]") == [
        ("mine", "program", "--port", "0")
    ]


@pytest.mark.parametrize(
    "path", ["/spec/template/spec/containers/0/args/-", "/spec/containers/0/command", "/spec/template/spec/containers/1/args"]
)
def test_a_json_patch_is_its_target_s(path: str) -> None:
    patch = f"patches:\n- target: {{kind: Deployment, name: kube-scheduler}}\n  patch: |-\n    - op: add\n      path: {path}\n"
    assert flags_of(f"{patch}      value: --port=0") == [("kube-scheduler", "container", "--port", "0")]
    assert flags_of(f"{patch}      value: [--port=0]") == [("kube-scheduler", "container", "--port", "0")]
    assert flags_of(f"{patch.replace('add', 'remove')}      value: --port=0") == []
