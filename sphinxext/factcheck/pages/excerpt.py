"""Which lines of a file a ``literalinclude`` shows."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from .model import Line

__all__ = ["ExcerptError", "dedented", "excerpt", "line_numbers"]


class ExcerptError(Exception):
    """The options select nothing, so that nothing is shown."""


def excerpt(lines: Sequence[Line], options: Mapping[str, str], at: Line) -> tuple[Line, ...]:
    """The lines that *options* select, in Sphinx's order of applying them; what they add is placed at the line *at*.

    :raises ExcerptError: a text, a line or an object that they name is not there.
    """
    shown = list(lines)
    if options.get("pyobject"):
        shown = _python_object(shown, options["pyobject"])
    for name, shift in (("start-at", 0), ("start-after", 1)):
        if options.get(name):
            shown = shown[_find(shown, name, options[name]) + shift :]
            break
    for name, shift in (("end-at", 1), ("end-before", 0)):
        if options.get(name):
            # The first line may hold the text that the excerpt starts with, and never ends it before it began.
            first = 1 - shift
            shown = shown[: _find(shown, name, options[name], first) + shift]
            break
    if options.get("lines"):
        wanted = [number for number in line_numbers(options["lines"], len(shown)) if number < len(shown)]
        if not wanted:
            raise ExcerptError(f"lines: {options['lines']}")
        shown = [shown[number] for number in wanted]
    if "dedent" in options:
        shown = list(dedented(shown, options["dedent"]))
    if options.get("prepend"):
        shown.insert(0, Line(options["prepend"], at.path, at.number, at.column))
    if options.get("append"):
        shown.append(Line(options["append"], at.path, at.number, at.column))
    return tuple(shown)


def _find(lines: Sequence[Line], option: str, text: str, first: int = 0) -> int:
    for index, line in enumerate(lines):
        if index >= first and text in line.text:
            return index
    raise ExcerptError(f"{option}: {text}")


def line_numbers(spec: str, total: int) -> list[int]:
    """The indices, from 0, that a list such as ``1,3-5,7-`` names, in its order.

    :raises ExcerptError: it is no such list.
    """
    numbers: list[int] = []
    for part in spec.split(","):
        first, dash, last = part.strip().partition("-")
        try:
            if not dash:
                numbers.append(int(first) - 1)
                continue
            start = int(first or 1)
            stop = int(last) if last else max(start, total)
        except ValueError:
            raise ExcerptError(f"lines: {spec}") from None
        if start > stop or not (first or last):
            raise ExcerptError(f"lines: {spec}")
        if len(numbers) < 8 * (total + 1):  # a list may repeat lines, but not without end
            numbers.extend(range(start - 1, min(stop, total)))
    return [number for number in numbers if number >= 0]


def dedented(lines: Sequence[Line], width: str) -> tuple[Line, ...]:
    """*lines* with *width* characters less on their left, or their common indentation if *width* is empty."""
    text = width.strip()
    if text and not text.isdigit():
        return tuple(lines)
    if text:
        count = int(text)
    else:
        filled = [line.text for line in lines if line.text.strip()]
        count = min((len(text) - len(text.lstrip()) for text in filled), default=0)
    return tuple(Line(line.text[count:], line.path, line.number, line.column + count) for line in lines)


def _python_object(lines: list[Line], name: str) -> list[Line]:
    try:
        body: list[ast.stmt] = ast.parse("\n".join(line.text for line in lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExcerptError(f"pyobject: {name}") from None
    found: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | None = None
    for part in name.split("."):
        found = next(
            (
                node
                for node in body
                if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.name == part
            ),
            None,
        )
        if found is None:
            raise ExcerptError(f"pyobject: {name}")
        body = found.body
    if found is None or found.end_lineno is None:
        raise ExcerptError(f"pyobject: {name}")
    first = min([found.lineno, *(decorator.lineno for decorator in found.decorator_list)])
    return lines[first - 1 : found.end_lineno]
