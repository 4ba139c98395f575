from __future__ import annotations

import pytest
import yaml

from sphinxext.factcheck.upstream.yaml_text import Node, flow, lines, scalar


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "~"),
        (True, "true"),
        (7, "7"),
        ("int32", "int32"),
        ("/var/lib/kubelet", "/var/lib/kubelet"),
        ("metav1.Duration", "metav1.Duration"),
        ("kube-proxy --help", "kube-proxy --help"),
        ("v", "v"),
        ("", '""'),
        ("1.20", '"1.20"'),
        ("no", '"no"'),
        ("Null", '"Null"'),
        ("y", '"y"'),
        ("--", '"--"'),
        ("*int32", '"*int32"'),
        ("[]string", '"[]string"'),
        ("map[string]bool", '"map[string]bool"'),
        ("a: b", '"a: b"'),
        ("x #y", '"x #y"'),
        (".+", '".+"'),
        ("<<", '"<<"'),
        ('say "so"', '"say \\"so\\""'),
        ("\\d", '"\\\\d"'),
    ],
)
def test_scalar(value: bool | int | str | None, text: str) -> None:
    assert scalar(value) == text
    assert yaml.safe_load(text) == value


def test_flow_and_lines() -> None:
    node: dict[str, Node] = {
        "ranges": [["1.14.0", None]],
        "flags": {"port": {"type": "int", "no_value": True}, "no": {}},
        "complete": [],
    }
    assert flow(node["ranges"]) == '[["1.14.0", ~]]'
    written = list(lines(node, depth=2))
    assert written == [
        'ranges: [["1.14.0", ~]]',
        "flags:",
        "  port: {type: int, no_value: true}",
        '  "no": {}',
        "complete: []",
    ]
    assert yaml.safe_load("\n".join(written)) == node
