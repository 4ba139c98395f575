from __future__ import annotations

import time

import pytest

from sphinxext.factcheck.claims.model import DefaultClaim, How, Stance, Subject

from .claims import claims_of, span

KUBELET = Subject("kubelet", How.SENTENCE)


def stated(text: str) -> list[tuple[str, str]]:
    return [(claim.name, claim.value) for claim in claims_of(text) if isinstance(claim, DefaultClaim)]


def test_a_default_in_a_sentence() -> None:
    assert [c for c in claims_of("Set ``--max-pods`` of the kubelet (default 110).") if isinstance(c, DefaultClaim)] == [
        DefaultClaim(span=span(1, 44, 47), subject=KUBELET, name="--max-pods", value="110", exact=False)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ``--a-flag`` of kubelet defaults to ``10s``.", "10s"),
        ("kubelet: ``--a-flag``, which defaults to 5 minutes.", "5 minutes"),
        ('kubelet has ``--a-flag`` (default: "warn").', "warn"),
        ("kubelet has ``--a-flag``; its default is unclear.", None),
        ("With ``--a-flag`` kubelet waits 20s (10s is the default).", "10s"),
        ("The default of ``--a-flag`` of kubelet is ``true``.", "true"),
        ("The kubelet has ``--a-flag``. The default value is 30s.", "30s"),
        ("kubelet 的 ``--a-flag`` 参数，默认为 40s。", "40s"),
        ("通过 kubelet 的启动参数--a-flag可以修改，默认值：4194。", "4194"),
        ("``--a-flag`` of kubelet (default 10_000 or so)", None),
    ],
)
def test_how_people_state_defaults(text: str, value: str | None) -> None:
    assert stated(text) == ([("--a-flag", value)] if value is not None else [])


@pytest.mark.parametrize(
    "text",
    [
        "``--a-flag`` of kubelet has no default 5.",
        "``--a-flag`` of kubelet changed its default from 5 to 6.",
        "``--a-flag`` of kubelet defaults to 5 if there is a ``--b-flag``.",
        "``--a-flag`` of kubelet, default 5 in 1.18.",
        "Kubespray sets ``--a-flag`` of kubelet, default 5.",
        "``--a-flag`` of kubelet is like ``--b-flag``.",
        "``--a-flag`` of kubelet defaults to ``<value>``.",
        "The default namespace of ``--a-flag`` 5.",
        "``--a-flag`` of kubelet defaults to 50% of the memory.",
    ],
)
def test_what_states_no_default_of_today(text: str) -> None:
    assert stated(text) == []


def test_a_column_of_defaults() -> None:
    text = """
        .. csv-table::
           :header: Flag, Component, Default, Description

           ``--a-flag``, kubelet, ``10s``, How long
           ``--b-flag``, kubelet, one of many, What
           ``--c-flag``, kubelet,, What
    """
    assert [c for c in claims_of(text) if isinstance(c, DefaultClaim)] == [
        DefaultClaim(span=span(4, 29, 32), subject=Subject("kubelet", How.CELL), name="--a-flag", value="10s")
    ]


def test_a_table_with_two_columns_of_defaults_states_none() -> None:
    text = """
        .. csv-table::
           :header: Flag, Default, Default value

           ``--a-flag``, 1, 2
    """
    assert stated(text) == []


def test_a_line_of_help() -> None:
    text = """
        The flags of the kubelet::

           --a-flag duration   How long. (default 10s)
           --b-flag string     What. (default "x y")
           --c-flag int        How many.
    """
    assert stated(text) == [("--a-flag", "10s"), ("--b-flag", "x y")]


def test_a_flag_that_is_said_to_be_gone() -> None:
    claims = claims_of("``--a-flag`` of kubelet (default 10) was removed in 1.24.")
    assert [c.stance for c in claims if isinstance(c, DefaultClaim)] == [Stance.ACKNOWLEDGED]


@pytest.mark.parametrize("piece", ["--a-flag ", "``--a-flag`` ", "default ", "--a", "默认", "(default ", "-a."])
def test_reading_takes_time_in_proportion(piece: str) -> None:
    def seconds(count: int) -> float:
        text = f"The kubelet ``--a-flag`` {piece * count}"
        start = time.process_time()
        claims_of(text)
        return time.process_time() - start

    seconds(10)
    assert seconds(4000) < 40 * max(seconds(200), 0.005)
