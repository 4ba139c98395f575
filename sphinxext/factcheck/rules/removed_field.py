"""A configuration field that is gone, or still read without effect.

Bad, for Kubernetes 1.30::

    kind: KubeProxyConfiguration
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    udpIdleTimeout: 250ms

Good::

    kind: KubeProxyConfiguration
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    mode: iptables
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import FieldCase
from ..messages import join, message
from .wording import (
    finding_of,
    gone_clause,
    gone_releases,
    no_field_clause,
    replacement_clause,
    severity_of,
    short,
    wrong_somewhere,
)

ID = Code.REMOVED_FIELD
CASES = (FieldCase,)


def check(case: FieldCase) -> Iterator[Finding]:
    """Findings about one claim."""
    field = case.field
    if field is None:
        return
    gone = gone_releases(field.ranges, case.releases)
    if gone and wrong_somewhere(case.releases, case.target):
        yield finding_of(
            ID,
            case,
            severity_of(case),
            join(
                no_field_clause(case, field.path),
                gone_clause(field.ranges, case.kind.names.observed),
                replacement_clause(field, case.component, gone),
            ),
            subject=field.path,
            sources=case.component.cited(field.sources),
        )
        return
    inert = [v for v in case.releases.present if field.no_effect is not None and v in field.no_effect]
    if field.no_effect is not None and inert and max(case.releases.present) in inert:
        yield finding_of(
            ID,
            case,
            Severity.WARNING,
            join(
                message(
                    "field {field!r} of {component} has no effect in {since} and later ({why})",
                    field=field.path,
                    component=case.component.name,
                    since=short(field.no_effect.since or inert[0]),
                    why=case.target.clause,
                ),
                replacement_clause(field, case.component, inert),
            ),
            subject=field.path,
            sources=case.component.cited(field.sources),
        )
