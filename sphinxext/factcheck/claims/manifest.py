"""Kubernetes manifests, and what resembles them: containers, arguments under any key, services, jobs of Prometheus, and texts of
another syntax in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from .address import Address, addresses, port_claims
from .arguments import claims_of_key, claims_of_list, is_flag_list
from .container import claims_of_container, claims_of_environment, container_of
from .context import Context, Embedded
from .document import Mapping, Node, Scalar, Sequence, walk
from .embedding import embedded_texts
from .excerpt import Excerpt
from .model import Claim, How, Subject
from .owners import arguments_key, component_of_key, is_kubernetes
from .patch import claims_of_patch
from .service import claims_of_chart_service, claims_of_service

__all__ = ["claims_of_manifest"]

_NO_LISTENERS = frozenset(
    {"Service", "Endpoints", "EndpointSlice", "ServiceMonitor", "PodMonitor", "NetworkPolicy", "Ingress", "ServiceEntry"}
)
_COMMAND = frozenset({"entrypoint", "command", "args"})
_CONTAINER = _COMMAND | {"image"}


def claims_of_manifest(root: Node, excerpt: Excerpt, context: Context) -> Iterator[Claim | Embedded]:
    """The claims of everything below *root*."""
    nodes = tuple(walk(root))
    roots = [key.value for key, _ in root.items] if isinstance(root, Mapping) else []
    kubernetes = is_kubernetes(frozenset(key.value for _, key, _ in nodes if key is not None), roots)
    kind = root.text("kind") if isinstance(root, Mapping) else ""
    owner = root.text("metadata", "name") if isinstance(root, Mapping) else ""
    described = _described(root) if isinstance(root, Mapping) else ""
    done: set[int] = set()
    for path, key, node in nodes:
        if isinstance(node, Mapping):
            keys = node.keys
            container = container_of(node, context, key.value if key is not None else "") if keys & _CONTAINER else None
            if container is not None:
                done.update(id(value) for name in _COMMAND if (value := node.get(name)) is not None)
                yield from claims_of_container(node, container, excerpt, context, listens=kind not in _NO_LISTENERS)
            if "kind" in keys:
                yield from claims_of_service(node, excerpt, context)
            yield from claims_of_chart_service(path, node, excerpt, context)
            if "op" in keys:
                done.add(id(node.get("value")))
                yield from claims_of_patch(node, excerpt, context)
            if "static_configs" in keys:
                yield from _scraped(node, excerpt, context)
            read = _COMMAND if container is not None else frozenset[str]()
            yield from embedded_texts(path, node, excerpt, context, owner=owner, read=read, done=done)
        if key is not None and key.value.isupper() and isinstance(node, Scalar):
            yield from claims_of_environment(Mapping(((key, node),), key.start, node.end), excerpt, context)
        if key is None or id(node) in done:
            if isinstance(node, Sequence) and id(node) not in done and is_flag_list(node):
                yield from claims_of_list(node, excerpt, context)
            continue
        if arguments_key(key.value) is not None:
            found = claims_of_key((described, *path), node, excerpt, context, kubernetes=kubernetes)
            if found is not None:
                done.add(id(node))
                yield from found
                continue
        if isinstance(node, Sequence) and is_flag_list(node):
            yield from claims_of_list(node, excerpt, _nearby(path, context))


def _described(root: Mapping) -> str:
    """What a resource describes: its kind, or the kind in a schema such as ``promenade/Kubelet/v1``."""
    schema = root.text("schema").split("/")
    return schema[1] if len(schema) == 3 else root.text("kind")


def _nearby(path: tuple[str, ...], context: Context) -> Context:
    """*context* about the component that a key above a list of flags is named after."""
    for part in reversed(path):
        subject = component_of_key(part, context)
        if subject is not None:
            return context.about(subject.name, How.NEARBY)
    return context


def _scraped(node: Mapping, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The targets of a Prometheus job. What the job is called is a hint at whom it scrapes, no more."""
    listed = node.get("static_configs")
    job = node.text("job_name")
    if not isinstance(listed, Sequence) or not job:
        return
    name = context.names.known(job)
    inner = Context(
        context.names, context.scope, context.stance, Subject(name, How.NEARBY) if name else None, forwarded=context.forwarded
    )
    for item in listed.items:
        targets = item.get("targets") if isinstance(item, Mapping) else None
        for scalar in targets.items if isinstance(targets, Sequence) else ():
            if not isinstance(scalar, Scalar) or scalar.plain is None:
                continue
            for address in addresses(scalar.value, bare=True):
                full = Address(
                    address.port, address.start, address.end, node.text("scheme").lower(), address.host, node.text("metrics_path")
                )
                yield from port_claims(full, scalar.plain[0], excerpt, inner)
