from __future__ import annotations

import pytest

from sphinxext.factcheck.reach.model import Answer, Exposure, Listener, Outcome
from sphinxext.factcheck.remedies.exposure import Exposed, exposed_by, is_less
from sphinxext.factcheck.remedies.model import Proof, Status, Verdict
from sphinxext.factcheck.versions import EVERY

YES = Exposure(Answer.YES, Answer.YES, Answer.YES)


def outcome(*listeners: Listener) -> Outcome:
    return Outcome("x", "1.0", Answer.YES, (), listeners)


def listener(address: str, scheme: str = "http", auth: str = "none") -> Listener:
    return Listener("metrics", address, 1, scheme, auth, YES, ())


def test_what_a_remediation_opens_is_what_was_not_there_before() -> None:
    other = Listener("other", "*", 2, "http", "none", YES, ())
    verdict = Verdict(EVERY, Status.PROVEN, before=outcome(other), after=outcome(other, listener("10.0.0.1", "https", "token")))
    assert exposed_by(Proof("x", "y", (verdict,))) == Exposed(anybody=False, plain=False, every=False)
    assert exposed_by(Proof("x", "y", (Verdict(EVERY, Status.OPEN),))) is None


@pytest.mark.parametrize(
    ("one", "other", "less"),
    [
        (Exposed(False, False, False), Exposed(False, False, True), True),
        (Exposed(False, False, True), Exposed(True, True, True), True),
        (Exposed(False, False, True), Exposed(True, True, False), False),
        (Exposed(True, True, False), Exposed(False, False, True), False),
        (Exposed(True, True, True), Exposed(True, True, True), False),
    ],
)
def test_what_exposes_less(one: Exposed, other: Exposed, less: bool) -> None:
    assert is_less(one, other) is less
