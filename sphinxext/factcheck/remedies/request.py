"""Who asks, how, and what the answer is: from Prometheus' configuration, from rules of RBAC, from the commands that verify."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..claims.address import addresses
from ..claims.document import Mapping, Node, Scalar, read_documents, walk
from ..claims.document import Sequence as List
from ..claims.excerpt import Excerpt
from ..facts.base import FactBase, nearest
from ..facts.model import Component, Endpoint, EndpointPath
from ..pages.model import Line
from ..reach.model import Answer, Listener
from ..versions import Version

__all__ = [
    "Asked",
    "Credential",
    "Grants",
    "Reply",
    "Request",
    "asked_in",
    "grants_in",
    "is_loopback",
    "misspelt_key",
    "reply_to",
    "request_in",
    "statuses",
]  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a job of Prometheus' configuration says of its requests; *port* is ``None`` and *path* empty where it does not say.

    *astray*: all that it asks are loopback addresses.
    """

    scheme: str
    port: int | None
    path: str
    credential: Credential
    astray: bool = False


_JOB = frozenset((
    "job_name", "scheme", "metrics_path", "static_configs", "relabel_configs", "authorization", "bearer_token_file",
    "bearer_token", "basic_auth", "tls_config", "kubernetes_sd_configs", "file_sd_configs", "dns_sd_configs", "targetPort",
    "bearerTokenFile", "tlsConfig", "targets",
))  # fmt: skip
_TOKENS = frozenset(("authorization", "bearer_token", "bearer_token_file", "bearerTokenFile", "bearerTokenSecret", "oauth2"))
_PORT = re.compile(r":(\d{1,5})(?:/|$)")
_LOOPBACK = re.compile(r"localhost$|127\.|::1$", re.IGNORECASE)
_BEARER = re.compile(r"Authorization:\s*Bearer|--oauth2-bearer|--header[= ].*Bearer", re.IGNORECASE)
_CERTIFICATE = re.compile(r"\s(?:--cert|-E)[= ]|--certificate[= ]")
_BASIC = re.compile(r"\s(?:-u|--user|--http-user)[= ]|Authorization:\s*Basic", re.IGNORECASE)
_METRICS = "/metrics"
_PROMETHEUS, _JOBS = "prometheus", "scrape_configs[]."


def request_in(lines: tuple[Line, ...], endpoint: Endpoint, component: str) -> Asked | None:
    """How the piece of Prometheus' configuration in *lines* has *endpoint* of *component* asked; ``None`` if it does not say."""
    jobs = list(_jobs(lines))
    if not jobs:
        return None
    found = [(_asked(job), job) for job in jobs]
    by_port = [asked for asked, _ in found if asked.port == endpoint.port]
    by_name = [asked for asked, job in found if component in job.text("job_name")]
    return (by_name or by_port or [found[0][0]])[0]


def misspelt_key(lines: tuple[Line, ...], facts: FactBase) -> str:
    """A key of a job that is a slip of the pen, which ends Prometheus at once; empty if there is none.

    What the facts know of a job is not all of it, so that a key that is like none is let pass.
    """
    prometheus = facts.component(_PROMETHEUS)
    kinds = prometheus.kinds if prometheus is not None else ()
    for job in _jobs(lines):
        for key, _ in job.items if "job_name" in job.keys else ():
            known = key.value in _JOB or any(kind.has_below(f"{_JOBS}{key.value}") for kind in kinds)
            if not known and nearest(key.value, _JOB, distance=1):
                return key.value
    return ""


def _jobs(lines: tuple[Line, ...]) -> Iterator[Mapping]:
    """The jobs: the outermost mappings that say something of requests."""
    for document in read_documents(Excerpt(lines)) or ():
        yield from _outermost(document.root)


def _outermost(node: Node) -> Iterator[Mapping]:
    if isinstance(node, Mapping):
        if node.keys & _JOB:
            yield node
        else:
            for _, value in node.items:
                yield from _outermost(value)
    elif isinstance(node, List):
        for item in node.items:
            yield from _outermost(item)


def _asked(job: Mapping) -> Asked:
    credential = Credential.NONE
    tls = job.get("tls_config") or job.get("tlsConfig")
    if job.keys & _TOKENS:
        credential = Credential.TOKEN
    elif "basic_auth" in job.keys or "basicAuth" in job.keys:
        credential = Credential.BASIC
    elif isinstance(tls, Mapping) and tls.keys & {"cert_file", "cert", "certFile"}:
        credential = Credential.CERTIFICATE
    path = job.text("metrics_path") or job.text("path") or _METRICS
    port: int | None = None
    for _, _, node in walk(job):
        if isinstance(node, Mapping) and node.text("target_label") == "__address__":
            port = _port(node.text("replacement")) or port
        elif isinstance(node, Mapping) and node.text("target_label") in ("__metrics_path__", "__scheme__"):
            path = "" if node.text("target_label") == "__metrics_path__" else path
    targets = [target for _, key, value in walk(job) if key is not None and key.value == "targets" for target in _texts(value)]
    if port is None:
        port = next((found for target in targets if (found := _port(target)) is not None), None)
    if port is None and job.text("targetPort").isdecimal():
        port = int(job.text("targetPort"))
    astray = bool(targets) and all(is_loopback(_PORT.sub("", target).strip("[]")) for target in targets)
    return Asked(job.text("scheme") or "http", port, path, credential, astray)


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.value
    elif isinstance(node, List):
        for item in node.items:
            yield from _texts(item)


def _port(text: str) -> int | None:
    match = _PORT.search(text)
    return int(match[1]) if match is not None else None


def grants_in(sides: Sequence[tuple[Line, ...]]) -> Grants:
    """What the objects in *sides*, each a piece of YAML, let somebody get."""
    paths: set[str] = set()
    resources: set[str] = set()
    roles: set[str] = set()
    bound: set[str] = set()
    for lines in sides:
        for document in read_documents(Excerpt(lines)) or ():
            root = document.root
            if isinstance(root, Mapping) and root.text("kind") in ("ClusterRole", "Role"):
                roles.add(root.text("metadata", "name"))
            if isinstance(root, Mapping) and root.text("roleRef", "name"):
                bound.add(root.text("roleRef", "name"))
            for _, _, node in walk(root):
                if isinstance(node, Mapping) and set(_values(node, "verbs")) & {"get", "*"}:
                    paths.update(_values(node, "nonResourceURLs"))
                    resources.update(_values(node, "resources"))
    return Grants(frozenset(paths), frozenset(resources), bool(bound - roles))


def _values(node: Mapping, key: str) -> Iterator[str]:
    value = node.get(key)
    if value is not None:
        yield from _texts(value)


def asked_in(command: str) -> Iterator[Request]:
    """The requests that *command* sends."""
    credential = Credential.NONE
    if _BEARER.search(command):
        credential = Credential.TOKEN
    elif _CERTIFICATE.search(command):
        credential = Credential.CERTIFICATE
    elif _BASIC.search(command):
        credential = Credential.BASIC
    for address in addresses(command):
        if address.scheme in ("http", "https"):
            yield Request(address.scheme, address.port, address.path.partition("?")[0] or "/", credential, host=address.host)


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
