"""Whether two ways to write a value mean the same."""

from __future__ import annotations

import re
from ipaddress import ip_address

__all__ = ["same_value"]

_INTEGER = re.compile(r"[-+]?\d{1,3}(?:[,_]\d{3})+|[-+]?\d+")
_FLOAT = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)")
_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*([a-zA-Zµ毫秒钟分小时天]+)")
_SECONDS = {
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "millisecond": 1e-3, "milliseconds": 1e-3, "毫秒": 1e-3,
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "秒": 1, "秒钟": 1,
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60, "分": 60, "分钟": 60,
    "h": 3600, "hour": 3600, "hours": 3600, "小时": 3600,
    "d": 86400, "day": 86400, "days": 86400, "天": 86400, "w": 604800, "y": 31536000,
}  # fmt: skip
_ADDRESS = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[0-9.]+|)(?::(?P<port>\d{1,5}))?|(?P<bare>[0-9a-fA-F]*:[0-9a-fA-F:]*)")


def same_value(said: str, known: str, type: str, exact: bool = True) -> bool | None:
    """Whether *said* means *known*, a value of *type* in the words of ``kb/facts/README.rst``.

    :param exact: *said* is the whole of what somebody wrote; otherwise it was cut out of running text.
    :return: ``None`` if *said* is not written like a value of that type, so that nothing can be told.
    """
    said, known = _plain(said), _plain(known)
    if said == known:
        return True
    match type or _type_of(known):
        case "int":
            return int(re.sub(r"[,_]", "", said)) == int(known) if _INTEGER.fullmatch(said) and _is_integer(known) else None
        case "float":
            return float(said) == float(known) if _FLOAT.fullmatch(said) and _FLOAT.fullmatch(known) else None
        case "bool":
            return said.lower() == known.lower() if said.lower() in ("true", "false") else None
        case "duration":
            one, other = _seconds(said), _seconds(known)
            return None if one is None or other is None else abs(one - other) < 1e-9
        case "ip" | "host-port":
            return _same_address(said, known)
        case "port-range":
            return said.replace(" ", "") == known if re.fullmatch(r"\d+\s?-\s?\d+", said) else None
        case "list" | "map" | "cidrs":
            return _items(said) == _items(known) if exact and " " not in said else None
    if not exact or re.search(r"\s", said) or not re.fullmatch(r"[\w./:@%+=-]+", said) or not known:
        return None
    return said.casefold().rstrip("/") == known.casefold().rstrip("/")


def _plain(text: str) -> str:
    text = text.strip()
    while len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`":
        text = text[1:-1].strip()
    return text


def _type_of(known: str) -> str:
    """The type that a default shows, where the artefacts tell none."""
    if _is_integer(known):
        return "int"
    if known in ("true", "false"):
        return "bool"
    if _seconds(known) is not None:
        return "duration"
    if re.fullmatch(r"(?:\[[0-9a-fA-F:]+\]|\d{1,3}(?:\.\d{1,3}){3})?:\d+|\d{1,3}(?:\.\d{1,3}){3}", known):
        return "host-port"
    return "list" if known.startswith("[") else "string"


def _is_integer(text: str) -> bool:
    return re.fullmatch(r"[-+]?\d{1,20}", text) is not None


def _seconds(text: str) -> float | None:
    """The length of a duration with its units; ``None`` if *text* is none, or a bare number other than 0."""
    if text in ("0", "0s"):
        return 0.0
    total, end = 0.0, 0
    for part in _PART.finditer(text):
        factor = _SECONDS.get(part[2].lower())
        if factor is None or text[end : part.start()].strip(" ,"):
            return None
        total += float(part[1]) * factor
        end = part.end()
    return total if end and not text[end:].strip() else None


def _same_address(said: str, known: str) -> bool | None:
    """Whether two addresses agree; one that leaves out the host or the port agrees with every other."""
    one, other = _ADDRESS.fullmatch(said), _ADDRESS.fullmatch(known)
    if re.fullmatch(r"\d{1,5}", said):
        return other is not None and other["port"] == said if other is not None and other["port"] else None
    if one is None or other is None or not said:
        return None
    hosts = [_host(match["bare"] or match["host"] or "") for match in (one, other)]
    ports = [match["port"] or "" for match in (one, other)]
    if None in hosts:
        return None
    return (not all(hosts) or hosts[0] == hosts[1]) and (not all(ports) or ports[0] == ports[1])


def _host(text: str) -> str | None:
    if not text:
        return ""
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        return None


def _items(text: str) -> frozenset[str]:
    return frozenset(part.strip(" \"'") for part in text.strip("[]{}").split(",") if part.strip())
