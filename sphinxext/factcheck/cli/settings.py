"""What a check is to look at and to tell: the command line, held against what there is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..applicability import Applicability, parse_assumptions
from ..facts.base import FactBase, nearest
from ..findings import Code, Finding, Severity
from ..messages import Message, message
from ..rules import Rule, find_rules
from ..versions import BadRangeError
from .commands import UsageError

__all__ = ["Selection", "assumed", "selection"]

_ASSUMPTION = re.compile(r"\s*([\w.-]*\w)\s*(.*?)\s*", re.DOTALL)
_DISTRIBUTION = "distribution"


@dataclass(frozen=True, slots=True)
class Selection:
    """The findings that are told: those of *codes* that weigh at least as much as *least*."""

    codes: frozenset[Code] = frozenset(Code)
    least: Severity = Severity.WARNING

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules to run: what another finds is not told, and what it excuses is not asked."""
        return tuple(rule for rule in find_rules() if rule.id in self.codes)

    def of(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Those of *findings* that are told."""
        order = list(Severity)  # the gravest first
        told = order[: order.index(self.least) + 1]
        return tuple(finding for finding in findings if finding.severity in told and finding.code in self.codes)


def selection(select: Sequence[str], ignore: Sequence[str], least: str) -> Selection:
    """What ``--select``, ``--ignore`` and ``--severity`` ask for; each item may hold several codes with commas between.

    :raises UsageError: a code that is none.
    """
    wanted = _codes(select) if select else frozenset(Code)
    return Selection(wanted - _codes(ignore), Severity(least))


def assumed(items: Sequence[str], base: FactBase) -> Applicability:
    """What ``--assume`` says of pages that say nothing themselves: ``kubernetes==1.30``, ``distribution==kubeadm``.

    Of several about one product, the last holds.

    :raises UsageError: a product that is not known, or a release that is none.
    """
    said: dict[str, str] = {}
    for item in items:
        match = _ASSUMPTION.fullmatch(item)
        if match is None or not match[2]:
            raise UsageError(message("{text!r}: expected PRODUCT==RELEASE, such as kubernetes==1.30", text=item))
        name, value = match.groups()
        if name == _DISTRIBUTION:
            said[name] = _distribution(value.removeprefix("==").strip(), base)
        else:
            said[_product(name, base)] = value
    try:
        return parse_assumptions(said)
    except BadRangeError as error:
        raise UsageError(error.message) from error


def _codes(items: Sequence[str]) -> frozenset[Code]:
    known = {code.value: code for code in Code}
    names = [name.strip().removeprefix("factcheck.") for item in items for name in item.split(",")]
    for name in names:
        if name not in known:
            raise _unknown(message("unknown code {name!r}", name=name), name, known)
    return frozenset(known[name] for name in names)


def _product(name: str, base: FactBase) -> str:
    product = base.product_named(name)
    if not product:
        raise _unknown(message("unknown product {name!r}", name=name), name, (*base.product_names(), *base.names()))
    return product


def _distribution(name: str, base: FactBase) -> str:
    known = {each for product in base.products for each in product.distributions}
    if name not in known:
        raise _unknown(message("unknown distribution {name!r}", name=name), name, known)
    return name


def _unknown(what: Message, name: str, known: Iterable[str]) -> UsageError:
    near = nearest(name, known)
    return UsageError(message("{what}; did you mean {near!r}?", what=what, near=near[0]) if near else what)
