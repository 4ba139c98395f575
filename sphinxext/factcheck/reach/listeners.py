"""The listeners of a program: what its flags and fields make of each of its endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..facts.model import Distribution, Endpoint, Many, Placement, Sets, Setting
from ..findings import Span
from ..messages import Message, message
from ..versions import Version
from .exposure import exposure_of
from .files import FieldValue
from .model import Listener, Step
from .options import Given
from .values import EVERY_ADDRESS, Binding, bindings_of, is_open_value, normal_address, port_of

__all__ = ["Told", "listeners_of", "refuse"]


@dataclass(slots=True)
class Told:
    """What a program is told, when all that it passes over is left out.

    *flags* by name without dashes, *fields* by dotted path. *unread*: the file that decides was not given. *files*: the fields
    of the files that flags other than that for the configuration name, by flag; ``None`` for one that was not given.
    """

    flags: Mapping[str, Sequence[Given]]
    fields: Mapping[str, Sequence[FieldValue]]
    passed_over: Mapping[str, Step] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    """Flags whose value is not known."""
    unread: bool = False
    files: Mapping[str, Mapping[str, Sequence[FieldValue]] | None] = field(default_factory=dict)
    refused: list[Step] = field(default_factory=list)
    missing: list[Message] = field(default_factory=list)
    """What it is not known whether the program takes."""
    unclear: list[Message] = field(default_factory=list)
    """What it takes, but where that makes it listen is not known."""
    closed: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    """Why nothing listens on an endpoint."""

    def doubt(self, bindings: Sequence[Binding]) -> None:
        """Note what is not known of *bindings*: a name that has to be looked up may not be found."""
        for binding in bindings:
            if binding.unknown is not None:
                (self.missing if binding.lookup else self.unclear).append(binding.unknown)


@dataclass(slots=True)
class _Place:
    """Where one group of settings makes an endpoint listen, as far as they have been read."""

    bindings: tuple[Binding, ...] | None = None
    host: str = ""
    port: int | None = None
    off: bool = False
    chosen: bool = False
    asked: bool = False
    version6: bool = False
    """Whether the default address is one of IPv6."""
    unknown: Message | None = None
    steps: list[Step] = field(default_factory=list)


def listeners_of(
    endpoint: Endpoint, told: Told, version: Version, placement: Placement, usual: Distribution | None
) -> tuple[Listener, ...]:
    """The listeners of *endpoint*, none if it is closed.

    :param usual: how an installer starts it, where that is more than arguments; it stands for the program's own default.
    """
    if usual is not None and not usual.args:
        endpoint = _as_installed(endpoint, usual)
    settings = [setting for setting in endpoint.setter.settings if version in setting.range]
    if not endpoint.setter.settings:
        return tuple(_unrecorded(endpoint, told, version, placement))
    if _closed(endpoint, told):
        return ()
    found: list[Listener] = []
    for paths, group in _groups(settings).items():
        place = _place(endpoint, group, told)
        before = tuple(found)
        for listener in _listening(endpoint, place, told, version, placement, paths):
            # What two groups of settings put on one address is served by one listener.
            same = next((each for each in before if (each.address, each.port) == (listener.address, listener.port)), None)
            if same is None:
                found.append(listener)
            else:
                found[found.index(same)] = replace(same, paths=())
                _doubt_spelling(endpoint, settings, listener, told)
    return tuple(found)


def _doubt_spelling(endpoint: Endpoint, settings: Sequence[Setting], listener: Listener, told: Told) -> None:
    """Note that what is one address may be two to the program, which compares them as they are written: ``0.0.0.0``, ``[::]``."""
    texts = {value.text for setting in settings for value in told.fields.get(setting.field, ()) if setting.field}
    if listener.address == EVERY_ADDRESS and len({"::" in text for text in texts}) > 1:
        told.missing.append(
            message("{one} and {other} both want port {port}", one=endpoint.id, other=endpoint.id, port=str(listener.port))
        )


def refuse(endpoint: Endpoint, told: Told, version: Version) -> None:
    """Tell *told* what is refused of what once set an *endpoint* that is no more."""
    settings = [setting for setting in endpoint.setter.settings if version in setting.range and setting.only]
    if settings:
        _place(endpoint, settings, told)


def _closed(endpoint: Endpoint, told: Told) -> bool:
    """Whether something that says nothing of an address or port closes *endpoint*: ``--enable-server=false``."""
    set_by = {setting.name for setting in endpoint.setter.settings}
    for name in endpoint.setter.off:
        text, _, value = name.partition("=")
        if text in set_by:
            continue
        flag = text.lstrip("-")
        given = [(each.value, each.at.span) for each in told.flags.get(flag, ()) if flag not in told.passed_over]
        given = (given if text.startswith("-") else []) or [(each.text, each.span) for each in told.fields.get(text, ())]
        if given:
            if given[-1][0] == value:
                told.closed[endpoint.id] = (_closing(name, given[-1][1], endpoint.sources),)
            return given[-1][0] == value
    return False


def _closing(given: str, span: Span | None, sources: tuple[str, ...]) -> Step:
    return Step(message("{given} closes it", given=given), span, sources)


def _as_installed(endpoint: Endpoint, usual: Distribution) -> Endpoint:
    return replace(
        endpoint,
        port=usual.port if usual.port is not None else endpoint.port,
        bind=usual.bind or endpoint.bind,
        scheme=usual.scheme or endpoint.scheme,
        auth=usual.auth or endpoint.auth,
        default_on=usual.listens if usual.listens is not None else endpoint.default_on,
        secured=tuple(each for each in endpoint.secured if each.flag or each.field),
        sources=usual.sources or endpoint.sources,
    )


def _groups(settings: Sequence[Setting]) -> dict[tuple[str, ...], list[Setting]]:
    """The settings by the paths that they are about; those about all paths are in each group."""
    keys = list(dict.fromkeys(setting.paths for setting in settings if setting.paths)) or [()]
    return {key: [setting for setting in settings if not setting.paths or setting.paths == key] for key in keys}


def _given(setting: Setting, told: Told) -> Sequence[tuple[str, Span | None]]:
    if setting.flag:
        return [(each.value, each.at.span) for each in told.flags.get(setting.flag.lstrip("-"), ())]
    return [(each.text, each.span) for each in told.fields.get(setting.field, ())]


def _place(endpoint: Endpoint, settings: Sequence[Setting], told: Told) -> _Place:
    place = _Place()
    for setting in settings:
        passed = told.passed_over.get(setting.flag.lstrip("-")) if setting.flag else None
        if passed is not None:
            place.steps.append(passed)
            _check_form(setting, told)
            continue
        given = _given(setting, told)
        if not given:
            if setting.flag.lstrip("-") in told.open and place.bindings is None:
                place.unknown = message("the value of {name}", name=setting.flag)
            if setting.field and told.unread and place.bindings is None:
                place.unknown = message("what the file says of {name}", name=setting.field)
            continue
        full = place.bindings is None or all(each.port is not None for each in place.bindings)
        if setting.fills and full and port_of(given[-1][0]) != 0:
            continue
        _take(setting, given, place, told)
    if place.unknown is not None and place.bindings is None:
        told.unclear.append(place.unknown)
    return place


def _check_form(setting: Setting, told: Told) -> None:
    """Refuse the value of a flag that is passed over: the parser looks at its form all the same."""
    value, span = _given(setting, told)[-1]
    if setting.sets is Sets.ADDRESS and value and not value.endswith(":0"):
        refused = bindings_of(value, setting)[1].refused
        if refused is not None:
            told.refused.append(Step(message("{name}: {reason}", name=setting.name, reason=refused), span, setting.sources))


def _take_aside(setting: Setting, value: str, span: Span | None, place: _Place, told: Told) -> None:
    """What a setting does that says nothing of the address or port itself."""
    if place.bindings is not None or place.off or (setting.sets is Sets.OFF and (place.asked or place.chosen)):
        return
    shown = f"{setting.name}={value}" if setting.flag else f"{setting.name}: {value}"
    if setting.sets is Sets.OFF:
        place.off = True
        place.steps.append(_closing(shown, span, setting.sources))
    elif is_open_value(value):
        place.unknown = message("the value of {name}", name=setting.name)
        told.unclear.append(place.unknown)
    elif ":" in value and not place.host:
        place.version6 = True
        place.steps.append(Step(message("{given} makes the default address one of IPv6", given=shown), span, setting.sources))


def _take(setting: Setting, given: Sequence[tuple[str, Span | None]], place: _Place, told: Told) -> None:
    if setting.sets in (Sets.FAMILY, Sets.OFF):
        _take_aside(setting, *given[-1], place, told)
        return
    values = given if setting.many is Many.REPEAT else given[-1:]
    bindings: list[Binding] = []
    for value, span in values:
        if setting.only and not _is_only(value, setting):
            reason = message("{name} takes no other value than {only}", name=setting.name, only=_only(setting))
            told.refused.append(Step(reason, span, setting.sources))
            return
        found, verdict = bindings_of(value, setting)
        if verdict.refused is not None:
            told.refused.append(
                Step(message("{name}: {reason}", name=setting.name, reason=verdict.refused), span, setting.sources)
            )
            return
        if verdict.unknown is not None:
            place.unknown = verdict.unknown
            told.missing.append(verdict.unknown)
            return
        # What several blocks of a file say alike is one listener.
        bindings += [each for each in found if setting.flag or each not in bindings]
    value, span = values[-1]
    shown = f"{setting.name}={value}" if setting.flag else f"{setting.name}: {value or chr(39) * 2}"
    match setting.sets:
        case "port":
            _take_port(setting, bindings[-1], place, Step(message("{given}", given=shown), span, setting.sources))
        case "host":
            if not place.host and place.bindings is None:
                place.host, place.unknown = bindings[-1].host, bindings[-1].unknown or place.unknown
                place.steps.append(Step(message("{given} sets the address", given=shown), span, setting.sources))
                told.doubt(bindings[-1:])
        case _:
            if place.bindings is not None:
                return
            if bindings == [Binding()]:
                # A plugin that is named without an address is named all the same.
                place.asked = place.asked or bool(setting.field)
                place.steps.append(Step(message("{given} leaves the default", given=shown), span, setting.sources))
                return
            place.asked = True
            if any(each.off for each in bindings):
                place.off = True
                place.steps.append(_closing(shown, span, setting.sources))
                return
            place.bindings = tuple(bindings)
            told.doubt(bindings)
            place.steps.append(Step(message("{given} sets the address", given=shown), span, setting.sources))


def _take_port(setting: Setting, binding: Binding, place: _Place, step: Step) -> None:
    if setting.fills and binding.off:
        place.off = True
    elif setting.fills and place.bindings is not None:
        place.bindings = tuple(
            replace(each, port=binding.port, chosen=binding.chosen) if each.port is None else each for each in place.bindings
        )
    elif place.bindings is not None or place.port is not None or place.off or place.chosen:
        return
    else:
        place.off, place.chosen, place.port = binding.off, binding.chosen, binding.port
        place.unknown = binding.unknown or place.unknown
        place.asked = place.asked or binding.port is not None or binding.chosen
    text = message("{given} closes it", given=step.text) if binding.off else message("{given} sets the port", given=step.text)
    place.steps.append(replace(step, text=text))


def _is_only(value: str, setting: Setting) -> bool:
    port = value.rpartition(":")[2]
    return ("empty" in setting.only and not value) or ("zero" in setting.only and port == "0")


def _only(setting: Setting) -> Message:
    if {"empty", "zero"} <= set(setting.only):
        return message("an empty one and the port 0")
    return message("an empty one") if "empty" in setting.only else message("the port 0")


def _listening(
    endpoint: Endpoint, place: _Place, told: Told, version: Version, placement: Placement, paths: tuple[str, ...]
) -> Iterator[Listener]:
    if place.off or not (endpoint.default_on or place.asked):
        if place.unknown is None:
            told.closed[endpoint.id] = tuple(place.steps) if place.off else (*place.steps, _unasked(endpoint))
        return
    if place.version6:
        endpoint = replace(endpoint, bind={"127.0.0.1": "::1", "0.0.0.0": "::"}.get(endpoint.bind, endpoint.bind))
    steps = tuple(place.steps)
    if place.bindings is not None:
        bindings = place.bindings
    elif place.unknown is not None and not place.host and place.port is None:
        bindings = (Binding(unknown=place.unknown),)
    else:
        bindings = (Binding(place.host, place.port, chosen=place.chosen, unknown=place.unknown),)
    for binding in bindings:
        yield _listener(endpoint, binding, steps, told, version, placement, paths)


def _unasked(endpoint: Endpoint) -> Step:
    """That nobody asks for an endpoint that is not there by itself."""
    names = ", ".join(dict.fromkeys((*endpoint.setter.flags, *endpoint.setter.fields)))
    words = (
        message("nothing listens unless it is asked for")
        if not names
        else message("nothing listens without {names}", names=names)
    )
    return Step(words, None, endpoint.sources)


def _listener(
    endpoint: Endpoint,
    binding: Binding,
    steps: tuple[Step, ...],
    told: Told,
    version: Version,
    placement: Placement,
    paths: tuple[str, ...],
) -> Listener:
    why = [*steps]
    port = binding.port
    host = binding.host
    if binding.unknown is None:
        default = []
        if port is None and not binding.chosen:
            port = endpoint.port
            default.append(message("the port is {port} unless it is set", port=str(port)))
        if not host:
            host = normal_address(endpoint.bind) or "" if endpoint.bind else ""
            default.append(message("the address is {address} unless it is set", address=endpoint.bind or "?"))
        why += [Step(text, None, endpoint.sources) for text in default]
    scheme, auth, securing = _secured(endpoint, binding, told, version)
    exposure, reason = exposure_of(host if binding.unknown is None or host else "", placement)
    return Listener(endpoint.id, host, port, scheme, auth, exposure, (*why, *securing, Step(reason)), paths)


def _secured(endpoint: Endpoint, binding: Binding, told: Told, version: Version) -> tuple[str, str, list[Step]]:
    """Scheme and authentication, and the steps that lead to them."""
    scheme, auth = binding.scheme or endpoint.scheme, endpoint.auth
    steps: list[Step] = []
    for each in endpoint.secured:
        if version not in each.range:
            continue
        flag = each.flag.lstrip("-")
        span: Span | None = None
        asked = (*each.beside, *each.unless)
        if told.unread and each.auth and ((each.field and not each.flag) or any(not name.startswith("-") for name in asked)):
            return scheme, "", [*steps, Step(message("what the file says is not known"), None, each.sources)]
        if not all(_is_said(name, told) for name in each.beside) or any(_is_said(name, told) for name in each.unless):
            continue
        if not each.flag and not each.field:
            auth = each.auth or auth
            steps.append(Step(message("authentication is {auth} unless it is set", auth=auth), None, each.sources))
            continue
        if each.flag and each.field:
            named = told.flags.get(flag, ())
            if not named or not named[-1].value or flag in told.passed_over:
                continue
            fields = told.files.get(flag)
            if fields is None:
                return "", "", [Step(message("{flag} names a file that was not given", flag=each.flag), None, each.sources)]
            inside = [path for path in fields if path == each.field or path.startswith((f"{each.field}.", f"{each.field}["))]
            if not inside or (each.value and fields[inside[0]][-1].text != each.value):
                continue
            span = fields[inside[0]][0].span
        elif each.flag:
            given = told.flags.get(flag, ())
            if not given or flag in told.passed_over or not _has_value(given[-1].value, each.value):
                continue
            span = given[-1].at.span
        else:
            values = told.fields.get(each.field, ())
            if not values or not _has_value(values[-1].text, each.value):
                continue
            span = values[-1].span
        if each.auth == "client-certificate" and (each.scheme or scheme) != "https":
            continue
        scheme, auth = each.scheme or scheme, each.auth or auth
        steps.append(
            Step(
                message(
                    "{name} makes it {scheme}, authentication: {auth}", name=each.flag or each.field, scheme=scheme, auth=auth
                ),
                span,
                each.sources,
            )
        )
    return scheme, auth, steps


def _is_said(name: str, told: Told) -> bool:
    """Whether the flag or field *name* is given, with the value behind its ``=`` if it has one."""
    text, equals, value = name.partition("=")
    if text.startswith("-"):
        flag = text.lstrip("-")
        given = [each.value for each in told.flags.get(flag, ()) if flag not in told.passed_over]
    else:
        given = [each.text for each in told.fields.get(text, ())]
    return bool(given) and (not equals or given[-1] == value)


def _has_value(given: str, wanted: str) -> bool:
    """Whether *given* is *wanted*, or has it among others; anything but nothing and false if *wanted* is empty."""
    return wanted in (given, *given.split(",")) if wanted else given not in ("", "false")


def _unrecorded(endpoint: Endpoint, told: Told, version: Version, placement: Placement) -> Iterator[Listener]:
    """The listener of an endpoint of whose flags it is known only that they move it."""
    moving = [
        name
        for name in (*endpoint.setter.flags, *endpoint.setter.fields)
        if told.flags.get(name.lstrip("-")) or told.fields.get(name)
    ]
    for name in endpoint.setter.off:
        flag, _, value = name.partition("=")
        given = told.flags.get(flag.lstrip("-"), ())
        if given and given[-1].value == value:
            told.closed[endpoint.id] = (_closing(name, given[-1].at.span, endpoint.sources),)
            return
    if not endpoint.default_on and not moving:
        told.closed[endpoint.id] = (_unasked(endpoint),)
        return
    unknown = message("what {names} make of the listener {id}", names=", ".join(moving), id=endpoint.id) if moving else None
    if unknown is not None:
        told.missing.append(unknown)
    elif told.unread and endpoint.setter.fields:
        unknown = message("what the file says of {name}", name=", ".join(endpoint.setter.fields))
        told.unclear.append(unknown)
    yield _listener(endpoint, Binding(unknown=unknown), (), told, version, placement, ())
