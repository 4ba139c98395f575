from __future__ import annotations

import json

import pytest

from sphinxext.factcheck.upstream.observations import UpstreamError
from sphinxext.factcheck.upstream.port_list import PortEntry, allocations_text, read_port_list


def listed(**ports: tuple[str, list[str]]) -> str:
    return json.dumps({
        "allocations": {
            port.removeprefix("p"): {"name": name, "protocol": None, "section": "s", "urls": urls}
            for port, (name, urls) in ports.items()
        },
        "source": "a page",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Node exporter", "Node exporter"),
        ("Door exporter alternative]", "Door exporter"),
        ("Door exporter alternative] alternative] alternative (for gates)]", "Door exporter"),
        ("Door alternative exporter", "Door alternative exporter"),
        ("Door exporter (opening and closing)", "Door exporter"),
        ("Door exporter (oak/ash)x", "Door exporter"),
        ("Door exporter (oak (old))", "Door exporter"),
        ("(Old) door exporter", "(Old) door exporter"),
        ("(all of it)", "(all of it)"),
        ("Door exporter: Opening", "Door exporter: Opening"),
        ("Door exporter <br> Gate exporter", "Door exporter, Gate exporter"),
        ('"Door" exporter"', '"Door" exporter'),
        ('The "door" plugin', 'The "door" plugin'),
        ("Doors under `/metrics`", "Doors under /metrics"),
    ],
)
def test_a_name_without_what_the_markup_left(said: str, name: str) -> None:
    assert read_port_list(listed(p9100=(said, []))).entries == (PortEntry(9100, name, ()),)


@pytest.mark.parametrize("said", ['"FREE"', "FREE", "UNALLOCATED (to avoid collision with another)"])
def test_a_port_that_nobody_has(said: str) -> None:
    ports = read_port_list(listed(p9101=("Door exporter", []), p9100=(said, [])))
    assert ports.entries == (PortEntry(9101, "Door exporter", ()),)
    assert ports.free == (9100,)


def test_a_free_exporter_has_its_port() -> None:
    assert read_port_list(listed(p9100=("FREEZER exporter", []))).free == ()


def test_whole_file() -> None:
    text = listed(
        p10000=("Gate", []),
        p9102=("FREE", []),
        p9100=("Door exporter", ["https://example.org/door", "/a/door_exporter", "https://example.org/door", "mailto:a@b.c"]),
    )
    assert (
        allocations_text(read_port_list(text), "prometheus", "make facts")
        == """\
# Made by `make facts`: do not edit.
component: prometheus
generated: make facts
sources:
  list: {artefact: "Prometheus wiki \\"Default port allocations\\", as copied in 2020", url: "https://github.com/prometheus/prometheus/wiki/Default-port-allocations"}
# Kept for nobody: 9102
ports:
  "9100": {name: Door exporter, urls: ["https://example.org/door", "https://github.com/a/door_exporter"]}
  "10000": {name: Gate}
"""
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "TypeError('list indices must be integers or slices, not str')"),
        ("{}", "KeyError('allocations')"),
        ('{"allocations": {"9100": {"name": "a"}}}', "KeyError('urls')"),
        ('{"allocations": {"9100-9110": {"name": "a", "urls": []}}}', """ValueError("invalid literal for int() with base 10: '9100-9110'")"""),
        ('{"allocations": {"99999": {"name": "a", "urls": []}}}', "ValueError('99999 is no port')"),
    ],
)  # fmt: skip
def test_something_else(text: str, reason: str) -> None:
    with pytest.raises(UpstreamError) as caught:
        read_port_list(text)
    assert str(caught.value) == f"not a list of ports: {reason}"
