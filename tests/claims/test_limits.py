"""Odd input: nothing is raised, and the time is linear."""

from __future__ import annotations

import random
import time

import pytest

from sphinxext.factcheck.claims import may_hold_claims, read_claims
from sphinxext.factcheck.pages import read_rst
from sphinxext.factcheck.pages.model import Cell, CodeBlock, Heading, Line, Page, Paragraph, Row, Run, RunKind, Table

from .claims import NAMES, Memory

PIECES = [
    "kube-scheduler", " --port=0", "``", "`", "$ ", "# ", "\n", "\n\n", "   ", "::\n\n   ", ".. code-block:: yaml\n\n   ", "- ", ": ", "<<EOF", "EOF", "|", "&&",
    "$(", ")", "'", '"', "{", "}", "[", "]", "\\", "...", "{{ x }}", "http://h:10251/", "端口10251", "kind: KubeProxyConfiguration", "\t", "\x00", "\ue000",
    "command:", "args:", "extraArgs:\n", "kubelet_args", " = ", "<<: ", "name: etcd.service\n", "ETCD_NAME", "10251", "image: a:v1.2", "|\n", "kubectl get cs", "/etc/kubernetes", "ExecStart=", "[Service]\n", ":fact:flag:`", "Kubernetes 1.18", "é", "\u2028", "\ud7ff", "&a", "*a", "!!x", "%", "@", "0x1", "---\n", "=====\n", ">", "<a>",
]  # fmt: skip

LANGUAGES = ["", "bash", "console", "yaml", "json", "ini", "diff", "text", "hcl", "go"]


def block_page(text: str, language: str) -> Page:
    lines = tuple(Line(line, "a.rst", number + 1) for number, line in enumerate(text.split("\n")))
    return Page("a.rst", (CodeBlock(lines, language, "code-block"),))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_raised(seed: int) -> None:
    pick = random.Random(seed)
    for _ in range(25):
        text = "".join(pick.choices(PIECES, k=pick.randint(1, 60)))
        found = read_claims(read_rst(text, "a.rst", Memory({})), NAMES)
        assert not found.claims or may_hold_claims(text.encode("utf-8", "surrogatepass"))
        read_claims(block_page(text, pick.choice(LANGUAGES)), NAMES)
        line = Line(text.replace("\n", " "), "a.rst", 1)
        kind = pick.choice(list(RunKind))
        run = Run(kind, line, pick.choice(["", "fact:port", "fact:field", "code"]), pick.randint(0, 1))
        cells = (Cell((line,), (run,)), Cell(()), Cell((Line("10251", "a.rst", 1),)))
        header = (Row((Cell((Line("component", "a.rst", 1),)), Cell(()), Cell((Line("port", "a.rst", 1),)))),)
        nodes = (
            Heading(1, (run, run)),
            Paragraph((run,)),
            Paragraph(()),
            Table(header, (Row(cells), Row(cells[:1]), Row(())), "grid"),
        )
        read_claims(Page("a.rst", nodes), NAMES)


@pytest.mark.parametrize("seed", range(10))
def test_spans_hold_what_they_say(seed: int) -> None:
    pick = random.Random(seed)
    for _ in range(40):
        text = "".join(pick.choices(PIECES, k=60))
        source = text.split("\n")
        for claim in read_claims(block_page(text, pick.choice(LANGUAGES)), NAMES).claims:
            where = claim.span
            assert (where.line, where.column) <= (where.end_line, where.end_column)
            assert where.end_column - 1 <= len(source[where.end_line - 1])
            if (name := getattr(claim, "name", "")) and not getattr(claim, "derived", False):
                assert source[where.line - 1][where.column - 1 : where.end_column - 1].endswith(name)


@pytest.mark.parametrize("language", ["", "bash", "console", "yaml", "ini", "hcl"])
@pytest.mark.parametrize(
    "piece",
    [
        "a | ",
        "$(",
        "'",
        '"',
        "[",
        "{",
        "<<EOF\n",
        "- ",
        "-a ",
        "# ",
        "$ x\\\n",
        "kubelet --a=$(b) ",
        "kubelet --a\n",
        "a: ",
        "x:10251/",
        "...\n",
        "{{",
        "`",
        "<a ",
        "-v1.2",
        "A=",
        "#a",
    ],
)
def test_time_is_linear(piece: str, language: str) -> None:
    def seconds(count: int) -> float:
        page = block_page(piece * count, language)
        begin = time.process_time()
        read_claims(page, NAMES)
        return time.process_time() - begin

    assert seconds(10_000) < 8


@pytest.mark.parametrize(
    "piece", ["kube-scheduler ", "port 10", "a:10 ", "1", "-", "kube", "``", "a.b.", ":1", "controller-", "端口", "no longer "]
)
def test_time_is_linear_in_running_text(piece: str) -> None:
    line = Line(piece * (100_000 // len(piece)), "a.rst", 1)
    runs = (Run(RunKind.TEXT, line), Run(RunKind.LITERAL, Line("--port", "a.rst", 1)), Run(RunKind.LITERAL, line))
    begin = time.process_time()
    read_claims(Page("a.rst", (Paragraph(runs), Heading(1, runs))), NAMES)
    assert time.process_time() - begin < 8
