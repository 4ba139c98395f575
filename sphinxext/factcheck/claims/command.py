"""The words of one command, and what they claim about the program: flags, ports, paths, resources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .address import Address, addresses, port_claims
from .context import Context, Embedded
from .excerpt import Excerpt
from .model import Claim, FlagClaim, How, PathClaim, PortClaim, ResourceClaim, Subject
from .vocabulary import CLIENTS, CONFIG_FLAGS, CONTAINER_SWITCHES, KUBECTL_VALUES, KUBECTL_VERBS, VALUE_TYPES

__all__ = [
    "PLACEHOLDER", "Word", "claims_of_arguments", "claims_of_command", "command_of", "config_flags", "flag_of", "is_placeholder",
    "paths_in", "words_of",
]  # fmt: skip

PLACEHOLDER = "\ue000"
"""Stands for every character of a placeholder that a parser must not see."""

_FLAG = re.compile(
    r"(?P<dashes>--?|-?[–—])(?P<name>[A-Za-z][A-Za-z0-9]*(?:[._-]+[A-Za-z0-9]+)*)(?:(?P<equals>=)(?P<value>.*))?", re.DOTALL
)
_PLACEHOLDER = re.compile(
    r"[<>$`{}\ue000…*]|\.\.\.|^\(.*\)$|^\[.*\]$|^%.*%$|^(?:x{2,}|X+)$"
    r"|^(?:your|my|some)[-_ ]|^(?=.*[A-Z])[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*$|(?:^|[^A-Za-z])(?:SOME|YOUR|MY)_?[A-Z]+|example\b",
)
_PATH = re.compile(
    r"(?<![\w./:}>*$~@-])/(?:etc|var/lib|var/run|run|usr/lib/systemd|lib/systemd)(?:/[\w.@%+-]+)*/?(?![\w<$*{\[\ue000?])",
    re.ASCII,
)
_WRAPPERS = {
    "sudo": frozenset(
        ["-u", "-g", "-h", "-p", "-C", "-r", "-t", "-U", "-D", "--user", "--group", "--host", "--prompt", "--chdir"]
    ),
    "env": frozenset(["-u", "-C", "-S", "--unset", "--chdir"]),
    "exec": frozenset({"-a"}),
    "nohup": frozenset[str](),
    "time": frozenset({"-f", "-o"}),
    "command": frozenset[str](),
    "nice": frozenset({"-n"}),
    "ionice": frozenset({"-c", "-n"}),
    "setsid": frozenset[str](),
    "stdbuf": frozenset({"-i", "-o", "-e"}),
    "watch": frozenset({"-n", "--interval"}),
    "xargs": frozenset({"-n", "-I", "-P", "-L", "-d"}),
    "timeout": frozenset({"-s", "-k"}),
    "doas": frozenset({"-u"}),
    "systemd-run": frozenset({"-p", "--unit"}),
    "@": frozenset[str](),
}
_SHELLS = frozenset({"sh", "bash", "ash", "zsh", "dash", "ksh"})
_CONTAINER_TOOLS = frozenset({"docker", "podman", "nerdctl"})
_COMMAND_WORD = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
_COMMAND_WORDS = 12
_LEGACY = "ETCDCTL_API=2"
"""Stands before the arguments of an etcdctl that may be told to speak the old API: its commands and flags are others."""
_MORE = "…"
"""Stands for the words that are left out: whether they name a command is not known."""
_RESOURCE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9.-]+)?")
_CREATE_VALUES = frozenset({"secret", "service", "svc"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a command as typed, quotes included, and where it stands in its excerpt."""

    text: str
    start: int
    end: int

    @property
    def unquoted(self) -> tuple[str, int]:
        """The word without the quotes around it, and how many characters were dropped in front."""
        if len(self.text) > 1 and self.text[0] in "\"'" and self.text[-1] == self.text[0]:
            return self.text[1:-1], 1
        return self.text, 0

    @property
    def value(self) -> str:
        """The word without the quotes around it."""
        return self.unquoted[0]

    @property
    def is_flag(self) -> bool:
        """Whether it begins like a flag."""
        return _FLAG.match(self.value) is not None


def words_of(text: str, start: int = 0) -> tuple[Word, ...]:
    """*text* cut at white space; quotes keep words together. For arguments that no shell will see."""
    pattern = r"(?:[^\s\"']|\"[^\"\n]*\"|'[^'\n]*'|[\"'])+"
    return tuple(Word(m[0], start + m.start(), start + m.end()) for m in re.finditer(pattern, text))


def is_placeholder(text: str) -> bool:
    """Whether *text* stands for a value that the reader has to put in."""
    return not text or _PLACEHOLDER.search(text) is not None


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
    if match is None:
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


def _program(word: Word) -> str:
    return word.value.rsplit("/", 1)[-1]


def claims_of_command(words: Sequence[Word], excerpt: Excerpt, context: Context) -> Iterator[Claim | Embedded]:
    """Everything that a command, its name first, claims.

    :param context: its subject is used for what the command's own words do not settle, such as whose port a URL leads to.
    """
    words = _unwrapped(tuple(words))
    if not words or words[0].text.startswith("-"):
        return
    program = _program(words[0])
    if is_placeholder(program):
        return
    rest = words[1:]
    own = replace(context, subject=Subject(program, How.PROGRAM))
    if program in _SHELLS and (script := _script(rest)) is not None:
        text, shift = script.unquoted
        if shift and "\\" not in text:
            yield Embedded(excerpt.cut(script.start + shift, script.start + shift + len(text)).lines, context, "sh")
        return
    yield from paths_in(words[0].text, words[0].start, excerpt, own, "command")
    if program in _CONTAINER_TOOLS and rest and (inside := _in_container(rest, context)) is not None:
        count, name, command, entered = inside
        yield from claims_of_arguments(rest[:count], excerpt, own)
        yield from _container_claims(name, command, excerpt, context, entered)
        return
    if program == "kubectl":
        before, after = _split_at_inner(rest)
        yield from claims_of_arguments(before, excerpt, own)
        yield from _resources(before, excerpt, own)
        if after:
            yield from claims_of_command(after, excerpt, context)
        return
    yield from claims_of_arguments(rest, excerpt, own)
    if program in CLIENTS:
        yield from _ports(program, rest, excerpt, context)


def _unwrapped(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The command that sudo and its kin start."""
    for _ in range(8):
        while words and re.match(r"[A-Za-z_]\w*=", words[0].text):
            words = words[1:]
        if not words or (values := _WRAPPERS.get(_program(words[0]))) is None:
            return words
        timeout = _program(words[0]) == "timeout"
        words = words[1:]
        while words and words[0].text.startswith("-"):
            taken = 2 if words[0].text in values else 1
            words = words[taken:]
        if timeout and words:
            words = words[1:]
    return words


def _script(rest: Sequence[Word]) -> Word | None:
    """The text after ``-c``."""
    for index, word in enumerate(rest[:-1]):
        if re.fullmatch(r"-[a-z]*c", word.text):
            return rest[index + 1]
        if not word.text.startswith("-"):
            return None
    return None


def _in_container(rest: Sequence[Word], context: Context) -> tuple[int, str | None, Sequence[Word], bool] | None:
    """How many words are the container tool's own, the name of the image or the entry point (``None`` after ``exec``), the
    command inside, and whether there is an entry point, which takes all of it as arguments.
    """
    if rest[0].text not in ("run", "exec", "create"):
        return None
    index, entry = 1, ""
    while index < len(rest) and rest[index].text.startswith("-"):
        alone = "=" in rest[index].text or rest[index].text in CONTAINER_SWITCHES
        if rest[index].text.startswith("--entrypoint"):
            entry = rest[index].value.partition("=")[2] or (rest[index + 1].value if index + 1 < len(rest) else "")
        index += 1 if alone else 2
    if index >= len(rest):
        return None
    name = None if rest[0].text == "exec" else entry.rsplit("/", 1)[-1] or image_name(rest[index].value)
    return index + 1, name, rest[index + 1 :], bool(entry)


def image_name(image: str) -> str:
    """The last part of an image's name, without tag or digest."""
    return image.rsplit("/", 1)[-1].split("@", 1)[0].split(":", 1)[0]


def _container_claims(
    name: str | None, command: Sequence[Word], excerpt: Excerpt, context: Context, entered: bool
) -> Iterator[Claim | Embedded]:
    if not command:
        return
    if not command[0].text.startswith("-") and not entered:
        yield from claims_of_command(command, excerpt, context)
    elif name is not None:
        yield from claims_of_arguments(command, excerpt, context.about(context.names.known(name) or name, How.CONTAINER))


def _split_at_dashes(words: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    for index, word in enumerate(words):
        if word.text == "--":
            return words[:index], words[index + 1 :]
    return words, ()


def _split_at_inner(rest: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """kubectl's own words, and the command that ``exec`` runs: after two dashes, or, as it once was, after the pod."""
    before, after = _split_at_dashes(rest)
    if after:
        return before, after
    plain: list[int] = []
    skip = False
    for index, word in enumerate(before):
        if skip:
            skip = False
        elif word.text.startswith("-"):
            skip = word.text in KUBECTL_VALUES
        else:
            plain.append(index)
    if len(plain) > 2 and before[plain[0]].value == "exec":
        return before[: plain[2]], before[plain[2] :]
    return before, ()


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
