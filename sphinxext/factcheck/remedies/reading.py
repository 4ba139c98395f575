"""From the directive of a remediation, as the model of its page has it, to the remediation: the same for every markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..claims.model import PageClaims, RemediationClaim
from ..pages.change import Mark, marks_of, sides_of
from ..pages.model import CodeBlock, Directive, Line, Node, Paragraph, RunKind
from .model import Change, Command, Remediation, Rollback, RollbackKind, Step, Verification

__all__ = ["identifier", "listed", "patterns", "remediation_of", "remediations_in"]

_PROMPT = re.compile(r"[$#] (?=\S)")
_CONTINUED = re.compile(r"> ?")
_SHELL = frozenset(("console", "shell-session", "bash", "sh", "shell", "shell-script", ""))
_EXPECTED = 200
"""The status that a verification waits for if it says nothing."""
_STEPS = frozenset(("change", "apply", "verify", "rollback"))


def remediations_in(page: PageClaims) -> Iterator[Remediation]:
    """The remediations of a page, in its order."""
    for claim in page.claims:
        if isinstance(claim, RemediationClaim):
            yield remediation_of(claim)


def remediation_of(claim: RemediationClaim) -> Remediation:
    """What the directive of *claim* says."""
    directive = claim.directive
    parts = tuple(directive.nodes)
    title = _title(directive)
    return Remediation(
        id=_option(directive, "id") or identifier(title),
        title=title,
        span=claim.span,
        component=_option(directive, "component"),
        endpoint=_option(directive, "endpoint"),
        symptoms=patterns(_option(directive, "symptom")),
        alerts=listed(_option(directive, "alert")),
        applies_to=claim.scope.applies_to,
        not_this_if=_option(directive, "not-this-if"),
        cause=_option(directive, "cause"),
        why=_words(node for node in parts if not _is_title(node, directive)),
        changes=tuple(_changes(parts)),
        apply=next(map(_step, _named(parts, "apply")), None),
        verify=next(map(_verification, _named(parts, "verify")), None),
        rollback=next(map(_rollback, _named(parts, "rollback")), Rollback(RollbackKind.ABSENT)),
        risk=_option(directive, "risk"),
        durability=_option(directive, "durability"),
        exposure=_option(directive, "exposure"),
        alternatives=listed(_option(directive, "alternatives")),
    )


def identifier(title: str) -> str:
    """The id of a remediation that is given none."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def patterns(text: str) -> tuple[str, ...]:
    """The patterns in *text*, which ``;`` sets apart."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def listed(text: str) -> tuple[str, ...]:
    """The names in *text*, which commas or spaces set apart."""
    return tuple(text.replace(",", " ").split())


def _option(directive: Directive, name: str) -> str:
    return " ".join((directive.option(name) or "").split())


def _title(directive: Directive) -> str:
    return " ".join(directive.argument.split())


def _is_title(node: Node, directive: Directive) -> bool:
    """Whether *node* is the argument once more, which a reader adds where it has inline markup."""
    return isinstance(node, Paragraph) and bool(node.runs) and node.runs[0].line.number == directive.line.number


def _named(nodes: Iterable[Node], name: str) -> Iterator[CodeBlock | Directive]:
    for node in nodes:
        if (isinstance(node, CodeBlock) and node.directive == name) or (isinstance(node, Directive) and node.name == name):
            yield node


def _changes(nodes: Iterable[Node]) -> Iterator[Change]:
    for node in nodes:
        if isinstance(node, CodeBlock) and node.directive == "change":
            before, after = sides_of(node.lines)
            marks = marks_of([line.text for line in node.lines])
            pairs = tuple(zip(node.lines, marks, strict=True))
            first = node.line or node.lines[0] if node.lines else node.line
            if first is None:
                continue
            yield Change(
                " ".join(node.caption.split()),
                node.language,
                before,
                after,
                tuple(_unmarked(line) for line, mark in pairs if mark is Mark.GOES),
                tuple(_unmarked(line) for line, mark in pairs if mark is Mark.COMES),
                first.span(0, len(first.text)),
            )


def _unmarked(line: Line) -> Line:
    return Line(line.text[1:], line.path, line.number, line.column + 1)


def _step(node: CodeBlock | Directive) -> Step:
    first = _first_line(node)
    return Step(_words(_inner(node)), tuple(_commands(node)), first.span(0, len(first.text)))


def _first_line(node: CodeBlock | Directive) -> Line:
    return node.line if isinstance(node, Directive) else node.line or node.lines[0]


def _inner(node: CodeBlock | Directive) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, Directive) else ()


def _verification(node: CodeBlock | Directive) -> Verification:
    step = _step(node)
    written = dict(node.options).get("expect", "").strip()
    expect = int(written) if written.isdecimal() else None if written else _EXPECTED
    return Verification(step.commands, expect, step.span, step.words)


def _rollback(node: CodeBlock | Directive) -> Rollback:
    step = _step(node)
    changes = tuple(_changes(_inner(node)))
    if changes:
        return Rollback(RollbackKind.CHANGES, changes, step)
    if step.words or step.commands:
        return Rollback(RollbackKind.WORDS, step=step)
    return Rollback(RollbackKind.REVERSED, step=step)


def _words(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The paragraphs among *nodes* and in what they hold, steps left out, each in one line."""
    found: list[str] = []
    for node in nodes:
        if isinstance(node, Paragraph):
            text = " ".join("".join(_marked(node)).split())
            if text:
                found.append(text)
        elif isinstance(node, Directive) and node.name not in _STEPS:
            found += _words(node.nodes)
    return tuple(found)


def _marked(node: Paragraph) -> Iterator[str]:
    """The text of a paragraph, a space where a line ends."""
    last: Line | None = None
    for run in node.runs:
        if last is not None and run.line.number != last.number:
            yield " "
        last = run.line
        yield f"`{run.line.text}`" if run.kind is RunKind.LITERAL else run.line.text


def _commands(node: Node) -> Iterator[Command]:
    """The commands in *node*, in order."""
    if isinstance(node, CodeBlock):
        if node.directive != "change" and (node.directive in _STEPS or node.language in _SHELL):
            yield from _typed(node.lines)
    elif isinstance(node, Directive):
        for inner in node.nodes:
            yield from _commands(inner)


def _typed(lines: Sequence[Line]) -> Iterator[Command]:
    """The commands among *lines*: what stands after a prompt, and the lines that continue it; output is none."""
    has_prompts = any(_PROMPT.match(line.text) for line in lines)
    text = ""
    first: Line | None = None
    continued = False
    for line in lines:
        prompt = _PROMPT.match(line.text)
        begins = prompt is not None if has_prompts else bool(line.text.strip()) and not line.text.startswith("#")
        if continued:
            part = _CONTINUED.sub("", line.text, count=1) if has_prompts and line.text.startswith(">") else line.text
            part = part.strip()
        elif begins:
            if first is not None:
                yield Command(text, first.span(0, len(first.text)))
            first, text = line, ""
            part = line.text[prompt.end() :].strip() if prompt is not None else line.text.strip()
        else:
            continue
        continued = part.endswith("\\")
        text = f"{text} {part.removesuffix(chr(92)).strip()}".strip()
    if first is not None:
        yield Command(text, first.span(0, len(first.text)))
