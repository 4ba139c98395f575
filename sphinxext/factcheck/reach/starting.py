"""What a program is told and passes over, the files that it reads, and listeners that do not get along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..facts.model import Component, ConfigurationFile, FlagSet, Means, Start
from ..messages import Message, message
from ..versions import Version
from .files import FieldValue, ReadFile, is_named, read_file
from .model import GivenFile, Listener, Situation, Step
from .options import Options
from .values import EVERY_ADDRESS, check_value

__all__ = ["Collision", "Files", "collision", "files_read", "passed_over"]


class Files:
    """The files that a program reads. *fields*: those of the file that decides; *named*: those of the others, by flag."""

    def __init__(self) -> None:
        self.fields: dict[str, list[FieldValue]] = {}
        self.named: dict[str, Mapping[str, Sequence[FieldValue]] | None] = {}
        self.unread = False
        self.refused: list[Step] = []
        self.missing: list[Message] = []
        self.steps: list[Step] = []


def passed_over(options: Options, flags: FlagSet, version: Version) -> dict[str, Step]:
    """The flags that are given and passed over, with the reason."""
    found: dict[str, Step] = {}
    alone = next(
        (
            name
            for name in options.given
            if (flag := flags.flags.get(name)) is not None and flag.ignores_others and _names_something(options, name)
        ),
        None,
    )
    for name, values in options.given.items():
        flag = flags.flags.get(name)
        if flag is None:
            continue
        span, given = values[-1].at.span, f"--{name}={values[-1].value}"
        if alone is not None and name != alone:
            reason = message("{given} is passed over beside {other}", given=given, other=f"--{alone}")
            found[name] = Step(reason, span, flags.flags[alone].sources)
        elif flag.no_effect is not None and version in flag.no_effect:
            found[name] = Step(message("{given} has no effect in this release", given=given), span, flag.sources)
        elif (other := flag.ignored_with.at(version)) and _names_something(options, other):
            found[name] = Step(message("{given} is passed over beside {other}", given=given, other=other), span, flag.sources)
    return found


def _names_something(options: Options, flag: str) -> bool:
    given = options.value(flag.lstrip("-"))
    return given is not None and given.value != ""


def files_read(situation: Situation, start: Start, options: Options, component: Component, version: Version) -> Files:
    """The files that *options* and the program's own defaults name, as far as they were given."""
    files = Files()
    for known in start.files:
        if version not in known.range:
            continue
        given = options.value(known.flag.lstrip("-"))
        path = given.value if given is not None else known.default
        if not path:
            continue
        file = _file(situation.files, path)
        if file is None and given is not None and given.at.sources:
            # The installer wrote it, and what facts say of the installer holds.
            continue
        if file is None:
            # A piece says what differs: a file that it says nothing of, and that has no say in where it listens, is as it was.
            if situation.whole or known.decides:
                _not_given(known, path, files)
            continue
        read = read_file(file, known, component, version)
        files.steps.append(Step(message("{flag} names {file}", flag=known.flag, file=path), given.at.span if given else None))
        _take(read, known, files)
        if known.format == "yaml" and not component.kind_names:
            files.missing += _odd_values(read, component, version)
    return files


def _odd_values(read: ReadFile, component: Component, version: Version) -> Iterator[Message]:
    """The fields that are called like flags, and hold what the flag would refuse."""
    flags = component.flags.flags if component.flags is not None else {}
    for name, values in read.fields.items():
        flag = flags.get(name)
        grammar = (flag.values.at(version) or flag.type.at(version) or "") if flag is not None else ""
        for value in values:
            if grammar not in ("", "string", "list", "map") and check_value(value.text, grammar).refused is not None:
                yield message("what becomes of {field}: {value}", field=name, value=value.text)


def _file(files: Sequence[GivenFile], path: str) -> GivenFile | None:
    """The file of those given that *path* means; a file without a name is meant by whatever path there is."""
    return next((file for file in files if is_named(file, path)), None) or next((file for file in files if not file.name), None)


def _not_given(known: ConfigurationFile, path: str, files: Files) -> None:
    files.missing.append(message("the file {path}", path=path))
    if known.format == "web":
        files.named[known.flag.lstrip("-")] = None
    elif known.decides:
        files.unread = True


def _take(read: ReadFile, known: ConfigurationFile, files: Files) -> None:
    files.refused += read.refused
    files.missing += read.missing
    files.steps += read.steps
    if known.format == "web":
        files.named[known.flag.lstrip("-")] = read.fields
    elif known.decides:
        files.fields.update(read.fields)
        files.unread = files.unread or read.unread


@dataclass(frozen=True, slots=True)
class Collision:
    """Two listeners that want one address. *ends*: the program does not start; otherwise one of them does not listen."""

    listeners: tuple[Listener, Listener]
    ends: bool
    step: Step


def collision(listeners: Sequence[Listener], means: Means) -> Collision | None:
    """The first two listeners that do not get along: two cannot have one address, and who has every address has each."""
    for index, one in enumerate(listeners):
        for other in listeners[index + 1 :]:
            if one.port is None or one.port != other.port or not one.address or not other.address:
                continue
            if one.address == other.address or EVERY_ADDRESS in (one.address, other.address):
                text = message(
                    "{one} and {other} both want port {port}", one=one.endpoint, other=other.endpoint, port=str(one.port)
                )
                # One address for two schemes may be one socket.
                is_sure = means is Means.REFUSED and (one.endpoint != other.endpoint or one.scheme == other.scheme)
                return Collision((one, other), is_sure, Step(text))
    return None
