"""Releases that a text names by itself: image tags, package pins, addresses of downloads, titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..findings import Span
from .excerpt import Excerpt
from .model import Evidence
from .names import Names

__all__ = ["evidence_in", "evidence_in_field", "evidence_in_list", "evidence_in_path", "evidence_in_title"]

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
_SEGMENT = re.compile(r"v?(\d+\.\d+(?:\.\d+)?)(?:\.x)?", re.ASCII)
_NAMED_SEGMENT = re.compile(
    r"(?<![A-Za-z0-9])(?P<name>[A-Za-z][A-Za-z0-9]*)[-_ ]?[vV]?(?P<version>\d+\.\d+(?:\.\d+)?)(?![\w.]*\d)", re.ASCII
)
_LISTED = re.compile(r"\s*(?P<name>[A-Za-z][\w-]*)\s*[:：=]?\s*[vV]?(?P<version>\d+\.\d+(?:\.\d+)?)\s*", re.ASCII)
_TITLE = re.compile(
    r"(?<![\w-])(?P<name>[A-Za-z][\w-]{0,60})\s*(?:版本\s*|version\s+|release\s+)?[vV]?"
    r"(?P<version>\d+\.\d+(?:\.\d+)?)(?:\.x)?(?![\w.]*\d)\s*"
    r"(?P<open>\+|(?:and|or|及|或|以)\s*(?:later|above|newer|higher|up|上|后|更高|earlier|below|下))?",
    re.ASCII | re.IGNORECASE,
)


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
    if len(found) != 1:
        return ()
    for text in (path, title):
        for word in re.findall(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*", text):
            if (name := _product(word, names, products)) is not None:
                return (Evidence(name, found[0], "path", Span(path, 1, 1, 1, 1)),)
    return (Evidence("", found[0], "path", Span(path, 1, 1, 1, 1)),)


def evidence_in_title(excerpt: Excerpt, names: Names, products: frozenset[str]) -> tuple[Evidence, ...]:
    """The releases that a title names right after a product: ``Kubernetes 1.18``. What is open to one side is none."""
    found = []
    for match in _TITLE.finditer(excerpt.text):
        name = _product(match["name"], names, products)
        if name is not None and match["open"] is None:
            found.append(Evidence(name, match["version"], "title", excerpt.span(match.start("version"), match.end("version"))))
    return tuple(found)


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
    """The release that a field of a field list gives: ``:kubernetes: 1.18``."""
    last = name.strip().rpartition(".")[2]  # a name in front matter begins with those of the fields around it
    product = _product(last.removesuffix(" version").removesuffix("-version"), names, products)
    match = re.match(rf"\s*{_VERSION}\s*$", excerpt.text)
    if product is None or match is None:
        return ()
    return (Evidence(product, match["version"], "field list", excerpt.span(match.start("version"), match.end("version"))),)
