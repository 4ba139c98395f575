"""What a change touches, from where its author says that it is made, and from what it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ..pages.model import Line
from .model import Change

__all__ = ["Surface", "SurfaceKind", "surface_of"]


class SurfaceKind(StrEnum):
    """What is changed."""

    STATIC_POD = "static-pod"
    """A manifest in a directory of the kubelet."""
    KUBEADM = "kubeadm-config"
    """What kubeadm writes the manifests from."""
    WORKLOAD = "workload"
    """A Deployment, DaemonSet, StatefulSet or Pod of the API."""
    CONFIGURATION = "configuration"
    """A file or ConfigMap that the component reads."""
    UNIT = "unit"
    """A unit of systemd, or a file with its variables."""
    HELM = "helm-values"
    SCRAPE = "scrape-config"
    """What Prometheus asks, and how."""
    RBAC = "rbac"
    """What who asks is allowed to."""
    COMMAND = "command"
    """A command line, or arguments alone."""
    OTHER = "other"
    """Something that has no bearing on who listens: a Service, a rule of a firewall."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What a change touches. *path*: the file, *object*: the object of the API, *api_version*: that of a configuration."""

    kind: SurfaceKind
    path: str = ""
    object: str = ""
    api_version: str = ""


_PATH = re.compile(
    r"(?:/|\.{0,2}/|\b)[\w@%+~-][\w./@%+~-]*\.(?:ya?ml|json|service|socket|conf|env|toml|cfg|ini)\b|/etc/[\w./@-]+"
)
_MANIFESTS = re.compile(r"/manifests?/[\w.-]+|static[ -]pod", re.IGNORECASE)
_API_VERSION = re.compile(r"\b(?P<version>[a-z][\w.-]*/v\d\w*)\b")
_OBJECT = re.compile(
    r"\b(?P<kind>ConfigMap|Secret|Deployment|DaemonSet|StatefulSet|ClusterRoleBinding|ClusterRole|RoleBinding|Role|ServiceMonitor"
    r"|PodMonitor|Service|Pod)[ /]+`*(?P<name>[\w.:-]+)",
    re.IGNORECASE,
)
_KIND = re.compile(r"^[ \t]*(?:-[ \t]+)?[\"']?kind[\"']?:[ \t]*[\"']?(\w+)", re.MULTILINE)
_UNIT_FILE = re.compile(
    r"\.(?:service|socket)\b|\.service\.d/|/etc/(?:default|sysconfig)/|\.env\b|/etc/conf\.d/|drop-?in", re.IGNORECASE
)
_UNIT_TEXT = re.compile(r"^[ \t]*(?:Exec(?:Start|StartPre)|Environment(?:File)?)=|^\[(?:Service|Unit)\]", re.MULTILINE)
_SCRAPE = re.compile(
    r"^[ \t]*(?:-[ \t]+)?(?:scrape_configs|job_name|metrics_path|static_configs|relabel_configs|bearer_token_file|targets)"
    r"[ \t]*:",
    re.MULTILINE,
)
_SCRAPE_FILE = re.compile(r"\bprometheus(?:[\w-]*)\.ya?ml\b|scrape[ _-]?config|scrape[ _-]?job", re.IGNORECASE)
_RBAC = frozenset(("ClusterRole", "Role", "ClusterRoleBinding", "RoleBinding"))
_WORKLOADS = frozenset(("Deployment", "DaemonSet", "StatefulSet", "Pod", "ReplicaSet", "Job", "CronJob"))
_KUBEADM_KINDS = frozenset(("ClusterConfiguration", "InitConfiguration", "MasterConfiguration"))
_KUBEADM_FILE = re.compile(r"\bkubeadm-config\b|\bkubeadm[\w-]*\.ya?ml\b|ClusterConfiguration", re.IGNORECASE)
_VALUES = re.compile(r"\bvalues[\w.-]*\.ya?ml\b|\bhelm\b", re.IGNORECASE)
_ARGUMENTS = re.compile(r"^[ \t]*(?:-[ \t]+)?[\"']?--?[a-z][\w.-]*(?:[= \"']|$)|^[ \t]*(?:command|args)[ \t]*:", re.MULTILINE)
_COREFILE = re.compile(r"\bCorefile\b")
_ELSE = frozenset(("Service", "NetworkPolicy", "Ingress"))


def surface_of(change: Change) -> Surface:
    """What *change* touches."""
    where = change.where
    text = _text(change.before) + "\n" + _text(change.after)
    kinds = frozenset(_KIND.findall(text))
    path = _PATH.search(where)
    named = _OBJECT.search(where)
    version = _API_VERSION.search(where) or _API_VERSION.search(text)
    return Surface(
        _kind(where, text, kinds, named["kind"] if named else ""),
        path[0] if path else "",
        f"{named['kind']} {named['name']}" if named else "",
        version["version"] if version else "",
    )


def _kind(where: str, text: str, kinds: frozenset[str], named: str) -> SurfaceKind:
    found = {_spelling(named), *kinds}
    if found & _RBAC:
        return SurfaceKind.RBAC
    if _KUBEADM_FILE.search(where) or kinds & _KUBEADM_KINDS:
        return SurfaceKind.KUBEADM
    if _SCRAPE.search(text) or _SCRAPE_FILE.search(where) or found & {"Servicemonitor", "ServiceMonitor", "PodMonitor"}:
        return SurfaceKind.SCRAPE
    if _MANIFESTS.search(where):
        return SurfaceKind.STATIC_POD
    if _UNIT_FILE.search(where) or _UNIT_TEXT.search(text):
        return SurfaceKind.UNIT
    if _VALUES.search(where):
        return SurfaceKind.HELM
    if found & _WORKLOADS:
        return SurfaceKind.WORKLOAD
    if found & _ELSE:
        return SurfaceKind.OTHER
    if (
        _COREFILE.search(where)
        or named.lower() in ("configmap", "secret")
        or any(kind.endswith("Configuration") for kind in kinds)
    ):
        return SurfaceKind.CONFIGURATION
    if _ARGUMENTS.search(text):
        return SurfaceKind.COMMAND
    return SurfaceKind.CONFIGURATION if _PATH.search(where) else SurfaceKind.OTHER


def _spelling(kind: str) -> str:
    known = {each.lower(): each for each in (*_RBAC, *_WORKLOADS, *_ELSE, "ServiceMonitor", "PodMonitor")}
    return known.get(kind.lower(), kind)


def _text(lines: tuple[Line, ...]) -> str:
    return "\n".join(line.text for line in lines)
