from __future__ import annotations

import pytest

from sphinxext.factcheck.joins.values import same_value


@pytest.mark.parametrize(
    ("said", "known", "type"),
    [
        ("400", "400", "int"),
        ("10,000", "10000", "int"),
        ("10_000", "10000", ""),
        ("1m", "60s", "duration"),
        ("1m0s", "60s", ""),
        ("5 minutes", "5m0s", "duration"),
        ("30 秒", "30s", "duration"),
        ("15d", "360h", "duration"),
        ("True", "true", "bool"),
        ('"text"', "text", "string"),
        ("b,a", "[a,b]", "list"),
        ("50.0", "50", "float"),
        ("10249", "127.0.0.1:10249", "host-port"),
        ("127.0.0.1", "127.0.0.1:10249", ""),
        ("[::]:9090", "[::]:9090", "host-port"),
        ("30000-32767", "30000-32767", "port-range"),
        ("/var/lib/kubelet/", "/var/lib/kubelet", "string"),
    ],
)
def test_ways_to_write_the_same(said: str, known: str, type: str) -> None:
    assert same_value(said, known, type) is True


@pytest.mark.parametrize(
    ("said", "known", "type"),
    [
        ("500", "400", "int"),
        ("30s", "15s", "duration"),
        ("true", "false", "bool"),
        ("10250", "127.0.0.1:10249", "host-port"),
        ("0.0.0.0", "127.0.0.1:10249", "host-port"),
        ("json", "text", "string"),
        ("a", "[a,b]", "list"),
    ],
)
def test_values_that_differ(said: str, known: str, type: str) -> None:
    assert same_value(said, known, type) is False


@pytest.mark.parametrize(
    ("said", "known", "type"),
    [
        ("100ms", "100", "int"),
        ("30", "15s", "duration"),
        ("enabled", "true", "bool"),
        ("2GB", "2147483648", "int"),
        ("the host name", "text", "string"),
        ("localhost:2379", "127.0.0.1:2379", "host-port"),
        ("/24", "24", "int"),
        ("五分钟", "5m", "duration"),
    ],
)
def test_where_nothing_can_be_told(said: str, known: str, type: str) -> None:
    assert same_value(said, known, type) is None


def test_a_word_of_running_text_is_not_held_against_a_string() -> None:
    assert same_value("10", "text", "string", exact=False) is None
