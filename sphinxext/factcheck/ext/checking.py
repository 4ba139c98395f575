"""Claims are read when a page is read, and judged in every build, also one that reads no page."""

from __future__ import annotations

import posixpath
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from ..claims.model import PageClaims, Reading
from ..findings import Severity
from ..messages import Message, message
from ..pages import LINE_LIMIT, read_page
from ..pages.files import SourceTree
from ..pages.model import UnreadReason
from ..report.text import text_line
from ..rules import find_rules
from ..rules.cases import Context
from ..rules.judge import Judgement, judge
from .adoption import BaselineFile
from .domain import FactDomain, domain_of
from .options import settings_of
from .store import claim_reader_of, facts_of
from .translation import _

__all__ = ["judgement_of", "setup_checking"]

logger = logging.getLogger(__name__)


def _read_claims(app: Sphinx, doctree: nodes.document) -> None:
    env = app.env
    domain_of(env).note_claims(env.docname, _claims_of(env, env.docname))


def _claims_of(env: BuildEnvironment, docname: str) -> PageClaims:
    file = Path(env.doc2path(docname))
    root = Path(env.srcdir)
    path = posixpath.join(*file.relative_to(root).parts)
    try:
        source = file.read_bytes()
    except OSError:
        return PageClaims(path, reading=Reading.UNREADABLE)  # Sphinx itself has told
    reader = claim_reader_of(env)
    if reader.passes_over(path, source, SourceTree(root)):
        return PageClaims(path, reading=Reading.SKIPPED)
    return reader.read(read_page(path, root, source=source))


def _judge(app: Sphinx, env: BuildEnvironment) -> list[str]:
    # The factcheck builder judges when it writes its reports.
    if app.builder.name != "factcheck" and env.config.factcheck_warnings:
        tell(env, judgement_of(env, Path(app.confdir)))
    return []


def judgement_of(env: BuildEnvironment, confdir: Path, *, baseline: bool = True) -> Judgement:
    """Every claim of the site held against the facts, without the rules that ``suppress_warnings`` names.

    :param confdir: the directory of ``conf.py``.
    :param baseline: whether what the baseline knows is left out.
    """
    domain: FactDomain = domain_of(env)
    claims = domain.claims()
    pages = [*(claims[name] for name in sorted(claims)), *domain.left_out]
    settings = settings_of(env.config, Path(env.srcdir), confdir)
    suppressed = env.config.suppress_warnings
    rules = tuple(rule for rule in find_rules() if not is_suppressed_warning("factcheck", rule.id.value, suppressed))
    context = Context(facts_of(env), settings.assume, directories=settings.directories)
    file = BaselineFile.of(env, confdir, settings) if baseline else None
    return judge(pages, context, rules, file.known_findings() if file is not None else None)


def _tell_given_up(env: BuildEnvironment) -> None:
    """What the reader gave up on, and nobody else tells of."""
    for claims in domain_of(env).claims().values():
        for gap in claims.unread:
            words = given_up_clause(gap.reason)
            if words is not None:
                location = f"{Path(env.srcdir) / gap.span.path}:{gap.span.line}"
                logger.warning("%s", words.translated(_), location=location, type="factcheck", subtype="unread")


def given_up_clause(reason: str) -> Message | None:
    """Why a stretch of a page was not checked; ``None`` where Sphinx tells, or the author need not know."""
    match reason:
        case UnreadReason.LONG_LINE:
            return message("a line of more than {limit} characters is not checked", limit=LINE_LIMIT)
        case UnreadReason.BUDGET:
            return message("the page is too large, and is not checked from here on")
        case UnreadReason.DEPTH:
            return message("what is nested this deep is not checked")
    return None


def tell(env: BuildEnvironment, judgement: Judgement) -> None:
    """Put the findings into the build's log; information is for ``-v`` and for the reports."""
    _tell_given_up(env)
    for finding in judgement.findings:
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
