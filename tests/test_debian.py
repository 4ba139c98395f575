from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from .debian import Debian, Run, UnavailableError, upstream_release


def has(*tools: str) -> Callable[[str], str | None]:
    return lambda tool: f"/usr/bin/{tool}" if tool in tools else None


class Mirror:
    """Does as apt-get and dpkg do with a package of one program; fails as told."""

    def __init__(self, error: Exception | None = None, archive: str = "kettle_1%3a0.4.0+ds-2+b1_amd64.deb") -> None:
        self.error = error
        self.archive = archive
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], directory: Path) -> subprocess.CompletedProcess[str]:
        self.commands.append(command)
        if self.error is not None:
            raise self.error
        if command[0] == "apt-get":
            if self.archive:
                (directory / self.archive).touch()
        else:
            program = directory / "unpacked/usr/bin/kettle"
            program.parent.mkdir(parents=True)
            program.touch(mode=0o755)
        return subprocess.CompletedProcess(command, 0, "", "")


@pytest.fixture
def mirror() -> Mirror:
    return Mirror()


@pytest.fixture
def packages(tmp_path: Path, mirror: Run) -> Debian:
    return Debian(tmp_path / "cache", mirror, has("apt-get", "dpkg"))


def test_a_program_is_brought_once(packages: Debian, mirror: Mirror, tmp_path: Path) -> None:
    expected = tmp_path / "cache/kettle/unpacked/usr/bin/kettle"
    assert [packages.program("kettle", "usr/bin/kettle"), packages.program("kettle", "usr/bin/kettle")] == [expected] * 2
    assert mirror.commands == [
        ["apt-get", "download", "kettle"],
        ["dpkg", "-x", "kettle_1%3a0.4.0+ds-2+b1_amd64.deb", "unpacked"],
    ]
    assert packages.release("kettle") == "0.4.0"
    assert packages.summary() == ""


def failed(*lines: str) -> subprocess.CalledProcessError:
    return subprocess.CalledProcessError(100, ["apt-get", "download", "kettle"], stderr="\n".join(lines))


@pytest.mark.parametrize(
    ("error", "archive", "told"),
    [
        (failed("W: slow", "E: Unable to locate package kettle"), "", "apt-get download: E: Unable to locate package kettle"),
        (failed("no such thing"), "", "apt-get download: no such thing"),
        (failed(), "", "apt-get download: failed without a word"),
        (subprocess.TimeoutExpired(["apt-get", "download"], 120), "", "apt-get took longer than 120 seconds"),
        (None, "", "apt-get download brought 0 files, expected one"),
    ],
)
def test_what_cannot_be_brought_is_said_and_leaves_nothing(
    tmp_path: Path, error: Exception | None, archive: str, told: str
) -> None:
    packages = Debian(tmp_path, Mirror(error, archive), has("apt-get", "dpkg"))
    with pytest.raises(UnavailableError) as raised:
        packages.unpacked("kettle", "usr/bin/kettle")
    assert str(raised.value) == told
    assert not (tmp_path / "kettle").exists()


def test_a_package_without_the_program(packages: Debian) -> None:
    with pytest.raises(UnavailableError) as raised:
        packages.unpacked("kettle", "usr/bin/teapot")
    assert str(raised.value) == "the package has no program usr/bin/teapot"


@pytest.mark.parametrize("required", ["", "required"])
def test_without_apt_a_test_is_skipped_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, required: str) -> None:
    monkeypatch.setenv("FACTCHECK_DEBIAN", required)
    packages = Debian(tmp_path, Mirror(), has("dpkg"))
    with pytest.raises(pytest.skip.Exception) as raised:
        packages.program("kettle", "usr/bin/kettle")
    assert str(raised.value) == "kettle: there is no apt-get on this machine"
    assert packages.summary() == "not held against Debian's programs: kettle (there is no apt-get on this machine)"


@pytest.mark.parametrize(("required", "outcome"), [("", pytest.skip.Exception), ("required", pytest.fail.Exception)])
def test_what_apt_cannot_bring_fails_only_where_tests_must_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, required: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("FACTCHECK_DEBIAN", required)
    packages = Debian(tmp_path, Mirror(failed("E: no network")), has("apt-get", "dpkg"))
    with pytest.raises(outcome) as raised:
        packages.program("kettle", "usr/bin/kettle")
    assert str(raised.value) == "kettle: apt-get download: E: no network"
    assert packages.summary() == "not held against Debian's programs: kettle (apt-get download: E: no network)"


@pytest.mark.parametrize(
    ("version", "release"),
    [
        ("0.12.0-1+b4", "0.12.0"),
        ("1:0.10.2-2", "0.10.2"),
        ("1.20.5+really1.20.2-1.1+deb12u1", "1.20.2"),
        ("2.42.0+ds-5+deb12u1", "2.42.0"),
        ("0.33.1+ds1-2", "0.33.1"),
        ("0.2.0.ds-6+b17", "0.2.0"),
        ("1.6.20~ds1-1+deb12u3", "1.6.20"),
        ("1.0.0+git20180522.e755a44-3+b12", "1.0.0"),
        ("3.5.30-2", "3.5.30"),
        ("0.34", "0.34"),
    ],
)
def test_upstream_release(version: str, release: str) -> None:
    assert upstream_release(version) == release


def test_another_suite_has_a_cache_and_lists_of_its_own(tmp_path: Path, mirror: Mirror) -> None:
    packages = Debian(tmp_path, mirror, has("apt-get", "dpkg"), suite="sid")
    assert packages.program("kettle", "usr/bin/kettle") == tmp_path / "sid/kettle/unpacked/usr/bin/kettle"
    assert (packages.version("kettle"), packages.release("kettle")) == ("1:0.4.0+ds-2+b1", "0.4.0")
    own = tmp_path / "sid/apt"
    options = ["-o", f"Dir::State::lists={own}/lists", "-o", f"Dir::Cache={own}/cache"]
    options += ["-o", f"Dir::Etc::SourceList={own}/suite.sources", "-o", "Dir::Etc::SourceParts=-"]
    assert mirror.commands[0] == ["apt-get", "download", *options, "kettle"]
    assert (own / "suite.sources").read_text("utf-8") == (
        "Types: deb\nURIs: http://deb.debian.org/debian\nSuites: sid\nComponents: main\n"
        "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n"
    )


@pytest.mark.parametrize(("required", "outcome"), [("", "Skipped"), ("required", "Failed")])
def test_who_does_without_a_program_says_so(
    monkeypatch: pytest.MonkeyPatch, packages: Debian, required: str, outcome: str
) -> None:
    monkeypatch.setenv("FACTCHECK_DEBIAN", required)
    with pytest.raises(BaseException, match="kettle: its port is taken") as raised:
        packages.do_without("kettle", UnavailableError("its port is taken"))
    assert raised.typename == outcome
    assert packages.summary() == "not held against Debian's programs: kettle (its port is taken)"
