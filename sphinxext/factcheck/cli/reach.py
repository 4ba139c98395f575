"""``factcheck reach FILE...``: what the programs in these files listen on, who reaches it, and why."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..applicability import Applicability
from ..facts.base import FactBase
from ..facts.model import Component
from ..messages import Message, message
from ..pages import read_page
from ..pages.plain import read_plain
from ..pages.source import decode
from ..reach import Answer, Closed, Listener, Outcome, Situation, Step, solve_all
from ..reach.reading import Reading, situations_on
from ..versions import BadRangeError, Version, VersionRange, parse_version
from .commands import Status, complain
from .knowledge import add_facts_option, knowledge, settled
from .language import text
from .naming import renamed
from .settings import assumed

__all__ = ["configure", "run"]

_PAGES = (".rst", ".md", ".markdown", ".mdx", ".myst")


def configure(parser: argparse.ArgumentParser) -> None:
    """Files, what they are about, and the form of the answer."""
    parser.add_argument(
        "paths", metavar="FILE", nargs="+",
        help=text(message(
            "a manifest, a unit, a script, Helm values, kubeadm's configuration, a page with them, or a file of configuration "
            "that one of them names; - is the standard input"
        )),
    )  # fmt: skip
    parser.add_argument(
        "--assume", action="append", default=[], metavar="PRODUCT==V",
        help=text(message("the release of what no image tells it of, such as 'kubernetes==1.30'; may be given several times")),
    )  # fmt: skip
    parser.add_argument(
        "--distribution", metavar="NAME", default="",
        help=text(message("who starts a component of which a file says only what differs, such as kubeadm")),
    )  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text", help=text(message("the form of the output")))
    add_facts_option(parser)


def run(options: argparse.Namespace) -> int:
    """Read, solve and tell."""
    base = knowledge(options)
    items = [*options.assume, *([f"distribution=={options.distribution}"] if options.distribution else [])]
    site = assumed(items, base)
    readings = [_reading(path, base) for path in options.paths]
    outcomes = [_outcome(situation, base, site) for situation in _situations([each for each in readings if each is not None])]
    for span, why in (each for reading in readings if reading is not None for each in reading.unread):
        complain(message("{where}{reason}", where=f"{span.path}:{span.line}: ", reason=why))
    if options.format == "json":
        print(json.dumps([_as_json(outcome, base) for outcome in outcomes], indent=2, ensure_ascii=False))
    else:
        for outcome in outcomes:
            print("\n".join(_as_text(outcome, base)))
    if any(each is None for each in readings):
        return settled(base, Status.FAILURE)
    if not outcomes:
        complain(message("nothing in these files starts a program that is known"))
        return settled(base, Status.FINDINGS)
    return settled(base, Status.CLEAN)


def _reading(path: str, base: FactBase) -> Reading | None:
    """What the file *path* holds; ``None``, and a word to the user, if it cannot be read."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        complain(message("{where}{reason}", where=f"{path}: ", reason=error.strerror or type(error).__name__))
        return None
    content = decode(data)
    if content is None:
        complain(message("{path}: neither UTF-8 nor UTF-16", path=path))
        return None
    if path.lower().endswith(_PAGES):
        folder = Path(path).parent
        found = situations_on(read_page(Path(path).name, folder, source=content), base)
        return renamed(found, lambda name: str(folder / name))
    return situations_on(read_plain(content, path), base)


def _situations(readings: Sequence[Reading]) -> Iterator[Situation]:
    """The situations, each with the files that were given; a file alone does not start what another file starts with it."""
    files = tuple(file for reading in readings for file in reading.files)
    started = {each.component for reading in readings for each in reading.situations if each.whole}
    for reading in readings:
        for situation in reading.situations:
            alone = not situation.whole and bool(situation.files)
            if not (alone and situation.component in started):
                others = tuple(file for file in files if file not in situation.files)
                yield replace(situation, files=(*situation.files, *others))


def _outcome(situation: Situation, base: FactBase, site: Applicability) -> Outcome:
    if not situation.distribution and site.others:
        situation = replace(situation, distribution=site.others[-1])
    return solve_all(situation, base, _releases(situation, base, site))


def _releases(situation: Situation, base: FactBase, site: Applicability) -> tuple[Version, ...]:
    """The release that the image tells, else those that are assumed, else all that are known."""
    component = base.outline(situation.component)
    product = base.product(component.product) if component is not None else None
    if product is None:
        return ()
    if situation.release:
        try:
            return (parse_version(situation.release),)
        except BadRangeError:
            pass
    wanted = next((each for name, each in site.products if base.product_named(name) == product.name), VersionRange())
    return product.releases_in(wanted)


def _as_json(outcome: Outcome, base: FactBase) -> dict[str, Any]:
    component = base.outline(outcome.component)
    return {
        "component": outcome.component,
        "release": outcome.release,
        "at": _place(outcome),
        "starts": outcome.starts.value,
        "why": [_step(step, component) for step in outcome.why],
        "listeners": [_listener(each, component) for each in outcome.listeners],
        "closed": [_closed(each, component) for each in outcome.closed],
        "missing": [text(each) for each in outcome.missing],
    }


def _listener(listener: Listener, component: Component | None) -> dict[str, Any]:
    reachable = listener.reachable
    found: dict[str, Any] = {
        "endpoint": listener.endpoint,
        "address": listener.address or None,
        "port": listener.port,
        "scheme": listener.scheme or None,
        "auth": listener.auth or None,
        "reachable": {"host": reachable.host.value, "node": reachable.node.value, "pod": reachable.pod.value},
        "why": [_step(step, component) for step in listener.why],
    }
    if listener.paths:
        found["paths"] = list(listener.paths)
    return found


def _closed(closed: Closed, component: Component | None) -> dict[str, Any]:
    return {
        "endpoint": closed.endpoint,
        "port": closed.port,
        "replaced_by": closed.replaced_by or None,
        "why": [_step(step, component) for step in closed.why],
    }


def _step(step: Step, component: Component | None) -> dict[str, Any]:
    found: dict[str, Any] = {"text": text(step.text)}
    if step.span is not None:
        found["at"] = f"{step.span.path}:{step.span.line}:{step.span.column}"
    if step.sources:
        found["sources"] = [_source(id, component) for id in step.sources]
    return found


def _source(id: str, component: Component | None) -> str:
    source = component.sources.get(id) if component is not None else None
    return str(source) if source is not None else id


def _place(outcome: Outcome) -> str | None:
    span = outcome.span
    return f"{span.path}:{span.line}:{span.column}" if span is not None else None


def _as_text(outcome: Outcome, base: FactBase) -> Iterator[str]:
    component = base.outline(outcome.component)
    starts = {
        "yes": message("starts"),
        "no": message("does not start"),
        "unknown": message("it is unknown whether it starts"),
    }[outcome.starts.value]
    head = f"{_place(outcome)}: " if outcome.span is not None else ""
    yield f"{head}{outcome.component} {outcome.release}: {text(starts)}"
    for step in outcome.why:
        yield f"    {_step_line(step, component)}"
    for listener in outcome.listeners:
        shown = f"[{listener.address}]" if ":" in listener.address else listener.address or "?"
        port = "?" if listener.port is None else str(listener.port)
        reach = listener.reachable
        words: Message = message(
            "from the host: {host}, another host: {node}, a pod: {pod}",
            host=_answer(reach.host), node=_answer(reach.node), pod=_answer(reach.pod),
        )  # fmt: skip
        yield f"  {listener.endpoint}: {listener.scheme or '?'}://{shown}:{port} ({listener.auth or '?'}); {text(words)}"
        for step in listener.why:
            yield f"    {_step_line(step, component)}"
    for closed in outcome.closed:
        instead = text(message("; ask {endpoint}", endpoint=closed.replaced_by)) if closed.replaced_by else ""
        yield "  " + text(message("{endpoint}: closed ({port})", endpoint=closed.endpoint, port=closed.port)) + instead
        for step in closed.why:
            yield f"    {_step_line(step, component)}"
    if outcome.missing:
        what = "; ".join(text(each) for each in outcome.missing)
        yield "  " + text(message("not told: {what}", what=what))


def _answer(answer: Answer) -> Message:
    match answer:
        case Answer.YES:
            return message("yes")
        case Answer.NO:
            return message("no")
    return message("unknown")


def _step_line(step: Step, component: Component | None) -> str:
    where = []
    if step.span is not None:
        where.append(f"{step.span.path}:{step.span.line}")
    where += [_source(id, component) for id in step.sources[:1]]
    return f"{text(step.text)}" + (f" [{', '.join(where)}]" if where else "")
