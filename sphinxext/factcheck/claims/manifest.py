"""Kubernetes manifests, and what resembles them: containers with their arguments, probes and ports, and lists of flags under
any key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .address import Address, addresses, port_claims
from .command import Word, claims_of_arguments, claims_of_command, command_of, flag_of, image_name, is_placeholder, paths_in
from .context import Context, Embedded
from .document import Mapping, Node, Scalar, Sequence, walk
from .excerpt import Excerpt
from .model import Claim, FlagClaim, How, Subject

__all__ = ["claims_of_manifest", "container_name", "is_container"]

_FLAG = re.compile(r"--?[A-Za-z][\w.-]*(?:[=\s]|$)")
_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_NO_LISTENERS = frozenset(
    {"Service", "Endpoints", "EndpointSlice", "ServiceMonitor", "PodMonitor", "NetworkPolicy", "Ingress", "ServiceEntry"}
)
_SHELLS = frozenset({"sh", "bash", "ash", "/bin/sh", "/bin/bash", "/bin/ash", "/usr/bin/env"})
# How kubeadm's configuration calls the components to which its maps of arguments go.
_EXTRA_ARGUMENTS = {
    ("apiServer", "extraArgs"): "kube-apiserver",
    ("controllerManager", "extraArgs"): "kube-controller-manager",
    ("scheduler", "extraArgs"): "kube-scheduler",
    ("local", "extraArgs"): "etcd",
    ("nodeRegistration", "kubeletExtraArgs"): "kubelet",
    ("apiServerExtraArgs",): "kube-apiserver",
    ("controllerManagerExtraArgs",): "kube-controller-manager",
    ("schedulerExtraArgs",): "kube-scheduler",
}


def is_container(node: Mapping) -> bool:
    """Whether *node* is a container's specification, or a part of one."""
    return any(key.value in ("command", "args") and isinstance(value, Sequence) for key, value in node.items)


def container_name(node: Mapping, context: Context) -> Subject | None:
    """Whose arguments a container takes: the program of its command, its image, its name."""
    for key in ("entrypoint", "command", "args"):
        listed = node.get(key)
        first = listed.items[0] if isinstance(listed, Sequence) and listed.items else None
        if isinstance(first, Scalar) and first.value.strip():
            word = first.value.split(None, 1)[0]
            # The first of the arguments may be a subcommand, or another program of the image.
            if not word.startswith("-") and word not in _SHELLS and not is_placeholder(word):
                return Subject(word.rsplit("/", 1)[-1], How.CONTAINER)
    named = context.names.known(node.text("name")) if node.text("name") else None
    image = image_name(node.text("image"))
    if image and not is_placeholder(image):
        # Whatever the container is called, it runs its image.
        own = context.names.known(image) or (named if named is not None and image.startswith(named) else None)
        return Subject(own or image, How.CONTAINER)
    return Subject(named, How.CONTAINER) if named is not None else None


def claims_of_manifest(root: Node, excerpt: Excerpt, context: Context) -> Iterator[Claim | Embedded]:
    """The claims of every container and every list of flags below *root*."""
    kind = root.text("kind") if isinstance(root, Mapping) else ""
    done: set[int] = set()
    owners: dict[tuple[str, ...], Subject] = {}
    for path, key, node in walk(root):
        del key
        if isinstance(node, Mapping):
            if (container := _container(node, context)) is not None:
                done.update(id(value) for k, value in node.items if k.value in ("command", "args"))
                yield from _claims_of_container(node, container, excerpt, context, kind)
            yield from _extra_arguments(path, node, excerpt, context)
            yield from _scraped(node, excerpt, context)
            if kind and not owners and (name := _named(node, path, context)):
                owners[()] = name
        elif isinstance(node, Sequence) and id(node) not in done and _is_flag_list(node):
            yield from _claims_of_list(node, excerpt, _owner(path, context))


def _container(node: Mapping, context: Context) -> Context | None:
    listed = is_container(node)
    imaged = isinstance(node.get("image"), Scalar) and (node.get("name") is not None or listed)
    if not listed and not imaged:
        return None
    subject = container_name(node, context)
    if subject is not None:
        return context.about(subject.name, subject.how)
    return context if listed else None


def _named(node: Mapping, path: tuple[str, ...], context: Context) -> Subject | None:
    if path == ("metadata",) and (name := context.names.known(node.text("name"))):
        return Subject(name, How.NEARBY)
    return None


def _words(node: Node | None) -> Iterator[tuple[Scalar, Word]]:
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar) and (place := item.plain) is not None:
            yield item, Word(item.value, *place)


def _claims_of_container(
    node: Mapping, context: Context, excerpt: Excerpt, surroundings: Context, kind: str
) -> Iterator[Claim | Embedded]:
    words: list[Word] = []
    for key in ("command", "args"):
        listed = node.get(key)
        for item in listed.items if isinstance(listed, Sequence) else ():
            if isinstance(item, Scalar):
                yield from _inner_script(item, words, excerpt, surroundings)
                if item.plain is not None:
                    words.append(Word(item.value, *item.plain))
    if any(word.text in _SHELLS for word in words[:1]):
        words = []
    arguments = words if not words or words[0].text.startswith("-") else words[1:]
    if words and not words[0].text.startswith("-"):
        yield from paths_in(words[0].text, words[0].start, excerpt, context, "command")
    if len(words) == 1 and " " in words[0].text and not words[0].text.startswith("-"):
        yield from claims_of_command(_split(words[0]), excerpt, context)
        arguments = []
    yield from claims_of_arguments([part for word in arguments for part in _split(word)], excerpt, context)
    if kind in _NO_LISTENERS:
        return
    chosen = {digits for word in words for digits in re.findall(r"\d{2,5}", word.text)}
    yield from _probed(node, chosen, excerpt, context)


def _split(word: Word) -> list[Word]:
    """*word* cut at its spaces, if it is a flag with its value or a whole command in one item."""
    if " " not in word.text or "=" in word.text.split(" ", 1)[0]:
        return [word]
    return [Word(m[0], word.start + m.start(), word.start + m.end()) for m in re.finditer(r"\S+", word.text)]


def _inner_script(item: Scalar, before: list[Word], excerpt: Excerpt, context: Context) -> Iterator[Embedded]:
    if len(before) < 2 or before[0].text not in _SHELLS or not re.fullmatch(r"-[a-z]*c", before[-1].text):
        return
    if item.plain is not None:
        yield Embedded(excerpt.cut(*item.plain).lines, context, "sh")
    elif item.style in ("|", ">"):
        from .document import embedded_lines

        if (inner := embedded_lines(item, excerpt)) is not None:
            yield Embedded(inner.lines, context, "sh")


def _port(node: Node | None) -> tuple[int, int, int] | None:
    if isinstance(node, Scalar) and node.plain is not None and re.fullmatch(r"\d{2,5}", node.value) and int(node.value) <= 65535:
        return int(node.value), *node.plain
    return None


def _probed(node: Mapping, chosen: set[str], excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """Where the probes and the ports of a container say that it listens, unless its own arguments chose the port."""
    for probe in _PROBES:
        for action in ("httpGet", "tcpSocket"):
            target = node.get(probe, action)
            if isinstance(target, Mapping) and (port := _port(target.get("port"))) and str(port[0]) not in chosen:
                address = Address(
                    port[0],
                    0,
                    port[2] - port[1],
                    scheme=target.text("scheme").lower(),
                    host=target.text("host") if not is_placeholder(target.text("host")) else "",
                    path=target.text("path") if target.text("path").startswith("/") else "",
                )
                yield from port_claims(address, port[1], excerpt, context)
    ports = node.get("ports")
    for item in ports.items if isinstance(ports, Sequence) else ():
        if isinstance(item, Mapping) and (port := _port(item.get("containerPort"))) and str(port[0]) not in chosen:
            yield from port_claims(Address(port[0], 0, port[2] - port[1]), port[1], excerpt, context)


def _extra_arguments(path: tuple[str, ...], node: Mapping, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The maps, and since kubeadm's v1beta4 the lists, of arguments for the components."""
    for key, value in node.items:
        name = next((n for p, n in _EXTRA_ARGUMENTS.items() if (*path, key.value)[-len(p) :] == p), None)
        if name is None:
            continue
        inner = context.about(name, How.CONTAINER)
        pairs: list[tuple[Scalar, Node]] = []
        if isinstance(value, Mapping):
            pairs = list(value.items)
        elif isinstance(value, Sequence):
            for item in value.items:
                if isinstance(item, Mapping) and isinstance(named := item.get("name"), Scalar):
                    pairs.append((named, item.get("value") or Scalar("", named.end, named.end)))
        for flag, given in pairs:
            if flag.plain is not None and re.fullmatch(r"[A-Za-z][\w.-]*", flag.value):
                yield _named_flag(flag, given, excerpt, inner)


def _named_flag(flag: Scalar, given: Node, excerpt: Excerpt, context: Context) -> FlagClaim:
    place = given.plain if isinstance(given, Scalar) and not is_placeholder(given.value) else None
    assert flag.plain is not None
    return FlagClaim(
        span=excerpt.span(*flag.plain),
        subject=context.subject,
        stance=context.stance,
        scope=context.scope,
        name=flag.value,
        dashes="",
        value=given.value if place and isinstance(given, Scalar) else None,
        value_span=excerpt.span(*place) if place else None,
    )


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
        for scalar, word in _words(targets):
            for address in addresses(scalar.value, bare=True):
                full = Address(
                    address.port, address.start, address.end, node.text("scheme").lower(), address.host, node.text("metrics_path")
                )
                yield from port_claims(full, word.start, excerpt, inner)


def _is_flag_list(node: Sequence) -> bool:
    flags = [item for item in node.items if isinstance(item, Scalar) and _FLAG.match(item.value)]
    return bool(flags) and len(flags) * 2 >= len(node.items)


def _claims_of_list(node: Sequence, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    words = [part for _, word in _words(node) for part in _split(word)]
    if words and not words[0].text.startswith("-") and words[0].text in context.names:
        context = context.about(context.names.known(words[0].text), How.CONTAINER)
        words = words[1:]
    command = command_of(words)
    for index, word in enumerate(words):
        follower = words[index + 1] if index + 1 < len(words) else None
        flag = flag_of(word, follower, excerpt, context, command)
        if flag is not None:
            yield flag
            yield from paths_in(word.text, word.start, excerpt, context, "flag")


def _owner(path: tuple[str, ...], context: Context) -> Context:
    """*context* about the component that a key above a list of flags is named after: ``kubelet_args``, ``kube-apiserver-arg``."""
    for part in reversed(path):
        name = context.names.known(re.sub(r"[-_]?(?:extra)?[-_]?(?:args?|arguments|flags|opts|options)$", "", part))
        if name is not None:
            return context.about(name, How.CONTAINER if part != name else How.NEARBY)
    return context
