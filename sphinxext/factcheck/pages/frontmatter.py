"""Front matter: what stands above a Markdown page, in YAML or TOML, as fields.

It is read line by line and not by a YAML parser: every value is due its place, and a template in one must not cost the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .model import Field, Line

__all__ = ["front_matter_end", "read_front_matter"]

_LIMIT = 2_000
"""The number of lines within which it must end."""
_KEY = re.compile(
    r"(?P<indent>\s*)(?P<items>(?:-\s+)*)(?P<quote>[\"']?)(?P<name>[^\s\"'#:=][^\"'#:=]{0,80}?)(?P=quote)\s*[:=](?:\s+(?=\S)|\s*$)"
)
_ITEM = re.compile(r"\s*-\s+(?=\S)")
_COMMENT = re.compile(r"\s#.*$")


def front_matter_end(texts: Sequence[str]) -> int:
    """The number of lines that front matter takes at the top of *texts*; 0 if there is none."""
    if not texts:
        return 0
    mark = texts[0].rstrip()
    if mark not in ("---", "+++"):
        return 0
    ends = ("---", "...") if mark == "---" else ("+++",)
    for index in range(1, min(len(texts), _LIMIT)):
        if texts[index].rstrip() in ends:
            # A rule above a paragraph is no front matter.
            return index + 1 if index == 1 or any(_KEY.match(text) for text in texts[1:index]) else 0
    return 0


def read_front_matter(lines: Sequence[Line]) -> tuple[Field, ...]:
    """A field for each key in *lines* that has a value. The name of a nested one begins with those around it: ``myst.title``."""
    fields: list[Field] = []
    above: list[tuple[int, str]] = []
    name = ""
    values: list[Line] = []

    def flush() -> None:
        if name and values:
            fields.append(Field(name, tuple(values)))

    table = ""
    for line in lines:
        text = line.text
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        if text.startswith("[") and text.rstrip().endswith("]"):
            flush()
            name, values, above = "", [], []
            table = text.strip().strip("[]").strip()
            continue
        match = _KEY.match(text)
        # A line further in than a block of text belongs to the text, whatever it looks like.
        if match is None or (values and values[0].text[:1] in "|>" and above and len(match["indent"]) > above[-1][0]):
            item = _ITEM.match(text)
            start = item.end() if item else len(text) - len(text.lstrip())
            value = _value(line, start)
            if name and value is not None:
                values.append(value)
            continue
        flush()
        indent = match.start("name") - len(match["quote"])
        while above and above[-1][0] >= indent:
            above.pop()
        above.append((indent, match["name"].strip()))
        name = ".".join(filter(None, (table, *(key for _, key in above))))
        first = _value(line, match.end())
        values = [first] if first is not None else []
    flush()
    return tuple(fields)


def _value(line: Line, start: int) -> Line | None:
    """The text of *line* from *start* on, without quotes and the comment behind it."""
    text = line.text.rstrip()
    if start >= len(text):
        return None
    quote = text[start]
    if quote in "\"'" and (end := text.find(quote, start + 1)) > 0:
        return Line(text[start + 1 : end], line.path, line.number, line.column + start + 1)
    end = len(text)
    if comment := _COMMENT.search(text, start):
        end = comment.start()
    return Line(text[start:end].rstrip(), line.path, line.number, line.column + start)
