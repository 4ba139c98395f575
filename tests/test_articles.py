"""The articles of the knowledge base: each has its remedies proven, and is found from the page that a reader comes to first."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sphinxext.factcheck.cli import main

ARTICLES = Path(__file__).parent.parent / "kb/articles"
ENTRY = ARTICLES / "prometheus-targets-connection-refused.rst"
CAUSES = sorted(path for path in ARTICLES.glob("*.rst") if path != ENTRY)


def test_every_remediation_is_proven_for_all_that_it_claims(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "--format", "json", str(ARTICLES)]) == 0
    found = json.loads(capsys.readouterr().out)["remediations"]
    assert {each["id"]: each["proof"]["status"] for each in found} == {each["id"]: "proven" for each in found}
    assert {Path(each["path"]).name for each in found} == {path.name for path in CAUSES}
    ids = {each["id"] for each in found}
    assert {name for each in found for name in each["alternatives"]} <= ids
    for each in found:
        told = (
            each["symptoms"],
            each["alerts"],
            each["cause"],
            each["not_this_if"],
            each["risk"],
            each["durability"],
            each["exposure"],
        )
        assert all(told), each["id"]
        assert each["rollback"]["kind"] in ("reversed", "changes"), each["id"]


@pytest.mark.parametrize("path", CAUSES, ids=[path.stem for path in CAUSES])
def test_an_article_is_found_and_says_where_it_is_known_from(path: Path) -> None:
    text = path.read_text("utf-8")
    labels = re.findall(r"^\.\. _([\w-]+):$", text, re.MULTILINE)
    entry = ENTRY.read_text("utf-8")
    assert f":doc:`{path.stem}`" in entry or any(f":ref:`{label}`" in entry for label in labels)
    assert re.search(r"^References\n==========$", text, re.MULTILINE)
