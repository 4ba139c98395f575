"""Running text: inline literals, addresses and ports, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..pages.model import Line, Run, RunKind
from .address import Address, addresses, port_claims
from .command import PLACEHOLDER, claims_of_arguments, claims_of_command, paths_in, words_of
from .context import Context, Embedded
from .defaults import defaults_in_sentence, may_state_default
from .excerpt import Excerpt
from .model import Claim, ComponentClaim, FieldClaim, FlagClaim, How, NameClaim, PodClaim, PortClaim, Subject
from .names import Mention, listeners, sole
from .release import evidence_in_sentence
from .shell import is_command
from .stance import goes_on, is_acknowledged, is_advised, is_refused

__all__ = ["Sentence", "claims_of_runs", "claims_of_sentences", "is_promising", "sentences_of"]

_END = re.compile(r"(?:[.!?](?=\s+(?:[^a-z\s]|$))|[。！？；]|[.!?]$)\s*", re.DOTALL)
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|resp|no|approx|incl|min|max)|\b[A-Z])\.$", re.IGNORECASE)
_PORT = re.compile(
    r"(?:\bports?\b(?:\s+(?:number|is|are|of|range|numbers|was|to))*\s*[:=]?\s*|端口(?:号)?\s*(?:为|是|：|:|=|改为|设置为|默认为|默认是)?\s*)(?P<after>\d{2,5})(?P<more>(?:\s*(?:,|/|and|or|、|和|及|或)\s*\d{2,5})*)(?![\d:%-]|\.\d|\w)"
    r"|(?<![\w.:#/-])(?P<earlier>(?:\d{2,5}\s*(?:,|/|、|和|及|或|and|or)\s*){0,8})(?P<before>\d{2,5})\s?(?:/tcp\s?)?(?:个?端口|(?:TCP\s|HTTPS?\s|tcp\s|https?\s)?ports?\b)",
    re.IGNORECASE | re.ASCII,
)
_LISTENS = re.compile(
    r"\bports?\b|端口|listen|监听|serv(?:e|es|ing)\b|expos(?:e|es|ing)|暴露|metrics|healthz|bind|address|endpoint|HTTPS?\b|scrap|默认",
    re.IGNORECASE,
)
_REACHES_OUT = re.compile(
    r"\b(?:connect\w*|talks?|forward\w*|redirect\w*|proxied|reach\w*|call\w*|requests?\s+to|send\w*|push\w*|point\w*)\b|连接到?|转发|请求|代理到",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|disabl(?:e|es|ed|ing)|shut(?:s|ting)?|turn(?:s|ed|ing)? off|block(?:s|ed|ing)?"
    r"|refus(?:e|es|ed|ing)|fail(?:s|ed|ing|ures?)?|nothing|nobody|errors?|not\ (?:listen|answer|respond)\w*)\b"
    r"|关闭|关掉|禁用|停用|屏蔽|拒绝|失败|无法|不通",
    re.IGNORECASE,
)
# Somebody's program without a name: not the one that the text before was about.
_ANOTHER = re.compile(
    r"\b(?:our|your|my|their|another|other|custom|third-party)\s+(?:\w+\s+){0,2}"
    r"(?:proxy|proxies|servers?|services?|applications?|apps?|programs?|exporters?|controllers?|operators?|agents?|daemons?)\b"
    r"|(?:自己|我们|其他|其它|另一个?|第三方)的?(?:代理|服务|应用|程序|组件|服务器)",
    re.IGNORECASE,
)
_CONNECTS = re.compile(r"\b(?:connect(?:s|ing)? to|access(?:ing)?|log(?:ging)? in)\b|连接到", re.IGNORECASE)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+|[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+", re.ASCII)
_FLAGS = re.compile(r"--?[A-Za-z]")
# Stands between the name of a component and its flag.
_OWNS = re.compile(
    r"[\s`*]*(?:'s|组件|服务|进程|(?:启动|运行)(?:时|的时候)(?:需要?|要|可以|应)?(?:配置|指定|设置|添加|加上?|使用|开启|传入)?)?[\s`*]*的?\s*"
    r"(?:启动|命令行|配置)?(?:参数|选项|标志|(?:command[- ]line )?(?:flags?|options?|arguments?|parameters?))?[\s`*(（“\"]*",
    re.IGNORECASE,
)
_RELEASE = re.compile(r"\d\.\d")
_NUMBER = re.compile(r"\d{4,5}", re.ASCII)  # a shorter one may be the status of an answer
_KUBECTL_NOISE = frozenset({"kube-system", "kube-public", "kube-node-lease"})


_PROMISING = re.compile(r":\d\d|\bports?\b|端口|/(?:etc|var|run|usr|lib)/|(?<![a-z0-9-])--[a-z]", re.IGNORECASE)
_PROMISING_LITERAL = re.compile(r"^\s*(?:-|\d{4,5}\s*$)|:\d\d|/|\S\s+\S|[a-z0-9]-[a-z0-9]|[a-z0-9][A-Z]|=[\"']?-|端口")
_LITERAL_ROLES = frozenset(("code", "command", "program", "option", "file", "samp", "kbd", "literal"))


def is_promising(runs: Sequence[Run]) -> bool:
    """Whether *runs* could yield a claim: a cheap look that spares most text the rest."""
    return any(map(_is_promising, runs))


def _is_promising(run: Run) -> bool:
    match run.kind:
        case RunKind.TEXT:
            return _PROMISING.search(run.line.text) is not None
        case RunKind.LITERAL:
            # The halves of a broken literal are judged together later.
            return run.group != 0 or _PROMISING_LITERAL.search(run.line.text) is not None
        case RunKind.ROLE:
            return run.name in _LITERAL_ROLES or run.name.startswith("fact:")
    return False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the runs in it, its text without markup, and the names of components in it."""

    runs: tuple[Run, ...]
    text: str
    mentions: tuple[Mention, ...]

    def subject(self, context: Context, *, listener: bool = False) -> Subject | None:
        """Whom the sentence is about: the one component that it names; the surroundings' if it names none; nobody if it names
        several.
        """
        mentions = listeners(self.mentions) if listener else self.mentions
        if not mentions:
            return None if _ANOTHER.search(self.text) else context.subject
        one = sole(mentions)
        if one is None:
            return None
        around = context.subject
        if around is not None and around.how in (How.OPTION, How.REMEDIATION) and _same(around.name, one.name):
            return around
        return Subject(one.name, How.SENTENCE if any(m.certain for m in mentions) else How.NEARBY)

    def owner(self, start: int) -> Subject | None:
        """Whose flag stands at *start*, if the sentence names several components and one of them right before it."""
        if sole(self.mentions) is not None:
            return None
        before = [mention for mention in self.mentions if mention.end <= start]
        if not before or not before[-1].known or _OWNS.fullmatch(self.text, before[-1].end, start) is None:
            return None
        return Subject(before[-1].name, How.SENTENCE if before[-1].certain else How.NEARBY)


def _same(one: str, other: str) -> bool:
    first, second = re.sub(r"[-_\s]", "", one.lower()), re.sub(r"[-_\s]", "", other.lower())
    return first.endswith(second) or second.endswith(first)


def _groups(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """The runs, those of one broken literal together."""
    index = 0
    while index < len(runs):
        end = index + 1
        while (
            end < len(runs) and runs[index].group and runs[end].group == runs[index].group and runs[end].kind is runs[index].kind
        ):
            end += 1
        yield tuple(runs[index:end])
        index = end


def _placed(runs: Sequence[Run]) -> Iterator[tuple[int, tuple[Run, ...], str]]:
    """The groups of *runs* with their text, and where it stands in the text of the sentence."""
    previous: Run | None = None
    start = 0
    for group in _groups(runs):
        if previous is not None and previous.line.number != group[0].line.number:
            start += 1
        text = " ".join(run.line.text for run in group)
        yield start, group, text
        start += len(text)
        previous = group[-1]


def sentences_of(runs: Sequence[Run], context: Context, *, terse: bool = False) -> tuple[Sentence, ...]:
    """The sentences of a paragraph. A full stop in a literal ends none."""
    sentences: list[Sentence] = []
    current: list[Run] = []

    def finish() -> None:
        if current:
            sentences.append(_sentence(tuple(current), context, terse))
            current.clear()

    for run in runs:
        if run.kind is not RunKind.TEXT:
            current.append(run)
            continue
        start = 0
        text = run.line.text
        for match in _END.finditer(text):
            if match[0].startswith(".") and _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start() + 1]):
                continue
            if match.end() == len(text) and match[0] in ".!?" and not _ends_line(run, runs):
                continue
            current.append(_part(run, start, match.end()))
            start = match.end()
            finish()
        if start < len(text):
            current.append(_part(run, start, len(text)))
    finish()
    return tuple(sentences)


def _ends_line(run: Run, runs: Sequence[Run]) -> bool:
    """Whether nothing follows *run* on its line."""
    end = run.line.column + len(run.line.text)
    return not any(
        r.line.number == run.line.number and r.line.path == run.line.path and r.line.column > end - 1 and r is not run
        for r in runs
    )


def _part(run: Run, start: int, end: int) -> Run:
    line = run.line
    return Run(run.kind, Line(line.text[start:end], line.path, line.number, line.column + start), run.name, run.group)


def _sentence(runs: tuple[Run, ...], context: Context, terse: bool) -> Sentence:
    parts: list[str] = []
    mentions: list[Mention] = []
    length = 0
    for start, group, text in _placed(runs):
        if start > length:
            parts.append(" ")
        length = start
        kind = group[0].kind
        literal = kind is RunKind.LITERAL or (
            kind is RunKind.ROLE and not group[0].name.startswith(("ref", "doc", "fact:", "download"))
        )
        if kind is RunKind.TEXT or literal:
            shown = text
            found = context.names.mentions(
                _masked(text) if literal else text, terse=terse or (literal and " " not in text.strip())
            )
            if literal and is_command(text, context) and " " in text.strip():
                # A command names programs as its arguments, too; the sentence is about what it runs.
                first = text.split(None, 1)[0]
                found = context.names.mentions(first, terse=True)
            mentions.extend(replace(m, start=m.start + length, end=m.end + length) for m in found)
        else:
            # What a link is called says what lies behind it, not what this sentence is about.
            shown = " " * len(text)
        parts.append(shown)
        length += len(shown)
    return Sentence(runs, "".join(parts), tuple(mentions))


def _masked(text: str) -> str:
    """A literal without paths and files in it: those are named after components, but name none."""
    return re.sub(r"\S+", lambda m: " " * len(m[0]) if "/" in m[0] or m[0].startswith("-") else m[0], text)


def claims_of_runs(runs: Sequence[Run], context: Context, *, terse: bool = False) -> Iterator[Claim | Embedded]:
    """The claims of a paragraph, a heading or a cell.

    :param terse: a heading or a cell, where a word of the trade such as *scheduler* is a name.
    """
    if is_promising(runs) or context.terms.promise(run.line.text for run in runs):
        yield from claims_of_sentences(sentences_of(runs, context, terse=terse), context)


def claims_of_sentences(sentences: Sequence[Sentence], context: Context) -> Iterator[Claim | Embedded]:
    """The claims of sentences that follow one another. What one is about, the next may be about, too."""
    around = context
    before: Sequence[Run] = ()
    said = ""
    for sentence in sentences:
        here = around.acknowledged() if said and goes_on(sentence.text, said) else around
        yield from _claims_of_sentence(sentence, here, before)
        before, said = sentence.runs, sentence.text
        if (named := sole(sentence.mentions)) is not None and (around.subject is None or around.subject.how.is_guess):
            around = around.about(named.name, How.NEARBY)


def _claims_of_sentence(sentence: Sentence, context: Context, before: Sequence[Run]) -> Iterator[Claim | Embedded]:
    """The claims of a sentence; *before* is the one before it, if there is one."""
    named = context.terms.promise((sentence.text,))
    if not named and not is_promising(sentence.runs) and not (before and may_state_default(sentence.runs)):
        return
    if _RELEASE.search(sentence.text):
        first = sentence.runs[0].line
        said_of = Excerpt((Line(sentence.text, first.path, first.number, first.column),))
        evidence = evidence_in_sentence(said_of, context.names, context.products)
        context = replace(context, scope=replace(context.scope, block=(*context.scope.block, *evidence))) if evidence else context
    advice = context
    if gone := is_acknowledged(sentence.text):
        context = context.acknowledged()
    if named:
        yield from context.terms.claims_of_sentence(sentence.runs, context.stance, context.scope, sentence.text)
    about = sentence.subject(context)
    if about is not None and about.how in (How.SENTENCE, How.NEARBY) and _CONNECTS.search(sentence.text):
        about = None  # whoever connects has flags of his own
    spoken = replace(context, subject=about)
    listens = sentence.subject(context, listener=True)
    if listens is not None and listens.how is How.SENTENCE and _REACHES_OUT.search(sentence.text):
        listens = Subject(listens.name, How.NEARBY)
    listening = replace(context, subject=listens)
    if _CLOSES.search(sentence.text):
        listening = listening.acknowledged()  # a port that is to be closed, or is
    yield from defaults_in_sentence(sentence.runs, spoken, before)
    for start, group, _ in _placed(sentence.runs):
        kind = group[0].kind
        if kind is RunKind.TEXT:
            for run in group:
                yield from _claims_of_text(run.line, listening)
                excerpt = Excerpt((run.line,))
                yield from paths_in(run.line.text, 0, excerpt, spoken, "prose")
        elif kind is RunKind.ROLE:
            yield from _claims_of_role(group[0], spoken, sentence, listening)
        elif kind is RunKind.LITERAL:
            inner, port = spoken, listening
            if spoken.subject is None and (owner := sentence.owner(start)) is not None:
                inner = replace(spoken, subject=owner)
            if gone and is_advised(sentence.text, start):
                inner = replace(inner, stance=advice.stance)
            elif not gone and is_refused(sentence.text, start):
                inner, port = inner.acknowledged(), listening.acknowledged()
            yield from _claims_of_literal(Excerpt(tuple(run.line for run in group)), sentence, inner, port)


def _claims_of_text(line: Line, context: Context) -> Iterator[PortClaim]:
    """The ports and addresses in plain text."""
    excerpt = Excerpt((line,))
    taken: set[int] = set()
    for address in addresses(line.text):
        taken.add(address.start)
        yield from port_claims(address, 0, excerpt, context)
    for match in _PORT.finditer(line.text):
        group = "after" if match["after"] else "before"
        numbers = [(match.start(group), match[group])]
        for others in ("earlier", "more"):
            if match[others]:
                numbers += [(match.start(others) + m.start(), m[0]) for m in re.finditer(r"\d+", match[others])]
        for start, digits in numbers:
            if start not in taken and int(digits) <= 65535:
                yield from port_claims(Address(int(digits), start, start + len(digits)), 0, excerpt, context)


def _claims_of_role(run: Run, context: Context, sentence: Sentence, listening: Context) -> Iterator[Claim | Embedded]:
    if run.name.startswith("fact:"):
        yield from _claims_of_fact(run, context)
    elif run.name in _LITERAL_ROLES:
        yield from _claims_of_literal(Excerpt((run.line,)), sentence, context, listening)


def _claims_of_fact(run: Run, context: Context) -> Iterator[Claim]:
    """What a role of ours refers to: a component, and then a port, a flag or a field of it."""
    text, shift = run.line.text, 0
    if match := re.search(r"<([^<>]+)>\s*$", text):
        text, shift = match[1], match.start(1)
    words = words_of(text, shift)
    if not words:
        return
    excerpt = Excerpt((run.line,))
    role = run.name.partition(":")[2]
    name, rest = words[0], words[1:]
    if role == "port" and not rest and (split := re.fullmatch(r"([^:/\s]+)[:/](\S+)", name.text)):
        rest = (replace(name, text=split[2], start=name.start + split.start(2)),)
        name = replace(name, text=split[1], end=name.start + split.end(1))
    inner = context.about(name.text, How.OPTION)
    if role == "component" or rest:
        yield ComponentClaim(
            span=excerpt.span(name.start, name.end), subject=inner.subject, stance=context.stance, scope=context.scope
        )
    if role == "flag":
        yield from claims_of_arguments(rest, excerpt, inner)
    for word in rest[:1]:
        if role == "port" and re.fullmatch(r"\d{2,5}", word.text):
            yield from port_claims(Address(int(word.text), 0, len(word.text)), word.start, excerpt, inner)
        elif role == "field":
            yield FieldClaim(
                span=excerpt.span(word.start, word.end),
                subject=inner.subject,
                stance=context.stance,
                scope=context.scope,
                path=tuple(part for part in word.text.replace("[]", ".[]").split(".") if part),
                kind=name.text if name.text.endswith("Configuration") else "",
            )


def _claims_of_literal(excerpt: Excerpt, sentence: Sentence, spoken: Context, listening: Context) -> Iterator[Claim | Embedded]:
    text = excerpt.text.replace("\n", " ")
    stripped = text.strip()
    if not stripped:
        return
    start = len(text) - len(text.lstrip())
    if _FLAGS.match(stripped):
        filled = re.sub(r"<[^<>\s][^<>]*>", lambda m: PLACEHOLDER * len(m[0]), text)
        yield from _flags(filled, excerpt, spoken)
        return
    if " " in stripped and is_command(stripped, spoken):
        prompt = 0
        words = words_of(re.sub(r"<[^<>\s][^<>]*>", lambda m: PLACEHOLDER * len(m[0]), text), prompt)
        if re.search(r"[|;&`]|\$\(", stripped):
            yield Embedded(excerpt.lines, spoken, "sh")
        else:
            # A sentence that names a change of a pod may well be about what comes of it: only shown commands are advice.
            claims = claims_of_command(words, excerpt, listening if spoken.subject is None else spoken)
            yield from (claim for claim in claims if not isinstance(claim, PodClaim))
        return
    paths = tuple(paths_in(text, 0, excerpt, spoken, "prose"))
    if paths:
        yield from paths
        return
    if re.match(r"\$\s+\S", stripped):
        yield Embedded(excerpt.lines, spoken, "console")
        return
    found = tuple(addresses(text, bare=":" in text and " " not in stripped))
    if found:
        for address in found:
            yield from port_claims(address, 0, excerpt, listening)
    elif _NUMBER.fullmatch(stripped):
        if 0 < int(stripped) <= 65535 and _LISTENS.search(sentence.text):
            yield from port_claims(Address(int(stripped), 0, len(stripped)), start, excerpt, listening)
    elif _NAME.fullmatch(stripped):
        subject = spoken.subject
        if (
            subject is not None
            and subject.how is How.SENTENCE
            and stripped not in spoken.names
            and stripped not in _KUBECTL_NOISE
        ):
            yield NameClaim(
                span=excerpt.span(start, start + len(stripped)),
                subject=subject,
                stance=spoken.stance,
                scope=spoken.scope,
                name=stripped,
            )
    elif (port := _PORT.fullmatch(stripped)) is not None and not port["more"] and not port["earlier"]:
        group = "after" if port["after"] else "before"
        address = Address(int(port[group]), port.start(group), port.end(group))
        yield from port_claims(address, start, excerpt, listening)
    elif (assignment := re.match(r"([A-Z][A-Z0-9_]*)=[\"']?-", stripped)) is not None:
        yield Embedded(excerpt.lines, spoken, "sh")
        del assignment


def _flags(text: str, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The flags of a literal. A flag of one letter is anybody's, if only the sentence says whose."""
    for claim in claims_of_arguments(words_of(text), excerpt, context):
        told = claim.subject is not None and claim.subject.how in (How.OPTION, How.REMEDIATION)
        if not told and isinstance(claim, FlagClaim) and len(claim.name) == 1:
            yield replace(claim, subject=None)
        else:
            yield claim
