"""An excuse that excuses nothing: what it was written for is gone, or is judged right by now.

An excuse is only called unused if claims that it covers were held against facts, or if it covers none at all; not if all of them
could not be checked. Of an excuse of the settings, the line in the settings is told.

Bad, on a site for Kubernetes 1.30::

    .. factcheck-ignore: removed-flag -- quoted from a cluster of 1.18

    ``kube-scheduler`` takes ``--secure-port=10259``.

Good, the same text without it::

    ``kube-scheduler`` takes ``--secure-port=10259``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import IgnoreCase, Use
from ..messages import join, message

ID = Code.UNUSED_IGNORE
CASES = (IgnoreCase,)


def check(case: IgnoreCase) -> Iterator[Finding]:
    """Findings about one excuse."""
    if case.use is not Use.UNUSED:
        return
    ignore = case.ignore
    if ignore.directory:
        what = message("{directory}: nothing is excused by {code!r}", directory=ignore.directory, code=ignore.code)
    else:
        what = message("nothing is excused by {code!r}", code=ignore.code)
    if not case.covers:
        why = message("it covers no claim")
    elif ignore.code == "*":
        why = message("what it covers is right by the facts")
    else:
        why = message("there is no such finding on what it covers")
    yield Finding(ID, Severity.WARNING, join(what, why, message("take it out")), ignore.span, subject=ignore.code)
