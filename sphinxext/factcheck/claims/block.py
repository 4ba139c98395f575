"""Blocks of code: which syntax a block is in, and the claims that its syntax yields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..pages.change import Mark, marks_of, sides_of
from ..pages.model import CodeBlock, Line
from .command import claims_of_arguments, words_of
from .config import claims_of_document, claims_of_settings
from .console import is_console
from .context import Context, Embedded
from .copies import copies_in
from .defaults import defaults_in_help
from .dockerfile import claims_of_dockerfile, is_dockerfile
from .document import read_documents
from .excerpt import Excerpt
from .hcl import read_hcl
from .manifest import claims_of_manifest
from .model import Claim, How, Stance
from .shell import claims_of_console, claims_of_script, is_command, read_console
from .stance import is_output
from .unit import claims_of_unit, is_unit
from .warned import without_warned

__all__ = ["claims_of_block", "claims_of_lines"]

_SHELL = frozenset((
    "bash", "sh", "shell", "zsh", "ksh", "fish", "fishshell", "csh", "tcsh", "shell-script", "shellscript", "bash-script",
    "openrc", "bat", "batch", "dosbatch", "winbatch", "powershell", "pwsh", "posh", "ps1", "psm1",
))  # fmt: skip
_CONSOLE = frozenset((
    "console", "shell-session", "sh-session", "shellsession", "bash-session", "terminal", "terminal-session", "cmd",
    "powershell-session", "pwsh-session", "ps1con", "doscon", "tcshcon", "command", "commandline", "command-line", "cli",
))  # fmt: skip
_DOCKERFILE = frozenset({"dockerfile", "docker", "containerfile"})
_YAML = frozenset({"yaml", "yml", "yaml+jinja", "jinja+yaml", "json", "json5", "jsonc"})
_HCL = frozenset({"hcl", "terraform", "tf", "tofu", "opentofu"})
_UNIT = frozenset(
    {"ini", "systemd", "conf", "cfg", "properties", "toml", "env", "dotenv", "config", "service", "dosini", "desktop", "upstart"}
)
_ANY = frozenset(
    {
        "",
        "text",
        "none",
        "default",
        "guess",
        "plaintext",
        "plain",
        "txt",
        "raw",
        "output",
        "log",
        "rst",
        "md",
        "diff",
        "udiff",
        "patch",
    }
)
_BARE_FLAG = re.compile(r"^\s*--?[A-Za-z][\w.-]*(?:[=\s\\]|$)")
_RULE = re.compile(r"^\s*-[A-Z] [A-Z]")
"""A rule as iptables prints it."""
_KEY = re.compile(r"^\s*(?:-\s+)?[\"']?[A-Za-z_][\w./-]*[\"']?:(?:\s|$)")
_ITEM = re.compile(r"^\s*-\s+\S")
_DIFFS = frozenset({"diff", "udiff", "patch"})
_HEAD = re.compile(r"@@ |\+\+\+(?:\s|$)|---(?:\s|$)|diff\s|index [0-9a-f]|\d+(?:,\d+)?[acd]\d+")
_SURE_HEAD = re.compile(r"@@ -|\+\+\+ \S|diff\s+-|index [0-9a-f]{4,}|\d+(?:,\d+)?[acd]\d+(?:,\d+)?\s*$")
"""What begins a part of a diff and nothing else: three hyphens part the documents of YAML, too."""
_REMOVED_IN_DIFF = re.compile(r"-(?!--(?:\s|$))|<\s")
_NESTING = 4

Result = Claim | str
"""A claim, or the reason why none were looked for."""


def claims_of_block(block: CodeBlock, context: Context) -> Iterator[Result]:
    """The claims of *block*, or one reason why none were looked for in it."""
    language = block.language.strip().lower()
    context = replace(context, caption=block.caption, filename=block.filename)
    if block.directive == "change":
        inner = "" if language in _DIFFS else language
        lines, marks = block.lines, marks_of([line.text for line in block.lines])
        gone = [line for line, mark in zip(lines, marks, strict=True) if mark is Mark.GOES]
        yield from _old_side(gone, inner, context)
        yield from claims_of_lines(sides_of(lines)[1], context, inner)
        return
    if language in _DIFFS or (language in _ANY and _is_diff(block.lines)):
        yield from _old_side([line for line in block.lines if _REMOVED_IN_DIFF.match(line.text)], "", context)
        yield from claims_of_lines(_new_side(block.lines), context)
        return
    yield from claims_of_lines(block.lines, context, language)


def _is_diff(lines: Sequence[Line]) -> bool:
    """Whether *lines*, which nobody calls one, are a diff: the heads of its parts tell."""
    heads = any(_SURE_HEAD.match(line.text) for line in lines[:200])
    return heads and any(line.text.startswith(("-", "<")) and not _HEAD.match(line.text) for line in lines)


def _new_side(lines: Sequence[Line]) -> tuple[Line, ...]:
    kept = [line for line in lines if not _REMOVED_IN_DIFF.match(line.text) and not _HEAD.match(line.text)]
    # A proper diff has a space before what stays; some authors leave it out.
    proper = all(line.text.startswith(("+", " ", ">")) for line in kept if line.text)
    marks = ("+", "> ", " ") if proper else ("+", "> ")

    def plain(line: Line) -> Line:
        mark = next((mark for mark in marks if line.text.startswith(mark)), "")
        return Line(line.text[len(mark) :], line.path, line.number, line.column + len(mark)) if mark else line

    return tuple(map(plain, kept))


def _old_side(lines: Sequence[Line], language: str, context: Context) -> Iterator[Result]:
    """What a change takes away, the lines with their marks: told apart, never judged."""
    old = tuple(Line(line.text[1:], line.path, line.number, line.column + 1) for line in lines)
    if old:
        yield from (r for r in claims_of_lines(old, context.acknowledged(), language) if not isinstance(r, str))


def claims_of_lines(lines: tuple[Line, ...], context: Context, language: str = "", nesting: int = 0) -> Iterator[Result]:
    """The claims of *lines* in *language*, which is guessed if it is empty; a reason if it cannot be read."""
    for result in without_warned(_claims(lines, context, language, outermost=nesting == 0), lines):
        if isinstance(result, Embedded):
            if nesting < _NESTING:
                inner = claims_of_lines(result.lines, result.context, result.language, nesting + 1)
                yield from (r for r in inner if not isinstance(r, str))
        else:
            yield result


def _claims(lines: tuple[Line, ...], context: Context, language: str, *, outermost: bool) -> Iterator[Result | Embedded]:
    full = [line for line in lines if line.text.strip()]
    if not full:
        return
    syntax = _syntax(full, language, context)
    if syntax is None:
        yield "unknown-language"
        return
    if context.stance is Stance.OUTPUT and (
        syntax == "console" or (syntax == "script" and is_command(full[0].text.strip(), context))
    ):
        # "The output of this command:" announces the command.
        context = replace(context, stance=Stance.ADVICE)
    if syntax == "output" or (context.stance is Stance.OUTPUT and syntax not in ("yaml", "hcl")):
        yield "output"
        return
    excerpt = Excerpt(lines)
    # An object in JSON is most often an answer.
    if outermost and syntax != "console" and not language.startswith("json"):
        yield from context.terms.claims(lines, context.stance, context.scope)
    match syntax:
        case "console":
            console = read_console(lines, context)
            if console is not None:
                if outermost:
                    typed = [line for command in console.commands for line in command.lines]
                    yield from context.terms.claims(typed, context.stance, context.scope)
                yield from claims_of_console(console, context)
                yield from copies_in(lines, context)
                for command, edited in console.edited:
                    yield from claims_of_settings(edited, _edited(command.excerpt.lines, context))
        case "script":
            yield from claims_of_script(excerpt, context, strict=language not in _SHELL)
            yield from copies_in(lines, context)
            if not any("<<" in line.text for line in lines):
                yield from _heads(lines, context)  # what is to be put into a file, between the commands
        case "flags":
            for line, start in zip(excerpt.lines, excerpt.starts, strict=True):
                if _BARE_FLAG.match(line.text):
                    text = line.text.rstrip("\\ ,")
                    yield from claims_of_arguments(words_of(text, start), excerpt, context)
                    yield from defaults_in_help(line, context)
        case "unit":
            yield from claims_of_unit(lines, context)
        case "dockerfile":
            yield from claims_of_dockerfile(lines, context)
        case "yaml":
            yield from _claims_of_yaml(excerpt, context)
        case "hcl":
            if (root := read_hcl(excerpt)) is not None:
                yield from claims_of_manifest(root, excerpt, context)


def _claims_of_yaml(excerpt: Excerpt, context: Context) -> Iterator[Result | Embedded]:
    documents = read_documents(excerpt)
    if documents is None:
        if context.settings:
            yield from claims_of_settings(excerpt.lines, context)
        else:
            yield "unparsable-yaml"
            yield from _heads(excerpt.lines, context)
        return
    for document in documents:
        yield from claims_of_document(document, excerpt, context)
        yield from claims_of_manifest(document.root, excerpt, context)
    if context.settings and not any(re.match(r"\s*kind:", line.text) for line in excerpt.lines):
        yield from claims_of_settings(excerpt.lines, context)


def _heads(lines: Sequence[Line], context: Context) -> Iterator[Embedded]:
    """The first two lines of each manifest in *lines*, which as a whole are no YAML: they tell what it is without the rest."""
    for pair in pairwise(lines):
        first, second = pair
        if first.text.startswith(("apiVersion:", "kind:")) and second.text.startswith(("apiVersion:", "kind:")):
            yield Embedded(pair, context, "yaml")


def _edited(command: Sequence[Line], context: Context) -> Context:
    """*context* about what an editor was opened on: ``cm/kube-proxy``, ``/etc/kubernetes/manifests/etcd.yaml``."""
    for word in re.split(r"[\s]+", " ".join(line.text for line in command)):
        name = (
            context.names.known(word.split("/", 1)[1]) if re.match(r"(?:cm|configmaps?)/", word) else context.names.filename(word)
        )
        if name is not None:
            return context.about(name, How.FILENAME)
    match = re.search(r"\b(?:cm|configmaps?)\s+(?:-n\s+\S+\s+)?(\S+)", " ".join(line.text for line in command))
    return context.about(context.names.known(match[1]) if match else None, How.FILENAME)


def _syntax(full: Sequence[Line], language: str, context: Context) -> str | None:
    texts = [line.text for line in full]
    if language in _YAML:
        return "yaml"
    if language in _HCL or context.filename.endswith((".tf", ".hcl")):
        return "hcl"
    if language in _DOCKERFILE and (full[0].text.lstrip()[:1].isupper() or is_dockerfile(full)):
        return "dockerfile"
    if language not in _SHELL and language not in _CONSOLE and language not in _UNIT and language not in _ANY | _DOCKERFILE:
        return None
    if is_console(full[:400], context):
        return "console"
    if language in ("output", "log") or (is_output(texts) and not is_command(texts[0].strip(), context)):
        return "output"
    if _looks_like_yaml(texts, language):
        return "yaml"
    head = next((text.strip() for text in texts if not text.lstrip().startswith("#")), "")
    if is_unit(full) and not (is_command(head, context) and "=" not in head.split(None, 1)[0]):
        return "unit"  # unless a script writes it
    if language in _UNIT:
        return "unit"
    if _are_flags(texts):
        return "flags"
    if language in _SHELL:
        return "script"
    if is_dockerfile(full):
        return "dockerfile"
    if any(is_command(text.strip(), context) for text in texts[:1] + texts):
        return "script"
    return None


def _are_flags(texts: Sequence[str]) -> bool:
    """Whether *texts* are the flags of a command line, with marks of what was left out and comments among them."""
    rest = [text for text in texts if text.strip(" \\") not in ("...", "…", "") and not text.lstrip().startswith("#")]
    return all(map(_BARE_FLAG.match, rest)) and not all(map(_RULE.match, rest))


def _looks_like_yaml(texts: Sequence[str], language: str) -> bool:
    rest = [text for text in texts if text.strip() not in ("...", "…", "---") and not text.lstrip().startswith("#")]
    if not rest or (language in _SHELL and not _KEY.match(rest[0])):
        return False
    if rest[0].lstrip().startswith(("apiVersion:", "kind:")):
        return True
    like = sum(1 for text in rest if _KEY.match(text) or _ITEM.match(text))
    return bool(_KEY.match(rest[0]) or _ITEM.match(rest[0])) and like * 2 >= len(rest)
