"""The small facts by which the rules are tested serve here, too."""

from __future__ import annotations

from ..rules.conftest import facts, judged

__all__ = ["facts", "judged"]
