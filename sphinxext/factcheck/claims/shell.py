"""Shell: what the commands of scripts and consoles claim, and what the files that they write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import tree_sitter
import tree_sitter_bash

from ..pages.model import Line
from .assignment import Assignment, claims_of_assignment, read_assignment
from .command import claims_of_command, program_of
from .commandline import CommandLine, HereDocument, read_command_line
from .console import Console, is_command, read_console, shown_file
from .context import Context, Embedded
from .excerpt import Excerpt
from .launcher import launch_of, without_assignments
from .model import Claim, How
from .stance import is_output_line
from .substitution import claims_of_substitution
from .word import PLACEHOLDER, Word, program_name, words_of

__all__ = ["ShellCommand", "claims_of_console", "claims_of_script", "commands_of", "is_command", "read_console"]

_TARGET = re.compile(
    r"(?<![0-9&>])>{1,2}\|?\s*(?P<file>['\"]?[\w./~${}-]+)|\btee\s+(?:-\w+\s+|--append\s+)*['\"]?(?P<path>[\w./~${}-]+)"
)
_INTERESTING = re.compile(
    r"(?:^|[\s\"'=(`])--?[A-Za-z]|:\d{2,5}|kubectl|/(?:etc|var|run|usr|lib)/|telnet|\bnc\b|\betcdctl\b|\bETCD_[A-Z]|-args?="
    r"|\bk8?s? get\b"
)
_PLACEHOLDER = re.compile(r"<[A-Za-z][\w .:/-]{0,60}>|\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}")
_SIMPLE = re.compile(r"[\w ./:=,@%+~\ue000-]+", re.ASCII)
_RESERVED = frozenset(
    {
        "if",
        "then",
        "else",
        "elif",
        "fi",
        "for",
        "while",
        "until",
        "do",
        "done",
        "case",
        "esac",
        "function",
        "select",
        "time",
        "in",
    }
)
_VARIABLE = re.compile(r"[\"']?\$(?:(?P<bare>\w+)|\{(?P<braced>\w+)(?:\[[@*]\])?\})[\"']?", re.ASCII)
_PROGRAM_VARIABLES = frozenset({"command", "DAEMON", "PROG", "PROGRAM", "EXEC", "BIN", "BINARY", "prog", "exec", "DAEMON_PATH"})
_ARGUMENT_VARIABLES = frozenset(
    {
        "command_args",
        "DAEMON_ARGS",
        "DAEMON_OPTS",
        "DAEMONARGS",
        "DAEMONOPTS",
        "ARGS",
        "OPTS",
        "OPTIONS",
        "start_stop_daemon_args",
    }
)
_LIMIT = 20_000
"""Characters of one command; a longer one is not parsed, for the parser's time is not linear in every input."""
_DEPTH = 60


@dataclass(frozen=True, slots=True)
class ShellCommand:
    """The words of a command, and what the command line that it is part of says after them."""

    words: tuple[Word, ...]
    excerpt: Excerpt
    after: str = ""


@dataclass(slots=True)
class _Reader:
    """The commands of one block in their order, and what its variables hold and are given to."""

    context: Context
    parser: tree_sitter.Parser | None = None
    found: list[ShellCommand | Assignment | Embedded] = field(default_factory=list)
    plain: dict[str, str] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    owners: dict[str, set[str]] = field(default_factory=dict)
    others: int = 0
    everything: bool = False
    """Whether commands are read that nothing can be claimed of."""

    def read(self, line: CommandLine) -> None:
        """Take the commands of *line*."""
        uses = "$" in line.text and any(f"${name}" in line.text or f"${{{name}" in line.text for name in self.held)
        if (
            self.everything
            or line.documents
            or uses
            or _INTERESTING.search(line.text) is not None
            or line.text.lstrip().startswith(_ASSIGNS)
        ):
            text = _PLACEHOLDER.sub(lambda m: PLACEHOLDER * len(m[0]), line.text)
            if len(text) <= _LIMIT and text.count("|") <= 100:
                self._parse(text, line.excerpt)
            for document in line.documents:
                if (inner := _written(document, line, self.context)) is not None:
                    self.found.append(inner)
        elif line.text.strip():
            self.others += 1

    def claims(self) -> Iterator[Claim | Embedded]:
        """What all that was read claims."""
        service = not self.others and not any(isinstance(item, ShellCommand) for item in self.found)
        daemon = {program_name(self.plain[name]) for name in _PROGRAM_VARIABLES & self.plain.keys()}
        for item in self.found:
            if isinstance(item, Embedded):
                yield item
            elif isinstance(item, Assignment):
                owners = self.owners.get(item.name) or (daemon if item.name in _ARGUMENT_VARIABLES else set())
                yield from claims_of_assignment(item, self.context, frozenset(owners), service=service)
            else:
                yield from _claims_of_command(item, self.context)

    def _command(self, words: Sequence[Word], text: str, excerpt: Excerpt) -> None:
        program = self._resolved(words)
        for word in words[1:]:
            if "$" in word.text and (match := _VARIABLE.fullmatch(word.text)) is not None:
                name = program_of(program)
                if name:
                    self.owners.setdefault(match["bare"] or match["braced"], set()).add(name)
        self.found.append(ShellCommand(program, excerpt, text[words[-1].end :][:400] if words else ""))

    def _resolved(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """*words*, the program named if a variable holds its name."""
        words = without_assignments(words)
        if (words and words[0].text[:2] in ("$", '"$')) or (words and words[0].text.startswith("$")):
            match = _VARIABLE.fullmatch(words[0].text)
            value = self.plain.get(match["bare"] or match["braced"]) if match is not None else None
            if value:
                return (Word(value, words[0].start, words[0].end), *words[1:])
        return tuple(words)

    def _assign(self, start: int, end: int, text: str, excerpt: Excerpt, *, passed: bool) -> None:
        assigned = read_assignment(text[start:end], start, excerpt, passed=passed)
        if assigned is None:
            return
        self.held.add(assigned.name)
        if assigned.value and not assigned.value.startswith("-") and not re.search(r"[\s$`]", assigned.value):
            self.plain[assigned.name] = assigned.value
        self.found.append(assigned)

    def _parse(self, text: str, excerpt: Excerpt) -> None:
        if _SIMPLE.fullmatch(text) is not None:
            plain = words_of(text)
            if plain and plain[0].text not in _RESERVED:
                self._simple(plain, text, excerpt)
                return
        # One byte a character, so that the parser's offsets are ours.
        source = "".join(c if c < "\x80" else "x" for c in text).encode("ascii") if not text.isascii() else text.encode("ascii")
        if self.parser is None:
            self.parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))
        stack = [(self.parser.parse(source).root_node, 0)]
        while stack:
            node, depth = stack.pop()
            if depth > _DEPTH:
                continue
            kind = node.type
            if kind == "variable_assignment":
                above = node.parent
                passed = above is not None and (
                    above.type == "command"
                    or (above.type == "declaration_command" and text.startswith("export", above.start_byte))
                )
                self._assign(node.start_byte, node.end_byte, text, excerpt, passed=passed)
            if kind != "command":
                stack.extend(
                    (child, depth + 1) for child in reversed(node.children) if child.child_count or child.type == "command"
                )
                continue
            words: list[Word] = []
            inner = []
            for child in node.children:
                if child.type in ("file_redirect", "herestring_redirect", "heredoc_redirect", "variable_assignment"):
                    inner.append(child)
                    continue
                words.append(Word(text[child.start_byte : child.end_byte], child.start_byte, child.end_byte))
                if child.type in ("command_substitution", "process_substitution") or child.child_count:
                    inner.append(child)
            if words:
                self._command(_joined(words, text), text, excerpt)
            stack.extend((child, depth + 1) for child in reversed(inner))

    def _simple(self, words: Sequence[Word], text: str, excerpt: Excerpt) -> None:
        """A command without any of the shell's signs."""
        first = 0
        while first < len(words) and re.match(r"[A-Za-z_]\w*=", words[first].text):
            first += 1
        for word in words[:first]:
            self._assign(word.start, word.end, text, excerpt, passed=first < len(words))
        if words[0].text in ("export", "declare", "local", "readonly"):
            for word in words[1:]:
                self._assign(word.start, word.end, text, excerpt, passed=words[0].text == "export")
        elif first < len(words):
            self._command(words[first:], text, excerpt)


_ASSIGNS = tuple(f"{name}=" for name in sorted(_PROGRAM_VARIABLES))


def _joined(words: list[Word], text: str) -> list[Word]:
    """The words, those put together that nothing separates: the parser stumbles over ``[`` and its kin."""
    joined: list[Word] = []
    for word in words:
        if joined and joined[-1].end == word.start:
            joined[-1] = Word(text[joined[-1].start : word.end], joined[-1].start, word.end)
        else:
            joined.append(word)
    return joined


def claims_of_console(console: Console, context: Context) -> Iterator[Claim | Embedded]:
    """The claims of the commands of *console*, and of the files that they show. What else was printed claims nothing."""
    reader = _Reader(context)
    for command in console.commands:
        reader.read(command)
    yield from reader.claims()
    for command, lines in console.shown:
        path = shown_file(command)
        if path and lines:
            yield _file(lines, path, context)


def claims_of_script(excerpt: Excerpt, context: Context, *, strict: bool = False) -> Iterator[Claim | Embedded]:
    """The claims of the commands in *excerpt*, a script without prompts.

    :param strict: only lines that begin with a program's name are commands, the others were printed.
    """
    reader = _Reader(context)
    for command in _script(excerpt.lines, context, strict=strict):
        reader.read(command)
    yield from reader.claims()


def _script(lines: Sequence[Line], context: Context, *, strict: bool) -> Iterator[CommandLine]:
    """The commands of a script, without what was printed between them."""
    index, printed = 0, False
    while index < len(lines):
        text = lines[index].text.strip()
        if not text or text.startswith("#"):
            printed = printed and bool(text)
            index += 1
            continue
        output = is_output_line(text)
        printed = printed or output
        if (printed or strict) and not is_command(text, context):
            index += 1
            continue
        if output and not text.startswith(("kubectl ", "curl ")):
            index += 1
            continue
        printed = False
        command = read_command_line(lines, index)
        yield command
        index += max(1, command.count)


def commands_of(lines: tuple[Line, ...], context: Context) -> tuple[tuple[ShellCommand, ...], tuple[Assignment, ...]]:
    """Every command in *lines*, a console or a script, and every variable that is set, each in order."""
    reader = _Reader(context, everything=True)
    console = read_console(lines, context)
    commands = console.commands if console is not None and console.commands else _script(lines, context, strict=False)
    for command in commands:
        reader.read(command)
    return (
        tuple(item for item in reader.found if isinstance(item, ShellCommand)),
        tuple(item for item in reader.found if isinstance(item, Assignment)),
    )


def _claims_of_command(command: ShellCommand, context: Context) -> Iterator[Claim | Embedded]:
    """The claims of a command, and of the text that it writes to a file."""
    words = without_assignments(command.words)
    if not words:
        return
    program = program_name(words[0].value)
    if program == "sudo":
        started = launch_of(words)
        words = started.command if started is not None and started.command else words
        program = program_name(words[0].value)
    if program in ("echo", "printf"):
        yield from _spoken(words[1:], command, context)
    elif program in ("sed", "gsed", "perl"):
        yield from claims_of_substitution(words[1:], command.excerpt, context)
    yield from claims_of_command(words if program in ("echo", "printf") else command.words, command.excerpt, context)


def _spoken(words: Sequence[Word], command: ShellCommand, context: Context) -> Iterator[Embedded]:
    """What ``echo`` writes to a file."""
    after = re.split(r"&&|;|\n|\|\|", command.after, maxsplit=1)[0]
    path = _target(after)
    if not path:
        return
    for word in words:
        text, shift = word.unquoted
        if not shift or not re.search(r"--?[A-Za-z]|=", text):
            continue
        start = word.start + shift
        parts = re.finditer(r"\\n|(?:(?!\\n).)+", text, re.DOTALL)
        pieces = [(part.start(), part.end()) for part in parts if part[0] != "\\n"]
        lines = [line for a, b in pieces for line in command.excerpt.cut(start + a, start + b).lines]
        if word.text[0] == '"':
            lines = [Line(line.text.replace('\\"', '" '), line.path, line.number, line.column) for line in lines]
        yield _file(lines, path, context, printed=True)


def _target(text: str) -> str:
    """The first file that the end of a command writes to."""
    for match in _TARGET.finditer(text):
        path = (match["file"] or match["path"]).strip("\"'")
        if path and not path.startswith("/dev/"):
            return path
    return ""


def _written(document: HereDocument, line: CommandLine, context: Context) -> Embedded | None:
    """What a here-document says depends on who reads it: a shell, or the file that it is written to."""
    if not document.lines:
        return None
    path = _target(line.text)
    if path:
        return _file(document.lines, path, context)
    commands = re.split(r"&&|;|\n|\|", line.text[:_LIMIT])
    for text in reversed(commands):
        words = without_assignments(words_of(text))
        for _ in range(4):
            started = launch_of(words)
            if started is None:
                break
            if started.waits or (started.script is not None and re.fullmatch(r"(?:ba)?sh(?: -s)?", started.script.value)):
                return Embedded(document.lines, context, "sh")
            if started.script is not None and (inner := _target(started.script.value)):
                return _file(document.lines, inner, context)
            words = started.command
        if words and program_name(words[0].value) == "docker" and "build" in {word.text for word in words}:
            return Embedded(document.lines, context, "dockerfile")
    # What is only shown is no script.
    return Embedded(document.lines, context, "conf" if re.match(r"\s*(?:sudo\s+)?cat\s*$", line.text) else "")


def _file(lines: Sequence[Line], filename: str, context: Context, *, printed: bool = False) -> Embedded:
    """The *lines* of the file *filename*; where they were *printed* one by one, only its name says that it is a script."""
    inner = replace(context, filename=filename, caption="")
    name = context.names.filename(filename)
    base = filename.rsplit("/", 1)[-1]
    language = ""
    if re.search(r"\.(?:sh|bash)$", base) or lines[0].text.startswith("#!"):
        language = "sh"
    elif re.match(r"(?:Docker|Container)file\b", base) or base.lower().endswith(".dockerfile"):
        language = "dockerfile"
    elif printed and name is None:
        language = "conf"
    return Embedded(tuple(lines), inner.about(name, How.FILENAME), language)
