"""What an author does with the words: advise, quote what a program said, or say that something is gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = [
    "goes_on", "is_acknowledged", "is_advised", "is_changelog", "is_output", "is_output_line", "is_past_title", "is_refused",
    "leads_to_output", "leads_to_removal", "marks_removal", "tells_the_end",
]  # fmt: skip

_GONE = re.compile(
    r"""
    \b(?:
      remov(?:ed?|es|ing|al) | deprecat\w* | no\ longer | obsolete\w* | renam(?:ed?|ing) | formerly | previously
    | used\ to\b(?!\ (?:set|configure|specify|define|control|enable|disable|access|connect|tell|serve|expose|start|run|check|get
        |determine|provide|scrape|monitor|collect|communicate))
    | instead\ of | in\ place\ of | replac(?:ed|es|ing)\ by | replaced\ with | superseded | legacy | dropped
    | discontinued | retired
    | prior\ to | (?:earlier|older|previous|old)\ (?:version|release|kubernetes|cluster)\w* | up\ to\ (?:version\ |v)?\d+\.\d
    | (?:before|until|below|since|as\ of|starting\ (?:with|from|in)|from)\ (?:[a-z_-]+\ )?(?:version\ |release\ |v)?\d+\.\d+
    | <=?\ ?v?\d+\.\d+ | v?\d+\.\d+\ (?:and|or)\ (?:below|earlier|older|lower)
    | delet(?:e|ed|ing)\b | (?<!-)ignore[sd]\b(?!-) | will\ ignore\b
    | (?:do\ not|don't|never|must\ not|should\ not|shouldn't|cannot|can't|can\ not|avoid)\ (?:be\ )?
        (?:us(?:e|ed|ing)|set|specif\w+|pass|add|configur\w+|enabl\w+|exist)
    | (?:is|are|be)\ (?:not|never)\ (?:set|used|specified|present|defined|configured|supported|available|allowed|accepted)
    | does\ not\ (?:exist|support|have|accept|appear|contain) | unset | unsupported | disabled\ by\ default
    | without\ (?:the|using)\b | not\ (?:be\ )?(?:set|present|supported)
    | end[\ -]of[\ -]life | unknown\ (?:flag|option|field|shorthand) | flag\ provided\ but\ not\ defined
    | (?:was|were)\ (?:once\ |originally\ |initially\ )?(?:the\ |by\ )?(?:default\w*|called|named|available|served|open|exposed)\b
    | in\ the\ past | old\ (?:flags?|options?|parameters?|names?|clusters?|style|way) | back\ then
    )
    |\d\s?(?:版本?)?\s?(?:之前|以下)|移除|废弃|弃用|不再|删除|删掉|去掉|去除|取消|旧版|老版|早期|以前|之前的|版本之前|过时|替代|取代|改名|更名|重命名
    |已被|被禁用|不支持|不要|勿|旧(?:的)?(?:参数|选项|标志|命令|写法|方式|集群)|已(?:经)?(?:停止|过期|下线)|未知(?:参数|选项)|不能使用|不推荐|不建议|以下版本|曾经|历史
    |冻结|不(?:能|可以?|应该?|应当|得|允许)再?(?:包含|出现|存在|有)|已(?:经)?(?:全部)?替换
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REMOVE = re.compile(
    r"""
    \b(?:
      remov\w+ | delet\w+ | drop\w* | deprecat\w+ | unset | no\ longer | obsolete | legacy | prior\ to | previously | formerly
    | used\ to\ be | (?:older|earlier|previous|old)\ (?:version|release)s?
    | (?:do\ not|don't|must\ not|should\ not|shall\ not|cannot|not)\ (?:be\ )?(?:us\w+|set|present|exist\w*|contain\w*)
    | (?:before|until|below)\ (?:[a-z]+\ )?v?\d+\.\d+ | v?\d+\.\d+\ (?:and|or)\ (?:below|earlier|older|lower)
    | versions?\ [^.:]{0,40}\bbefore
    )\b
    | \b(?:before|old)\s*:\s*$
    |移除|废弃|弃用|不再|删除|删掉|去掉|去除|旧版|老版|早期版本|之前的?版本|版本之前|不要|修改前|变更前|替代|取代
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LEAD_OUTPUT = re.compile(
    r"(?:\boutputs?\b|\bresponse\b|\berror(?: message)?s?\b|\blogs?\b|you (?:will|should|can) see"
    r"|(?<!configuration )(?<!manifest )(?<!file )similar to"
    r"|(?:will|should) (?:show|return|print|display|report)\w*|输出|返回|报错|错误|日志|显示|可以看到|结果)[^.。!?]{0,40}$",
    re.IGNORECASE,
)
_OUTPUT_LINE = re.compile(
    r"""^\s*(?:
      [IWEF]\d{4}\s+\d\d:\d\d                                     # klog
    | \[?\d{4}[-/]\d\d[-/]\d\d[T\ ]\d\d:\d\d                      # a timestamp
    | (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{1,2}\s\d\d:\d\d
    | (?:time|ts|level)="?[\w:.+-]+"?\s+(?:level|msg|caller|ts|time)=
    | \#\ (?:HELP|TYPE)\ \w
    | (?:Get|Post|Put|Head)\ "?https?://.*:\ (?:dial|net/http|x509|EOF|context|unexpected|read|remote)
    | .*\b(?:dial\ tcp|[Cc]onnection\ refused|no\ such\ host|i/o\ timeout|x509:|context\ deadline\ exceeded|command\ not\ found)\b
    | (?:[Ee]rror|ERROR|FATAL|WARN(?:ING)?|INFO|DEBUG|panic|fatal)(?:\s\w+){0,3}(?::|\])\s
    | [A-Z][A-Z0-9()/%_:-]*(?:\ {2,}[A-Z][A-Z0-9()/%_:-]*(?:\ [A-Z()-]+)*)+\s*$   # the head of a table
    | \+[-=+]{4,}\+?\s*$ | \|\ .*\|\s*$                           # a drawn table
    | [\w-]+\s+\d+\s+\d+\.\d+\s+\d+\.\d+\s+\d+                    # ps aux
    | (?:tcp6?|udp6?|LISTEN|ESTAB|unix)\s+\S+\s                   # ss, netstat
    | [*<>]\ (?:HTTP/|TLS|ALPN|Trying|Connected|Host:|User-Agent|SSL|GET|POST|TCP_)| HTTP/[\d.]+\ \d{3}
    | ●\ | [├└]─ | (?:Active|Loaded|Main\ PID|CGroup|Docs|Tasks|Memory):\s
    | Flag\ --?[\w-]+\ has\ been\ deprecated
    )""",
    re.VERBOSE,
)
_CHANGELOG = re.compile(
    r"(?:^|/)(?:changelog|changes|history|news|release[-_]?notes?|whats?[-_]?new|releasenotes|archived?|deprecations?"
    r"|upgrad(?:e|ing)[-_]?notes)(?:[-_.\d][^/]*)?(?:/|$|\.)|-NOTES\.|(?:^|/)(?:changelog|release[-_]?notes)s?/"
    # A page for each release, and the way from one release to the next, which tells the flags of both.
    r"|(?:^|/)releases?/(?:[^/]+/){0,3}v?\d+\.\d+(?:\.\d+)?\.\w+$|(?:^|/)(?:up|down)grades?[-_]v?\d+[-_.]\d+[^/]*$"
    # Designs that were approved for a release, and documentation that is kept as it was for a dated one.
    r"|(?:^|/)specs/[a-z0-9.]+/|-(?:1[5-9]|2\d)\.(?:0[1-9]|1[0-2])/",
    re.IGNORECASE,
)
_CHANGELOG_TITLE = re.compile(
    r"^\s*(?:change\s?log|release notes?|what'?s new|history of changes|deprecat\w+(?: and removal)?s?"
    r"|更新日志|变更日志|发布说明)\b",
    re.IGNORECASE,
)

# Such a page walks through settings to say which must not be there.
_AUDIT = re.compile(
    r"\bstig\b|(?<![a-z])(?:self[-_ ]?assessment|hardening[-_ ]guide|kube[-_ ]?bench)"
    r"|\b(?:cis|stig|disa|nsa|pci)[-_ ]\w*[-_ ]?(?:audit|benchmark|hardening)|\bcis[-_ ]benchmark",
    re.IGNORECASE,
)


# Where a sentence turns from one thing to the next.
_TURN = re.compile(
    r"[,;:(，；：（、]|\b(?:but|so|and\ then|then|please)\b|而是?|请|但|应(?:该)?|可以|需要?|并"
    r"|(?<=\s)--[\w-]+(?:=\S+)?\s+(?=(?:use|pass|set|specify)\b)"
)
_ADVISES = re.compile(
    r"""
    (?:\b(?:use|pass|set|specify|add|try|prefer|configure|enable|provide|switch\ to|change\ to|(?:run|start)\ (?:it\ )?with)\b
      |使用|改用|换用|采用|改为|改成|换成|设置|指定|添加|加上|配置|传入|用)
    (?:\s*(?:\b(?:the|a|an|its|new|flags?|options?|arguments?|parameters?|instead|corresponding|equivalent)\b|新的?|参数|选项|标志|为|成))*
    \s*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REFUSES = re.compile(
    r"""
    (?:\b(?:remov(?:e|es|ed|ing)|delet(?:e|es|ed|ing)|drop(?:s|ped|ping)?|omit(?:s|ted|ting)?|unset(?:s|ting)?|without|instead\ of
        |rather\ than|in\ place\ of|replac(?:e|es|ing)|disabl(?:e|es|ed|ing)
        |(?:not|never|n't)\ (?:be\ )?(?:to\ )?(?:us\w+|set|pass|specif\w+|add|includ\w+|contain|configur\w+|have|exist))\b
      |去掉|删除|移除|删掉|取消|禁用|弃用|废弃|替代|不要(?:使用|设置|配置|用)?|不再(?:使用|需要|支持)?|没有)
    (?:\s*(?:\b(?:the|a|an|any|all|its|old|flags?|options?|arguments?|parameters?|of|from)\b|参数|选项|标志|了))*
    (?:\s*[\w.=-]{1,60}[`\s]*(?:,|\band\b|\bor\b|、|和|或|及)){0,4}
    \s*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOT = re.compile(
    r"\b(?:not|never|no|cannot|without|avoid|used\ to|was|were|had|could|formerly|previously|instead\ of|rather\ than)\b|n't\b"
    r"|不|无|勿|曾|以前|原来|原先|之前|过去|旧",
    re.IGNORECASE,
)
# What bounds the time that a whole sentence speaks of.
_BOUND = re.compile(
    r"\b(?:before|until|below|prior\ to|since|as\ of|starting\ (?:with|from|in)|from|up\ to)\ (?:[a-z_-]+\ )?"
    r"(?:version\ |release\ |v)?\d+\.\d+"
    r"|<=?\ ?v?\d+\.\d+|v?\d+\.\d+\ (?:and|or)\ (?:below|earlier|older|lower)"
    r"|\b(?:earlier|older|previous|old)\ (?:versions?|releases?|kubernetes|clusters?)\b|in\ the\ past"
    r"|\d+\.\d+[\d.]*\s*(?:版本?)?\s*(?:及|或)?(?:以前|之前|以下)|旧版|老版|早期|以前|曾经|历史",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\W*(?:for\ (?:example|instance)\b|e\.g\.|例如|比如|譬如)", re.IGNORECASE)
_END = re.compile(
    r"""
    ^[\W_]*(?:removed|deprecat(?:ed|ion)|obsolete|outdated|unsupported|unmaintained|archived|retired|discontinued
        |end[\ -]of[\ -]life)\b
        (?:\ (?:notice|warning|note))?(?:\W*[:：.!*—–-]|\W+(?:since|in|as\ of|from|and|as|by)\b|\W*$)
    | \bth(?:is|ese)\ (?:pages?|documents?|guides?|sections?|features?|articles?|tutorials?|methods?|approach(?:es)?
        |integrations?|drivers?|plug-?ins?|add-?ons?|charts?|charms?|documentation|posts?|instructions|flags?|options?
        |components?)\b
        [^.]{0,60}\b(?:deprecated|obsolete|outdated|out\ of\ date|out-of-date|removed|no\ longer|unmaintained|archived|legacy
        |superseded|retired|historical)\b
    | ^\W*(?:注意|警告|说明)?\W*(?:本文|本页|本章|本节|此文|该文|本教程|(?:该|此|这种|这个)(?:方法|方式|功能|参数|特性|组件|插件))
        [^。]{0,30}(?:过时|废弃|弃用|过期|不再|移除|归档|下线)
    | ^\W*(?:已|已经|被)?(?:废弃|弃用|过时|移除|过期)\W
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MARK = re.compile(
    r"^\W*(?:(?:this|it|flag|option|field)\s+(?:is|was|has\s+been)\s+)?(?:removed?|deprecated|obsolete|legacy|gone|no\s+longer|unsupported"
    r"|old\b|delete|drop(?:ped)?|(?:not\s+)?needed\s+(?:only\s+)?(?:before|until|for\s+old)"
    r"|(?:已|已经|被)?(?:废弃|弃用|移除|删除|过时|过期)|不再|旧版|老版|需要?删除|去掉)",
    re.IGNORECASE,
)
_PAST_TITLE = re.compile(
    r"^\W*(?:deprecat|removed\b|removals?\b|obsolete|legacy\b|migrat(?:e|ing|ion)\b.{0,40}\bfrom\b"
    r"|upgrad(?:e|es|ing)\ (?:from|notes)\b"
    r"|breaking\ changes|(?:what\ )?changed?s?\ (?:in|since)\b|old\ (?:flags|options|versions?|releases?|way)"
    r"|expected\ (?:results?|outputs?)|known\ old|history\b|historical"
    r"|废弃|弃用|已移除|已废弃|移除的|旧版|历史|变更(?:记录|历史)|升级说明|不兼容)"
    r"|\b(?:frozen|historical\ context)\b|从.{1,40}迁移|历史背景|将.{0,24}(?:冻结|移除|废弃|弃用|停用|下线)",
    re.IGNORECASE,
)


def is_acknowledged(sentence: str) -> bool:
    """Whether *sentence* says itself that what it names is gone, going, or not to be used."""
    return _GONE.search(sentence.replace("’", "'")) is not None


def goes_on(sentence: str, before: str) -> bool:
    """Whether *sentence* gives an example of what *before*, the sentence before it, says of earlier releases."""
    return _EXAMPLE.match(sentence) is not None and _BOUND.search(before) is not None


def is_advised(sentence: str, start: int) -> bool:
    """Whether *sentence*, which says of something that it is gone, tells the reader to use what stands at *start*."""
    if _BOUND.search(sentence):
        return False
    turns = [match.end() for match in _TURN.finditer(sentence, 0, start)]
    clause = sentence[turns[-1] if turns else 0 : start].strip("` ")
    return _ADVISES.search(clause) is not None and _NOT.search(clause.replace("’", "'")) is None and not is_acknowledged(clause)


def is_refused(sentence: str, start: int) -> bool:
    """Whether the words before *start* tell the reader to do without what stands there."""
    return _REFUSES.search(sentence[max(0, start - 80) : start].replace("’", "'").strip("` ")) is not None


def tells_the_end(sentence: str) -> bool:
    """Whether *sentence*, at the top of a page or a section, says that what follows is gone or of the past."""
    return _END.search(sentence.replace("’", "'")[:300]) is not None


def is_past_title(title: str) -> bool:
    """Whether a section with *title* is about what is gone, or what was before."""
    return _PAST_TITLE.search(title) is not None


def leads_to_removal(sentence: str) -> bool:
    """Whether *sentence*, standing before a block, tells the reader to remove what the block shows, or that it is old."""
    return _REMOVE.search(sentence.replace("’", "'")) is not None


def marks_removal(comment: str) -> bool:
    """Whether *comment*, at the end of a line, says that the line is old or to be removed; what else it names, it does not."""
    return _MARK.search(comment[:200]) is not None


def leads_to_output(sentence: str) -> bool:
    """Whether *sentence*, standing before a block, announces what a program printed."""
    return _LEAD_OUTPUT.search(sentence.rstrip(" :：,，")) is not None


def is_output_line(text: str) -> bool:
    """Whether *text* is, by itself, a line that a program printed."""
    return _OUTPUT_LINE.match(text[:400]) is not None


def is_output(lines: Sequence[str]) -> bool:
    """Whether *lines*, among which no prompt stands, are what a program printed."""
    full = [line for line in lines if line.strip()]
    if not full:
        return False
    if len(full) > 1 and all(line.lstrip().startswith("#") for line in full):
        return True
    printed = sum(map(is_output_line, full))
    return is_output_line(full[0]) or printed * 2 > len(full)


def is_changelog(path: str, title: str) -> bool:
    """Whether a page is a record of what once was, or of what must not be."""
    if _AUDIT.search(path) or _AUDIT.search(title):
        return True
    return _CHANGELOG.search(path) is not None or _CHANGELOG_TITLE.match(title) is not None
