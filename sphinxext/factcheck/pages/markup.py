"""A directive as it stands: argument, options and content told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .block import Block
from .model import Line, Unread, UnreadReason
from .patterns import FIELD

__all__ = ["Markup", "Option", "read_markup", "split_release"]


@dataclass(frozen=True, slots=True)
class Option:
    """An option and the lines of its value."""

    name: str
    lines: tuple[Line, ...]

    @property
    def value(self) -> str:
        """The value as one text."""
        return "\n".join(line.text.strip() for line in self.lines).strip()


@dataclass(frozen=True, slots=True)
class Markup:
    """A directive: *argument* and *content* are blocks, *whole* is all of it as if it had neither argument nor options."""

    name: str
    line: Line
    argument: Block
    options: tuple[Option, ...]
    content: Block
    whole: Block
    depth: int

    @property
    def title(self) -> str:
        """The argument in one line."""
        return " ".join([line.text.strip() for line in self.argument.lines()])

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """Names and values of the options."""
        return tuple([(option.name, option.value) for option in self.options])

    def values(self) -> dict[str, str]:
        """The values of the options by name; the last of several counts."""
        return {option.name: option.value for option in self.options}

    def unread(self, reason: UnreadReason, detail: str) -> Unread:
        """That what the directive stands for is not read."""
        return Unread(reason, self.line.span(0, len(self.line.text)), detail)


def read_markup(block: Block, index: int, name: str, width: int, depth: int) -> tuple[Markup, int]:
    """The directive at *index* with its argument, options and content told apart, and the line after it."""
    source = block.source
    texts = source.texts
    margin = block.margin(index)
    first = margin + width
    stop, left = block.indented(index + 1)
    if left == block.left:
        left = first
    end = stop
    while end > index + 1 and not texts[end - 1]:
        end -= 1
    begin = index if len(texts[index]) > first else index + 1
    option = blank = begin
    while blank < end and texts[blank]:
        blank += 1
    while option < blank:
        text = texts[option][first if option == index else left :]
        if text.startswith(":") and FIELD.match(text):
            break
        option += 1
    content = blank
    while content < end and not texts[content]:
        content += 1
    start = first if begin == index else left
    argument = Block(source, begin, option, left, start)
    markup = Markup(
        name,
        source.line(index, margin),
        argument,
        _options(Block(source, option, blank, left, start if option == begin else left)),
        Block(source, content, max(end, content), left, left),
        Block(source, begin, max(end, begin), left, start).trimmed(),
        depth,
    )
    return markup, stop


def _options(block: Block) -> tuple[Option, ...]:
    """The option list in *block*; a line that is none belongs to the option above it."""
    options: list[Option] = []
    name = ""
    lines: list[Line] = []
    for index in range(block.start, block.end):
        margin = block.margin(index)
        text = block.text(index)
        match = FIELD.match(text) if text.startswith(":") else None
        if match is None:
            lines.append(block.source.line(index, margin))
            continue
        if name:
            options.append(Option(name, tuple(lines)))
        name = match[1].lower()
        lines = [block.source.line(index, margin + match.end())]
    if name:
        options.append(Option(name, tuple(lines)))
    return tuple(options)


def split_release(argument: Sequence[Line]) -> tuple[str, list[Line]]:
    """The release that an argument begins with, and the text after it."""
    lines = list(argument)
    if not lines:
        return "", []
    first = lines[0]
    release = first.text.split(None, 1)[0] if first.text.strip() else ""
    begin = first.text.find(release) + len(release)
    rest = first.text[begin:]
    begin += len(rest) - len(rest.lstrip())
    lines[0] = Line(first.text[begin:], first.path, first.number, first.column + begin)
    return release, [line for line in lines if line.text]
