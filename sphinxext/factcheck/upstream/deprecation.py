"""What upstream's words about a flag amount to: read for facts (from when, without effect, replaced by what), and not kept."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..facts.record import RecordedFlag
from .seen import SeenFlag

__all__ = ["recorded_flag"]

_LATER = re.compile(r"(?:to|will) be deprecated in v?(\d+\.\d+)", re.IGNORECASE)
_NO_EFFECT = re.compile(
    r"This flag (?:has no effect|does nothing|is currently no-op)|Doesn't have any effect|The default value is enforced"
)
_NAMED = r"['\"]?(-{0,2}[A-Za-z][\w.-]*\w)"
_REPLACED_BY = re.compile(
    rf"(?:[Uu]se|[Ss]ee|replaced by|in favor of|specified by the Kubelet's) (?:the )?(?:instead )?{_NAMED}"
    rf"(?:[\w=,'\"]* or {_NAMED})?"
)


def recorded_flag(flag: SeenFlag, others: Collection[str]) -> RecordedFlag:
    """What is recorded of *flag*.

    :param others: the names of the flags that the artefact has, its own among them; a replacement is one of them.
    """
    later = _LATER.search(flag.message)
    return RecordedFlag(
        type=flag.type,
        default=flag.default,
        deprecated=flag.deprecated,
        deprecated_from=later[1] if later is not None else "",
        hidden=flag.hidden,
        no_value=flag.no_value,
        shorthand=flag.shorthand,
        no_effect=_NO_EFFECT.search(flag.message) is not None,
        replaced_by=_replacements(flag, others),
    )


def _replacements(flag: SeenFlag, others: Collection[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _REPLACED_BY.finditer(flag.message):
        for spelt in match.groups():
            other = (spelt or "").lstrip("-")
            # A plain word is a flag only if it could be nothing else.
            sure = (spelt or "").startswith("--") or "-" in other or "." in other
            if other != flag.name and other in others and sure:
                found[f"--{other}"] = None
    return tuple(found)
