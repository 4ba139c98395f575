"""Texts of another syntax in a document: files in a ConfigMap, in cloud-config or in a task, units, scripts, patches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..pages.model import Line
from .context import Context, Embedded
from .document import Mapping, Node, Scalar, Sequence, script_lines
from .excerpt import Excerpt
from .model import How, Subject
from .shell import is_command

__all__ = ["embedded_texts"]

_SHELL = re.compile(
    r"(?:ansible\.(?:builtin|legacy)\.)?(?:shell|command|raw|script)|cmd|run|runcmd|bootcmd|exec|inline|commands|user-?data"
    r"|(?:before|after)_script|(?:pre|post)KubeadmCommands|on_start|post-up|pre-up",
    re.IGNORECASE | re.ASCII,
)
_CONTENT = frozenset(
    {"content", "contents", "block", "line", "data", "inline", "body", "newline", "replace", "text", "append", "overwrite"}
)
_FILE = ("path", "dest", "destination", "filename", "file", "name")
_PROSE = re.compile(
    r"descriptions?|summary|messages?|title|docs?|help|text|notes?|comments?|about|readme|changelog|long_description|annotations"
    r"|query|expr|sql|html|template|certificate|cert|key|ca\.crt",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?P<name>[\w@.-]+)\.(?:service|socket|timer)")
_DATA = ("data", "stringData", "binaryData", "files", "configs", "configMapData")


def embedded_texts(
    path: tuple[str, ...],
    node: Mapping,
    excerpt: Excerpt,
    context: Context,
    *,
    owner: str = "",
    read: frozenset[str] = frozenset(),
    done: set[int],
) -> Iterator[Embedded]:
    """The texts among the values of *node* at *path*.

    :param owner: what the object that *node* is a part of is called; a guess at whom its texts are about.
    :param read: keys whose values have been read as something else.
    :param done: the texts, by their identity, that were handed out before; those that are now are added.
    """
    if not any(_may_hold_text(key, value) for key, value in node.items):
        return
    named = context.names.known(owner) if owner else None
    plain = replace(context, settings=False, caption="", filename="")
    keys = node.keys
    if "name" in keys and (unit := _UNIT.fullmatch(node.text("name"))) is not None:
        yield from _unit(node, unit["name"], excerpt, plain, done)
    file = ""
    if keys & _CONTENT:
        file = next((text for key in _FILE if (text := node.text(key)) and ("/" in text or "." in text)), "")
    target = context.names.known(node.text("target", "name")) if "patch" in keys else None
    for key, value in node.items:
        if key.value in read or id(value) in done:
            continue
        if key.value == "patch" and isinstance(value, Scalar) and target is not None:
            yield Embedded(script_lines(value, excerpt), plain.about(target, How.CONTAINER), "yaml")
        elif _SHELL.fullmatch(key.value):
            yield from _scripts(value, excerpt, plain, done)
        elif isinstance(value, Mapping) and file and isinstance(inner := value.get("inline"), Scalar):
            done.add(id(inner))
            yield _file(inner, file, excerpt, plain, named)
        elif isinstance(value, Scalar) and key.value in _CONTENT and file:
            if value.value.strip():
                yield _file(value, file, excerpt, plain, named)
        elif isinstance(value, Scalar) and _holds_lines(value) and not _PROSE.fullmatch(key.value):
            # In a map of files the keys are their names.
            inside = bool(path) and path[-1] in _DATA
            yield _file(value, key.value if inside or "." in key.value else "", excerpt, plain, named)
        elif isinstance(value, Sequence) and not _PROSE.fullmatch(key.value):
            for item in value.items:
                if isinstance(item, Scalar) and _holds_lines(item):
                    yield _file(item, "", excerpt, plain, named)


def _may_hold_text(key: Scalar, value: Node) -> bool:
    """Whether *value* could be handed out: a cheap look that spares most mappings the rest."""
    if isinstance(value, Scalar):
        return value.style in ("|", ">") or (" " in value.value and value.style != "*") or "=" in value.value
    return key.value in _CONTENT or key.value == "dropins" or isinstance(value, Sequence) or bool(_SHELL.fullmatch(key.value))


def _holds_lines(scalar: Scalar) -> bool:
    return scalar.style in ("|", ">") or (scalar.style == '"' and "\n" in scalar.value)


def _lines(scalar: Scalar, excerpt: Excerpt) -> tuple[Line, ...]:
    return script_lines(scalar, excerpt)


def _file(scalar: Scalar, name: str, excerpt: Excerpt, context: Context, owner: str | None) -> Embedded:
    """The text of a file called *name*, or of one that nothing is known of."""
    inner = replace(context, filename=name)
    known = context.names.filename(name) or context.names.known(name) if name else None
    if known is not None:
        inner = inner.about(known, How.FILENAME)
    elif owner is not None:
        inner = inner.about(owner, How.NEARBY)
    elif context.subject is not None and not context.subject.how.is_guess and name:
        inner = replace(inner, subject=None)
    return Embedded(_lines(scalar, excerpt), inner, "sh" if name.endswith((".sh", ".bash")) else "")


def _unit(node: Mapping, name: str, excerpt: Excerpt, context: Context, done: set[int]) -> Iterator[Embedded]:
    """A unit called *name*, and its drop-ins."""
    known = context.names.known(name)
    inner = replace(context, subject=Subject(known, How.FILENAME) if known else None)
    contents = [node.get("contents"), node.get("content")]
    dropins = node.get("dropins") or node.get("drop-ins") or node.get("drop_ins")
    for item in dropins.items if isinstance(dropins, Sequence) else ():
        if isinstance(item, Mapping):
            contents += [item.get("contents"), item.get("content")]
    for text in contents:
        if isinstance(text, Scalar) and text.value.strip():
            done.add(id(text))
            yield Embedded(_lines(text, excerpt), inner, "systemd")


def _scripts(value: Node, excerpt: Excerpt, context: Context, done: set[int]) -> Iterator[Embedded]:
    """The commands of a task, a job or a step: a text, or a list of them; not a command cut into its words."""
    if isinstance(value, Mapping):
        value = value.get("cmd") or value.get("inline") or value
    items = value.items if isinstance(value, Sequence) else (value,)
    for item in items:
        if isinstance(item, Scalar) and (_holds_lines(item) or (" " in item.value and is_command(item.value, context))):
            done.add(id(item))
            yield Embedded(_lines(item, excerpt), context, "sh")
