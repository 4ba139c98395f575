"""Commands of scripts, consoles and units: which component is started, with which words, variables and surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...claims.assignment import Assignment
from ...claims.command import script_lines
from ...claims.context import Context
from ...claims.excerpt import Excerpt
from ...claims.launcher import Launch, image_name, launch_of, without_assignments
from ...claims.shell import ShellCommand, commands_of
from ...claims.word import Word, program_name, words_of
from ...facts.base import FactBase
from ...facts.model import Placement
from ...pages.model import Line
from ..model import Argument, Situation, Variable

__all__ = ["argument_of", "situation_of_words", "situations_in_shell", "situations_in_unit"]

_NESTED = 8
_REFERENCE = re.compile(r"\$(?:\{(?P<braced>\w+)\}|(?P<bare>\w+))", re.ASCII)
_TAG = re.compile(r":v?(?P<release>\d+(?:\.\d+)+(?:[-+.](?:rc|alpha|beta)[\w.]*)?)[\w.+-]*(?:@.*)?$", re.ASCII)
_EXEC = re.compile(r"^\s*ExecStart\s*=\s*[-@:+!|]*")
_ENVIRONMENT = re.compile(r"^\s*Environment\s*=\s*")
_SETTING = re.compile(r"^\s*(?:export\s+)?(?P<name>[A-Za-z_]\w*)=(?P<value>.*)$")
_HOST_NETWORK = re.compile(r"--net(?:work)?[= ]host\b")


def situations_in_shell(lines: tuple[Line, ...], context: Context, facts: FactBase) -> Iterator[Situation]:
    """The components that the commands in *lines* start."""
    commands, assignments = commands_of(lines, context)
    held = {each.name: each.value for each in assignments}
    for command in commands:
        variables = tuple(_variable(each) for each in assignments if _reaches(each, command))
        yield from _situations_of(command, variables, held, Placement.HOST, context, facts)


def _reaches(assigned: Assignment, command: ShellCommand) -> bool:
    """Whether the variable is in the environment of *command*: it was exported before, or stands right before the command."""
    if not assigned.passed or not command.words:
        return False
    before = assigned.excerpt.text[: assigned.start].rstrip()
    here, there = command.excerpt.lines[0].number, assigned.excerpt.lines[0].number
    if re.search(r"\b(?:export|declare)(?:\s+-\w+)*$", before):
        return there < here or (there == here and assigned.start < command.words[0].start)
    return there == here and assigned.start < command.words[0].start


def _variable(assigned: Assignment) -> Variable:
    span = assigned.excerpt.span(assigned.start, assigned.at + len(assigned.value))
    value = assigned.value
    return Variable(assigned.name, None if "$(" in value or "`" in value else value, span)


def _situations_of(
    command: ShellCommand,
    variables: tuple[Variable, ...],
    held: Mapping[str, str],
    placement: Placement,
    context: Context,
    facts: FactBase,
) -> Iterator[Situation]:
    words: Sequence[Word] = command.words
    for _ in range(_NESTED):
        words = without_assignments(words)
        if not words:
            return
        started = launch_of(words)
        if started is None:
            break
        if started.image:
            placement = _container_placement(started)
        variables = (*variables, *_own_variables(started, command.excerpt))
        if started.script is not None:
            inner = script_lines(started.script, command.excerpt)
            yield from situations_in_shell(inner, context, facts)
        if started.arguments or (started.image and not started.command):
            found = facts.outline(started.image)
            if found is not None and found.endpoints:
                yield _situation(
                    found.name, started.arguments, command.excerpt, variables, held, placement, _release(started, facts)
                )
        words = started.command
    if not words:
        return
    component = facts.outline(program_name(words[0].value))
    if component is not None and component.endpoints:  # who listens nowhere is somebody's client
        yield _situation(component.name, words[1:], command.excerpt, variables, held, placement, "", words[0])


def _container_placement(started: Launch) -> Placement:
    """Where a container of Docker runs: whether its ports are published is not looked at."""
    return Placement.HOST if _HOST_NETWORK.search(" ".join(word.value for word in started.own)) else Placement.CONTAINER


def _own_variables(started: Launch, excerpt: Excerpt) -> Iterator[Variable]:
    for word in started.variables:
        name, equals, value = word.value.partition("=")
        if equals:
            yield Variable(name, None if "$" in value else value, excerpt.span(word.start, word.end))


def _release(started: Launch, facts: FactBase) -> str:
    for word in reversed(started.own):
        match = _TAG.search(word.value)
        if match is not None and facts.outline(image_name(word.value)) is not None:
            return match["release"]
    return ""


def _situation(
    component: str,
    words: Sequence[Word],
    excerpt: Excerpt,
    variables: tuple[Variable, ...],
    held: Mapping[str, str],
    placement: Placement,
    release: str,
    program: Word | None = None,
) -> Situation:
    place = program or (words[0] if words else None)
    return Situation(
        component=component,
        words=tuple(argument for word in words for argument in _arguments(word, excerpt, held)),
        variables=variables,
        placement=placement,
        release=release,
        span=excerpt.span(place.start, place.end) if place is not None else excerpt.whole(),
    )


def argument_of(word: Word, excerpt: Excerpt) -> Argument:
    """*word* as an argument."""
    return Argument(_unquoted(word.text), excerpt.span(word.start, word.end))


def _unquoted(text: str) -> str:
    """*text* as a shell hands it on: quotes around any part of it are taken away."""
    return re.sub(
        r"'([^']*)'|\"((?:[^\"\\]|\\.)*)\"", lambda m: m[1] if m[1] is not None else re.sub(r"\\(.)", r"\1", m[2]), text
    )


def _arguments(word: Word, excerpt: Excerpt, held: Mapping[str, str]) -> Iterator[Argument]:
    """The arguments that *word* becomes when the shell has put its variables in."""
    span = excerpt.span(word.start, word.end)
    match = _REFERENCE.fullmatch(word.text)
    if match is not None and (value := held.get(match["braced"] or match["bare"])) is not None:
        for part in words_of(value):
            yield Argument(_unquoted(part.text), span)
        return

    def put(match: re.Match[str]) -> str:
        return held.get(match["braced"] or match["bare"], match[0])

    text = word.text if word.text.startswith("'") else _REFERENCE.sub(put, word.text)
    yield Argument(_unquoted(text), span)


def situation_of_words(
    component: str, words: Sequence[Word], excerpt: Excerpt, variables: tuple[Variable, ...] = (), *, whole: bool = True
) -> Situation:
    """The situation of *component*, started with *words*."""
    arguments = tuple(argument_of(word, excerpt) for word in words)
    return Situation(component, arguments, variables, whole=whole, span=excerpt.whole())


def situations_in_unit(lines: tuple[Line, ...], context: Context, facts: FactBase) -> Iterator[Situation]:
    """The components that a unit of systemd starts, or that a file of variables has arguments for."""
    variables: dict[str, Variable] = {}
    entries = list(_entries(lines))
    for entry in entries:
        text = entry[0].text
        if (match := _ENVIRONMENT.match(text)) is not None:
            rest = Line(text[match.end() :], entry[0].path, entry[0].number, entry[0].column + match.end())
            for word in words_of(rest.text):
                name, equals, value = _unquoted(word.text).partition("=")
                if equals:
                    variables[name] = Variable(name, value, rest.span(word.start, word.end))
        elif (match := _SETTING.match(text)) is not None and not text.startswith("Exec"):
            value = _joined(entry)[match.start("value") :].strip()
            variables[match["name"]] = Variable(match["name"], _unquoted(value), Excerpt(entry).whole())
    held = {name: each.value for name, each in variables.items() if each.value is not None}
    started = False
    for entry in entries:
        if (match := _EXEC.match(entry[0].text)) is None:
            continue
        first = entry[0]
        parts = (Line(first.text[match.end() :], first.path, first.number, first.column + match.end()), *entry[1:])
        commands, _ = commands_of(parts, context)
        for command in commands:
            for situation in _situations_of(command, tuple(variables.values()), held, Placement.HOST, context, facts):
                started = True
                yield situation
    if not started:
        yield from _of_variables(variables, context, facts)


def _of_variables(variables: Mapping[str, Variable], context: Context, facts: FactBase) -> Iterator[Situation]:
    """A file such as ``/etc/default/prometheus-node-exporter``, whose ``ARGS`` a unit hands on."""
    name = context.names.filename(context.filename)
    component = facts.outline(name) if name is not None else None
    if component is None:
        return
    for variable in variables.values():
        if variable.value is None or not re.fullmatch(r"(?:\w*_)?(?:ARGS|OPTS|OPTIONS|FLAGS)", variable.name):
            continue
        words = tuple(Argument(_unquoted(word.text), variable.span) for word in words_of(variable.value))
        yield Situation(component.name, words, tuple(variables.values()), placement=Placement.HOST, span=variable.span)
        return
    start = component.start
    if start is not None and start.variables and any(each.startswith(start.variables) for each in variables):
        first = next(iter(variables.values()))
        yield Situation(component.name, (), tuple(variables.values()), placement=Placement.HOST, span=first.span)


def _entries(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines of each entry, those that continue it included; comments are left out."""
    entry: list[Line] = []
    for line in lines:
        if line.text.lstrip().startswith(("#", ";")):
            continue
        entry.append(line)
        if not line.text.rstrip().endswith("\\"):
            yield tuple(entry)
            entry = []
    if entry:
        yield tuple(entry)


def _joined(entry: Sequence[Line]) -> str:
    return " ".join(line.text.rstrip().removesuffix("\\") for line in entry)
