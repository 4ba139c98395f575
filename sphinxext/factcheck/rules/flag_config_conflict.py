"""A flag that the program ignores because it is given a file of configuration too.

It is parsed without an error and has no effect: what it says must stand in the file. Which flags these are differs from
program to program; many let the flag win.

Bad::

    $ kube-proxy --config=/var/lib/kube-proxy/config.conf --proxy-mode=ipvs

Good::

    $ kube-proxy --config=/var/lib/kube-proxy/config.conf
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import FlagCase
from ..joins.target import Origin
from ..messages import join, message
from ..versions import Version
from .wording import finding_of, flag_sources, is_guess, program_of

ID = Code.FLAG_CONFIG_CONFLICT
CASES = (FlagCase,)

_HARMLESS = frozenset(("help", "h", "version"))


def check(case: FlagCase) -> Iterator[Finding]:
    """Findings about one claim."""
    flag, present = case.flag, case.releases.present
    if flag is None or not present or is_guess(case) or flag.name in _HARMLESS or not case.claim.beside:
        return
    ignored = [release for release in present if _partner(case, release) in case.claim.beside]
    if not ignored or (case.target.origin is Origin.NOBODY and max(present) not in ignored):
        return
    if any(flag.no_effect is not None and release in flag.no_effect for release in ignored):
        return  # it is ignored without a file, too
    yield finding_of(
        ID,
        case,
        Severity.WARNING,
        join(
            message(
                "{component} ignores {flag!r} as {partner!r} is given ({why})",
                component=program_of(case),
                flag=f"--{flag.name}",
                partner=f"--{_partner(case, ignored[-1])}",
                why=case.target.clause,
            ),
            message("say it in that file"),
        ),
        subject=f"--{flag.name}",
        sources=flag_sources(case, flag.name),
    )


def _partner(case: FlagCase, release: Version) -> str:
    """The flag, without dashes, with which this one is ignored in *release*; empty if there is none."""
    if case.flag is None:
        return ""
    own = case.flag.ignored_with.at(release)
    if own:
        return own.lstrip("-")
    given = (case.known.flags.get(name) for name in case.claim.beside if name != case.flag.name)
    return next((flag.name for flag in given if flag is not None and flag.ignores_others), "")
