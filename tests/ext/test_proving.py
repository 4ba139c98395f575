"""Proofs in a build: on the cards, beside ``objects.inv``, and made again when a fact changes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.reach.conftest import COMPONENT, FIELDS, FLAGS, PRODUCT
from tests.remedies.conftest import card
from tests.remedies.test_proof import ADDRESS, ALL

from .sites import Build, Site

OTHER = "P\n=\n\n.. toctree::\n\n   repair\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site")
    site.config |= {"factcheck_facts": ["facts"]}
    files = {"product": PRODUCT, "kettled": COMPONENT, "kettled.flags": FLAGS, "kettled.fields": FIELDS}
    site.write({f"facts/kettle/{name}.yaml": text for name, text in files.items()})
    site.write({"index.rst": OTHER, "repair.rst": card(ADDRESS, applies_to=ALL, symptom="refused", alternatives="")})
    return site


def badge(build: Build) -> list[tuple[str, str]]:
    html = (build.outdir / "repair.html").read_text("utf-8")
    return re.findall(r'class="factcheck-badge factcheck-(\w+)">(.*?)<', html)


def test_the_badge_is_written_by_a_proof(site: Site) -> None:
    build = site.build("html")
    assert build.warnings == []
    assert badge(build) == [("proven", "proven for 1.0-2.0")]


def test_a_refused_remediation_says_so_and_is_a_warning(site: Site) -> None:
    site.write({"repair.rst": card(ADDRESS.replace("0.0.0.0:7002", "127.0.0.2:7002"), applies_to=ALL)})
    build = site.build("html")
    why = "https://NODE:7002/metrics with a token is refused with the change, too; secure listens on https://127.0.0.2:7002"
    assert badge(build) == [("refused", f"not proven: {why}")]
    assert build.warnings == [
        f"repair.rst:4:1: ERROR: remediation 'open-it', kettle 1.0-2.0: {why} (this page applies to kettle >=1.0,<2.1) "
        "[factcheck.remedy-no-effect]"
    ]


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_fact_that_changes_changes_the_card_without_reading_the_page(site: Site, parallel: int) -> None:
    assert badge(site.build("html", parallel=parallel)) == [("proven", "proven for 1.0-2.0")]
    site.write({"facts/kettle/kettled.yaml": COMPONENT.replace("bind: 127.0.0.1", "bind: 0.0.0.0")})
    build = site.build("html", parallel=parallel)
    assert "0 added, 0 changed, 0 removed" in build.log
    assert badge(build)[0][0] == "refused"
    site.write({"facts/kettle/kettled.yaml": COMPONENT})
    assert badge(site.build("html", parallel=parallel)) == [("proven", "proven for 1.0-2.0")]


def test_a_page_that_did_not_change_is_not_written_again(site: Site) -> None:
    path = site.build("html").outdir / "repair.html"
    before = path.stat().st_mtime_ns
    assert badge(site.build("html")) == [("proven", "proven for 1.0-2.0")]
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "factcheck"])
def test_remediations_are_exported_with_their_schema(site: Site, builder: str) -> None:
    out = site.build(builder).outdir
    data = json.loads((out / "remediations.json").read_text("utf-8"))
    schema = json.loads((out / "remediations.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
    (found,) = data["remediations"]
    assert (found["id"], found["component"], found["endpoint"]) == ("open-it", "kettled", "secure")
    urls = {"html": "repair.html#", "dirhtml": "repair/#", "singlehtml": "#document-repair#", "factcheck": ""}
    assert found["url"] == (f"{urls[builder]}remediation-open-it" if builder != "factcheck" else "")
    assert (found["proof"]["status"], [each["releases"] for each in found["proof"]["verdicts"]]) == ("proven", ["1.0-1.1", "2.0"])
    assert found["proof"]["verdicts"][0]["after"][-1] == {
        "endpoint": "secure", "address": "*", "port": 7002, "scheme": "https", "auth": "token",
    }  # fmt: skip


def test_an_unchanged_build_exports_the_same(site: Site) -> None:
    first = (site.build("html").outdir / "remediations.json").read_bytes()
    assert (site.build("html").outdir / "remediations.json").read_bytes() == first


def test_a_site_without_remediations_exports_none(site: Site) -> None:
    site.write({"repair.rst": "P\n=\n"})
    out = site.build("html").outdir
    assert json.loads((out / "remediations.json").read_text("utf-8"))["remediations"] == []


def test_the_card_has_every_option(site: Site) -> None:
    options = {
        "symptom": "refused", "alert": "KettleDown", "cause": "of *that*", "not_this_if": "cold", "risk": "steam", "durability": "long",
        "exposure": "wide", "alternatives": "other",
    }  # fmt: skip
    first = card(ADDRESS, applies_to=ALL, **options)
    other = card(ADDRESS, applies_to=ALL, id="other").partition("======")[2].replace("Open it", "The other way")
    site.write({"repair.rst": f"{first}\n{other}"})
    build = site.build("text")
    assert build.warnings == []
    text = (build.outdir / "repair.txt").read_text("utf-8")
    for head, words in {
        "Alert": "KettleDown", "Cause": "of *that*", "Not this if": "cold", "Risk": "steam", "Durability": "long", "Exposure": "wide",
        "Alternatives": "The other way",
    }.items():  # fmt: skip
        assert f"{head}:\n   {words}\n" in text
    assert text.count("proven for 1.0-2.0") == 2


def test_an_alternative_that_is_nowhere_is_told(site: Site) -> None:
    site.write({"repair.rst": card(ADDRESS, applies_to=ALL, alternatives="nowhere")})
    assert site.build("html").warnings == [
        "repair.rst:4: WARNING: fact:remediation reference target not found: nowhere [ref.remediation]"
    ]


def test_a_status_that_is_none_is_told(site: Site) -> None:
    site.write({"repair.rst": card(ADDRESS.replace(".. verify::\n", ".. verify::\n   :expect: fine\n"), applies_to=ALL)})
    build = site.build("html")
    assert build.warnings == ["repair.rst:14: WARNING: option 'expect': 'fine' is not a status such as 200 [factcheck.option]"]
    assert badge(build) == [("open", "not proven: what the verification expects is no status")]
