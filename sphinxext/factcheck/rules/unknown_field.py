"""A configuration field that the kind does not have, or does not have yet.

Strict decoding refuses it, older programs ignore it silently.

Bad::

    kind: KubeProxyConfiguration
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    metricBindAddress: 0.0.0.0:10249

Good::

    kind: KubeProxyConfiguration
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    metricsBindAddress: 0.0.0.0:10249
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Edit, Finding
from ..joins.cases import FieldCase
from ..messages import join, message
from .wording import early_clause, early_releases, finding_of, gone_releases, no_field_clause, severity_of, wrong_somewhere

ID = Code.UNKNOWN_FIELD
CASES = (FieldCase,)


def check(case: FieldCase) -> Iterator[Finding]:
    """Findings about one claim."""
    if not wrong_somewhere(case.releases, case.target):
        return
    written = ".".join(case.claim.path).replace(".[]", "[]")
    if case.field is None:
        edits = (Edit(case.claim.span, case.near[0]),) if len(case.near) == 1 else ()
        yield finding_of(
            ID,
            case,
            severity_of(case),
            join(
                no_field_clause(case, written),
                message("did you mean {near!r}?", near=case.near[0]) if case.near else None,
            ),
            subject=written,
            edits=edits,
        )
    elif early_releases(case.field.ranges, case.releases) and not gone_releases(case.field.ranges, case.releases):
        yield finding_of(
            ID,
            case,
            severity_of(case),
            join(
                message(
                    "{kind} of {component} has no field {field!r} yet ({why})",
                    kind=case.kind.kind or message("the configuration"),
                    component=case.component.name,
                    field=written,
                    why=case.target.clause,
                ),
                early_clause(case.field.ranges, case.kind.names.observed),
            ),
            subject=written,
        )
