"""A flag that is still parsed and does nothing: the advice works without an error and without effect.

Bad, for Kubernetes 1.23::

    $ kube-scheduler --port=0

Good::

    $ kube-scheduler --secure-port=10259
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import FlagCase, NameCase
from ..joins.target import Origin
from ..messages import join, message
from .wording import finding_of, flag_sources, is_guess, program_of, replacement_clause, short

ID = Code.NO_EFFECT_FLAG
CASES = (FlagCase, NameCase)


def check(case: FlagCase | NameCase) -> Iterator[Finding]:
    """Findings about one claim."""
    flag = case.flag
    if flag is None or flag.no_effect is None or case.releases.absent or is_guess(case):
        return
    inert = [v for v in case.releases.present if v in flag.no_effect]
    if not inert or (case.target.origin is Origin.NOBODY and max(case.releases.present) not in inert):
        return
    yield finding_of(
        ID,
        case,
        Severity.WARNING,
        join(
            message(
                "{flag!r} of {component} has no effect in {since} and later ({why})",
                flag=f"--{flag.name}",
                component=program_of(case),
                since=short(flag.no_effect.since or inert[0]),
                why=case.target.clause,
            ),
            replacement_clause(flag, case.component, inert),
        ),
        subject=f"--{flag.name}",
        sources=flag_sources(case, flag.name),
    )
