"""A remediation of the site with its proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..messages import Message
    from ..remedies.model import Proof, Remediation, Status
    from ..versions import Version

__all__ = ["Proven"]


@dataclass(frozen=True, slots=True)
class Proven:
    """A remediation of the page *docname* with its proof, ``None`` if it cannot be about anything; *known*: the releases that
    there are.
    """

    docname: str
    remediation: Remediation
    proof: Proof | None
    known: tuple[Version, ...]

    @property
    def badges(self) -> tuple[tuple[Status, Message], ...]:
        """What its card says."""
        from ..messages import message
        from ..remedies.model import Status
        from ..remedies.wording import badge_messages

        if self.proof is None:
            why = message("nothing is known of {component!r}", component=self.remediation.component)
            if not self.remediation.component:
                why = message("it names no component")
            return ((Status.OPEN, message("not proven: {why}", why=why)),)
        return badge_messages(self.proof, self.known)
