"""A value that the flag cannot take: the program refuses to start.

Judged are values whose grammar an artefact proves: ports, addresses, numbers, booleans, durations, lists of words. A
value with a placeholder in it is not one.

Bad::

    $ kube-scheduler --bind-address=0.0.0.0:10259

Good::

    $ kube-scheduler --bind-address=0.0.0.0
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..findings import Code, Finding
from ..joins.cases import FlagCase
from ..messages import Message, message
from .wording import finding_of, flag_sources, program_of, severity_of

ID = Code.BAD_FLAG_VALUE
CASES = (FlagCase,)

_PLACEHOLDER = re.compile(r"[<>${}%*?…]|\.\.\.|\b[A-Z][A-Z0-9_-]{2,}\b|\bxx+\b|[xX]\.[xX]")
_MODEL_DURATION = re.compile(r"0|(?:\d+(?:y|w|d|h|m|s|ms))+")
_DURATION = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)(((\d+(\.\d*)?)|(\.\d+))(ns|us|µs|ms|s|m|h))*|0")
_BOOLEAN = frozenset({"1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"})


def check(case: FlagCase) -> Iterator[Finding]:
    """Findings about one claim."""
    value, flag = case.claim.value, case.flag
    if value is None or value == "" or flag is None or not case.releases.present or _PLACEHOLDER.search(value):
        return
    if flag.name == "version":
        return  # looks like a boolean, but takes "raw" and the version to report as well: component-base, version/verflag
    if case.claim.apart and (flag.no_value or value.startswith("=")):
        return  # the next word is not its value
    release = max(case.releases.present)
    grammar = flag.values.at(release) or _grammar_of_type(flag.type.at(release) or "")
    expected = _refusal(value, grammar)
    if expected is None:
        return
    yield replace(
        finding_of(
            ID,
            case,
            severity_of(case, case.releases.present),
            message(
                "{flag!r} of {component} does not take {value!r} ({why}); it takes {expected}",
                flag=f"--{flag.name}",
                component=program_of(case),
                value=value,
                why=case.target.clause,
                expected=expected,
            ),
            subject=f"--{flag.name}",
            sources=flag_sources(case, flag.name),
        ),
        span=case.claim.value_span or case.claim.span,
    )


def _grammar_of_type(type: str) -> str:
    """The grammar that pflag's and kingpin's own value types prove."""
    return {
        "int": "int", "int32": "int", "int64": "int", "uint": "int", "uint16": "int", "uint32": "int", "uint64": "int",
        "ip": "ip", "bool": "bool", "duration": "duration",
    }.get(type.lower(), "")  # fmt: skip


def _is_ip(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


def _is_port(value: str) -> bool:
    return re.fullmatch(r"\d{1,5}", value) is not None and int(value) <= 65535


def _is_host_port(value: str) -> bool:
    if _is_ip(value.strip("[]")):
        return True
    host, _, port = value.rpartition(":")
    return _is_port(port) and (":" not in host or host.startswith("["))


_UNCHECKED = frozenset({"gates", "checked", "cidr", "cidrs", "cidr-pair", "levels", "name", "open-paths", "pair", "port-range"})
"""Grammars that pages are not held to."""


def _refusal(value: str, grammar: str) -> Message | None:
    """What *grammar* asks for, if *value* is not of it."""
    checks: dict[str, tuple[Callable[[str], bool], Message]] = {
        "port": (_is_port, message("a port from 0 to 65535")),
        "ip": (_is_ip, message("an IP address without a port")),
        "host-port": (_is_host_port, message("an address, or an address and a port")),
        "int": (lambda v: re.fullmatch(r"[-+]?(\d+|0[xX][0-9a-fA-F]+)", v) is not None, message("a whole number")),
        "bool": (lambda v: v in _BOOLEAN, message("true or false")),
        "model-duration": (lambda v: _MODEL_DURATION.fullmatch(v) is not None, message("a duration such as 15d")),
        "duration": (lambda v: _DURATION.fullmatch(v) is not None, message("a duration such as 30s or 1h15m")),
    }
    grammar = "duration" if grammar.startswith(">") else "int" if re.fullmatch(r"-?\d+\.\.(?:-?\d+)?", grammar) else grammar
    if grammar.removeprefix("|") in checks:
        if not value and grammar.startswith("|"):
            return None
        grammar = grammar.removeprefix("|")
    if grammar in checks:
        accepts, expected = checks[grammar]
        return None if accepts(value) else expected
    if grammar not in ("", "url", *_UNCHECKED) and ("|" in grammar or re.fullmatch(r"[\w.-]+", grammar)):
        words = grammar.split("|")
        if {"?", ",", *_UNCHECKED} & set(words):
            return None  # not all of them are known, or several may stand there
        return None if value in words else message("{words}", words=", ".join(repr(word) for word in words))
    return None
