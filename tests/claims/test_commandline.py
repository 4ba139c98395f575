from __future__ import annotations

import time

import pytest

from sphinxext.factcheck.claims.commandline import read_command_line
from sphinxext.factcheck.pages.model import Line


def lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(line, "a.sh", number + 1) for number, line in enumerate(text.split("\n")))


@pytest.mark.parametrize(
    ("text", "count", "words"),
    [
        ("a \\\n --b\nc", 2, ["a", "--b"]),
        ("a \\\n # why\n --b\nc", 3, ["a", "--b"]),
        ("a \\\n\n --b\nc", 3, ["a", "--b"]),
        ("a \\\n\nc", 1, ["a"]),
        ("a \\  # why\n --b", 2, ["a", "--b"]),
        ("a ^\n --b", 2, ["a", "--b"]),
        ("a `\n --b", 2, ["a", "--b"]),
        ("a --b\n --c=d\ne", 2, ["a", "--b", "--c=d"]),
        ("a --help\n --c", 1, ["a", "--help"]),
        ("a &&\n  b\nc", 2, ["a", "&&", "b"]),
        ("X=(\n --a # one\n --b\n)\nc", 4, ["X=(", "--a", "--b", ")"]),
        ("a don't\nb", 1, ["a", "don't"]),
        ("a 'b\nc'\nd", 2, ["a", "'b", "c'"]),
    ],
)
def test_where_a_command_ends(text: str, count: int, words: list[str]) -> None:
    found = read_command_line(lines(text))
    assert (found.count, found.text.split()) == (count, words)
    assert len(found.text) == len(found.excerpt.text)


def documents(text: str) -> list[list[str]]:
    return [[line.text for line in document.lines] for document in read_command_line(lines(text)).documents]


def test_here_documents_of_one_command() -> None:
    assert documents("cat <<A; cat <<'B'\na\\\\\nA\nb\\\\\nB\nc") == [["a \\"], ["b\\\\"]]
    assert documents("  cat <<-E\n  a\n  E\nb") == [["  a"]]
    assert documents("cat <<E | \\\n  tee x\na\nE") == [["a"]]
    assert documents("echo 'a <<E'\nb\nE") == []
    assert documents("cat <<E\na") == [["a"]]


def test_the_time_is_linear() -> None:
    for text in ("a \\\n" * 4000, "a '\n" * 4000, "cat <<E\n" * 4000, "X=(\n" * 4000, "a --b\n --c\n" * 4000):
        whole = lines(text)
        started = time.process_time()
        index = 0
        while index < len(whole):
            index += read_command_line(whole, index).count
        assert time.process_time() - started < 5
