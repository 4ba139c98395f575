"""An excuse that does not say why, or that names a code which there is not. Whoever changes the page next needs the reason.

One without a reason excuses all the same; one with an unknown code excuses nothing.

Bad::

    .. factcheck-ignore: removed-flag

    ``kube-scheduler`` takes ``--port=10251``.

    .. factcheck-ignore: remove-flag -- quoted from a cluster of 1.18

    ``kube-scheduler`` takes ``--port=10251``.

Good::

    .. factcheck-ignore: removed-flag -- quoted from a cluster of 1.18

    ``kube-scheduler`` takes ``--port=10251``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import IgnoreCase
from ..messages import join, message

ID = Code.BAD_IGNORE
CASES = (IgnoreCase,)


def check(case: IgnoreCase) -> Iterator[Finding]:
    """Findings about one excuse."""
    ignore = case.ignore
    form = message("write it as 'factcheck-ignore: code -- reason'")
    if not ignore.code:
        what = join(message("an excuse that names no code"), form)
    elif not case.known:
        near = message("did you mean {near!r}?", near=case.near[0]) if case.near else None
        what = join(message("there is no code {code!r}", code=ignore.code), near)
    elif not ignore.reason:
        what = join(message("{code} is excused without a reason", code=ignore.code), form)
    else:
        return
    yield Finding(ID, Severity.WARNING, what, ignore.span, subject=ignore.code)
