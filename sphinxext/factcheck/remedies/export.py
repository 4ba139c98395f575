"""``remediations.json``: the remediations of a site with their proofs, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..applicability import parse_applicability
from ..pages.model import Line
from ..reach.model import Listener, Outcome
from ..versions import Version, VersionRange
from .model import Change, Command, Proof, Remediation, Rollback, Status, Step, Verdict, Verification
from .surface import surface_of
from .wording import spoken_range

__all__ = ["FILE", "SCHEMA_FILE", "VERSION", "Entry", "remediations_json", "schema_json"]

FILE = "remediations.json"
SCHEMA_FILE = "remediations.schema.json"
VERSION = 1
"""Of the format: a number more where somebody who read the one before would read this one wrongly."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A remediation, its proof (``None`` if its component is not known), the releases that are known, the address of its card."""

    remediation: Remediation
    proof: Proof | None
    known: tuple[Version, ...] = ()
    url: str = ""


def schema_json() -> str:
    """The JSON schema of the file."""
    return Path(__file__).with_name(SCHEMA_FILE).read_text("utf-8")


def remediations_json(entries: Iterable[Entry]) -> str:
    """The remediations, sorted by their ids, as JSON. Words are English: they are for programs."""
    ordered = sorted(entries, key=lambda each: (each.remediation.id, each.remediation.span))
    data = {"$schema": SCHEMA_FILE, "version": VERSION, "remediations": [_entry(each) for each in ordered]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _entry(entry: Entry) -> dict[str, Any]:
    remediation = entry.remediation
    return {
        "id": remediation.id,
        "title": remediation.title,
        "url": entry.url,
        "path": remediation.span.path,
        "line": remediation.span.line,
        "component": entry.proof.component if entry.proof is not None else remediation.component,
        "endpoint": remediation.endpoint,
        "symptoms": list(remediation.symptoms),
        "alerts": list(remediation.alerts),
        "applies_to": _applies_to(remediation.applies_to),
        "not_this_if": remediation.not_this_if,
        "cause": remediation.cause,
        "why": list(remediation.why),
        "changes": [_change(each) for each in remediation.changes],
        "apply": _step(remediation.apply),
        "verify": _verification(remediation.verify),
        "rollback": _rollback(remediation.rollback),
        "risk": remediation.risk,
        "durability": remediation.durability,
        "exposure": remediation.exposure,
        "alternatives": list(remediation.alternatives),
        "proof": _proof(entry.proof, entry.known),
    }


def _applies_to(texts: Sequence[str]) -> dict[str, Any]:
    """What holds of *texts*: of each product, the innermost says for which releases."""
    products: dict[str, str] = {}
    others: list[str] = []
    for text in texts:
        try:
            found = parse_applicability(text)
        except ValueError:
            continue  # told where it stands
        products.update({name: str(releases) for name, releases in found.products})
        others = list(found.others) or others
    return {"products": products, "distributions": others}


def _change(change: Change) -> dict[str, Any]:
    surface = surface_of(change)
    return {
        "where": change.where,
        "surface": surface.kind.value,
        "language": change.language,
        "before": _texts(change.before),
        "after": _texts(change.after),
        "line": change.span.line,
    }


def _texts(lines: Iterable[Line]) -> list[str]:
    return [line.text for line in lines]


def _commands(commands: Iterable[Command]) -> list[str]:
    return [command.text for command in commands]


def _step(step: Step | None) -> dict[str, Any]:
    return (
        {"words": list(step.words), "commands": _commands(step.commands)} if step is not None else {"words": [], "commands": []}
    )


def _verification(verify: Verification | None) -> dict[str, Any] | None:
    return {"commands": _commands(verify.commands), "expect": verify.expect} if verify is not None else None


def _rollback(rollback: Rollback) -> dict[str, Any]:
    return {"kind": rollback.kind.value, "changes": [_change(each) for each in rollback.changes], **_step(rollback.step)}


def _proof(proof: Proof | None, known: Sequence[Version]) -> dict[str, Any]:
    if proof is None:
        return {"status": Status.OPEN.value, "product": "", "verdicts": []}
    return {
        "status": proof.status.value,
        "product": proof.product,
        "verdicts": [_verdict(each, known) for each in proof.verdicts],
    }


def _verdict(verdict: Verdict, known: Sequence[Version]) -> dict[str, Any]:
    return {
        **_range(verdict.range, known),
        "status": verdict.status.value,
        "code": verdict.code.value if verdict.code is not None else None,
        "why": str(verdict.why) if verdict.why is not None else "",
        "before": _listeners(verdict.before),
        "after": _listeners(verdict.after),
    }


def _range(releases: VersionRange, known: Sequence[Version]) -> dict[str, Any]:
    return {
        "releases": spoken_range(releases, known),
        "since": str(releases.since) if releases.since is not None else None,
        "removed": str(releases.removed) if releases.removed is not None else None,
    }


def _listeners(outcome: Outcome | None) -> list[dict[str, Any]]:
    return [_listener(each) for each in outcome.listeners] if outcome is not None else []


def _listener(listener: Listener) -> dict[str, Any]:
    return {
        "endpoint": listener.endpoint,
        "address": listener.address,
        "port": listener.port,
        "scheme": listener.scheme,
        "auth": listener.auth,
    }
