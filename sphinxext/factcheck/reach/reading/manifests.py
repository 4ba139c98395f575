"""Manifests: the containers that they run, the arguments that installers are given, and the files in ConfigMaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ...claims.arguments import claims_of_key, split_words
from ...claims.container import container_of
from ...claims.context import Context
from ...claims.document import Alias, Node, Scalar, embedded_lines, read_documents, walk
from ...claims.document import Mapping as Table
from ...claims.document import Sequence as List
from ...claims.excerpt import Excerpt
from ...claims.launcher import SHELLS, image_name
from ...claims.model import FlagClaim
from ...claims.owners import arguments_key, is_kubernetes
from ...claims.word import Word, program_name
from ...facts.base import FactBase
from ...facts.model import Component, Placement
from ...findings import Span
from ...messages import Message, message
from ...pages.attachments import BUDGET
from ...pages.model import Line
from ..files import read_corefile
from ..model import Argument, GivenFile, Situation, Variable
from ..values import OWN_ADDRESS
from .commands import argument_of, situations_in_shell

__all__ = ["Found", "read_manifest"]

_PARTS = ("entrypoint", "command", "args")
_TAG = re.compile(r":v?(?P<release>\d+(?:\.\d+)+(?:-(?:rc|alpha|beta)[\w.]*)?)[\w.+-]*(?:@.*)?$", re.ASCII)
_OWN_ADDRESSES = frozenset({"status.podIP", "status.hostIP", "status.podIPs", "status.hostIPs"})
_KUBEADM = "kubeadm.k8s.io/"
_KUBEADM_PARTS = {
    ("apiServer",): "kube-apiserver",
    ("controllerManager",): "kube-controller-manager",
    ("scheduler",): "kube-scheduler",
    ("etcd", "local"): "etcd",
    ("nodeRegistration",): "kubelet",
}
"""Whose ``extraArgs`` stand where in kubeadm's configuration (``kubeletExtraArgs`` below ``nodeRegistration``)."""
_INITS = frozenset({"tini", "dumb-init", "catatonit", "--"})


@dataclass(slots=True)
class Found:
    """What a file holds: programs that are started, and files that they may read."""

    situations: list[Situation] = field(default_factory=list)
    files: list[GivenFile] = field(default_factory=list)
    unread: list[tuple[Span, Message]] = field(default_factory=list)
    """What could not be read, and why."""


def read_manifest(lines: tuple[Line, ...], context: Context, facts: FactBase, filename: str) -> Found:
    """The programs and files in the YAML *lines* of the file *filename*."""
    excerpt = Excerpt(lines)
    found = Found()
    documents = read_documents(excerpt, BUDGET)
    if documents is None:
        found.unread.append((excerpt.whole(), message("this is no YAML, or nested too deeply")))
    for number, document in enumerate(documents or ()):
        before = len(found.situations)
        _read_document(document.root, excerpt, context, facts, filename, found)
        if len(found.situations) == before and (number == 0 or isinstance(document.root, Table)):
            found.files.append(GivenFile(filename, _lines_of(document.root, excerpt)))
    return found


def _lines_of(root: Node, excerpt: Excerpt) -> tuple[Line, ...]:
    """The lines that the document *root* stands in, so that what is said of it can be pointed at."""
    first, last = excerpt.position(root.start)[0], excerpt.position(max(root.start, root.end - 1))[0]
    return excerpt.lines[first : last + 1]


def _read_document(root: Node, excerpt: Excerpt, context: Context, facts: FactBase, filename: str, found: Found) -> None:
    kind = root.text("kind") if isinstance(root, Table) else ""
    if isinstance(root, Table) and kind == "ConfigMap":
        _config_map(root, excerpt, context, facts, found)
        return
    if isinstance(root, Table) and root.text("apiVersion").startswith(_KUBEADM):
        _kubeadm(root, excerpt, facts, found)
        return
    if isinstance(root, Table) and (owner := _owner_of(kind, facts)) is not None:
        _configured(owner, GivenFile(filename, _lines_of(root, excerpt)), found)
        return
    roots = [key.value for key, _ in root.items] if isinstance(root, Table) else []
    kubernetes = is_kubernetes(frozenset(key.value for _, key, _ in walk(root) if key is not None), roots)
    _walk(root, excerpt, context, facts, found, Placement.UNKNOWN, kubernetes=kubernetes)


def _owner_of(kind: str, facts: FactBase) -> Component | None:
    owner = facts.outline(kind) if kind else None
    return owner if owner is not None and kind in owner.kind_names else None


def _configured(owner: Component, file: GivenFile, found: Found) -> None:
    """A file of *owner*'s own kind: the program is started with it, and as its installer does otherwise."""
    found.files.append(file)
    flag = next((each.flag for each in owner.start.files if each.decides), "") if owner.start is not None else ""
    if flag:
        words = (Argument(f"{flag}={file.name}"),)
        span = file.lines[0].span(0, len(file.lines[0].text)) if file.lines else None
        found.situations.append(Situation(owner.name, words, files=(file,), whole=False, span=span))


def _walk(
    root: Node, excerpt: Excerpt, context: Context, facts: FactBase, found: Found, placement: Placement, *, kubernetes: bool
) -> None:
    """Containers and lists of arguments below *root*; *placement* is that of the pods in it."""
    whole = isinstance(root, Table) and bool(root.text("kind"))
    stack: list[tuple[Node, Placement, tuple[str, ...], str]] = [(root, placement, (), "")]
    while stack:
        node, placed, path, key = stack.pop()
        target = node.target if isinstance(node, Alias) else node
        if isinstance(target, List):
            stack.extend((item, placed, (*path, "[]"), "") for item in reversed(target.items))
            continue
        if not isinstance(target, Table):
            continue
        if target.get("containers") is not None:
            # Who cuts a piece out of a manifest may leave out whose network it has.
            own = Placement.POD if whole else Placement.UNKNOWN
            placed = Placement.HOST if target.text("hostNetwork").lower() == "true" else own
        if len(path) == 2 and path[0] == "services" and not placed:
            # A service of Compose.
            placed = Placement.HOST if target.text("network_mode") == "host" else Placement.CONTAINER
        container = container_of(target, context, key)
        if container is not None and container.subject is not None:
            _container(target, container, excerpt, facts, found, placed)
            continue
        for name, value in reversed(target.items):
            if arguments_key(name.value) is not None:
                claims = claims_of_key((*path, name.value), value, excerpt, context, kubernetes=kubernetes)
                flags = [claim for claim in claims or () if isinstance(claim, FlagClaim)]
                if flags:
                    _passed_on(flags, facts, found)
                    continue
            stack.append((value, placed, (*path, name.value), name.value))


def _passed_on(flags: list[FlagClaim], facts: FactBase, found: Found) -> None:
    """Arguments under a key that names a component: they are added to those that an installer has."""
    component = facts.outline(flags[0].subject.name) if flags[0].subject is not None else None
    if component is not None:
        words = tuple(
            Argument(f"--{flag.name}" + (f"={flag.value}" if flag.value is not None else ""), flag.span) for flag in flags
        )
        found.situations.append(Situation(component.name, words, whole=False, span=flags[0].span))


def _container(node: Table, context: Context, excerpt: Excerpt, facts: FactBase, found: Found, placement: Placement) -> None:
    subject = context.subject
    words = [word for part in _PARTS for word in split_words(node.get(part), excerpt)]
    while words and (program_name(words[0].value) in _INITS or words[0].text == "--"):
        words = words[1:]
    if words and program_name(words[0].value) in SHELLS:
        _script(words, node, excerpt, context, facts, found, placement)
        return
    name = subject.name if subject is not None else ""
    if words and not words[0].text.startswith("-") and facts.outline(program_name(words[0].value)) is not None:
        name = program_name(words[0].value)
        words = words[1:]
    component = facts.outline(name)
    if component is None or not component.endpoints:
        return
    image = node.text("image")
    match = _TAG.search(image) if facts.outline(image_name(image)) is not None else None
    found.situations.append(
        Situation(
            component=component.name,
            words=tuple(argument_of(word, excerpt) for word in words),
            variables=tuple(_variables(node, excerpt)),
            placement=placement,
            release=match["release"] if match is not None else "",
            span=excerpt.span(node.start, node.start + 1),
        )
    )


def _script(
    words: list[Word], node: Table, excerpt: Excerpt, context: Context, facts: FactBase, found: Found, placement: Placement
) -> None:
    """A container whose command is a shell: the script that it reads is the first long word behind ``-c``."""
    for part in _PARTS:
        value = node.get(part)
        for item in value.items if isinstance(value, List) else ():
            if isinstance(item, Scalar) and len(item.value.split()) > 1:
                block = embedded_lines(item, excerpt)
                lines = block.lines if block is not None else excerpt.cut(*(item.plain or (item.start, item.end))).lines
                variables = tuple(_variables(node, excerpt))
                for situation in situations_in_shell(lines, replace(context, subject=None), facts):
                    found.situations.append(replace(situation, placement=placement, variables=(*variables, *situation.variables)))


def _variables(node: Table, excerpt: Excerpt) -> Iterator[Variable]:
    for key in ("env", "environment"):
        listed = node.get(key)
        if isinstance(listed, Table):
            for name, value in listed.items:
                if isinstance(value, Scalar):
                    yield Variable(name.value, value.value, excerpt.span(name.start, value.end))
        for item in listed.items if isinstance(listed, List) else ():
            if isinstance(item, Scalar):
                name_text, equals, text = item.value.partition("=")
                yield Variable(name_text, text if equals else None, excerpt.span(item.start, item.end))
            elif isinstance(item, Table) and item.text("name"):
                span = excerpt.span(item.start, item.end)
                source = item.get("valueFrom", "fieldRef")
                if isinstance(source, Table) and source.text("fieldPath") in _OWN_ADDRESSES:
                    yield Variable(item.text("name"), OWN_ADDRESS, span)
                else:
                    given = item.get("value")
                    yield Variable(item.text("name"), given.value if isinstance(given, Scalar) else None, span)


def _config_map(root: Table, excerpt: Excerpt, context: Context, facts: FactBase, found: Found) -> None:
    """The files in a ConfigMap; those of a kind of configuration start the program that the kind is of."""
    data = root.get("data")
    for key, value in data.items if isinstance(data, Table) else ():
        if not isinstance(value, Scalar):
            continue
        block = embedded_lines(value, excerpt)
        lines = block.lines if block is not None else excerpt.cut(*(value.plain or (value.start, value.end))).lines
        before = len(found.situations)
        if key.value == "Corefile":
            _corefile(GivenFile(key.value, lines), facts, found)
        else:
            inner = read_documents(Excerpt(lines))
            first = inner[0].root if inner else None
            if isinstance(first, Table) and first.text("kind"):
                _read_document(first, Excerpt(lines), context, facts, key.value, found)
        if len(found.situations) == before:
            found.files.append(GivenFile(key.value, lines))


def _corefile(file: GivenFile, facts: FactBase, found: Found) -> None:
    """A Corefile starts CoreDNS."""
    component = facts.outline("coredns")
    if component is None or component.start is None or not any(read_corefile(file.lines)):
        return
    flag = next((each.flag for each in component.start.files if each.format == "corefile"), "")
    if flag:
        found.files.append(file)
        span = file.lines[0].span(0, len(file.lines[0].text)) if file.lines else None
        found.situations.append(
            Situation(component.name, (Argument(f"{flag}={file.name}"),), files=(file,), placement=Placement.POD, span=span)
        )


def _kubeadm(root: Table, excerpt: Excerpt, facts: FactBase, found: Found) -> None:
    """The arguments that kubeadm adds: a map up to v1beta3, a list of names and values from v1beta4 on."""
    release = root.text("kubernetesVersion").removeprefix("v")
    for path, name in _KUBEADM_PARTS.items():
        part = root.get(*path, "kubeletExtraArgs" if name == "kubelet" else "extraArgs")
        words = tuple(_extra_arguments(part, excerpt))
        component = facts.outline(name)
        if words and component is not None:
            own = release if component.product == "kubernetes" and re.fullmatch(r"\d+(\.\d+)+", release) else ""
            found.situations.append(Situation(name, words, distribution="kubeadm", whole=False, release=own, span=words[0].span))


def _extra_arguments(part: Node | None, excerpt: Excerpt) -> Iterator[Argument]:
    if isinstance(part, Table):
        for key, value in part.items:
            if isinstance(value, Scalar):
                yield Argument(f"--{key.value}={value.value}", excerpt.span(key.start, value.end))
    for item in part.items if isinstance(part, List) else ():
        if isinstance(item, Table) and item.text("name"):
            yield Argument(f"--{item.text('name')}={item.text('value')}", excerpt.span(item.start, item.end))
