"""A flag that the program does not have, or does not have yet, in the releases that the page applies to.

Only a component whose flags are recorded whole for a release can say so. A name that is a slip of the pen away is
proposed. A flag of a subcommand is judged by what that subcommand takes, those above it, and the program itself; where the
subcommand is not known, a plugin or an alias, it is left alone. A bare name in running text (``metric-bind-address``) is
judged if it is nearly the name of a flag or a field of the one component in the sentence, and left alone otherwise.

Bad::

    $ kube-proxy --metric-bind-address=0.0.0.0:10249

Good::

    $ kube-proxy --metrics-bind-address=0.0.0.0:10249
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Code, Finding
from ..joins.cases import FlagCase, NameCase
from ..messages import join, message
from .wording import (
    early_clause,
    early_releases,
    elsewhere_clause,
    finding_of,
    flag_edit,
    flag_sources,
    gone_releases,
    no_flag_clause,
    observed_flags,
    program_of,
    severity_of,
    wrong_somewhere,
)

ID = Code.UNKNOWN_FLAG
# Names that stand for any flag.
_ANY = re.compile(
    r"(?:flag|option|arg|argument|param|parameter)s?[-_]?(?:\d+|[a-z])?|(?:foo|bar|baz)"
    r"|(?:an)?(?:other|more|some|any|my|your|extra|additional|further)[-_](?:flag|option|arg|argument|param|parameter)s?[-_]?\d*",
    re.IGNORECASE,
)
CASES = (FlagCase, NameCase)


def check(case: FlagCase | NameCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if case.flag is not None:
        yield from _early(case)
    elif isinstance(case, FlagCase):
        if not case.respelt:
            yield from _never(case)
    elif case.flags or case.fields:
        yield _nearly(case)


def _never(case: FlagCase) -> Iterator[Finding]:
    if not case.releases.absent or _ANY.fullmatch(case.claim.name):
        return
    near = case.near
    written = f"{case.claim.dashes}{case.claim.name}"
    yield finding_of(
        ID,
        case,
        severity_of(case),
        join(
            no_flag_clause(case, written),
            message("did you mean {near!r}?", near=f"{case.claim.dashes}{near[0]}") if near else None,
            elsewhere_clause(case),
        ),
        subject=written,
        sources=flag_sources(case, case.claim.name),
        edits=flag_edit(case.claim, near),
    )


def _nearly(case: NameCase) -> Finding:
    near = [*(repr(f"--{flag}") for flag in case.flags), *(repr(name) for name in case.fields)]
    return finding_of(
        ID,
        case,
        severity_of(case),
        message(
            "{component} has neither a flag nor a field {name!r} ({why}); nearest: {near}",
            component=case.component.name,
            name=case.claim.name,
            why=case.target.clause,
            near=", ".join(near),
        ),
        subject=case.claim.name,
        sources=flag_sources(case, case.claim.name),
    )


def _early(case: FlagCase | NameCase) -> Iterator[Finding]:
    flag = case.flag
    if flag is None or gone_releases(flag.ranges, case.releases) or not early_releases(flag.ranges, case.releases):
        return
    if not wrong_somewhere(case.releases, case.target):
        return
    yield finding_of(
        ID,
        case,
        severity_of(case),
        join(
            message(
                "{component} has no flag {flag!r} yet ({why})",
                component=program_of(case),
                flag=f"--{flag.name}",
                why=case.target.clause,
            ),
            early_clause(flag.ranges, observed_flags(case)),
        ),
        subject=f"--{flag.name}",
        sources=flag_sources(case, flag.name),
    )
