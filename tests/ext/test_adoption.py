"""Real builds of sites that excuse findings, in directories or by a baseline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .sites import Build, Site

STALE = """\
Scheduler
=========

.. code-block:: console

   $ kube-scheduler --port=10251
"""
INDEX = "Site\n====\n\n.. toctree::\n   :glob:\n\n   **\n"
PLAIN = "Words\n=====\n\nNothing more.\n"
BASELINE = "factcheck-baseline.jsonl"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site", kubernetes="1.30")
    site.write({"index.rst": INDEX, "page.rst": STALE})
    return site


def coverage(build: Build) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((build.outdir / "coverage.json").read_text("utf-8"))
    return found


def test_the_settings_of_a_directory_hold_in_the_next_build(site: Site) -> None:
    site.write({"v1/old.rst": STALE.replace("--port", "--address=::1 --port")})
    assert [line.split(":")[0] for line in site.build().warnings] == ["page.rst", "v1/old.rst", "v1/old.rst"]
    build = site.build("factcheck", factcheck_directories={"v1": {"applies-to": "kubernetes 1.18"}})
    assert build.codes() == [("page.rst", 6, "removed-flag"), *((p, n, c) for p, n, c in build.codes() if p != "page.rst")]
    assert {f["severity"] for f in build.findings if f["path"] == "v1/old.rst"} <= {"information"}


def test_what_a_directory_excuses_is_accounted_for_and_what_it_does_not_is_told_in_conf_py(site: Site) -> None:
    site.write(
        {
            "v1/old.rst": STALE,
            "conf.py": 'factcheck_directories = {\n    "v1": {\n        "ignore": {\n            "removed-flag": "old",\n'
            '            "wrong-port": "older",\n        },\n    },\n}\n',
        }
    )
    build = site.build("factcheck")
    assert build.codes() == [("conf.py", 5, "unused-ignore"), ("page.rst", 6, "removed-flag")]
    assert build.warnings[0] == (
        "conf.py:5:14: WARNING: v1: nothing is excused by 'wrong-port'; there is no such finding on what it covers; take it out "
        "[factcheck.unused-ignore]"
    )
    assert coverage(build)["places"]["ignored"] == [
        {
            "path": "v1/old.rst", "line": 6, "column": 21, "by": "directory", "code": "removed-flag", "subject": "--port",
            "reason": "old", "excuse": {"path": "conf.py", "line": 4, "column": 14},
        }
    ]  # fmt: skip


def test_mistakes_in_the_settings_are_told_with_their_line(site: Site) -> None:
    site.write({"conf.py": '\nfactcheck_directories = {\n    "v1": {"aplies-to": "kubernetes 1.18"},\n}\n', "page.rst": PLAIN})
    assert site.build("dummy").warnings == [
        "conf.py:3: WARNING: factcheck_directories: 'v1': unknown key 'aplies-to'; known: applies-to, ignore; "
        "did you mean 'applies-to'? [factcheck.config]"
    ]


def test_a_baseline_is_made_kept_to_and_shrinks(site: Site) -> None:
    site.config["factcheck_baseline"] = BASELINE
    told = f"factcheck_baseline: there is no {BASELINE}; 'sphinx-build -b factcheck -D factcheck_update_baseline=1' makes it"
    assert site.build().warnings[0] == f"WARNING: {told} [factcheck.config]"

    made = site.build("factcheck", factcheck_update_baseline=True)
    assert (made.status, made.warnings) == (0, [])
    assert coverage(made)["ignored"] == {"baseline": 1}
    file = site.root / BASELINE
    assert file.read_text("utf-8").splitlines() == [
        '{"baseline": 1}',
        '{"path": "page.rst", "code": "removed-flag", "component": "kube-scheduler", "subject": "--port", '
        '"text": "$ kube-scheduler --port=10251"}',
    ]

    site.write({"page.rst": "More\n====\n\n" + STALE.replace("   $", "      $"), "new.rst": STALE})
    before = file.read_bytes()
    again = site.build("factcheck", factcheck_update_baseline=True)
    assert (again.status, again.codes()) == (1, [("new.rst", 6, "removed-flag")])
    assert file.read_bytes() == before

    site.write({"page.rst": PLAIN, "new.rst": PLAIN})
    assert site.build().warnings == []
    strict = site.build("factcheck", factcheck_strict=True)
    assert (strict.status, strict.codes()) == (1, [(BASELINE, 2, "stale-baseline")])
    shrunk = site.build("factcheck", factcheck_strict=True, factcheck_update_baseline=True)
    assert (shrunk.status, shrunk.warnings) == (0, [])
    assert file.read_text("utf-8") == '{"baseline": 1}\n'


def test_a_baseline_that_cannot_be_read_is_told(site: Site) -> None:
    site.write({BASELINE: '{"baseline": 1}\n<<<<<<< ours\n', "page.rst": PLAIN})
    assert site.build("dummy", factcheck_baseline=BASELINE).warnings == [
        f"{BASELINE}:2: WARNING: this is no entry of a baseline; have the file written anew [factcheck.config]"
    ]


def test_pages_are_counted_by_whether_they_were_read(site: Site) -> None:
    site.write({"odd.rst": "Ports\n=====\n\n端口\n".encode("gb18030"), "plain.rst": PLAIN})
    build = site.build("factcheck")
    found = coverage(build)
    assert found["reading"] == {"read": 1, "skipped": 2, "unreadable": 1}
    assert found["pages"]["odd.rst"]["reading"] == {"unreadable": 1}
    (site.root / "odd.rst").unlink()
    assert coverage(site.build("factcheck"))["reading"] == {"read": 1, "skipped": 2}


def test_a_page_may_excuse_itself_in_its_fields(site: Site) -> None:
    site.write({"page.rst": f":factcheck-ignore: removed-flag -- kept for readers of 1.18\n\n{STALE}"})
    build = site.build("factcheck")
    assert (build.status, build.warnings) == (0, [])
    assert coverage(build)["ignored"] == {"page": 1}
    html = site.build()
    assert html.warnings == []
    assert "factcheck-ignore" not in (html.outdir / "page.html").read_text("utf-8").split("<body", 1)[1]
