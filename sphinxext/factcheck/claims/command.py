"""The words of one command, and what they claim about the program: flags, ports, paths, resources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..pages.model import Line
from .address import Address, addresses, port_claims
from .context import Context, Embedded
from .excerpt import Excerpt
from .helm import claims_of_values
from .launcher import Launch, image_name, launch_of, without_assignments
from .model import Claim, CommandClaim, FlagClaim, How, PathClaim, PortClaim, ResourceClaim, Subject
from .passed import claims_of_passed
from .pods import pods_in
from .variables import claims_of_variable
from .vocabulary import CLIENTS, COMMANDERS, CONFIG_FLAGS, KUBECTL_VALUES, KUBECTL_VERBS, VALUE_TYPES
from .word import PLACEHOLDER, Word, is_placeholder, is_placeholder_flag, program_name, words_of

__all__ = [
    "PLACEHOLDER", "Word", "claims_of_arguments", "claims_of_command", "command_of", "config_flags", "flag_of", "image_name",
    "is_placeholder", "paths_in", "program_of", "script_lines", "words_of",
]  # fmt: skip

_FLAG = re.compile(
    r"(?P<dashes>--?|-?[–—])(?P<name>[A-Za-z][A-Za-z0-9]*(?:[._-]+[A-Za-z0-9]+)*)(?:(?P<equals>=)(?P<value>.*))?", re.DOTALL
)
_PATH = re.compile(
    r"(?<![\w./:}>*$~@-])/(?:etc|var/lib|var/run|run|usr/lib/systemd|lib/systemd)(?:/[\w.@%+-]+)*/?(?![\w<$*{\[\ue000?])",
    re.ASCII,
)
_COMMAND_WORD = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
_COMMAND_WORDS = 12
_NESTED = 12
"""How many commands may stand one in another."""
_SPEAKERS = frozenset({"echo", "printf", "alias"})
"""What they are given is text."""
_LEGACY = "ETCDCTL_API=2"
"""Stands before the arguments of an etcdctl that may be told to speak the old API: its commands and flags are others."""
_MORE = "…"
"""Stands for the words that are left out: whether they name a command is not known."""
_RESOURCE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9.-]+)?")
_CREATE_VALUES = frozenset({"secret", "service", "svc"})


def _unquoted(text: str, start: int) -> tuple[str, int]:
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return text[1:-1], start + 1
    return text, start


def command_of(words: Sequence[Word]) -> tuple[str, ...]:
    """What among *words*, the arguments of a program, may name its subcommand; see :class:`~.model.FlagClaim`.

    Only the program knows which flags take a value, so that both are kept where the value may be a command.
    """
    found: list[str] = []
    index = 0
    while index < len(words) and words[index].text != "--":
        if len(found) > _COMMAND_WORDS:
            return (*found, _MORE)
        word, follower = words[index], words[index + 1] if index + 1 < len(words) else None
        index += 1
        if not word.text.startswith("-"):
            found.append(word.value)
            if not _COMMAND_WORD.fullmatch(word.value):
                break
        elif "=" not in word.text and follower is not None and not follower.text.startswith("-"):
            index += 1
            if _COMMAND_WORD.fullmatch(follower.value) and follower.value not in VALUE_TYPES:
                found += (word.value, follower.value)
    return tuple(found)


def config_flags(words: Sequence[Word]) -> tuple[str, ...]:
    """The flags among *words*, the arguments of a program, that name a file of configuration; none after two dashes."""
    found: list[str] = []
    for index, word in enumerate(words):
        if word.text == "--":
            break
        match = _FLAG.fullmatch(word.value) if "config" in word.text else None
        if match is not None and match["name"] in CONFIG_FLAGS:
            given = match["value"] if match["equals"] else words[index + 1].value if index + 1 < len(words) else ""
            if given.strip("\"'") and not given.startswith("-"):
                found.append(match["name"])
    return tuple(found)


def flag_of(
    word: Word,
    follower: Word | None,
    excerpt: Excerpt,
    context: Context,
    command: tuple[str, ...] = (),
    beside: tuple[str, ...] = (),
) -> FlagClaim | None:
    """The flag that *word* is; *follower* is the next word if it may be the value."""
    text, shift = word.unquoted
    match = _FLAG.fullmatch(text)
    if match is None or is_placeholder_flag(match["name"]):
        return None
    start = word.start + shift
    name_end = start + match.end("name")
    value: str | None = None
    value_span = None
    apart = False
    if match["equals"]:
        value, value_start = _unquoted(match["value"], start + match.start("value"))
    elif follower is not None and not follower.is_flag:
        value, value_shift = follower.unquoted
        value_start = follower.start + value_shift
        apart = True
        if value.lower() in VALUE_TYPES:
            value = None
    if value is not None and is_placeholder(value):
        value = None
    if value is not None:
        value_span = excerpt.span(value_start, value_start + len(value))
    return FlagClaim(
        span=excerpt.span(start, name_end),
        subject=context.subject,
        stance=context.stance,
        scope=context.scope,
        name=match["name"],
        dashes=match["dashes"],
        value=value,
        value_span=value_span,
        apart=apart and value is not None,
        command=command,
        beside=beside,
    )


def paths_in(text: str, start: int, excerpt: Excerpt, context: Context, origin: str) -> Iterator[PathClaim]:
    """The paths of a node that stand in *text*, which begins at *start* of *excerpt*."""
    for match in _PATH.finditer(text):
        path = match[0].rstrip(".") if not match[0].endswith("..") else match[0]
        if path.count("/") < 2 or "..." in path:
            continue
        yield PathClaim(
            span=excerpt.span(start + match.start(), start + match.start() + len(path)),
            subject=context.subject,
            stance=context.stance,
            scope=context.scope,
            path=path,
            origin=origin,
        )


def claims_of_arguments(words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The flags among *words*, all the subject's own, and the paths in them."""
    command = command_of(words)
    if context.legacy_etcdctl and context.subject is not None and context.subject.name == "etcdctl":
        command = (_LEGACY, *command)
    beside = config_flags(words)
    for index, word in enumerate(words):
        if word.text == "--":
            break
        follower = words[index + 1] if index + 1 < len(words) else None
        flag = flag_of(word, follower, excerpt, context, command, beside)
        if flag is not None:
            yield flag
        yield from paths_in(word.text, word.start, excerpt, context, "flag" if flag or _after_flag(words, index) else "command")


def _after_flag(words: Sequence[Word], index: int) -> bool:
    return index > 0 and words[index - 1].text.startswith("-") and "=" not in words[index - 1].text


def program_of(words: Sequence[Word]) -> str:
    """The name of the program that *words*, a command, starts in the end; empty if that is not said."""
    for _ in range(_NESTED):
        words = without_assignments(words)
        started = launch_of(words)
        if started is None:
            break
        if not started.command:
            return started.image if started.arguments else ""
        words = started.command
    return program_name(words[0].value) if words else ""


def script_lines(word: Word, excerpt: Excerpt) -> tuple[Line, ...]:
    """The lines of *word*, a quoted text that a shell reads, as that shell gets them; every character stays in its place."""
    text, shift = word.unquoted
    lines = excerpt.cut(word.start + shift, word.start + shift + len(text)).lines
    if word.text[:1] != '"' or "\\" not in text:
        return lines

    def bare(line: Line) -> Line:
        kept = re.sub(r'\\"', '" ', line.text)
        return Line(re.sub(r"\\(?=[$`])", PLACEHOLDER, kept), line.path, line.number, line.column)

    return tuple(map(bare, lines))


def claims_of_command(words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[Claim | Embedded]:
    """Everything that a command, its name first, claims.

    :param context: its subject is used for what the command's own words do not settle, such as whose port a URL leads to.
    """
    for _ in range(_NESTED):
        words = without_assignments(words)
        if not words or words[0].text.startswith("-"):
            return
        started = launch_of(words)
        if started is None:
            yield from _claims_of_program(words, excerpt, context)
            return
        yield from _claims_of_launch(words[0], started, excerpt, context)
        words = started.command


def _claims_of_launch(word: Word, started: Launch, excerpt: Excerpt, context: Context) -> Iterator[Claim | Embedded]:
    """The claims of a command that starts another one, without those of that."""
    program = program_name(word.value)
    program = "kubectl" if program == "k" else program
    own = replace(context, subject=Subject(program, How.PROGRAM))
    yield from paths_in(word.text, word.start, excerpt, own, "command")
    yield from claims_of_arguments(started.own, excerpt, own)
    if program == "kubectl":
        yield from _resources(started.own, excerpt, own)
        yield from pods_in(started.own, excerpt, own)
    for variable in started.variables:
        text, shift = variable.unquoted
        name, equals, value = text.partition("=")
        if equals:
            at = variable.start + shift
            yield from claims_of_variable(name, at, value, at + len(name) + 1, excerpt, context)
    if started.script is not None:
        yield Embedded(script_lines(started.script, excerpt), context, "sh")
    if started.arguments:
        name = context.names.known(started.image) or started.image
        inside = context.about(name, How.CONTAINER) if name else replace(context, subject=None)
        yield from claims_of_arguments(started.arguments, excerpt, inside)
    if started.waits:
        yield from claims_of_passed(started.own, excerpt, context)


def _claims_of_program(words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[Claim | Embedded]:
    """The claims of a command that starts no other."""
    program, rest = program_name(words[0].value), words[1:]
    program = "kubectl" if program == "k" else program
    if is_placeholder(program):
        return
    # What is built for another platform has flags of its own.
    foreign = words[0].value[-4:].lower() == ".exe"
    own = replace(context, subject=Subject(program, How.NEARBY if foreign else How.PROGRAM))
    yield from paths_in(words[0].text, words[0].start, excerpt, own, "command")
    if program not in _SPEAKERS:
        yield from claims_of_arguments(rest, excerpt, own)
    if program in COMMANDERS:
        yield from _subcommand(rest, excerpt, own)
    if program == "kubectl":
        yield from _resources(rest, excerpt, own)
        yield from pods_in(rest, excerpt, own)
    if program == "helm":
        yield from claims_of_values(rest, excerpt, context)
    yield from claims_of_passed(rest, excerpt, context)
    if program in CLIENTS:
        yield from _ports(program, rest, excerpt, context)


def _subcommand(words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[CommandClaim]:
    """The subcommand among *words*: the first that is neither a flag nor may be the value of one."""
    for before, word in zip((None, *words), words, strict=False):
        if word.text.startswith("-") or (before is not None and before.text.startswith("-") and "=" not in before.text):
            if word.text == "--" or _COMMAND_WORD.fullmatch(word.value):
                return  # whether it is the command or a value, only the program knows
            continue
        if _COMMAND_WORD.fullmatch(word.value):
            start = word.start + word.unquoted[1]
            yield CommandClaim(
                span=excerpt.span(start, start + len(word.value)),
                subject=context.subject,
                stance=context.stance,
                scope=context.scope,
                word=word.value,
                legacy=context.legacy_etcdctl,
            )
        return


def _resources(words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[ResourceClaim]:
    """The resource types that a kubectl command is about."""
    plain = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word.text.startswith("-"):
            skip = "=" not in word.text and word.text in KUBECTL_VALUES
        else:
            plain.append(word)
    if not plain or plain[0].value not in KUBECTL_VERBS:
        return
    verb, operands = plain[0].value, plain[1:]
    if verb == "rollout":
        operands = operands[1:]
    if verb == "taint" and operands and operands[0].value not in ("node", "nodes", "no"):
        return
    if not operands or (verb == "create" and operands[0].value in _CREATE_VALUES):
        return
    several = [word for word in operands if "/" in word.value] if "/" in operands[0].value else operands[:1]
    for word in several:
        text, shift = word.unquoted
        offset = word.start + shift
        for part in text.split(","):
            resource = part.split("/", 1)[0]
            if (
                _RESOURCE.fullmatch(resource)
                and not is_placeholder(resource)
                and resource.lower() != "all"
                and not part.startswith("/")
            ):
                yield ResourceClaim(
                    span=excerpt.span(offset, offset + len(resource)),
                    subject=context.subject,
                    stance=context.stance,
                    scope=context.scope,
                    verb=verb,
                    resource=resource,
                )
            offset += len(part) + 1


def _ports(program: str, words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[PortClaim]:
    """The ports that a client program is sent to."""
    skip = False
    for index, word in enumerate(words):
        if skip:
            skip = False
            continue
        text, shift = word.unquoted
        if text.startswith("-"):
            # What -x, -H or --data are given is not where the request goes.
            skip = text in (
                "-x",
                "--proxy",
                "-H",
                "--header",
                "-d",
                "--data",
                "-o",
                "-w",
                "--resolve",
                "--connect-to",
                "-u",
                "-A",
                "-e",
            )
            if "=" not in text or not re.match(r"--(?:endpoints?|url|connect|server)=", text):
                continue
        for address in addresses(text, bare=True):
            yield from port_claims(address, word.start + shift, excerpt, context)
        if (
            program in ("nc", "ncat", "netcat", "telnet")
            and index
            and re.fullmatch(r"\d{2,5}", text)
            and not words[index - 1].is_flag
        ):
            port = int(text)
            if port <= 65535:
                host = words[index - 1].value
                address = Address(port, 0, len(text), host="" if is_placeholder(host) else host)
                yield from port_claims(address, word.start + shift, excerpt, context)
