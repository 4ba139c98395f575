"""``factcheck prove PATH...``: for which releases the remediations on these pages are proven, and why not for others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from ..claims.model import PageClaims, RemediationClaim
from ..facts.base import FactBase
from ..joins.cases import Context, RemediationCase
from ..joins.reader import claim_reader
from ..judging.judge import judge
from ..messages import Message, message
from ..remedies.export import Entry, remediations_json
from ..remedies.model import Proof, Remediation, Status
from ..remedies.proof import Prover
from ..remedies.reading import remediation_of
from ..remedies.wording import spoken_ranges, verdict_messages
from ..versions import Version, VersionRange
from .commands import Status as Exit
from .commands import complain
from .configuration import find_configuration
from .knowledge import add_facts_option, knowledge, settled
from .language import text
from .reading import SourceClaims, cores, read_sources, without_repetition
from .settings import assumed
from .sources import PAGES, find_sources

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Pages, what they are about, and the form of the answer."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="+",
        help=text(message("a page, or a directory, of which the pages are read ({pages})", pages=", ".join(PAGES))),
    )  # fmt: skip
    parser.add_argument(
        "--assume", action="append", default=[], metavar="PRODUCT==V",
        help=text(message(
            "what remediations are for that do not say it themselves, such as 'kubernetes>=1.28' or distribution==kubeadm; may "
            "be given several times"
        )),
    )  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text", help=text(message("the form of the output")))
    add_facts_option(parser)


def run(options: argparse.Namespace) -> int:
    """Read, prove and tell."""
    configuration = find_configuration(options.paths)
    options.facts = [*(configuration.directory / name for name in configuration.settings.facts), *options.facts]
    base = knowledge(options)
    site = assumed([*configuration.assumptions, *options.assume], base)
    sources = find_sources(options.paths, [], [], configuration.directory if configuration.file is not None else None)
    readings = without_repetition(read_sources(sources.files, claim_reader(base), cores()))
    prover = Prover(base)
    context = Context(base, site, directories=configuration.settings.directories, prover=prover)
    entries = list(_entries([reading.claims for reading in readings], context))
    if options.format == "json":
        sys.stdout.write(remediations_json(entries))
    else:
        for entry in entries:
            span = entry.remediation.span
            where = f"{sources.shown(span.path)}:{span.line}:{span.column}"
            for words in _told(entry, base, prover):
                print(f"{where}: {entry.remediation.id}: {text(words)}")
        sys.stdout.flush()  # what goes to the other output comes last
        proven = sum(entry.proof is not None and entry.proof.status is Status.PROVEN for entry in entries)
        print(text(message("{all} remediations: {proven} proven", all=len(entries), proven=proven)), file=sys.stderr)
    return settled(base, _exit(entries, readings))


def _exit(entries: Sequence[Entry], readings: Sequence[SourceClaims]) -> Exit:
    failures = [reading for reading in readings if reading.failure is not None]
    for reading in failures:
        if reading.failure is not None:
            complain(message("{path}: {reason}", path=reading.claims.path, reason=reading.failure))
    if failures:
        return Exit.FAILURE
    refused = any(entry.proof is not None and entry.proof.status is Status.REFUSED for entry in entries)
    return Exit.FINDINGS if refused else Exit.CLEAN


def _entries(pages: Sequence[PageClaims], context: Context) -> Iterator[Entry]:
    """The remediations of *pages*, in their order."""
    cases = judge(pages, context, ()).remediations
    for page in pages:
        for claim in page.claims:
            if isinstance(claim, RemediationClaim):
                yield _entry(claim, cases.get((page.path, claim)))


def _entry(claim: RemediationClaim, case: RemediationCase | None) -> Entry:
    if case is None:
        return Entry(remediation_of(claim), None)
    return Entry(case.remediation, case.proof, case.target.product.releases)


def _told(entry: Entry, base: FactBase, prover: Prover) -> Iterator[Message]:
    """What is said of one remediation, a line for each verdict."""
    if entry.proof is None:
        yield _unknown(entry.remediation)
        return
    yield from verdict_messages(entry.proof, entry.known)
    wider = _wider(entry.remediation, entry.proof, entry.known, base, prover)
    if wider:
        yield message("it would hold for {releases}, too", releases=wider)


def _unknown(remediation: Remediation) -> Message:
    if not remediation.component:
        return message("not proven: {why}", why=message("it names no component"))
    return message("not proven: {why}", why=message("nothing is known of {component!r}", component=remediation.component))


def _wider(remediation: Remediation, proof: Proof, known: Sequence[Version], base: FactBase, prover: Prover) -> str:
    """The releases that it is proven for, and that nobody claims."""
    component = base.component(proof.component)
    if component is None or proof.status is not Status.PROVEN:
        return ""
    first, last = proof.verdicts[0].range.since, proof.verdicts[-1].range.removed
    every = prover.proof(remediation, component, None, proof.distribution)
    ends = (VersionRange(removed=first) if first is not None else None, VersionRange(since=last) if last is not None else None)
    beside = [
        inside
        for verdict in every.of(Status.PROVEN)
        for end in ends
        if end is not None and (inside := verdict.range.intersection(end))
    ]
    return spoken_ranges(sorted(beside, key=lambda each: each.since or known[0]), known)
