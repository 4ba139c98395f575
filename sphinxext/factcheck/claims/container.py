"""Containers, of Kubernetes and of Compose: what they run, with which arguments and variables, and where they listen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .address import Address, port_claims
from .arguments import split_words
from .assignment import Assignment, claims_of_assignment
from .command import Word, claims_of_arguments, claims_of_command, image_name, is_placeholder, paths_in
from .context import Context, Embedded
from .document import Mapping, Node, Scalar, Sequence, script_lines
from .excerpt import Excerpt
from .model import Claim, How, Subject
from .owners import component_of_key

__all__ = ["claims_of_container", "claims_of_environment", "container_of"]

_PARTS = ("entrypoint", "command", "args")
_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_SHELLS = frozenset({"sh", "bash", "ash", "/bin/sh", "/bin/bash", "/bin/ash", "/usr/bin/bash", "/usr/bin/sh"})
# Programs that do nothing but start another.
_INITS = frozenset({"tini", "dumb-init", "catatonit"})


def container_of(node: Mapping, context: Context, key: str = "") -> Context | None:
    """*context* about the program that the container *node* runs; ``None`` if *node* is no container, nor a part of one.

    :param key: what a file of Compose calls the service.
    """
    listed = any(isinstance(node.get(part), Sequence) for part in _PARTS)
    imaged = isinstance(node.get("image"), Scalar)
    told = any(node.get(name) is not None for name in ("name", "environment"))
    said = [value.value.lstrip() for part in _PARTS if isinstance(value := node.get(part), Scalar)]
    flags = key in context.names and any(text.startswith("-") for text in said)
    if not listed and not flags and not (imaged and (said or told)):
        return None
    subject = _subject(node, context, key)
    if subject is None:
        return context if listed else None
    return replace(context, subject=subject)


def _subject(node: Mapping, context: Context, key: str) -> Subject | None:
    """Whose arguments a container takes: the program of its command, its image, its name."""
    for part in _PARTS:
        word = _program(node.get(part))
        # The first of the arguments may be a subcommand, or another program of the image.
        if word and not word.startswith("-") and word not in _SHELLS and not is_placeholder(word):
            return Subject(word.rsplit("/", 1)[-1], How.CONTAINER)
    named = context.names.known(node.text("name"))
    image = image_name(node.text("image") or node.text("image", "repository"))
    if image and not is_placeholder(image):
        # Whatever the container is called, it runs its image.
        own = context.names.known(image) or (named if named is not None and image.startswith(named) else None)
        return Subject(own or image, How.CONTAINER)
    return Subject(named, How.CONTAINER) if named is not None else component_of_key(key, context) if key else None


def _program(node: Node | None) -> str:
    """The first word of a command that starts a program itself."""
    items = node.items if isinstance(node, Sequence) else (node,)
    for item in items[:3]:
        if not isinstance(item, Scalar) or not item.value.strip():
            return ""
        word = item.value.split(None, 1)[0].strip("\"'")
        if word.rsplit("/", 1)[-1] not in _INITS and word != "--":
            return word
    return ""


def claims_of_container(
    node: Mapping, context: Context, excerpt: Excerpt, surroundings: Context, *, listens: bool
) -> Iterator[Claim | Embedded]:
    """The claims of the container *node*, which *context* is about.

    :param listens: its ports are where it listens, not what somebody else maps to it.
    """
    before: list[Word] = []
    for part in _PARTS:
        value = node.get(part)
        for item in value.items if isinstance(value, Sequence) else ():
            if isinstance(item, Scalar):
                if len(before) > 1 and before[0].text in _SHELLS and re.fullmatch(r"-[a-z]*c", before[-1].text):
                    yield Embedded(script_lines(item, excerpt), surroundings, "sh")
                before.append(Word(item.value, item.start, item.end))
    words = [word for part in _PARTS for word in split_words(node.get(part), excerpt)]
    while words and (words[0].value.rsplit("/", 1)[-1] in _INITS or words[0].text == "--"):
        words = words[1:]
    if words and words[0].value in _SHELLS:
        if len(before) < 2:
            yield from claims_of_command(words, excerpt, surroundings)
    elif words and not words[0].text.startswith("-") and words[0].value.rsplit("/", 1)[-1] not in context.names:
        yield from claims_of_command(words, excerpt, surroundings)
    else:
        if words and not words[0].text.startswith("-"):
            yield from paths_in(words[0].text, words[0].start, excerpt, context, "command")
            words = words[1:]
        yield from claims_of_arguments(words, excerpt, context)
    for key in ("env", "environment"):
        if isinstance(listed := node.get(key), Sequence):
            yield from claims_of_environment(listed, excerpt, context)
    if listens:
        chosen = {digits for word in before for digits in re.findall(r"\d{2,5}", word.text)}
        yield from _probed(node, chosen, excerpt, context)


def claims_of_environment(node: Node | None, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The claims of variables: a map, a list of ``name`` and ``value``, or a list of ``NAME=value``."""
    pairs: list[tuple[Scalar, Node | None]] = []
    if isinstance(node, Mapping):
        pairs = list(node.items)
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping) and isinstance(name := item.get("name"), Scalar):
            pairs.append((name, item.get("value")))
        elif isinstance(item, Scalar) and item.plain is not None and "=" in item.value:
            start = item.plain[0]
            at = start + item.value.index("=")
            variable = Scalar(item.value[: at - start], start, at)
            pairs.append((variable, Scalar(item.value[at - start + 1 :], at + 1, start + len(item.value))))
    for key, given in pairs:
        if key.plain is None or not isinstance(given, Scalar):
            continue
        if given.plain is not None:
            assigned = Assignment(key.value, key.plain[0], given.value, given.plain[0], excerpt)
            yield from claims_of_assignment(assigned, context, service=True)


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
