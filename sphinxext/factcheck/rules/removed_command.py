"""A subcommand that the program had once and no longer knows.

Bad::

    $ etcdctl ls /registry

Good::

    $ etcdctl get /registry --prefix --keys-only
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding
from ..joins.cases import CommandCase
from ..messages import join, message
from .wording import finding_of, gone_clause, severity_of, wrong_somewhere

ID = Code.REMOVED_COMMAND
CASES = (CommandCase,)


def check(case: CommandCase) -> Iterator[Finding]:
    """Findings about one claim."""
    known, component = case.known, case.component
    if not wrong_somewhere(case.releases, case.target):
        return
    yield finding_of(
        ID,
        case,
        severity_of(case),
        join(
            message(
                "{component} has no command {command!r} ({why})",
                component=component.name,
                command=known.words,
                why=case.target.clause,
            ),
            gone_clause((known.range,)),
            message("use {name}", name=" or ".join(map(repr, known.replaced_by))) if known.replaced_by else None,
        ),
        subject=known.words,
        sources=component.cited(known.sources),
    )
