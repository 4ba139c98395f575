"""Facts that installed distributions ship, in a build."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .sites import Site

PAGE = "Scales\n======\n\n.. code-block:: sh\n\n   weigh --loudly\n"
FLAGS = """\
component: weigh
generated: by hand, for a test
dashes: "--"
observed: {"1.0.0": [help]}
complete: [["1.0.0", "1.1"]]
sources:
  help: {artefact: the program's help}
flags:
  gently: {type: bool, no_value: true}
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where distributions are installed, with one that ships facts."""
    site = tmp_path / "installed"
    folder = site / "scale_facts_of_build-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: scale-facts-of-build\nVersion: 1.0\n", "utf-8")
    (folder / "entry_points.txt").write_text("[sphinxext.factcheck.facts]\nscales = scale_facts_of_build\n", "utf-8")
    facts = site / "scale_facts_of_build" / "facts" / "scales"
    facts.mkdir(parents=True)
    (facts / "product.yaml").write_text('product: scales\nreleases: ["1.0"]\n', "utf-8")
    (facts / "weigh.yaml").write_text("component: weigh\nproduct: scales\nprograms: [weigh]\n", "utf-8")
    (facts / "weigh.flags.yaml").write_text(FLAGS, "utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, "scale_facts_of_build", raising=False)
    return site


def test_a_page_is_checked_against_them(tmp_path: Path, installed: Path) -> None:
    (installed / "scale_facts_of_build" / "__init__.py").touch()
    site = Site(tmp_path / "site", scales="1.0")
    site.write({"index.rst": PAGE})
    assert site.build("factcheck").codes() == [("index.rst", 6, "unknown-flag")]


def test_a_distribution_that_cannot_be_used_is_told_and_the_build_goes_on(tmp_path: Path, installed: Path) -> None:
    (installed / "scale_facts_of_build" / "__init__.py").write_text("raise RuntimeError('no luck')\n", "utf-8")
    site = Site(tmp_path / "site")
    site.write({"index.rst": PAGE})
    build = site.build()
    told = [line for line in build.warnings if "no luck" in line]
    assert len(told) == 1
    assert "the facts of scale-facts-of-build (entry point 'scales') cannot be used: RuntimeError: no luck" in told[0]
    assert build.status == 0
