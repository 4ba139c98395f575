"""``factcheck check PATH...``: what pages say that is not so."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ..findings import Finding, Severity
from ..messages import Message, message
from ..report.coverage import coverage_report
from ..report.formats import FORMATS
from ..rules.cases import Context
from ..rules.judge import Judgement
from ..rules.reader import claim_reader
from .commands import Status, UsageError
from .files import write_files
from .knowledge import add_facts_option, knowledge, settled
from .language import text, translation
from .progress import Progress
from .reading import cores, read_sources, without_repetition
from .settings import assumed, selection
from .sources import PAGES, SKIPPED, Sources, find_sources, with_content
from .verdict import verdict_on

__all__ = ["configure", "run"]

_INPUT = "-"
"""The path that means the standard input."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Pages, what they are about, and what is to be told of them."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="+",
        help=text(message(
            "a file of any kind, or a directory, of which the pages are read ({pages}, and what a conf.py calls pages) and what "
            "these include; not those in hidden folders, nor in {skipped}; - is the standard input",
            pages=", ".join(PAGES), skipped=", ".join(sorted(SKIPPED)),
        )),
    )  # fmt: skip
    parser.add_argument(
        "--stdin-filename", metavar="NAME", help=text(message("the file that the standard input is to be taken for"))
    )
    parser.add_argument(
        "--include", action="append", default=[], metavar="GLOB",
        help=text(message("read these files in directories as well, such as '*.yaml', '*.sh', Dockerfile; as in a .gitignore")),
    )  # fmt: skip
    parser.add_argument(
        "--exclude", action="append", default=[], metavar="GLOB",
        help=text(message("do not read these files or folders in directories; as in a .gitignore")),
    )  # fmt: skip
    parser.add_argument(
        "--assume", action="append", default=[], metavar="PRODUCT==V",
        help=text(message(
            "what pages are about that do not say it themselves, such as 'kubernetes==1.30', 'kubernetes>=1.28' or "
            "distribution==kubeadm; may be given several times"
        )),
    )  # fmt: skip
    parser.add_argument(
        "--select", action="append", default=[], metavar="CODE[,CODE]", help=text(message("tell findings with these codes only"))
    )
    parser.add_argument(
        "--ignore", action="append", default=[], metavar="CODE[,CODE]", help=text(message("tell no findings with these codes"))
    )
    parser.add_argument(
        "--severity", choices=[each.value for each in reversed(Severity)], default=Severity.WARNING.value,
        help=text(message("tell what weighs at least this much (default: %(default)s); the exit status goes by what is told")),
    )  # fmt: skip
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help=text(message("the form of the output")))
    parser.add_argument("--output", type=Path, metavar="FILE", help=text(message("where the findings go; else to the output")))
    parser.add_argument(
        "--coverage",
        type=Path,
        metavar="FILE",
        help=text(message("where an account of what was checked goes, as JSON")),
    )
    parser.add_argument(
        "--jobs", type=_count, metavar="N", help=text(message("how many processes may be used; else one for each processor core"))
    )
    parser.add_argument("--quiet", action="store_true", help=text(message("tell findings and failures alone")))
    add_facts_option(parser)


def run(options: argparse.Namespace) -> int:
    """Read, judge and tell."""
    wanted = selection(options.select, options.ignore, options.severity)
    sources = _sources(options)
    base = knowledge(options)
    context = Context(base, assumed(options.assume, base))
    with Progress(len(sources.files), None if options.quiet else sys.stderr) as progress:
        jobs = options.jobs or cores()
        readings = read_sources(sources.files, claim_reader(base), jobs, progress.advance)
    verdict = verdict_on(sources, without_repetition(readings), context)
    told = wanted.of(verdict.judgement.findings)
    _report(options, told, verdict.judgement)
    verdict.tell_failures()
    if not options.quiet:
        print(text(_summary(len(readings), len(told), verdict.judgement)), file=sys.stderr)
    if not verdict.is_whole:
        return settled(base, Status.FAILURE)
    return settled(base, Status.FINDINGS if told else Status.CLEAN)


def _sources(options: argparse.Namespace) -> Sources:
    paths = [path for path in options.paths if path != _INPUT]
    found = find_sources(paths, options.include, options.exclude)
    if len(paths) == len(options.paths):
        return found
    if options.stdin_filename is None:
        raise UsageError(message("{path!r} needs --stdin-filename NAME, whose ending tells the markup", path=_INPUT))
    return with_content(found, options.stdin_filename, sys.stdin.buffer.read())


def _report(options: argparse.Namespace, told: Sequence[Finding], judgement: Judgement) -> None:
    report = FORMATS[options.format](told, translation())
    files = [(options.coverage, coverage_report(judgement))] if options.coverage is not None else []
    if options.output is not None:
        files.append((options.output, report))
    write_files(files)
    if options.output is None:
        sys.stdout.write(report)
        sys.stdout.flush()


def _summary(pages: int, told: int, judgement: Judgement) -> Message:
    total = judgement.total
    return message(
        "{found} findings; {pages} pages, {claims} claims: {checked} checked, {unverified} unverified, {ignored} ignored; "
        "{unread} stretches unread",
        found=told, pages=pages, claims=total.claims, checked=total.checked,
        unverified=sum(total.unverified.values()), ignored=sum(total.ignored.values()), unread=sum(total.unread.values()),
    )  # fmt: skip


def _count(given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(text(message("{given!r} is no number of processes", given=given)))
    return int(given)
