"""Remediations with one mistake each, made of the text of right ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sphinxext.factcheck.pages.change import Mark, marks_of, reverted

__all__ = ["Block", "Mutation", "blocks_in", "mutations_of", "with_own_rollback"]

_STEP = re.compile(r"\.\. (change|apply|verify|rollback)::\s?(.*)")
_PORT = re.compile(r"(?<=:)\d{4,5}\b|(?<=port=)\d{4,5}\b")
_HOST = re.compile(r"\b0\.0\.0\.0\b|\b10(?:\.\d+){3}\b|(?<=[ =])(?=:\d{4})|(?<=\")(?=:\d{4})")
_NAME = re.compile(
    r"--[a-z][\w.-]*[a-z]|\b[a-z]\w*[A-Z]\w+(?=:)|(?<=- name: )[a-z-]+|^\s*[a-z_]+(?:-[a-z]+)*(?=: \S)|\bprometheus(?= :)"
)
_RANGE = re.compile(r"(\S+) >=([\d.]+),<([\d.]+)")


@dataclass(frozen=True)
class Block:
    """The text of a remediation, without its indentation."""

    lines: tuple[str, ...]

    @property
    def page(self) -> str:
        """A page with nothing else."""
        return "\n".join(["Page", "====", "", *self.lines, ""])

    def option(self, name: str) -> str:
        """The value of an option."""
        return next((m[1] for line in self.lines if (m := re.match(rf"\s+:{name}: *(.*)", line))), "")

    def with_option(self, name: str, value: str) -> Block:
        """The same with another value."""
        return Block(tuple(re.sub(rf"^(\s+:{name}:).*", rf"\1 {value}", line) for line in self.lines))

    def steps(self) -> Iterator[tuple[str, str, int, int]]:
        """Name and argument of each step, and the lines of its content, as a half-open range."""
        heads = [(i, m) for i, line in enumerate(self.lines) if (m := re.match(r"   " + _STEP.pattern, line))]
        ends = [i for i, _ in heads[1:]] + [len(self.lines)]
        for (index, match), end in zip(heads, ends, strict=True):
            start = index + 1
            while start < end and (not self.lines[start].strip() or self.lines[start].strip().startswith(":")):
                start += 1
            stop = start
            while stop < end and (not self.lines[stop].strip() or self.lines[stop].startswith("      ")):
                stop += 1
            yield match[1], match[2], start, stop

    def changes(self) -> Iterator[tuple[str, int, int]]:
        """Where each change is made, and its lines."""
        return ((where, start, stop) for name, where, start, stop in self.steps() if name == "change")

    def with_lines(self, start: int, stop: int, lines: Sequence[str]) -> Block:
        """The same with other lines from *start* to *stop*."""
        return Block((*self.lines[:start], *lines, *self.lines[stop:]))


@dataclass(frozen=True)
class Mutation:
    """A mistake, what it is called, and the text with it."""

    kind: str
    what: str
    block: Block


def blocks_in(text: str) -> list[Block]:
    """The remediations of a page."""
    found: list[Block] = []
    lines = text.splitlines()
    for index, line in enumerate(lines):
        if line.startswith(".. remediation::"):
            end = index + 1
            while end < len(lines) and (not lines[end].strip() or lines[end].startswith("   ")):
                end += 1
            found.append(Block(tuple(lines[index:end])))
    return found


def _content(block: Block, start: int, stop: int) -> list[str]:
    return [line[6:] for line in block.lines[start:stop]]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"      {line}".rstrip() for line in lines]


def mutations_of(block: Block, endpoints: Sequence[str], releases: Sequence[str]) -> Iterator[Mutation]:
    """The mistakes that can be made in *block*.

    :param endpoints: those of its component.
    :param releases: those of its product, in order.
    """
    yield from _swapped(block)
    yield from _lines_changed(block)
    yield from _other_endpoint(block, endpoints)
    yield from _other_range(block, releases)
    yield from _other_verification(block)
    yield from _other_rollback(block)
    yield from _dropped(block)


def _swapped(block: Block) -> Iterator[Mutation]:
    swapped = block
    for _, start, stop in block.changes():
        content = _content(swapped, start, stop)
        while content and not content[-1]:
            content.pop()
        turned = _indented([*reverted(content), ""])
        turned += [""] * (stop - start - len(turned))
        swapped = swapped.with_lines(start, stop, turned[: stop - start])
    yield Mutation("sides", "the two sides swapped", swapped)


def _lines_changed(block: Block) -> Iterator[Mutation]:
    """A wrong port, a loopback address, a misspelt name in a line that comes."""
    for _, start, stop in block.changes():
        content = _content(block, start, stop)
        for index, mark in enumerate(marks_of(content)):
            line = content[index]
            if mark is not Mark.COMES:
                continue
            for kind, changed in _wrong(line):
                text = "\n".join(content)
                if kind == "name" and not _matters(line, text):
                    continue
                lines = _indented([*content[:index], changed, *content[index + 1 :]])
                yield Mutation(kind, changed, block.with_lines(start, stop, lines))


_IDLE = re.compile(
    r"extraArgs|name: |namespace|roleRef|subjects|kind|apiVersion|apiGroup|metadata|rules|scheduler|controllerManager|tls_config|insecure"
    r"|host: |\$2y|ca_file|password_file|username|cert_file|key_file|credentials_file|telemetry|spec|job_name"
)  # fmt: skip
"""Names of which a proof may not depend: of objects, and of what this program does not look at."""


def _matters(line: str, text: str) -> bool:
    return _IDLE.search(line) is None or "- name: " in line


def _wrong(line: str) -> Iterator[tuple[str, str]]:
    for match in _PORT.finditer(line):
        yield "port", f"{line[: match.start()]}{int(match[0]) + 7}{line[match.end() :]}"
    # Where a probe or a job asks is not where somebody listens; what is not asked for may listen anywhere.
    if not re.search(r"targets|telemetry|^\+\s+host:", line) and not line.strip("+ ").startswith("- 10."):
        for match in _HOST.finditer(line):
            yield "address", f"{line[: match.start()]}127.0.0.1{line[match.end() :]}"
    for match in _NAME.finditer(line[1:]):
        name = match[0]
        yield (
            "name",
            line[0] + line[1:][: match.start()] + name[:-1] + ("x" if name[-1] != "x" else "y") + line[1:][match.end() :],
        )


def _other_endpoint(block: Block, endpoints: Sequence[str]) -> Iterator[Mutation]:
    own = block.option("endpoint")
    for name in (*(each for each in endpoints if each != own), f"{own}x"):
        yield Mutation("endpoint", name, block.with_option("endpoint", name))


def _other_range(block: Block, releases: Sequence[str]) -> Iterator[Mutation]:
    stated = block.option("applies-to")
    match = _RANGE.search(stated)
    assert match is not None, stated
    product, since, removed = match.groups()
    for kind, first, last in (("early", _before(since, releases), removed), ("late", since, _after(removed, releases))):
        text = stated.replace(match[0], f"{product} >={first},<{last}")
        yield Mutation(kind, text, block.with_option("applies-to", text))


def _before(release: str, releases: Sequence[str]) -> str:
    parts = [int(part) for part in release.split(".")]
    if len(parts) > 2:
        return ".".join(map(str, (*parts[:-1], parts[-1] - 1)))
    earlier = [each for one, each in pairwise((*releases, "")) if each == release for each in (one,)]
    return earlier[0] if earlier else f"{parts[0]}.{parts[1] - 1}" if parts[1] else f"{parts[0] - 1}.9"


def _after(release: str, releases: Sequence[str]) -> str:
    major, minor = (int(part) for part in release.split(".")[:2])
    return next((one for before, one in pairwise(releases) if before == release), f"{major}.{minor + 1}")


def _other_verification(block: Block) -> Iterator[Mutation]:
    step = next((each for each in block.steps() if each[0] == "verify"), None)
    assert step is not None
    _, _, start, stop = step
    content = _content(block, start, stop)
    text = "\n".join(content)
    url = re.search(r"(https?)://([^:\s]+):(\d+)(/\w+)", text)
    assert url is not None
    scheme, host, port, path = url.groups()
    other = "http" if scheme == "https" else "https"
    for kind, wrong in {
        "verify-port": f"{scheme}://{host}:{int(port) + 7}{path}",
        "verify-scheme": f"{other}://{host}:{port}{path}",
        "verify-path": f"{scheme}://{host}:{port}{path}z",
        "verify-host": f"{scheme}://127.0.0.1:{port}{path}",
    }.items():
        yield Mutation(kind, wrong, block.with_lines(start, stop, _indented(text.replace(url[0], wrong).split("\n"))))
    expecting = [i for i, line in enumerate(block.lines) if ":expect:" in line]
    if expecting:
        yield Mutation("verify-status", "404", block.with_lines(expecting[0], expecting[0] + 1, ["      :expect: 404"]))
    yield Mutation("verify-nothing", "no command", block.with_lines(start, stop, ["      $ ss -ltn", ""]))


def with_own_rollback(block: Block) -> Block | None:
    """*block* with its changes turned round as a rollback of its own; ``None`` if it has one."""
    step = next((each for each in block.steps() if each[0] == "rollback"), None)
    if step is None or any(line.strip() for line in block.lines[step[2] : step[3]]):
        return None
    lines = ["   .. rollback::", ""]
    for where, start, stop in block.changes():
        content = _content(block, start, stop)
        while content and not content[-1]:
            content.pop()
        language = [line for line in block.lines[:start] if ":language:" in line][-1:]
        lines += [f"      .. change:: {where}", *(f"   {each}" for each in language), ""]
        lines += [f"         {each}".rstrip() for each in reverted(content)] + [""]
    head = max(i for i, line in enumerate(block.lines) if line.strip().startswith(".. rollback::"))
    return Block((*block.lines[:head], *lines))


def _other_rollback(block: Block) -> Iterator[Mutation]:
    own = with_own_rollback(block)
    if own is None:
        return
    head = max(i for i, line in enumerate(own.lines) if line.strip() == ".. rollback::")
    for index in range(head, len(own.lines)):
        line = own.lines[index]
        sign = line[9:10]
        if sign == "+":
            for kind, changed in _wrong(line.strip()):
                if kind != "name" or _matters(line, ""):
                    changed = line.replace(line.strip(), changed)
                    yield Mutation(f"rollback-{kind}", changed.strip(), own.with_lines(index, index + 1, [changed]))
        if sign == "-" and _PORT.search(line):
            changed = _PORT.sub("4242", line)
            yield Mutation("rollback-lost", changed.strip(), own.with_lines(index, index + 1, [changed]))
    if any(True for _ in block.changes()):
        words = Block((*own.lines[: head + 1], "", "      Put back what was there.", ""))
        yield Mutation("rollback-words", "in words", words)
        yield Mutation("rollback-none", "none", Block(own.lines[:head]))


def _dropped(block: Block) -> Iterator[Mutation]:
    """Without what makes the component listen; without what lets who asks read."""
    serving = []
    for where, start, stop in block.changes():
        text = "\n".join(block.lines[start:stop])
        if "nonResourceURLs" in text or "resources:" in text:
            yield Mutation("dropped-rights", where, block.with_lines(start, stop, ["       kind: ClusterRole", ""]))
        elif "job_name" not in text:
            serving.append((start, stop))
    if serving:
        without = block
        for start, stop in reversed(serving):
            content = [f"      {line}".rstrip() for line in _content(block, start, stop)]
            kept = [line for line in content if line[6:7] != "+"]
            same = [f"{line[:6]} {line[7:]}" if line[6:7] == "-" else line for line in kept]
            without = without.with_lines(start, stop, same or [""])
        yield Mutation("dropped-change", "nothing is changed", without)
