from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext.factcheck.facts import document
from sphinxext.factcheck.facts.document import Mark
from sphinxext.factcheck.facts.parsing import read_document


def read(tmp_path: Path, text: str | bytes) -> tuple[object, list[str]]:
    """The value in *text*, and the problems as they are shown."""
    path = tmp_path / "x.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found, problems = read_document(path, "x.yaml")
    return found and found.root, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a:\n\tb: 1\n", "2:1: found a tab, expected spaces"),
        ("a:\n  - b\n\t c: d\n", "3:1: found a tab, expected spaces"),
        ("a: b: c\n", "1:5: not YAML: mapping values are not allowed in this context"),
        ("a: b\x07\n", "1:5: not YAML: control characters are not allowed"),
        ("a: *x\n", "1:4: the alias 'x' has no anchor before it"),
        ("a: &a [*a]\n", "1:8: the alias 'a' stands inside itself"),
        ("a: !!python/object:os.system 1\n", "1:4: the tag '!!python/object:os.system' is not allowed here"),
        ("a: !x {}\n", "1:4: the tag '!x' is not allowed here"),
        ("--- {a: 1}\n--- 2\n", "2:1: found a second document, expected one in a file"),
        ("", "1:1: found nothing, expected a mapping (key: value)"),
        ("- a\n", "1:1: found a list, expected a mapping (key: value)"),
        ("? {a: 1}\n: b\n", "1:3: found a mapping as a key, expected text"),
        ("[" * 100_000, "1:51: nested deeper than 50 levels"),
        ("- " * 100_000, "1:101: nested deeper than 50 levels"),
        (b"a: b\nc: \xb6\xcb\n", "2:4: found the byte 0xb6, expected text in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, text: str | bytes, problem: str) -> None:
    assert read(tmp_path, text) == (None, [f"x.yaml:{problem}"])


def test_all_keys_that_are_wrong_are_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a: 1\n1.20: 2\na: 3\nb: {true: 1}\n")
    assert problems == [
        "x.yaml:2:1: the key 1.20 is read as a number; put it in quotes",
        "x.yaml:3:1: the key 'a' is here twice; the first is in line 1",
        "x.yaml:4:5: the key true is read as true or false; put it in quotes",
    ]


def test_aliases_that_grow(tmp_path: Path) -> None:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)]
    assert read(tmp_path, "\n".join(lines)) == (
        None,
        ["x.yaml:6:32: more than 1000000 values, what aliases stand for counted"],
    )


def test_a_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_BYTES", 10)
    assert read(tmp_path, "a: 45678901") == (None, ["x.yaml:1:1: the file is larger than 10 bytes"])


def test_no_file(tmp_path: Path) -> None:
    assert [str(p) for p in read_document(tmp_path, "x.yaml")[1]] == ["x.yaml:1:1: cannot be read: Is a directory"]


def test_values_are_those_of_the_core_schema(tmp_path: Path) -> None:
    text = "\ufeff{off: on, time: 10:20, date: 2020-01-01, n: -012, x: 0x1F, f: 1e3, t: true, z: ~, q: '1', a: &a [1], b: *a, <<: y}\n"
    assert read(tmp_path, text) == (
        {
            "off": "on", "time": "10:20", "date": "2020-01-01", "n": -12, "x": 31, "f": 1000.0, "t": True, "z": None, "q": "1",
            "a": [1], "b": [1], "<<": "y",
        },
        [],
    )  # fmt: skip


def test_marks(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a:\n  - b: 1.20\n    c: d\n")
    found, _ = read_document(path)
    assert found is not None
    assert found.mark("a", 0, "b") == Mark(2, 8, "1.20")
    assert found.mark("a", 0, "missing") == Mark(2, 5)
    assert found.mark("a", 7) == Mark(2, 3)
    assert found.mark("a", 0, "b", "deeper") == Mark(2, 8, "1.20")
    assert found.mark() == Mark(1, 1)
