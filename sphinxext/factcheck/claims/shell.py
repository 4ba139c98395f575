"""Shell: scripts, and consoles in which prompts, commands and output alternate.

A text is cut into commands first (continuations, open quotes, here-documents), and each command is parsed by itself: that keeps
the time linear, and an odd line spoils no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import tree_sitter
import tree_sitter_bash

from ..pages.model import Line
from .command import PLACEHOLDER, Word, claims_of_arguments, claims_of_command, words_of
from .context import Context, Embedded
from .excerpt import Excerpt
from .model import Claim, How
from .stance import is_output_line
from .vocabulary import COMMANDS

__all__ = ["Console", "claims_of_console", "claims_of_script", "is_command", "read_console", "variable_subject"]

_PROMPT = re.compile(
    r"""^(?P<lead>\s*(?:\([\w.@:/ -]{1,40}\)\s*)?(?:
        \[[\w.-]+@[^\]\n]{1,80}\]                     # [root@host ~]
      | [\w.-]{1,40}@[\w.-]{1,60}(?::?[^\s$\#%>]{0,80})?   # user@host:~
      | (?:ba|z|k)?sh-[\d.]{1,6}
      | [\w.-]{1,40}:[~/][^\s$\#%>]{0,80}            # host:~
      | [\w.-]{2,40}(?=[$\#]\s)                      # host$
      | ~|/
      )?\s?[$\#%➜❯]\s+)(?P<command>\S.*)$""",
    re.VERBOSE,
)
_EDITS = re.compile(r"(?:sudo\s+)?kubectl\b.*\bedit\b")
_SHOWS = re.compile(r"(?:sudo\s+)?(?:cat|vi|vim|nano)\s+(?P<path>[\w./~${}-]+)\s*$")
_FLAG = re.compile(r"\s--?[A-Za-z]")
_BARE_HASH = re.compile(r"^\s*#\s")
_CONTINUATION = re.compile(r"^\s*>\s?(?P<rest>.*)$")
_HEREDOC = re.compile(r"<<-?\s*(?P<quote>['\"]?)(?P<word>[A-Za-z_]\w*)(?P=quote)")
_TARGET = re.compile(r"(?:>>?\s*|\btee\s+(?:-a\s+)?)['\"]?(?P<path>[\w./~${}-]+)")
_INTERESTING = re.compile(r"(?:^|[\s\"'=(`])--?[A-Za-z]|:\d{2,5}|kubectl|/(?:etc|var|run|usr|lib)/|telnet|\bnc\b|<<")
_PLACEHOLDER = re.compile(r"<[A-Za-z][\w .:/-]{0,60}>|\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}")
_VARIABLE = re.compile(
    r"^(?P<program>[A-Z][A-Z0-9_]*?)_(?:(?:EXTRA|KUBEADM|SYSTEM_PODS|NETWORK|DNS|AUTHZ|CGROUP|CADVISOR|CERTIFICATE)_)?(?:ARGS|OPTS|OPTIONS|FLAGS|ARGUMENTS)$"
)
_QUOTE = re.compile(r"\\.|'|\"|#")
_LIMIT = 20_000
"""Characters of one command; a longer one is not parsed, for the parser's time is not linear in every input."""
_LINES = 400
"""Lines of one command, here-documents included."""
_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Console:
    """A console: its commands, each as lines without their prompts, and the lines that were printed.

    *edited* are lines that follow ``kubectl edit``: they show what to write there. *shown* are lines that follow ``cat FILE`` or
    an editor of it: they are the file, or a part of it.
    """

    commands: tuple[tuple[Line, ...], ...]
    output: tuple[Line, ...]
    edited: tuple[tuple[tuple[Line, ...], tuple[Line, ...]], ...] = ()
    shown: tuple[tuple[tuple[Line, ...], tuple[Line, ...]], ...] = ()


def _shortened(line: Line, count: int) -> Line:
    return Line(line.text[count:], line.path, line.number, line.column + count)


def is_command(text: str, context: Context) -> bool:
    """Whether *text* begins with the name of a program that is known to be one."""
    words = text.split(None, 1)
    if not words:
        return False
    first = words[0].rsplit("/", 1)[-1]
    if re.match(r"[A-Za-z_]\w*=", first):
        return bool(re.match(r"[A-Z_][A-Z0-9_]*=", first))
    return first in COMMANDS or (first.lower() == first and first in context.names and not re.match(r"\S+\s*:(?:\s|$)", text))


def _prompt(text: str, hashes: bool) -> re.Match[str] | None:
    if not hashes and _BARE_HASH.match(text):
        return None
    match = _PROMPT.match(text[:2000])
    if match is None or (re.match(r"(?:HELP|TYPE)\s", match["command"]) and "#" in match["lead"]):
        return None
    return match


def has_prompts(lines: Sequence[Line], context: Context) -> tuple[bool, bool]:
    """Whether a prompt stands before some of *lines*, and whether a bare ``#`` is one."""
    dollars = any(
        (m := _prompt(line.text, False)) is not None and (m["lead"].strip() != "%" or is_command(m["command"], context))
        for line in lines
    )
    if dollars:
        return True, False
    hashes = [m for line in lines if _BARE_HASH.match(line.text) and (m := _prompt(line.text, True))]
    bare = [line.text.strip() for line in _not_continued(lines) if not _BARE_HASH.match(line.text)]
    if any(is_command(text, context) and _FLAG.search(text) and not is_output_line(text) for text in bare):
        return False, False  # the commands stand without a prompt: these are comments
    known = [m for m in hashes if is_command(m["command"], context)]
    # A comment begins like a prompt. Words that are programs' names tell them apart, and a comment seldom has a flag.
    return (True, True) if known and len(known) * 2 >= len(hashes) else (False, False)


def _not_continued(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that do not continue the one before."""
    return (line for before, line in zip(("", *(each.text for each in lines)), lines, strict=False) if not before.endswith("\\"))


def read_console(lines: Sequence[Line], context: Context) -> Console | None:
    """Commands and output of *lines*; ``None`` if no line has a prompt."""
    prompts, hashes = has_prompts(lines, context)
    if not prompts:
        return None
    commands: list[tuple[Line, ...]] = []
    output: list[Line] = []
    edited: list[tuple[tuple[Line, ...], tuple[Line, ...]]] = []
    shown: list[tuple[tuple[Line, ...], tuple[Line, ...]]] = []
    index = 0
    while index < len(lines):
        match = _prompt(lines[index].text, hashes)
        if match is None:
            output.append(lines[index])
            index += 1
            continue
        first = _shortened(lines[index], len(match["lead"]))
        rest = lines[index + 1 :] if index + 1 < len(lines) else ()
        count = _length([first.text, *(line.text for line in rest[:_LINES])], lambda text: _prompt(text, hashes) is not None)
        command = [first]
        for line in rest[: count - 1]:
            continued = _CONTINUATION.match(line.text)
            command.append(_shortened(line, continued.start("rest")) if continued else line)
        commands.append(tuple(command))
        index += count
        for pattern, kept in ((_EDITS, edited), (_SHOWS, shown)):
            if pattern.match(first.text):
                end = index
                while end < len(lines) and _prompt(lines[end].text, hashes) is None:
                    end += 1
                kept.append((tuple(command), tuple(lines[index:end])))
                index = end
    return Console(tuple(commands), tuple(output), tuple(edited), tuple(shown))


def _length(texts: Sequence[str], is_prompt: Callable[[str], bool] | None = None) -> int:
    """How many of *texts* the command takes that begins with the first one."""
    quote, index, limit = "", 0, min(len(texts), _LINES)
    while index < limit:
        text = texts[index]
        index += 1
        quote = _open_quote(text, quote)
        if not quote and "<<<" not in text and (match := _HEREDOC.search(text)):
            # A document that is never closed was cut short, and takes the rest.
            while index < limit and (is_prompt is None or not is_prompt(texts[index])):
                index += 1
                if texts[index - 1].lstrip("> \t").rstrip() == match["word"]:
                    break
            return index
        if index == limit:
            break
        if quote and (is_prompt is None or not is_prompt(texts[index])):
            continue
        if quote or not text.endswith("\\"):
            break
    # A quote that is never closed is an apostrophe. Then only the continued lines belong to the command.
    return index if not quote else _continued(texts)


def _continued(texts: Sequence[str]) -> int:
    count = 1
    while count < len(texts) and texts[count - 1].endswith("\\"):
        count += 1
    return count


def _open_quote(text: str, quote: str) -> str:
    """The quote that is open after *text*, if *quote* was open before it."""
    at = 0
    while (match := _QUOTE.search(text, at)) is not None:
        at = match.end()
        token = match[0]
        if token == "#":
            if not quote and (match.start() == 0 or text[match.start() - 1].isspace()):
                return quote
        elif token[0] == "\\":
            continue
        elif not quote:
            quote = token
        elif quote == token:
            quote = ""
    return quote


def claims_of_console(console: Console, context: Context) -> Iterator[Claim | Embedded]:
    """The claims of the commands of *console*, and of the files that they show. What else was printed claims nothing."""
    for command in console.commands:
        yield from _claims_of_lines(command, context)
    for command, lines in console.shown:
        match = _SHOWS.match(command[0].text)
        if match is not None and lines:
            yield _file(lines, match["path"], context)


def claims_of_script(excerpt: Excerpt, context: Context, *, strict: bool = False) -> Iterator[Claim | Embedded]:
    """The claims of the commands in *excerpt*, a script without prompts.

    :param strict: only lines that begin with a program's name are commands, the others were printed.
    """
    lines, index, printed = excerpt.lines, 0, False
    texts = [line.text for line in lines]
    while index < len(lines):
        text = texts[index].strip()
        if not text or text.startswith("#"):
            printed = printed and bool(text)
            index += 1
            continue
        if is_output_line(text):
            printed = True
        if (printed or strict) and not is_command(text, context):
            index += 1
            continue
        if is_output_line(text) and not text.startswith(("kubectl ", "curl ")):
            index += 1
            continue
        printed = False
        count = max(1, _length(texts[index : index + _LINES]))
        yield from _claims_of_lines(lines[index : index + count], context)
        index += count


def _claims_of_lines(lines: Sequence[Line], context: Context) -> Iterator[Claim | Embedded]:
    excerpt = Excerpt(tuple(lines))
    if _INTERESTING.search(excerpt.text) is None:
        return
    match = _HEREDOC.search(excerpt.text) if "<<<" not in excerpt.text else None
    # The first line of the here-document, if it ends where it should.
    first = excerpt.position(match.start())[0] + 1 if match else len(lines)
    command = Excerpt(excerpt.lines[:first])
    text = _PLACEHOLDER.sub(lambda m: PLACEHOLDER * len(m[0]), command.text)
    if first < len(lines):
        text = _HEREDOC.sub(lambda m: " " * len(m[0]), text)
    if len(text) <= _LIMIT and text.count("|") <= 100:
        yield from _parsed(text, command, context)
    if match is not None and first < len(lines):
        closed = lines[-1].text.strip() == match["word"]
        yield _heredoc(lines[first : len(lines) - closed], command, context)


def _heredoc(lines: Sequence[Line], head: Excerpt, context: Context) -> Embedded:
    """What a here-document says depends on the file that it is written to."""
    target = _TARGET.search(head.text)
    return _file(lines, target["path"] if target else "", context)


def _file(lines: Sequence[Line], filename: str, context: Context) -> Embedded:
    inner = replace(context, filename=filename, caption="")
    return Embedded(tuple(lines), inner.about(context.names.filename(filename), How.FILENAME))


def _parsed(text: str, excerpt: Excerpt, context: Context) -> Iterator[Claim | Embedded]:
    # One byte a character, so that the parser's offsets are ours.
    source = "".join(c if c < "\x80" else "x" for c in text).encode("ascii")
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))
    tree = parser.parse(source)
    stack = [(tree.root_node, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > _DEPTH:
            continue
        if node.type == "command":
            words = []
            inner = []
            for child in node.children:
                if child.type in ("file_redirect", "herestring_redirect", "heredoc_redirect", "variable_assignment"):
                    inner.append(child)
                    continue
                words.append(Word(text[child.start_byte : child.end_byte], child.start_byte, child.end_byte))
                if child.type in ("command_substitution", "process_substitution") or child.child_count:
                    inner.append(child)
            yield from claims_of_command(_joined(words, text), excerpt, context)
            stack.extend((child, depth + 1) for child in reversed(inner))
            continue
        if node.type == "variable_assignment":
            yield from _assignment(node.start_byte, node.end_byte, text, excerpt, context)
        stack.extend((child, depth + 1) for child in reversed(node.children) if child.child_count or child.type == "command")


def _joined(words: list[Word], text: str) -> list[Word]:
    """The words, those put together that nothing separates: the parser stumbles over ``[`` and its kin."""
    joined: list[Word] = []
    for word in words:
        if joined and joined[-1].end == word.start:
            joined[-1] = Word(text[joined[-1].start : word.end], joined[-1].start, word.end)
        else:
            joined.append(word)
    return joined


def variable_subject(name: str, context: Context) -> str | None:
    """The component whose arguments the variable *name* holds: ``KUBELET_EXTRA_ARGS``, ``KUBE_SCHEDULER_OPTS``."""
    match = _VARIABLE.match(name)
    return context.names.known(match["program"]) if match else None


def _assignment(start: int, end: int, text: str, excerpt: Excerpt, context: Context) -> Iterator[Claim | Embedded]:
    name, _, value = text[start:end].partition("=")
    opening = start + len(name) + 1
    if value[:1] in ("'", '"') and value[-1:] == value[:1] and len(value) > 1:
        value, opening = value[1:-1], opening + 1
    if not value.lstrip(" \\\n").startswith("-"):
        return
    subject = variable_subject(name, context)
    if subject is None and not _VARIABLE.match(f"X_{name}"):
        return
    # ARGS are what a service manager passes; OPTS may be given to any program.
    inner = context.about(subject, How.FILENAME if name.endswith("_ARGS") else How.NEARBY)
    yield from claims_of_arguments(words_of(value.replace("\\\n", "  "), opening), excerpt, inner)
