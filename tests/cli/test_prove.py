from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sphinxext.factcheck.cli import main
from sphinxext.factcheck.remedies.export import schema_json
from tests.reach.conftest import COMPONENT, FIELDS, FLAGS, PRODUCT
from tests.remedies.conftest import card
from tests.remedies.test_proof import ADDRESS, ALL
from tests.remedies.test_reading import MYST


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "facts/kettle"
    folder.mkdir(parents=True)
    files = {"product": PRODUCT, "kettled": COMPONENT, "kettled.flags": FLAGS, "kettled.fields": FIELDS}
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_proven(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "repair.rst").write_text(card(ADDRESS, applies_to="kettle >=1.1,<2.1"), encoding="utf-8")
    assert main(["prove", "repair.rst", "--facts", "facts"]) == 0
    done = capsys.readouterr()
    assert done.out.splitlines() == [
        "repair.rst:4:1: open-it: proven for kettle 1.1-2.0",
        "repair.rst:4:1: open-it: it would hold for 1.0, too",
    ]
    assert done.err == "1 remediations: 1 proven\n"


def test_what_is_refused_fails(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "docs").mkdir()
    (home / "docs/repair.rst").write_text(card(ADDRESS.replace("0.0.0.0", "127.0.0.2"), applies_to=ALL), encoding="utf-8")
    assert main(["prove", "docs", "--facts", "facts"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "docs/repair.rst:4:1: open-it: refused for kettle 1.0-2.0: https://NODE:7002/metrics with a token is refused with the change, too; "
        "secure listens on https://127.0.0.2:7002 [remedy-no-effect]"
    ]  # fmt: skip


def test_markdown_and_what_cannot_be_proven(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "repair.md").write_text(MYST, encoding="utf-8")
    assert main(["prove", "repair.md", "--facts", "facts", "--assume", "kettle==2.0"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "repair.md:3:1: open-it: not proven for kettle 2.0: what the change of File a.yaml does to kettled is not understood"
    ]


def test_a_component_that_nobody_knows(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "repair.rst").write_text(card(ADDRESS, component="teapotd"), encoding="utf-8")
    assert main(["prove", "repair.rst", "--facts", "facts"]) == 0
    assert capsys.readouterr().out.splitlines() == ["repair.rst:4:1: open-it: not proven: nothing is known of 'teapotd'"]


def test_json_is_what_a_build_exports(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "repair.rst").write_text(card(ADDRESS, applies_to=ALL), encoding="utf-8")
    assert main(["prove", "repair.rst", "--facts", "facts", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [error.message for error in Draft202012Validator(json.loads(schema_json())).iter_errors(data)] == []
    assert [(each["id"], each["proof"]["status"]) for each in data["remediations"]] == [("open-it", "proven")]
