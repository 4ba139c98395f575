"""From how a program is started to its listeners: the facts applied, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..facts.base import FactBase
from ..facts.model import Component, Distribution, Endpoint, FlagSet, Many, Means, Names, Placement, Presence, Setting, Start
from ..messages import message
from ..versions import Version
from .demands import Demands
from .exposure import exposure_of
from .files import is_named
from .listeners import Told, listeners_of, refuse
from .model import Answer, Argument, Closed, Listener, Outcome, Situation, Step, Variable
from .options import Options, read_options
from .starting import collision, files_read, passed_over

__all__ = ["solve", "solve_all"]

_NO_FLAGS = FlagSet(Names(()), {})


def solve(situation: Situation, facts: FactBase, version: Version) -> Outcome:
    """What *situation* leads to in *version*."""
    component = facts.component(situation.component)
    if component is None:
        missing = message("facts about {component}", component=situation.component)
        return Outcome(situation.component, str(version), Answer.UNKNOWN, (), (), (missing,), situation.span)
    product = facts.product(component.product)
    first = product.releases[0] if product is not None and product.releases else version
    return _Solver(situation, component, version, first).outcome()


def solve_all(situation: Situation, facts: FactBase, versions: Sequence[Version]) -> Outcome:
    """What *situation* leads to in all of *versions*: what is not the same in all of them is unknown."""
    outcomes = [solve(situation, facts, version) for version in versions]
    if not outcomes:
        missing = message("the release of {component}", component=situation.component)
        return Outcome(situation.component, "", Answer.UNKNOWN, (), (), (missing,), situation.span)
    last = outcomes[-1]
    release = str(versions[0]) if len(versions) == 1 else f"{versions[0]} - {versions[-1]}"
    if all(_facts_of(each) == _facts_of(last) for each in outcomes):
        return replace(last, release=release)
    starts = last.starts if len({each.starts for each in outcomes}) == 1 else Answer.UNKNOWN
    common = tuple(
        listener
        for listener in last.listeners
        if all(any(_key(listener) == _key(other) for other in each.listeners) for each in outcomes)
    )
    missing = message("the release of {component}: it differs between these", component=last.component)
    closed = tuple(each for each in last.closed if all(each.endpoint in _shut(outcome) for outcome in outcomes))
    return Outcome(last.component, release, starts, last.why, common, (*last.missing, missing), situation.span, closed)


def _shut(outcome: Outcome) -> frozenset[str]:
    return frozenset(each.endpoint for each in outcome.closed)


def _key(listener: Listener) -> tuple[object, ...]:
    return listener.endpoint, listener.address, listener.port, listener.scheme, listener.auth, listener.reachable


def _facts_of(outcome: Outcome) -> tuple[object, ...]:
    return outcome.starts, tuple(map(_key, outcome.listeners)), outcome.missing


class _Solver:
    def __init__(self, situation: Situation, component: Component, version: Version, first: Version) -> None:
        self._situation = situation
        self._component = component
        self._version = version
        self._first = first
        self._start = component.start or Start()
        self._placement = situation.placement or self._start.placement
        self._endpoints = tuple(each for each in component.endpoints if version in each.range)

    def outcome(self) -> Outcome:
        """Whether the program starts, where it listens, and why."""
        component, version = self._component, self._version
        flags = component.flags or _NO_FLAGS
        options = self._options(flags)
        if options.prints and not options.refused:
            return self._ended(Step(message("it prints what it was asked for, and ends")))
        passed = passed_over(options, flags, version)
        # What was passed over is read by the parser all the same, and may be refused by it.
        files = files_read(self._situation, self._start, options, component, version)
        told = Told(options.given, files.fields, passed, frozenset(options.open), files.unread, files.named)
        listeners = tuple(listener for each in self._endpoints for listener in self._listeners(each, told))
        for each in component.endpoints:
            if version not in each.range:
                refuse(each, told, version)
        # The parser comes first, then the file, then what both together mean.
        refused = options.refused or files.refused or told.refused
        missing = [*options.missing, *files.missing, *told.missing]
        if self._situation.whole:
            demands = Demands(options, passed, files.fields, version, files.unread)
            reasons, unsettled = demands.unmet(self._start.needs, self._placement)
            disorders, doubts = demands.out_of_order(self._start.orders)
            refused = refused or [*reasons, *disorders]
            missing += [*unsettled, *doubts]
        if not component.flags:
            missing.append(message("the flags of {component}", component=component.name))
        if not component.knows_endpoints(version):
            told.unclear.append(
                message("all that {component} listens on in {release}", component=component.name, release=str(version))
            )
        if refused:
            return self._ended(*refused)
        why = [*passed.values(), *files.steps]
        if (clash := collision(listeners, self._start.collision)) is not None:
            if clash.ends:
                return self._ended(clash.step)
            missing.append(clash.step.text)
            listeners = tuple(_in_doubt(each, clash.step) if each in clash.listeners else each for each in listeners)
        starts = Answer.UNKNOWN if missing else Answer.YES
        missing += told.unclear
        return Outcome(
            component.name, str(version), starts, tuple(why), listeners, tuple(dict.fromkeys(missing)), self._situation.span,
            tuple(self._closed(listeners, told)),
        )  # fmt: skip

    def _closed(self, listeners: Sequence[Listener], told: Told) -> Iterator[Closed]:
        """The endpoints of this release on which nothing listens, and those of releases before it that facts are known of."""
        open_ones = {each.endpoint for each in listeners}
        ports = {each.port for each in listeners}
        for endpoint in self._component.endpoints:
            gone = endpoint.range.removed
            if endpoint.port in ports:
                continue  # somebody else answers there
            if endpoint in self._endpoints and endpoint.id not in open_ones and endpoint.id in told.closed:
                yield Closed(endpoint.id, endpoint.port, told.closed[endpoint.id])
            elif gone is not None and self._first < gone <= self._version:
                why = Step(message("it is gone since {release}", release=str(gone)), None, endpoint.sources)
                yield Closed(endpoint.id, endpoint.port, (why,), endpoint.replaced_by)

    def _ended(self, *why: Step) -> Outcome:
        return Outcome(self._component.name, str(self._version), Answer.NO, why, (), (), self._situation.span)

    def _options(self, flags: FlagSet) -> Options:
        return read_options(
            self._words(flags),
            self._situation.variables,
            flags,
            self._version,
            parser=self._start.parser.at(self._version) or "",
            operands=self._start.operands.at(self._version) or "",
            prefix=self._start.variables,
            shadowed=self._start.shadowed.at(self._version) or "",
            underscores=self._start.underscores.at(self._version) or "",
            settled=frozenset(each.flag.lstrip("-") for each in self._settings() if each.empty is not Means.UNKNOWN),
            repeatable=frozenset(each.flag.lstrip("-") for each in self._settings() if each.many is Many.REPEAT),
        )

    def _settings(self) -> Sequence[Setting]:
        return [each for endpoint in self._endpoints for each in endpoint.setter.settings if self._version in each.range]

    def _words(self, flags: FlagSet) -> tuple[Argument, ...]:
        """The words of the situation, over those of the installer where it says only what differs."""
        put = (replace(word, text=_expanded(word.text, self._situation.variables)) for word in self._situation.words)
        own = tuple(argument for word in put for argument in self._from_file(word))
        if self._situation.whole:
            return own
        set_here = {flags.canonical(word.text.lstrip("-").partition("=")[0]) for word in own if word.text.startswith("-")}
        usual: dict[str, Argument] = {}
        # An installer goes on writing a flag for a while when what it set is gone.
        for endpoint in self._component.endpoints:
            installed = self._installed(endpoint)
            for text in installed.args if installed is not None else ():
                name = flags.canonical(text.lstrip("-").partition("=")[0])
                if self._version not in endpoint.range and flags.presence(name, self._version) is not Presence.PRESENT:
                    continue
                if name not in set_here and text not in self._situation.without:
                    usual.setdefault(text, Argument(text, None, installed.sources if installed is not None else ()))
        return (*usual.values(), *own)

    def _from_file(self, word: Argument) -> Iterator[Argument]:
        """*word*, or the lines of the file that stand in its place: kingpin reads ``@FILE`` so, a word a line."""
        is_file = word.text.startswith("@") and self._start.parser.at(self._version) == "kingpin"
        file = next((each for each in self._situation.files if is_file and is_named(each, word.text[1:])), None)
        if file is None:
            yield word
            return
        for line in file.lines:
            if line.text and not line.text.startswith("#"):
                yield Argument(line.text, line.span(0, len(line.text)))

    def _installed(self, endpoint: Endpoint) -> Distribution | None:
        name = self._situation.distribution
        return endpoint.distribution(name, self._version) if name and not self._situation.whole else None

    def _listeners(self, endpoint: Endpoint, told: Told) -> tuple[Listener, ...]:
        placement = self._placement or Placement.UNKNOWN
        return listeners_of(endpoint, told, self._version, placement, self._installed(endpoint))


def _in_doubt(listener: Listener, step: Step) -> Listener:
    """*listener*, which may be one that nothing comes of."""
    exposure, _ = exposure_of("", Placement.UNKNOWN)
    return replace(listener, address="", reachable=exposure, why=(*listener.why[:-1], step))


def _expanded(text: str, variables: Sequence[Variable]) -> str:
    """*text* with the variables that Kubernetes puts in: ``$(POD_IP)``."""
    for variable in variables:
        if variable.value is not None:
            text = text.replace(f"$({variable.name})", variable.value)
    return text
