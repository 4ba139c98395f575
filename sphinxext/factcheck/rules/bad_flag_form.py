"""A flag that the program has, written as it does not take it.

A long flag with one dash, where the program wants two; a typographic dash that an editor or a web page made of two hyphens;
an underscore where the name has a hyphen, or the other way round; a space around the equals sign, which makes two words of
the flag and its value. Programs that take one dash or two, or underscores too, are left alone.

Bad::

    $ kube-proxy -proxy-mode=ipvs

Good::

    $ kube-proxy --proxy-mode=ipvs
"""

from __future__ import annotations

from collections.abc import Iterator

from ..claims.model import How
from ..findings import Code, Edit, Finding, Span
from ..joins.cases import FlagCase
from ..messages import join, message
from .wording import finding_of, flag_sources, is_guess, name_span, program_of, severity_of

ID = Code.BAD_FLAG_FORM
CASES = (FlagCase,)


def check(case: FlagCase) -> Iterator[Finding]:
    """Findings about one claim."""
    claim = case.claim
    if case.respelt:
        yield _respelt(case)
    elif case.flag is None or is_guess(case):
        return
    elif claim.dashes not in ("", "-", "--"):
        yield from _typographic(case)
    else:
        yield from _one_dash(case)
        yield from _spaced(case)


def _respelt(case: FlagCase) -> Finding:
    dashes = case.claim.dashes if case.claim.dashes in ("", "-") else "--"
    written, right = f"{case.claim.dashes}{case.claim.name}", f"{dashes}{case.respelt}"
    return finding_of(
        ID,
        case,
        severity_of(case),
        message(
            "{component} has no flag {flag!r} ({why}); write {right!r}",
            component=program_of(case),
            flag=written,
            why=case.target.clause,
            right=right,
        ),
        subject=written,
        sources=flag_sources(case, case.respelt),
        edits=(Edit(name_span(case.claim), right),),
    )


def _typographic(case: FlagCase) -> Iterator[Finding]:
    claim = case.claim
    dashes = "-" if len(claim.name) == 1 else "--"
    if not case.releases.present:
        return
    yield finding_of(
        ID,
        case,
        severity_of(case, case.releases.present),
        message(
            "{flag!r} begins with a typographic dash, which {component} does not take for a flag; write {right!r}",
            flag=f"{claim.dashes}{claim.name}",
            component=program_of(case),
            right=f"{dashes}{claim.name}",
        ),
        subject=f"{claim.dashes}{claim.name}",
        edits=(Edit(name_span(claim), f"{dashes}{claim.name}"),),
    )


def _one_dash(case: FlagCase) -> Iterator[Finding]:
    """A long flag with one dash, which Go's own flag package takes and its successors do not."""
    flags, claim = case.known, case.claim
    if claim.dashes != "-" or len(claim.name) == 1 or case.releases.absent:
        return
    if any(flags.dashes.at(release) != "--" for release in case.releases.present):
        return
    yield finding_of(
        ID,
        case,
        severity_of(case, case.releases.present),
        message(
            "{component} does not take {flag!r} with one dash ({why}); write {right!r}",
            component=program_of(case),
            flag=f"-{claim.name}",
            why=case.target.clause,
            right=f"--{claim.name}",
        ),
        subject=f"-{claim.name}",
        sources=flag_sources(case, claim.name),
        edits=(Edit(name_span(claim), f"--{claim.name}"),),
    )


def _spaced(case: FlagCase) -> Iterator[Finding]:
    """A value that begins with the equals sign, as there is a space before it."""
    claim = case.claim
    if not claim.apart or claim.value is None or not claim.value.startswith("=") or claim.value_span is None:
        return
    if case.flag is None or not case.releases.present:
        return
    if claim.subject is not None and claim.subject.how in (How.SENTENCE, How.CELL):
        return  # running text is spaced as people like it
    between = Span(claim.span.path, claim.span.line, claim.span.end_column, claim.value_span.line, claim.value_span.column)
    same_line = claim.span.line == claim.span.end_line == claim.value_span.line
    yield finding_of(
        ID,
        case,
        severity_of(case, case.releases.present),
        join(
            message(
                "{flag!r} has a space before its equals sign: {component} takes {value!r} for a word of its own",
                flag=f"{claim.dashes}{claim.name}",
                component=program_of(case),
                value=claim.value,
            ),
            message("write {right!r}", right=f"{claim.dashes}{claim.name}{claim.value}") if claim.value != "=" else None,
        ),
        subject=f"{claim.dashes}{claim.name}",
        edits=(Edit(between, ""),) if same_line and claim.value != "=" else (),
    )
