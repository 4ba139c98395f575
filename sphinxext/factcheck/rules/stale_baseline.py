"""An entry of the baseline whose finding is gone. Told only where the baseline is to be strict (``factcheck_strict``,
``--strict``); updating the baseline takes it out, so that the finding cannot come back unseen.

Bad, for Kubernetes 1.30, where the page says so no more::

    {"baseline": 1}
    {"path": "page.rst", "code": "removed-flag", "component": "kube-scheduler", "subject": "--port", "text": "--port=0"}

Good::

    {"baseline": 1}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import BaselineCase
from ..messages import join, message

ID = Code.STALE_BASELINE
CASES = (BaselineCase,)


def check(case: BaselineCase) -> Iterator[Finding]:
    """Findings about one entry."""
    key = case.entry.key
    found = message("{path}: {subject!r} ({code})", path=key.path, subject=key.subject or key.text, code=key.code)
    if case.gone == case.entry.count:
        what = message("the baseline knows a finding that is gone: {finding}", finding=found)
    else:
        what = message(
            "the baseline knows {count} findings of which {gone} are gone: {finding}",
            count=case.entry.count, gone=case.gone, finding=found,
        )  # fmt: skip
    yield Finding(
        ID, Severity.WARNING, join(what, message("update the baseline")), case.span, component=key.component, subject=key.subject
    )
