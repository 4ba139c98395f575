"""URLs, and addresses with a port."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .context import Context
from .excerpt import Excerpt
from .model import How, PortClaim, Subject

__all__ = ["Address", "addresses", "port_claims"]

_HOST = (
    r"(?:\[[0-9A-Fa-f:.%\w]*\]|\$\{?[\w.]+\}?|<[^<>\s]{1,40}>|\{\{?[^{}\s]{1,40}\}?\}|\(\w+\)"
    r"|[A-Za-z0-9\ue000_*](?:[A-Za-z0-9\ue000_.*-]{0,250}[A-Za-z0-9\ue000_*])?)"
)
_URL = re.compile(
    rf"(?P<scheme>[a-z][a-z0-9+.]{{1,9}})://(?:[^\s/@:]{{1,80}}(?::[^\s/@]{{0,80}})?@)?(?P<host>{_HOST})?:(?P<port>\d{{2,5}})(?![\d.])(?P<path>/[^\s`\"'|;,)>\]}}，。；]*)?"
    rf"|(?<![\w./:@$-])(?P<host2>{_HOST})?:(?P<port2>\d{{2,5}})(?![\d.:]|-\d)(?P<path2>/[a-z][\w/.-]*)?",
    re.ASCII,
)
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}$|\[|localhost$|[<${*\ue000]|[A-Z][A-Z0-9_-]*$")
_PLACEHOLDER = re.compile(r"[<${(\ue000*]|^[A-Z][A-Z0-9_-]*$|\b(?i:ip)\b")


@dataclass(frozen=True, slots=True)
class Address:
    """A port with what stands before and after it. *start* and *end* are those of the port's digits."""

    port: int
    start: int
    end: int
    scheme: str = ""
    host: str = ""
    path: str = ""

    @property
    def is_service(self) -> bool:
        """Whether the host is a Service of a cluster, whose port is anybody's choice."""
        return ".svc" in self.host


def addresses(text: str, *, bare: bool = False) -> Iterator[Address]:
    """The addresses in *text*. Without a scheme, a host is an IP address, ``localhost`` or a placeholder; with *bare*, any
    name, or none.
    """
    for match in _URL.finditer(text):
        if match["port"]:
            group, host, path = "port", match["host"] or "", match["path"] or ""
        else:
            group, host, path = "port2", match["host2"] or "", match["path2"] or ""
            if not (_ADDRESS.match(host) or bare):
                continue
            if not host and not bare:
                continue
        port = int(match[group])
        if 10 <= port <= 65535:
            known = "" if not host or (host.lower() != "localhost" and _PLACEHOLDER.search(host)) else host.strip("[]")
            yield Address(port, match.start(group), match.end(group), match["scheme"] or "", known, path.rstrip("."))


def port_claims(address: Address, offset: int, excerpt: Excerpt, context: Context) -> Iterator[PortClaim]:
    """The claim that the subject listens at *address*, which was found in the text at *offset* of *excerpt*.

    A port that is somebody's own choice is none.
    """
    if address.is_service:
        return
    if address.port in context.forwarded and address.host in ("", "localhost", "127.0.0.1", "::1"):
        return
    subject = context.subject
    if subject is None or subject.how.is_guess:
        # A host named after a component may as well be a Service of that name.
        named = context.names.known(address.host.split(".", 1)[0]) if address.host else None
        subject = Subject(named, How.NEARBY) if named else subject
    yield PortClaim(
        span=excerpt.span(offset + address.start, offset + address.end),
        subject=subject,
        stance=context.stance,
        scope=context.scope,
        port=address.port,
        scheme=address.scheme,
        host=address.host,
        path=address.path,
    )
