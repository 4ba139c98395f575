"""Values of flags and fields as the programs parse them: numbers, addresses, URLs.

The programs are written in Go: what is accepted is what ``strconv``, ``net.SplitHostPort``, ``net.ParseIP`` and ``net/url`` of
its standard library accept. Where releases of Go disagree (leading zeros in an address), the answer is *unknown*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urlsplit

from ..facts.model import Means, Setting
from ..messages import Message, message

__all__ = [
    "EVERY_ADDRESS",
    "OWN_ADDRESS",
    "Binding",
    "Verdict",
    "bindings_of",
    "check_value",
    "is_open_value",
    "measure",
    "normal_address",
    "port_of",
]

EVERY_ADDRESS = "*"
"""How every address is written here, whatever the program calls it."""
OWN_ADDRESS = "ADDRESS"
"""Stands for an address of the node, or of the pod, other than the loopback one."""

_INTEGER = re.compile(r"[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[oO]?(?:_?[0-7])+|0[bB](?:_?[01])+|0|[1-9](?:_?[0-9])*)")
_BOOLEANS = frozenset({"1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"})
_DURATION = re.compile(r"[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h|d|w|y))+)")
_GO_DURATION = re.compile(r"[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)")
"""What ``time.ParseDuration`` takes: there are no days."""
_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_INSIDE = ("cidrs", "cidr-pair", "ip", "1..")
"""Grammars that may stand among words, one of them: what they take is taken, too."""
_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)?")
"""A grammar that is a range of whole numbers, both ends in it: ``0..31``, ``1..``."""
_LEVELS = re.compile(r"(?:[^=,]+=[+-]?\d+(?:,[^=,]+=[+-]?\d+)*,?)?")
"""What klog and glog take for the levels of files: ``gc=6,proxier=4``."""
_PORTS = re.compile(r"(\d{1,5})?(?:([+-])(\d{1,5}))?")
_MODEL_DURATION = re.compile(r"0|(?:\d+(?:y|w|d|h|m|s|ms))+")
"""A duration of Prometheus' own, in ``model.ParseDuration``."""
_FLOAT = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:inf|Inf|infinity|NaN|nan)")
_OPEN = re.compile(
    r"\$|\{\{|[<>\ue000…]|%\(|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$"
    r"|\b(?:YOUR|SOME|MY|NODE|HOST|POD|PRIVATE|PUBLIC)_?(?:IP|ADDRESS|HOST)?\b|\bIP\b"
)
"""What stands for a value that somebody else puts in."""
_URL = re.compile(r"https?://[\w.-]+(?::\d{1,5})?(?:/[\w./~-]*)?", re.ASCII)
_HOST = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?")
_LINK_LOCAL = re.compile(r"fe[89ab][0-9a-f]:", re.IGNORECASE)
_SERVICES = {"http": 80, "https": 443}
"""Ports that may be named where no file of the machine says so."""
_SERVICE = re.compile(r"[a-z][a-z0-9-]{0,14}")
_HIGHEST_PORT = 65535
_HTTP_PORT = 80


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a value: it is taken, *refused* for a reason, or what becomes of it is not known (*unknown*)."""

    refused: Message | None = None
    unknown: Message | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the program goes on with it."""
        return self.refused is None and self.unknown is None


@dataclass(frozen=True, slots=True)
class Binding:
    """What a value says of one listener; ``None`` and empty where it leaves that open.

    *host*: ``*`` for every address, an address, or empty. *off*: nothing listens. *chosen*: the system hands out a port.
    """

    host: str = ""
    port: int | None = None
    scheme: str = ""
    off: bool = False
    chosen: bool = False
    unknown: Message | None = None
    """Why address or port cannot be told from the value."""
    lookup: bool = False
    """Whether it is a name that has to be looked up, which may fail."""


_TAKEN = Verdict()


def is_open_value(text: str) -> bool:
    """Whether *text* stands for a value that is put in elsewhere: ``$(POD_IP)``, ``{{ ip }}``, ``<address>``, ``NODE_IP``."""
    return _OPEN.search(text) is not None


def normal_address(text: str) -> str | None:
    """The IP address *text* in its usual form, ``*`` for that of all; ``None`` if it is none, or releases of Go disagree."""
    bare = text.strip()
    if bare == OWN_ADDRESS:
        return bare
    try:
        version4 = IPv4Address(bare)
    except AddressValueError:
        pass
    else:
        return EVERY_ADDRESS if version4.is_unspecified else str(version4)
    try:
        version6 = IPv6Address(bare)
    except AddressValueError:
        return None
    if version6.scope_id is not None:
        return None
    if version6.ipv4_mapped is not None:
        return normal_address(str(version6.ipv4_mapped))
    return EVERY_ADDRESS if version6.is_unspecified else str(version6)


def port_of(text: str) -> int | None:
    """The number that *text* is to Go; ``None`` if it is none."""
    if _INTEGER.fullmatch(text) is None:
        return None
    digits = re.sub(r"^([+-]?)0[oO]?(?=_?[0-7])", r"\g<1>0o", text).replace("_", "")
    return int(digits, 0)


def measure(text: str) -> float | None:
    """The number that *text* is, of a duration that of its seconds; ``None`` if it is neither."""
    if (number := port_of(text)) is not None:
        return number
    if _GO_DURATION.fullmatch(text) is None:
        return None
    parts = re.findall(r"([\d.]+)(ns|us|µs|μs|ms|s|m|h)", text)
    return (-1 if text.startswith("-") else 1) * sum(float(count) * _SECONDS[unit] for count, unit in parts)


def check_value(value: str, grammar: str) -> Verdict:
    """Whether a program takes *value* for a flag of that *grammar*, in the words of ``kb/facts/README.rst``."""
    if is_open_value(value):
        return _TAKEN
    match grammar:
        case "bool":
            return _TAKEN if value in _BOOLEANS else _refused(value, message("true or false"))
        case "int":
            return _TAKEN if port_of(value) is not None else _refused(value, message("a whole number"))
        case "port":
            number = port_of(value)
            if number is None or not 0 <= number <= _HIGHEST_PORT:
                return _refused(value, message("a port from 0 to 65535"))
            return _TAKEN
        case "float":
            return _TAKEN if _FLOAT.fullmatch(value) else _refused(value, message("a number"))
        case "duration":
            return _TAKEN if _DURATION.fullmatch(value) else _refused(value, message("a duration with its unit"))
        case "go-duration" | ">0s" | ">=0s" | ">=1s":
            return _check_duration(value, grammar)
        case "host-port":
            return _refused(value, message("an address with a port")) if ":+" in value else _TAKEN
        case "model-duration":
            return _TAKEN if _MODEL_DURATION.fullmatch(value) else _refused(value, message("a duration such as 15d"))
        case "ip":
            return _check_ip(value)
        case "cidr":
            return _check_cidr(value)
        case "cidrs" | "cidr-pair":
            return _check_cidrs(value, grammar)
        case "pair":
            return _TAKEN if value.count(",") <= 1 else _refused(value, message("one, or two set apart by a comma"))
        case "name":
            return _refused(value, message("a name")) if value and not value.strip() else _TAKEN
        case "levels":
            return _TAKEN if _LEVELS.fullmatch(value) else _refused(value, message("a list of name=level"))
        case "open-paths":
            wrong = next((path for path in value.split(",") if "*" in path[:-1]), None)
            return _TAKEN if wrong is None else _refused(wrong, message("a path with * at its end only"))
        case "port-range":
            return _check_ports(value.strip())
        case "url" if not _URL.fullmatch(value):
            return Verdict(unknown=message("whether {value!r} is taken for a URL", value=value))
        case "gates":
            return _check_gates(value)
        case "checked":
            return Verdict(unknown=message("whether {value!r} is taken", value=value))
    if "|" in grammar:
        return _check_words(value, grammar)
    if (ends := _RANGE.fullmatch(grammar)) is not None:
        return _check_range(value, int(ends[1]), int(ends[2]) if ends[2] else None)
    if grammar.isdecimal():
        return _TAKEN if value == grammar else _refused(value, message("{only} alone", only=grammar))
    return _TAKEN


def _check_words(value: str, grammar: str) -> Verdict:
    """Words: with ``,`` among them several may be given, with ``?`` others may be taken; a grammar among them is tried, too."""
    words = grammar.split("|")
    inside = next((word for word in words if word in _INSIDE), "")
    for given in value.split(",") if "," in words else (value,):
        if given in words and given not in _INSIDE:
            continue
        verdict = check_value(given, inside) if inside else _refused(given, message("one of {words}", words=_listed(words)))
        if "?" in words and not verdict.is_taken:
            verdict = Verdict(unknown=message("whether {value!r} is taken", value=given))
        if not verdict.is_taken:
            return verdict
    return _TAKEN


def _listed(words: Iterable[str]) -> str:
    return ", ".join(word for word in words if word not in ("", ","))


def _check_range(value: str, least: int, most: int | None) -> Verdict:
    number = port_of(value)
    if number is None:
        return _refused(value, message("a whole number"))
    if most is None:
        return _TAKEN if number >= least else _refused(value, message("a number of at least {least}", least=str(least)))
    if least <= number <= most:
        return _TAKEN
    return _refused(value, message("a number from {least} to {most}", least=str(least), most=str(most)))


def _check_duration(value: str, grammar: str) -> Verdict:
    """A duration as Go has it; ``>0s``, ``>=0s`` and ``>=1s`` ask for one above zero, not below it, or of a second."""
    if _GO_DURATION.fullmatch(value) is None:
        return _refused(value, message("a duration with its unit"))
    seconds = measure(value) or 0
    if grammar == ">0s" and seconds <= 0:
        return _refused(value, message("a duration above zero"))
    if grammar == ">=0s" and seconds < 0:
        return _refused(value, message("a duration of zero or more"))
    if grammar == ">=1s" and seconds < 1:
        return _refused(value, message("a duration of a second or more"))
    return _TAKEN


def _check_ports(value: str) -> Verdict:
    """Ports from one to another, ``30000-32767`` or ``30000+100``."""
    found = _PORTS.fullmatch(value)
    if found is None or (value and found[1] is None):
        return _refused(value, message("a range of ports"))
    first, last = int(found[1] or 0), int(found[3] or found[1] or 0) + (int(found[1]) if found[2] == "+" else 0)
    return _TAKEN if first <= last <= _HIGHEST_PORT else _refused(value, message("a range of ports"))


def _check_cidrs(value: str, grammar: str) -> Verdict:
    """Networks, set apart by commas; a ``cidr-pair`` is one, or two of which one is of IPv6."""
    parts = value.split(",")
    for part in parts:
        if not (verdict := _check_cidr(part)).is_taken:
            return verdict
    if grammar == "cidr-pair" and (len(parts) > 2 or (len(parts) == 2 and (":" in parts[0]) == (":" in parts[1]))):
        return _refused(value, message("a network, or one of either family"))
    return _TAKEN


def _check_cidr(value: str) -> Verdict:
    """A network, ``10.0.0.0/8``; releases of Go differ in whether they take zeros in front of a number."""
    host, slash, length = value.partition("/")
    if slash and _is_sloppy(host) and normal_address(host) is None:
        return Verdict(unknown=message("whether {value!r} is taken", value=value))
    bits = 128 if ":" in host else 32
    is_address = normal_address(host) is not None and host == host.strip() and host != OWN_ADDRESS
    if slash and is_address and re.fullmatch(r"\d{1,3}", length, re.ASCII) and int(length) <= bits:
        return _TAKEN
    return _refused(value, message("a network such as 10.0.0.0/8"))


def _check_gates(value: str) -> Verdict:
    """Feature gates: a program refuses those that it does not know, and which those are differs from release to release."""
    unsure = False
    for item in value.split(",") if value else ():
        name, equals, given = item.strip().partition("=")
        if not equals or given.strip() not in _BOOLEANS:
            return _refused(item, message("a feature gate with true or false"))
        unsure = unsure or name not in ("AllAlpha", "AllBeta")
    return Verdict(unknown=message("whether there are the feature gates {value}", value=value)) if unsure else _TAKEN


def _check_ip(value: str) -> Verdict:
    if value != value.strip():
        return Verdict(unknown=message("whether {value!r} is taken for an address", value=value))
    if normal_address(value) is not None:
        return _TAKEN
    if not value or _is_sloppy(value):
        # Releases differ in whether they take an empty address, and leading zeros.
        return Verdict(unknown=message("whether {value!r} is taken for an address", value=value))
    return _refused(value, message("an IP address alone"))


def _is_sloppy(value: str) -> bool:
    """Whether *value* is an address of IPv4 but for zeros in front of its numbers, which some releases of Go take."""
    return re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", value) is not None and all(int(part) < 256 for part in value.split("."))


def _refused(value: str, wanted: Message) -> Verdict:
    return Verdict(refused=message("{value!r} is not {wanted}", value=value, wanted=wanted))


def bindings_of(value: str, setting: Setting) -> tuple[tuple[Binding, ...], Verdict]:
    """What *value*, given to *setting*, says of the listeners, and whether it is taken."""
    if setting.sets == "urls":
        return _urls(value, setting)
    parts = [part.strip() for part in value.split(",")] if setting.many == "comma" and value else [value]
    found = []
    for part in parts:
        binding, verdict = _binding(part, setting)
        if not verdict.is_taken:
            return (), verdict
        found.append(binding)
    return tuple(found), _TAKEN


def _binding(value: str, setting: Setting) -> tuple[Binding, Verdict]:
    if not value:
        return _meant(setting.empty, value, setting)
    match setting.sets:
        case "port":
            return _port(value, setting)
        case "host":
            return _host(value, setting)
    binding, verdict = _address(value, setting)
    if verdict.refused is not None and setting.odd is Means.DEFAULT and _is_odd(value):
        return Binding(), _TAKEN
    return binding, verdict


def _is_odd(value: str) -> bool:
    """Whether *value* is neither an address nor cut into one and a port."""
    parts = _split(value)
    return parts is None or (parts[1] is None and normal_address(parts[0]) is None)


def _meant(means: Means, value: str, setting: Setting) -> tuple[Binding, Verdict]:
    """What a value that says nothing, or 0, means."""
    match means:
        case Means.DEFAULT:
            return Binding(), _TAKEN
        case Means.OFF:
            return Binding(off=True), _TAKEN
        case Means.EVERY:
            return Binding(host=EVERY_ADDRESS), _TAKEN
        case Means.CHOSEN:
            return Binding(host="" if setting.sets == "port" else EVERY_ADDRESS, chosen=True), _TAKEN
        case Means.HTTP:
            return Binding(host=EVERY_ADDRESS, port=_HTTP_PORT), _TAKEN
        case Means.REFUSED:
            return Binding(), Verdict(refused=message("{value!r} is refused by {name}", value=value, name=setting.name))
    return Binding(), Verdict(unknown=message("what {name} makes of {value!r}", name=setting.name, value=value))


def _port(value: str, setting: Setting) -> tuple[Binding, Verdict]:
    if is_open_value(value):
        return Binding(unknown=message("the value of {name}", name=setting.name)), _TAKEN
    number = port_of(value)
    if number is None or not 0 <= number <= _HIGHEST_PORT:
        return Binding(), _refused(value, message("a port from 0 to 65535"))
    if number == 0:
        return _meant(setting.zero, value, setting)
    return Binding(port=number), _TAKEN


def _host(value: str, setting: Setting) -> tuple[Binding, Verdict]:
    if is_open_value(value):
        return Binding(unknown=message("the value of {name}", name=setting.name)), _TAKEN
    address = normal_address(value)
    if address is not None and _LINK_LOCAL.match(address):
        # It needs a zone, and there is none in an address that the parsers take.
        return Binding(unknown=message("the address of {host}", host=value), lookup=True), _TAKEN
    if address is not None:
        return Binding(host=address), _TAKEN
    if (setting.localhost if value == "localhost" else setting.names) is Means.EVERY and _HOST.fullmatch(value):
        return Binding(host=EVERY_ADDRESS), _TAKEN
    if value == "localhost" and setting.localhost is not Means.REFUSED:
        return Binding(host="127.0.0.1"), _TAKEN
    if value == "localhost" or (setting.names is Means.REFUSED and not _is_sloppy(value)):
        return Binding(), _refused(value, message("an IP address"))
    if _HOST.fullmatch(value):
        return Binding(unknown=message("the address of {host}", host=value), lookup=True), _TAKEN
    return Binding(), _refused(value, message("an address"))


def _split(value: str) -> tuple[str, str | None] | None:
    """Host and port of *value* as ``net.SplitHostPort`` cuts it, ``None`` for no port; ``None`` if it refuses."""
    if value.startswith("["):
        host, bracket, rest = value[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            return None
        return host, rest[1:] if rest else None
    host, colon, port = value.rpartition(":")
    if not colon:
        return value, None
    return (value, None) if ":" in host else (host, port)


def _address(value: str, setting: Setting) -> tuple[Binding, Verdict]:
    parts = _split(value)
    if parts is None or (parts[1] is None and value.startswith("[")):
        return Binding(), _refused(value, message("an address with a port"))
    host, port = parts
    if port is None:
        if ":" in host and normal_address(host) is None and not is_open_value(host):
            return Binding(), _refused(value, message("an address with a port"))
        if host.isdecimal() or setting.no_port is Means.REFUSED:
            return Binding(), _refused(value, message("an address with a port"))
        if setting.no_port is not Means.DEFAULT:
            return _meant(setting.no_port, value, setting)
        return _named(host, setting)
    if is_open_value(port):
        return Binding(unknown=message("the value of {name}", name=setting.name)), _TAKEN
    bound, verdict = _named(host, setting)
    if not verdict.is_taken:
        return bound, verdict
    if port and re.fullmatch(r"\+?\d{1,9}", port) is None:
        if setting.names is Means.REFUSED:
            # Who takes no names for addresses takes none for ports.
            return Binding(), _refused(value, message("an address with a port"))
        if port in _SERVICES:
            return replace(bound, port=_SERVICES[port]), _TAKEN
        if _SERVICE.fullmatch(port):
            return Binding(unknown=message("the port of the service {service}", service=port), lookup=True), _TAKEN
        return Binding(), _refused(value, message("an address with a port"))
    number = int(port or "0")
    if number > _HIGHEST_PORT:
        return Binding(), _refused(port, message("a port from 0 to 65535"))
    if number == 0:
        meant, verdict = _meant(setting.zero, value, setting)
        return replace(bound, off=meant.off, chosen=meant.chosen), verdict
    return replace(bound, port=number), _TAKEN


def _named(host: str, setting: Setting) -> tuple[Binding, Verdict]:
    """The address that *host*, with or without a port behind it, is."""
    return _host(host, setting) if host else _meant(setting.no_host, host, setting)


def _urls(value: str, setting: Setting) -> tuple[tuple[Binding, ...], Verdict]:
    if not value:
        binding, verdict = _meant(setting.empty, value, setting)
        return (binding,), verdict
    found = []
    # Who is given one URL twice takes it as one; two URLs of one address are two that want it.
    for text in dict.fromkeys(text.strip() for text in value.split(",")):
        bound, verdict = _url(text, setting)
        if not verdict.is_taken:
            return (), verdict
        if bound is not None:
            found.append(bound)
    return tuple(found), _TAKEN


def _url(text: str, setting: Setting) -> tuple[Binding | None, Verdict]:
    if is_open_value(text) and "://" not in text:
        return Binding(unknown=message("the value of {name}", name=setting.name)), _TAKEN
    scheme, separator, rest = text.partition("://")
    scheme = scheme.lower()
    if not separator or scheme not in ("http", "https", "unix", "unixs"):
        return None, _refused(text, message("a URL that begins with http:// or https://"))
    if scheme.startswith("unix"):
        # Not every release takes a path here.
        unknown = message("what {name} makes of {value!r}", name=setting.name, value=text) if "/" in rest else None
        return None, Verdict(unknown=unknown)
    if is_open_value(rest):
        port = re.search(r":(\d{1,5})$", rest)
        unknown = message("the value of {name}", name=setting.name)
        return Binding(port=int(port[1]) if port else None, scheme=scheme, unknown=unknown), _TAKEN
    try:
        path = urlsplit(text).path
    except ValueError:
        return None, _refused(text, message("a URL"))
    if path:
        return None, _refused(text, message("a URL without a path"))
    parts = _split(rest)
    if parts is not None and parts[1] is not None and re.fullmatch(r"\d*", parts[1]) is None:
        return None, _refused(text, message("a URL with a port"))
    bound, verdict = _address(rest, setting)
    return replace(bound, scheme=scheme), verdict
