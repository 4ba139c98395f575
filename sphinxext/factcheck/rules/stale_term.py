"""The key of a label, a registry of images, a repository of packages or an admission plugin that is gone, or not spelt so.

A block that names the successor beside it, as a manifest that tolerates both taints does, is right for old and new clusters.
What is only deprecated is told as information.

Bad, for Kubernetes 1.27 and later::

    image: k8s.gcr.io/kube-scheduler

Good::

    image: registry.k8s.io/kube-scheduler
"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.model import TermKind
from ..findings import Code, Edit, Finding, Severity
from ..joins.cases import TermCase
from ..joins.target import Origin
from ..messages import Message, join, message
from .wording import gone_clause, gone_releases, short, wrong_somewhere

ID = Code.STALE_TERM
CASES = (TermCase,)


def check(case: TermCase) -> Iterator[Finding]:
    """Findings about one claim."""
    known, claim = case.known, case.claim
    if known.kind is TermKind.LABEL and claim.term != known.name:
        edits = (Edit(claim.span, known.name),)
        what = message("the key of a label is written {right!r}, not {written!r}", right=known.name, written=claim.term)
        yield _finding(case, Severity.ERROR, what, edits)
        return
    if any(name.lower() in claim.beside for name in known.replaced_by):
        return
    if known.gone:
        # Whoever says of which release he speaks may know that it is history.
        if case.target.origin in (Origin.NOBODY, Origin.SITE):
            what = message("{name!r} is gone since {date}", name=known.name, date=known.gone)
            yield _finding(case, Severity.WARNING, join(what, _successor(case)))
    elif wrong_somewhere(case.releases, case.target) and gone_releases((known.range,), case.releases):
        yield _finding(case, Severity.WARNING, join(_gone(case), gone_clause((known.range,)), _successor(case)))
    elif known.deprecated is not None and any(release in known.deprecated for release in case.releases.present):
        since = known.deprecated.since
        what = join(
            message("{name!r} is deprecated ({why})", name=known.name, why=case.target.clause),
            message("since {since}", since=short(since)) if since is not None else None,
            _successor(case),
        )
        yield _finding(case, Severity.INFORMATION, what)


def _gone(case: TermCase) -> Message:
    name, why = case.known.name, case.target.clause
    match case.known.kind:
        case TermKind.REGISTRY:
            return message("the registry {name!r} gets no more images ({why})", name=name, why=why)
        case TermKind.ADMISSION_PLUGIN:
            return message("there is no admission plugin {name!r} ({why})", name=name, why=why)
    return message("nothing sets or serves {name!r} ({why})", name=name, why=why)


def _successor(case: TermCase) -> Message | None:
    names = case.known.replaced_by
    return message("use {name}", name=" or ".join(map(repr, names))) if names else None


def _finding(case: TermCase, severity: Severity, text: Message, edits: tuple[Edit, ...] = ()) -> Finding:
    sources = case.target.product.sources
    return Finding(
        ID,
        severity,
        text,
        case.claim.span,
        product=case.target.product.name,
        subject=case.known.name,
        releases=str(case.target.range),
        sources=tuple(str(sources[id]) if id in sources else id for id in case.known.sources),
        edits=edits,
    )
