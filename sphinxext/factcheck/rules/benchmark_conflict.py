"""A remediation that sets what a benchmark wants otherwise: an audit by it fails, and may have it turned back.

Name the hazard if it is meant so: the code in square brackets behind the words.

Bad::

    .. remediation:: Serve the scheduler's metrics on every address of the node
       :component: kube-scheduler
       :endpoint: secure
       :applies-to: kubernetes >=1.20,<1.30; kubeadm

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --bind-address=127.0.0.1
          +    - --bind-address=0.0.0.0

       .. rollback::

Good::

    .. remediation:: Serve the scheduler's metrics on every address of the node
       :component: kube-scheduler
       :endpoint: secure
       :applies-to: kubernetes >=1.20,<1.30; kubeadm
       :risk: item 1.4.2 of the CIS benchmark asks for 127.0.0.1 [benchmark-conflict]

       .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
          :language: yaml

          -    - --bind-address=127.0.0.1
          +    - --bind-address=0.0.0.0

       .. rollback::
"""

from __future__ import annotations

from collections.abc import Iterator

from ..claims.document import Mapping, read_documents
from ..claims.excerpt import Excerpt
from ..facts.hazards import BenchmarkItem
from ..findings import Code, Finding, Span
from ..joins.cases import RemediationCase
from ..messages import Message, join, message
from ..remedies.model import Change
from ..remedies.surface import SurfaceKind
from .dangers import danger, settings_in, surfaces_of, value_of

ID = Code.BENCHMARK_CONFLICT
CASES = (RemediationCase,)

_OF_OTHERS = frozenset((SurfaceKind.SCRAPE, SurfaceKind.RBAC, SurfaceKind.OTHER))


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    told: set[BenchmarkItem] = set()
    for change, surface in surfaces_of(case.remediation):
        if surface.kind in _OF_OTHERS:
            continue
        for item in case.hazards.benchmarks:
            releases = [release for release in case.target.releases if release in item.range]
            if item.component != case.component.name or not releases or item in told:
                continue
            value = _broken(change, item)
            if value is None:
                continue
            told.add(item)
            numbers = dict.fromkeys(number for release in releases if (number := item.numbers.at(release)) is not None)
            is_flag = any(each.name == item.flag.lstrip("-") for each in settings_in((*change.added, *change.removed)))
            name = item.flag if is_flag else item.field
            written = f"{name}={value}" if is_flag else f"{name}: {value}"
            yield danger(
                ID,
                case,
                join(
                    _against(item, written if value else "", name, " or ".join(numbers), case.target.clause),
                    _wanted(item),
                ),
                _place(change, name, value),
                sources=item.sources,
                subject=name,
            )


def _against(item: BenchmarkItem, written: str, name: str, number: str, clause: Message) -> Message:
    if written:
        return message(
            "{written!r} is against item {number} of the {benchmark} ({clause})",
            written=written, number=number, benchmark=item.benchmark, clause=clause,
        )  # fmt: skip
    return message(
        "to leave {name!r} out is against item {number} of the {benchmark} ({clause})",
        name=name, number=number, benchmark=item.benchmark, clause=clause,
    )  # fmt: skip


def _place(change: Change, name: str, value: str) -> Span:
    """Where the change gives *name*, without the dashes of a flag, that value."""
    last = name.lstrip("-").rpartition(".")[2]
    for setting in settings_in(change.added):
        if setting.name == last and setting.value == value:
            text = setting.line.text
            return setting.line.span(len(text) - len(text.lstrip()), len(text.rstrip()))
    return change.span


def _wanted(item: BenchmarkItem) -> Message:
    if not item.wants:
        return message("it wants the setting not to be there")
    if item.differs:
        return message("it wants anything but {value!r}", value=item.wants)
    return message("it wants {value!r}", value=item.wants)


def _broken(change: Change, item: BenchmarkItem) -> str | None:
    """The value by which *change* goes against *item*, empty if it takes it away; ``None`` if it does not, or did so before."""
    after, before = _given(change, item, new=True), _given(change, item, new=False)
    if after is None:
        kept = _value(change, item, new=True) is not None
        gone = before is not None and not kept and not _is_against(before, item)
        return "" if gone and not item.unset and not item.differs else None
    return after if _is_against(after, item) and (before is None or not _is_against(before, item)) else None


def _is_against(value: str, item: BenchmarkItem) -> bool:
    if not item.wants:
        return True
    return (value == item.wants) is item.differs


def _given(change: Change, item: BenchmarkItem, *, new: bool) -> str | None:
    """What the lines that differ say of it; of a field that is nested, its side of the change."""
    if "." in item.field and (nested := _value(change, item, new=new)) is not None:
        return nested
    field = item.field if "." not in item.field else ""
    return value_of(settings_in(change.added if new else change.removed), item.flag, field) or None


def _value(change: Change, item: BenchmarkItem, *, new: bool) -> str | None:
    """What one side of the change says of it."""
    lines = change.after if new else change.before
    if "." not in item.field:
        return value_of(settings_in(lines), item.flag, item.field)
    for document in read_documents(Excerpt(lines)) or ():
        if isinstance(document.root, Mapping) and (text := document.root.text(*item.field.split("."))):
            return text
    return None
