"""A block that names its own release, and another than the site assumes: it was judged by its own.

Bad, on a site for Kubernetes 1.30::

    image: registry.k8s.io/kube-scheduler:v1.18.10

Good::

    image: registry.k8s.io/kube-scheduler:v1.30.14
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Code, Finding, Severity
from ..joins.cases import ApiVersionCase, FieldCase, FlagCase, PortCase
from ..joins.target import Origin, what_clause
from ..messages import message

ID = Code.OTHER_RELEASE
CASES = (FlagCase, PortCase, FieldCase, ApiVersionCase)


def check(case: FlagCase | PortCase | FieldCase | ApiVersionCase) -> Iterator[Finding]:
    """Findings about one claim; those of the claims of one block are the same, and told once."""
    target = case.target
    if target.origin is not Origin.BLOCK or target.evidence is None or target.site is None or target.range.overlaps(target.site):
        return
    what, product = what_clause(target.evidence), target.product.name
    if target.directory:
        words = message(
            "{what} says {product} {range}, settings of {directory} say {site}: judged by its own release",
            what=what, product=product, range=str(target.range), directory=target.directory, site=str(target.site),
        )  # fmt: skip
    else:
        words = message(
            "{what} says {product} {range}, this site assumes {site}: judged by its own release",
            what=what, product=product, range=str(target.range), site=str(target.site),
        )  # fmt: skip
    yield Finding(
        ID,
        Severity.INFORMATION,
        words,
        target.evidence.span,
        component=target.evidence.name,
        product=product,
        subject=target.evidence.version,
        releases=str(target.range),
    )
