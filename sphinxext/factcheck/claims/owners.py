"""Whose arguments stand under a key: ``kubeletExtraArgs``, ``kube-apiserver-arg``, ``controllerManager.extraArgs``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .context import Context
from .model import How, Subject
from .vocabulary import GENERIC

__all__ = ["ArgumentsKey", "arguments_key", "component_of_key", "component_of_path", "is_kubernetes"]

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ARGUMENTS = re.compile(
    r"(?P<owner>.*?)(?:^|-)(?P<extra>(?:(?:extra|additional|custom|node|command|cmd|cli|container)-)*)"
    r"(?P<noun>args?|arguments?|flags?|opts|options)(?P<more>-(?:extra|array|list|map))?"
)
_NOUN = re.compile(r"arg|flag|opt", re.IGNORECASE)
_AFFIX = re.compile(r"(?:^|(?<=^kube-))kubeadm-|-(?:spec|config|configuration|settings|values)$")
# How charts and installers call the components of Kubernetes, beside their names.
_SPELLINGS = {
    "kube-api": "kube-apiserver",
    "kube-api-server": "kube-apiserver",
    "api-server": "kube-apiserver",
    "apiserver": "kube-apiserver",
    "kube-controller": "kube-controller-manager",
    "controller-manager": "kube-controller-manager",
    "controller": "kube-controller-manager",
    "scheduler": "kube-scheduler",
    "kube-etcd": "etcd",
}
_SURE = frozenset({"kube-api", "kube-api-server", "kube-controller", "kube-etcd"})
_WORDS = frozenset({"controller"}) | GENERIC
# Keys between a component and its arguments that name nobody.
_NEUTRAL = frozenset(
    {
        "[]", "spec", "config", "configuration", "settings", "container", "containers", "values", "local", "args", "daemonset",
        "data",
    }
)  # fmt: skip
_CHARTS = {("server", "extra-flags"): "prometheus"}
# Where one of these keys stands, "scheduler" is the scheduler of Kubernetes.
_HINTS = frozenset(
    {
        "apiServer", "controllerManager", "nodeRegistration", "clusterConfiguration", "kubeadmConfigSpec", "kubernetesVersion",
        "kubeletExtraArgs", "controlPlaneEndpoint", "kube-api", "kube_api", "kube-controller", "kube_controller", "kubeproxy",
        "kubeControllerManager", "kubeScheduler", "kubelet", "kube-proxy", "kubeProxy",
    }
)  # fmt: skip
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class ArgumentsKey:
    """A key under which arguments stand. *owner*: what it says itself of whose they are, kebab-case, or empty. *sure*: under no
    other key than one for arguments do such words stand, so that a mapping there is one of flags to values.
    """

    owner: str
    sure: bool


def _kebab(key: str) -> str:
    return _HUMP.sub("-", key).replace("_", "-").replace(" ", "-").lower()


def arguments_key(key: str) -> ArgumentsKey | None:
    """What the name of *key* says of the arguments under it; ``None`` if it is no key for arguments."""
    if len(key) > 100 or _NOUN.search(key) is None:
        return None
    match = _ARGUMENTS.fullmatch(_kebab(key))
    if match is None:
        return None
    return ArgumentsKey(match["owner"], match["noun"] in ("arg", "args") or bool(match["extra"]))


def is_kubernetes(keys: frozenset[str], roots: Sequence[str]) -> bool:
    """Whether in a document with *keys*, *roots* the outermost, the words of the trade mean the components of Kubernetes."""
    return bool(_HINTS & keys) or (len(roots) == 1 and roots[0] == "scheduler")


def component_of_key(key: str, context: Context, *, kubernetes: bool = False) -> Subject | None:
    """The component that *key* is named after.

    :param kubernetes: a word of the trade (*scheduler*) is Kubernetes' own there. Elsewhere it is a guess.
    """
    kebab = _AFFIX.sub("", _kebab(key))
    name = _SPELLINGS.get(kebab)
    if name is not None and name in context.names:
        if kebab in _SURE or kubernetes:
            return Subject(name, How.CONTAINER)
        return Subject(name, How.NEARBY) if kebab != "controller" else None
    if kebab in _WORDS:
        return None
    known = context.names.known(kebab) or context.names.compact(kebab)
    if known is None:
        return None
    # Of most exporters there are several with the same name.
    shared = known.endswith("exporter") and "node" not in known
    return Subject(known, How.NEARBY if shared else How.CONTAINER)


def component_of_path(path: Sequence[str], context: Context, *, kubernetes: bool = False) -> Subject | None:
    """Whose arguments stand at *path*, whose last key is one for arguments: the component in that key, or in the next one
    above that names anything.
    """
    key = arguments_key(path[-1]) if path else None
    if key is None:
        return None
    above = [part for part in path[:-1] if part != "[]"]
    chart = _CHARTS.get((_kebab(above[-1]), _kebab(path[-1])), "") if above else ""
    if chart in context.names:
        return Subject(chart, How.CONTAINER)
    if key.owner:
        if key.owner.endswith(("-config", "-configuration")):
            return None  # more fields for a file
        return component_of_key(key.owner, context, kubernetes=kubernetes)
    for part in above[: -_LEVELS - 1 : -1]:
        kebab = _kebab(part)
        if kebab not in _NEUTRAL:
            return component_of_key(part, context, kubernetes=kubernetes)
    return None
