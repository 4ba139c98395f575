from __future__ import annotations

from sphinxext.factcheck.claims.model import CommandClaim

from .claims import SPAN, about
from .conftest import Say


def command(word: str, *, legacy: bool = False) -> CommandClaim:
    return CommandClaim(span=SPAN, subject=about("kubectl"), word=word, legacy=legacy)


def test_a_command_that_is_gone(say: Say) -> None:
    assert say(command("rolling-update"), kubernetes="1.30") == [
        "page.rst:3:5: error: kubectl has no command 'rolling-update' (this site assumes kubernetes 1.30); gone in 1.18 and later; "
        "use 'rollout' [factcheck.removed-command]"
    ]


def test_the_old_api_and_other_commands_are_left_alone(say: Say) -> None:
    assert say(command("rolling-update", legacy=True), kubernetes="1.30") == []
    assert say(command("krew"), kubernetes="1.30") == []
