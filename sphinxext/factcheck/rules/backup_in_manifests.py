"""A copy of a manifest in the directory of the static pods: the kubelet runs it, too, and either may win.

The kubelet reads every file in that directory, whatever it ends with; only names that begin with a dot are passed over.

Bad::

    $ cp /etc/kubernetes/manifests/kube-scheduler.yaml /etc/kubernetes/manifests/kube-scheduler.yaml.bak
    $ sed -i.orig s/127.0.0.1/10.0.0.11/ /etc/kubernetes/manifests/kube-scheduler.yaml

Good::

    $ cp /etc/kubernetes/manifests/kube-scheduler.yaml /root/kube-scheduler.yaml.bak
    $ sed -i s/127.0.0.1/10.0.0.11/ /etc/kubernetes/manifests/kube-scheduler.yaml
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import CopyCase
from ..messages import join, message

ID = Code.BACKUP_IN_MANIFESTS
CASES = (CopyCase,)


def check(case: CopyCase) -> Iterator[Finding]:
    """Findings about one claim."""
    claim, directory = case.claim, case.directory
    name = claim.copy.rpartition("/")[2]
    if not directory.runs(name):
        return
    if claim.moved:
        what = message("the kubelet runs {name!r} in {directory} all the same", name=name, directory=directory.path)
    else:
        what = message("the kubelet runs {name!r} in {directory} as well", name=name, directory=directory.path)
    yield Finding(
        ID,
        Severity.WARNING,
        join(
            what,
            message("it passes over names that begin with a dot only"),
            message("put it into another directory"),
        ),
        claim.span,
        component=claim.subject.name if claim.subject is not None else "",
        product=case.target.product.name,
        subject=name,
        releases=str(case.target.range),
        sources=tuple(map(str, directory.sources)),
    )
