"""Services and what stands for them in a chart's values: the port of the component that is behind one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .address import Address, port_claims
from .context import Context
from .document import Mapping, Node, Scalar, Sequence
from .excerpt import Excerpt
from .model import Claim, How, Subject
from .owners import component_of_key

__all__ = ["claims_of_chart_service", "claims_of_service"]

_LABELS = ("component", "k8s-app", "app", "app.kubernetes.io/name", "app.kubernetes.io/component")
_SUFFIX = re.compile(r"-(?:prometheus-)?(?:discovery|metrics|svc|service|headless|monitor|exporter)$")
# What fills a chart's service is a component that every cluster has, and nobody moves its ports there.
_CONTROL_PLANE = frozenset(
    {"kube-scheduler", "kube-controller-manager", "kube-proxy", "kube-apiserver", "etcd", "coredns", "kubelet"}
)


def claims_of_service(root: Mapping, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The port of the component that the Service or the Endpoints *root* lead to. Whose they are else is not known, and the
    Service's own port is anybody's choice.
    """
    kind = root.text("kind")
    if kind not in ("Service", "Endpoints"):
        return
    subject = _selected(root, context)
    if subject is None:
        return
    inner = replace(context, subject=subject)
    if kind == "Service":
        listed = root.get("spec", "ports")
        for item in listed.items if isinstance(listed, Sequence) else ():
            if isinstance(item, Mapping):
                yield from _claim(item.get("targetPort") or item.get("port"), excerpt, inner)
        return
    subsets = root.get("subsets")
    for subset in subsets.items if isinstance(subsets, Sequence) else ():
        listed = subset.get("ports") if isinstance(subset, Mapping) else None
        for item in listed.items if isinstance(listed, Sequence) else ():
            if isinstance(item, Mapping):
                yield from _claim(item.get("port"), excerpt, inner)


def _selected(root: Mapping, context: Context) -> Subject | None:
    selector = root.get("spec", "selector")
    if isinstance(selector, Mapping):
        for label in _LABELS:
            if (name := context.names.known(selector.text(label))) in _CONTROL_PLANE:
                return Subject(name, How.CONTAINER) if name is not None else None
        if any(value.value for _, value in selector.items if isinstance(value, Scalar)):
            return None
    name = context.names.known(_SUFFIX.sub("", root.text("metadata", "name")))
    return Subject(name, How.NEARBY) if name is not None and name in _CONTROL_PLANE else None


def claims_of_chart_service(path: tuple[str, ...], node: Mapping, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The port in the ``service`` of a component of the control plane: ``kubeScheduler.service.targetPort``."""
    if len(path) < 2 or path[-1] != "service" or not path[-2].startswith(("kube", "core")):
        return
    subject = component_of_key(path[-2], context)
    if subject is not None and subject.name in _CONTROL_PLANE and not subject.how.is_guess:
        yield from _claim(node.get("targetPort") or node.get("port"), excerpt, replace(context, subject=subject))


def _claim(node: Node | None, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    if isinstance(node, Scalar) and node.plain is not None and re.fullmatch(r"[1-9]\d{1,4}", node.value, re.ASCII):
        start, end = node.plain
        if int(node.value) <= 65535:
            yield from port_claims(Address(int(node.value), 0, end - start), start, excerpt, context)
