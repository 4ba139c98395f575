"""A flag that the program had once and refuses now: it exits with an error, or a static pod does not come back.

A flag that only goes by another name now is told as ``renamed-flag``.

Bad, for Kubernetes 1.24 and later::

    $ kube-scheduler --port=10251

Good::

    $ kube-scheduler --secure-port=10259
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding
from ..joins.cases import FlagCase, NameCase
from ..messages import join, message
from .wording import (
    finding_of,
    flag_sources,
    gone_clause,
    gone_releases,
    no_flag_clause,
    observed_flags,
    renamed_to,
    replacement_clause,
    severity_of,
    short,
    wrong_somewhere,
)

ID = Code.REMOVED_FLAG
CASES = (FlagCase, NameCase)


def check(case: FlagCase | NameCase) -> Iterator[Finding]:
    """Findings about one claim."""
    flag = case.flag
    if flag is None or not wrong_somewhere(case.releases, case.target) or renamed_to(case):
        return
    gone = gone_releases(flag.ranges, case.releases)
    if not gone:
        return
    inert = flag.no_effect.since if flag.no_effect is not None else None
    yield finding_of(
        ID,
        case,
        severity_of(case),
        join(
            no_flag_clause(case, f"--{flag.name}"),
            gone_clause(flag.ranges, observed_flags(case)),
            message("no effect since {since}", since=short(inert)) if inert is not None else None,
            replacement_clause(flag, case.component, gone),
        ),
        subject=f"--{flag.name}",
        sources=flag_sources(case, flag.name),
    )
