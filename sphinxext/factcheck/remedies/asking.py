"""Who asks, and how: from Prometheus' configuration, from rules of RBAC, from the commands that verify."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..claims.address import addresses
from ..claims.document import Mapping, Node, Scalar, read_documents, walk
from ..claims.document import Sequence as List
from ..claims.excerpt import Excerpt
from ..facts.base import FactBase, nearest
from ..facts.model import Endpoint
from ..pages.model import Line
from .request import Credential, Grants, Request, is_loopback

__all__ = ["Asked", "asked_in", "grants_in", "misspelt_key", "request_in"]


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
