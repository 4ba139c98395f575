"""Items of a list of ports: ``10251: kube-scheduler``, ``TCP 10250 - kubelet API``, ``kube-proxy: 10249/tcp``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..pages.model import Line, Run, RunKind
from .address import Address, port_claims
from .context import Context
from .excerpt import Excerpt
from .model import How, PortClaim
from .names import listeners, sole
from .stance import is_acknowledged

__all__ = ["claims_of_item", "is_item"]

_WIDTH = 200
_NUMBER = r"(?P<port>[1-9]\d{3,4})(?:\s*/\s*(?:tcp|udp|https?))?"
_SEPARATOR = r"\s*(?::|：|=|—|–|--?)\s+|\s*(?:：|—|–)\s*|\s*\(\s*"
# Of other programs nobody lists the ports.
_CLUSTER = re.compile(r"kube|etcd", re.IGNORECASE)
_BEGINS = re.compile(r"\s*(?:(?:tcp|udp)[\s/]*)?(?:ports?\s+|端口\s*)?[1-9]\d{3,4}(?!\d|\.\d)", re.IGNORECASE | re.ASCII)
_ENDS = re.compile(r"(?:^|[\s:：(/])[1-9]\d{3,4}(?:/\w+)?\s*[)）]?\s*$", re.ASCII)
_FIRST = re.compile(
    rf"\s*(?:(?:tcp|udp)[\s/]*)?(?:ports?\s+|端口\s*)?{_NUMBER}(?:\s+(?:tcp|udp))?\s*(?:{_SEPARATOR})(?P<rest>\S[^\n]{{0,200}})",
    re.IGNORECASE | re.ASCII,
)
_LAST = re.compile(
    rf"\s*(?P<rest>[A-Za-z][\w. -]{{2,60}}?)\s*(?:{_SEPARATOR})(?:(?:tcp|udp)[\s/]*)?{_NUMBER}\s*[)）]?\s*",
    re.IGNORECASE | re.ASCII,
)


def is_item(runs: Sequence[Run]) -> bool:
    """Whether *runs* begin or end like an item of such a list: a cheap look that spares most text the rest."""
    return bool(runs) and (_BEGINS.match(runs[0].line.text) is not None or _ENDS.search(runs[-1].line.text[-24:]) is not None)


def claims_of_item(runs: Sequence[Run], context: Context) -> Iterator[PortClaim]:
    """The port of a paragraph that is nothing but a port and the component that listens there; nothing for any other."""
    if not runs or len({run.line.number for run in runs}) != 1 or runs[-1].line.column - runs[0].line.column > _WIDTH:
        return
    if any(run.kind not in (RunKind.TEXT, RunKind.LITERAL) for run in runs):
        return
    first = runs[0].line
    # Marks of literals are as wide as what stands between the runs.
    text = ""
    for run in runs:
        text += " " * (run.line.column - first.column - len(text)) + run.line.text
    match = _FIRST.fullmatch(text) or _LAST.fullmatch(text)
    if match is None or int(match["port"]) > 65535:
        return
    mentions = context.names.mentions(match["rest"], terse=True)
    one = sole(listeners(mentions))
    # The name stands first: what follows it says what it does there.
    if one is None or one.start > 24 or _CLUSTER.search(text) is None:
        return
    if is_acknowledged(text):
        context = context.acknowledged()
    line = Line(text, first.path, first.number, first.column)
    start, end = match.span("port")
    address = Address(int(match["port"]), start, end)
    yield from port_claims(address, 0, Excerpt((line,)), context.about(one.name, How.SENTENCE))
