from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import How, Stance, Subject

from .claims import claims_of, port

SCHEDULER = Subject("kube-scheduler", How.SENTENCE)


@pytest.mark.parametrize(
    "text",
    [
        "TCP 10251: kube-scheduler",
        "10251 - kube-scheduler",
        "10251/tcp: kube-scheduler metrics",
        "``10251``: ``kube-scheduler``",
        "kube-scheduler: 10251",
        "``kube-scheduler``：``10251``",
        "kube-scheduler (10251/tcp)",
        "Port 10251: kube-scheduler",
    ],
)
def test_a_port_and_its_component(text: str) -> None:
    assert claims_of(f"- {text}\n- else\n") == [port(SCHEDULER, 1, 3 + text.index("10251"), 10251)]


def test_what_was_is_told_apart() -> None:
    assert claims_of("- 10251: formerly kube-scheduler\n") == [port(SCHEDULER, 1, 3, 10251, stance=Stance.ACKNOWLEDGED)]


@pytest.mark.parametrize(
    "text",
    [
        "10250: kubelet and kube-proxy",
        "kube-scheduler took 10251 ms",
        "10252: a service of ours, of which nobody knows but the kube-scheduler",
        "kube-scheduler in 10251 lines",
        "10251: something",
    ],
)
def test_other_items(text: str) -> None:
    assert claims_of(f"- {text}\n") == []
