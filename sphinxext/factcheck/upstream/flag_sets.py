"""Sets of flags, observed release by release.

A set is ``{release: {flags: {name: {type, default, deprecated, hidden, no_opt_default, shorthand}}, source, methods,
not_upstream}}``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..facts.record import RecordedRelease
from ..messages import message
from ..versions import Version
from .deprecation import recorded_flag
from .observations import UpstreamError, parse_release
from .programs import Program
from .seen import SeenFlag

__all__ = ["read_flag_set"]


def read_flag_set(text: str, program: Program) -> tuple[RecordedRelease, ...]:
    """What a set says, in the order of releases; flags of a distributor and copies of branches are left out.

    :raises UpstreamError: the set is not of the form that is described above.
    """
    try:
        data = json.loads(text)
        releases = [
            _release(release, label, item, program)
            for label, item in data.items()
            if (release := parse_release(label)) is not None
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        reason = message("{component}: not a set of flags: {reason}", component=program.component, reason=repr(error))
        raise UpstreamError(reason) from error
    if not releases:
        raise UpstreamError(message("{component}: no release in the set", component=program.component))
    return tuple(sorted(releases, key=lambda each: each.release))


def _release(release: Version, label: str, item: Mapping[str, object], program: Program) -> RecordedRelease:
    flags, methods, artefacts = item["flags"], item["methods"], item["source"]
    foreign = item.get("not_upstream") or {}
    if not isinstance(flags, dict) or not isinstance(methods, list) or not isinstance(foreign, dict):
        raise TypeError(f"{label}: flags and not_upstream are mappings, methods is a list")
    sources = (artefacts,) if isinstance(artefacts, str) else tuple(str(artefact) for artefact in artefacts or ())  # type: ignore[attr-defined]
    seen = {name: _seen(name, flag) for name, flag in flags.items() if name not in foreign}
    return RecordedRelease(
        release,
        sources,
        tuple(str(method) for method in methods),
        {"": {name: recorded_flag(flag, seen) for name, flag in seen.items()}},
        partial=methods == ["help"] and program.help_hides,
    )


def _seen(name: str, flag: Mapping[str, object]) -> SeenFlag:
    default, deprecated = flag.get("default"), flag.get("deprecated")
    return SeenFlag(
        name,
        str(flag.get("type") or ""),
        None if default is None else str(default),
        deprecated=bool(deprecated),
        message=deprecated if isinstance(deprecated, str) else "",
        hidden=bool(flag.get("hidden")),
        no_value=flag.get("no_opt_default") is not None,
        shorthand=str(flag.get("shorthand") or ""),
    )
