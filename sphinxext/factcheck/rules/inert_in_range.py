"""A remediation that sets, or takes away, a flag or field that does nothing in a part of the releases that it is for.

The release may parse the flag and do nothing with it, or pass over it because the installer starts the program with a file of
configuration. Split the range, or name the hazard.

Bad::

    .. remediation:: Open the old port of the scheduler
       :component: kube-scheduler
       :endpoint: insecure
       :applies-to: kubernetes >=1.20,<1.24; kubeadm

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --port=0
          +    - --port=10251

       .. rollback::

Good::

    .. remediation:: Open the old port of the scheduler
       :component: kube-scheduler
       :endpoint: insecure
       :applies-to: kubernetes >=1.20,<1.23; kubeadm

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --port=0
          +    - --port=10251

       .. rollback::
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..facts.model import Component, Flag, KnownField
from ..findings import Code, Finding
from ..joins.cases import RemediationCase
from ..messages import Message, join, message
from ..remedies.surface import Surface, SurfaceKind
from ..versions import Version, VersionRange
from .dangers import GivenSetting, danger, settings_in, surfaces_of
from .wording import short

ID = Code.INERT_IN_RANGE
CASES = (RemediationCase,)

_FLAGS = frozenset((SurfaceKind.STATIC_POD, SurfaceKind.KUBEADM, SurfaceKind.WORKLOAD, SurfaceKind.UNIT, SurfaceKind.COMMAND))


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    told: set[str] = set()
    for change, surface in surfaces_of(case.remediation):
        for setting in settings_in((*change.added, *change.removed)):
            found = _inert(case, surface, setting)
            if found is None or setting.name in told:
                continue
            told.add(setting.name)
            text, sources = found
            text_of = setting.line.text
            span = setting.line.span(len(text_of) - len(text_of.lstrip()), len(text_of.rstrip()))
            yield danger(ID, case, text, span, sources=_cited(case.component, sources), subject=setting.name)


def _cited(component: Component, ids: Sequence[str]) -> list[str]:
    return [str(component.sources[id]) if id in component.sources else id for id in ids]


def _inert(case: RemediationCase, surface: Surface, setting: GivenSetting) -> tuple[Message, tuple[str, ...]] | None:
    releases = case.target.releases
    if surface.kind in _FLAGS and case.component.flags is not None:
        flag = case.component.flags.flags.get(case.component.flags.canonical(setting.name))
        if flag is not None:
            return _inert_flag(case, flag, releases)
    elif surface.kind is SurfaceKind.CONFIGURATION:
        for kind in case.component.kinds:
            field = kind.fields.get(setting.name)
            if field is not None and any(release in each for each in kind.ranges for release in releases):
                text = _partly(case, setting.name, field, releases)
                if text is not None:
                    return text, field.sources
    return None


def _inert_flag(case: RemediationCase, flag: Flag, releases: Sequence[Version]) -> tuple[Message, tuple[str, ...]] | None:
    name = f"--{flag.name}"
    text = _partly(case, name, flag, releases)
    if text is not None:
        return text, flag.sources
    ignored = [(release, other) for release in releases if (other := _ignored_with(case, flag, release))]
    if not ignored:
        return None
    return join(
        message(
            "{flag!r} of {component} has no effect beside {other!r}, with which {distribution} starts it ({clause})",
            flag=name,
            component=case.component.name,
            other=ignored[0][1],
            distribution=case.distribution,
            clause=case.target.clause,
        ),
        message("change the file"),
    ), flag.sources


def _ignored_with(case: RemediationCase, flag: Flag, release: Version) -> str:
    """The flag of the installer's command line with which *flag* has no effect."""
    other = flag.ignored_with.at(release)
    if not other or not case.distribution:
        return ""
    installed = (endpoint.distribution(case.distribution, release) for endpoint in case.component.endpoints)
    given = (arg.partition("=")[0] for each in installed if each is not None for arg in each.args)
    return other if other in given else ""


def _partly(case: RemediationCase, name: str, known: Flag | KnownField, releases: Sequence[Version]) -> Message | None:
    """What to say of a name that has no effect in some of *releases*, and has one in others."""
    if known.no_effect is None:
        return None
    has = [release for release in releases if _exists(known.ranges, release)]
    inert = [release for release in has if release in known.no_effect]
    if not inert or len(inert) == len(has):
        return None
    return message(
        "{name!r} of {component} has no effect in {since} and later ({clause})",
        name=name,
        component=case.component.name,
        since=short(known.no_effect.since or inert[0]),
        clause=case.target.clause,
    )


def _exists(ranges: Sequence[VersionRange], release: Version) -> bool:
    return any(release in each for each in ranges)
