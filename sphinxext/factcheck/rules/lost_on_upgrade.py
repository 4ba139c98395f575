"""A remediation that changes what the installer writes anew: the next upgrade takes it away, without a word.

Not told where the remediation changes the place as well that the installer writes it from, or names the hazard: the code in
square brackets behind the words, in ``:risk:``, ``:durability:`` or ``:exposure:``.

Bad::

    .. remediation:: Serve the scheduler's metrics on the address of the node
       :component: kube-scheduler
       :endpoint: secure
       :applies-to: kubernetes >=1.20,<1.30; kubeadm

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --bind-address=127.0.0.1
          +    - --bind-address=10.0.0.11

       .. rollback::

Good::

    .. remediation:: Serve the scheduler's metrics on the address of the node
       :component: kube-scheduler
       :endpoint: secure
       :applies-to: kubernetes >=1.20,<1.30; kubeadm

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --bind-address=127.0.0.1
          +    - --bind-address=10.0.0.11

       .. change:: ConfigMap kubeadm-config in kube-system
          :language: yaml

           kind: ClusterConfiguration
          -scheduler: {}
          +scheduler:
          +  extraArgs:
          +    bind-address: 10.0.0.11

       .. rollback::
"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.hazards import Rewritten
from ..findings import Code, Finding
from ..joins.cases import RemediationCase
from ..messages import join, message
from ..remedies.surface import Surface, SurfaceKind
from .dangers import danger, is_for, surfaces_of, texts_of

ID = Code.LOST_ON_UPGRADE
CASES = (RemediationCase,)


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    surfaces = surfaces_of(case.remediation)
    told: set[str] = set()
    for change, surface in surfaces:
        rewritten = next(
            (each for each in case.hazards.rewritten if is_for(case, each.distribution) and _is(surface, each)), None
        )
        if rewritten is None or rewritten.what in told or _is_kept(rewritten, case):
            continue
        told.add(rewritten.what)
        yield danger(
            ID,
            case,
            join(
                message("{command!r} writes {what} anew, and this change is lost", command=rewritten.by, what=rewritten.what),
                message("change {place}, too", place=rewritten.kept_in) if rewritten.kept_in else None,
            ),
            change.span,
            sources=rewritten.sources,
            subject=rewritten.what,
        )


def _is(surface: Surface, rewritten: Rewritten) -> bool:
    """Whether a change touches what is written anew."""
    what = rewritten.what
    if what.startswith("/"):
        is_manifest = surface.kind is SurfaceKind.STATIC_POD and not surface.path.startswith("/")
        return surface.path == what or (is_manifest and surface.path.rpartition("/")[2] == what.rpartition("/")[2])
    return surface.object.lower() == what.lower()


def _is_kept(rewritten: Rewritten, case: RemediationCase) -> bool:
    """Whether the remediation changes the place that it is written from."""
    remediation = case.remediation
    places = [change.where for change in remediation.changes]
    if any(surface.kind is SurfaceKind.KUBEADM for _, surface in surfaces_of(remediation)):
        places.append("kubeadm-config")
    return any(word in text for word in rewritten.kept_by for text in (*places, *texts_of(remediation)))
