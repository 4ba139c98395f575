"""Configuration: documents with a kind, Prometheus' and Alertmanager's files, documents in a ConfigMap, and loose fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..pages.model import Line
from .command import is_placeholder, paths_in
from .context import Context, Embedded
from .document import Document, Mapping, Scalar, Sequence, walk
from .excerpt import Excerpt
from .model import ApiVersionClaim, Claim, FieldClaim, FlagClaim, How, Stance, Subject
from .stance import is_acknowledged
from .vocabulary import POD_KEYS

__all__ = ["claims_of_document", "claims_of_settings", "config_subject"]

_KIND = re.compile(r"[A-Z][A-Za-z]*Configuration")
_SETTING = re.compile(
    r"^(?P<indent>\s*)(?P<mark>[-+]?)\s*(?P<key>[a-z]+(?:[A-Z][A-Za-z0-9]*)+):(?:\s+(?P<value>[^\s#]\S*))?\s*(?P<comment>(?:\s#|<-|←).*)?$"
)
_OLD = re.compile(r"^\s*#+.*(?:\bfrom\b|\bbefore\b|\bold\b|\bwas\b|原来|修改前|之前|旧)", re.IGNORECASE)
# The keys at the root of the two files: half of a file's must be among them, for charts have a "global" and an "alerting", too.
_PROMETHEUS = frozenset(
    {
        "global", "runtime", "alerting", "rule_files", "scrape_config_files", "scrape_configs", "storage", "tracing",
        "remote_write", "remote_read", "otlp",
    }
)  # fmt: skip
_ALERTMANAGER = frozenset(
    {"global", "route", "receivers", "templates", "inhibit_rules", "mute_time_intervals", "time_intervals", "tracing"}
)
# Two of them make a file etcd's.
_ETCD = frozenset(
    {
        "listen-client-urls", "listen-peer-urls", "advertise-client-urls", "initial-advertise-peer-urls", "initial-cluster",
        "initial-cluster-state", "listen-metrics-urls",
    }
)  # fmt: skip
_COMMENT = re.compile(r"^\s*#")


def config_subject(kind: str, api_version: str, context: Context) -> Subject | None:
    """Whose configuration a document is: by its kind, or by the first word of its group."""
    words = re.findall(r"[A-Z][a-z0-9]*", kind.removesuffix("Configuration"))
    group = api_version.partition("/")[0].partition(".")[0]
    for name in (kind, "-".join(words), group):
        if name and (known := context.names.known(name)) is not None:
            return Subject(known, How.KIND)
    return Subject("kubeadm", How.KIND) if api_version.startswith("kubeadm.k8s.io/") else None


def claims_of_document(document: Document, excerpt: Excerpt, context: Context) -> Iterator[Claim | Embedded]:
    """The claims of a document as a configuration."""
    root = document.root
    if not isinstance(root, Mapping):
        return
    if root.text("kind").endswith("List") and isinstance(listed := root.get("items"), Sequence):
        for item in listed.items:
            yield from claims_of_document(Document(item, document.repaired), excerpt, context)
    kind, version = root.text("kind"), root.text("apiVersion")
    subject = config_subject(kind, version, context) if _KIND.fullmatch(kind) else None
    at = root.get("apiVersion")
    if kind and isinstance(at, Scalar) and at.plain is not None and not is_placeholder(version) and not is_placeholder(kind):
        yield ApiVersionClaim(
            span=excerpt.span(*at.plain),
            subject=subject,
            stance=_stance_above(excerpt, at.plain[0], context),
            scope=context.scope,
            api_version=version,
            kind=kind,
        )
    if _KIND.fullmatch(kind):
        yield from _fields(document, excerpt, replace(context, subject=subject), kind, version)
    elif not kind and (name := _owner(root, context)) is not None:
        yield from _fields(document, excerpt, context.about(name, How.KIND), "", "")
    elif not kind and len(_ETCD.intersection(key.value for key, _ in root.items)) > 1:
        yield from _etcd_flags(root, excerpt, context.about("etcd", How.KIND))


def _stance_above(excerpt: Excerpt, offset: int, context: Context) -> Stance:
    """The stance at *offset*: a comment right above its line may say that what follows is gone."""
    index = excerpt.position(offset)[0]
    above: list[str] = []
    while index and _COMMENT.match(excerpt.lines[index - 1].text):
        index -= 1
        above.append(excerpt.lines[index].text)
    return context.acknowledged().stance if above and is_acknowledged(" ".join(reversed(above))) else context.stance


def _owner(root: Mapping, context: Context) -> str | None:
    """The program whose whole configuration file *root* clearly is."""
    keys = {key.value for key, _ in root.items}
    file = f"{context.filename} {context.caption}"
    if len(keys & _PROMETHEUS) * 2 >= len(keys) and keys & {"scrape_configs", "rule_files", "alerting", "scrape_config_files"}:
        return "prometheus"
    if {"route", "receivers"} <= keys and len(keys & _ALERTMANAGER) * 2 >= len(keys):
        return "alertmanager"
    if re.search(r"\bprometheus\.ya?ml\b", file) and keys & {"global", "alerting", "rule_files", "remote_write", "remote_read"}:
        return "prometheus"
    if re.search(r"\balertmanager\.ya?ml\b", file) and keys & {"global", "route", "receivers", "inhibit_rules"}:
        return "alertmanager"
    return None


def _etcd_flags(root: Mapping, excerpt: Excerpt, context: Context) -> Iterator[FlagClaim]:
    """The keys of etcd's file: they are called like its flags, but for those in sections."""
    for key, value in root.items:
        if key.plain is not None and isinstance(value, Scalar) and re.fullmatch(r"[a-z][a-z0-9-]*", key.value):
            place = value.plain if value.value and not is_placeholder(value.value) else None
            yield FlagClaim(
                span=excerpt.span(*key.plain),
                subject=context.subject,
                stance=context.stance,
                scope=context.scope,
                name=key.value,
                dashes="",
                value=value.value if place else None,
                value_span=excerpt.span(*place) if place else None,
                derived=True,
            )


def _fields(document: Document, excerpt: Excerpt, context: Context, kind: str, version: str) -> Iterator[Claim]:
    for path, key, node in walk(document.root) if context.subject is not None else ():
        if key is None or key.plain is None or path in (("kind",), ("apiVersion",)):
            continue
        if is_placeholder(key.value) or key.value in ("<<", ""):
            continue
        place = node.plain if isinstance(node, Scalar) and node.value and not is_placeholder(node.value) else None
        yield FieldClaim(
            span=excerpt.span(*key.plain),
            subject=context.subject,
            stance=context.stance,
            scope=context.scope,
            path=path,
            value=node.value if place and isinstance(node, Scalar) else None,
            value_span=excerpt.span(*place) if place else None,
            kind=kind,
            api_version=version,
            whole=not document.repaired,
        )
        if place and isinstance(node, Scalar):
            yield from paths_in(node.value, place[0], excerpt, context, "flag")


def claims_of_settings(lines: Iterable[Line], context: Context) -> Iterator[Claim]:
    """The fields in *lines* of which only the look tells that they are fields: ``camelCase: value``. Nothing, if a part of a
    Pod is shown.
    """
    if context.subject is None or context.subject.how in (How.NEARBY, How.SENTENCE, How.CELL):
        return
    found: list[FieldClaim] = []
    old = False
    for line in lines:
        if _COMMENT.match(line.text):
            old = _OLD.match(line.text) is not None
            continue
        match = _SETTING.match(line.text[:1000])
        if match is None:
            continue
        if match["key"] in POD_KEYS:
            return
        value = (match["value"] or "").strip("\"'")
        start = match.start("value") + (1 if (match["value"] or "")[:1] in "\"'" and match["value"] else 0)
        shown = bool(value) and not is_placeholder(value)
        removed = old or match["mark"] == "-"
        found.append(
            FieldClaim(
                span=line.span(match.start("key"), match.end("key")),
                subject=context.subject,
                stance=Stance.ACKNOWLEDGED if removed and context.stance is Stance.ADVICE else context.stance,
                scope=context.scope,
                path=(match["key"],),
                value=value if shown else None,
                value_span=line.span(start, start + len(value)) if shown else None,
                whole=False,
            )
        )
    yield from found
