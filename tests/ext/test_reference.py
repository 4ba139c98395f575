"""Reference pages in real builds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sphinx.util.inventory import InventoryFile

from sphinxext.factcheck.facts import builtin_directory, load_facts

from ..facts.files import FILES
from .sites import Build, Site

ROOT = Path(__file__).parents[2]
SCHEDULER = "Scheduler\n=========\n\n.. component-reference:: acme-scheduler\n"
PORTS = "Ports\n=====\n\n.. port-index::\n"
FLAGS = "Flags\n=====\n\n.. flag-index::\n"
INDEX = """\
Site
====

:fact:component:`acme-scheduler`, :fact:port:`10251`, :fact:port:`acme-scheduler 10251`, :fact:port:`acme-scheduler secure`,
:fact:flag:`--port`, :fact:flag:`acme-scheduler --port`, :fact:flag:`ACME-SCHEDULER leader_elect`,
:fact:field:`acme-scheduler metricsBindAddress`, :fact:field:`KubeSchedulerConfiguration metricsBindAddress`,
:fact:field:`kubescheduler.config.k8s.io/v1beta1 KubeSchedulerConfiguration metricsBindAddress`

.. metrics-port-table::
   :components: acme-scheduler

.. toctree::

   flags
   ports
   scheduler
"""


# A component of the tests' own, so that a correction of the real facts changes nothing here.
FACTS: dict[str, str | bytes] = {
    f"facts/{name}".replace("kubernetes", "acme").replace("kube-", "acme-"): text.replace("product: kubernetes", "product: acme")
    .replace("title: Kubernetes", "title: Acme")
    .replace("aliases: [k8s]\n", "")
    .replace("kube-scheduler", "acme-scheduler")
    .replace("aliases: [scheduler]\n", "")
    for name, text in FILES.items()
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site")
    site.config |= {"factcheck_facts": ["facts"], "factcheck_warnings": False, "nitpicky": True}
    site.write(FACTS)
    site.write({"index.rst": INDEX, "scheduler.rst": SCHEDULER, "ports.rst": PORTS, "flags.rst": FLAGS})
    return site


def text_of(build: Build, name: str) -> str:
    return (build.outdir / name).read_text("utf-8")


def flag_rows(html: str) -> list[list[str]]:
    """The cells of the table of flags as text."""
    (table,) = re.findall(r'<table [^>]*id="flags-table".*?</table>', html, re.DOTALL)
    found = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    return [
        [re.sub(r"<.*?>", "", cell.replace("<br />", " / ")) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in found
    ]


LINKS = [
    ("scheduler.html#component-acme-scheduler", "acme-scheduler"),
    ("ports.html#port-10251", "10251"),
    ("scheduler.html#endpoint-insecure", "acme-scheduler 10251"),
    ("scheduler.html#endpoint-secure", "acme-scheduler secure"),
    ("flags.html#flag-port", "--port"),
    ("scheduler.html#flag-port", "acme-scheduler --port"),
    ("scheduler.html#flag-leader-elect", "ACME-SCHEDULER leader_elect"),
    ("scheduler.html#field-kubeschedulerconfiguration-kubescheduler-config-k8s-io-v1beta1-metricsbindaddress", "acme-scheduler metricsBindAddress"),
    ("scheduler.html#field-kubeschedulerconfiguration-kubescheduler-config-k8s-io-v1beta1-metricsbindaddress", "KubeSchedulerConfiguration metricsBindAddress"),
    ("scheduler.html#field-kubeschedulerconfiguration-kubescheduler-config-k8s-io-v1beta1-metricsbindaddress", "kubescheduler.config.k8s.io/v1beta1 KubeSchedulerConfiguration metricsBindAddress"),
]  # fmt: skip


@pytest.mark.parametrize("parallel", [0, 2])
def test_pages_in_html(site: Site, parallel: int) -> None:
    site.write({f"more{number}.rst": f":orphan:\n\nMore\n====\n\n{number}\n" for number in range(6)})
    build = site.build("html", parallel=parallel)
    # The real facts are there too, but only those of the site are looked at.
    assert build.warnings == []
    html = text_of(build, "scheduler.html")
    assert flag_rows(html) == [
        ["Flag", "Type", "Default", "Since", "Removed", "Remarks"],
        ["--leader-elect", "bool", "true", "", "", ""],
        [
            "--port", "int", "10251 / 0 (from 1.19–1.23)", "1.18 or earlier", "1.24",
            "deprecated since 1.18 or earlier / no effect since 1.19–1.23 / instead: --secure-port / takes: 0|1 / source: notes-1.23",
        ],
        ["--secure-port", "int", "10259", "1.18 or earlier", "", ""],
    ]  # fmt: skip
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    here = {target for target in re.findall(r'href="#([^"]+)"', html) if target}
    assert here <= set(ids)
    front = text_of(build, "index.html").replace('<span class="pre">', "").replace("</span>", "")
    assert re.findall(r'href="(\w+\.html#[\w-]+)" title="[^"]*"><code class="xref[^"]*">(.*?)</code>', front) == LINKS
    for page in ("ports.html", "flags.html"):
        for target in re.findall(r'href="scheduler.html#([\w-]+)"', text_of(build, page)):
            assert target in ids


def test_entries_in_the_inventory_and_in_the_search(site: Site) -> None:
    build = site.build("html")
    inventory = InventoryFile.loads((build.outdir / "objects.inv").read_bytes(), uri="")
    entries = inventory.data
    assert entries["fact:component"]["acme-scheduler"].uri == "scheduler.html#component-acme-scheduler"
    assert entries["fact:port"]["10251"].uri == "ports.html#port-10251"
    assert entries["fact:port"]["acme-scheduler insecure"].uri == "scheduler.html#endpoint-insecure"
    assert entries["fact:flag"]["--port"].uri == "flags.html#flag-port"
    assert entries["fact:flag"]["acme-scheduler --port"].uri == "scheduler.html#flag-port"
    assert "kubescheduler.config.k8s.io/v1beta1 KubeSchedulerConfiguration featureGates" in entries["fact:field"]
    index = text_of(build, "searchindex.js")
    assert '"acme-scheduler --secure-port"' in index
    assert "KubeSchedulerConfiguration featureGates" not in index


@pytest.mark.parametrize(
    "builder", ["text", "latex", "man", "texinfo", "xml", "singlehtml", "epub", "dirhtml", "gettext", "dummy"]
)
def test_every_builder(site: Site, builder: str) -> None:
    config: dict[str, Any] = {"version": "1", "copyright": "nobody"} if builder == "epub" else {}
    build = site.build(builder, **config)
    assert build.warnings == []
    if builder in ("gettext", "dummy"):
        return
    shown = "".join(path.read_text("utf-8") for path in build.outdir.rglob("*") if path.suffix in _TEXTS and path.is_file())
    for words in ("1.18 or earlier", "1.19–1.23", "closed since 1.23"):
        assert words in re.sub(r"\s+", " ", shown.replace("@w{}", "").replace("\\(en", "–").replace(r"\textendash{}", "–")), words


_TEXTS = (".txt", ".tex", ".1", ".texi", ".xml", ".html", ".xhtml")


def test_plain_text(site: Site) -> None:
    text = text_of(site.build("text"), "ports.txt")
    assert (
        "| 10251    | acme-scheduler        | metrics     | http       | none              | up to 1.18      | closed since 1.23  |"
        in text
    )


def test_latex_links(site: Site) -> None:
    build = site.build("latex")
    tex = "".join(path.read_text("utf-8") for path in build.outdir.glob("*.tex"))
    for label in ("scheduler:flag-secure-port", "scheduler:endpoint-insecure", "scheduler:source-notes-1-23", "flags:flag-port"):
        assert rf"\label{{\detokenize{{{label}}}}}" in tex
        assert rf"\hyperref[\detokenize{{{label}}}]" in tex


def test_translators_are_not_asked_about_facts(site: Site) -> None:
    build = site.build("gettext")
    assert re.findall(r'^msgid "(.+)"', text_of(build, "scheduler.pot"), re.MULTILINE) == ["Scheduler"]


def test_the_pages_speak_the_language_of_the_site(site: Site) -> None:
    assert 'scope="col">端口</th>' in text_of(site.build("html", language="zh_CN"), "ports.html")


def test_an_edited_fact_renders_its_pages_anew_and_no_other(site: Site) -> None:
    site.write({"etcd.rst": ":orphan:\n\netcd\n====\n\n.. component-reference:: etcd\n"})
    site.build("html")
    path = site.root / "facts/acme/acme-scheduler.flags.yaml"
    path.write_text(path.read_text("utf-8").replace('default: "10259"', 'default: "10260"'), "utf-8")
    build = site.build("html")
    # The pages of the component and of all flags; the index of ports knows no flags, and the front page shows none.
    assert "0 added, 2 changed, 0 removed" in build.log
    assert flag_rows(text_of(build, "scheduler.html"))[-1][2] == "10260"
    assert "0 added, 0 changed, 0 removed" in site.build("html").log


def test_a_new_fact_file_renders_the_pages_anew(site: Site) -> None:
    site.build("html")
    site.write({
        "facts/acme/acmed.yaml": "component: acmed\nproduct: acme\nsources: {s: {artefact: acme}}\n"
        "endpoints:\n  list:\n    - {id: metrics, port: 17001, sources: [s]}\n",
    })  # fmt: skip
    build = site.build("html")
    assert "0 added, 3 changed, 0 removed" in build.log
    assert 'id="port-17001"' in text_of(build, "ports.html")
    (site.root / "facts/acme/acmed.yaml").unlink()
    assert 'id="port-17001"' not in text_of(site.build("html"), "ports.html")


def test_a_removed_page_takes_its_targets_along(site: Site) -> None:
    site.build("html")
    (site.root / "scheduler.rst").unlink()
    site.write({"index.rst": "Site\n====\n\n:fact:flag:`acme-scheduler --port`\n\n.. toctree::\n\n   ports\n   flags\n"})
    build = site.build("html")
    assert build.warnings == ["index.rst:4: WARNING: fact:flag reference target not found: acme-scheduler --port [ref.flag]"]


def test_without_the_pages_names_stand_alone(site: Site) -> None:
    (site.root / "scheduler.rst").unlink()
    site.write({"index.rst": "Site\n====\n\n.. toctree::\n\n   ports\n   flags\n"})
    for builder in ("html", "text"):
        assert site.build(builder).warnings == []
    assert "<td>acme-scheduler</td>" in text_of(site.build("html"), "ports.html")


def test_no_index_leaves_the_links_to_another_page(site: Site) -> None:
    site.write({"again.rst": ":orphan:\n\nAgain\n=====\n\n.. component-reference:: acme-scheduler\n   :no-index:\n"})
    html = text_of(site.build("html"), "again.html")
    assert 'href="scheduler.html#flag-secure-port"' in html


def test_two_components_on_one_page_keep_their_targets_apart(site: Site) -> None:
    site.write({"scheduler.rst": f"{SCHEDULER}\n.. component-reference:: kube-proxy\n"})
    build = site.build("html")
    assert build.warnings == []
    ids = re.findall(r' id="([^"]+)"', text_of(build, "scheduler.html"))
    assert len(ids) == len(set(ids))
    inventory = InventoryFile.loads((build.outdir / "objects.inv").read_bytes(), uri="")
    uris = [inventory.data["fact:flag"][f"{name} --version"].uri for name in ("kube-proxy",)]
    assert all(uri.removeprefix("scheduler.html#") in ids for uri in uris)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (".. component-reference:: acme-schedular\n", "WARNING: unknown component 'acme-schedular'; did you mean 'acme-scheduler'? [factcheck.unknown-component]"),
        (".. component-reference:: nothing\n", "WARNING: unknown component 'nothing' [factcheck.unknown-component]"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_once(site: Site, text: str, warning: str) -> None:
    site.write({"scheduler.rst": f"S\n=\n\n{text}", "index.rst": "S\n=\n\n.. toctree::\n   :glob:\n\n   *\n"})
    assert site.build("text", factcheck_warnings=True).warnings == [f"scheduler.rst:4: {warning}"]


def test_every_component_of_this_project_has_a_page() -> None:
    facts, _problems = load_facts([builtin_directory()])
    pages = ROOT / "kb/reference/components"
    named = {
        path.stem: re.findall(r"^\.\. component-reference:: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
        for path in pages.glob("*.rst")
        if path.stem != "index"
    }
    # `make reference` writes those that are missing.
    assert named == {component.name: [component.name] for component in facts.components}
