from __future__ import annotations

import pytest

from .claims import claims_of, flag, program
from .test_container import flags_of

KUBELET = ("kubelet", "program", "--port", "0")
UNIT = "[Service]\n{0}ExecStart=/usr/bin/kubelet --port=0"


def indented(text: str, by: int) -> str:
    return text.format(" " * by)


@pytest.mark.parametrize(
    "text",
    [
        "write_files:\n- path: /etc/systemd/system/kubelet.service\n  content: |\n    " + indented(UNIT, 4),
        "systemd:\n  units:\n  - name: kubelet.service\n    contents: |\n      " + indented(UNIT, 6),
        "units:\n- name: x.service\n  dropins:\n  - name: 1.conf\n    contents: |\n      " + indented(UNIT, 6),
        "files:\n- path: /etc/systemd/system/x.service\n  contents:\n    inline: |\n      " + indented(UNIT, 6),
        "kind: ConfigMap\ndata:\n  x.service: |\n    " + indented(UNIT, 4),
        "kind: Secret\nstringData:\n  run.sh: |\n    set -e\n    kubelet --port=0",
        "- name: x\n  shell: |\n    set -e\n    kubelet --port=0",
        "- name: x\n  ansible.builtin.command: kubelet --port=0",
        "- name: x\n  command:\n    cmd: kubelet --port=0",
        "runcmd:\n- kubelet --port=0",
        "preKubeadmCommands:\n- sudo kubelet --port=0",
        "- copy:\n    dest: /etc/systemd/system/kubelet.service\n    content: |\n      " + indented(UNIT, 6),
    ],
)
def test_texts_in_documents(text: str) -> None:
    assert [found for found in flags_of(text) if found[2] != "-e"] == [KUBELET]


@pytest.mark.parametrize(
    "text",
    [
        "- lineinfile:\n    path: /etc/default/kubelet\n    line: 'KUBELET_EXTRA_ARGS=--port=0'",
        "kind: ConfigMap\ndata:\n  kubelet: |\n    KUBELET_ARGS=--port=0",
        "write_files:\n- path: /etc/sysconfig/kubelet\n  content: KUBELET_EXTRA_ARGS=--port=0",
    ],
)
def test_files_of_variables(text: str) -> None:
    assert flags_of(text) == [("kubelet", "filename", "--port", "0")]


def test_a_manifest_in_a_list_of_patches() -> None:
    assert flags_of(
        "kind: Cluster\nnodes:\n- kubeadmConfigPatches:\n  - |\n    kind: ClusterConfiguration\n    apiServer:\n      extraArgs:\n"
        '        insecure-port: "0"'
    ) == [("kube-apiserver", "container", "insecure-port", "0")]


def test_a_unit_in_one_line_of_json_has_its_places() -> None:
    assert claims_of(
        r"""
        .. code-block:: json

           {"name": "kubelet.service", "contents": "[Service]\nExecStart=/usr/bin/kubelet \\\n --port=0\n"}
        """
    ) == [flag(program("kubelet"), 3, 88, "--port", "0")]


@pytest.mark.parametrize(
    "text",
    [
        "description: |\n  kubelet --port=0",
        "message: 'kubelet --port=0'",
        "note: |\n  --port=0",
        "summary: >\n  kubelet --port 0 is",
    ],
)
def test_prose_is_no_script(text: str) -> None:
    assert flags_of(text) == []
