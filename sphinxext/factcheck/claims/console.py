"""Consoles, in which prompts, commands and output alternate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..pages.model import Line
from .commandline import CommandLine, read_command_line
from .context import Context
from .launcher import LAUNCHERS
from .stance import is_output_line
from .vocabulary import COMMANDS
from .word import program_name

__all__ = ["Console", "is_command", "is_console", "read_console", "shown_file"]

_PATH = r"[^\s$\#%>\"'<|]{0,100}"
# What nobody but a shell writes.
_SURE = re.compile(
    rf"""\s*(?:\([\w.@:/\ -]{{1,40}}\)\s*)?(?:
        (?:\[[\w.-]+@[^\]\n]{{1,80}}\]\s?[$\#%]|\[[\w.@:~/\ -]{{1,80}}\]\s?[$%](?=\s))  # [root@host ~]
      | [\w.-]{{1,40}}@[\w.-]{{1,60}}(?::{_PATH}|[ ][~/]{_PATH})?[ ]?[$\#%]             # user@host:~
      | [\w.-]{{1,40}}@[\w.-]{{1,60}}:{_PATH}>                                         # user@host:~>
      | -?(?:ba|z|k|c|tc|da|a)?sh(?:-[\d.]{{1,6}})?[$\#](?=\s)
      | [\w.-]{{1,40}}:(?:~[ ]\#|[~/]{_PATH}[$\#])(?=\s)                                # host:~
      | [~/]?[ ]?[$\#❯➤](?<![ ]\#)(?<!^\#)(?=\s) | /[ ]\#(?=\s) | ~\][$\#](?=\s) | \$>(?=\s)
      | [└╰]─+[ ]?[$\#>❯➤]
      | PS(?:[ ](?:[A-Za-z]:[\\/]|[~/])[^>\n]{{0,100}})?>
      | [A-Za-z]:\\[^<>|"\n]{{0,100}}>
    )(?P<gap>\s*)(?=\S)""",
    re.VERBOSE,
)
# What looks like a prompt only before a command.
_LIKELY = re.compile(
    rf"""\s*(?:\([\w.@:/\ -]{{1,40}}\)\s*)?(?:
        \[[^\]\n]{{1,80}}\]\s?[$\#%]
      | [\w.-]{{1,40}}[ ]?[$\#](?=\s)                                            # host$
      | [\w.-]{{1,40}}:{_PATH}(?:[ ][\w.-]{{1,40}})?[ ]?[$\#%>]                   # host:~ user
      | [~/]{_PATH}[ ]?[$\#]
      | [\$%λ»▶›￥＃＄]
      | ➜[ ]+(?:\S+[ ]+git:\(\S{{1,60}}\)[ ]+(?:✗[ ]+)?)?
      | ➜[ ]+\S+[ ]+
    )\s*(?=\S)""",
    re.VERBOSE,
)
_ARROW = re.compile(r"\s*➜[ ]+(?:\S+[ ]+)?(?=\S)")
_BARE_HASH = re.compile(r"\s*#\s+(?=\S)")
_BARE_ANGLE = re.compile(r"\s*>{1,2}\s+(?=\S)")
_SIGN = re.compile(r"[$#%>❯➤➜λ»▶›￥＃＄]")
_METRIC = re.compile(r"(?:HELP|TYPE)\s")
# Programs that are spoken to, and are no shells.
_FOREIGN = re.compile(
    r"\s*(?:>>>\s|In \[\d+\]:|\(\w*(?:db|DB)\)\s|irb[^\s>]{0,40}>\s|[A-Za-z][\w.-]{0,40}(?: \[[^\]\n]{0,40}\])?(?:[=-][#>]|>)\s"
    r"|[\d.]{7,15}:\d{2,5}>\s)"
)
_OWN_PROGRAM = re.compile(r"\s*>\s+\.{1,2}/[\w./-]+(?:\s|$)")
"""A program of the reader's own folder behind a sign that may be a prompt."""
_EDITS = re.compile(r"(?:sudo\s+)?kubectl\b.*\bedit\b")
_SHOWS = re.compile(r"(?:sudo\s+)?(?:cat|vi|vim|nano)\s+(?P<path>[\w./~${}-]+)\s*$")
_FLAG = re.compile(r"\s--?[A-Za-z]")
_NAMED = re.compile(r"\S+\s*:(?:\s|$)")
_SENTENCE = re.compile(
    r"\S+\s+(?:is|are|was|were|will|would|has|have|had|does|do|did|can|cannot|could|should|must|may|might|needs?|requires?|uses?|runs?"
    r"|listens?|supports?|takes?|gets?|reads?|and|or|on|in|for|with|without|to|from|of|by|as|at|that|which|flags?|options?"
    r"|arguments?|parameters?|prints?|says?)\s",
)


@dataclass(frozen=True, slots=True)
class Console:
    """A console: its commands, and the lines that were printed.

    *edited* are lines that follow ``kubectl edit``: they show what to write there. *shown* are lines that follow ``cat FILE`` or
    an editor of it: they are the file, or a part of it.
    """

    commands: tuple[CommandLine, ...]
    output: tuple[Line, ...]
    edited: tuple[tuple[CommandLine, tuple[Line, ...]], ...] = ()
    shown: tuple[tuple[CommandLine, tuple[Line, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Prompts:
    """Which of the signs that mean something else, too, are prompts in a console."""

    hashes: bool
    angles: bool
    context: Context

    def length(self, text: str) -> int | None:
        """How many characters of *text* are a prompt; ``None`` if none stands there."""
        if _SIGN.search(text, 0, 300) is None:
            return None
        text = text[:2000]
        match = _SURE.match(text)
        if match is not None and not match["gap"] and not is_command(text[match.end() :], self.context):
            match = None
        if match is None and self.hashes and (match := _BARE_HASH.match(text)) is not None and _METRIC.match(text, match.end()):
            return None
        if match is None and self.angles:
            match = _BARE_ANGLE.match(text)
        if match is not None:
            return match.end()
        return _likely(text, self.context)

    def found(self, text: str) -> bool:
        """Whether *text* begins with a prompt."""
        return self.length(text) is not None


def _likely(text: str, context: Context) -> int | None:
    """The length of what is a prompt because a command stands behind it."""
    if _BARE_HASH.match(text) or _FOREIGN.match(text):
        return None
    for pattern in (_LIKELY, _ARROW):
        match = pattern.match(text)
        if match is not None and is_command(text[match.end() :], context):
            return match.end()
    match = _ARROW.match(text)
    return match.end() if match is not None else None


def is_command(text: str, context: Context) -> bool:
    """Whether *text* begins with the name of a program that is known to be one."""
    words = text[:400].split(None, 1)
    if not words:
        return False
    if re.match(r"[A-Za-z_]\w*=", words[0]):
        return bool(re.match(r"[A-Z_][A-Z0-9_]*=", words[0]))
    first = program_name(words[0].strip("'\""))
    if first in COMMANDS or first in LAUNCHERS:
        return True
    return first.lower() == first and first in context.names and not _NAMED.match(text) and not _SENTENCE.match(text)


def _prompts(lines: Sequence[Line], context: Context) -> _Prompts | None:
    """The prompts of a console; ``None`` if no line of *lines* has one."""
    certain = _Prompts(False, False, context)
    if any(certain.found(line.text) for line in lines):
        return certain
    hashes = [line.text for line in lines if _BARE_HASH.match(line.text)]
    hashes = [text for text in hashes if not re.match(r"\s*#\s+(?:HELP|TYPE)\s", text)]
    bare = [line.text.strip() for line in _not_continued(lines) if not _BARE_HASH.match(line.text)]
    # Where commands stand without a prompt, the others are comments, or continued.
    free = any(is_command(text, context) and _FLAG.search(text) and not is_output_line(text) for text in bare)
    if free:
        return None
    for pattern, texts in (
        (_BARE_HASH, hashes),
        (_BARE_ANGLE, [line.text for line in lines if _BARE_ANGLE.match(line.text)]),
    ):
        # A comment begins like a prompt. Words that are programs' names tell them apart, and a comment seldom has a flag.
        known = [text for text in texts if (match := pattern.match(text)) and is_command(text[match.end() :], context)]
        own = sum(1 for text in texts if _OWN_PROGRAM.match(text)) if pattern is _BARE_ANGLE else 0
        if known and (len(known) + own) * 2 >= len(texts):
            return _Prompts(pattern is _BARE_HASH, pattern is _BARE_ANGLE, context)
    return None


def _not_continued(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that do not continue the one before."""
    return (line for before, line in zip(("", *(each.text for each in lines)), lines, strict=False) if not before.endswith("\\"))


def is_console(lines: Sequence[Line], context: Context) -> bool:
    """Whether prompts stand in *lines*, a shell's or another program's."""
    return _prompts(lines, context) is not None or _is_foreign(lines)


def _is_foreign(lines: Sequence[Line]) -> bool:
    first = next((line.text for line in lines if line.text.strip()), "")
    return _FOREIGN.match(first[:200]) is not None


def read_console(lines: Sequence[Line], context: Context) -> Console | None:
    """Commands and output of *lines*; ``None`` if no line has a prompt."""
    prompts = _prompts(lines, context)
    if prompts is None:
        # What is said to another program is no command, and its answers are none.
        return Console((), tuple(lines)) if _is_foreign(lines) else None
    commands: list[CommandLine] = []
    output: list[Line] = []
    edited: list[tuple[CommandLine, tuple[Line, ...]]] = []
    shown: list[tuple[CommandLine, tuple[Line, ...]]] = []
    index = 0
    found = [prompts.length(line.text) for line in lines]
    places = {line.text: length for line, length in zip(lines, found, strict=True)}
    while index < len(lines):
        length = found[index]
        if length is None:
            output.append(lines[index])
            index += 1
            continue
        first = lines[index].text[length:]
        typed = Line(first, lines[index].path, lines[index].number, lines[index].column + length)
        rest = [typed, *lines[index + 1 : index + _WINDOW]]
        command = read_command_line(rest, 0, lambda text: places.get(text) is not None)
        commands.append(command)
        index += command.count
        for pattern, kept in ((_EDITS, edited), (_SHOWS, shown)):
            if pattern.match(first[:2000]):
                end = index
                while end < len(lines) and found[end] is None:
                    end += 1
                kept.append((command, tuple(lines[index:end])))
                index = end
    return Console(tuple(commands), tuple(output), tuple(edited), tuple(shown))


_WINDOW = 400
"""Lines after a prompt that are looked at for the end of its command."""


def shown_file(command: CommandLine) -> str:
    """The path of the file that *command* shows; empty if it shows none."""
    match = _SHOWS.match(command.excerpt.lines[0].text[:2000])
    return match["path"] if match is not None else ""
