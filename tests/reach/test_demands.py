"""What a program asks of its flags and fields together."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sphinxext.factcheck.facts.model import Order, Placement, Requirement
from sphinxext.factcheck.reach import Argument
from sphinxext.factcheck.reach.demands import Demands
from sphinxext.factcheck.reach.files import FieldValue
from sphinxext.factcheck.reach.options import Given, Options
from sphinxext.factcheck.versions import parse_version


def demands(command: str, fields: Mapping[str, str] | None = None) -> Demands:
    options = Options()
    for word in command.split():
        name, _, value = word.removeprefix("--").partition("=")
        options.given.setdefault(name, []).append(Given(name, value, Argument(word)))
    return Demands(options, {}, {name: [FieldValue(text)] for name, text in (fields or {}).items()}, parse_version("1.0"))


def unmet(need: Requirement, command: str, fields: Mapping[str, str] | None = None) -> list[str]:
    refused, missing = demands(command, fields).unmet([need], Placement.HOST)
    return [*(str(step.text) for step in refused), *(f"? {text}" for text in missing)]


PAIR = Requirement(given=("--cert",), needs=("--key", "key"), unless=("--port=0",))


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", []),
        ("--cert=c", ["--cert asks for --key / key"]),
        ("--cert=c --key=k", []),
        ("--cert=c --key=", ["--cert asks for --key / key"]),
        ("--cert= --key=", []),
        ("--cert=c --port=0", []),
        ("--cert=c --port=10", ["--cert asks for --key / key"]),
        ("--cert=c --port=0 --port=10", ["--cert asks for --key / key"]),
    ],
)
def test_a_flag_that_needs_another(command: str, expected: list[str]) -> None:
    assert unmet(PAIR, command) == expected


def test_a_field_does_as_well_as_a_flag() -> None:
    assert unmet(PAIR, "--cert=c", {"key": "k"}) == []
    assert unmet(PAIR, "--cert=c", {"key": ""}) == ["--cert asks for --key / key"]


def test_what_is_given_with_nothing_in_it_counts_where_the_facts_say_so() -> None:
    assert unmet(Requirement(given=("--listen",), needs=("--advertise",), even_empty=True), "--listen=") == [
        "--listen asks for --advertise"
    ]


@pytest.mark.parametrize("value", ["true", "1", "T"])
def test_a_boolean_has_many_spellings(value: str) -> None:
    assert unmet(Requirement(given=("--cleanup=true",)), f"--cleanup={value}") == ["--cleanup=true is refused"]
    assert unmet(Requirement(given=("--x",), unless=("--cleanup=true",)), f"--x=1 --cleanup={value}") == []


def test_what_does_not_go_beside_another() -> None:
    need = Requirement(given=("--cidr=.",), beside=("--address=:",), refuses=False)
    assert unmet(need, "--cidr=10.0.0.0/8 --address=::1") == ["? --cidr=."]
    assert unmet(need, "--cidr=10.0.0.0/8 --address=127.0.0.1") == []


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", []),
        ("--renew=9s --lease=10s", []),
        ("--renew=10s --lease=10s", ["--renew is not below --lease"]),
        ("--renew=20s", ["--renew is not below --lease"]),
        ("--renew=20s --elect=f", []),
        ("--lease=0", ["--renew is not below --lease"]),
        ("--renew=x", []),
    ],
)
def test_what_has_to_be_below_another(command: str, expected: list[str]) -> None:
    order = Order("--renew", "--lease", ("10s", "15s"), unless=("--elect=false",))
    refused, missing = demands(command).out_of_order([order])
    assert [str(step.text) for step in refused] == expected
    assert missing == []


def test_zero_may_stand_for_the_default_and_equal_may_do() -> None:
    order = Order("low", "high", ("1s", "30s"), equal=True, zero=True)
    assert demands("", {"high": "0s"}).out_of_order([order]) == ([], [])
    assert demands("", {"low": "30s"}).out_of_order([order]) == ([], [])
    refused, _ = demands("", {"low": "31s"}).out_of_order([order])
    assert [str(step.text) for step in refused] == ["low is not below high"]


def test_what_may_be_refused_is_not_known() -> None:
    refused, missing = demands("--low=5 --high=4").out_of_order([Order("--low", "--high", ("1", "2"), refuses=False)])
    assert refused == []
    assert [str(text) for text in missing] == ["--low is not below --high"]
