"""A change of a mirror pod, which only shows what the kubelet runs: it does not reach the container.

The API has a pod for each static pod, named after it and its node. What is edited there is overlooked by the kubelet; what is
deleted there is made again, and the container goes on (information).

Bad::

    $ kubectl -n kube-system edit pod kube-scheduler-node1

Good::

    $ sudo vi /etc/kubernetes/manifests/kube-scheduler.yaml
    $ kubectl -n kube-system get pod kube-scheduler-node1
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import PodCase
from ..messages import join, message

ID = Code.MIRROR_POD_EDIT
CASES = (PodCase,)


def check(case: PodCase) -> Iterator[Finding]:
    """Findings about one claim."""
    claim = case.claim
    deleted = claim.verb == "delete"
    if deleted:
        what = message("{pod!r} mirrors a static pod: to delete it does not restart the container", pod=claim.pod)
        instead = message("move {manifest} away and back", manifest=case.manifest)
    else:
        what = message("{pod!r} mirrors a static pod: what is changed there does not reach the container", pod=claim.pod)
        instead = message("edit {manifest}", manifest=case.manifest)
    yield Finding(
        ID,
        Severity.INFORMATION if deleted else Severity.WARNING,
        join(what, instead),
        claim.span,
        component=claim.subject.name if claim.subject is not None else "",
        product=case.target.product.name,
        subject=claim.pod,
        releases=str(case.target.range),
        sources=tuple(map(str, case.directory.sources)),
    )
