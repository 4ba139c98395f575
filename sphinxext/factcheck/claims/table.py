"""Tables of ports: which column is which, and what the rows say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..pages.model import Cell, Row, Table
from .command import claims_of_arguments, words_of
from .context import Context, Embedded
from .excerpt import Excerpt
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
_API = re.compile(r"^(?:the )?(?:kubernetes|k8s) api\b", re.IGNORECASE)
_FLAGS = re.compile(r"\b(?:flags?|options?|arguments?|args?|parameters?|switch(?:es)?)\b|参数|选项|标志|启动项", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class _Titles:
    """What the titles say of the columns, by index: the columns of ports, those of what once was, those of flags, and the
    component that each names.
    """

    columns: _Columns | None = None
    gone: frozenset[int] = frozenset()
    flags: frozenset[int] = frozenset()
    owners: tuple[str | None, ...] = ()


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
    titles = _titles(header[-1].cells if header else (), columns, context)
    captioned = sole(context.names.mentions(_plain(table.caption), terse=True)) if table.caption else None
    if captioned is not None:
        context = context.about(captioned.name, How.CELL)
    around = context
    for row in _spread(rows):
        if (group := _group(row, context)) is not None:
            around = context.about(group, How.CELL)
        else:
            yield from _claims_of_row(row, titles, around)


def _titles(cells: Sequence[Cell], columns: _Columns | None, context: Context) -> _Titles:
    return _Titles(
        columns,
        frozenset(index for index, cell in enumerate(cells) if _OLD.search(cell.text)),
        frozenset(index for index, cell in enumerate(cells) if _FLAGS.search(cell.text)),
        tuple(_owner(cell, context) for cell in cells),
    )


def _owner(title: Cell, context: Context) -> str | None:
    """The component whose flags the column *title* says it lists: ``kube-apiserver flag``."""
    text = _plain(title.text)
    one = sole(context.names.mentions(text, terse=True)) if _FLAGS.search(text) else None
    return one.name if one is not None else None


def _group(row: Row, context: Context) -> str | None:
    """The component that a row is the heading of: it names it, in its first cell, and says nothing else."""
    texts = [_plain(cell.text) for cell in row.cells]
    if len(texts) < 2 or not texts[0] or any(texts[1:]):
        return None
    return context.names.known(texts[0])


def _spread(rows: Sequence[Row]) -> Iterator[Row]:
    """*rows*, those into which a cell from above reaches with its lines, too; not as running text, which is read once."""
    above: list[tuple[Cell, int]] = []
    for row in rows:
        cells = list(row.cells)
        for index, cell in enumerate(cells):
            taller, left = above[index] if index < len(above) else (cell, 0)
            if cell.rows == 0 and left > 0:
                cells[index] = Cell(taller.lines, (), 0, 0)
        above = [
            (cell, (above[index][1] - 1) if cell.rows == 0 and index < len(above) else cell.rows - 1)
            for index, cell in enumerate(cells)
        ]
        yield Row(tuple(cells))


def _cell(row: Row, index: int | None) -> Cell | None:
    return row.cells[index] if index is not None and index < len(row.cells) else None


def _text(row: Row, index: int | None) -> str:
    cell = _cell(row, index)
    return _plain(cell.text) if cell is not None else ""


def _claims_of_row(row: Row, titles: _Titles, context: Context) -> Iterator[Claim | Embedded]:
    columns = titles.columns
    plain = frozenset(index for index, cell in enumerate(row.cells) if index in titles.flags and _is_plain_flag(cell))
    if columns is None and not plain and not any(is_promising(cell.runs) for cell in row.cells):
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
        if index in skip or not cell.runs:
            continue
        owner = titles.owners[index] if index < len(titles.owners) else None
        here = about.about(owner, How.CELL) if about is context else about
        if index in titles.gone:
            here = here.acknowledged()
        if index in plain:
            yield from claims_of_arguments(words_of(cell.lines[0].text)[:1], Excerpt(cell.lines), here)
        else:
            yield from claims_of_runs(cell.runs, here, terse=True)


def _is_plain_flag(cell: Cell) -> bool:
    """Whether a flag stands in *cell* without any markup."""
    return bool(cell.lines) and cell.lines[0].text.startswith("--")


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
    purpose = _text(row, columns.purpose)
    mentions = context.names.mentions(purpose, terse=True)
    if not mentions and _API.search(purpose):
        return context.names.known("kube-apiserver") or ""
    one = sole(mentions)
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
