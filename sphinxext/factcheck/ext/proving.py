"""Proofs of remediations: made in every build, shown on the cards, exported beside ``objects.inv``.

A proof rests on facts, which may change where no page does: a card says what it says when its page is written, and the page is
written again when the proof has changed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .checking import rest_digest
from .domain import domain_of
from .options import settings_of
from .proven import Proven
from .remembered import Remembered, load_remembered, save_remembered
from .store import facts_digest_of, facts_of, prover_of
from .translation import _
from .writing import write_whole

if TYPE_CHECKING:
    from ..messages import Message
    from ..remedies.export import Entry
    from ..remedies.model import Status

__all__ = ["setup_proving", "write_remediations"]

_FILE: Final = "factcheck-proofs.pickle"


def _proofs(env: BuildEnvironment, confdir: Path) -> tuple[Proven, ...]:
    """The remediations of the site; proofs are made anew if anything has changed since they were."""
    domain = domain_of(env)
    if not domain.remedied():
        return ()
    rest = rest_digest(env, confdir)
    remembered = load_remembered(env, _FILE)
    if remembered is not None and remembered.rest == rest and remembered.facts == facts_digest_of(env):
        found: tuple[Proven, ...] = remembered.told
        return found
    found = _made(env, confdir)
    if facts := facts_digest_of(env, sound=True):
        save_remembered(env, Remembered(facts, rest, found), _FILE)
    return found


def _made(env: BuildEnvironment, confdir: Path) -> tuple[Proven, ...]:
    from ..claims.model import RemediationClaim
    from ..joins.cases import Context
    from ..judging.judge import judge
    from ..remedies.reading import remediation_of

    settings = settings_of(env.config, Path(env.srcdir), confdir)
    context = Context(facts_of(env), settings.assume, directories=settings.directories, prover=prover_of(env))
    domain = domain_of(env)
    claims = domain.claims(domain.remedied())
    cases = judge([claims[docname] for docname in sorted(claims)], context, ()).remediations
    found = []
    for docname in sorted(claims):
        for claim in claims[docname].claims:
            if isinstance(claim, RemediationClaim):
                case = cases.get((claims[docname].path, claim))
                if case is not None:
                    found.append(Proven(docname, case.remediation, case.proof, case.target.product.releases))
                else:
                    found.append(Proven(docname, remediation_of(claim), None, ()))
    return tuple(found)


def _prove(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Prove; gives the pages whose cards say something else than they did."""
    domain = domain_of(env)
    domain.proofs = _proofs(env, Path(app.confdir))
    texts: dict[str, list[str]] = {}
    for each in domain.proofs:
        texts.setdefault(each.docname, []).extend(f"{status}: {words}" for status, words in each.badges)
    changed = sorted(docname for docname, shown in texts.items() if domain.shown_proofs(docname) != tuple(shown))
    for docname in changed:
        domain.note_proofs(docname, tuple(texts[docname]))
        # Builders that write into other folders learn of it, too.
        with suppress(OSError):
            os.utime(Path(env.doctreedir, f"{docname}.doctree"))
    return changed


def _show(app: Sphinx, document: nodes.document, docname: str) -> None:
    domain = domain_of(app.env)
    if docname not in domain.remedied():
        return
    from ..render.nodes import proof_lines, show_proof

    badges: dict[str, tuple[tuple[Status, Message], ...]] = {}
    for each in domain.proofs:
        if each.docname == docname:
            badges.setdefault(each.remediation.id, each.badges)
    for line in list(proof_lines(document)):
        shown = badges.get(line["proof"], ())
        if shown:
            show_proof(line, [(status.value, words.translated(_)) for status, words in shown])
        else:
            line.parent.remove(line)


def write_remediations(env: BuildEnvironment, outdir: Path, address: dict[str, str]) -> None:
    """Write ``remediations.json`` and its schema into *outdir*.

    :param address: of each page, relative to the site; without it, cards have none.
    """
    from ..remedies.export import FILE, SCHEMA_FILE, Entry, remediations_json, schema_json

    domain = domain_of(env)

    def entry(proven: Proven) -> Entry:
        found = domain.find("remediation", proven.remediation.id)
        url = address.get(proven.docname, "")
        if url and found is not None and found.docname == proven.docname:
            url = f"{url}#{found.anchor}"
        return Entry(proven.remediation, proven.proof, proven.known, url)

    write_whole(outdir / FILE, remediations_json(map(entry, domain.proofs)))
    write_whole(outdir / SCHEMA_FILE, schema_json())


def _export(app: Sphinx, exception: Exception | None) -> None:
    builder = app.builder
    if exception is not None or builder.format != "html" or builder.name == "epub":
        return
    pages = {docname: builder.get_target_uri(docname) for docname in domain_of(app.env).remedied()}
    write_remediations(app.env, Path(builder.outdir), pages)


def setup_proving(app: Sphinx) -> None:
    """Connect proofs to the build: after everything was read, before pages are written, when they are."""
    app.connect("env-updated", _prove, priority=910)
    app.connect("doctree-resolved", _show)
    app.connect("build-finished", _export)
