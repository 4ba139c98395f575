"""The forms in which kubeadm is told the arguments of a component, by release: a remediation that changes them shows one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..claims.document import Node, Scalar, read_documents, walk
from ..claims.document import Sequence as List
from ..claims.excerpt import Excerpt
from ..facts.base import FactBase
from ..facts.model import ApiKind, Component, Presence
from ..messages import Message, message
from ..pages.model import Line
from ..versions import Version
from .model import Change
from .states import Way
from .surface import SurfaceKind

__all__ = ["KUBEADM", "form_problem"]

KUBEADM = "kubeadm"
"""The component whose facts tell the forms, and the distribution that it makes."""
_CLUSTER = "ClusterConfiguration"


def form_problem(way: Way, component: Component, facts: FactBase, version: Version) -> tuple[Presence, Message | None]:
    """Whether kubeadm reads the ClusterConfiguration of *way* as it is written; and why not.

    :param version: a release of *component*, and of kubeadm if both are of one product; else any release of kubeadm will do.
    """
    surface = way.surface
    if surface is None or surface.kind is not SurfaceKind.KUBEADM:
        return Presence.PRESENT, None
    kubeadm = facts.component(KUBEADM)
    kinds = [each for each in kubeadm.kinds if each.kind == _CLUSTER] if kubeadm is not None else []
    is_list = any(_lists_arguments(change.after) or _lists_arguments(change.before) for change in way.changes)
    fitting = [each for each in kinds if _takes_list(each) is is_list or not any(map(_names_arguments, way.changes))]
    named = surface.api_version
    if named:
        own = next((each for each in kinds if each.api_version == named), None)
        if own is None:
            return Presence.UNKNOWN, message("nothing is known of {kind} {api_version}", kind=_CLUSTER, api_version=named)
        if own not in fitting:
            words = message("{api_version} takes extraArgs as a list of names and values", api_version=named)
            if is_list:
                words = message("{api_version} takes extraArgs as a map", api_version=named)
            return Presence.ABSENT, words
        fitting = [own]
    if kubeadm is None or kubeadm.product != component.product:
        # The releases that are judged are none of kubeadm's: each form is right for some cluster.
        return Presence.PRESENT, None
    found = {each.names.presence(each.ranges, version) for each in fitting}
    presence = next((each for each in (Presence.PRESENT, Presence.UNKNOWN) if each in found), Presence.ABSENT)
    what = named or (message("extraArgs as a list") if is_list else message("extraArgs as a map"))
    if presence is Presence.PRESENT:
        return presence, None
    if presence is Presence.ABSENT:
        return presence, message("kubeadm does not read {what}", what=what)
    return presence, message("it is not known whether kubeadm reads {what}", what=what)


def _takes_list(kind: ApiKind) -> bool:
    return any(path.endswith("extraArgs[].name") for path in kind.fields)


def _arguments(lines: Sequence[Line]) -> Iterator[Node]:
    for document in read_documents(Excerpt(tuple(lines))) or ():
        for _, key, node in walk(document.root):
            if key is not None and key.value == "extraArgs":
                yield node


def _lists_arguments(lines: Sequence[Line]) -> bool:
    return any(isinstance(node, List) for node in _arguments(lines))


def _names_arguments(change: Change) -> bool:
    return any(not isinstance(node, Scalar) for lines in (change.before, change.after) for node in _arguments(lines))
