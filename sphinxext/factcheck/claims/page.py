"""From a page to its claims: walks the page, and knows at each place whom it is about, what the author does, and what holds
there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..findings import Span
from ..pages.model import CodeBlock, Comment, Directive, Field, Heading, Line, Node, Page, Paragraph, RunKind, Table, Unread
from .block import claims_of_block, claims_of_lines
from .context import Context, Embedded
from .defaults import defaults_in_table
from .excerpt import Excerpt
from .excuses import (
    LineIgnore,
    ignores_in_code,
    ignores_in_comment,
    ignores_in_field,
    ignores_in_options,
    is_example,
    named_hazards,
)
from .language import SAMPLE, is_foreign
from .listing import claims_of_item
from .listing import is_item as lists_a_port
from .model import (
    Claim,
    ComponentClaim,
    Evidence,
    Extent,
    FlagClaim,
    Gap,
    How,
    Ignore,
    PageClaims,
    PodClaim,
    Reading,
    RemediationClaim,
    Scope,
    Stance,
    Subject,
)
from .names import Names, sole
from .prose import claims_of_runs, claims_of_sentences, is_promising, sentences_of
from .release import (
    dated_evidence,
    declared_evidence,
    evidence_in,
    evidence_in_field,
    evidence_in_list,
    evidence_in_path,
    evidence_in_sentence,
    evidence_in_title,
    may_declare,
)
from .stance import is_changelog, is_past_title, leads_to_output, leads_to_removal, marks_removal, tells_the_end
from .table import claims_of_table
from .terms import Terms
from .warned import speaks_of_mirrors

__all__ = ["claims_of_page", "is_about_kubernetes", "may_hold_claims"]

_FORWARD = re.compile(
    r"\bport-forward\b[^\n|;&]*?\s(?P<local>\d{2,5})(?::\d{2,5})?(?=\s|$|&|`)|\bssh\b[^\n]*?\s-L\s*(?:[\w.]+:)?(?P<tunnel>\d{2,5}):"
    r"|\bkubectl\b[^\n|;&]*?\sproxy\b(?:[^\n|;&]*?\s(?:--port[= ]|-p\s?)(?P<proxy>\d{2,5}))?"
)
_PROXY = 8001
"""The port of ``kubectl proxy``, if it is not told another."""
_LEGACY_API = re.compile(r"\bETCDCTL_API\b\W+(?:value\W+)?2\b")
_LEGACY_PAGE = re.compile(r"etcd(?:ctl)?[ /_-]?v2\b|(?:^|/)[\w-]*v2\.\w+$", re.IGNORECASE)
_SETTINGS = re.compile(
    r"config-?map|\bcm/|[A-Z]\w+Configuration\b|\bconfig(?:uration)?\.(?:ya?ml|conf|json)\b|配置项", re.IGNORECASE
)
_CAPTION_OUTPUT = re.compile(r"\b(?:output|error)\b|输出|报错|错误信息", re.IGNORECASE)
_GONE_DIRECTIVES = frozenset({"deprecated", "versionremoved", "versionchanged", "deprecation", "deprecated-removed"})
_CAPTION_DIRECTIVES = frozenset({"figure", "image", "toctree", "contents", "index", "meta", "graphviz", "mermaid", "uml", "math"})
_OWN_DIRECTIVES = frozenset({"remediation", "metrics-port-table"})
_KUBERNETES = re.compile(r"kube|k8s", re.IGNORECASE)
_FILE = re.compile(
    r"[\w./-]*[\w-]\.(?:ya?ml|service(?:\.d[\w./-]*)?|conf|env|manifest|json)\b"
    r"|/(?:etc|var|opt)/[\w./-]{0,200}(?:default|sysconfig|conf\.d|init\.d|args|cfg|kubernetes)/[\w-]+(?![\w./-])",
    re.ASCII,
)

_RELEASE = re.compile(r"\d\.\d")
_OPENING = 2
"""A note among so many paragraphs at the top of a section speaks of all of it."""
_OPENING_NODES = 40
"""Among so many nodes at its top, a page says for which release it is."""
_COMMENT = re.compile(r"\s*(?:#+|//|<!--|;)\s*(?P<text>\S.*)")
_ORDER = re.compile(r"\s*(?:[A-Za-z0-9]{1,2}[.)]\s+)?(?P<text>[A-Z][a-z]+(?:\s+\S+){3,30}[:：])\s*$")
_CONDITION = re.compile(r"\b(?:if|unless|when|once)\b|如果|若", re.IGNORECASE)
_TRAILING = re.compile(r"\s(?:#|//|<---?|←)\s*(?P<text>\S.*)")

_MAY_HOLD = re.compile(
    rb"(?i)(?:^|[\s`\"'(\[=,:|{>])(?:-{1,2}|\xe2\x80[\x93\x94])[a-z]"  # a flag
    rb"|:\d{2,5}(?!\d)|\bport|\xe7\xab\xaf\xe5\x8f\xa3"  # an address, a port
    rb"|kube|apiversion|_configs|receivers|/etc/|/var/|/run/|/lib/systemd"
    rb"|k8s\.io|gcr\.io/|googleapis\.com|packages\.cloud\.google"  # terms
    rb"|fact:|factcheck|remediation|include|:file:|etcd|(?:args?|flags)[\"']?\s*[:=]|``\s*\d{3,5}\s*``|`[a-z]+(?:-[a-z]|[A-Z])",
    re.MULTILINE,
)


def may_hold_claims(source: bytes) -> bool:
    """Whether a page could yield a claim, from a look at its bytes. Where this says no, :func:`claims_of_page` finds nothing."""
    return source[:2] in (b"\xff\xfe", b"\xfe\xff") or _MAY_HOLD.search(source) is not None


def claims_of_page(page: Page, names: Names, products: frozenset[str], terms: Terms) -> PageClaims:
    """The claims that *page* makes.

    :param products: names of products in lower case, so that a release in a title or a path is recognised.
    """
    walker = _Walker(page, names, products, terms)
    walker.walk(page.nodes, _Surroundings())
    claims = _settled(walker.claims)
    if any(isinstance(claim, PodClaim) for claim in claims) and speaks_of_mirrors(page.walk()):
        claims = [
            replace(claim, stance=Stance.ACKNOWLEDGED) if isinstance(claim, PodClaim) and claim.stance is Stance.ADVICE else claim
            for claim in claims
        ]
    evidence = tuple(dict.fromkeys(walker.evidence))
    if any(not item.name for item in evidence):
        claims, evidence = _attributed(claims, evidence, names)
    reading = Reading.UNREADABLE if _is_unreadable(page) else Reading.READ
    return PageClaims(page.path, tuple(claims), evidence, tuple(walker.unread), tuple(dict.fromkeys(walker.ignores)), reading)


def _is_unreadable(page: Page) -> bool:
    """Whether the page as a whole could not be read."""
    whole = Span(page.path, 1, 1, 1, 1)
    return len(page.nodes) == 1 and isinstance(page.nodes[0], Unread) and page.nodes[0].span == whole


def _settled(claims: list[Claim]) -> list[Claim]:
    """*claims*, the guesses corrected by what the page's own commands show: whose flag it is."""
    owners: dict[str, dict[str, tuple[str, ...]]] = {}
    for claim in claims:
        if isinstance(claim, FlagClaim) and claim.subject is not None and claim.subject.how in (How.PROGRAM, How.CONTAINER):
            owners.setdefault(claim.name, {}).setdefault(claim.subject.name, claim.command)
    if not owners:
        return claims
    settled: list[Claim] = []
    for claim in claims:
        if isinstance(claim, FlagClaim) and claim.subject is not None and claim.subject.how.is_guess and claim.name in owners:
            programs = owners[claim.name]
            if claim.subject.name not in programs:
                claim = replace(claim, subject=Subject(min(programs), How.NEARBY) if len(programs) == 1 else None)
            if claim.subject is not None and not claim.command:
                claim = replace(claim, command=programs[claim.subject.name])
        elif isinstance(claim, FlagClaim) and claim.subject is None and not claim.command and "-" in claim.name:
            # A sentence that names several components, or none: the page's commands tell.
            programs = owners.get(claim.name, {})
            if len(programs) == 1:
                name, command = next(iter(programs.items()))
                claim = replace(claim, subject=Subject(name, How.NEARBY), command=command)
        settled.append(claim)
    return settled


def _head(names: set[str]) -> str | None:
    """The one of *names* that all the others are named after: ``etcd`` of ``etcd``, ``etcdctl`` and ``etcdutl``."""
    first = min(names, key=len, default=None)
    return first if first is not None and all(name.startswith(first) for name in names) else None


def _attributed(claims: list[Claim], evidence: tuple[Evidence, ...], known: Names) -> tuple[list[Claim], tuple[Evidence, ...]]:
    """*claims* and *evidence*, a release that names nobody given to the one component that the page is about, or taken out."""
    names = {c.subject.name for c in claims if c.subject is not None and not c.subject.how.is_guess}
    name = _head({name for name in names if known.known(name) is not None}) or ""

    def named(items: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(replace(item, name=item.name or name) for item in items if item.name or name)

    scopes = {scope: replace(scope, page=named(scope.page)) for scope in {claim.scope for claim in claims}}
    settled = [replace(claim, scope=scopes[claim.scope]) for claim in claims]
    if not name:
        # A page that is kept for a release of something else speaks of what was current then, whichever that was.
        settled = [
            replace(claim, stance=Stance.ACKNOWLEDGED)
            if claim.stance is Stance.ADVICE and not (claim.scope.applies_to or claim.scope.page or claim.scope.block)
            else claim
            for claim in settled
        ]
    return settled, named(evidence)


def _joined(lines: Sequence[Line]) -> Excerpt:
    """Runs of one line as one text; columns are right up to the first markup."""
    return Excerpt((Line("".join(line.text for line in lines), lines[0].path, lines[0].number, lines[0].column),))


@dataclass(slots=True)
class _Section:
    """A section that is open: its level, the component that its title names, and what holds until it ends."""

    level: int
    name: str | None = None
    evidence: tuple[Evidence, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the directives around a node add."""

    subject: Subject | None = None
    applies_to: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    gone: bool = False
    caption: str = ""
    nested: bool = False


@dataclass(frozen=True, slots=True)
class _Items:
    """What the sentence before a list says of its items: whom they are about (one component, or *several*), whether they go."""

    name: str | None
    several: bool
    gone: bool

    def introduced(self, context: Context, around: _Surroundings) -> Context:
        """*context* for an item of the list."""
        if around.subject is None and (self.name is not None or self.several):
            context = replace(context, subject=Subject(self.name, How.NEARBY) if self.name is not None else None)
        return context.acknowledged() if self.gone else context


@dataclass(slots=True)
class _Walker:
    page: Page
    names: Names
    products: frozenset[str]
    terms: Terms
    claims: list[Claim] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    unread: list[Gap] = field(default_factory=list)
    ignores: list[Ignore] = field(default_factory=list)
    sections: list[_Section] = field(default_factory=list)
    applies_to: list[tuple[int, str]] = field(default_factory=list)
    section_ignores: list[tuple[int, Ignore]] = field(default_factory=list)
    page_evidence: tuple[Evidence, ...] = ()
    forwarded: frozenset[int] = frozenset()
    legacy_etcdctl: bool = False
    gone: bool = False
    opening: int = _OPENING
    """How many more paragraphs count as the top of the page or section."""
    items: _Items | None = None
    foreign: bool | None = None
    """Whether the running text is in another language than those that are read; not known before it is asked for."""
    scopes: dict[Scope, Scope] = field(default_factory=dict)

    def __post_init__(self) -> None:
        headings = [node for node in self.page.nodes if isinstance(node, Heading)]
        title = headings[0] if headings else None
        text = "".join(run.line.text for run in title.runs) if title else ""
        fields = tuple((node.name, Excerpt(node.lines)) for node in self.page.nodes if isinstance(node, Field) and node.lines)
        found = list(dated_evidence(self.page.path, fields))
        found.extend(evidence_in_path(self.page.path, text, self.names, self.products))
        if title is not None and title.runs:
            found.extend(self._titled(title))
        for node in self.page.nodes:
            if isinstance(node, Heading) and node is not title:
                break
            if isinstance(node, Field) and node.lines:
                found.extend(evidence_in_field(node.name, Excerpt(node.lines), self.names, self.products))
        short = (node.runs for node in self.page.nodes if isinstance(node, Paragraph) and len(node.runs) <= 2)
        texts = (tuple(run.line for run in runs) for runs in short if len({run.line.number for run in runs}) == 1)
        found.extend(evidence_in_list((_joined(lines) for lines in texts), self.names, self.products))
        for node in self.page.nodes[:_OPENING_NODES]:
            if isinstance(node, Paragraph):
                found.extend(self._declared(node))
        self.page_evidence = tuple(found)
        self.evidence.extend(found)
        self.gone = is_changelog(self.page.path, text)
        self.forwarded = frozenset(_forwarded(self.page))
        named = _LEGACY_PAGE.search(self.page.path) or _LEGACY_PAGE.search(text)
        self.legacy_etcdctl = named is not None or any(_LEGACY_API.search(shown) for shown in _texts(self.page))

    def _titled(self, heading: Heading) -> tuple[Evidence, ...]:
        lines = tuple(run.line for run in heading.runs)
        if not lines:
            return ()
        return evidence_in_title(_joined(lines), self.names, self.products)

    def _declared(self, node: Paragraph) -> Iterable[Evidence]:
        """The releases that a paragraph gives for all of the page."""
        if not any(_RELEASE.search(run.line.text) for run in node.runs):
            return
        if not may_declare(" ".join(run.line.text for run in node.runs)):
            return
        for sentence in sentences_of(node.runs, Context(self.names)):
            first = sentence.runs[0].line
            said = Excerpt((Line(sentence.text, first.path, first.number, first.column),))
            yield from declared_evidence(said, self.names, self.products)

    def walk(self, nodes: Iterable[Node], around: _Surroundings) -> None:
        """Read *nodes*, siblings in *around*."""
        lead: Paragraph | None = None
        direct = False
        pending: tuple[Ignore, ...] = ()
        quoted: set[int] = set()
        depth = len(self.applies_to)
        for node in nodes:
            if isinstance(node, Comment):
                found = ignores_in_comment(node)
                self.ignores.extend(found)
                pending = (*pending, *(ignore for ignore in found if ignore.extent is not Extent.PAGE))
                continue
            if isinstance(node, Heading):
                while self.section_ignores and self.section_ignores[-1][0] >= node.level:
                    self.section_ignores.pop()
            here = around
            if pending:
                level = node.level if isinstance(node, Heading) else self.sections[-1].level if self.sections else 0
                self.section_ignores.extend((level, ignore) for ignore in pending if ignore.extent is Extent.SECTION)
                here = _excused(around, (ignore for ignore in pending if ignore.extent is not Extent.SECTION))
                pending = ()
            match node:
                case Heading():
                    self._heading(node, here)
                    lead, direct = None, False
                    continue
                case Paragraph() if quoted and node.runs and node.runs[0].line.number in quoted:
                    pass  # the reason of an excuse
                case Paragraph():
                    self._paragraph(node, here)
                    lead, direct = node, True
                    continue
                case CodeBlock():
                    self._block(node, here, lead, direct)
                case Table():
                    self._table(node, here, lead if direct else None)
                case Directive():
                    self._directive(node, here)
                case Unread():
                    self.unread.append(Gap(node.reason.value, node.span, node.detail, self._scope(here).ignores))
                case Field() if node.name.strip().lower() == "factcheck-ignore":
                    self.ignores.extend(ignores_in_field(node))
                    quoted.update(line.number for line in node.lines)
                case Field():
                    if not self.sections and node.name.strip().lower().replace("_", "-") == "applies-to":
                        self.applies_to.append((0, " ".join(line.text for line in node.lines).strip("\"' ")))
                    continue
            if not isinstance(node, Directive):
                self.opening = 0
            direct = False
        if around.nested:
            del self.applies_to[depth:]

    def _paragraph(self, node: Paragraph, around: _Surroundings) -> None:
        if self.opening:
            self.opening -= 1
            if tells_the_end("".join(run.line.text for run in node.runs)):
                self._end()
        promising = is_promising(node.runs)
        text = "".join(run.line.text for run in node.runs[-2:]).rstrip(" *`")
        is_item = promising and next((run.kind for run in node.runs if run.line.text.strip()), None) is RunKind.LITERAL
        context = self._context(around)
        if not is_item:
            self.items = None
        elif self.items is not None:
            context = self.items.introduced(context, around)
        if promising and self._is_foreign():
            self.unread.append(
                Gap("other-language", node.runs[0].line.span(0, len(node.runs[0].line.text)), "", context.scope.ignores)
            )
            return
        if promising or self.terms.promise(run.line.text for run in node.runs):
            self._add(claims_of_runs(node.runs, context))
        if lists_a_port(node.runs):
            self._add(claims_of_item(node.runs, context))
        if text.endswith((":", "：")) and not is_item:
            self.items = self._listed(node, context)

    def _is_foreign(self) -> bool:
        """Whether the running text of the page is in a language in which nobody would notice what is said to be gone."""
        if self.foreign is None:
            sample: list[str] = []
            left = SAMPLE
            for node in self.page.walk():
                if isinstance(node, Paragraph) and left > 0:
                    text = " ".join(run.line.text for run in node.runs if run.kind is RunKind.TEXT)
                    sample.append(text)
                    left -= len(text)
            self.foreign = is_foreign(" ".join(sample))
        return self.foreign

    def _listed(self, node: Paragraph, context: Context) -> _Items | None:
        """What the sentence before a list says of its items."""
        sentences = sentences_of(node.runs, context)
        if not sentences:
            return None
        mentions = sentences[-1].mentions
        one = sole(mentions)
        return _Items(
            one.name if one else None, several=bool(mentions) and one is None, gone=leads_to_removal(sentences[-1].text)
        )

    def _end(self) -> None:
        """What follows in this section, or on the page if there is none, is said to be gone."""
        if self.sections:
            self.sections[-1].gone = True
        else:
            self.gone = True

    def _heading(self, node: Heading, around: _Surroundings) -> None:
        self.opening, self.items = _OPENING, None
        while self.sections and self.sections[-1].level >= node.level:
            self.sections.pop()
        while self.applies_to and self.applies_to[-1][0] >= node.level:
            self.applies_to.pop()
        text = "".join(run.line.text for run in node.runs)
        sentences = sentences_of(node.runs, Context(self.names, products=self.products), terse=True)
        one = sole([m for s in sentences for m in s.mentions])
        evidence = () if not self.sections else self._titled(node)
        self.evidence.extend(evidence)
        gone = is_changelog("", text) or is_past_title(text)
        self.sections.append(_Section(node.level, one.name if one else None, evidence, gone))
        self._add(claims_of_sentences(sentences, self._context(around)))

    def _scope(self, around: _Surroundings, block: tuple[Evidence, ...] = ()) -> Scope:
        page = (*self.page_evidence, *(e for section in self.sections for e in section.evidence))
        ignores = (*around.ignores, *(ignore for _, ignore in self.section_ignores))
        scope = Scope((*(text for _, text in self.applies_to), *around.applies_to), block, page, ignores)
        return self.scopes.setdefault(scope, scope)

    def _nearby(self, around: _Surroundings) -> Subject | None:
        """Whom a place is about, as far as only its surroundings tell."""
        if around.subject is not None:
            return around.subject
        for section in reversed(self.sections):
            if section.name is not None:
                return Subject(section.name, How.NEARBY)
        stem = self.page.path.rsplit("/", 1)[-1].split(".", 1)[0]
        name = self.names.known(stem)
        return Subject(name, How.NEARBY) if name is not None else None

    def _context(self, around: _Surroundings, block: tuple[Evidence, ...] = ()) -> Context:
        gone = self.gone or around.gone or any(section.gone for section in self.sections)
        stance = Stance.ACKNOWLEDGED if gone else Stance.ADVICE
        return Context(
            self.names,
            self._scope(around, block),
            stance,
            self._nearby(around),
            forwarded=self.forwarded,
            legacy_etcdctl=self.legacy_etcdctl,
            products=self.products,
            terms=self.terms,
        )

    def _optioned(self, around: _Surroundings, options: tuple[tuple[str, str], ...], line: Line) -> _Surroundings:
        """*around* with what the options of the directive at *line* excuse."""
        found = ignores_in_options(options, line)
        self.ignores.extend(found)
        return _excused(around, found)

    def _add(self, claims: Iterable[Claim | Embedded | str], span: Span | None = None, ignores: tuple[Ignore, ...] = ()) -> None:
        for claim in claims:
            if isinstance(claim, Embedded):
                self._add(r for r in claims_of_lines(claim.lines, claim.context, claim.language, 1) if not isinstance(r, str))
            elif isinstance(claim, str):
                if span is not None:
                    self.unread.append(Gap(claim, span, ignores=ignores))
            else:
                self.claims.append(claim)

    def _block(self, node: CodeBlock, around: _Surroundings, lead: Paragraph | None, direct: bool) -> None:
        if not node.lines:
            return
        excerpt = Excerpt(node.lines)
        evidence = evidence_in(excerpt, self.names)
        self.evidence.extend(evidence)
        around = self._optioned(around, node.options, node.line or node.lines[0])
        if direct and lead is not None:
            evidence = (*self._announced(lead), *evidence)
        context = self._introduced(self._context(around, evidence), node, around, lead, direct)
        in_code = ignores_in_code(node.lines) if "factcheck-ignore" in excerpt.text else ()
        first = len(self.claims)
        self._add(claims_of_block(node, context), excerpt.whole(), (*context.scope.ignores, *(item.ignore for item in in_code)))
        if len(self.claims) > first and (gone := _gone_lines(node.lines)):
            self.claims[first:] = [_acknowledged(claim, gone) for claim in self.claims[first:]]
        if in_code:
            self._excuse_lines(node, in_code, first)

    def _excuse_lines(self, node: CodeBlock, found: tuple[LineIgnore, ...], first: int) -> None:
        """Let the claims from *first* on have the excuses in the comments of *node*; one for the whole page is kept apart."""
        if not is_example(node):
            self.ignores.extend(item.ignore for item in found)
        by_line: dict[tuple[str, int], list[Ignore]] = {}
        for item in found:
            for place in item.lines if item.ignore.extent is Extent.LINE else ():
                by_line.setdefault(place, []).append(item.ignore)
        for index, claim in enumerate(self.claims[first:], first):
            here = by_line.get((claim.span.path, claim.span.line))
            if here:
                scope = replace(claim.scope, ignores=(*here, *claim.scope.ignores))
                self.claims[index] = replace(claim, scope=self.scopes.setdefault(scope, scope))

    def _announced(self, lead: Paragraph) -> tuple[Evidence, ...]:
        """The releases that the last sentence before a block names: ``For Kubernetes 1.18:``."""
        if not any(_RELEASE.search(run.line.text) for run in lead.runs):
            return ()
        sentences = sentences_of(lead.runs, Context(self.names))
        if not sentences:
            return ()
        first = sentences[-1].runs[0].line
        said = Excerpt((Line(sentences[-1].text, first.path, first.number, first.column),))
        return evidence_in_sentence(said, self.names, self.products)

    def _introduced(
        self, context: Context, node: CodeBlock, around: _Surroundings, lead: Paragraph | None, direct: bool
    ) -> Context:
        """*context* with what the caption, the file name and the sentence before a block add."""
        sentences = sentences_of(lead.runs, context) if lead is not None else ()
        last = sentences[-1].text if sentences else ""
        caption = node.caption or around.caption
        if direct and leads_to_removal(last):
            context = context.acknowledged()
        elif (direct and leads_to_output(last) and context.stance is Stance.ADVICE) or _CAPTION_OUTPUT.search(node.caption):
            context = context.as_output()
        context = replace(
            context,
            settings=bool(_SETTINGS.search(f"{caption} {node.filename} {last if direct else ''}")) or node.directive == "change",
        )
        captioned = self._named_file(caption, node.filename)
        if captioned is None and caption:
            one = sole(self.names.mentions(re.sub(r"[`*]", " ", re.sub(r"``-[^`]*``", " ", caption)), terse=True))
            captioned = one.name if one else None
        if captioned is not None:
            return context.about(captioned, How.FILENAME)
        if around.subject is not None or not sentences:
            return context
        if direct and (named := self._named_file(last)) is not None:
            return context.about(named, How.FILENAME)
        mentions = sentences[-1].mentions
        if mentions:
            one = sole(mentions)
            return replace(context, subject=Subject(one.name, How.NEARBY) if one else None)
        for sentence in reversed(sentences[:-1]):
            if sentence.mentions:
                one = sole(sentence.mentions)
                return context.about(one.name, How.NEARBY) if one else context
        return context

    def _named_file(self, *texts: str) -> str | None:
        """The one component that the files named in *texts* are named after."""
        found = {name for text in texts for match in _FILE.finditer(text) if (name := self.names.filename(match[0])) is not None}
        return found.pop() if len(found) == 1 else None

    def _table(self, node: Table, around: _Surroundings, lead: Paragraph | None) -> None:
        line = next((line for row in (*node.header, *node.rows) for cell in row.cells for line in cell.lines), None)
        if line is not None:
            around = self._optioned(around, node.options, node.line or line)
            if node.form in _OWN_DIRECTIVES:
                self._components(_component_option(node.options), line, around)
        context = self._context(around)
        if lead is not None and (sentences := sentences_of(lead.runs, context)):
            if leads_to_removal(sentences[-1].text):
                context = context.acknowledged()
            one = sole(sentences[-1].mentions)
            if one is not None and around.subject is None:
                context = context.about(one.name, How.NEARBY)
        self._add(claims_of_table(node, context))
        self._add(defaults_in_table(node, context))
        self.walk(node.nodes, replace(around, nested=True))

    def _components(self, names: tuple[str, ...], line: Line, around: _Surroundings) -> None:
        span = line.span(0, len(line.text))
        for name in names:
            self.claims.append(ComponentClaim(span=span, subject=Subject(name, How.OPTION), scope=self._scope(around)))

    def _remediation(self, node: Directive, names: tuple[str, ...], around: _Surroundings) -> None:
        inside = (each for each in node.nodes if isinstance(each, Directive) and each.name == "applies-to" and not each.nodes)
        context = self._context(replace(around, applies_to=(*around.applies_to, *(each.argument.strip() for each in inside))))
        self.claims.append(
            RemediationClaim(
                span=node.line.span(0, len(node.line.text)),
                subject=Subject(names[0], How.OPTION) if len(names) == 1 else None,
                stance=context.stance,
                scope=context.scope,
                directive=node,
            )
        )

    def _directive(self, node: Directive, around: _Surroundings) -> None:
        around = replace(self._optioned(around, node.options, node.line), nested=True)
        if node.name == "applies-to":
            text = node.argument.strip()
            if node.nodes:
                self.walk(node.nodes, replace(around, applies_to=(*around.applies_to, text)))
            else:
                self.applies_to.append((self.sections[-1].level if self.sections else 0, text))
            return
        if node.name in _OWN_DIRECTIVES:
            names = _component_option(node.options)
            self._components(names, node.line, around)
            if len(names) == 1:
                around = replace(around, subject=Subject(names[0], How.REMEDIATION))
        if node.name == "remediation":
            if stated := " ".join((node.option("applies-to") or "").split()):
                around = replace(around, applies_to=(*around.applies_to, stated))
            # Not among the excuses of the page: a hazard that is named too much does no harm.
            around = _excused(around, named_hazards(node.options, node.line))
            self._remediation(node, names, around)
        if node.name in _CAPTION_DIRECTIVES:
            return
        if node.name in _GONE_DIRECTIVES:
            around = replace(around, gone=True)
            if self.opening and node.name == "deprecated" and node.nodes:
                self._end()
        if node.name == "change":
            around = replace(around, caption=node.argument)
        self.walk(node.nodes, around)


def _gone_lines(lines: Sequence[Line]) -> frozenset[tuple[str, int]]:
    """The lines of a block of which its own comments say that they are old, or to be removed: those below, up to the next blank
    line or comment, or the one that the comment ends.
    """
    found: list[Line] = []
    below = commented = False
    for line in lines:
        text = line.text[:400]
        if not text.strip():
            below = commented = False
        elif (match := _COMMENT.match(text) or _ORDER.match(text)) is not None:
            said = leads_to_removal(match["text"]) and _CONDITION.search(match["text"]) is None
            below = said or (commented and below)
            commented = True
            continue
        elif below or ((end := _TRAILING.search(text)) is not None and marks_removal(end["text"])):
            found.append(line)
        commented = False
    return frozenset((line.path, line.number) for line in found)


def _acknowledged(claim: Claim, gone: frozenset[tuple[str, int]]) -> Claim:
    """*claim*, said to be gone if it stands on one of the lines in *gone*."""
    if claim.stance is Stance.ADVICE and (claim.span.path, claim.span.line) in gone:
        return replace(claim, stance=Stance.ACKNOWLEDGED)
    return claim


def is_about_kubernetes(page: Page) -> bool:
    """Whether the page speaks of Kubernetes at all, so that *scheduler* can mean its scheduler."""
    if _KUBERNETES.search(page.path):
        return True
    for node in page.walk():
        match node:
            case Heading() | Paragraph():
                lines: Iterable[Line] = (run.line for run in node.runs)
            case CodeBlock() | Field():
                lines = node.lines
            case Table():
                lines = (line for row in (*node.header, *node.rows) for cell in row.cells for line in cell.lines)
            case Directive():
                lines = (node.line,)
            case _:
                continue
        if any(_KUBERNETES.search(line.text) for line in lines):
            return True
    return False


def _component_option(options: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The components that a directive of ours is told to be about."""
    given = dict(options)
    return tuple(re.findall(r"[^,\s]+", f"{given.get('component', '')} {given.get('components', '')}"))


def _excused(around: _Surroundings, ignores: Iterable[Ignore]) -> _Surroundings:
    """*around* with *ignores* besides."""
    more = tuple(ignores)
    return replace(around, ignores=(*more, *around.ignores)) if more else around


def _forwarded(page: Page) -> Iterable[int]:
    """The local ports that commands on *page* map to another place."""
    for texts in _texts(page):
        for text in texts.split("\n"):
            if "port-forward" in text or "-L" in text or "proxy" in text:
                for match in _FORWARD.finditer(text[:2000]):
                    yield int(match["local"] or match["tunnel"] or match["proxy"] or _PROXY)


def _texts(page: Page) -> Iterable[str]:
    """What stands in the blocks of code and the literals of *page*, line by line."""
    for node in page.walk():
        if isinstance(node, CodeBlock):
            yield "\n".join(line.text for line in node.lines)
        elif isinstance(node, Paragraph):
            yield "\n".join(run.line.text for run in node.runs if run.kind is RunKind.LITERAL)
