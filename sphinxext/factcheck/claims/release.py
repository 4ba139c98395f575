"""Releases that a text names by itself: image tags, package pins, addresses of downloads, titles, sentences, fields.

A release is given as a range is written: ``1.18``, ``>=1.20``, ``>=1.16,<=1.22``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..findings import Span
from .excerpt import Excerpt
from .model import Evidence
from .names import Names

__all__ = [
    "dated_evidence", "declared_evidence", "evidence_in", "evidence_in_field", "evidence_in_list", "evidence_in_path",
    "evidence_in_sentence", "evidence_in_title", "may_declare",
]  # fmt: skip

_VERSION = r"v?(?P<version>\d++\.\d++(?:\.\d++)?+)"
_IMAGE = re.compile(
    rf"(?<![\w.-])(?:[\w.-]+(?::\d+)?/)*(?P<name>[a-z0-9][a-z0-9._-]*?)(?:-(?:amd64|arm64|arm|linux))?:{_VERSION}(?![\d.]*\d:|\d)",
    re.ASCII,
)
_PACKAGE = re.compile(
    rf"(?<![\w./-])(?P<name>[a-z][a-z0-9_-]*?)(?:=+|-){_VERSION}(?:-\d+\S*)?(?![\w.]*[/:]|\.(?:linux|darwin|windows))", re.ASCII
)
_ARCHIVE = re.compile(
    rf"(?<![\w.])(?P<name>[a-z][a-z0-9_-]*?)-{_VERSION}(?:[-.]rc\.?\d+)?[.-](?:linux|darwin|windows|freebsd)-\w+", re.ASCII
)
_DOWNLOAD = re.compile(
    rf"(?:kubernetes-release/release|dl\.k8s\.io(?:/release)?|kubernetes/kubernetes/releases/download)/{_VERSION}/", re.ASCII
)
_GITHUB = re.compile(rf"github\.com/[\w.-]+/(?P<name>[\w.-]+)/releases/download/{_VERSION}", re.ASCII)
_KUBERNETES_VERSION = re.compile(rf"(?:\bkubernetesVersion:\s*[\"']?|--kubernetes-version[= ][\"']?){_VERSION}", re.ASCII)
_SEGMENT = re.compile(r"(?:v|(?:release|version|ver|stable|branch)[-_]?v?)?(\d+\.\d+(?:\.\d+)?)(?:\.x)?", re.ASCII)
_STEM = re.compile(r"[-_](?:v|release[-_])(\d+\.\d+(?:\.\d+)?)(?:\.x)?\.\w+$", re.ASCII)
_HEAD = re.compile(r"v(\d+\.\d+(?:\.\d+)?)(?:\.x)?[-_]", re.ASCII)
_NAMED_SEGMENT = re.compile(
    r"(?<![A-Za-z0-9])(?P<name>[A-Za-z][A-Za-z0-9]*)[-_ ]?[vV]?(?P<version>\d+\.\d+(?:\.\d+)?)(?![\w.]*\d)", re.ASCII
)
_LISTED = re.compile(r"\s*(?P<name>[A-Za-z][\w-]*)\s*[:：=]?\s*[vV]?(?P<version>\d+\.\d+(?:\.\d+)?)\s*", re.ASCII)
_NUMBER = r"[vV]?(?P<{0}>\d{{1,4}}\.\d{{1,4}}(?:\.\d{{1,4}})?)(?:\.[xX])?(?![\w.]*\d)"
_FIRST, _LAST, _AHEAD = _NUMBER.format("first"), _NUMBER.format("last"), _NUMBER.format("ahead")
_UP = (
    r"\+|(?:and|or|及|或|及其|或者)\s*(?:later|above|newer|higher|up(?:wards?)?|beyond|以上|以后|之后|更高|更新|后续|上|后)"
    r"|以上|以后|之后|onwards?|upwards?"
)
_DOWN = (
    r"(?:and|or|及|或|及其|或者)\s*(?:earlier|below|older|lower|before|prior|以下|以前|之前|更早|更低|更旧|下|前)"
    r"|以下|以前|之前"
)
_RELEASES = re.compile(
    rf"""
    (?:(?P<before>\b(?:before|prior\ to|older\ than|earlier\ than|until|pre)\b[\s-]*)
      |(?P<after>(?:\b(?:since|from|starting\ (?:with|from|in)|as\ of|requires?|at\ least|minimum)\b|自从?|从|至少)\s*))?
    (?:\bthe\s+)?
    (?:
      (?<![\w./-])(?![vV]\d)(?P<name>[A-Za-z](?:[\w-]{{0,59}}\w)?)[\s`_-]{{0,4}}
      (?:(?:versions?|releases?|版本|集群|cluster)\s*(?:为|是|[:：=])?\s?|[:：=]\s?)?[`\s(（]{{0,4}}
      (?P<operator>>=|<=|==|>|<|≥|≤|~)?\s?{_FIRST}
      (?:\s*(?:版本?|versions?|releases?))?
      (?:\s*(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?:-|–|~|to\b|through\b|到|至)\s*{_LAST}))?
    | (?<![\w./-]){_AHEAD}\s*(?:版本?)?\s*(?:of|的)?\s*(?P<behind>[A-Za-z][\w-]{{0,60}})
    )
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_VALUE = re.compile(
    rf"\s*(?P<operator>>=|<=|==|>|<|≥|≤|~)?\s*{_FIRST}(?:\s*(?:版本?|versions?|releases?))?"
    rf"(?:\s*(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?:-|–|~|to\b|through\b|到|至)\s*{_LAST}))?(?:\s*版本?)?\s*",
    re.IGNORECASE | re.ASCII,
)
_RANGE = re.compile(r"\s*(?:(?:>=|<=|==|~=|>|<)\s*[vV]?\d+(?:\.\d+){1,2}\s*(?:,\s*|$)){1,2}", re.ASCII)
# What a page says of all of itself.
_DECLARES = re.compile(
    r"\bthis\s+(?:guide|page|documentation?|tutorial|article|post|lab|manual|walk-?through|chapter|set-?up|howto|book|series)\b"
    r"|本(?:文|教程|手册|页|章|节|实验|书|系列)|^\s*(?:实验|系统|软件|测试)?(?:环境|版本)"
    r"|\b(?:tested|verified|validated)\s+(?:with|on|against)\b|\bwritten\s+(?:for|with)\b|^\s*(?:environment|versions?)\s*[:：]",
    re.IGNORECASE,
)
_HOLDER = re.compile(r"[-_ ]?(?:server[-_ ]?)?(?:versions?|releases?)$|[-_ ]server$", re.IGNORECASE)
_LEAST = re.compile(r"^min(?:imum|imal)?[-_ ]", re.IGNORECASE)
_MOST = re.compile(r"^max(?:imum|imal)?[-_ ]", re.IGNORECASE)
_AIMED = re.compile(r"^(?:supported|target|tested|required|for)[-_ ]", re.IGNORECASE)


# A post is of its day; any other page is kept, whatever date is in its front matter.
_POST = re.compile(
    r"(?:^|/)(?:_?posts?|blogs?|news|articles?|diary|journal)/|(?:^|/)(?:19|20)\d\d[-/](?:0[1-9]|1[0-2])[-/]\d\d[-/]",
    re.IGNORECASE,
)
_DAY_IN_PATH = re.compile(r"(?:^|/)((?:19|20)\d\d)[-/](0[1-9]|1[0-2])[-/]([0-3]\d)[-/]", re.ASCII)
_DAY = re.compile(r"\s*[\"']?((?:19|20)\d\d-(?:0[1-9]|1[0-2])-[0-3]\d)(?!\d)", re.ASCII)
_DAY_FIELDS = frozenset({"date", "publishdate", "pubdate", "published", "updated", "lastmod", "last-modified-at", "modified"})


def _range(match: re.Match[str]) -> str:
    """The range that a match of a release with what stands around it gives."""
    groups = match.groupdict()
    version = groups.get("ahead") or groups["first"]
    if groups.get("last"):
        return f">={version},<={groups['last']}"
    operator = {"≥": ">=", "≤": "<=", "~": "", "==": "", None: ""}.get(groups["operator"], groups["operator"] or "")
    if operator:
        return f"{operator}{version}"
    if groups.get("before") or (
        groups["down"] and groups["down"].endswith(("前", "before", "prior")) and "及" not in groups["down"]
    ):
        return f"<{version}"
    if groups["down"]:
        return f"<={version}"
    return f">={version}" if groups.get("after") or groups["up"] else version


def _evidence_in_text(excerpt: Excerpt, what: str, names: Names, products: frozenset[str]) -> Iterator[Evidence]:
    for match in _RELEASES.finditer(excerpt.text):
        name = _product(match["name"] or match["behind"], names, products)
        if name is not None:
            group = "ahead" if match["ahead"] else "first"
            yield Evidence(name, _range(match), what, excerpt.span(match.start(group), match.end(group)))


def evidence_in(excerpt: Excerpt, names: Names) -> tuple[Evidence, ...]:
    """The releases of known components and products that *excerpt*, a block, names."""
    return tuple(dict.fromkeys(_evidence(excerpt, names)))


def _evidence(excerpt: Excerpt, names: Names) -> Iterator[Evidence]:
    text = excerpt.text
    for line, start in zip(excerpt.lines, excerpt.starts, strict=True):
        if len(line.text) > 2000 or "." not in line.text:
            continue
        if ":" in line.text:
            for match in _IMAGE.finditer(line.text):
                if (name := _known(match["name"], names)) is not None:
                    yield Evidence(
                        name,
                        match["version"],
                        "image tag",
                        excerpt.span(start + match.start("version"), start + match.end("version")),
                    )
        if "-" in line.text or "=" in line.text:
            for pattern, what in ((_ARCHIVE, "download"), (_PACKAGE, "package version")):
                for match in pattern.finditer(line.text):
                    if (name := _known(match["name"], names)) is not None:
                        yield Evidence(
                            name,
                            match["version"],
                            what,
                            excerpt.span(start + match.start("version"), start + match.end("version")),
                        )
    if "/" in text:
        for match in _DOWNLOAD.finditer(text):
            yield Evidence("kubernetes", match["version"], "download", excerpt.span(match.start("version"), match.end("version")))
        for match in _GITHUB.finditer(text):
            if (name := _known(match["name"], names)) is not None:
                yield Evidence(name, match["version"], "download", excerpt.span(match.start("version"), match.end("version")))
    if "ubernetes" in text:
        for match in _KUBERNETES_VERSION.finditer(text):
            yield Evidence(
                "kubernetes", match["version"], "kubernetesVersion", excerpt.span(match.start("version"), match.end("version"))
            )


def _known(name: str, names: Names) -> str | None:
    if name in ("hyperkube", "kubernetes", "kubeadm", "kubectl"):
        return "kubernetes"  # released together with it
    return names.known(name)


def _product(name: str, names: Names, products: frozenset[str]) -> str | None:
    lowered = name.lower()
    if lowered in products:
        return lowered
    return names.known(lowered)


def evidence_in_path(path: str, title: str, names: Names, products: frozenset[str]) -> tuple[Evidence, ...]:
    """The release in the path of a page, and the product that the path or the title names; without a name if neither does."""
    segments = path.split("/")
    together: dict[str, set[str]] = {}
    for named in _NAMED_SEGMENT.finditer(path):
        if (product := _product(named["name"], names, products)) is not None:
            together.setdefault(product, set()).add(named["version"])
    one = {product: versions.pop() for product, versions in together.items() if len(versions) == 1}
    pinned = tuple(Evidence(product, version, "path", Span(path, 1, 1, 1, 1)) for product, version in one.items())
    if pinned:
        return pinned
    found = [match[1] for segment in segments[:-1] if (match := _SEGMENT.fullmatch(segment))]
    if (stem := _STEM.search(segments[-1]) or _HEAD.match(segments[-1])) is not None:
        found.append(stem[1])
    if len(found) != 1:
        return ()
    for text in (path, title):
        for word in re.findall(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*", text):
            if (name := _product(word, names, products)) is not None:
                return (Evidence(name, found[0], "path", Span(path, 1, 1, 1, 1)),)
    return (Evidence("", found[0], "path", Span(path, 1, 1, 1, 1)),)


def evidence_in_title(excerpt: Excerpt, names: Names, products: frozenset[str]) -> tuple[Evidence, ...]:
    """The releases that a title names beside a product: ``Kubernetes 1.18``, ``Kubernetes 1.18 and later``."""
    return tuple(_evidence_in_text(excerpt, "title", names, products))


def evidence_in_sentence(excerpt: Excerpt, names: Names, products: frozenset[str]) -> tuple[Evidence, ...]:
    """The releases that a sentence names beside a product: what it says holds for them."""
    return tuple(_evidence_in_text(excerpt, "sentence", names, products))


def dated_evidence(path: str, fields: Iterable[tuple[str, Excerpt]]) -> tuple[Evidence, ...]:
    """The day (ISO 8601) that a post is of, by its path or its fields, the latest of them. Its name is ``*``: it bounds the
    releases of all products.
    """
    if _POST.search(path) is None:
        return ()
    days: list[tuple[str, Span]] = []
    if (match := _DAY_IN_PATH.search(path)) is not None:
        days.append(("-".join(match.groups()), Span(path, 1, 1, 1, 1)))
    for name, excerpt in fields:
        match = _DAY.match(excerpt.text)
        if match is not None and name.strip().lower().replace("_", "-") in _DAY_FIELDS:
            days.append((match[1], excerpt.span(match.start(1), match.end(1))))
    return (Evidence("*", *_latest(days)),) if days else ()


def _latest(days: Iterable[tuple[str, Span]]) -> tuple[str, str, Span]:
    day, span = max(days, key=lambda item: item[0])
    return day, "date", span


def may_declare(text: str) -> bool:
    """Whether *text* speaks of all of its page."""
    return _DECLARES.search(text) is not None


def declared_evidence(excerpt: Excerpt, names: Names, products: frozenset[str]) -> tuple[Evidence, ...]:
    """The releases that a sentence gives for all of its page: ``This guide is for Kubernetes 1.18``."""
    if not may_declare(excerpt.text):
        return ()
    return tuple(_evidence_in_text(excerpt, "declaration", names, products))


def evidence_in_list(paragraphs: Iterable[Excerpt], names: Names, products: frozenset[str]) -> tuple[Evidence, ...]:
    """The releases that paragraphs which are nothing else give (``Kubernetes 1.8.2``), of products that have one of them only."""
    found: dict[str, dict[str, Evidence]] = {}
    for excerpt in paragraphs:
        match = _LISTED.fullmatch(excerpt.text)
        product = _product(match["name"], names, products) if match is not None else None
        if match is not None and product is not None:
            span = excerpt.span(match.start("version"), match.end("version"))
            found.setdefault(product, {})[match["version"]] = Evidence(product, match["version"], "list", span)
    return tuple(evidence for listed in found.values() if len(listed) == 1 for evidence in listed.values())


def evidence_in_field(name: str, excerpt: Excerpt, names: Names, products: frozenset[str]) -> tuple[Evidence, ...]:
    """The releases that a field at the top of a page gives: ``:kubernetes: 1.18``, ``min-kubernetes-server-version: v1.20``."""
    last = name.strip().rpartition(".")[2]  # a name in front matter begins with those of the fields around it
    plain = _AIMED.sub("", _MOST.sub("", _LEAST.sub("", last)))
    product = _product(_HOLDER.sub("", plain), names, products)
    if product is None:
        return ()
    text = excerpt.text.strip().strip("\"'")
    if _RANGE.fullmatch(text):
        given = text
    elif (match := _VALUE.fullmatch(text)) is not None:
        given = _range(match)
        if given[0].isdigit():
            given = f"{'>=' if _LEAST.match(last) else '<=' if _MOST.match(last) else ''}{given}"
    else:
        return ()
    return (Evidence(product, given, "field list", excerpt.whole()),)
