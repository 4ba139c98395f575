"""Tables of ports: which column is which, and what the rows say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..pages.model import Cell, Row, Table
from .context import Context, Embedded
from .model import Claim, How, RowClaim, Subject
from .names import sole
from .prose import claims_of_runs, is_promising
from .stance import is_acknowledged

__all__ = ["claims_of_table"]

_PORT = re.compile(
    r"(?:default |tcp |udp |tcp/udp |listen(?:ing)? |metrics |service |source |destination )?"
    r"ports?(?: ?\(s\)| numbers?| range| ?\(?tcp\)?)?"
    r"|(?:默认|监听|服务)?端口(?:号|范围)?|ポート(?:番号)?",
    re.IGNORECASE,
)
_COMPONENT = re.compile(
    r"components?|services?(?: name)?|programs?|process(?:es)?|daemons?|applications?|used by|exporters?|binary|software|name"
    r"|组件(?:名称?)?|服务(?:名称?)?|程序|进程|监控对象|.*对应(?:的)?(?:监控对象|组件|服务|程序)|名称|使用者|应用",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"purpose|descriptions?|used for|usage|use|function|notes?|comments?|details|用途|说明|描述|作用|备注|功能", re.IGNORECASE
)
_SCHEME = re.compile(r"schemes?|protocols?|协议", re.IGNORECASE)
_PATH = re.compile(r"(?:url |metrics )?paths?|路径|metrics_path", re.IGNORECASE)
_AUTH = re.compile(r"auth(?:entication|n|orization)?|认证|鉴权", re.IGNORECASE)
_BIND = re.compile(r"bind(?: address)?|(?:listen(?:ing)?|default) address|监听地址|绑定地址", re.IGNORECASE)
_OLD = re.compile(
    r"\b(?:old|existing|deprecated|previous|former|legacy|removed|before)\b"
    r"|旧|原有?(?:的)?(?:参数|选项|配置|标志)|现有|废弃|弃用|之前",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\D{0,3}?(?P<port>\d{2,5})(?:[/ ](?:tcp|udp)|\s*\((?:tcp|https?)\))?[\\*†‡\s]*", re.IGNORECASE | re.ASCII)
_MARKUP = re.compile(r"``|`[^`<]*<[^>]*>`_{0,2}|:[\w:.-]+:`([^`<]+)(?:<[^>]*>)?`|[`*|]")


@dataclass(frozen=True, slots=True)
class _Columns:
    port: int
    component: int | None = None
    purpose: int | None = None
    scheme: int | None = None
    path: int | None = None
    auth: int | None = None
    bind: int | None = None


def _plain(text: str) -> str:
    """The text of a cell without markup."""
    return re.sub(r"\s+", " ", _MARKUP.sub(lambda m: m[1] or "", text)).strip()


def _columns(header: Sequence[str]) -> _Columns | None:
    """What the columns are, if the table is one of ports."""

    def column(pattern: re.Pattern[str], *taken: int | None) -> int | None:
        return next((i for i, text in enumerate(header) if i not in taken and pattern.fullmatch(text)), None)

    port = column(_PORT)
    if port is None:
        return None
    component, purpose = column(_COMPONENT, port), column(_PURPOSE, port)
    if component is None and purpose is None:
        return None
    return _Columns(port, component, purpose, column(_SCHEME), column(_PATH), column(_AUTH), column(_BIND))


def claims_of_table(table: Table, context: Context) -> Iterator[Claim | Embedded]:
    """The rows of a table of ports; of any other table, and of the other cells, what running text would say."""
    header, rows = table.header, table.rows
    columns = _columns([_plain(cell.text) for cell in header[-1].cells]) if header else None
    if columns is None and not header and rows:
        columns = _columns([_plain(cell.text) for cell in rows[0].cells])
        rows = rows[1:] if columns is not None else rows
    titles = header[-1].cells if header else ()
    gone = frozenset(index for index, cell in enumerate(titles) if _OLD.search(cell.text))
    for row in rows:
        yield from _claims_of_row(row, columns, context, gone)


def _cell(row: Row, index: int | None) -> Cell | None:
    return row.cells[index] if index is not None and index < len(row.cells) else None


def _text(row: Row, index: int | None) -> str:
    cell = _cell(row, index)
    return _plain(cell.text) if cell is not None else ""


def _claims_of_row(
    row: Row, columns: _Columns | None, context: Context, gone: frozenset[int] = frozenset()
) -> Iterator[Claim | Embedded]:
    if columns is None and not any(is_promising(cell.runs) for cell in row.cells):
        return
    if is_acknowledged(" ".join(cell.text for cell in row.cells)):
        context = context.acknowledged()
    skip: set[int] = set()
    about = context
    if columns is not None:
        component = _component(row, columns, context)
        if component:
            about = context.about(component, How.CELL)
            ports = tuple(_ports(_cell(row, columns.port)))
            if ports:
                skip = {columns.port}
            for port, claim in ports:
                yield replace(
                    claim,
                    subject=Subject(component, How.CELL),
                    stance=context.stance,
                    scope=context.scope,
                    port=port,
                    component=component,
                    scheme=_scheme(_text(row, columns.scheme)),
                    path=path if (path := _text(row, columns.path)).startswith("/") else "",
                    auth=_text(row, columns.auth),
                    bind=_text(row, columns.bind),
                )
        if columns.component is not None:
            skip.add(columns.component)
    else:
        named = [m for cell in row.cells for m in context.names.mentions(_plain(cell.text), terse=True)]
        if (one := sole(named)) is not None:
            about = context.about(one.name, How.CELL)
    for index, cell in enumerate(row.cells):
        if index not in skip and cell.runs:
            yield from claims_of_runs(cell.runs, about.acknowledged() if index in gone else about, terse=True)


def _scheme(text: str) -> str:
    return text.lower() if text.lower() in ("http", "https") else ""


def _component(row: Row, columns: _Columns, context: Context) -> str:
    """The component of a row, as its cell has it; the one that a column of purposes names."""
    if columns.component is not None and (text := _text(row, columns.component)):
        if text in context.names:
            return text
        if (one := sole(context.names.mentions(text, terse=True))) is not None:
            return one.name
        # "Used by: Self" stands beside a purpose that names the program.
        if (one := sole(context.names.mentions(_text(row, columns.purpose), terse=True))) is not None:
            return one.name
        # A word that is a name elsewhere is none on this page: then nothing is known of the row.
        return text if len(text) <= 60 and not context.names.mentions(text, terse=True) else ""
    one = sole(context.names.mentions(_text(row, columns.purpose), terse=True))
    return one.name if one is not None else ""


def _ports(cell: Cell | None) -> Iterator[tuple[int, RowClaim]]:
    """The single ports that *cell* lists, each with a claim that has its place; a range is none."""
    for line in cell.lines if cell is not None else ():
        start = 0
        for part in re.split(r"([,，、;/]|\band\b|和)", _protected(line.text)):
            match = _SINGLE.fullmatch(part.strip("` "))
            if match is not None and int(match["port"]) <= 65535:
                at = start + part.index(match["port"])
                yield (
                    int(match["port"]),
                    RowClaim(span=line.span(at, at + len(match["port"])), subject=None, port=0, component=""),
                )
            start += len(part)


def _protected(text: str) -> str:
    """*text* with the slash of ``/tcp`` hidden from those who cut at slashes."""
    return re.sub(r"/(?=tcp|udp)", " ", text, flags=re.IGNORECASE)
