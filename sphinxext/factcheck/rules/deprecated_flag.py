"""A flag that works and is going away. Information: nothing is wrong yet.

Bad, for Kubernetes 1.20::

    $ kube-controller-manager --port=0

Good::

    $ kube-controller-manager --secure-port=10257
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import FlagCase, NameCase
from ..messages import join, message
from .wording import finding_of, flag_sources, is_guess, program_of, renamed_to, replacement_clause, short

ID = Code.DEPRECATED_FLAG
CASES = (FlagCase, NameCase)


def check(case: FlagCase | NameCase) -> Iterator[Finding]:
    """Findings about one claim."""
    flag = case.flag
    if flag is None or flag.deprecated is None or case.releases.absent or is_guess(case):
        return
    deprecated = [v for v in case.releases.present if v in flag.deprecated]
    inert = [v for v in case.releases.present if flag.no_effect is not None and v in flag.no_effect]
    if not deprecated or inert or renamed_to(case):
        return
    yield finding_of(
        ID,
        case,
        Severity.INFORMATION,
        join(
            message(
                "{flag!r} of {component} is deprecated ({why})",
                flag=f"--{flag.name}",
                component=program_of(case),
                why=case.target.clause,
            ),
            message("since {since} or earlier", since=short(flag.deprecated.since)) if flag.deprecated.since else None,
            replacement_clause(flag, case.component, deprecated),
        ),
        subject=f"--{flag.name}",
        sources=flag_sources(case, flag.name),
    )
