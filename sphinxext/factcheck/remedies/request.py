"""A request for an endpoint, and what it gets from those who listen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..facts.model import Component, Endpoint, EndpointPath
from ..reach.model import Answer, Listener
from ..versions import Version

__all__ = ["Credential", "Grants", "Reply", "Request", "is_loopback", "reply_to", "statuses"]  # fmt: skip


class Credential(StrEnum):
    """What is shown to be let in."""

    NONE = "none"
    TOKEN = "token"  # no secret
    BASIC = "basic"
    CERTIFICATE = "client-certificate"


class Reply(StrEnum):
    """What comes of a request."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """Nobody listens there, or not for who asks."""
    OTHER_SCHEME = "other-scheme"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Request:
    """A request that another host sends. *path* is empty where it cannot be known, *granted*: whether who asks may read it.

    *astray*: it is sent to the loopback address of who asks, and reaches nobody else.
    """

    scheme: str
    port: int
    path: str
    credential: Credential = Credential.NONE
    granted: Answer = Answer.UNKNOWN
    host: str = ""
    astray: bool = False


@dataclass(frozen=True, slots=True)
class Grants:
    """What rules let somebody get: paths, resources (``nodes/metrics``). *unknown*: roles are named whose rules are not shown."""

    paths: frozenset[str] = frozenset()
    resources: frozenset[str] = frozenset()
    unknown: bool = False

    def allow(self, endpoint: Endpoint, path: str) -> Answer:
        """Whether they let somebody read *path* of *endpoint*."""
        if endpoint.grant:
            allowed = any(_matches(endpoint.grant, pattern) for pattern in self.resources)
        else:
            allowed = any(_matches(path, pattern) for pattern in self.paths)
        return Answer.YES if allowed else Answer.UNKNOWN if self.unknown else Answer.NO


def _matches(name: str, pattern: str) -> bool:
    return pattern in ("*", name) or (pattern.endswith("*") and name.startswith(pattern[:-1]))


_LOOPBACK = re.compile(r"localhost$|127\.|::1$", re.IGNORECASE)


def is_loopback(host: str) -> bool:
    """Whether *host* is the one that asks itself."""
    return bool(_LOOPBACK.match(host))


def reply_to(
    request: Request, listeners: Sequence[Listener], endpoint: Endpoint, component: Component, version: Version
) -> tuple[Reply, Listener | None]:
    """What *request*, which is meant for *endpoint*, gets from the *listeners* of *component*, and who answers."""
    if request.astray:
        return Reply.REFUSED, None
    here = [each for each in listeners if each.port == request.port]
    unsure = [each for each in listeners if each.port is None and each.endpoint == endpoint.id]

    def reach(listener: Listener) -> Answer:
        exposure = listener.reachable
        return exposure.host if is_loopback(request.host) else exposure.node

    reached = [each for each in here if reach(each) is Answer.YES]
    if not reached:
        maybe = [each for each in (*here, *unsure) if reach(each) is Answer.UNKNOWN or each.port is None]
        return (Reply.UNKNOWN, maybe[0]) if maybe else (Reply.REFUSED, here[0] if here else None)
    listener = next((each for each in reached if each.endpoint == endpoint.id), reached[0])
    return _answer(request, listener, component.endpoint(listener.endpoint) or endpoint, version), listener


def _answer(request: Request, listener: Listener, endpoint: Endpoint, version: Version) -> Reply:
    if not listener.scheme or not request.path:
        return Reply.UNKNOWN
    if listener.scheme != request.scheme:
        return Reply.OTHER_SCHEME
    known = _path(request.path, endpoint, version)
    if known is None and (endpoint.paths or listener.paths):
        return Reply.NOT_FOUND
    if listener.paths and request.path not in listener.paths:
        return Reply.NOT_FOUND
    auth = known.auth if known is not None and known.auth else listener.auth
    match auth:
        case "":
            return Reply.UNKNOWN
        case "none":
            return Reply.ANSWERED
        case "token":
            if request.credential is Credential.CERTIFICATE:
                return Reply.UNKNOWN
            if request.credential is not Credential.TOKEN:
                return Reply.UNAUTHORIZED
            match request.granted:
                case Answer.YES:
                    return Reply.ANSWERED
                case Answer.NO:
                    return Reply.FORBIDDEN
            return Reply.UNKNOWN
    return Reply.ANSWERED if request.credential.value == auth else Reply.UNAUTHORIZED


def _path(path: str, endpoint: Endpoint, version: Version) -> EndpointPath | None:
    """The path that *endpoint* serves, the longest one that *path* is below."""
    known = [
        each
        for each in endpoint.paths_at(version)
        if each.path == path or (each.path.endswith("/") and path.startswith(each.path))
    ]
    return max(known, key=lambda each: len(each.path), default=None)


def statuses(reply: Reply) -> frozenset[int]:
    """The statuses that an HTTP client may see."""
    match reply:
        case Reply.ANSWERED:
            return frozenset({200})
        case Reply.UNAUTHORIZED:
            return frozenset({401, 403})
        case Reply.FORBIDDEN:
            return frozenset({403})
        case Reply.NOT_FOUND:
            return frozenset({404})
        case Reply.OTHER_SCHEME:
            return frozenset({400})
    return frozenset()
