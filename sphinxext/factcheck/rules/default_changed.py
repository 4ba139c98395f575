"""A default that is another in the releases that are meant: it was changed, or it never was what the page says.

Judged is a value that stands beside one flag of one component: in a sentence, in a table with a column of defaults, in a line
of help. A value that is written in another way (``1m`` for ``60s``) is the same.

Bad::

    The ``--profiling`` flag of kube-proxy (default: true) opens a page for profiles.

Good::

    The ``--profiling`` flag of kube-proxy (default: false) opens a page for profiles.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Edit, Finding
from ..joins.cases import DefaultCase
from ..messages import join, message
from .wording import finding_of, severity_of, short, wrong_somewhere

ID = Code.DEFAULT_CHANGED
CASES = (DefaultCase,)


def check(case: DefaultCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if not wrong_somewhere(case.releases, case.target):
        return
    wrong = max(case.releases.absent)
    since, right = [step for step in case.steps.steps if step[0] <= wrong or step[0].release[:2] == wrong.release[:2]][-1]
    everywhere = not case.releases.present and not case.releases.unknown
    yield finding_of(
        ID,
        case,
        severity_of(case),
        join(
            message(
                "the default of {name!r} of {component} is {right!r}, not {said!r} ({why})",
                name=case.claim.name,
                component=case.component.name,
                right=right,
                said=case.claim.value,
                why=case.target.clause,
            ),
            message("known to be so since {since}", since=short(since)) if len(case.steps.steps) > 1 else None,
        ),
        subject=case.claim.name,
        sources=case.sources,
        edits=(Edit(case.claim.span, right),) if everywhere and case.claim.exact and len(case.steps.steps) == 1 else (),
    )
