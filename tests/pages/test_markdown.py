"""Markdown: text in, the outline of the page out."""

from __future__ import annotations

import pytest

from sphinxext.factcheck.pages.directives import MAX_DEPTH
from sphinxext.factcheck.pages.source import LINE_LIMIT

from .outline import outline as outline_of_page


def outline(text: str, files: dict[str, str | bytes] | None = None) -> list[str]:
    return outline_of_page(text, files, "page.md")


def test_headings_and_paragraphs() -> None:
    text = "# Title `--a` {#anchor}\n\nOne\n*two* `--b`\n\nLow\n---\n\n## Closed ##\n"
    assert outline(text) == [
        "heading 1: 'Title '@1:3 literal '--a'@1:10",
        "paragraph: 'One'@3:1 'two'@4:2 ' '@4:6 literal '--b'@4:8",
        "heading 2: 'Low'@6:1",
        "heading 2: 'Closed'@9:4",
    ]


def test_inline_markup_is_told_from_text() -> None:
    text = (
        "a ``b ` c`` {flag}`--d` [e `f`](g 'h') <http://i.j> <b>k</b> <code>--l</code> ~~`--m`~~ ![n `o`](p) q\\* `r\ns` "
        '{{< x text="t" >}}'
    )
    assert outline(text) == [
        "paragraph: 'a '@1:1 literal 'b ` c'@1:5 ' '@1:12 role[flag] '--d'@1:20 ' '@1:24 link[g] 'e '@1:26 literal 'f'@1:29"
        " ' '@1:39 link[http://i.j] 'http://i.j'@1:41 ' '@1:52 'k'@1:56 ' '@1:61 literal '--l'@1:68 ' '@1:78 ' '@1:88"
        " ' q\\\\* '@1:100 literal1 'r'@1:106 literal1 's'@2:1 ' '@2:3 't'@2:16"
    ]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("[a][b]\n\n[B]: c", "link[b] 'a'@1:2"),
        ("[a][b]", "'[a][b]'@1:1"),
        ("[a] [b]\n\n[a]: c", "link[a] 'a'@1:2 ' [b]'@1:4"),
        ("[a]: b c", "'[a]: b c'@1:1"),
        ("*.yaml and *.json", "'*.yaml and *.json'@1:1"),
        ("a_b_c __d__", "'a_b_c '@1:1 'd'@1:9"),
        ("***a** b*", "'a'@1:4 ' b'@1:7"),
        ("a[*](b), c[*](d)", "'a'@1:1 link[b] '*'@1:3 ', c'@1:8 link[d] '*'@1:12"),
        ("*a [b* c](d)", "'*a '@1:1 link[d] 'b* c'@1:5"),
        ("`a", "'`a'@1:1"),
        ("`` ` ``", "literal '`'@1:4"),
        ("a < b <!-- `c` --> d", "'a < b '@1:1 ' d'@1:19"),
        ("{{ a }} `b`", "'{{ a }} '@1:1 literal 'b'@1:10"),
        ("`{a}`{b}", "literal '{a}'@1:2 '{b}'@1:6"),
    ],
)
def test_marks_that_are_none(text: str, runs: str) -> None:
    assert outline(text)[0] == f"paragraph: {runs}"


def test_code() -> None:
    text = "```Yaml\na: b\n  c\n```\n\n    one\n\n      two\n\n~~~~ sh\n~~~\n~~~~\n\n- ```\n  a\n   b\n  ```\n\n# x\n\ty\n"
    assert outline(text) == [
        "code fence yaml: 'a: b'@2:1 '  c'@3:1",
        "code indented: 'one'@6:5 ''@7:1 '  two'@8:5",
        "code fence sh: '~~~'@11:1",
        "code fence: 'a'@15:3 ' b'@16:3",
        "heading 1: 'x'@19:3",
        "code indented: 'y'@20:2",
    ]


@pytest.mark.parametrize(
    ("info", "code"),
    [
        ("", "fence"),
        ("yaml", "fence yaml"),
        ('yaml title="kube-scheduler.yaml" hl_lines="2"', "fence yaml caption 'kube-scheduler.yaml'"),
        ("console {filename='a b'}", "fence console caption 'a b'"),
        ('bash linenums="1"', "fence bash"),
        ("js{1,3}", "fence js"),
        ("yaml:deploy/a.yml", "fence yaml caption 'deploy/a.yml'"),
        ("title=a.yaml", "fence caption 'a.yaml'"),
        ("{.yaml .numberLines}", "fence yaml"),
        ("{ .yaml title='a.yaml' }", "fence yaml caption 'a.yaml'"),
        ("{python echo=FALSE}", "fence python"),
        ("{yaml}", "fence yaml"),
        ("{code-block} yaml", "code-block yaml"),
        ("{bash}", "bash"),
    ],
)
def test_what_stands_behind_a_fence(info: str, code: str) -> None:
    assert outline(f"```{info}\na\n```") == [f"code {code}: 'a'@2:1"]


def test_tables() -> None:
    text = "| a | `b\\|c` |\n|:--|--:|\n| `--d` | e | f |\n| g |\n\nh | i\n- | -\n| j"
    assert outline(text) == [
        "table pipe",
        "  header: 'a'@1:3 | literal 'b\\\\|c'@1:8",
        "  row: literal '--d'@3:4 | 'e'@3:11",
        "  row: 'g'@4:3",
        "paragraph: 'h | i'@6:1",
        "paragraph: '| -'@7:3 '| j'@8:1",
    ]


def test_lists_and_quotes_are_read_as_what_they_hold() -> None:
    text = "- a\n  ```sh\n  b\n  ```\n  1. c\n\n     > d\n     > e\n\n> - f\n>\n>       g\n"
    assert outline(text) == [
        "paragraph: 'a'@1:3",
        "code fence sh: 'b'@3:3",
        "paragraph: 'c'@5:6",
        "paragraph: 'd'@7:8 'e'@8:8",
        "paragraph: 'f'@10:5",
        "code indented: 'g'@12:9",
    ]


def test_front_matter() -> None:
    text = (
        '---\ntitle: "A page"\nversions:\n  kubernetes: 1.18  # not later\napplies-to: kubernetes >=1.16\ntags:\n  - one\n  - two\n'
        "text: |\n  a: b\n---\nc\n"
    )
    assert outline(text) == [
        "field title: 'A page'@2:9",
        "field versions.kubernetes: '1.18'@4:15",
        "field applies-to: 'kubernetes >=1.16'@5:13",
        "field tags: 'one'@7:5 'two'@8:5",
        "field text: '|'@9:7 'a: b'@10:3",
        "heading 1: 'A page'@2:9",
        "paragraph: 'c'@12:1",
    ]


def test_front_matter_in_toml() -> None:
    assert outline('+++\ntitle = "A"\n[params]\nkubernetes = "1.18"\n+++\n') == [
        "field title: 'A'@2:10",
        "field params.kubernetes: '1.18'@4:15",
        "heading 1: 'A'@2:10",
    ]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert outline("---\n\na\n\n---\nb") == ["paragraph: 'a'@3:1", "paragraph: 'b'@6:1"]


def test_comments() -> None:
    text = "<!-- factcheck-ignore: removed-flag -- quoted -->\na\n\n<!--\nb\n\nc -->\n\n% d\n\n{/* e */}\n"
    assert outline(text) == [
        "comment: ' factcheck-ignore: removed-flag -- quoted '@1:5",
        "paragraph: 'a'@2:1",
        "comment: ''@4:5 'b'@5:1 ''@6:1 'c '@7:1",
        "comment: ' d'@9:2",
        "comment: ' e '@11:4",
    ]


def test_html() -> None:
    text = (
        '<details><summary>a <b>b</b></summary>\n\n```sh\nc\n```\n\n</details>\n\n<pre><code class="language-yaml">d: e\n\nf: g\n</code></pre>\n\n'
        "<div>\nh <code>--i</code>\n<p>j</div>\n\n<script>\n--k\n</script>\n\n<div markdown>\n**l**\n</div>\n"
    )
    assert outline(text) == [
        "paragraph: 'a '@1:19 'b'@1:24",
        "code fence sh: 'c'@4:1",
        "code pre yaml: 'd: e'@9:34 ''@10:1 'f: g'@11:1",
        "paragraph: 'h '@15:1 literal '--i'@15:9",
        "paragraph: 'j'@16:4",
        "paragraph: 'l'@23:3",
    ]


def test_tables_of_html() -> None:
    text = (
        '<table>\n<thead><tr><th>Flag</th><th>Default\n</th></tr></thead>\n<tr>\n<td colspan="2"><code>--a</code></td>\n</tr>\n'
        "<tr><td rowspan=2></td><td>b <br> c</td></tr>\n<tr><td>d\n</table>\n\ne\n"
    )
    assert outline(text) == [
        "table html",
        "  header: 'Flag'@2:16 | 'Default'@2:29",
        "  row: (1x2) literal '--a'@5:23 | ^",
        "  row: (2x1)  | 'b '@7:28 ' c'@7:34",
        "  row: ^ | 'd'@8:9",
        "paragraph: 'e'@11:1",
    ]


def test_admonitions_and_tabs_of_mkdocs() -> None:
    text = '!!! note "A `b`"\n    c\n\n        d\n\n    ```\n    e\n    ```\nf\n\n??? tip\n    g\n\n=== "Linux"\n\n    h\n\n=== "macOS"\n\n    i\n'
    assert outline(text) == [
        "note('A `b`') 1:1",
        "  paragraph: 'A '@1:11 literal 'b'@1:14",
        "  paragraph: 'c'@2:5",
        "  code indented: 'd'@4:9",
        "  code fence: 'e'@7:5",
        "paragraph: 'f'@9:1",
        "tip('') 11:1",
        "  paragraph: 'g'@12:5",
        "tab('Linux') 14:1",
        "  paragraph: 'Linux'@14:6",
        "  paragraph: 'h'@16:5",
        "tab('macOS') 18:1",
        "  paragraph: 'macOS'@18:6",
        "  paragraph: 'i'@20:5",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '!!! warning "Deprecated"\n    a',
        "> [!WARNING] Deprecated since 1.20\n> a",
        ":::warning Deprecated\na\n:::",
        ":::caution[已废弃]\na\n:::",
        "```{admonition} Deprecated\na\n```",
        "```{deprecated} 1.20\na\n```",
    ],
)
def test_what_is_told_to_be_deprecated_is_called_so(text: str) -> None:
    assert outline(text)[0].startswith("deprecated(")


def test_containers() -> None:
    text = ":::note Title\na\n:::\n\n::::{tip} b\n:::{code-block} yaml\n:caption: d.yaml\n\nc\n:::\n::::\n\n::: details {open}\ne\n\n:::\n"
    assert outline(text) == [
        "note('Title') 1:1",
        "  paragraph: 'Title'@1:9",
        "  paragraph: 'a'@2:1",
        "tip('') 5:1",
        "  paragraph: 'b'@5:11",
        "  code code-block yaml caption 'd.yaml': 'c'@9:1",
        "details('') 13:1",
        "  paragraph: 'e'@14:1",
    ]


def test_alerts() -> None:
    assert outline("> [!NOTE]\n> a `b`\n>\n> c\n\n> [d]") == [
        "note('') 1:3",
        "  paragraph: 'a '@2:3 literal 'b'@2:6",
        "  paragraph: 'c'@4:3",
        "paragraph: '[d]'@6:3",
    ]


def test_directives_of_myst() -> None:
    text = (
        "```{note}\n:class: x\n\na `b`\n\n- c\n```\n\n```{code-block} yaml\n---\ncaption: 'd.yaml'\nlines: 1\n---\ne: f\n```\n\n"
        "````{tab-set}\n```{tab-item} Linux\ng\n```\n````\n\n```{versionchanged} 1.20 h\n```\n\n```{mermaid}\ni\n```\n\n```{unknown} j\nk\n```\n"
    )
    assert outline(text) == [
        "note('') :class: x 1:1",
        "  paragraph: 'a '@4:1 literal 'b'@4:4",
        "  paragraph: 'c'@6:3",
        "code code-block yaml caption 'd.yaml': 'e: f'@14:1",
        "tab-set('') 17:1",
        "  tab-item('Linux') 18:1",
        "    paragraph: 'Linux'@18:15",
        "    paragraph: 'g'@19:1",
        "versionchanged('1.20') 23:1",
        "  paragraph: 'h'@23:26",
        "mermaid('') 26:1",
        "unknown('j') 30:1",
        "  paragraph: 'k'@31:1",
    ]


def test_tables_of_myst() -> None:
    text = '```{csv-table} a\n:header: b, c\n\n`--d`, "e"\n```\n\n```{list-table}\n:header-rows: 1\n\n* - f\n  - g\n* - **h**\n  - ```sh\n    i\n    ```\n```\n'
    assert outline(text)[:6] == [
        "table csv-table 'a'",
        "  header: 'b'@2:10 | 'c'@2:13",
        "  row: literal '--d'@4:2 | 'e'@4:9",
        "table list-table",
        "  header: 'f'@10:5 | 'g'@11:5",
        "  row: 'h'@12:7 | '```sh'@13:5 'i'@14:5 '```'@15:5",
    ]


def test_rst_in_markdown() -> None:
    assert outline("- a\n\n  ```{eval-rst}\n  .. note:: ``--b``\n\n     c\n  ```\n") == [
        "paragraph: 'a'@1:3",
        "note('') 4:3",
        "  paragraph: literal '--b'@4:15",
        "  paragraph: 'c'@6:6",
    ]


def test_files_that_are_included() -> None:
    files: dict[str, str | bytes] = {
        "a.md": "# A\n\n[b]\n\n[b]: c\n",
        "d.yaml": "e: f\n",
        "g.rst": "``h``\n",
        "i.txt": "# j\nk\n",
        "l.md": "```{include} l.md\n```",
    }
    text = "```{include} a.md\n```\n```{literalinclude} d.yaml\n:language: yaml\n```\n```{include} g.rst\n:parser: rst\n```\n```{include} i.txt\n:start-line: 1\n```\n```{include} l.md\n```\n```{include} no.md\n```"
    assert outline(text, files) == [
        "heading 1: 'A'@a.md:1:3",
        "paragraph: link[b] 'b'@a.md:3:2",
        "code literalinclude yaml d.yaml: 'e: f'@d.yaml:1:1",
        "paragraph: literal 'h'@g.rst:1:3",
        "paragraph: 'k'@i.txt:2:1",
        "unread recursive-include: l.md:1:1 l.md",
        "unread missing-file: page.md:14:1 no.md",
    ]


def test_markdown_that_rst_includes() -> None:
    text = ".. include:: a.md\n   :parser: myst_parser.sphinx_\n"
    assert outline_of_page(text, {"a.md": "`b`\n"}) == ["paragraph: literal 'b'@a.md:1:2"]


def test_lines_of_site_generators_are_left_out() -> None:
    text = '{{< tabs name="a" >}}\n{{% tab name="b" %}}\n`c`\n{{% /tab %}}\n{{< /tabs >}}\n{% raw %}\nd\n{% endraw %}\n{: .e }\n(target)=\n+++\n\n{{< highlight yaml >}}\nf: g\n{{< /highlight >}}\n'
    assert outline(text) == ["paragraph: literal 'c'@3:2", "paragraph: 'd'@7:1", "code highlight yaml: 'f: g'@14:1"]


def test_what_is_given_up_on() -> None:
    deep = "> " * (2 * MAX_DEPTH + 4) + "a"
    assert outline(deep) == [f"unread depth: page.md:1:{4 * MAX_DEPTH + 5} more than {MAX_DEPTH} levels"]
    assert outline("a\n\n" + "b" * (LINE_LIMIT + 1) + "\n\nc") == [
        "unread long-line: page.md:3:1 page.md",
        "paragraph: 'a'@1:1",
        "paragraph: 'c'@5:1",
    ]


def test_a_page_of_nothing() -> None:
    assert outline("") == []
    assert outline("\n \n\t\n") == []
    assert outline("---\n---\n") == []
