"""What a page includes: by Sphinx's rules, never out of the root, and never without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext.factcheck.pages import read_page
from sphinxext.factcheck.pages.attachments import BUDGET
from sphinxext.factcheck.pages.files import FILE_LIMIT, SourceTree
from sphinxext.factcheck.pages.model import Unread, UnreadReason
from sphinxext.factcheck.pages.source import LINE_LIMIT

from .outline import outline, read

FILE = "one\n  two\nthree\nfour\nfive\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", "'one'@f:1:1 '  two'@f:2:1 'three'@f:3:1 'four'@f:4:1 'five'@f:5:1"),
        (":lines: 4-,1", "'four'@f:4:1 'five'@f:5:1 'one'@f:1:1"),
        (":start-after: two\n   :end-before: five", "'three'@f:3:1 'four'@f:4:1"),
        (":start-at: two\n   :end-at: three\n   :dedent: 2", "'two'@f:2:3 'ree'@f:3:3"),
        (":start-at: two\n   :lines: 2", "'three'@f:3:1"),
        (":lines: 2\n   :dedent:", "'two'@f:2:3"),
        (":lines: 1\n   :prepend: a\n   :append: b", "'a'@1:1 'one'@f:1:1 'b'@1:1"),
    ],
)
def test_options_of_literalinclude(options: str, expected: str) -> None:
    assert outline(f".. literalinclude:: f\n   {options}\n", {"f": FILE}) == [f"code literalinclude f: {expected}"]


@pytest.mark.parametrize("option", ["end-before: one", "start-at: six", "lines: 9", "lines: 3-1", "lines: a"])
def test_an_excerpt_of_what_is_not_there(option: str) -> None:
    assert outline(f".. literalinclude:: f\n   :{option}\n", {"f": FILE}) == [f"unread missing-file: page.rst:1:1 f: {option}"]


def test_literalinclude_tells_language_caption_and_file() -> None:
    text = ".. highlight:: sh\n\n.. literalinclude:: a/f.py\n   :language: YAML\n   :caption: **c**\n\n.. literalinclude:: /f\n"
    assert outline(text, {"docs/a/f.py": "\tx \n", "f": "y"}, "docs/page.rst") == [
        "highlight('sh') 1:1",
        "code literalinclude yaml docs/a/f.py caption '**c**': '\\tx '@docs/a/f.py:1:1",
        "code literalinclude sh f: 'y'@f:1:1",
    ]


def test_literalinclude_of_a_python_object() -> None:
    source = "import a\n\n\nclass B:\n    @a\n    def c(self):\n        pass\n\n    x = 1\n"
    assert outline(".. literalinclude:: f\n   :pyobject: B.c\n", {"f": source}) == [
        "code literalinclude f: '    @a'@f:5:1 '    def c(self):'@f:6:1 '        pass'@f:7:1"
    ]
    for unknown in ("B.d", "C", "B.x"):
        assert outline(f".. literalinclude:: f\n   :pyobject: {unknown}\n", {"f": source}) == [
            f"unread missing-file: page.rst:1:1 f: pyobject: {unknown}"
        ]


def test_include_is_read_in_its_place() -> None:
    files = {
        "docs/sub/part.txt": "In\n--\n\n``a``\n\n.. literalinclude:: f\n\n.. csv-table::\n   :file: t.csv\n",
        "docs/f": "f",
        "docs/sub/t.csv": "c",
    }
    text = "Top\n===\n\n- .. include:: sub/part.txt\n\nNext\n----\n"
    assert outline(text, files, "docs/page.rst") == [
        "heading 1: 'Top'@1:1",
        "heading 2: 'In'@docs/sub/part.txt:1:1",
        "paragraph: literal 'a'@docs/sub/part.txt:4:3",
        "code literalinclude docs/f: 'f'@docs/f:1:1",
        "table csv-table",
        "  row: 'c'@docs/sub/t.csv:1:1",
        "heading 2: 'Next'@6:1",
    ]
    assert read(text, files, "docs/page.rst").files == ("docs/f", "docs/sub/part.txt", "docs/sub/t.csv")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (":start-line: 2", "paragraph: 'three'@f:3:1 'four'@f:4:1 'five'@f:5:1"),
        (":start-line: -1", "paragraph: 'five'@f:5:1"),
        (":end-line: 1", "paragraph: 'one'@f:1:1"),
        (":start-after: re", "paragraph: 'e'@f:3:5 'four'@f:4:1 'five'@f:5:1"),
        (":start-after: two\n   :end-before: ur", "paragraph: 'three'@f:3:1 'fo'@f:4:1"),
        (":start-after: no such text", "unread missing-file: page.rst:1:1 f: no such text"),
        (":literal:\n   :end-line: 2", "code include f: 'one'@f:1:1 '  two'@f:2:1"),
        (":code: SH\n   :end-line: 1", "code include sh f: 'one'@f:1:1"),
        (":parser: asciidoc", "unread unsupported: page.rst:1:1 parser: asciidoc"),
    ],
)
def test_options_of_include(options: str, expected: str) -> None:
    assert outline(f".. include:: f\n   {options}\n", {"f": FILE}) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. include:: no.txt", "unread missing-file: docs/page.rst:1:1 docs/no.txt"),
        (".. include:: ../../a", "unread outside-root: docs/page.rst:1:1 ../../a"),
        (".. literalinclude:: /../a", "unread outside-root: docs/page.rst:1:1 /../a"),
        (".. literalinclude:: gb", "unread encoding: docs/page.rst:1:1 docs/gb"),
        (".. literalinclude:: gb\n   :encoding: no-such", "unread encoding: docs/page.rst:1:1 docs/gb"),
        (".. literalinclude:: gb\n   :encoding: gb18030", "code literalinclude docs/gb: '端口'@docs/gb:1:1"),
        (".. literalinclude:: gb\n   :diff: a", "unread unsupported: docs/page.rst:1:1 diff"),
        (".. include:: <isonum.txt>", "include('<isonum.txt>') 1:1"),
        (".. include::", "unread missing-file: docs/page.rst:1:1 docs"),
    ],
)
def test_what_cannot_be_included(text: str, expected: str) -> None:
    files = {"docs/gb": "端口".encode("gb18030")}
    assert outline(f"{text}\n", files, "docs/page.rst") == [expected]


def test_a_recursive_include_is_told_where_it_closes() -> None:
    files = {"page.rst": "a\n\n.. include:: b.txt\n", "b.txt": "b\n\n.. include:: page.rst\n\nc\n"}
    assert outline(str(files["page.rst"]), files) == [
        "paragraph: 'a'@1:1",
        "paragraph: 'b'@b.txt:1:1",
        "unread recursive-include: b.txt:3:1 page.rst",
        "paragraph: 'c'@b.txt:5:1",
    ]


def test_an_include_that_grows_without_end_is_given_up_on() -> None:
    bomb = {str(n): f"{'x' * 1000}\n\n" + f".. include:: {n + 1}\n\n" * 10 for n in range(12)}
    nodes = read(".. include:: 0\n", bomb).nodes
    assert {node.reason for node in nodes if isinstance(node, Unread)} == {UnreadReason.BUDGET, UnreadReason.MISSING}
    assert sum(not isinstance(node, Unread) for node in nodes) <= BUDGET / 1000


def test_a_long_line_is_unread_and_the_rest_is_read() -> None:
    long = "x" * 10_000_000
    files = {"f": f"a\n{long}\nb\n", "t.csv": f"a,b\n{long},c\nd,e\n"}
    text = f"``a``\n\n{long}\n\n``b``\n\n.. literalinclude:: f\n\n.. csv-table::\n   :file: t.csv\n"
    assert outline(text, files) == [
        "unread long-line: page.rst:3:1 page.rst",
        "paragraph: literal 'a'@1:3",
        "paragraph: literal 'b'@5:3",
        "unread long-line: f:2:1 f",
        "code literalinclude f: 'a'@f:1:1 ''@f:2:1 'b'@f:3:1",
        "unread long-line: t.csv:2:1 t.csv",
        "table csv-table",
        "  row: 'a'@t.csv:1:1 | 'b'@t.csv:1:3",
        "  row: 'd'@t.csv:3:1 | 'e'@t.csv:3:3",
    ]
    assert outline("x" * LINE_LIMIT) == [f"paragraph: {'x' * LINE_LIMIT!r}@1:1"]


@pytest.mark.parametrize(
    "data", ["端口".encode("gb18030"), "a\n".encode("utf-16"), "plain text".encode("utf-16-le"), b"\xff\xfe\0"]
)
def test_a_page_that_is_not_utf_8_is_unread_as_a_whole(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "page.rst").write_bytes(data)
    [node] = read_page("page.rst", tmp_path).nodes
    assert isinstance(node, Unread)
    assert (node.reason, node.span.line, node.detail) == (UnreadReason.ENCODING, 1, "page.rst")


def test_pages_come_from_files_below_the_root(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.rst").write_text("``a``\n")
    (tmp_path / "secret").write_text("s")
    (tmp_path / "docs" / "link").symlink_to(tmp_path / "secret")
    tree = SourceTree(tmp_path / "docs")
    assert tree.read("a.rst") == b"``a``\n"
    assert tree.read("link") is UnreadReason.OUTSIDE
    assert tree.read("../secret") is UnreadReason.OUTSIDE
    assert tree.read(".") is UnreadReason.MISSING
    assert tree.read("a\0b") is UnreadReason.MISSING
    assert tree.read("x" * 5000) is UnreadReason.MISSING
    with (tmp_path / "docs" / "big").open("wb") as file:
        file.truncate(FILE_LIMIT + 1)
    assert tree.read("big") is UnreadReason.BUDGET


@pytest.mark.parametrize(
    ("path", "reason"),
    [("no.rst", UnreadReason.MISSING), ("../no.rst", UnreadReason.OUTSIDE), ("page.adoc", UnreadReason.UNSUPPORTED)],
)
def test_pages_that_cannot_be_read(tmp_path: Path, path: str, reason: UnreadReason) -> None:
    (tmp_path / "page.adoc").write_text("= a\n")
    [node] = read_page(path, tmp_path).nodes
    assert isinstance(node, Unread)
    assert (node.reason, node.detail) == (reason, path)


def test_a_source_that_is_given_is_not_opened(tmp_path: Path) -> None:
    assert len(read_page("no.rst", tmp_path, source="a").nodes) == 1
    assert len(read_page("no.txt", tmp_path, source=b"\xef\xbb\xbfa\r\n\r\nb").nodes) == 2
