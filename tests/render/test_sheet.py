from __future__ import annotations

import pytest

from sphinxext.factcheck.pages.model import Line
from sphinxext.factcheck.render.rows import Column
from sphinxext.factcheck.render.sheet import Dialect, Sheet, plain, read_sheet


def lines(text: str) -> list[Line]:
    return [Line(line, "p.csv", number) for number, line in enumerate(text.splitlines(), 1)]


def read(text: str, **options: object) -> Sheet:
    return read_sheet(lines(text), is_component=lambda name: name in {"scheduler", "etcd", "kubelet"}, **options)  # type: ignore[arg-type]


def problems(sheet: Sheet) -> list[str]:
    return [str(problem) for problem in sheet.problems]


def test_columns_are_known_by_their_heads() -> None:
    sheet = read('Port, Component,If it is down, `Note`\n10250,kubelet,"a, b",\n')
    assert sheet.columns == {Column.PORT: 0, Column.COMPONENT: 1, Column.NOTE: 3}
    assert [row.cells for row in sheet.rows] == [("10250", "kubelet", "a, b", "")]
    assert sheet.cell(sheet.rows[0], Column.COMPONENT) == "kubelet"
    assert sheet.cell(sheet.rows[0], Column.BIND) == ""
    assert sheet.problems == ()


def test_columns_are_known_by_what_stands_in_them() -> None:
    sheet = read("x,y,z\na,10250,``kubelet``\nb,2379,etcd\nc,,mine\n")
    assert sheet.columns == {Column.PORT: 1, Column.COMPONENT: 2}
    assert read("x,y\na,b\n").columns == {}


def test_chinese_heads() -> None:
    assert read("端口, 端口对应监控对象, 修订\n10251, scheduler,\n").columns == {
        Column.PORT: 0,
        Column.COMPONENT: 1,
        Column.NOTE: 2,
    }


def test_rows_know_the_line_that_they_begin_in() -> None:
    sheet = read('port,component,text\n\n1,etcd,"two\nlines"\n2,etcd,one\n')
    assert [(row.line, row.cells[2]) for row in sheet.rows] == [(3, "two\nlines"), (5, "one")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("port,component\n1,etcd,x\n2\n", ["p.csv:2:1: this row has 3 cells, expected 2", "p.csv:3:1: this row has 1 cells, expected 2"]),
        ("port,component\nmany,etcd\n", ["p.csv:2:1: found 'many', expected a port from 1 to 65535"]),
        ("port,component\n0,etcd\n65536,etcd\n", ["p.csv:2:1: found '0', expected a port from 1 to 65535", "p.csv:3:1: found '65536', expected a port from 1 to 65535"]),
        ("port,component\n1,etcd\n2,\"open\n", ["p.csv:3:1: not CSV: unexpected end of data"]),
        ("port,component\n", ["p.csv:1:1: there are no rows"]),
        ("", [":1:1: there are no rows"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, expected: list[str]) -> None:
    assert problems(read(text)) == expected


def test_a_very_long_line() -> None:
    sheet = read("port,component\n1,etcd\n2," + "x" * 10_000_000 + "\n")
    assert problems(sheet) == ["p.csv:3:1: not CSV: field larger than field limit (131072)"]
    assert len(sheet.rows) == 1


def test_ragged_rows_keep_all_their_cells() -> None:
    sheet = read("port,component\n1,etcd,x\n2\n")
    assert [row.cells for row in (*sheet.heads, *sheet.rows)] == [("port", "component", ""), ("1", "etcd", "x"), ("2", "", "")]


def test_dialect() -> None:
    sheet = read("port;name\n1; 'a;b'\n", dialect=Dialect(";", "'"))
    assert sheet.rows[0].cells == ("1", "a;b")
    assert read("port,name\n1, a\n", dialect=Dialect(keep_space=True)).rows[0].cells == ("1", " a")
    assert read('port,name\n1,"a\\"b"\n', dialect=Dialect(escape="\\")).rows[0].cells == ("1", 'a"b')


def test_heads_from_an_option() -> None:
    sheet = read("1,etcd\n", head=lines("port,component"), head_rows=0)
    assert ([row.cells for row in sheet.heads], len(sheet.rows)) == ([("port", "component")], 1)
    assert read("1,etcd\n", head_rows=0).columns == {Column.PORT: 0, Column.COMPONENT: 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("``10249``", "10249"),
        ("**x**", "x"),
        (":fact:component:`kubelet`", "kubelet"),
        (":fact:port:`here <kubelet api>`", "kubelet api"),
        (" a b ", "a b"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected
