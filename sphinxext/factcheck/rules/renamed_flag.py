"""A flag that goes by another name now and takes the same values under it.

Where the old name is refused it is as wrong as a removed flag; where it still works in every release that is meant, it is
worth knowing.

Bad, for Kubernetes 1.30::

    $ kube-controller-manager --experimental-cluster-signing-duration=8760h

Good::

    $ kube-controller-manager --cluster-signing-duration=8760h
"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.model import Presence
from ..findings import Code, Edit, Finding, Severity
from ..joins.cases import FlagCase, NameCase
from ..messages import join, message
from .wording import (
    finding_of,
    flag_sources,
    gone_clause,
    is_guess,
    name_span,
    no_flag_clause,
    observed_flags,
    program_of,
    renamed_to,
    severity_of,
    short,
    wrong_somewhere,
)

ID = Code.RENAMED_FLAG
CASES = (FlagCase, NameCase)


def check(case: FlagCase | NameCase) -> Iterator[Finding]:
    """Findings about one claim."""
    new, flag = renamed_to(case), case.flag
    if not new or flag is None:
        return
    if case.releases.absent:
        if not wrong_somewhere(case.releases, case.target):
            return
        severity = severity_of(case)
        text = join(
            no_flag_clause(case, f"--{flag.name}"),
            gone_clause(flag.ranges, observed_flags(case)),
            message("it is called {new!r} now", new=f"--{new}"),
        )
    else:
        if is_guess(case):
            return
        severity = Severity.INFORMATION
        since = flag.deprecated.since if flag.deprecated is not None else None
        text = join(
            message(
                "{flag!r} of {component} is called {new!r} now ({why})",
                flag=f"--{flag.name}",
                component=program_of(case),
                new=f"--{new}",
                why=case.target.clause,
            ),
            message("the old name is deprecated since {since} or earlier", since=short(since)) if since is not None else None,
        )
    yield finding_of(
        ID,
        case,
        severity,
        text,
        subject=f"--{flag.name}",
        sources=flag_sources(case, flag.name),
        edits=_edits(case, new),
    )


def _edits(case: FlagCase | NameCase, new: str) -> tuple[Edit, ...]:
    """The new name in the place of the old, if every judged release knows it."""
    known = case.known if isinstance(case, FlagCase) else case.component.flags
    judged = (*case.releases.present, *case.releases.absent, *case.releases.unknown)
    if known is None or any(known.presence(new, release) is not Presence.PRESENT for release in judged):
        return ()
    if isinstance(case, NameCase):
        return (Edit(case.claim.span, new),)
    claim = case.claim
    if claim.dashes not in ("", "-", "--") or known.canonical(claim.name) != claim.name:
        return ()
    return (Edit(name_span(claim), f"{claim.dashes}{new}"),)
