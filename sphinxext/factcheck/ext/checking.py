"""Claims are read when a page is read, and judged in every build, also one that reads no page."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from ..findings import Severity
from ..report.text import text_line
from .domain import domain_of
from .options import settings_of
from .remembered import Remembered, Told, code_digest, digest_of, load_remembered, save_remembered
from .store import claim_reader_of, facts_digest_of, facts_of, prover_of
from .translation import _

if TYPE_CHECKING:
    # What reads and judges is loaded by the functions below: a build in which nothing changed does neither.
    from ..claims import ClaimReader
    from ..claims.model import PageClaims
    from ..judging.judge import Judgement

__all__ = ["judgement_of", "rest_digest", "setup_checking", "tell", "told_of"]

logger = logging.getLogger(__name__)


def _read_claims(app: Sphinx, doctree: nodes.document) -> None:
    _note_claims(app.env, app.env.docname, claim_reader_of(app.env))


def _note_claims(env: BuildEnvironment, docname: str, reader: ClaimReader) -> None:
    domain_of(env).note_claims(docname, _claims_of(env, docname, reader), reader.digest)


def _claims_of(env: BuildEnvironment, docname: str, reader: ClaimReader) -> PageClaims:
    from ..claims.model import PageClaims, Reading
    from ..pages import read_page
    from ..pages.files import SourceTree

    file = Path(env.doc2path(docname))
    root = Path(env.srcdir)
    path = posixpath.join(*file.relative_to(root).parts)
    try:
        source = file.read_bytes()
    except OSError:
        return PageClaims(path, reading=Reading.UNREADABLE)  # Sphinx itself has told
    if reader.passes_over(path, source, SourceTree(root)):
        return PageClaims(path, reading=Reading.SKIPPED)
    return reader.read(read_page(path, root, source=source))


def _judge(app: Sphinx, env: BuildEnvironment) -> list[str]:
    # The factcheck builder judges when it writes its reports.
    if app.builder.name != "factcheck" and env.config.factcheck_warnings:
        tell(env, _told(env, Path(app.confdir)))
    return []


def _told(env: BuildEnvironment, confdir: Path) -> Told:
    """What there is to tell: judged if anything has changed since the last build that left what it told."""
    rest = rest_digest(env, confdir)
    remembered = load_remembered(env)
    if remembered is not None and remembered.rest == rest and remembered.facts == facts_digest_of(env):
        told: Told = remembered.told
        return told
    told = told_of(judgement_of(env, confdir))
    # What else is told on the way, of fact files and of the baseline, is not remembered: then the next build judges, too.
    if not env.config.factcheck_baseline and (facts := facts_digest_of(env, sound=True)):
        save_remembered(env, Remembered(facts, rest, told))
    return told


def rest_digest(env: BuildEnvironment, confdir: Path) -> str:
    """A digest of everything but facts that a judgement depends on: the times at which pages were read stand for their claims."""
    config = env.config
    given = [config.factcheck_assume, config.factcheck_directories, config.factcheck_baseline, config.suppress_warnings]
    settings = (confdir / "conf.py").stat().st_mtime_ns if config.factcheck_directories else 0
    pages = sorted(env.all_docs.items())
    return digest_of(code_digest(), str(env.srcdir), given, settings, pages, domain_of(env).left_out)


def judgement_of(env: BuildEnvironment, confdir: Path, *, baseline: bool = True) -> Judgement:
    """Every claim of the site held against the facts, without the rules that ``suppress_warnings`` names.

    :param confdir: the directory of ``conf.py``.
    :param baseline: whether what the baseline knows is left out.
    """
    from ..claims.model import PageClaims, Reading
    from ..joins.cases import Context
    from ..judging.judge import judge
    from ..rules import find_rules
    from .adoption import BaselineFile

    domain = domain_of(env)
    reader = claim_reader_of(env)
    for docname in domain.read_by_others(reader.digest):
        _note_claims(env, docname, reader)
    claims = domain.claims()
    left_out = (PageClaims(path, reading=Reading.UNREADABLE) for path in domain.left_out)
    pages = [*(claims[name] for name in sorted(claims)), *left_out]
    settings = settings_of(env.config, Path(env.srcdir), confdir)
    suppressed = env.config.suppress_warnings
    rules = tuple(rule for rule in find_rules() if not is_suppressed_warning("factcheck", rule.id.value, suppressed))
    context = Context(facts_of(env), settings.assume, directories=settings.directories, prover=prover_of(env))
    file = BaselineFile.of(env, confdir, settings) if baseline else None
    judgement = judge(pages, context, rules, file.known_findings() if file is not None else None)
    domain.forget_read()
    return judgement


def told_of(judgement: Judgement) -> Told:
    """What a build tells of *judgement*: the findings, and what the reader gave up on and nobody else tells of."""
    from ..pages.unread import given_up_clause

    gaps = ((gap.reason, gap.span) for gap in judgement.unread)
    return Told(judgement.findings, tuple((reason, span) for reason, span in gaps if given_up_clause(reason) is not None))


def tell(env: BuildEnvironment, told: Told) -> None:
    """Put what is told into the build's log; information is for ``-v`` and for the reports."""
    from ..pages.unread import given_up_clause

    for reason, span in told.gaps:
        words = given_up_clause(reason)
        if words is not None:
            location = f"{Path(env.srcdir) / span.path}:{span.line}"
            logger.warning("%s", words.translated(_), location=location, type="factcheck", subtype="unread")
    for finding in told.findings:
        if finding.severity is Severity.INFORMATION:
            logger.verbose("%s", text_line(finding, _))
            continue
        span = finding.span
        log = logger.error if finding.severity is Severity.ERROR else logger.warning
        location = f"{Path(env.srcdir) / span.path}:{span.line}:{span.column}"
        log("%s", finding.message.translated(_), location=location, type="factcheck", subtype=finding.code.value)


def setup_checking(app: Sphinx) -> None:
    """Connect reading and judging to the build."""
    app.connect("doctree-read", _read_claims)
    # After every other handler: an overlay of facts, or another extension, may still add to what is known.
    app.connect("env-updated", _judge, priority=900)
