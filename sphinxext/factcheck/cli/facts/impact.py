"""``factcheck facts impact PRODUCT A B SRC``: which lines of pages change truth when a site moves from a release to another."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ...applicability import Applicability, parse_assumptions
from ...findings import Finding, Severity
from ...joins.cases import Context, IgnoreCase
from ...joins.reader import claim_reader
from ...messages import message
from ...rules import find_rules
from ...versions import BadRangeError
from ..commands import Status, complain
from ..knowledge import add_facts_option, knowledge, settled
from ..language import text
from ..reading import cores, read_sources, without_repetition
from ..sources import find_sources
from ..verdict import verdict_on

__all__ = ["configure", "run"]


class _Turn(StrEnum):
    """What becomes of a line."""

    WRONG = "becomes-wrong"
    RIGHT = "becomes-right"
    OTHER = "changes"
    """It stays right or wrong, and something else is to be told of it."""


@dataclass(frozen=True, slots=True)
class _Effect:
    turn: _Turn
    finding: Finding


def configure(parser: argparse.ArgumentParser) -> None:
    """A product, two releases, and pages."""
    parser.add_argument("product", metavar="PRODUCT")
    parser.add_argument("before", metavar="A", help=text(message("the release that is left")))
    parser.add_argument("after", metavar="B", help=text(message("the release that is moved to")))
    parser.add_argument("source", metavar="SRC", help=text(message("a page, or a directory of pages")))
    parser.add_argument(
        "--assume", action="append", default=[], metavar="PRODUCT==V",
        help=text(message("what else the pages are about, such as etcd==3.5; may be given several times")),
    )  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text", help=text(message("the form of the output")))
    add_facts_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the lines; there are findings if there are any."""
    base = knowledge(options)
    product = base.product(options.product)
    if product is None:
        known = ", ".join(each.name for each in base.products)
        complain(message("unknown product {name!r}; known: {known}", name=options.product, known=known))
        return Status.USAGE
    try:
        sides = [_assumed(options.assume, product.name, release) for release in (options.before, options.after)]
    except BadRangeError as error:
        complain(error.message)
        return Status.USAGE
    sources = find_sources([options.source])
    readings = without_repetition(read_sources(sources.files, claim_reader(base), cores()))
    # Whether an excuse is of use depends on the release as well, but no line is wrong because of it.
    rules = tuple(rule for rule in find_rules() if IgnoreCase not in rule.cases)
    before, after = (verdict_on(sources, readings, Context(base, assumed), rules) for assumed in sides)
    effects = sorted(_effects(before.judgement.findings, after.judgement.findings), key=lambda effect: effect.finding.order)
    total = after.judgement.total
    if options.format == "json":
        found = {
            "product": product.name, "before": options.before, "after": options.after,
            "effects": [_as_json(effect) for effect in effects],
            "pages": len(readings), "claims": total.claims, "checked": total.checked,
            "unverified": dict(total.unverified), "unread": dict(total.unread),
        }  # fmt: skip
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for effect in effects:
            print(_line(effect))
        print(_summary(effects, len(readings), total.claims, total.checked, sum(total.unread.values())))
    after.tell_failures()
    if not after.is_whole:
        return settled(base, Status.FAILURE)
    return settled(base, Status.FINDINGS if effects else Status.CLEAN)


def _assumed(others: list[str], product: str, release: str) -> Applicability:
    assumed = {}
    for item in others:
        name, mark, value = item.partition("==")
        if not mark or not name:
            raise BadRangeError(message("{text!r}: expected PRODUCT==RELEASE, such as etcd==3.5", text=item))
        assumed[name.strip()] = value.strip()
    return parse_assumptions({**assumed, product: release})


def _effects(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> Iterator[_Effect]:
    """What is found only in one of the two releases, or weighs otherwise in the other; information is of what is right."""
    olds = {_key(finding): finding for finding in before}
    news = {_key(finding): finding for finding in after}
    wrong_before, wrong_after = ({_place(finding) for finding in each if _is_wrong(finding)} for each in (before, after))
    for key, finding in news.items():
        old = olds.get(key)
        if _is_wrong(finding) and _place(finding) not in wrong_before:
            yield _Effect(_Turn.WRONG, finding)
        elif (_is_wrong(finding) or _place(finding) not in wrong_before) and (
            old is None or old.severity is not finding.severity
        ):
            yield _Effect(_Turn.OTHER, finding)
    for finding in olds.values():
        if _is_wrong(finding) and _place(finding) not in wrong_after:
            yield _Effect(_Turn.RIGHT, finding)


def _is_wrong(finding: Finding) -> bool:
    return finding.severity is not Severity.INFORMATION


def _place(finding: Finding) -> tuple[str, int, int]:
    return finding.span.path, finding.span.line, finding.span.column


def _key(finding: Finding) -> tuple[str, int, int, str]:
    return *_place(finding), finding.code.value


def _line(effect: _Effect) -> str:
    span, finding = effect.finding.span, effect.finding
    match effect.turn:
        case _Turn.WRONG:
            turn = message("becomes wrong")
        case _Turn.RIGHT:
            turn = message("becomes right")
        case _:
            turn = message("changes")
    told = f"{text(turn)}: {text(finding.message)} [{finding.code.value}]"
    return f"{span.path}:{span.line}:{span.column}: {finding.severity.value}: {told}"


def _summary(effects: list[_Effect], pages: int, claims: int, checked: int, unread: int) -> str:
    counts = {turn: sum(effect.turn is turn for effect in effects) for turn in _Turn}
    told = message(
        "{pages} pages, {claims} claims, {checked} checked: {wrong} become wrong, {right} become right, {other} change otherwise",
        pages=pages, claims=claims, checked=checked,
        wrong=counts[_Turn.WRONG], right=counts[_Turn.RIGHT], other=counts[_Turn.OTHER],
    )  # fmt: skip
    if unread:
        told = message("{first}; {second}", first=told, second=message("{count} stretches were not read", count=unread))
    return text(told)


def _as_json(effect: _Effect) -> dict[str, Any]:
    span, finding = effect.finding.span, effect.finding
    return {
        "turn": effect.turn.value,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "code": finding.code.value,
        "severity": finding.severity.value,
        "message": text(finding.message),
    }
