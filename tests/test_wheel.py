"""The wheel alone serves a stranger's docs: it carries the facts, the catalogs and the style sheet."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with what the wheel holds."""
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(out),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = out.glob("sphinxext_factcheck-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(out / "site")
    return out / "site"


def test_it_carries_what_it_needs_and_leaves_the_namespace_alone(installed: Path) -> None:
    package = installed / "sphinxext" / "factcheck"
    for name in (
        "py.typed",
        "data/facts/schema.json",
        "data/facts/kubernetes/kube-scheduler.yaml",
        "data/facts/kubernetes/kube-scheduler.flags.yaml",
        "locale/zh_CN/LC_MESSAGES/sphinxext.factcheck.mo",
    ):
        assert (package / name).is_file(), name
    assert list(package.rglob("*.css"))
    assert not (installed / "sphinxext" / "__init__.py").exists()
    assert not (installed / "tests").exists()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "kube-proxy has no flag '--metric-bind-address' (known are kubernetes "),
        ("zh_CN", "kube-proxy 没有参数 '--metric-bind-address'（已知版本为 kubernetes "),
    ],
    ids=["en", "zh_CN"],
)
def test_a_strangers_docs_need_one_line(installed: Path, tmp_path: Path, language: str, told: str) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["sphinxext.factcheck"]\n', "utf-8")
    (tmp_path / "index.rst").write_text("Docs\n====\n\n::\n\n   $ kube-proxy --metric-bind-address=0.0.0.0\n", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-D", f"language={language}", ".", "out"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert f"index.rst:6:17: ERROR: {told}" in done.stderr
    assert done.returncode == 0
    where = "import sphinxext.factcheck.facts as f; print(f.builtin_directory())"
    path = subprocess.run(
        [sys.executable, "-c", where], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert Path(path.stdout.strip()) == installed / "sphinxext" / "factcheck" / "data" / "facts"
