"""YAML as authors write it: with lines left out, templates, placeholders, arrows; each scalar with its place.

What a parser would stumble over is blanked first, character for character, so that every position holds. The tree is built
from events, never deeper than a limit. An alias is looked through where a key is asked for, and never walked into: what it
stands for is read where it is anchored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from ..pages.model import Line
from .command import PLACEHOLDER, Word, words_of
from .excerpt import Excerpt

__all__ = [
    "Alias", "Document", "Mapping", "Node", "Scalar", "Sequence", "embedded_lines", "read_documents", "script_lines", "walk",
    "words_in",
]  # fmt: skip

_ELISION = re.compile(r"^[ \t]*(?:[-#][ \t]*)?(?:\.{3,}|…+|\[(?:\.{3}|…)\]|<snip>|\(\.{3}\)|\.|:)[ \t]*$", re.MULTILINE)
_STATEMENT = re.compile(
    r"\{%.*?%\}|\{#.*?#\}|^[ \t]*\{\{-?\s*(?:if|else|end|range|with|template|include|toYaml|define|block)\b.*?\}\}[ \t]*$",
    re.MULTILINE,
)
_LEFT_OUT = re.compile(r"\.{3,}|…+")
_EXPRESSION = re.compile(r"\{\{[^\n]*?\}\}+")
_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_ARROW = re.compile(r"[ \t]+(?:<[-=]+|[←⬅⟵]|//[ \t]).*$", re.MULTILINE)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEPTH = 60
_REPAIRS = 6
_LIMIT = 400_000
_COPIED = 100_000
"""How many nodes aliases may add to a collection; those beyond stand for nothing. A few lines of aliases of aliases are more
nodes than memory holds.
"""
_MERGED = 100
"""How many keys a mapping takes from others: enough for people, and too few to grow without end."""
_ESCAPED = re.compile(r"\\(?:n|[\\\"/]|[^\n])")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar: *value* as YAML reads it, and where its text stands in the excerpt, quotes included."""

    value: str
    start: int
    end: int
    style: str = ""

    @property
    def plain(self) -> tuple[int, int] | None:
        """Where *value* stands letter for letter; ``None`` if it was folded, or escapes were read."""
        start, end = (self.start + 1, self.end - 1) if self.style in ("'", '"') else (self.start, self.end)
        return (start, end) if end - start == len(self.value) and self.style not in ("|", ">") else None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in order; keys that are no scalars are left out."""

    items: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int
    merged: tuple[tuple[Scalar, Node], ...] = ()
    """What ``<<`` brings in, for those who look a key up."""

    def get(self, *path: str) -> Node | None:
        """The value at *path*, merged ones included."""
        node: Node | None = self
        for part in path:
            node = node._value(part) if isinstance(node, Mapping) else None
        return node

    def _value(self, key: str) -> Node | None:
        for pairs in (self.items, self.merged):
            for name, node in pairs:
                if name.value == key:
                    return node.target if isinstance(node, Alias) else node
        return None

    @property
    def keys(self) -> frozenset[str]:
        """The keys, merged ones included."""
        return frozenset([key.value for pairs in (self.items, self.merged) for key, _ in pairs])

    def text(self, *path: str) -> str:
        """The scalar at *path*, or an empty text."""
        node = self.get(*path)
        return node.value if isinstance(node, Scalar) else ""


@dataclass(frozen=True, slots=True)
class Alias:
    """A collection that is anchored elsewhere. An alias of a scalar is that scalar."""

    target: Sequence | Mapping
    start: int
    end: int


Node = Scalar | Sequence | Mapping | Alias


@dataclass(frozen=True, slots=True)
class Document:
    """A document. *repaired*: lines had to be left out before it could be read, so that its shape is not sure."""

    root: Node
    repaired: bool = False


class _TooDeepError(Exception):
    pass


def _blanked(text: str) -> str:
    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    text = (
        _UNPRINTABLE.sub(" ", text)
        .replace("\t", " ")
        .replace("\r", " ")
        .replace("\x85", " ")
        .replace("\u2028", " ")
        .replace("\u2029", " ")
    )
    text = _ELISION.sub(blank, text)
    if "{" in text:
        text = _STATEMENT.sub(blank, text)
        text = _EXPRESSION.sub(lambda m: PLACEHOLDER * len(m[0]), text)
    if "<-" in text or "<=" in text or "←" in text or "//" in text:
        text = _COMMENT.sub(blank, text)
        text = _ARROW.sub(blank, text)
    return text


def _too_deep(text: str) -> bool:
    """Whether flow collections nest so deep that the parser takes more than linear time."""
    depth = 0
    for match in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > _DEPTH:
            return True
    return False


def read_documents(excerpt: Excerpt, limit: int = _LIMIT) -> tuple[Document, ...] | None:
    """The documents of *excerpt*; ``None`` if it is no YAML, however leniently read, has more than *limit* characters, or is
    nested too deeply.
    """
    if len(excerpt.text) > limit or _too_deep(excerpt.text):
        return None
    lines = _blanked(excerpt.text).split("\n")
    found: list[Document] = []
    start = 0
    for end in [*(i for i, line in enumerate(lines) if line.startswith("---")), len(lines)]:
        # Each document by itself: what is wrong with one is no reason to give up on the others.
        chunk = lines[start:end]
        if any(line.strip(" -") for line in chunk):
            read = _read_one(chunk, start, excerpt)
            if read is None:
                return None
            found.extend(read)
        start = end
    return tuple(found)


def _read_one(lines: list[str], first: int, excerpt: Excerpt) -> list[Document] | None:
    lines = list(lines)
    for repairs in range(_REPAIRS):
        try:
            return [Document(root, repairs > 0) for root in _compose("\n".join(lines), first, excerpt)]
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            if mark is None:
                return None
            index = min(mark.line, len(lines) - 1)
            while index > 0 and not lines[index].strip():
                index -= 1
            if not lines[index].strip():
                return None
            lines[index] = ""
        except (yaml.YAMLError, ValueError, _TooDeepError):
            return None
    return None


def _compose(text: str, first: int, excerpt: Excerpt) -> list[Node]:
    """The roots of the documents in *text*, whose first line is the line *first* of *excerpt*."""

    def offset(mark: yaml.error.Mark | yaml._yaml.Mark | None) -> int:
        return excerpt.offset(first + mark.line, mark.column) if mark is not None else 0

    roots: list[Node] = []
    # Open collections: the start, whether it is a mapping, its anchor, the keys and values; a list has no keys.
    stack: list[tuple[int, bool, str | None, list[Node | None]]] = []
    anchored: dict[str, tuple[Scalar | Sequence | Mapping, int]] = {}
    # How many nodes there are, and how many each open collection has with those that its aliases stand for.
    count = 0
    sizes = [0]

    def add(node: Node | None, anchor: str | None = None, size: int = 1) -> None:
        nonlocal count
        count += 1
        sizes[-1] += size
        if anchor is not None and isinstance(node, Scalar | Sequence | Mapping):
            anchored[anchor] = node, size
        if stack:
            stack[-1][3].append(node)
        elif node is not None:
            roots.append(node)

    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        match event:
            case yaml.ScalarEvent():
                start, end = offset(event.start_mark), offset(event.end_mark)
                if event.anchor is not None or event.tag is not None:
                    start = _after_properties(excerpt.text, start, end)
                add(Scalar(event.value, start, end, event.style or ""), event.anchor)
            case yaml.AliasEvent():
                start, end = offset(event.start_mark), offset(event.end_mark)
                target, size = anchored.get(event.anchor or "", (None, 1))
                if target is None or isinstance(target, Scalar) or sizes[-1] + size > count + _COPIED:
                    add(target if isinstance(target, Scalar) else Scalar("", start, end, "*"))
                else:
                    add(Alias(target, start, end), size=size)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(stack) > _DEPTH:
                    raise _TooDeepError
                stack.append((offset(event.start_mark), isinstance(event, yaml.MappingStartEvent), event.anchor, []))
                sizes.append(0)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                start, is_mapping, anchor, nodes = stack.pop()
                size = sizes.pop() + 1
                end = offset(event.end_mark)
                if is_mapping:
                    pairs = zip(nodes[::2], nodes[1::2], strict=False)
                    items = tuple((k, v) for k, v in pairs if isinstance(k, Scalar) and v is not None)
                    add(Mapping(items, start, end, _merged(items)), anchor, size)
                else:
                    add(Sequence(tuple(n for n in nodes if n is not None), start, end), anchor, size)
    return roots


def _after_properties(text: str, start: int, end: int) -> int:
    """Where a scalar begins behind its anchor and its tag."""
    match = re.compile(r"(?:[&!]\S*[ \t]+)+(?=\S)").match(text, start, end)
    return match.end() if match else start


def _merged(items: tuple[tuple[Scalar, Node], ...]) -> tuple[tuple[Scalar, Node], ...]:
    """What the keys ``<<`` among *items* bring in."""
    found: list[tuple[Scalar, Node]] = []
    for key, value in items:
        if key.value == "<<":
            for source in value.items if isinstance(value, Sequence) else (value,):
                target = source.target if isinstance(source, Alias) else source
                if isinstance(target, Mapping):
                    found += target.items[: _MERGED - len(found)]
                    found += target.merged[: _MERGED - len(found)]
    return tuple(found)


def walk(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Scalar | None, Node]]:
    """Every node below *node* and itself: its path (list items as ``[]``), its key, the node."""
    stack: list[tuple[tuple[str, ...], Scalar | None, Node]] = [(path, None, node)]
    while stack:
        at, key, current = stack.pop()
        yield at, key, current
        if isinstance(current, Mapping):
            stack.extend(((*at, k.value), k, v) for k, v in reversed(current.items))
        elif isinstance(current, Sequence):
            stack.extend(((*at, "[]"), None, v) for v in reversed(current.items))


def embedded_lines(scalar: Scalar, excerpt: Excerpt) -> Excerpt | None:
    """The text of a block scalar, each line where it stands, without its indentation; ``None`` if *scalar* is none."""
    if scalar.style not in ("|", ">"):
        return None
    first, last = excerpt.position(scalar.start)[0] + 1, excerpt.position(max(scalar.start, scalar.end - 1))[0]
    lines = excerpt.lines[first : last + 1]
    indents = [len(line.text) - len(line.text.lstrip(" ")) for line in lines if line.text.strip()]
    if not indents:
        return None
    indent = min(indents)
    return Excerpt(
        tuple(Line(line.text[indent:], line.path, line.number, line.column + min(indent, len(line.text))) for line in lines)
    )


def script_lines(scalar: Scalar, excerpt: Excerpt) -> tuple[Line, ...]:
    """The text of *scalar* as lines that a shell could read, each character where it stands.

    Lines that YAML folds into one end in a backslash; an escaped line feed ends a line, too.
    """
    block = embedded_lines(scalar, excerpt)
    if scalar.style in ("|", ">"):
        lines = block.lines if block is not None else ()
        return _continued(lines) if scalar.style == ">" else lines
    start, end = (scalar.start + 1, scalar.end - 1) if scalar.style in ("'", '"') else (scalar.start, scalar.end)
    lines = excerpt.cut(start, max(start, end)).lines
    if scalar.style != '"':
        return _continued(lines)
    if len(lines) == 1 and "\\" not in lines[0].text:
        return lines
    found: list[Line] = []
    for number, line in enumerate(lines, 1):
        split = _unescaped(line)
        if number < len(lines):
            split[-1] = _continued((split[-1], line))[0]
        found += split
    return tuple(found)


def _continued(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(line.text if line.text.endswith("\\") else f"{line.text} \\", line.path, line.number, line.column)
        if number < len(lines) and line.text.strip()
        else line
        for number, line in enumerate(lines, 1)
    )


def _unescaped(line: Line) -> list[Line]:
    """*line* of a text in double quotes: cut at each escaped line feed; what else is escaped is as long as it was."""
    found: list[Line] = []
    start = 0
    text = line.text

    def add(end: int) -> None:
        part = _ESCAPED.sub(_literal, text[start:end])
        found.append(Line(part, line.path, line.number, line.column + start))

    for match in _ESCAPED.finditer(text):
        if match[0] == "\\n":
            add(match.start())
            start = match.end()
    add(len(text))
    return found


def _literal(match: re.Match[str]) -> str:
    character = match[0][1]
    # A quote in a text in quotes: what it encloses is left to others.
    return " \\" if character == "\\" else f'"{PLACEHOLDER}' if character == '"' else "  "


def words_in(scalar: Scalar, excerpt: Excerpt) -> tuple[Word, ...]:
    """The words of *scalar*, a line of arguments or several, each with its place in *excerpt*."""
    if scalar.plain is not None:
        return words_of(scalar.value, scalar.plain[0])
    text = excerpt.text[scalar.start : scalar.end]
    if scalar.style in ("|", ">"):
        head = text.find("\n")
        text = " " * (head + 1) + text[head + 1 :] if head >= 0 else ""
        text = re.sub(r"(?m)^[ \t]*#.*$", lambda m: " " * len(m[0]), text)
    elif scalar.style in ("'", '"') and len(text) > 1:
        text = f" {text[1:-1]} "
    if scalar.style == '"':
        text = _ESCAPED.sub(lambda m: _literal(m).replace("\\", " "), text)
    text = re.sub(r"\\(?=[ \t]*(?:\n|$))", " ", text)
    return tuple(word for word in words_of(text, scalar.start) if not _LEFT_OUT.fullmatch(word.text))
