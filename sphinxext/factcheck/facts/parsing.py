"""YAML files as plain values that remember where they stand.

Only what JSON knows is read: mappings with text for keys, sequences, text, numbers, true, false and null.  That is the core
schema of YAML 1.2, the one that editors use: ``off`` and ``10:20`` are text.  Tags, deep nesting, aliases that grow and large
files are refused, so that reading costs time and memory in proportion to the size of the file, whoever wrote it.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import yaml

from ..messages import Message, message
from .document import Document, Mapping, Mark, Sequence, Value, read_bytes
from .problems import Problem

__all__ = ["MAX_DEPTH", "MAX_VALUES", "parse_document", "read_document"]

MAX_DEPTH: Final = 50
MAX_VALUES: Final = 1_000_000
"""Values in one file, each alias counted as often as it stands for something."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_NUMBER_START = frozenset("-+.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


class _RefusedError(Exception):
    """The rest of the file is not worth reading."""

    def __init__(self, mark: Mark, what: Message) -> None:
        self.mark = mark
        self.what = what


def read_document(path: Path, shown: str = "") -> tuple[Document | None, tuple[Problem, ...]]:
    """The mapping in the YAML file *path*, ``None`` if it cannot be used, and everything that is wrong with it.

    :param shown: the path as it is told to people.
    """
    data, problems = read_bytes(path, shown)
    return (None, problems) if data is None else parse_document(data, shown or str(path))


def parse_document(data: bytes, shown: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The mapping in the YAML text *data*, ``None`` if it cannot be used, and everything that is wrong with it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = _line_and_column(before, len(before))
        found = f"0x{data[error.start]:02x}"
        return None, (Problem(shown, line, column, message("found the byte {found}, expected text in UTF-8", found=found)),)
    builder = _Builder(shown)
    try:
        with _no_collection():
            root, mark = builder.build(yaml.parse(text, Loader=_LOADER))
    except _RefusedError as refused:
        return None, (*builder.problems, Problem(shown, refused.mark.line, refused.mark.column, refused.what))
    except yaml.YAMLError as error:
        return None, (*builder.problems, _syntax_problem(shown, text, error))
    if not isinstance(root, Mapping):
        what = message("found {found}, expected a mapping (key: value)", found=_kind(root))
        return None, (*builder.problems, Problem(shown, mark.line, mark.column, what))
    return Document(shown, root), tuple(builder.problems)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for garbage meanwhile: reading makes thousands of objects and no cycles, and searching takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _kind(value: Value) -> str:
    if isinstance(value, Mapping | Sequence):
        return "a mapping" if isinstance(value, Mapping) else "a list"
    return "nothing" if value is None else repr(value)


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _syntax_problem(path: str, text: str, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        line, column = error.problem_mark.line, error.problem_mark.column
        lines = text.split("\n")
        if line < len(lines) and lines[line][column : column + 1] == "\t":
            return Problem(path, line + 1, column + 1, message("found a tab, expected spaces"))
        return Problem(path, line + 1, column + 1, message("not YAML: {reason}", reason=error.problem or "unexpected end"))
    if isinstance(error, yaml.reader.ReaderError):
        line, column = _line_and_column(text, error.position)
        return Problem(path, line, column, message("not YAML: {reason}", reason=error.reason))
    return Problem(path, 1, 1, message("not YAML: {reason}", reason=str(error).splitlines()[0]))


class _Builder:
    """Builds values from the events of a parser, without recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._root: tuple[Value, Mark] = (None, Mark(1, 1))
        self._open: list[Mapping | Sequence] = []
        self._key: str | None = None
        """The key of the innermost mapping whose value comes next."""
        self._anchors: dict[str, Value] = {}

    def build(self, events: Iterator[yaml.Event]) -> tuple[Value, Mark]:
        """The value of the one document in *events*, and where it begins.

        :raises _RefusedError: the document uses what is not allowed here.
        """
        documents = 0
        for event in events:
            start = event.start_mark
            written = event.value if isinstance(event, yaml.ScalarEvent) else ""
            mark = Mark(start.line + 1, start.column + 1, written) if start is not None else Mark(1, 1, written)
            match event:
                case yaml.ScalarEvent():
                    self._add(self._scalar(event, mark), mark, event.anchor)
                case yaml.CollectionStartEvent():
                    self._begin(event, mark)
                case yaml.CollectionEndEvent():
                    ended = self._open.pop()
                    if self._open:
                        self._weigh(ended.weight, mark)
                case yaml.AliasEvent():
                    self._add(self._referred(event.anchor, mark), mark)
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        raise _RefusedError(mark, message("found a second document, expected one in a file"))
        return self._root

    def _begin(self, event: yaml.CollectionStartEvent, mark: Mark) -> None:
        if event.tag is not None:
            raise _RefusedError(mark, _tag_message(event.tag))
        if len(self._open) >= MAX_DEPTH:
            raise _RefusedError(mark, message("nested deeper than {limit} levels", limit=MAX_DEPTH))
        value = Mapping() if isinstance(event, yaml.MappingStartEvent) else Sequence()
        self._add(value, mark, event.anchor)
        self._open.append(value)

    def _add(self, value: Value, mark: Mark, anchor: str | None = None) -> None:
        if anchor is not None:
            self._anchors[anchor] = value
        if not self._open:
            self._root = value, mark
            return
        container = self._open[-1]
        if isinstance(container, Sequence):
            container.append(value)
            container.values_at.append(mark)
        elif self._key is None:
            self._key = self._text_key(container, value, mark)
        else:
            container[self._key] = value
            container.values_at[self._key] = mark
            self._key = None
        container.weight += 1

    def _referred(self, name: str | None, mark: Mark) -> Value:
        name = name or ""
        value = self._anchors.get(name)
        if name not in self._anchors:
            raise _RefusedError(mark, message("the alias {name!r} has no anchor before it", name=name))
        if isinstance(value, Mapping | Sequence):
            if any(value is container for container in self._open):
                raise _RefusedError(mark, message("the alias {name!r} stands inside itself", name=name))
            self._weigh(value.weight, mark)
        return value

    def _weigh(self, weight: int, mark: Mark) -> None:
        self._open[-1].weight += weight
        if self._open[-1].weight > MAX_VALUES:
            raise _RefusedError(mark, message("more than {limit} values, what aliases stand for counted", limit=MAX_VALUES))

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark) -> Value:
        if event.tag is not None:
            raise _RefusedError(mark, _tag_message(event.tag))
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text in _NULL:
            return None
        if text in _TRUE:
            return True
        if text in _FALSE:
            return False
        if text[0] in _NUMBER_START:
            if _INTEGER.fullmatch(text):
                return int(text, 0) if text[:2] in ("0o", "0x") else _integer(text)
            if _FLOAT.fullmatch(text):
                return float(text)
        return text

    def _text_key(self, container: Mapping, value: Value, mark: Mark) -> str:
        if isinstance(value, Mapping | Sequence):
            raise _RefusedError(mark, message("found {found} as a key, expected text", found=_kind(value)))
        key = mark.written if not isinstance(value, str) else value
        if value is None or isinstance(value, bool | int | float):
            what = message("the key {key} is read as {kind}; put it in quotes", key=key or "~", kind=_scalar_kind(value))
            self.problems.append(Problem(self.path, mark.line, mark.column, what))
        first = container.keys_at.get(key)
        if first is not None:
            what = message("the key {key!r} is here twice; the first is in line {line}", key=key, line=first.line)
            self.problems.append(Problem(self.path, mark.line, mark.column, what))
        else:
            container.keys_at[key] = mark
        return key


def _tag_message(tag: str) -> Message:
    return message("the tag {tag!r} is not allowed here", tag=tag.replace("tag:yaml.org,2002:", "!!"))


def _scalar_kind(value: bool | float | None) -> str:
    return "null" if value is None else "true or false" if isinstance(value, bool) else "a number"


def _integer(text: str) -> int | float:
    # Python refuses to read thousands of digits at once, and nobody means such a number.
    return int(text) if len(text) < 100 else float("inf")
