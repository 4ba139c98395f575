"""Dockerfiles: the commands that build an image, and the program that it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..pages.model import Line
from .assignment import claims_of_assignment, read_assignment
from .command import claims_of_arguments, claims_of_command
from .context import Context, Embedded
from .excerpt import Excerpt
from .launcher import image_name
from .model import Claim, How
from .word import Word, is_placeholder, words_of

__all__ = ["claims_of_dockerfile", "is_dockerfile"]

_INSTRUCTION = re.compile(r"^\s*(?:ONBUILD\s+)?(?P<name>[A-Za-z]+)\s+(?=\S)")
_FROM = re.compile(r"^\s*FROM\s+(?:--platform=\S+\s+)?(?P<image>[\w.$][\w.${}/@:-]*)(?:\s+[Aa][Ss]\s+(?P<name>[\w.-]+))?\s*$")
_BEFORE = re.compile(r"^\s*(?:#|ARG\s)")
_ITEM = re.compile(r"\"(?P<text>(?:[^\"\\\n]|\\.)*)\"|(?P<end>\])")
_OPTIONS = re.compile(r"(?:--[a-z-]+(?:=\S+)?\s+)+")
_HEREDOC = re.compile(r"<<-?\s*['\"]?(?P<word>[A-Za-z_]\w*)['\"]?\s*$")
_LIMIT = 400


@dataclass(frozen=True, slots=True)
class _Instruction:
    """*name* in capitals; *start*: where in *excerpt* its arguments begin; *body*: the lines of its here-document."""

    name: str
    excerpt: Excerpt
    start: int
    body: tuple[Line, ...] = ()


def is_dockerfile(lines: Sequence[Line]) -> bool:
    """Whether *lines*, none of them empty, begin as a Dockerfile does."""
    first = next((line for line in lines if not _BEFORE.match(line.text)), None)
    return first is not None and _FROM.match(first.text[:1000]) is not None


def claims_of_dockerfile(lines: Sequence[Line], context: Context) -> Iterator[Claim | Embedded]:
    """The claims of the commands in a Dockerfile. The last entry point is given what the last ``CMD`` says."""
    stages: dict[str, str] = {}
    base = ""
    entry: tuple[Word, ...] | None = None
    for each in _instructions(lines):
        match each.name:
            case "FROM":
                found = _FROM.match(each.excerpt.text[:1000])
                image = found["image"] if found is not None else ""
                base = stages.get(image, image)
                if found is not None and found["name"]:
                    stages[found["name"]] = base
                entry = None
            case "RUN" | "HEALTHCHECK":
                yield from _run(each, context)
            case "ENV":
                yield from _environment(each, context)
            case "ENTRYPOINT" | "CMD":
                words = _items(each)
                if words is None:
                    yield _script(each, each.start, context)
                elif each.name == "ENTRYPOINT" and words:
                    entry = words
                    yield from claims_of_command(words, each.excerpt, context)
                elif words and words[0].text.startswith("-"):
                    yield from _arguments(words, entry, base, each.excerpt, context)
                elif entry is None:
                    yield from claims_of_command(words, each.excerpt, context)


def _instructions(lines: Sequence[Line]) -> Iterator[_Instruction]:
    index = 0
    while index < len(lines):
        match = _INSTRUCTION.match(lines[index].text)
        if match is None or lines[index].text.lstrip().startswith("#"):
            index += 1
            continue
        taken = [lines[index]]
        count = 1
        while count < _LIMIT and index + count < len(lines) and taken[-1].text.rstrip().endswith(("\\", " `")):
            follower = lines[index + count]
            count += 1
            if follower.text.strip() and not follower.text.lstrip().startswith("#"):
                taken.append(follower)
        index += count
        body: list[Line] = []
        if (document := _HEREDOC.search(taken[-1].text[-200:])) is not None:
            while index < len(lines) and lines[index].text.strip() != document["word"]:
                body.append(lines[index])
                index += 1
            index += 1
        yield _Instruction(match["name"].upper(), Excerpt(tuple(taken)), match.end(), tuple(body))


def _run(each: _Instruction, context: Context) -> Iterator[Claim | Embedded]:
    start = each.start
    if (options := _OPTIONS.match(each.excerpt.text, start)) is not None:
        start = options.end()
    if each.name == "HEALTHCHECK":
        if not each.excerpt.text.startswith("CMD ", start):
            return
        start += 4
    words = _items(each, start)
    if words is not None:
        yield from claims_of_command(words, each.excerpt, context)
    elif each.body:
        yield Embedded(each.body, context, "sh")
    else:
        yield _script(each, start, context)


def _script(each: _Instruction, start: int, context: Context) -> Embedded:
    return Embedded(each.excerpt.cut(start, len(each.excerpt.text)).lines, context, "sh")


def _items(each: _Instruction, start: int | None = None) -> tuple[Word, ...] | None:
    """The words of a list in the form of JSON; ``None`` if there is none."""
    text, at = each.excerpt.text, each.start if start is None else start
    if text[at : at + 1] != "[":
        return None
    words = []
    for match in _ITEM.finditer(text, at + 1):
        if match["end"] is not None:
            break
        words.append(Word(match["text"], match.start("text"), match.end("text")))
    # A script after -c is quoted for whoever reads the list, which must be told from a word.
    if len(words) > 1 and re.fullmatch(r"-[a-z]*c", words[-2].text):
        last = words[-1]
        words[-1] = Word(text[last.start - 1 : last.end + 1], last.start - 1, last.end + 1)
    return tuple(words)


def _arguments(
    words: tuple[Word, ...], entry: tuple[Word, ...] | None, base: str, excerpt: Excerpt, context: Context
) -> Iterator[Claim | Embedded]:
    """What an entry point is given that stands elsewhere: in this file, or in the image that this one begins with."""
    if entry is not None:
        yield from claims_of_command((Word(entry[0].text, words[0].start, words[0].start), *words), excerpt, context)
        return
    name = image_name(base)
    if name and not is_placeholder(name):
        yield from claims_of_arguments(words, excerpt, context.about(context.names.known(name) or name, How.CONTAINER))


def _environment(each: _Instruction, context: Context) -> Iterator[Claim]:
    text = re.sub(r"\\(?=\n|$)", " ", each.excerpt.text)
    words = words_of(text[each.start :], each.start)
    if words and "=" not in words[0].text:
        if len(words) > 1:
            shown = f"{words[0].text}={text[words[1].start :].rstrip()}"
            assigned = read_assignment(shown, words[1].start - len(words[0].text) - 1, each.excerpt)
            if assigned is not None:
                yield from claims_of_assignment(assigned, context, service=True)
        return
    for word in words:
        assigned = read_assignment(word.text, word.start, each.excerpt)
        if assigned is not None:
            yield from claims_of_assignment(assigned, context, service=True)
