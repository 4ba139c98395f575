from __future__ import annotations

import pytest

from sphinxext.factcheck.messages import message
from sphinxext.factcheck.reach import Answer, Exposure, Listener, Outcome

from .agreement import Agreement, agreement, situation_of
from .programs import Result
from .table import Invocation

ANY = Exposure(Answer.YES, Answer.YES, Answer.YES)
MISSING = (message("the file {name}", name="x"),)


def outcome(starts: Answer, *sockets: tuple[str, int | None], missing: bool = False) -> Outcome:
    listeners = tuple(Listener("metrics", address, port, "http", "none", ANY, ()) for address, port in sockets)
    return Outcome("kettle", "1.0", starts, (), listeners, MISSING if missing else ())


@pytest.mark.parametrize(
    ("said", "done", "expected"),
    [
        (outcome(Answer.YES, ("*", 80)), Result(("*:80",)), "agrees"),
        (outcome(Answer.YES, ("::1", 80), ("*", None)), Result(("*:?", "[::1]:80")), "agrees"),
        (outcome(Answer.YES), Result(), "agrees"),
        (outcome(Answer.NO), Result((), 1), "agrees"),
        (outcome(Answer.NO), Result(("*:80",)), "wrong"),
        (outcome(Answer.YES, ("*", 80)), Result((), 1), "wrong"),
        (outcome(Answer.YES, ("*", 80)), Result(("*:81",)), "wrong"),
        (outcome(Answer.YES, ("*", 80)), Result(("*:80", "*:81")), "wrong"),
        (outcome(Answer.YES, ("*", 80), missing=True), Result(("*:80", "*:81")), "unknown"),
        (outcome(Answer.YES, ("*", 80), ("", None), missing=True), Result(("*:80", "*:81")), "unknown"),
        (outcome(Answer.YES, ("*", 80), ("*", None), missing=True), Result(("*:80", "*:81")), "unknown"),
        (outcome(Answer.YES, ("*", 80), missing=True), Result(("*:81",)), "wrong"),
        (outcome(Answer.UNKNOWN, ("*", 80)), Result(("*:80",)), "unknown"),
        (outcome(Answer.UNKNOWN, ("*", 80)), Result((), 1), "unknown"),
        (outcome(Answer.UNKNOWN, ("*", 80)), Result(("*:81",)), "wrong"),
    ],
)  # fmt: skip
def test_what_is_said_has_to_be_so(said: Outcome, done: Result, expected: str) -> None:
    assert agreement(said, done) is Agreement(expected)


def test_the_solver_is_told_what_the_program_is() -> None:
    situation = situation_of(Invocation("kettle", ("--a", "b"), {"C": "d"}, {"e.yml": "f:\n  g: 1\n"}))
    assert [word.text for word in situation.words] == ["--a", "b"]
    assert [(each.name, each.value) for each in situation.variables] == [("C", "d")]
    assert [(each.name, [(line.text, line.path, line.number) for line in each.lines]) for each in situation.files] == [
        ("e.yml", [("f:", "e.yml", 1), ("  g: 1", "e.yml", 2)])
    ]
    assert (situation.whole, situation.placement) == (True, "host")
