from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext.factcheck.facts import FactBase, load_facts
from sphinxext.factcheck.render.html import html_table
from sphinxext.factcheck.render.indexes import flag_index, port_index
from sphinxext.factcheck.render.reference import component_sections, note_pieces
from sphinxext.factcheck.render.rows import Code, Link
from sphinxext.factcheck.render.table import Break, Local, PlainTable, Reference, Section, State, Table, TableCell, plain_table

from ..facts.files import FIELDS, SCHEDULER, write_facts

OTHER = """\
component: other
product: acme
programs: [other]
sources:
  run: {artefact: acme 1.0}
endpoints:
  list:
    - {id: metrics, port: 10251, purpose: metrics, default_on: false, sources: [run]}
    - {id: debug, port: 82, purpose: api, removed: "2.0", sources: [run]}
"""
ALLOCATIONS = """\
component: other
generated: by hand, for a test
sources:
  list: {artefact: the list}
ports:
  "10251": {name: somebody, urls: ["https://example.org/", "https://example.com/"]}
  "7300": {name: MidoNet agent}
"""
MOVED = SCHEDULER.replace(
    "      set_by: {flags: [--secure-port]}\n",
    "      set_by: {flags: [--secure-port]}\n      distributions:\n"
    '        - {name: kubeadm, removed: "1.20", port: 16443, scheme: http, sources: [notes-1.23]}\n'
    '        - {name: kubeadm, since: "1.30", port: 16443, scheme: http, sources: [notes-1.23]}\n',
)
OTHER_FLAGS = """\
component: other
generated: by hand, for a test
dashes: "-"
observed: {"1.0.0": [run], "1.4.0": [run], "2.0.0": [run]}
sources:
  run: {artefact: acme 1.0}
flags:
  port: {ranges: [["1.0.0", "1.4.0"], ["2.0.0", ~]], default: {"1.0.0": "", "2.0.0": "80"}, deprecated: ["1.4.0", "2.0.0"]}
  R: {}
  r: {shorthand: s}
commands:
  get:
    ranges: [["1.4.0", ~]]
    flags:
      output: {shorthand: o, type: string, ranges: [["1.4.0", ~]]}
      all: {supplement: true}
  "get all": {}
"""


@pytest.fixture
def facts(tmp_path: Path) -> FactBase:
    changes: dict[str, str | bytes | None] = {
        "acme/other.yaml": OTHER,
        "acme/other.flags.yaml": OTHER_FLAGS,
        "acme/other.allocations.yaml": ALLOCATIONS,
        "kubernetes/kube-scheduler.yaml": MOVED,
    }
    base, problems = load_facts([write_facts(tmp_path, changes)])
    assert problems == ()
    return base


def shown(cell: TableCell) -> str:
    """The cell as one text, what is to be typed and what leads somewhere marked."""
    text = ""
    for piece in cell:
        match piece:
            case Break():
                text += " / "
            case Code(words):
                text += f"`{words}`"
            case Reference(words, kind, name):
                text += f"<{words}: {kind} {name}>"
            case Local(words, anchor):
                text += f"<{words}: #{anchor}>"
            case State(words, kind):
                text += f"*{words}*"
            case Link(words, url):
                text += f"<{words}: {url}>"
            case _:
                text += str(piece.text)
    return text


def rows(table: Table) -> list[list[str]]:
    return [[shown(cell) for cell in row.cells] for row in table.rows]


def sections(facts: FactBase, name: str) -> dict[str, Section]:
    component = facts.component(name)
    assert component is not None
    found = component_sections(component, facts)
    assert facts.problems == ()
    return {str(section.title): section for section in found}


def test_the_page_of_a_component(facts: FactBase) -> None:
    found = sections(facts, "kube-scheduler")
    assert list(found) == [
        "Endpoints",
        "Distributions",
        "Flags",
        "Fields of KubeSchedulerConfiguration v1beta1",
        "Sources",
    ]
    assert list(sections(facts, "other")) == ["Endpoints", "Flags", "Flags of commands", "Sources"]


def test_endpoints_over_time(facts: FactBase) -> None:
    section = sections(facts, "kube-scheduler")["Endpoints"]
    assert [str(text) for text in section.paragraphs] == [
        "Releases in which it listens on nothing else by default: 1.18 to 1.30."
    ]
    assert rows(section.tables[0]) == [
        [
            "10251", "insecure / metrics", "http", "none", "", "up to 1.18",
            "set by: <--port: flag kube-scheduler --port> / closed by: `--port=0` / instead: <10259: port kube-scheduler secure> / "
            "source: <notes-1.23: #source notes-1.23>",
        ],
        [
            "10259", "secure / metrics", "https", "token", "", "all",
            "set by: <--secure-port: flag kube-scheduler --secure-port> / source: <notes-1.23: #source notes-1.23>",
        ],
    ]  # fmt: skip
    assert [(target.kind, target.name) for target in section.tables[0].rows[0].targets] == [
        ("port", "kube-scheduler insecure"),
        ("port", "kube-scheduler 10251"),
    ]


def test_what_distributions_do(facts: FactBase) -> None:
    assert rows(sections(facts, "kube-scheduler")["Distributions"].tables[0]) == [
        [
            "kubeadm", "<10251: port kube-scheduler insecure>", "1.19 and later, before 1.23",
            "closed by kubeadm / arguments: `--port=0` / source: <notes-1.23: #source notes-1.23>",
        ],
        *(
            [
                "kubeadm", "<10259: port kube-scheduler secure>", releases,
                "port: 16443 / scheme: http / source: <notes-1.23: #source notes-1.23>",
            ]
            for releases in ("up to 1.18", "1.30 and later")
        ),
    ]  # fmt: skip


def test_flags_over_time(facts: FactBase) -> None:
    section = sections(facts, "kube-scheduler")["Flags"]
    assert [str(text) for text in section.paragraphs] == [
        "3 releases were observed, from 1.18.0 to 1.25.0. "
        "A span such as 1.19–1.23 means that the change came somewhere in it: nothing in between was observed."
    ]
    assert str(section.tables[0].caption) == "3 flags of kube-scheduler"
    assert rows(section.tables[0]) == [
        ["`--leader-elect`", "bool", "`true`", "", "", ""],
        [
            "`--port`", "int", "`10251` / `0` (from 1.19–1.23)", "1.18 or earlier", "1.24",
            "*deprecated since 1.18 or earlier* / *no effect since 1.19–1.23* / "
            "instead: <--secure-port: flag kube-scheduler --secure-port> / takes: `0|1` / source: <notes-1.23: #source notes-1.23>",
        ],
        ["`--secure-port`", "int", "`10259`", "1.18 or earlier", "", ""],
    ]  # fmt: skip


def test_a_flag_that_came_back_and_flags_with_one_dash(facts: FactBase) -> None:
    section = sections(facts, "other")["Flags"]
    assert rows(section.tables[0]) == [
        ["`-port`", "", "none / `80` (from 1.5–2.0)", "1.0 or earlier / 1.5–2.0", "1.1–1.4", "*deprecated since 1.1–1.4, no longer since 1.5–2.0*"],
        ["`-R`", "", "", "", "", ""],
        ["`-r`, `-s`", "", "", "", "", ""],
    ]  # fmt: skip


def test_flags_of_commands(facts: FactBase) -> None:
    (table,) = sections(facts, "other")["Flags of commands"].tables
    assert str(table.caption) == "2 flags of other get (1.1–1.4 and later)"
    assert rows(table) == [
        ["`-all`", "", "", "", "", "taken, though the artefacts do not list it"],
        ["`-output`, `-o`", "string", "", "1.1–1.4", "", ""],
    ]
    assert [(row.anchor, [target.name for target in row.targets]) for row in table.rows] == [
        ("flag get all", ["other get -all"]),
        ("flag get output", ["other get -output", "other get -o"]),
    ]


def test_a_gap_that_a_hand_written_fact_settles(tmp_path: Path) -> None:
    written = SCHEDULER.replace('    removed: "1.24"\n', "")
    facts, _ = load_facts([write_facts(tmp_path, {"kubernetes/kube-scheduler.yaml": written})])
    assert rows(sections(facts, "kube-scheduler")["Flags"].tables[0])[1][4] == "1.24–1.25"


def test_fields(tmp_path: Path) -> None:
    second = """\
  - kind: KubeSchedulerConfiguration
    api_version: kubescheduler.config.k8s.io/v1
    ranges: [["1.25.0", ~]]
    observed: {"1.25.0": [tree]}
    fields:
      profiles[]: {type: "[]Profile", ranges: [["1.25.0", ~]]}
      featureGates: {type: "map[string]bool", ranges: [["1.25.0", ~]], open: true}
"""
    facts, _ = load_facts([write_facts(tmp_path, {"kubernetes/kube-scheduler.fields.yaml": FIELDS + second})])
    found = sections(facts, "kube-scheduler")
    assert list(found)[3:5] == [
        "Fields of KubeSchedulerConfiguration v1",
        "Fields of KubeSchedulerConfiguration v1beta1",
    ]
    newest = found["Fields of KubeSchedulerConfiguration v1"]
    # 1.23.0 was observed without this version: its fields are not older.
    assert rows(newest.tables[0]) == [
        ["`featureGates`", "map[string]bool", "", "1.24–1.25", "", "any name may follow below it"],
        ["`profiles[]`", "[]Profile", "", "1.24–1.25", "", ""],
    ]
    assert str(newest.paragraphs[0]) == "Releases with this API version: 1.24–1.25 and later."
    assert str(newest.tables[0].caption) == "2 fields of KubeSchedulerConfiguration kubescheduler.config.k8s.io/v1"
    assert [(target.name, target.listed) for target in newest.tables[0].rows[1].targets] == [
        ("kube-scheduler profiles[]", True),
        ("KubeSchedulerConfiguration profiles[]", False),
        ("kubescheduler.config.k8s.io/v1 KubeSchedulerConfiguration profiles[]", False),
    ]


def test_sources(facts: FactBase) -> None:
    assert rows(sections(facts, "kube-scheduler")["Sources"].tables[0]) == [
        ["notes-1.23", "1.23", "<Kubernetes 1.23 release notes: https://example.org/1.23>"],
        ["help", "", "the program's help"],
        ["tree", "", "source text"],
    ]


def test_what_is_typed_in_a_note_stands_out() -> None:
    assert shown(note_pieces("With --port=0 it is closed; see ``x y``.")) == "With --port=0 it is closed; see `x y`."
    assert shown(note_pieces("With --port=0 it is closed.")) == "With `--port=0` it is closed."
    assert note_pieces("") == ()


def test_the_index_of_ports(facts: FactBase) -> None:
    listeners, allocated = port_index(facts)
    assert rows(listeners.tables[0]) == [
        ["82", "<other: port other debug>", "API", "http", "none", "before 2.0", "closed since 2.0"],
        [
            "10251", "<kube-scheduler: port kube-scheduler insecure>", "metrics", "http", "none", "up to 1.18",
            "closed since 1.23 / instead: <10259: port kube-scheduler secure>",
        ],
        ["10251", "<other: port other metrics>", "metrics", "http", "none", "all", "only if configured"],
        ["10259", "<kube-scheduler: port kube-scheduler secure>", "metrics", "https", "token", "all", "open"],
        ["16443", "<kube-scheduler: port kube-scheduler secure>", "metrics", "http", "token", "up to 1.18 / 1.30 and later", "if installed by kubeadm"],
    ]  # fmt: skip
    assert [[target.name for target in row.targets] for row in listeners.tables[0].rows] == [
        ["82"],
        ["10251"],
        [],
        ["10259"],
        ["16443"],
    ]
    assert rows(allocated.tables[0]) == [
        ["7300", "MidoNet agent"],
        ["9999", "Door exporter"],
        ["10251", "<Gate exporter: https://example.org/gate>"],
        ["10251", "<somebody: https://example.org/>"],
    ]
    assert str(allocated.paragraphs[1]) == "Source: the list"


def test_the_index_of_flags(facts: FactBase) -> None:
    found = {str(section.title): rows(section.tables[0]) for section in flag_index(facts)}
    assert found == {
        "A": [["`-all`", "<other get: flag other get -all>"]],
        "L": [["`--leader-elect`", "<kube-scheduler: flag kube-scheduler --leader-elect>"]],
        "O": [["`-output`", "<other get: flag other get -output> (1.1–1.4 and later)"]],
        "P": [
            ["`--port`", "<kube-scheduler: flag kube-scheduler --port> (before 1.24)"],
            ["`-port`", "<other: flag other -port> (before 1.1–1.4; 1.5–2.0 and later)"],
        ],
        "R": [["`-R`", "<other: flag other -R>"], ["`-r`", "<other: flag other -r>"]],
        "S": [["`--secure-port`", "<kube-scheduler: flag kube-scheduler --secure-port>"]],
    }  # fmt: skip


def test_a_table_in_another_language_keeps_names(facts: FactBase) -> None:
    section = sections(facts, "kube-scheduler")["Flags"]
    german = {"Flag": "Schalter", "{release} or earlier": "{release} oder früher"}
    plain = plain_table(section.tables[0], "flags", {"flag port": "flag-port"}, lambda text: german.get(text, text))
    assert plain.heads[0] == "Schalter"
    anchor, cells = plain.rows[1]
    assert (anchor, cells[0], cells[3]) == ("flag-port", (("code", "--port", ""),), (("text", "1.18 oder früher", ""),))


def test_html_is_escaped_and_leads_on() -> None:
    table = PlainTable(
        "t", "<caption>", ("A & B", "C"), (1, 3),
        (
            ("row-1", ((("code", "<x>", ""),), (("code", "--a&b", "flag x --a"), ("break", "", ""), ("reference", "80", "port y")))),
            ("", ((("text", "<b>", ""),), (("link", "here", "https://x/?a&b"), ("local", "s", "s-1"), ("state", "gone", "removed")))),
        ),
    )  # fmt: skip
    assert html_table(table, {"flag x --a": "x.html#a", "port y": ""}.__getitem__) == (
        '<div class="factcheck-wide" role="region" aria-labelledby="t-caption" tabindex="0">\n'
        '<table class="factcheck-reference docutils align-default" id="t">\n'
        '<caption id="t-caption"><span class="caption-text">&lt;caption&gt;</span></caption>\n'
        '<colgroup><col style="width: 25.0%" /><col style="width: 75.0%" /></colgroup>\n'
        '<thead>\n<tr><th class="head" scope="col">A &amp; B</th><th class="head" scope="col">C</th></tr>\n</thead>\n<tbody>\n'
        '<tr id="row-1"><th scope="row"><a class="factcheck-self" href="#row-1">'
        '<code class="docutils literal notranslate">&lt;x&gt;</code></a></th>'
        '<td><a class="reference internal" href="x.html#a"><code class="docutils literal notranslate">--a&amp;b</code></a><br />80</td></tr>\n'
        '<tr><th scope="row">&lt;b&gt;</th><td><a class="reference external" href="https://x/?a&amp;b">here</a>'
        '<a class="reference internal" href="#s-1">s</a><strong class="factcheck-state factcheck-removed">gone</strong></td></tr>\n'
        "</tbody>\n</table>\n</div>\n"
    )
