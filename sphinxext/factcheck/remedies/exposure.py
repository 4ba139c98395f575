"""How much a remediation exposes, so that those that expose less can be named first."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Proof

__all__ = ["Exposed", "exposed_by", "is_less"]


@dataclass(frozen=True, slots=True)
class Exposed:
    """What a change opens, the worst of its listeners: to *anybody*, in *plain* text, on *every* address."""

    anybody: bool
    plain: bool
    every: bool


def exposed_by(proof: Proof) -> Exposed | None:
    """What the remediation opens in the newest release that it is proven for; ``None`` if there is none."""
    verdict = next(
        (verdict for verdict in reversed(proof.verdicts) if verdict.after is not None and verdict.before is not None), None
    )
    if verdict is None or verdict.after is None or verdict.before is None:
        return None
    known = {(each.endpoint, each.address, each.port, each.scheme, each.auth) for each in verdict.before.listeners}
    opened = [
        each for each in verdict.after.listeners if (each.endpoint, each.address, each.port, each.scheme, each.auth) not in known
    ]
    return Exposed(
        any(each.auth in ("none", "") for each in opened),
        any(each.scheme != "https" for each in opened),
        any(each.address in ("*", "") for each in opened),
    )


def is_less(one: Exposed, other: Exposed) -> bool:
    """Whether *one* exposes less than *other* in some way, and more in none."""
    pairs = ((one.anybody, other.anybody), (one.plain, other.plain), (one.every, other.every))
    return one != other and all(mine <= theirs for mine, theirs in pairs)
