from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sphinxext.factcheck.upstream.observations import UpstreamError
from sphinxext.factcheck.upstream.repository import Repository

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(directory: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false")
    subprocess.run(["git", "-C", str(directory), *identity, *arguments], check=True, capture_output=True)


def clone(directory: Path, *tagged: tuple[str, dict[str, str]]) -> Path:
    """A repository in *directory* with a tag for each set of files, each on top of the one before."""
    directory.mkdir(parents=True)
    git(directory, "init", "--quiet")
    for tag, files in tagged:
        for name, text in files.items():
            path = directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        git(directory, "add", "--all")
        git(directory, "commit", "--quiet", "--allow-empty", "--message", tag)
        git(directory, "tag", tag)
    return directory


def test_tags_and_files_of_a_tag(tmp_path: Path) -> None:
    path = clone(
        tmp_path / "a",
        ("v1.0.0", {"x/register.go": "one\n", "x/types.go": "t\n", "a name: ü.go": "ü"}),
        ("v1.1.0", {"x/register.go": "two", "empty.go": ""}),
        ("other", {}),
    )
    repository = Repository(path)
    assert repository.tags(r"v[\d.]+") == ("v1.0.0", "v1.1.0")
    assert repository.files("v1.0.0", r".*register\.go|a name.*") == {"a name: ü.go": "ü", "x/register.go": "one\n"}
    assert repository.files("v1.1.0", r".*register\.go|empty\.go") == {"empty.go": "", "x/register.go": "two"}
    assert repository.files("v1.1.0", "nothing") == {}


def test_what_git_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(UpstreamError) as caught:
        Repository(tmp_path / "none").tags(".*")
    assert str(caught.value).startswith(f"{tmp_path / 'none'}: git tag: fatal: cannot change to ")
    path = clone(tmp_path / "a", ("v1.0.0", {"a": "a"}))
    with pytest.raises(UpstreamError) as caught:
        Repository(path).files("--help", "a")
    assert str(caught.value) == f"{path}: git ls-tree: fatal: Not a valid object name refs/tags/--help"


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UpstreamError) as caught:
        Repository(tmp_path).tags(".*")
    assert str(caught.value) == f"{tmp_path}: git tag: [Errno 2] No such file or directory: 'git'"
