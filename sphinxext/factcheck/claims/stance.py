"""What an author does with the words: advise, quote what a program said, or say that something is gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["is_acknowledged", "is_changelog", "is_output", "is_output_line", "leads_to_output", "leads_to_removal"]

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
    )
    |移除|废弃|弃用|不再|删除|删掉|去掉|去除|取消|旧版|老版|早期|以前|之前的|版本之前|过时|替代|取代|改名|更名|重命名
    |已被|被禁用|不支持|不要|不能使用|不推荐|不建议|以下版本|曾经|历史
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REMOVE = re.compile(
    r"""
    \b(?:
      remov\w+ | delet\w+ | drop\w* | deprecat\w+ | unset | no\ longer | obsolete | legacy | prior\ to | previously | formerly
    | used\ to\ be | (?:older|earlier|previous|old)\ (?:version|release)s?
    | (?:do\ not|don't|must\ not|should\ not|cannot|not)\ (?:be\ )?(?:us\w+|set|present|exist\w*|contain\w*)
    | (?:before|until|below)\ (?:[a-z]+\ )?v?\d+\.\d+ | v?\d+\.\d+\ (?:and|or)\ (?:below|earlier|older|lower)
    | versions?\ [^.:]{0,40}\bbefore
    )\b
    | \b(?:before|old)\s*:\s*$
    |移除|废弃|弃用|不再|删除|删掉|去掉|去除|旧版|老版|早期版本|之前的?版本|版本之前|不要|修改前|变更前|替代|取代
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LEAD_OUTPUT = re.compile(
    r"(?:\boutputs?\b|\bresponse\b|\berror(?: message)?s?\b|\blogs?\b|you (?:will|should|can) see|similar to"
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
    r"\bstig\b|\b(?:cis|stig|disa|nsa|pci)[-_ ]\w*[-_ ]?(?:audit|benchmark|compliance|hardening)|\bcis[-_ ]benchmark",
    re.IGNORECASE,
)


def is_acknowledged(sentence: str) -> bool:
    """Whether *sentence* says itself that what it names is gone, going, or not to be used."""
    return _GONE.search(sentence.replace("’", "'")) is not None


def leads_to_removal(sentence: str) -> bool:
    """Whether *sentence*, standing before a block, tells the reader to remove what the block shows, or that it is old."""
    return _REMOVE.search(sentence.replace("’", "'")) is not None


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
