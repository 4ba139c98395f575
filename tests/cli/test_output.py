"""What the command does when nobody listens, and when it is interrupted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sphinxext.factcheck.cli import main
from sphinxext.factcheck.cli.facts import list as list_command

ROOT = Path(__file__).parents[2]


def shell(line: str, cache: Path) -> subprocess.CompletedProcess[str]:
    command = f"'{sys.executable}' -m sphinxext.factcheck.cli facts"
    return subprocess.run(
        ["bash", "-c", line.replace("FACTS", command)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        env={"PATH": "/usr/bin:/bin", "FACTCHECK_CACHE": str(cache), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip


def test_a_reader_that_has_seen_enough(cache_directory: Path) -> None:
    done = shell("FACTS show kubelet | head -1", cache_directory)
    assert (done.returncode, done.stdout, done.stderr) == (0, "kubelet: Runs the pods of a node.\n", "")
    done = shell("set -o pipefail; FACTS show kubelet | true", cache_directory)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_disk_that_is_full(cache_directory: Path) -> None:
    done = shell("FACTS list > /dev/full", cache_directory)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "error: No space left on device\n")


def test_an_interruption(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setenv("LANGUAGE", "C")
    monkeypatch.setattr(list_command, "run", interrupted)
    assert main(["facts", "list"]) == 3
    assert capsys.readouterr() == ("", "error: interrupted\n")


@pytest.mark.parametrize(
    ("arguments", "status", "begin"),
    [
        ([], 2, "error: which command?\nfactcheck COMMAND ...\n"),
        (["facts"], 2, "error: which command?\nfactcheck facts COMMAND ...\n"),
        (["fact"], 2, "error: unknown command 'fact'\nfactcheck COMMAND ...\n"),
        (["facts", "shaw"], 2, "error: unknown command 'shaw'\nfactcheck facts COMMAND ...\n"),
        (["facts", "show"], 2, "usage: factcheck facts show "),
        (["facts", "show", "etcd", "--rel", "3.5"], 2, "usage: factcheck facts show "),
        (["facts", "schema", "now"], 2, "usage: factcheck facts schema "),
        (["facts", "import", "weigh"], 2, "usage: factcheck facts import "),
    ],
)
def test_a_command_line_that_cannot_be_meant(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, begin: str
) -> None:
    monkeypatch.setenv("LANGUAGE", "C")
    assert main(arguments) == status
    said = capsys.readouterr()
    assert (said.out, said.err.startswith(begin)) == ("", True)


@pytest.mark.parametrize("command", ["list", "show", "diff", "port", "stats", "impact", "validate", "schema", "import"])
def test_every_command_has_a_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main(["facts", command, "--help"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"usage: factcheck facts {command} ")
    assert said.err == ""
    assert main(["facts", "--help"]) == 0
    assert f"\n  {command} " in capsys.readouterr().out
