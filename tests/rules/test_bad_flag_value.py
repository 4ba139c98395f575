from __future__ import annotations

from dataclasses import replace

import pytest

from .claims import flag
from .conftest import Say


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("--bind-address=0.0.0.0:10259", "0.0.0.0:10259", "an IP address without a port"),
        ("--secure-port=70000", "70000", "a port from 0 to 65535"),
        ("--leader-elect=yes", "yes", "true or false"),
        ("--log-format=xml", "xml", "'text', 'json'"),
    ],
)
def test_a_value_that_the_program_refuses_is_an_error(say: Say, text: str, value: str, expected: str) -> None:
    flag_name = text.partition("=")[0]
    assert say(flag("kube-scheduler", text), kubernetes="1.30") == [
        f"page.rst:3:5: error: '{flag_name}' of kube-scheduler does not take '{value}' (this site assumes kubernetes 1.30); "
        f"it takes {expected} [factcheck.bad-flag-value]"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "--bind-address=::",
        "--bind-address=<ip>",
        "--bind-address=NODE_IP",
        "--bind-address=$(POD_IP)",
        "--bind-address={{ ip }}",
        "--secure-port=...",
        "--secure-port=0",
        "--leader-elect",
        "--leader-elect=false",
        "--bind-address=",
    ],
)
def test_what_it_takes_and_what_stands_for_a_value_is_left_alone(say: Say, text: str) -> None:
    assert say(flag("kube-scheduler", text), kubernetes="1.30") == []


def test_the_word_after_a_boolean_is_not_its_value(say: Say) -> None:
    claim = replace(flag("kube-scheduler", "--leader-elect=yes"), apart=True)
    assert say(claim, kubernetes="1.30") == []


def test_a_value_of_a_command_s_flag(say: Say) -> None:
    assert say(flag("kubectl", "--output=jsn", command="get pods"), kubernetes="1.30") == [
        "page.rst:3:5: error: '--output' of kubectl get does not take 'jsn' (this site assumes kubernetes 1.30); "
        "it takes 'json', 'yaml', 'wide' [factcheck.bad-flag-value]"
    ]
