from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinxext.factcheck.cli import main
from sphinxext.factcheck.cli.commands import Status

SCRIPT = "node_exporter --web.listen-address=127.0.0.1:9100\n"


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run.sh").write_text(SCRIPT, encoding="utf-8")
    return "run.sh"


def test_text(script: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reach", script, "--assume", "node_exporter==1.8.2"]) == Status.CLEAN
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "run.sh:1:1: node_exporter 1.8.2: starts",
        "  metrics: http://127.0.0.1:9100 (none); from the host: yes, another host: no, a pod: no",
    ]
    assert lines[2].startswith("    --web.listen-address=127.0.0.1:9100 sets the address [run.sh:1, ")
    assert lines[-1] == "    127.0.0.1 is reached on its own host only"


def test_json(script: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reach", script, "--assume", "node_exporter==1.8.2", "--format", "json"]) == Status.CLEAN
    (found,) = json.loads(capsys.readouterr().out)
    (listener,) = found.pop("listeners")
    assert found == {
        "component": "node_exporter", "release": "1.8.2", "at": "run.sh:1:1", "starts": "yes", "why": [], "closed": [],
        "missing": [],
    }  # fmt: skip
    why = listener.pop("why")
    assert listener == {
        "endpoint": "metrics", "address": "127.0.0.1", "port": 9100, "scheme": "http", "auth": "none",
        "reachable": {"host": "yes", "node": "no", "pod": "no"},
    }  # fmt: skip
    assert (why[0]["text"], why[0]["at"]) == ("--web.listen-address=127.0.0.1:9100 sets the address", "run.sh:1:15")


def test_why_nothing_listens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "run.sh"
    file.write_text("kube-scheduler --kubeconfig=k --port=0\n", encoding="utf-8")
    assert main(["reach", str(file), "--assume", "kubernetes==1.20.2"]) == Status.CLEAN
    told = capsys.readouterr().out.splitlines()
    place = told.index("  insecure: closed (10251)")
    assert told[place + 1].startswith(f"    --port=0 closes it [{file}:1, ")
    assert main(["reach", str(file), "--assume", "kubernetes==1.23.1", "--format", "json"]) == Status.CLEAN
    (closed,) = json.loads(capsys.readouterr().out)[0]["closed"]
    assert closed["why"].pop()["text"] == "it is gone since 1.23"
    assert closed == {"endpoint": "insecure", "port": 10251, "replaced_by": "secure", "why": []}


def test_a_program_that_does_not_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "run.sh"
    file.write_text("node_exporter --web.listen-adress=:9100\n", encoding="utf-8")
    assert main(["reach", str(file), "--assume", "node_exporter==1.8.2"]) == Status.CLEAN
    assert capsys.readouterr().out.splitlines() == [
        f"{file}:1:1: node_exporter 1.8.2: does not start",
        f"    there is no flag --web.listen-adress in this release [{file}:1]",
    ]


def test_an_image_tells_the_release_and_a_page_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.rst"
    page.write_text(
        "Page\n====\n\n.. code-block:: yaml\n\n   kind: Pod\n   spec:\n     containers:\n"
        "     - image: quay.io/prometheus/node-exporter:v1.8.2\n       args: [--web.listen-address=127.0.0.1:9100]\n",
        encoding="utf-8",
    )
    assert main(["reach", str(page), "--assume", "node_exporter==1.0"]) == Status.CLEAN
    assert capsys.readouterr().out.splitlines()[:2] == [
        f"{page}:9:8: node_exporter 1.8.2: starts",
        "  metrics: http://127.0.0.1:9100 (none); from the host: no, another host: no, a pod: no",
    ]


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script, long, deep = (tmp_path / name for name in ("run.sh", "long.sh", "prometheus.yml"))
    script.write_text("prometheus --config.file=prometheus.yml\n", encoding="utf-8")
    long.write_text(f"prometheus {'--web.enable-lifecycle ' * 1000}\n", encoding="utf-8")
    deep.write_text(f"a: {'[' * 5000}{']' * 5000}\n", encoding="utf-8")
    assert main(["reach", *map(str, (script, long, deep)), "--assume", "prometheus==2.45"]) == Status.CLEAN
    out, err = capsys.readouterr()
    assert err.splitlines() == [
        f"error: {long}:1: a line of more than 20000 characters is not read",
        f"error: {deep}:1: this is no YAML, or nested too deeply",
    ]
    assert out.splitlines()[-1] == "  not told: the file prometheus.yml"


def test_aliases_that_multiply_are_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script, bomb = tmp_path / "run.sh", tmp_path / "prometheus.yml"
    script.write_text("prometheus --config.file=prometheus.yml\n", encoding="utf-8")
    lines = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 40)]
    bomb.write_text("\n".join(["a0: &a0 [x, x]", *lines]), encoding="utf-8")
    assert main(["reach", str(script), str(bomb), "--assume", "prometheus==2.45"]) == Status.CLEAN
    assert capsys.readouterr().out.splitlines() == [
        f"{script}:1:1: prometheus 2.45: does not start",
        f"    {bomb} has no field a0 in this release [{bomb}:1]",
    ]


def test_what_cannot_be_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nothing, binary = tmp_path / "a.sh", tmp_path / "b.sh"
    nothing.write_text("echo tea\n", encoding="utf-8")
    binary.write_bytes(b"\xff\xfe\x00")
    assert main(["reach", str(nothing)]) == Status.FINDINGS
    assert capsys.readouterr().err == "error: nothing in these files starts a program that is known\n"
    assert main(["reach", str(tmp_path / "none.sh"), str(binary)]) == Status.FAILURE
    assert capsys.readouterr().err == (
        f"error: {tmp_path / 'none.sh'}: No such file or directory\nerror: {binary}: neither UTF-8 nor UTF-16\n"
    )
    assert main(["reach", str(nothing), "--distribution", "kubeadmin"]) == Status.USAGE
    assert capsys.readouterr().err == "error: unknown distribution 'kubeadmin'; did you mean 'kubeadm'?\n"
