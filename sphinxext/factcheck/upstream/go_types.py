"""Go source text as the types of a configuration: which names a struct takes in a file, of which Go type.

What counts is what the decoder of the file looks at: the tag of its encoding, embedded structs and, if asked for, the name that
it makes of a field without a tag. Only fields of structs are read; other types give no names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tree_sitter import Language, Node, Parser

from ..messages import message
from .observations import UpstreamError
from .programs import Encoding
from .seen import INLINE

__all__ = ["GoSource", "is_deprecation", "struct_types"]

_TAG = re.compile(r'\s*([^\s":\x00-\x1f]+):("(?:[^"\\]|\\.)*")')
_DEPRECATED = re.compile(r"\bdeprecated\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class GoSource:
    """A file of Go source text. *name*: its path, for messages and to tell packages of the same name apart."""

    name: str
    text: str


def struct_types(
    sources: Iterable[GoSource], encoding: Encoding, *, untagged: bool = False
) -> Mapping[str, Mapping[str, tuple[str, bool]]]:
    """The structs in *sources*: for each ``package.Type`` the Go type of its fields, and whether their comment deprecates them.

    A field named ``<inline>T`` stands for the fields of T. Structs that no tag of *encoding* marks are no part of a file.

    :param untagged: fields without a tag are set by the name that the decoder makes of theirs, and any struct counts, if
        empty too. Where tags are the rule, a field without one is for the program alone, or its type has a decoder of its own.
    :raises UpstreamError: a text is not Go, two types of one name are not the same, or the parser is not installed.
    """
    parser = _parser()
    types: dict[str, Mapping[str, tuple[str, bool]]] = {}
    origins: dict[str, str] = {}
    for source in sources:
        for name, fields in _structs(source, parser, encoding, untagged):
            if types.setdefault(name, fields) != fields:
                raise UpstreamError(
                    message(
                        "{path}: the type {name} is another one than in {other}", path=source.name, name=name, other=origins[name]
                    )
                )
            origins.setdefault(name, source.name)
    return types


def is_deprecation(comment: str) -> bool:
    """Whether *comment* calls the field that it stands above deprecated.

    In parentheses the word is said of something else: "if the feature (deprecated; default off) is on".
    """
    return _DEPRECATED.search(_ASIDE.sub("", comment)) is not None


def _parser() -> Parser:
    try:
        import tree_sitter_go
    except ImportError as error:
        what = message(
            "Go source text is read with tree-sitter-go, which is not installed: pip install 'sphinxext-factcheck[import]'"
        )
        raise UpstreamError(what) from error
    return Parser(Language(tree_sitter_go.language()))


def _structs(
    source: GoSource, parser: Parser, encoding: Encoding, untagged: bool
) -> Iterator[tuple[str, dict[str, tuple[str, bool]]]]:
    """The structs with fields that *source* declares at its top level."""
    # The grammar wants the line feed that ends the last line.
    root = parser.parse(f"{source.text}\n".encode()).root_node
    if root.has_error:
        line, column = (each + 1 for each in _first_error(root).start_point)
        raise UpstreamError(message("{path}:{line}:{column}: not Go source text", path=source.name, line=line, column=column))
    package = next((child for child in root.named_children if child.type == "package_clause"), None)
    if package is None:
        raise UpstreamError(message("{path}: no package clause", path=source.name))
    prefix = _text(package.named_children[0])
    for declaration in root.named_children:
        for spec in declaration.named_children if declaration.type == "type_declaration" else ():
            name, type_ = spec.child_by_field_name("name"), spec.child_by_field_name("type")
            if spec.type == "type_spec" and name is not None and type_ is not None and type_.type == "struct_type":
                fields = dict(_fields(type_, encoding, untagged))
                if untagged or _is_tagged(type_, encoding):
                    yield f"{prefix}.{_text(name)}", fields


def _first_error(node: Node) -> Node:
    """The first node below *node*, which has an error, that does not fit the grammar."""
    while not (node.is_error or node.is_missing):
        below = next((child for child in node.children if child.has_error or child.is_missing), None)
        if below is None:
            break
        node = below
    return node


def _is_tagged(struct: Node, encoding: Encoding) -> bool:
    """Whether a field of *struct* has a tag of *encoding*."""
    fields = struct.named_children[0].named_children
    return any(_tag(field.child_by_field_name("tag"), encoding) is not None for field in fields)


def _fields(struct: Node, encoding: Encoding, untagged: bool) -> Iterator[tuple[str, tuple[str, bool]]]:
    for declaration, comment in _commented(struct.named_children[0].named_children):
        type_, tag = declaration.child_by_field_name("type"), declaration.child_by_field_name("tag")
        if type_ is None:
            continue
        go_type = _go_type(declaration, type_)
        written = _tag(tag, encoding)
        deprecated = is_deprecation(comment)
        names = declaration.children_by_field_name("name")
        for name in map(_text, names) if names else (None,):
            key = _key(name, go_type, written, encoding)
            if key is not None and (untagged or written is not None or key.startswith(INLINE)):
                yield key, (go_type, deprecated)


def _commented(nodes: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    """Each field declaration with the comment that stands right above it."""
    comment: list[Node] = []
    end = -1
    for node in nodes:
        row = node.start_point.row
        if node.type == "comment":
            if row == end and not comment:
                continue  # behind the field before
            if comment and row > comment[-1].end_point.row + 1:
                comment = []
            comment.append(node)
            continue
        if node.type == "field_declaration":
            above = bool(comment) and comment[-1].end_point.row + 1 >= row
            yield node, "\n".join(map(_text, comment)) if above else ""
        comment = []
        end = node.end_point.row


def _go_type(declaration: Node, type_: Node) -> str:
    """The type as it is written, on one line; of an embedded pointer too, whose star stands outside the type."""
    star = "*" if any(child.type == "*" for child in declaration.children) else ""
    return star + " ".join(_text(type_).split())


def _tag(node: Node | None, encoding: Encoding) -> str | None:
    """What the tag says under the key of *encoding*, ``None`` if it says nothing."""
    if node is None:
        return None
    literal = _text(node)
    text = literal[1:-1] if literal.startswith("`") else str(json.loads(literal))
    at = 0
    while match := _TAG.match(text, at):
        if match[1] == encoding:
            return str(json.loads(match[2]))
        at = match.end()
    return None


def _key(name: str | None, go_type: str, tag: str | None, encoding: Encoding) -> str | None:
    """The name by which a file sets the field *name*, ``None`` for an embedded one; ``None`` if no file can.

    encoding/json and the TOML decoders inline an embedded struct that has no name of its own; YAML wants it said.
    """
    if tag == "-":
        return None
    written, *options = (tag or "").split(",")
    bare = go_type.lstrip("*").rpartition(".")[2]
    inlined = "inline" in options if encoding is Encoding.YAML else "inline" in options or (name is None and not written)
    if inlined:
        return f"{INLINE}{go_type.lstrip('*')}"
    own = name if name is not None else bare
    if not own[:1].isupper():
        return None
    return written or (own.lower() if encoding is Encoding.YAML else own)


def _text(node: Node) -> str:
    return (node.text or b"").decode()
