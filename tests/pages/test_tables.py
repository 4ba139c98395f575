"""Tables of every form, and where each of their cells stands."""

from __future__ import annotations

from textwrap import dedent

import pytest

from .outline import outline


def page(text: str) -> str:
    return dedent(text).removeprefix("\n")


def test_grid() -> None:
    text = page("""
        +-----------+-----------------+-----+
        | Component | Port            | x   |
        +===========+=================+=====+
        | ``a``     | - 10251         | 端口|
        | and b     | - ``10259``     |     |
        +-----------+-----------------+     |
        | both                        | y   |
        +-----------+-----------------+-----+
        | code::    |                       |
        |           |                       |
        |   $ ls    |                       |
        +-----------+-----------------------+
        """)
    assert outline(text) == [
        "table grid",
        "  header: 'Component'@2:3 | 'Port'@2:15 | 'x'@2:33",
        "  row: literal 'a'@4:5 'and b'@5:3 | '10251'@4:17 literal '10259'@5:19 | (2x1) '端口'@4:33 'y'@7:33",
        "  row: (1x2) 'both'@7:3 | ^ | ^",
        "  row: 'code::'@9:3 ''@10:3 '  $ ls'@11:3 | (1x2)  | ^",
        "  paragraph: 'code:'@9:3",
        "  code ::: '$ ls'@11:5",
    ]


def test_simple() -> None:
    text = page("""
        a

          =====  =======  =====
          端口     Name
          -----  --------------
          no.    x        y
          =====  =======  =====
          1      two      ``3`` and on
          \\      four
                 five     6

          7               8
          9 over two
          --------------  -----
          =====  =======  =====
        """)
    assert outline(text) == [
        "paragraph: 'a'@1:1",
        "table simple",
        "  header: '端口'@4:3 | (1x2) 'Name'@4:10 | ^",
        "  header: 'no.'@6:3 | 'x'@6:10 | 'y'@6:19",
        "  row: '1'@8:3 | 'two'@8:10 | literal '3'@8:21 ' and on'@8:24",
        "  row: '\\\\'@9:3 | 'four'@9:10 'five'@10:10 | '6'@10:19",
        "  row: '7'@12:3 |  | '8'@12:19",
        "  row: (1x2) '9 over two'@13:3 | ^ | ",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+---+\n| a |\n", "unread malformed-table: page.rst:1:1 bottom border missing"),
        ("+---+\n| a  |\n+---+\n", "unread malformed-table: page.rst:2:1 right border not aligned or missing"),
        (
            "+---+---+\n| a | b |\n+---+   |\n| c   d |\n+---+---+\n",
            "unread malformed-table: page.rst:1:1 a border does not close",
        ),
        ("+---+\n| a |\n+===+\n| b |\n+===+\n| c |\n+---+\n", "unread malformed-table: page.rst:5:1 more than one header rule"),
        ("== ==\nab  c\n", "unread malformed-table: page.rst:1:1 bottom border missing"),
        ("== ==\nabc d\n== ==\n", "unread malformed-table: page.rst:2:1 text in the gap between columns"),
        ("== ==\na  b\n===\n", "unread malformed-table: page.rst:1:1 a border of another length than the top border"),
    ],
)
def test_malformed_drawings_are_unread_and_the_page_goes_on(text: str, expected: str) -> None:
    assert outline(f"{text}\nafter") == [expected, f"paragraph: 'after'@{text.count(chr(10)) + 2}:1"]


def test_a_table_directive_gives_its_title() -> None:
    text = ".. table:: Ports\n   :widths: auto\n\n   == ==\n   a  b\n   == ==\n"
    assert outline(text) == ["table simple 'Ports'", "  row: 'a'@5:4 | 'b'@5:7"]


def test_list_table() -> None:
    text = page("""
        .. list-table:: Ports ``x``
           :header-rows: 1

           * - Name
             - Port
           * - ``a``
             - .. code-block:: sh

                  $ ls
           *
             - one

               two
             -
           * - alone
        """)
    assert outline(text) == [
        "table list-table 'Ports ``x``'",
        "  header: 'Name'@4:8 | 'Port'@5:8",
        "  row: literal 'a'@6:10 | '.. code-block:: sh'@7:8 ''@8:8 '   $ ls'@9:8",
        "  row: 'one'@11:8 'two'@13:8 | ",
        "  row: 'alone'@15:8",
        "  code code-block sh: '$ ls'@9:11",
        "unread malformed-table: page.rst:15:6 1 cells where 2 are expected",
    ]


def test_a_list_table_that_is_none_is_read_as_what_it_is() -> None:
    assert outline(".. list-table::\n\n   * ``a``\n") == [
        "unread malformed-table: page.rst:1:1 not a list of lists",
        "paragraph: literal 'a'@3:8",
    ]


def test_csv_table() -> None:
    text = page('''
        .. csv-table:: Ports
           :header: Name, "Port, scheme"
           :widths: 1,1

           ``a``,"one, ``b``"
           "x ""y""", "two
           ``lines``"

           z,-
        ''')
    assert outline(text) == [
        "table csv-table 'Ports'",
        "  header: 'Name'@2:13 | 'Port, scheme'@2:20",
        "  row: literal 'a'@5:6 | 'one, '@5:11 literal 'b'@5:18",
        "  row: 'x \"\"y\"\"'@6:5 | 'two'@6:16 literal 'lines'@7:6",
        "  row: 'z'@9:4 | '-'@9:6",
    ]


def test_csv_table_from_a_file() -> None:
    files = {"docs/sub/ports.csv": "端口;名字\r\n10251;'a;b'\r\n\r\n9100\r\n"}
    text = ".. csv-table::\n   :file: sub/ports.csv\n   :header-rows: 1\n   :delim: U+003B\n   :quote: '\n\nafter\n"
    path = "docs/sub/ports.csv"
    assert outline(text, files, "docs/page.rst") == [
        "table csv-table",
        f"  header: '端口'@{path}:1:1 | '名字'@{path}:1:4",
        f"  row: '10251'@{path}:2:1 | 'a;b'@{path}:2:8",
        f"  row: '9100'@{path}:4:1",
        f"unread malformed-table: {path}:4:1 1 cells where 2 are expected",
        "paragraph: 'after'@7:1",
    ]


@pytest.mark.parametrize(
    ("options", "content", "expected"),
    [
        (":delim: tab", "a\tb", "  row: 'a'@1:1 | 'b'@1:3"),
        (":delim: space", "a b", "  row: 'a'@1:1 | 'b'@1:3"),
        (":escape: \\", 'a\\,b,"c\\"d"', "  row: 'a\\\\,b'@1:1 | 'c\\\\\"d'@1:7"),
        (":keepspace:", 'a, "b",c', "  row: 'a'@1:1 | '\"b\"'@1:4 | 'c'@1:8"),
        (":encoding: gb18030", "端口".encode("gb18030"), "  row: '端口'@1:1"),
    ],
)
def test_options_of_csv_table(options: str, content: str | bytes, expected: str) -> None:
    [_, row] = outline(f".. csv-table::\n   :file: a.csv\n   {options}\n", {"a.csv": content})
    assert row.replace("a.csv:", "") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. csv-table::\n   :delim: ab\n\n   a", "unread malformed-table: page.rst:1:1 delim: one character, not 'ab'"),
        (".. csv-table::\n   :url: https://x", "unread unsupported: page.rst:1:1 url"),
        (".. csv-table::\n", "unread malformed-table: page.rst:1:1 no rows"),
        (".. csv-table::\n   :file: a.csv", "unread missing-file: page.rst:1:1 a.csv"),
        ('.. csv-table::\n\n   "a"b', "unread malformed-table: page.rst:3:4 text after a closing quote"),
        ('.. csv-table::\n\n   "a', "unread malformed-table: page.rst:3:4 a quote that is not closed"),
    ],
)
def test_bad_csv_tables(text: str, expected: str) -> None:
    assert outline(text)[-1] == expected


def test_the_port_table_is_one_of_values_or_has_its_rows_from_the_facts() -> None:
    assert outline(".. metrics-port-table:: Ports\n   :file: a.csv\n", {"a.csv": "10251,a"}) == [
        "table metrics-port-table 'Ports'",
        "  row: '10251'@a.csv:1:1 | 'a'@a.csv:1:7",
    ]
    assert outline(".. metrics-port-table::\n   :columns: port\n") == ["metrics-port-table('') :columns: port 1:1"]
