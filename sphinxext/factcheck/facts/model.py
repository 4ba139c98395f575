"""Facts about components, and what they answer for a release.

A set of names (the flags of a program, the fields of a kind) was *observed* whole at certain releases. Between two
observed releases that agree, nothing changed; between two that differ, or outside what was observed, the answer is
:attr:`Presence.UNKNOWN`, unless a hand-written fact settles when the change came.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..versions import EVERY, Version, VersionRange, series
from .hazards import Hazards
from .values import Source, Steps

__all__ = [
    "Allocation", "ApiKind", "Command", "Component", "ConfigurationFile", "Distribution", "Endpoint", "EndpointPath", "Flag",
    "FlagSet", "FormerCommand", "GroupVersionKind", "KnownField", "KnownPath", "KnownTerm", "Many", "Means", "Names",
    "Placement", "Presence", "Product", "Requirement", "Resource", "Securing", "ServedKind", "ServedKinds", "Sets", "Setter",
    "Setting", "Source", "Start", "Steps", "TermKind", "path_steps",
]  # fmt: skip


_COMMAND = re.compile(r"[a-z][a-z0-9_-]*|[A-Z_]+=.*")
"""An argument that may be a command, or a variable that makes another program of it."""
_OPERAND = re.compile(r"[\w@%+-]*[./:][\w./:@%+-]*")
"""An argument that no command is called like: a path, an address, a release."""
_PATH_STEP = re.compile(r'(?:"[^"]*"|[^."])+')


class Presence(StrEnum):
    """Whether a name exists in a release."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Names:
    """When names of one set exist. *observed*: the releases at which the whole set was seen, in order; *partial*: part of it."""

    observed: tuple[Version, ...]
    partial: tuple[Version, ...] = ()

    def presence(self, ranges: tuple[VersionRange, ...], version: Version, settled: frozenset[Version] = frozenset()) -> Presence:
        """Whether a name that holds for *ranges* exists in *version*; *settled* are the bounds that are known exactly."""

        def covered(at: Version) -> bool:
            return any(at in r for r in ranges)

        def answer(at: Version) -> Presence:
            return Presence.PRESENT if covered(at) else Presence.ABSENT

        index = bisect_left(self.observed, version)
        if index < len(self.observed) and self.observed[index] == version:
            return answer(version)
        if version in self.partial and covered(version):
            return Presence.PRESENT
        low = self.observed[index - 1] if index else None
        high = self.observed[index] if index < len(self.observed) else None
        bounds = {b for r in ranges for b in (r.since, r.removed) if b is not None}
        if low is not None and high is not None:
            if covered(low) == covered(high):
                return answer(low)
            if any(low < b <= high for b in settled & bounds):
                return answer(version)
        # A patch release does not change what a program accepts: one observation speaks for its series.
        near = [v for v in (low, high) if v is not None and series(v) == series(version)]
        if near and len({covered(v) for v in near}) == 1:
            return answer(near[0])
        if not self.observed and not covered(version):
            # Nothing but what was written by hand can tell that a name is not there.
            gone = any(r.removed in settled and r.removed <= version for r in ranges if r.removed is not None)
            to_come = any(r.since in settled and version < r.since for r in ranges if r.since is not None)
            if gone or to_come:
                return Presence.ABSENT
        if not near and any(series(v) == series(version) and covered(v) for v in self.partial):
            return Presence.PRESENT
        return Presence.UNKNOWN


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag of a program. *name* without dashes. *values*: the grammar of its value, in the words of ``kb/facts/README.rst``."""

    name: str
    ranges: tuple[VersionRange, ...] = (EVERY,)
    settled: frozenset[Version] = frozenset()
    type: Steps = Steps()
    default: Steps = Steps()
    deprecated: VersionRange | None = None
    no_effect: VersionRange | None = None
    replaced_by: tuple[str, ...] = ()
    renamed: bool = False
    """Whether the one flag that it is replaced by takes the same values, and means the same."""
    ignored_with: Steps = Steps()
    """The flag with which it is ignored, ``--config``, by release."""
    ignores_others: bool = False
    """Whether all other flags are ignored where it is given."""
    values: Steps = Steps()
    variable: Steps = Steps()
    """The variable of the environment that stands for it, by release."""
    no_value: bool = False
    """Whether the flag may stand alone (a boolean)."""
    shorthand: str = ""
    supplement: bool = False
    """Whether no artefact of the record lists it: it is known from elsewhere that the program takes it."""
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: the releases for which it exists, and the flags of its own."""

    ranges: tuple[VersionRange, ...]
    flags: Mapping[str, Flag]


@dataclass(frozen=True, slots=True)
class FormerCommand:
    """A subcommand that the program once had, by its words; written by hand, for no artefact lists what is gone."""

    words: str
    range: VersionRange
    replaced_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagSet:
    """The flags of a program. *complete* ranges are those for which a name that is not here does not exist.

    *commands*: the subcommands by their words (``config view``), which take the flags of those above them too.
    """

    names: Names
    flags: Mapping[str, Flag]
    complete: tuple[VersionRange, ...] = ()
    commands: Mapping[str, Command] = field(default_factory=dict)
    dashes: Steps = Steps()
    """How flags are written: ``--`` or ``-``, by release; both are accepted where the value is ``any``."""
    normalize: str = ""
    """``_`` if the program takes underscores for dashes."""
    negate: Steps = Steps()
    """The prefix, with its dashes, that turns a boolean off: ``--no-``, by release."""
    abbreviate: bool = False
    """Whether the beginning of a name stands for it where no other name begins so."""
    sources: Mapping[Version, tuple[str, ...]] = field(default_factory=dict)
    command: str = ""
    """The words of the command whose set this is; then *commands* are those below it. Empty for the program itself."""
    command_ranges: tuple[VersionRange, ...] = (EVERY,)
    """The releases for which that command exists."""

    def canonical(self, name: str) -> str:
        """*name* as the program itself spells it: ``no-foo`` is ``foo`` where the program has it so."""
        return self._spelling(name, self.flags)

    def _spelling(self, name: str, flags: Mapping[str, Flag]) -> str:
        if name in flags:
            return name
        if len(name) == 1:
            return next((flag.name for flag in flags.values() if flag.shorthand == name), name)
        if self.normalize == "_":
            name = name.replace("_", "-")
        for _, prefix in self.negate.steps:
            positive = flags.get(name.removeprefix(prefix.lstrip("-")))
            if positive is not None and positive.no_value:
                return positive.name
        if self.abbreviate and len(meant := [known for known in flags if known.startswith(name)]) == 1:
            return meant[0]
        return name

    def presence(self, name: str, version: Version) -> Presence:
        """Whether the program has the flag *name* in *version*.

        What a command below has may be meant for that one (``kubectl -f pod.yaml apply``), and is not called absent.
        """
        flag = self.flags.get(self.canonical(name))
        if flag is not None:
            answer = self.names.presence(flag.ranges, version, flag.settled)
        elif below := [found for _, found in self._in_commands(name)]:
            answers = {self.names.presence(found.ranges, version, found.settled) for found in below}
            return Presence.PRESENT if Presence.PRESENT in answers else Presence.UNKNOWN
        elif any(version in r for r in self.complete):
            answer = self.names.presence((), version)
        else:
            answer = Presence.UNKNOWN
        if answer is Presence.ABSENT and not (flag is not None and flag.settled) and not self._is_whole(version):
            return Presence.UNKNOWN
        return answer

    def _is_whole(self, version: Version) -> bool:
        """Whether what the command does not have in *version* is known: partial observations of it tell only what it has."""
        whole = Names(self.names.observed)
        return not self.command or whole.presence(self.command_ranges, version) is Presence.PRESENT

    def _in_commands(self, name: str) -> Iterable[tuple[str, Flag]]:
        """The commands of which *name* is an own flag, by their words, with the flag."""
        for words, command in self.commands.items():
            flag = command.flags.get(self._spelling(name, command.flags))
            if flag is not None:
                yield words, flag

    def commands_with(self, name: str, version: Version) -> tuple[str, ...]:
        """The words of the commands that have the flag *name* of their own in *version*, in order."""
        return tuple(
            sorted(
                words
                for words, flag in self._in_commands(name)
                if self.names.presence(flag.ranges, version, flag.settled) is Presence.PRESENT
            )
        )

    def for_command(self, words: Sequence[str]) -> FlagSet | None:
        """The flags that the command called with *words* takes: its own, those of the commands above it, and the program's.

        :param words: what follows the program's name, with flags and their values: ``-n``, ``kube-system``, ``get``, ``pods``.
        :return: ``None`` if the words name a command that is not known: a plugin, an alias, one of another release.
        """
        path = self._path_of(words)
        if not path:
            return self if path is not None else None
        groups = [self.commands[" ".join(path[:length])].flags for length in range(len(path), 0, -1)]
        flags: dict[str, Flag] = {}
        for group in (*groups, self.flags):
            for name, flag in group.items():
                own = flags.get(name)
                flags[name] = flag if own is None else _joined(own, flag)
        command = " ".join(path)
        return replace(
            self,
            flags=flags,
            commands={below: each for below, each in self.commands.items() if below.startswith(f"{command} ")},
            command=command,
            command_ranges=self.commands[command].ranges,
        )

    def _path_of(self, words: Sequence[str]) -> tuple[str, ...] | None:
        """The words of the longest command that *words* call; ``None`` where that cannot be told."""
        path: tuple[str, ...] = ()
        inner = {words.rpartition(" ")[0] for words in self.commands}
        flags = dict(self.flags)
        rest = list(reversed(words))
        while rest:
            word = rest.pop()
            longer = " ".join((*path, word))
            if word.startswith("-"):
                if not rest or rest[-1].startswith("-"):
                    continue
                flag = flags.get(self._spelling(word.lstrip("-"), flags))
                first = flags.get(self._spelling(word[1:2], flags)) if not word.startswith("--") else None
                if flag is None and first is not None and not first.no_value:
                    continue  # its value is part of the word: -nkube-system
                if flag is None and " ".join((*path, rest[-1])) in self.commands:
                    return None
                if flag is None or not flag.no_value:
                    rest.pop()
            elif longer in self.commands:
                path = (*path, word)
                flags = {**self.commands[longer].flags, **flags}
            elif " ".join(path) in inner and not (path and _OPERAND.fullmatch(word)):
                return None
            elif not self.commands and _COMMAND.fullmatch(word) and word not in ("true", "false"):
                return None  # the commands of this program are not recorded
            else:
                break
        return path


def _joined(own: Flag, above: Flag) -> Flag:
    """A flag that a command and one above it both list: it is taken wherever one of them has it."""
    return replace(own, ranges=(*own.ranges, *above.ranges), settled=own.settled | above.settled)


@dataclass(frozen=True, slots=True)
class KnownField:
    """A field of a configuration kind. *path* is dotted from the root, ``[]`` after a list, ``{}`` for the keys of a map; a name
    that has a dot itself is in double quotes.
    """

    path: str
    ranges: tuple[VersionRange, ...] = (EVERY,)
    settled: frozenset[Version] = frozenset()
    type: Steps = Steps()
    open: bool = False
    """Whether what lies below is not known here, so that nothing below may be called unknown."""
    deprecated: VersionRange | None = None
    no_effect: VersionRange | None = None
    default: Steps = Steps()
    replaced_by: tuple[str, ...] = ()
    values: Steps = Steps()
    """The grammar of its value, as of a flag."""
    note: str = ""
    sources: tuple[str, ...] = ()


def path_steps(path: str) -> tuple[str, ...]:
    """The names in the dotted *path* of a field, with the marks and quotes that they have there."""
    return tuple(_PATH_STEP.findall(path))


@dataclass(frozen=True, slots=True)
class ApiKind:
    """A configuration kind in one API version: ``KubeProxyConfiguration``, ``kubeproxy.config.k8s.io/v1alpha1``.

    For programs whose configuration has no kind (Prometheus) both are empty; where the file names the version of its format
    (containerd: ``version = 2``), that is its API version.
    """

    kind: str
    api_version: str
    names: Names
    fields: Mapping[str, KnownField]
    complete: tuple[VersionRange, ...] = ()
    ranges: tuple[VersionRange, ...] = (EVERY,)
    sources: Mapping[Version, tuple[str, ...]] = field(default_factory=dict)

    def title(self, component: str) -> str:
        """What it is called: its kind and API version; the file of a program that names no kind is the *component*'s own."""
        if self.kind:
            return f"{self.kind} {self.api_version}"
        return f"{component} version {self.api_version}" if self.api_version else component

    def lookup(self, path: Sequence[str]) -> tuple[KnownField | None, bool]:
        """The field at *path*, names with ``[]`` for the items of a list, and whether an open one encloses it."""
        name = ""
        for part in path:
            known = self.fields.get(name)
            if known is not None and known.open:
                return None, True
            joined = f"{name}.{part}" if name else part
            if part == "[]":
                name += "[]"
            elif self.has_below(joined):
                name = joined
            elif self.has_below(f"{name}{{}}"):
                name += "{}"
            else:
                return None, False
        known = self.fields.get(name)
        # The key of a map is anybody's choice, and no field by itself.
        return known, known is None and name.endswith("{}")

    def has_below(self, path: str) -> bool:
        """Whether *path* is a field, or encloses one."""
        return path in self.fields or any(p.startswith((f"{path}.", f"{path}[]", f"{path}{{}}")) for p in self.fields)

    def presence(self, known: KnownField | None, version: Version) -> Presence:
        """Whether the field *known* exists in *version*; ``None`` is one that the kind has in no release."""
        if known is not None:
            return self.names.presence(known.ranges, version, known.settled)
        if any(version in each for each in self.complete):
            return self.names.presence((), version)
        return Presence.UNKNOWN


@dataclass(frozen=True, slots=True, order=True)
class GroupVersionKind:
    """The full name of a kind of the API: ``networking.k8s.io``, ``v1``, ``Ingress``. The group of the core is empty."""

    group: str
    version: str
    kind: str

    @classmethod
    def of(cls, api_version: str, kind: str) -> GroupVersionKind:
        """What a manifest names by its ``apiVersion`` and ``kind``."""
        group, _, version = api_version.rpartition("/")
        return cls(group, version, kind)

    @property
    def api_version(self) -> str:
        """As a manifest writes it: ``networking.k8s.io/v1``, or ``v1`` for the core."""
        return f"{self.group}/{self.version}" if self.group else self.version


@dataclass(frozen=True, slots=True)
class ServedKind:
    """A kind that an API server serves under one API version, for the releases of *ranges*.

    *resource* is its plural in a path, ``ingresses``. *planned*: the release, later than any that was observed, in which upstream
    says that it will be gone.
    """

    name: GroupVersionKind
    resource: str
    namespaced: bool
    ranges: tuple[VersionRange, ...] = (EVERY,)
    deprecated: VersionRange | None = None
    replaced_by: GroupVersionKind | None = None
    planned: Version | None = None


@dataclass(frozen=True, slots=True)
class ServedKinds:
    """The kinds that an API server serves. *complete* ranges are those for which every kind of its groups is listed."""

    names: Names
    kinds: Mapping[GroupVersionKind, ServedKind]
    complete: tuple[VersionRange, ...] = ()
    sources: Mapping[Version, tuple[Source, ...]] = field(default_factory=dict)

    def presence(self, name: GroupVersionKind, version: Version) -> Presence:
        """Whether the kind *name* is served in *version*.

        A kind that is served only under other API versions is absent. What is served under none may be part of something else
        (a list, a subresource, an extension) and stays unknown.
        """
        served = self.kinds.get(name)
        if served is not None:
            return self.names.presence(served.ranges, version)
        groups = {known.group for known in self.kinds}
        if name.group not in groups or not self.named(name.kind) or not any(version in r for r in self.complete):
            return Presence.UNKNOWN
        return self.names.presence((), version)

    def named(self, kind: str) -> tuple[ServedKind, ...]:
        """Everything of that *kind*, under whatever API version, in the order of group and version."""
        return tuple(self.kinds[name] for name in sorted(name for name in self.kinds if name.kind == kind))


@dataclass(frozen=True, slots=True)
class Allocation:
    """A port that a register keeps for somebody: what was asked for, and no proof that a program listens there."""

    port: int
    name: str
    urls: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


class Sets(StrEnum):
    """What the value of a setting says of a listener."""

    HOST = "host"
    """An address without a port."""
    PORT = "port"
    ADDRESS = "address"
    """An address with a port: ``127.0.0.1:9100``, ``:9100``."""
    URLS = "urls"
    """URLs, set apart by commas: ``http://127.0.0.1:2379``. They give the scheme, too."""
    FAMILY = "family"
    """An address whose family the default address has: with one of IPv6, ``[::1]`` in place of 127.0.0.1."""
    OFF = "off"
    """That it is given at all closes the listener, if nothing before says where it is."""


class Means(StrEnum):
    """What a program makes of a value that says nothing, or 0."""

    DEFAULT = "default"
    OFF = "off"
    """Nothing listens."""
    REFUSED = "refused"
    """The program does not start."""
    EVERY = "every"
    """Every address."""
    CHOSEN = "chosen"
    """A port that the system hands out."""
    HTTP = "http"
    """Port 80 of every address, which is what ``http.ListenAndServe`` of Go makes of an empty address."""
    UNKNOWN = "unknown"


class Many(StrEnum):
    """How several addresses are given to one setting."""

    NO = ""
    """One only; of a flag that is repeated the last counts, unless the parser refuses that."""
    COMMA = "comma"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to say where an endpoint listens, in the releases of *range*: a *flag* (``--port``) or a *field* of the file.

    Of the settings of an endpoint the first that is given decides on the address, and the first on the port. *fills*: the
    flag or field whose value has to leave it open before this one counts; 0 always does. *only*: the values (``empty``,
    ``zero``) that are taken, if others are refused. *paths*: what is served there, if it is not all that the endpoint serves.
    """

    flag: str = ""
    field: str = ""
    sets: Sets = Sets.ADDRESS
    range: VersionRange = EVERY
    empty: Means = Means.UNKNOWN
    zero: Means = Means.UNKNOWN
    no_port: Means = Means.REFUSED
    no_host: Means = Means.EVERY
    names: Means = Means.UNKNOWN
    """What becomes of a name of a host other than ``localhost``: ``refused``, ``every`` address, or ``unknown``."""
    localhost: Means = Means.DEFAULT
    """What becomes of ``localhost``: it is 127.0.0.1, ``refused``, or ``every`` address."""
    odd: Means = Means.REFUSED
    """What becomes of a value that is no address at all: ``refused``, or the ``default``."""
    many: Many = Many.NO
    fills: str = ""
    only: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The flag or the field."""
        return self.flag or self.field


@dataclass(frozen=True, slots=True)
class Securing:
    """What gives an endpoint another scheme or authentication in the releases of *range*.

    *flag* is a flag that is given with *value*, alone or in a list (any but ``false`` and an empty one if *value* is empty),
    *field* a field of the component's file; both together: a field of the file that the flag names. With neither it does so by
    itself. *beside*: flags and fields that have to be given too, *unless*: those that must not be; with ``=`` and a value, that
    value counts.
    """

    flag: str = ""
    field: str = ""
    value: str = ""
    scheme: str = ""
    auth: str = ""
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    range: VersionRange = EVERY
    sources: tuple[str, ...] = ()


class Placement(StrEnum):
    """Where a program runs, which decides whose addresses it listens on."""

    HOST = "host"
    """On the node itself, or in a container with the node's network (``hostNetwork``)."""
    POD = "pod"
    """In a pod with a network of its own, which the cluster reaches."""
    CONTAINER = "container"
    """In a container with a network of its own, which nobody reaches but its host, unless ports are published."""
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a program asks for before it starts, in the releases of *range*.

    *given*: it asks only where one of these flags or fields is given, and all of *beside*, and none of *unless* (``--port=0``:
    with that very value). *needs*: one of these has to be given; none: those of *given* are refused (then the note says why).
    ``pod`` among *needs* is met in a pod of a cluster. *even_empty*: what is given with an empty value is given. *refuses*:
    without it the program ends; otherwise that depends on what is not known here.
    """

    given: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    refuses: bool = True
    range: VersionRange = EVERY
    note: str = ""
    sources: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    even_empty: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """Two flags or fields, numbers or durations, of which *lower* has to be below *upper*, or *equal* to it.

    *defaults*: what they are where they are not given; *zero*: 0 means the same. *unless*: it is not looked at where one of these
    is given. *refuses*: without that the program ends; otherwise that depends on what is not known here.
    """

    lower: str
    upper: str
    defaults: tuple[str, str]
    equal: bool = False
    zero: bool = False
    refuses: bool = True
    unless: tuple[str, ...] = ()
    range: VersionRange = EVERY
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfigurationFile:
    """A file that a program reads because *flag* names it, or at *default* where the flag is not given.

    *format*: ``yaml``, ``corefile``, or ``web`` (YAML that says how the program serves https). *strict*: ``true`` where fields
    that are not known are refused, ``false`` where they are passed over, or ``unknown``, by release. *decides*: whether it says
    where the program listens, or whether it starts at all is the only thing that depends on it. *asks*: fields without which it
    is refused; *unique*: fields (``scrape_configs[].job_name``) no two of which may be the same; *refers*: pairs of fields, of
    which the value of the first has to be found among those of the second.
    """

    flag: str
    default: str = ""
    format: str = "yaml"
    strict: Steps = Steps()
    asks: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    refers: tuple[tuple[str, str], ...] = ()
    decides: bool = True
    range: VersionRange = EVERY
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """How a program starts. *parser* is ``pflag``, ``kingpin`` or ``flag`` (Go's own), by release; empty if it is another.

    *operands*: what it makes of words that are no flags, ``refused`` or ``ignored``, by release. *variables*: the prefix of
    variables that stand for flags (``ETCD_``), *shadowed* what it makes of one whose flag is given too: ``refused``, or
    ``ignored``, by release. *collision*: what it does if two of its listeners want one address: it is
    ``refused``, or what happens is ``unknown``. *placement*: where it usually runs.
    """

    parser: Steps = Steps()
    operands: Steps = Steps()
    underscores: Steps = Steps()
    """What becomes of ``_`` in the name of a flag that has ``-``: ``taken`` or ``refused``, by release."""
    variables: str = ""
    shadowed: Steps = Steps()
    collision: Means = Means.REFUSED
    placement: Placement = Placement.UNKNOWN
    files: tuple[ConfigurationFile, ...] = ()
    needs: tuple[Requirement, ...] = ()
    orders: tuple[Order, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setter:
    """What moves an endpoint: *port* and *bind* are flags (``--port``) or fields (``metricsBindAddress``); *off* turns it off."""

    flags: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    """Flags and fields with the value that closes the endpoint: ``--port=0``, ``readOnlyPort=0``."""
    settings: tuple[Setting, ...] = ()
    """What the flags and fields do, in the order in which they count. Empty where that is not recorded."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """What an installer makes of an endpoint for the releases of *range*; empty where it leaves the program's default."""

    name: str
    range: VersionRange = EVERY
    listens: bool | None = None
    port: int | None = None
    bind: str = ""
    scheme: str = ""
    auth: str = ""
    args: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EndpointPath:
    """A path that is served in the releases of *range*. *auth* is empty where the path asks for what the endpoint asks for."""

    path: str
    range: VersionRange = EVERY
    auth: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a program listens. *auth*: ``none``, ``token``, ``client-certificate``; *bind*: the default address.

    *purpose* is ``metrics``, ``api``, ``health`` or ``peer``.
    """

    id: str
    port: int
    range: VersionRange
    scheme: str = "http"
    purpose: str = "metrics"
    paths: tuple[EndpointPath, ...] = ()
    auth: str = "none"
    bind: str = ""
    default_on: bool = True
    setter: Setter = Setter()
    secured: tuple[Securing, ...] = ()
    grant: str = ""
    """The resource of the API (``nodes/metrics``) that who asks has to be allowed to read; empty: the path itself."""
    replaced_by: str = ""
    distributions: tuple[Distribution, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()

    def distribution(self, name: str, version: Version) -> Distribution | None:
        """What the installer *name* makes of it in *version*."""
        return next((d for d in self.distributions if d.name == name and version in d.range), None)

    @property
    def ports(self) -> frozenset[int]:
        """The default port, and those that installers move it to."""
        return frozenset((self.port, *(d.port for d in self.distributions if d.port is not None)))

    def paths_at(self, version: Version) -> tuple[EndpointPath, ...]:
        """The paths that it serves in *version*; none where it does not listen."""
        return tuple(p for p in self.paths if version in p.range) if version in self.range else ()

    def serves(self, path: str) -> bool:
        """Whether it serves *path* in any release."""
        return any(p.path == path for p in self.paths)


@dataclass(frozen=True, slots=True)
class KnownPath:
    """A file or directory that exists on a node; *open* if what lies below a directory is anybody's."""

    path: str
    range: VersionRange = EVERY
    distribution: str = ""
    component: str = ""
    open: bool = False
    sources: tuple[str, ...] = ()


class TermKind(StrEnum):
    """What a term names."""

    LABEL = "label"
    REGISTRY = "registry"
    REPOSITORY = "repository"
    """Where packages or charts are fetched from."""
    ADMISSION_PLUGIN = "admission-plugin"


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A name that pages use as it stands and that belongs to no program: the key of a label, a registry of images.

    *range*: the releases that it goes with. *gone*: the day, as ``2024-03-04``, from which on it serves nobody, whatever the
    release.
    """

    name: str
    kind: TermKind
    range: VersionRange = EVERY
    deprecated: VersionRange | None = None
    gone: str = ""
    replaced_by: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource type of the API, with its short names.

    *groups*: the API groups that had it in some release; the core is the empty one. *shared*: other people's resources of that
    name are common, so that it means this one only with its group.
    """

    name: str
    kind: str
    short_names: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    namespaced: bool = True
    shared: bool = False
    range: VersionRange = EVERY
    deprecated: VersionRange | None = None
    replaced_by: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """A program and what is known of it. *endpoints_complete*: the releases for which every endpoint is listed."""

    name: str
    product: str
    title: str = ""
    summary: str = ""
    aliases: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    former_commands: tuple[FormerCommand, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    endpoints_complete: tuple[VersionRange, ...] = ()
    flags: FlagSet | None = None
    kinds: tuple[ApiKind, ...] = ()
    kind_names: tuple[str, ...] = ()
    """The configuration kinds that are the component's own: ``KubeletConfiguration``."""
    start: Start | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    """The fact files that it was read from."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name, and every other that means the component without doubt."""
        return (self.name, *self.aliases)

    def endpoint(self, id: str) -> Endpoint | None:
        """The endpoint *id*."""
        return next((e for e in self.endpoints if e.id == id), None)

    def cited(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The artefacts behind the source *ids* of its facts, each once, as text."""
        return tuple(str(self.sources.get(id, id)) for id in dict.fromkeys(ids))

    def knows_endpoints(self, version: Version) -> bool:
        """Whether a port that is not listed is known not to be listened on in *version*."""
        return any(version in r for r in self.endpoints_complete)


@dataclass(frozen=True, slots=True)
class Product:
    """What is released together: Kubernetes, etcd. *releases*: one for each series that facts are known of, in order. *released*:
    the day (ISO 8601) of the first release of a series, in order.
    """

    name: str
    title: str = ""
    aliases: tuple[str, ...] = ()
    releases: tuple[Version, ...] = ()
    released: tuple[tuple[Version, str], ...] = ()
    distributions: tuple[str, ...] = ()
    paths: tuple[KnownPath, ...] = ()
    resources: tuple[Resource, ...] = ()
    terms: tuple[KnownTerm, ...] = ()
    hazards: Hazards = Hazards()
    sources: Mapping[str, Source] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def until(self, day: str) -> VersionRange | None:
        """The releases that there could be on *day* (ISO 8601); ``None`` if it is not known, or all that are known.

        A day before the first that is known gives all releases before that.
        """
        later = next((release for release, released in self.released if released > day), None)
        return VersionRange(removed=later) if later is not None else None

    def around(self, day: str) -> VersionRange | None:
        """The series that were in use on *day* (ISO 8601): from the newest of a year before to the newest, or all before the
        first that is known; ``None`` if it is not known.
        """
        until = self.until(day)
        if until is None:
            return None
        year_before = f"{int(day[:4]) - 1:04}{day[4:]}"
        earlier = [release for release, released in self.released if released <= year_before]
        return VersionRange(max(earlier, default=None), until.removed)

    def releases_in(self, wanted: VersionRange) -> tuple[Version, ...]:
        """The known releases in *wanted*; its first one if it is narrower than what is known."""
        inside = tuple(v for v in self.releases if v in wanted)
        if inside or wanted.since is None:
            return inside
        return (wanted.since,)
