"""Real builds: each builder, in parallel, again after a change, and of odd input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .sites import Site

STALE = """\
Scheduler
=========

.. code-block:: console

   $ kube-scheduler --port=10251
"""
RIGHT = STALE.replace("--port=10251", "--secure-port=10259")
INDEX = "Site\n====\n\n.. toctree::\n   :glob:\n\n   *\n"
WARNED = (
    "page.rst:6:21: ERROR: kube-scheduler has no flag '--port' (this site assumes kubernetes 1.30); gone in 1.24 and later; "
    "no effect since 1.23; use '--secure-port' (10259, https, needs a bearer token) [factcheck.removed-flag]"
)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site", kubernetes="1.30")
    site.write({"index.rst": INDEX, "page.rst": STALE})
    return site


@pytest.mark.parametrize("builder", ["html", "text", "latex", "man", "epub", "gettext", "dirhtml", "singlehtml", "xml", "dummy"])
def test_every_builder_warns(site: Site, builder: str) -> None:
    config: dict[str, Any] = {"version": "1", "copyright": "nobody"} if builder == "epub" else {}
    assert site.build(builder, **config).warnings == [WARNED]


def test_the_builder_writes_the_reports_and_fails(site: Site) -> None:
    build = site.build("factcheck")
    assert build.status == 1
    assert build.warnings == [WARNED]
    assert build.codes() == [("page.rst", 6, "removed-flag")]
    assert (build.outdir / "output.txt").read_text("utf-8").splitlines()[0] == WARNED.replace("ERROR", "error")
    coverage = json.loads((build.outdir / "coverage.json").read_text("utf-8"))
    assert (coverage["claims"], coverage["checked"]) == (1, 1)
    assert list(coverage["pages"]) == ["index.rst", "page.rst"]


def test_a_true_site_exits_with_0_and_empty_reports(site: Site) -> None:
    site.write({"page.rst": RIGHT})
    build = site.build("factcheck")
    assert (build.status, build.warnings, build.findings) == (0, [], [])
    assert (build.outdir / "output.txt").read_text("utf-8") == ""


def test_a_build_that_reads_no_page_warns_again(site: Site) -> None:
    assert site.build().warnings == [WARNED]
    again = site.build()
    assert again.warnings == [WARNED]
    assert "0 added, 0 changed, 0 removed" in again.log


def test_an_edited_page_is_judged_anew(site: Site) -> None:
    site.build()
    site.write({"page.rst": RIGHT})
    assert site.build().warnings == []


def test_a_page_in_another_encoding_is_told_with_its_line_and_left_out(site: Site) -> None:
    page = "Ports\n=====\n\n调度器 ``kube-scheduler`` 的端口是 10251\n".encode("gb18030")
    site.write({"odd.rst": page})
    told = "odd.rst:4: ERROR: the page is not in UTF-8 (byte 0xb5) and is left out; save it as UTF-8 [factcheck.encoding]"
    build = site.build()
    assert build.warnings == [told, WARNED]
    assert not (build.outdir / "odd.html").exists()
    assert site.build().warnings == [told, WARNED]


def test_a_line_that_is_too_long_is_told_and_the_rest_of_the_page_is_checked(site: Site) -> None:
    site.write({"page.rst": STALE + "\n" + "x" * 10_000_000 + "\n"})
    told = "page.rst:8: WARNING: a line of more than 20000 characters is not read [factcheck.unread]"
    assert site.build("dummy").warnings == [told, WARNED]


def test_a_removed_page_takes_its_findings_along(site: Site) -> None:
    site.build()
    site.write({"other.rst": RIGHT})
    (site.root / "page.rst").unlink()
    assert site.build().warnings == []
    assert site.build("factcheck").findings == []


def test_the_release_of_the_site_changes_the_verdict_without_reading_a_page(site: Site) -> None:
    site.build()
    site.config["factcheck_assume"] = {"kubernetes": "1.20"}
    assert site.build("factcheck").status == 0


def test_two_processes_find_the_same(site: Site) -> None:
    site.write({f"p{number}.rst": STALE for number in range(8)})
    assert site.build("factcheck", parallel=2).codes() == [
        *((f"p{number}.rst", 6, "removed-flag") for number in range(8)),
        ("page.rst", 6, "removed-flag"),
    ]


def test_warnings_can_be_turned_off_and_single_codes_suppressed(site: Site) -> None:
    assert site.build(factcheck_warnings=False).warnings == []
    build = site.build("factcheck", suppress_warnings=["factcheck.removed-flag"])
    assert (build.status, build.warnings, build.findings) == (0, [], [])


def test_a_finding_points_into_an_included_file(site: Site) -> None:
    site.write({"page.rst": "Page\n====\n\n.. include:: part.txt\n", "part.txt": "\n" + STALE.split("\n\n", 1)[1]})
    assert site.build("factcheck").codes() == [("part.txt", 4, "removed-flag")]


FACTS = {
    "facts/acme/product.yaml": """\
        product: acme
        title: Acme
        releases: ["1.0", "2.0"]
        sources:
          help: {artefact: "acme --help, release 2.0", release: "2.0"}
        """,
    "facts/acme/acmed.yaml": """\
        component: acmed
        product: acme
        programs: [acmed]
        sources:
          help: {artefact: "acme --help, release 2.0", release: "2.0"}
        endpoints:
          complete: [["1.0", "3.0"]]
          list:
            - {id: metrics, port: 7001, scheme: http, purpose: metrics, since: "1.0", removed: "2.0", sources: [help]}
        """,
}


def unindented(files: dict[str, str]) -> dict[str, str | bytes]:
    return {name: "\n".join(line[8:] for line in text.splitlines()) + "\n" for name, text in files.items()}


def test_an_edited_fact_is_judged_at_once_without_reading_a_page(site: Site) -> None:
    site.config |= {"factcheck_facts": ["facts"], "factcheck_assume": {"acme": "2.0"}}
    site.write({**unindented(FACTS), "page.rst": "Page\n====\n\nThe metrics of ``acmed`` are on port 7001.\n"})
    assert site.build("factcheck").codes() == [("page.rst", 4, "closed-port")]
    path = site.root / "facts/acme/acmed.yaml"
    path.write_text(path.read_text("utf-8").replace(', removed: "2.0"', ""), "utf-8")
    build = site.build("factcheck")
    assert (build.codes(), build.warnings) == ([], [])
    assert "0 added, 0 changed, 0 removed" in build.log


BAD_FACTS = {
    "a tab": ("component: x\n\tproduct: y\n", "facts/acme/x.yaml:2:"),
    "a range that ends before it starts": (
        "component: x\nproduct: acme\nsources: {s: {artefact: a}}\nendpoints:\n  list:\n"
        '    - {id: m, port: 1, since: "2.0", removed: "1.0", sources: [s]}\n',
        "facts/acme/x.yaml:6:",
    ),
    "a port that is no port": (
        "component: x\nproduct: acme\nsources: {s: {artefact: a}}\nendpoints:\n  list:\n    - {id: m, port: 70000, sources: [s]}\n",
        "facts/acme/x.yaml:6:",
    ),
}


@pytest.mark.parametrize("case", BAD_FACTS)
def test_bad_facts_give_one_message_and_the_build_goes_on(site: Site, case: str) -> None:
    text, location = BAD_FACTS[case]
    site.config["factcheck_facts"] = ["facts"]
    site.write({**unindented(FACTS), "facts/acme/x.yaml": text})
    warnings = site.build().warnings
    assert len([line for line in warnings if line.startswith(location)]) == 1, warnings
    assert WARNED in warnings


def test_a_duplicate_component_is_told_with_its_place(site: Site) -> None:
    site.config["factcheck_facts"] = ["facts"]
    files = unindented(FACTS)
    again = unindented(
        {name.replace("acme/", "other/"): text.replace("product: acme", "product: other") for name, text in FACTS.items()}
    )
    site.write({**files, **again})
    assert site.build().warnings == [
        "facts/other/acmed.yaml:1: WARNING: 'acmed' is already described in facts/acme/acmed.yaml [factcheck.facts]",
        WARNED,
    ]


ODD_PAGES: dict[str, dict[str, str | bytes]] = {
    "a long line": {"odd.rst": "Odd\n===\n\n" + "x" * 10_000_000 + "\n"},
    "an include of itself": {"odd.rst": "Odd\n===\n\n.. include:: odd.rst\n"},
    "a NUL": {"odd.rst": "Odd\n===\n\nkube-scheduler \0 --port\n"},
    "deep nesting": {"odd.rst": "Odd\n===\n\n" + "".join("  " * n + "- kube-scheduler\n\n" for n in range(20))},
    "an unclosed literal": {"odd.rst": "Odd\n===\n\n``kube-scheduler --port\n"},
    "yaml that is none": {"odd.rst": "Odd\n===\n\n.. code-block:: yaml\n\n   kube-scheduler: [--port\n\t{{ x }}: &a *a\n"},
}


@pytest.mark.parametrize("case", ODD_PAGES)
def test_odd_pages_never_stop_the_build_and_the_rest_is_checked(site: Site, case: str) -> None:
    site.write(ODD_PAGES[case])
    build = site.build("factcheck", suppress_warnings=["docutils", "misc"])
    assert ("page.rst", 6, "removed-flag") in build.codes()
    assert "Traceback" not in "".join(build.warnings)


def test_pages_in_markdown_are_read_as_their_authors_wrote_them(site: Site) -> None:
    pytest.importorskip("myst_parser")
    page = "# Scheduler\n\nStart `kube-scheduler --port=10251`.\n\n```{code-block} console\n:caption: a\n\n$ kube-scheduler --port=10251\n```\n"
    site.write({"page.rst": RIGHT, "marked.md": page})
    build = site.build("factcheck", extensions=["sphinxext.factcheck", "myst_parser"])
    assert build.codes() == [("marked.md", 3, "removed-flag"), ("marked.md", 8, "removed-flag")]
