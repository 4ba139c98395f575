from __future__ import annotations

import pytest

from sphinxext.factcheck.upstream.help import Help, HelpError, Style
from sphinxext.factcheck.upstream.reference_page import read_reference_page
from sphinxext.factcheck.upstream.seen import SeenFlag


def table(*rows: str) -> str:
    return "\n".join(
        (
            '   <table style="width: 100%; table-layout: fixed;">', "<colgroup>", '<col span="1" style="width: 10px;" />',
            '<col span="1" />', "</colgroup>", "<tbody>", "", *rows, "</tbody>", "</table>",
        )
    )  # fmt: skip


def row(head: str, description: str = "<p>Said of it.</p>") -> str:
    return f'<tr>\n<td colspan="2">{head}</td>\n</tr>\n<tr>\n<td></td><td style="line-height: 130%;">{description}</td>\n</tr>\n'


NBSP = "&nbsp;" * 5


def page(own: str, inherited: str = "") -> str:
    below = f"\n### Options inherited from parent commands\n\n{inherited}\n" if inherited else ""
    return f"<!-- generated -->\n\n### Synopsis\n\n\nBrews tea.\n\n```\nkettle brew [flags]\n```\n\n### Options\n\n{own}\n\n{below}\n"


def flags(*rows: str) -> tuple[SeenFlag, ...]:
    return read_reference_page(page(table(*rows))).flags


def test_flags_of_the_command_and_of_those_above_it() -> None:
    text = page(table(row("--cups int"), row("-h, --help")), table(row("--rootfs string")))
    assert read_reference_page(text) == Help(
        Style.COBRA,
        (SeenFlag("cups", "int"), SeenFlag("help", "bool", no_value=True, shorthand="h")),
        (SeenFlag("rootfs", "string"),),
    )


def test_defaults() -> None:
    assert flags(
        row(f"--port int32{NBSP}Default: 6443"),
        row(f'--dir string{NBSP}Default: "/etc/tea pot"'),
        row(f"--usages strings{NBSP}Default: [black,green]"),
        row(f"--keep-warm{NBSP}Default: true"),
        row(f'--name string{NBSP}Default: ""'),
    ) == (
        SeenFlag("port", "int32", "6443"),
        SeenFlag("dir", "string", "/etc/tea pot"),
        SeenFlag("usages", "strings", "[black,green]"),
        SeenFlag("keep-warm", "bool", "true", no_value=True),
        SeenFlag("name", "string"),
    )


def test_a_value_that_may_be_left_out() -> None:
    assert flags(row(f'--dry-run string[="client"]{NBSP}Default: "none"'), row("--version version[=true]")) == (
        SeenFlag("dry-run", "string", "none", no_value=True),
        SeenFlag("version", "version", no_value=True),
    )


def test_a_type_in_words_and_one_that_is_another_flag() -> None:
    assert flags(row("--gates &lt;pairs 'key=value'&gt;"), row("--pour --cup")) == (
        SeenFlag("gates", "<pairs 'key=value'>"),
        SeenFlag("pour"),
    )


def test_a_description_may_hold_markup_and_tell_of_deprecation() -> None:
    old = row("--tin string", "<p>DEPRECATED: use <code>--box</code>&nbsp;instead.</p>")
    assert flags(old, row("--box string", "Tea<br/>or coffee &quot;black&quot;.")) == (
        SeenFlag("tin", "string", deprecated=True, message="DEPRECATED: use --box instead."),
        SeenFlag("box", "string"),
    )


def test_a_flag_is_kept_once() -> None:
    assert flags(row("--cups int"), row("--cups string")) == (SeenFlag("cups", "int"),)


def test_the_headings_of_kubectl() -> None:
    text = (
        '---\ntitle: kettle brew\n---\n\n## {{% heading "examples" %}}\n\n```\n# Brew tea\n### Options\nkettle brew\n```\n\n'
        f'## {{{{% heading "options" %}}}}\n\n{table(row("--cups int"))}\n\n'
        f'## {{{{% heading "parentoptions" %}}}}\n\n{table(row("--user string"))}\n\n'
        '## {{% heading "seealso" %}}\n\n* [kettle](../)\n'
    )
    assert read_reference_page(text) == Help(Style.COBRA, (SeenFlag("cups", "int"),), (SeenFlag("user", "string"),))


def test_a_literal_block() -> None:
    own = '```\n      --dir string   The directory. (default "/etc/tea")\n  -h, --help         help for brew\n```'
    assert read_reference_page(page(own)).flags == (
        SeenFlag("dir", "string", "/etc/tea"),
        SeenFlag("help", "bool", no_value=True, shorthand="h"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "this is no generated reference page: it has no list of options"),
        ("### Synopsis\n\nBrews tea.\n", "this is no generated reference page: it has no list of options"),
        ("```\n### Options\n```\n", "this is no generated reference page: it has no list of options"),
        (page("None."), "the help text is cut off at 'None.': take the whole output of the program"),
        (
            page(table(row("--cups int")).removesuffix("</tbody>\n</table>")),
            "the help text is cut off at '</tr>': take the whole output of the program",
        ),
        (page(table(row("cups int"))), "found 'cups int' in the list of options, expected a flag"),
    ],
)
def test_what_is_no_page(text: str, told: str) -> None:
    with pytest.raises(HelpError) as raised:
        read_reference_page(text)
    assert str(raised.value) == told
