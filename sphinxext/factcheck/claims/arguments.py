"""Arguments under a key: lists of flags, maps and lists of flags to values, and texts of several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .command import Word, claims_of_arguments, is_placeholder, words_of
from .context import Context
from .document import Mapping, Node, Scalar, Sequence, words_in
from .excerpt import Excerpt
from .model import Claim, FlagClaim, How
from .owners import arguments_key, component_of_path

__all__ = ["claims_of_key", "claims_of_list", "is_flag_list", "split_words"]

_FLAG = re.compile(r"--?[A-Za-z][\w.-]*(?:[=\s]|$)")
_NAME = re.compile(r"(?P<dashes>-{0,2})(?P<name>[A-Za-z][\w.-]*)")
_PAIR = re.compile(r"(?P<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:=(?P<value>.*))?", re.DOTALL)


def is_flag_list(node: Sequence) -> bool:
    """Whether the items of *node* are flags, most of them."""
    flags = [item for item in node.items if isinstance(item, Scalar) and _FLAG.match(item.value.lstrip())]
    return bool(flags) and len(flags) * 2 >= len(node.items)


def split_words(node: Node | None, excerpt: Excerpt) -> list[Word]:
    """The words of the list or the text *node*, the items cut at their spaces where they hold several."""
    if isinstance(node, Scalar):
        return list(words_in(node, excerpt))
    words: list[Word] = []
    for item in node.items if isinstance(node, Sequence) else ():
        if not isinstance(item, Scalar):
            continue
        if item.plain is None:
            words += words_in(item, excerpt)
        elif item.value:
            words += _split(Word(item.value, *item.plain))
    return words


def _split(word: Word) -> list[Word]:
    """*word* cut at its spaces, if it is a flag with its value, or several flags, or a whole command in one item."""
    if not re.search(r"\s", word.text):
        return [word]
    parts = list(words_of(word.text, word.start))
    if "=" in parts[0].text and not any(part.text.startswith("--") for part in parts[1:]):
        return [word]  # a value with spaces in it
    return parts


def claims_of_key(
    path: tuple[str, ...], value: Node, excerpt: Excerpt, context: Context, *, kubernetes: bool
) -> Iterator[Claim] | None:
    """The claims of the arguments *value* at *path*; ``None`` if no component is known to take them, or they are none."""
    key = arguments_key(path[-1]) if path else None
    subject = component_of_path(path, context, kubernetes=kubernetes) if key is not None else None
    if key is None or subject is None:
        return None
    inner = replace(context, subject=subject)
    match value:
        case Mapping() if key.sure or any(k.value.startswith("-") for k, _ in value.items):
            return _named_flags(list(value.items), excerpt, inner)
        case Sequence() if is_flag_list(value):
            return claims_of_list(value, excerpt, inner)
        case Sequence() if _pairs(value):
            return _named_flags(_pairs(value), excerpt, inner)
        case Sequence() if key.sure or subject.name == "prometheus":
            return _assignments(value.items, excerpt, inner)
        case Scalar() if value.value.lstrip().startswith("-"):
            return claims_of_arguments(words_in(value, excerpt), excerpt, inner)
        case Scalar() if key.sure and key.owner and "=" in value.value:
            return _assignments((value,), excerpt, inner)
    return None


def _pairs(node: Sequence) -> list[tuple[Scalar, Node]]:
    """The flags of a list of ``name`` and ``value``; none, if it is another list."""
    pairs: list[tuple[Scalar, Node]] = []
    for item in node.items:
        name = item.get("name") if isinstance(item, Mapping) else None
        if isinstance(item, Mapping) and isinstance(name, Scalar):
            pairs.append((name, item.get("value") or Scalar("", name.end, name.end)))
    return pairs


def _named_flags(pairs: list[tuple[Scalar, Node]], excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    for flag, given in pairs:
        match = _NAME.fullmatch(flag.value)
        # In camelCase it is a field of the configuration, or an option of whoever starts the program.
        if flag.plain is None or match is None or (not match["dashes"] and match["name"].lower() != match["name"]):
            continue
        place = given.plain if isinstance(given, Scalar) and given.value and not is_placeholder(given.value) else None
        yield FlagClaim(
            span=excerpt.span(*flag.plain),
            subject=context.subject,
            stance=context.stance,
            scope=context.scope,
            name=match["name"],
            dashes=match["dashes"],
            value=given.value if place and isinstance(given, Scalar) else None,
            value_span=excerpt.span(*place) if place else None,
        )


def _assignments(items: tuple[Node, ...], excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """Flags without their dashes: ``v=2``, ``web.enable-lifecycle``."""
    for item in items:
        match = _PAIR.fullmatch(item.value.replace(".", "-")) if isinstance(item, Scalar) else None
        if match is None or not isinstance(item, Scalar) or item.plain is None:
            continue
        name, _, value = item.value.partition("=")
        start = item.plain[0]
        shown = bool(value) and not is_placeholder(value)
        yield FlagClaim(
            span=excerpt.span(start, start + len(name)),
            subject=context.subject,
            stance=context.stance,
            scope=context.scope,
            name=name,
            dashes="",
            value=value if shown else None,
            value_span=excerpt.span(start + len(name) + 1, item.plain[1]) if shown else None,
        )


def claims_of_list(node: Sequence, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The flags in a list; its first item may be the program that takes them."""
    words = split_words(node, excerpt)
    if words and not words[0].text.startswith("-"):
        program = words[0].value.rsplit("/", 1)[-1]
        context = context.about(context.names.known(program) or program, How.CONTAINER)
        words = words[1:]
    yield from claims_of_arguments(words, excerpt, context)
