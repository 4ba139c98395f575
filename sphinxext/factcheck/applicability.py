"""What a page, a block or a site applies to: products with a range of releases, and distributions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .messages import message
from .versions import BadRangeError, VersionRange, parse_range

_ITEM = re.compile(r"([^\s<>=~!]*)\s*(.*)")

__all__ = ["Applicability", "parse_applicability", "parse_assumptions"]


@dataclass(frozen=True, slots=True)
class Applicability:
    """*products* pairs names as written with ranges; *others* are words without a range, such as ``kubeadm``."""

    products: tuple[tuple[str, VersionRange], ...] = ()
    others: tuple[str, ...] = ()


def parse_applicability(text: str) -> Applicability:
    """What an author writes after ``applies-to``: ``kubernetes >=1.16,<1.23; kubeadm``.

    :raises BadRangeError: a range that is none.
    """
    products: list[tuple[str, VersionRange]] = []
    others: list[str] = []
    for item in text.replace("\n", " ").split(";"):
        name, rest = _ITEM.fullmatch(item.strip()).groups()  # type: ignore[union-attr]  # matches every text
        if not name and not rest:
            continue
        if rest:
            products.append((name, parse_range(rest)))
        else:
            others.append(name)
    return Applicability(tuple(products), tuple(others))


def parse_assumptions(assume: Mapping[str, str]) -> Applicability:
    """What a site's ``factcheck_assume`` says: a release or range for each product; ``distribution`` names an installer.

    :raises BadRangeError: a value that is no range, with the key in the message.
    """
    products: list[tuple[str, VersionRange]] = []
    others: list[str] = []
    for name, text in assume.items():
        if name == "distribution":
            others.append(text)
            continue
        try:
            products.append((name, parse_range(text)))
        except BadRangeError as error:
            raise BadRangeError(message("{name}: {reason}", name=name, reason=error.message)) from error
    return Applicability(tuple(products), tuple(others))
