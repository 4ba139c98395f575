"""Port tables, remediations and what links to them, in real builds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sphinx.util.inventory import InventoryFile

from ..facts.files import FILES
from .sites import Build, Site

PORTS = """\
Ports
=====

.. metrics-port-table:: Who listens where
   :components: kube-scheduler
   :releases: kubernetes 1.30
"""
REMEDIATION = """\
Repair
======

.. remediation:: Open the *metrics*
   :id: open-metrics
   :component: scheduler
   :endpoint: secure
   :symptom: connection refused
   :risk: the scheduler restarts
   :applies-to: kubernetes >=1.23; kubeadm

   Why it happens.

   .. change:: File ``a.yaml``
      :language: yaml

       kind: X
      -bind: 127.0.0.1
      +bind: 0.0.0.0

   .. apply::

      $ systemctl restart x

   .. verify::

      $ curl http://NODE/metrics
      ok

   .. rollback::
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    # Facts of the tests' own, so that a correction of the real ones changes nothing here.
    site = Site(tmp_path / "site")
    site.config |= {"factcheck_facts": ["facts"], "factcheck_warnings": False}
    site.write({f"facts/{name}": text for name, text in FILES.items()})
    return site


def text_of(build: Build, name: str = "index") -> str:
    return (build.outdir / f"{name}.txt").read_text("utf-8")


def cells(build: Build, name: str = "index") -> list[list[str]]:
    """The cells of the rows of the tables of a page in plain text, each broken line joined."""
    rows: list[list[str]] = []
    fresh = True
    for line in text_of(build, name).splitlines():
        if line.startswith(("+", "|=")):
            fresh = True
        elif line.startswith("|"):
            parts = [part.strip() for part in line.strip("|").split("|")]
            if fresh:
                rows.append(parts)
            else:
                rows[-1] = [f"{old} {new}".strip() for old, new in zip(rows[-1], parts, strict=True)]
            fresh = False
    return rows


def test_a_table_of_facts(site: Site) -> None:
    site.write({"index.rst": PORTS})
    build = site.build("text")
    assert build.warnings == []
    assert cells(build) == [
        ["Port", "Component", "Scheme", "Authentication", "Bind address"],
        ["10259", '"kube-scheduler"', "https", "token", '"0.0.0.0"'],
    ]


@pytest.mark.parametrize(
    ("options", "ports"),
    [
        ("", {"10259": "all"}),
        (":releases: *", {"10251": "up to 1.18", "10259": "all"}),
        (":releases: <1.23", {"10251": "up to 1.18", "10259": "all"}),
        (":releases: >=1.23", {"10259": "all"}),
        (":releases: k8s 1.18", {"10251": "up to 1.18", "10259": "all"}),
    ],
)
def test_releases(site: Site, options: str, ports: dict[str, str]) -> None:
    site.config["factcheck_assume"] = {"kubernetes": "1.30"}
    site.write(
        {"index.rst": f"P\n=\n\n.. metrics-port-table::\n   :components: scheduler\n   :columns: port, releases\n   {options}\n"}
    )
    build = site.build("text")
    assert (build.warnings, dict(cells(build)[1:])) == ([], ports)


def test_the_page_goes_over_the_site_and_a_column_tells_the_releases_if_neither_does(site: Site) -> None:
    table = ".. metrics-port-table::\n   :components: kube-scheduler\n\n"
    site.write({
        "index.rst": f"P\n=\n\n{table}",
        "enclosed.rst": f"P\n=\n\n.. applies-to:: kubernetes 1.18\n\n   .. metrics-port-table::\n      :components: scheduler\n\n{table}",
        "page.rst": f"P\n=\n\n.. applies-to:: kubernetes 1.18\n\n{table}",
    })  # fmt: skip
    build = site.build("text", suppress_warnings=["toc"])
    assert [row[0] for row in cells(build)] == ["Port", "10251", "10259"]
    assert cells(build)[0][-1] == "Releases"
    site.config["factcheck_assume"] = {"kubernetes": "1.30"}
    build = site.build("text")
    assert [row[0] for row in cells(build)] == ["Port", "10259"]
    assert cells(build)[0][-1] == "Bind address"
    assert [row[0] for row in cells(build, "page")] == ["Port", "10251", "10259"]
    assert [row[0] for row in cells(build, "enclosed")] == ["Port", "10251", "10259", "Port", "10259"]


def test_the_distribution_closes_a_port(site: Site) -> None:
    site.write({"index.rst": "P\n=\n\n.. applies-to:: kubernetes <1.30; kubeadm\n\n.. metrics-port-table::\n   :components: scheduler\n   :columns: port\n\n"
                ".. metrics-port-table::\n   :components: scheduler\n   :columns: port, bind\n   :releases: *\n   :distribution: kubeadm\n"})  # fmt: skip
    build = site.build("text")
    assert build.warnings == []
    assert cells(build) == [["Port"], ["10251"], ["10259"], ["Port", "Bind address"], ["10251", '"0.0.0.0" (from 1.18); closed by kubeadm (from 1.18.6)'],
                            ["10259", '"127.0.0.1"']]  # fmt: skip


CSV = """\
port,component,If it is down
10259,scheduler,":ref:`ports`, ``--secure-port``"
9999,mine,
"""


def test_a_csv_keeps_its_columns_and_gains_those_asked_for(site: Site) -> None:
    site.write({
        "index.rst": ".. _ports:\n\nPorts\n=====\n\n.. metrics-port-table:: Mine\n   :file: data/p.csv\n   :columns: port, scheme, component\n",
        "data/p.csv": CSV,
    })  # fmt: skip
    build = site.build("text")
    assert build.warnings == []
    assert cells(build) == [
        ["port", "Scheme", "component", "If it is down"],
        ["10259", "https", "scheduler", 'Ports, "--secure-port"'],
        ["9999", "", "mine", ""],
    ]
    html = (site.build("html").outdir / "index.html").read_text("utf-8")
    assert 'id="port-kube-scheduler-secure"' in html
    assert '<code class="docutils literal notranslate"><span class="pre">--secure-port</span></code>' in html


def test_the_options_of_csv_table(site: Site) -> None:
    site.write({"index.rst": "P\n=\n\n.. metrics-port-table:: *Mine*\n   :header: port; component\n   :delim: ;\n   :quote: '\n   :stub-columns: 1\n   :widths: 20 80\n"
                "   :align: center\n   :class: wide\n   :name: mine\n   :width: 50%\n\n   10259; 'scheduler'\n"})  # fmt: skip
    build = site.build("html")
    assert build.warnings == []
    html = (build.outdir / "index.html").read_text("utf-8")
    (table,) = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert re.search(r'<table class="factcheck-ports wide docutils align-center" id="mine" style="width: 50%">', table)
    assert '<span class="caption-text"><em>Mine</em></span>' in table
    assert '<col style="width: 20.0%" />' in table
    assert re.search(r'<th class="stub"><p><span class="target" id="port-kube-scheduler-secure"></span>10259</p>', table)
    assert re.search(r"<td><p>scheduler</p>", table)


BAD = {
    "a missing file": (":file: none.csv", ["index.rst:4: WARNING: option 'file': 'none.csv' cannot be read: No such file or directory [factcheck.file]"], 0),
    "a file outside": (":file: ../../none.csv", ["index.rst:4: WARNING: option 'file': '../../none.csv' leads out of the source directory [factcheck.file]"], 0),
    "a ragged row": (":file: ragged.csv", ["ragged.csv:3: WARNING: this row has 1 cells, expected 2 [factcheck.table]"], 3),
    "no port": (":file: many.csv", ["many.csv:2: WARNING: found 'many', expected a port from 1 to 65535 [factcheck.table]"], 3),
    "another encoding": (":file: gb.csv", ["gb.csv:2: WARNING: this is no text in utf-8-sig; name its encoding [factcheck.file]"], 0),
    "an unknown encoding": (":file: gb.csv\n   :encoding: nix", ["index.rst:4: WARNING: option 'encoding': unknown value 'nix' [factcheck.option]"], 0),
    "a component": (":components: kube-schedular", ["index.rst:4: WARNING: unknown component 'kube-schedular'; did you mean 'kube-scheduler'? [factcheck.unknown-component]"], 0),
    "one of two components": (":components: nothing, scheduler", ["index.rst:4: WARNING: unknown component 'nothing' [factcheck.unknown-component]"], 3),
    "a column": (":components: scheduler\n   :columns: port, shceme", ["index.rst:4: WARNING: option 'columns': unknown value 'shceme'; did you mean 'scheme'? [factcheck.option]"], 3),
    "widths": (":components: scheduler\n   :widths: 1 2", ["index.rst:4: WARNING: option 'widths': found 2 widths for 6 columns [factcheck.option]"], 3),
    "widths that are none": (":components: scheduler\n   :widths: wide", ["index.rst:4: WARNING: option 'widths': invalid literal for int() with base 10: 'wide' [factcheck.option]"], 3),
    "an alignment": (":components: scheduler\n   :align: centre", ["index.rst:4: WARNING: option 'align': unknown value 'centre'; did you mean 'center'? [factcheck.option]"], 3),
    "a range": (":components: scheduler\n   :releases: >=1.30,<1.20", ["index.rst:4: WARNING: option 'releases': no release satisfies '>=1.30,<1.20': the range ends before it starts [factcheck.option]"], 3),
    "a product in a range": (":components: scheduler\n   :releases: kubernets 1.20", ["index.rst:4: WARNING: unknown product 'kubernets'; did you mean 'kubernetes'? [factcheck.applies-to]"], 3),
    "a product": (":product: kubernets", ["index.rst:4: WARNING: option 'product': unknown value 'kubernets'; did you mean 'kubernetes'? [factcheck.option]"], 0),
    "a distribution": (":components: scheduler\n   :distribution: kubeadmn", ["index.rst:4: WARNING: option 'distribution': unknown value 'kubeadmn'; did you mean 'kubeadm'? [factcheck.option]"], 3),
    "the network": (":components: scheduler\n   :url: http://x/y.csv", ["index.rst:4: WARNING: option 'url': nothing is read from the network, use 'file' [factcheck.option]"], 3),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_once_and_the_rest_is_rendered(site: Site, case: str) -> None:
    options, warnings, rows = BAD[case]
    site.write({
        "index.rst": f"P\n=\n\n.. metrics-port-table::\n   {options}\n",
        "ragged.csv": "port,component\n1,x\n2\n",
        "many.csv": "port,component\nmany,x\n1,y\n",
        "gb.csv": "port,component\n1,端口\n".encode("gb18030"),
    })  # fmt: skip
    build = site.build("text")
    assert (build.warnings, len(cells(build))) == (warnings, rows)


def test_an_unknown_component_is_told_once_by_its_rule_where_findings_are_wanted(site: Site) -> None:
    site.write({"index.rst": "P\n=\n\n.. metrics-port-table::\n   :components: kube-schedular\n"})
    assert site.build("text", factcheck_warnings=True).warnings == [
        "index.rst:4:1: ERROR: unknown component 'kube-schedular'; did you mean 'kube-scheduler'? [factcheck.unknown-component]"
    ]


def test_gb18030_can_be_named(site: Site) -> None:
    site.write({
        "index.rst": "P\n=\n\n.. metrics-port-table::\n   :file: gb.csv\n   :encoding: gb18030\n",
        "gb.csv": "端口,组件\n10259,scheduler\n".encode("gb18030"),
    })  # fmt: skip
    build = site.build("text")
    assert (build.warnings, cells(build)) == ([], [["端口", "组件"], ["10259", "scheduler"]])


def test_a_remediation_in_plain_text(site: Site) -> None:
    site.write({"index.rst": REMEDIATION})
    build = site.build("text")
    assert build.warnings == []
    assert (
        text_of(build)
        == """\
Repair
******

-[ Open the *metrics* ]-

not proven: what the change of File a.yaml does to kube-scheduler is
not understood

Component:
   scheduler secure

Symptom:
   connection refused

Applies to:
   Kubernetes >=1.23, kubeadm

Risk:
   the scheduler restarts

Why it happens.

-[ Change ]-

File "a.yaml"

    kind: X
   -bind: 127.0.0.1
   +bind: 0.0.0.0

-[ Apply ]-

   $ systemctl restart x

-[ Verify ]-

   $ curl http://NODE/metrics
   ok

-[ Roll back ]-

Undo the change, then apply it as above.

File "a.yaml"

    kind: X
   -bind: 0.0.0.0
   +bind: 127.0.0.1
"""
    )


def test_a_remediation_is_a_card(site: Site) -> None:
    site.write({"index.rst": REMEDIATION})
    build = site.build("html")
    html = (build.outdir / "index.html").read_text("utf-8")
    assert '<div class="factcheck-remediation docutils container" id="remediation-open-metrics">' in html
    assert '<p class="factcheck-title rubric">Open the <em>metrics</em></p>' in html
    assert html.count('<div class="factcheck-diff highlight-change-yaml notranslate">') == 2
    assert re.search(r'<span class="gd gd-Sign">-</span><span class="nt">bind</span>', html)
    assert 'href="_static/factcheck.css' in html
    assert (build.outdir / "_static" / "factcheck.css").is_file()


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (".. remediation:: X\n   :component: scheduler\n   :endpoint: secur\n", "scheduler has no endpoint 'secur'; did you mean 'secure'? [factcheck.option]"),
        (".. remediation:: X\n   :applies-to: kubernetes >=1.2,<1.1\n", "no release satisfies '>=1.2,<1.1': the range ends before it starts [factcheck.applies-to]"),
        (".. change:: X\n\n   no sign\n", "a change needs lines that begin with '-' or '+' [factcheck.change]"),
        (".. rollback::\n", "an empty rollback undoes the changes before it, and there are none [factcheck.step]"),
        (".. verify::\n", "'verify' is empty [factcheck.step]"),
        (".. applies-to:: kubernetes nonsense\n", "'nonsense' is not a version range such as '>=1.16,<1.23' [factcheck.applies-to]"),
        (".. applies-to:: kubernets 1.20\n", "unknown product 'kubernets'; did you mean 'kubernetes'? [factcheck.applies-to]"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_remediation_is_told_and_the_rest_is_rendered(site: Site, text: str, warning: str) -> None:
    site.write({"index.rst": f"P\n=\n\n{text}"})
    assert site.build("text").warnings == [f"index.rst:4: WARNING: {warning}"]


def test_steps_take_prose_and_changes_of_other_remediations_stay_apart(site: Site) -> None:
    site.write(
        {
            "index.rst": REMEDIATION
            + "\n.. remediation:: Second\n\n   .. apply::\n\n      Turn *it* off.\n\n   .. rollback::\n\n      Turn it on.\n"
        }
    )
    build = site.build("text")
    assert build.warnings == []
    assert text_of(build).endswith(
        "-[ Second ]-\n\nnot proven: it names no component\n\n-[ Apply ]-\n\nTurn *it* off.\n\n-[ Roll back ]-\n\nTurn it on.\n"
    )


LINKS = """\
Links
=====

:fact:component:`kube-scheduler`, :fact:port:`kube-scheduler secure`, :fact:port:`kube-scheduler 10259`,
:fact:flag:`kube-scheduler --secure-port`, :fact:remediation:`open-metrics`, :fact:remediation:`so <open-metrics>`, :any:`open-metrics`,
:fact:field:`kube-scheduler nothing`
"""


def test_links(site: Site) -> None:
    site.write({"index.rst": LINKS, "ports.rst": PORTS, "repair.rst": REMEDIATION})
    build = site.build("html", suppress_warnings=["toc"])
    assert build.warnings == []
    html = (build.outdir / "index.html").read_text("utf-8")
    assert re.findall(
        r'href="(\w+\.html#[\w-]+)" title="[^"]*"><\w+ class="xref[^"]*">(.*?)</', html.replace('<span class="pre">', "")
    ) == [
        ("ports.html#port-kube-scheduler-secure", "kube-scheduler"),
        ("ports.html#port-kube-scheduler-secure", "kube-scheduler"),
        ("ports.html#port-kube-scheduler-secure", "kube-scheduler"),
        ("ports.html#port-kube-scheduler-secure", "kube-scheduler"),
        ("repair.html#remediation-open-metrics", "Open the metrics"),
        ("repair.html#remediation-open-metrics", "so"),
        ("repair.html#remediation-open-metrics", "Open the metrics"),
    ]
    assert '<span class="pre">nothing</span>' in html
    inventory = InventoryFile.loads((build.outdir / "objects.inv").read_bytes(), uri="")
    assert {kind: sorted(entries) for kind, entries in inventory.data.items() if kind.startswith("fact:")} == {
        "fact:component": ["kube-scheduler"],
        "fact:port": ["kube-scheduler 10259", "kube-scheduler secure"],
        "fact:flag": ["kube-scheduler --secure-port"],
        "fact:remediation": ["open-metrics"],
    }
    site.write({"index.rst": f"{LINKS}\n"})
    again = site.build("html", nitpicky=True, suppress_warnings=["toc"])
    assert again.warnings == ["index.rst:4: WARNING: fact:field reference target not found: kube-scheduler nothing [ref.field]"]


def test_links_in_latex(site: Site) -> None:
    site.write({"index.rst": f"{LINKS}\n.. toctree::\n\n   ports\n   repair\n", "ports.rst": PORTS, "repair.rst": REMEDIATION})
    build = site.build("latex")
    (tex,) = (path.read_text("utf-8") for path in build.outdir.glob("*.tex") if "open" in path.read_text("utf-8"))
    for label in ("ports:port-kube-scheduler-secure", "repair:remediation-open-metrics"):
        assert rf"\label{{\detokenize{{{label}}}}}" in tex
        assert rf"\hyperref[\detokenize{{{label}}}]" in tex


def test_a_removed_page_and_two_processes(site: Site) -> None:
    pages = {f"p{number}.rst": f"P\n=\n\n.. remediation:: Title {number}\n   :id: r{number}\n" for number in range(8)}
    links = " ".join(f":fact:remediation:`r{number}`" for number in range(8))
    site.write({**pages, "index.rst": f"L\n=\n\n{links}\n"})
    build = site.build("text", parallel=2, suppress_warnings=["toc"])
    assert build.warnings == []
    assert [f"Title {number}" in text_of(build) for number in range(8)] == [True] * 8
    (site.root / "p3.rst").unlink()
    site.write({"index.rst": f"L\n=\n\n{links} again\n"})
    text = text_of(site.build("text", suppress_warnings=["toc"]))
    assert "Title 3" not in text
    assert "Title 4" in text


def test_a_page_is_read_again_when_its_csv_or_a_fact_it_shows_changes(site: Site) -> None:
    site.write({
        "index.rst": "P\n=\n\n.. metrics-port-table::\n   :file: p.csv\n   :columns: port, scheme\n",
        "other.rst": "O\n=\n",
        "p.csv": "port,component\n10259,scheduler\n",
    })  # fmt: skip
    assert cells(site.build("text", suppress_warnings=["toc"]))[1] == ["10259", "https", "scheduler"]
    path = site.root / "facts/kubernetes/kube-scheduler.yaml"
    path.write_text(path.read_text("utf-8").replace("scheme: https", "scheme: tcp"), "utf-8")
    build = site.build("text", suppress_warnings=["toc"])
    assert "0 added, 1 changed, 0 removed" in build.log
    assert cells(build)[1] == ["10259", "tcp", "scheduler"]
    site.write({"p.csv": "port,component\n10251,scheduler\n"})
    build = site.build("text", suppress_warnings=["toc"])
    assert "0 added, 1 changed, 0 removed" in build.log
    assert cells(build)[1] == ["10251", "http", "scheduler"]


def test_a_remediation_that_is_here_twice(site: Site) -> None:
    site.write({"index.rst": REMEDIATION, "second.rst": REMEDIATION})
    assert site.build("text", suppress_warnings=["toc"]).warnings == [
        "second.rst: WARNING: the remediation 'open-metrics' is here twice; the first is in index [factcheck.duplicate]",
    ]


def test_the_words_of_the_author_go_to_translators_and_ours_do_not(site: Site) -> None:
    site.write({
        "index.rst": REMEDIATION + "\n.. metrics-port-table:: Caption\n   :file: p.csv\n   :columns: port, scheme\n",
        "p.csv": "port,component,What to do\n10259,scheduler,Ask *them*\n",
    })  # fmt: skip
    pot = (site.build("gettext").outdir / "index.pot").read_text("utf-8")
    found = re.findall(r'^((?:#: .*\n)+)msgid "(.+)"', pot, re.MULTILINE)
    assert [(message, places.split()[1:2]) for places, message in found] == [
        ("Repair", ["../../index.rst:2"]),
        ("Open the *metrics*", ["../../index.rst:4"]),
        ("connection refused", ["../../index.rst:4"]),
        ("the scheduler restarts", ["../../index.rst:4"]),
        ("Why it happens.", ["../../index.rst:12"]),
        ("File ``a.yaml``", ["../../index.rst:14"]),
        ("Caption", ["../../index.rst:32"]),
        ("port", ["../../p.csv:1"]),
        ("component", ["../../p.csv:1"]),
        ("What to do", ["../../p.csv:1"]),
        ("scheduler", ["../../p.csv:2"]),
        ("Ask *them*", ["../../p.csv:2"]),
    ]


@pytest.mark.parametrize(
    "builder", ["html", "latex", "man", "text", "epub", "gettext", "texinfo", "xml", "singlehtml", "dirhtml"]
)
def test_every_builder_shows_everything(site: Site, builder: str) -> None:
    site.write({"index.rst": f"{PORTS}\n{REMEDIATION.split(chr(10), 3)[3]}\n.. applies-to:: kubernetes 1.30\n\n   Body.\n"})
    config: dict[str, Any] = {"version": "1", "copyright": "nobody"} if builder == "epub" else {}
    build = site.build(builder, **config)
    assert build.warnings == []
