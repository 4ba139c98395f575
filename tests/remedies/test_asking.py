from __future__ import annotations

import pytest

from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.pages.model import Line
from sphinxext.factcheck.remedies.asking import Asked, asked_in, grants_in, request_in
from sphinxext.factcheck.remedies.request import Credential, Request


def lines_of(text: str) -> tuple[Line, ...]:
    return tuple(Line(line, "p.rst", number) for number, line in enumerate(text.split("\n"), 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- job_name: x", Asked("http", None, "/metrics", Credential.NONE)),
        (
            "scrape_configs:\n- job_name: kettled\n  scheme: https\n  authorization:\n    credentials_file: t\n  static_configs:\n"
            "  - targets: ['10.0.0.1:7002']",
            Asked("https", 7002, "/metrics", Credential.TOKEN),
        ),
        (
            "- job_name: other\n  static_configs:\n  - targets: [a:1111]\n- job_name: kettled\n  metrics_path: /m\n  basic_auth: {username: x}",
            Asked("http", None, "/m", Credential.BASIC),
        ),
        (
            "- job_name: other\n- job_name: by-port\n  static_configs:\n  - targets: [a:7002]",
            Asked("http", 7002, "/metrics", Credential.NONE),
        ),
        (
            "relabel_configs:\n- target_label: __address__\n  replacement: $1:7002",
            Asked("http", 7002, "/metrics", Credential.NONE),
        ),
        ("- job_name: x\n  relabel_configs:\n  - target_label: __metrics_path__\n    replacement: /api/$1", Asked("http", None, "", Credential.NONE)),
        ("tls_config:\n  cert_file: c", Asked("http", None, "/metrics", Credential.CERTIFICATE)),
        ("global:\n  scrape_interval: 1m", None),
    ],
)  # fmt: skip
def test_how_prometheus_is_told_to_ask(facts: FactBase, text: str, expected: Asked | None) -> None:
    component = facts.component("kettled")
    assert component is not None
    endpoint = component.endpoint("secure")
    assert endpoint is not None
    assert request_in(lines_of(text), endpoint, "kettled") == expected


def test_what_rules_grant() -> None:
    role = "kind: ClusterRole\nmetadata: {name: a}\nrules:\n- nonResourceURLs: [/metrics, /m/*]\n  verbs: [get]\n- resources: [nodes/metrics]\n  verbs: [list]"
    found = grants_in([lines_of(role)])
    assert (found.paths, found.resources, found.unknown) == (frozenset({"/metrics", "/m/*"}), frozenset(), False)
    assert grants_in([lines_of("kind: ClusterRoleBinding\nroleRef:\n  name: a")]).unknown
    assert not grants_in([lines_of(role), lines_of("kind: ClusterRoleBinding\nroleRef:\n  name: a")]).unknown


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("curl -s http://NODE:7001/metrics | head", [Request("http", 7001, "/metrics")]),
        ("curl http://10.0.0.1:7001", [Request("http", 7001, "/", host="10.0.0.1")]),
        ("curl 'http://127.0.0.1:7001/a?b=c'", [Request("http", 7001, "/a", host="127.0.0.1")]),
        ('curl -H "Authorization: Bearer $T" https://NODE:1234/x', [Request("https", 1234, "/x", Credential.TOKEN)]),
        ("curl -u me https://NODE:1234/x", [Request("https", 1234, "/x", Credential.BASIC)]),
        ("curl --cert c --key k https://NODE:1234/x", [Request("https", 1234, "/x", Credential.CERTIFICATE)]),
        ("ss -ltn '( sport = :7001 )'", []),
    ],
)
def test_what_a_command_asks(command: str, expected: list[Request]) -> None:
    assert list(asked_in(command)) == expected
