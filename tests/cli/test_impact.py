from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinxext.factcheck.cli import main

PAGE = """\
Proxy
=====

.. code-block:: console

   $ kube-scheduler --port=0
   $ kube-proxy --udp-timeout=3s
   $ kube-proxy --logtostderr
"""


@pytest.mark.parametrize(
    ("before", "after", "turns"),
    [
        ("1.19", "1.22", []),
        ("1.22", "1.24", [(6, "becomes-wrong", "removed-flag"), (8, "changes", "deprecated-flag")]),
        ("1.24", "1.22", [(6, "becomes-right", "removed-flag")]),
        ("1.24", "1.30", [(7, "becomes-wrong", "removed-flag"), (8, "becomes-wrong", "removed-flag")]),
        ("1.26", "1.30", []),
    ],
)
def test_a_deprecated_flag_is_right_until_it_is_gone(
    before: str, after: str, turns: list[tuple[int, str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.rst").write_text(PAGE, "utf-8")
    status = main(["facts", "impact", "kubernetes", before, after, str(tmp_path), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert [(each["line"], each["turn"], each["code"]) for each in found["effects"]] == turns
    assert (status, found["pages"], found["claims"]) == (1 if turns else 0, 1, 3)
