"""HCL, the language of Terraform, as the same tree that YAML gives: blocks and maps as mappings, here-documents as block scalars.

What is no literal (references, calls, conditions) is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .command import PLACEHOLDER
from .document import Mapping, Node, Scalar, Sequence
from .excerpt import Excerpt

__all__ = ["read_hcl"]

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r]+|(?:\#|//)[^\n]*|/\*.*?(?:\*/|\Z))
      |(?P<heredoc><<-?[ ]*"?(?P<word>[A-Za-z_]\w*)"?[ \t]*\n)
      |(?P<string>"(?:[^"\\\n]|\\.)*")
      |(?P<name>[A-Za-z_][\w.-]*|\d[\w.]*)
      |(?P<sign>[{}\[\]()=:,\n])
      |(?P<other>"[^\n]*|.)""",
    re.VERBOSE | re.DOTALL,
)
_INTERPOLATION = re.compile(r"[$%]\{[^{}\n]*\}")
_DEPTH = 40
_LIMIT = 400_000


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Open:
    """A block, a map or a list that is not closed yet. *names*: the words of the block, the outermost first."""

    start: int
    names: tuple[Scalar, ...] = ()
    is_list: bool = False
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)


def read_hcl(excerpt: Excerpt) -> Mapping | None:
    """The file in *excerpt*; ``None`` if it is too large."""
    if len(excerpt.text) > _LIMIT:
        return None
    stack = [_Open(0)]
    waiting: list[Scalar] = []
    key: Scalar | None = None
    round_brackets = 0
    for token in _tokens(excerpt.text):
        top = stack[-1]
        if round_brackets or token.text == "(":
            # The arguments of a call are nobody's values here.
            round_brackets += {"(": 1, ")": -1}.get(token.text, 0)
            waiting.clear()
            continue
        if token.kind in ("string", "name", "heredoc"):
            if top.is_list:
                top.items.append(_value(token))
            elif key is not None:
                top.pairs.append((key, _value(token)))
                key = None
            else:
                waiting.append(_value(token) if token.kind != "name" else Scalar(token.text, token.start, token.end))
        elif token.text in ("=", ":"):
            key = waiting[-1] if waiting else key
            waiting.clear()
        elif token.text in "{[":
            if len(stack) > _DEPTH:
                return None
            names = (key,) if key is not None else tuple(waiting)
            stack.append(_Open(token.start, names, token.text == "["))
            key = None
            waiting.clear()
        elif token.text in "}]":
            if len(stack) > 1:
                _close(stack, token.end)
            key = None
            waiting.clear()
        elif token.text in "\n,":
            key = None
            waiting.clear()
    while len(stack) > 1:
        _close(stack, len(excerpt.text))
    return Mapping(tuple(stack[0].pairs), 0, len(excerpt.text))


def _close(stack: list[_Open], end: int) -> None:
    """Put what was opened last into what encloses it."""
    done = stack.pop()
    node: Node = Sequence(tuple(done.items), done.start, end) if done.is_list else Mapping(tuple(done.pairs), done.start, end)
    for name in reversed(done.names[1:]):
        node = Mapping(((name, node),), name.start, end)
    if stack[-1].is_list:
        stack[-1].items.append(node)
    elif done.names:
        stack[-1].pairs.append((done.names[0], node))


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text) and (match := _TOKEN.match(text, at)) is not None:
        at = match.end()
        kind = match.lastgroup or "other"
        if match["heredoc"]:
            ending = re.compile(rf"^[ \t]*{match['word']}[ \t]*$", re.MULTILINE).search(text, at)
            end = ending.start() if ending else len(text)
            yield _Token("heredoc", text[at:end], match.start(), max(at, end - 1))
            at = ending.end() if ending else len(text)
        elif kind != "space":
            yield _Token(kind, match[0], match.start(), at)


def _value(token: _Token) -> Scalar:
    if token.kind == "heredoc":
        return Scalar(token.text, token.start, token.end, "|")
    if token.kind == "string":
        value = _INTERPOLATION.sub(lambda m: PLACEHOLDER * len(m[0]), token.text[1:-1])
        if "\\" in value:
            value = value.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
        return Scalar(value, token.start, token.end, '"')
    if token.text in ("true", "false") or token.text[0].isdigit():
        return Scalar(token.text, token.start, token.end)
    return Scalar(PLACEHOLDER * len(token.text), token.start, token.end)  # a reference
