"""``factcheck check PATH...``: what pages say that is not so."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ..findings import Finding, Severity
from ..joins.cases import Context
from ..joins.reader import claim_reader
from ..judging.judge import Judgement, judge
from ..judging.settings import SettingsProblem
from ..messages import Message, message
from ..report.coverage import coverage_report
from ..report.formats import FORMATS
from .adoption import BaselineFile
from .commands import Status, UsageError
from .configuration import Configuration, bad_assumptions, find_configuration, read_configuration
from .files import write_files
from .knowledge import add_facts_option, knowledge, settled
from .language import text, translation
from .progress import Progress
from .reading import SourceClaims, cores, read_sources, without_repetition
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
    parser.add_argument(
        "--config", type=Path, metavar="FILE",
        help=text(message("the settings; else factcheck.toml, or [tool.factcheck] in pyproject.toml, above the paths")),
    )  # fmt: skip
    parser.add_argument(
        "--baseline", type=Path, metavar="FILE", help=text(message("a file with findings that are known and not told"))
    )
    parser.add_argument(
        "--update-baseline", action="store_true",
        help=text(message("write the baseline: all findings if there is none, else without those that are gone")),
    )  # fmt: skip
    parser.add_argument("--strict", action="store_true", help=text(message("tell what is gone of the baseline")))
    add_facts_option(parser)


def run(options: argparse.Namespace) -> int:
    """Read, judge and tell."""
    configuration = _configuration(options)
    settings = configuration.settings
    wanted = selection(options.select or settings.select, (*settings.ignore, *options.ignore), options.severity)
    sources = _sources(options, configuration)
    options.facts = [*(configuration.directory / name for name in settings.facts), *options.facts]
    base = knowledge(options)
    problems = (*configuration.problems, *bad_assumptions(configuration, base))
    if problems:
        _tell_problems(problems, sources)
        return Status.USAGE
    site = assumed([*configuration.assumptions, *options.assume], base)
    context = Context(base, site, directories=settings.directories)
    with Progress(len(sources.files), None if options.quiet else sys.stderr) as progress:
        jobs = options.jobs or cores()
        readings = read_sources(sources.files, claim_reader(base), jobs, progress.advance)
    readings = without_repetition(readings)
    file = _baseline(options, configuration, sources, readings)
    if file is not None and options.update_baseline:
        found = judge([reading.claims for reading in readings], context, wanted.rules).findings
        write_files([(file.path, file.updated(found))])
    known, problems = file.known() if file is not None else (None, ())
    verdict = verdict_on(sources, readings, context, wanted.rules, known)
    told = wanted.of(verdict.judgement.findings)
    _report(options, told, verdict.judgement)
    verdict.tell_failures()
    _tell_problems(problems, sources)
    if not options.quiet:
        print(text(_summary(len(readings), len(told), verdict.judgement)), file=sys.stderr)
    if not verdict.is_whole:
        return settled(base, Status.FAILURE)
    return settled(base, Status.FINDINGS if told else Status.CLEAN)


def _configuration(options: argparse.Namespace) -> Configuration:
    if options.config is not None:
        return read_configuration(options.config)
    paths = [path for path in options.paths if path != _INPUT]
    return find_configuration(paths or [path for path in (options.stdin_filename,) if path is not None])


def _baseline(
    options: argparse.Namespace, configuration: Configuration, sources: Sources, readings: Sequence[SourceClaims]
) -> BaselineFile | None:
    """The baseline that the command line or the settings name."""
    settings = configuration.settings
    path: Path | None = options.baseline
    if path is None and settings.baseline:
        path = configuration.directory / settings.baseline
    if path is None:
        if options.update_baseline:
            raise UsageError(message("--update-baseline needs --baseline FILE, or a baseline in the settings"))
        return None
    base = Path(sources.base)
    whole = any(base.is_relative_to(Path(given).absolute()) for given in options.paths if given != _INPUT)
    return BaselineFile(path, sources, readings, options.strict or settings.strict, whole)


def _tell_problems(problems: Sequence[SettingsProblem], sources: Sources) -> None:
    for problem in problems:
        span = problem.span
        print(f"{sources.shown(span.path)}:{span.line}:{span.column}: {text(problem.message)}", file=sys.stderr)


def _sources(options: argparse.Namespace, configuration: Configuration) -> Sources:
    paths = [path for path in options.paths if path != _INPUT]
    base = configuration.directory if configuration.file is not None else None
    found = find_sources(paths, options.include, options.exclude, base)
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
