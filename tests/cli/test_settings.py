"""Settings, excuses and the baseline of ``factcheck check``."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from .conftest import Run, Said
from .scales import HELP, NEWER, add_release, write_facts

GONE = "weigh has no flag '--port' ({origin}); gone in 1.2 and later"
MARK = "[factcheck.removed-flag]"
STALE = "Page\n====\n\n.. code-block:: console\n\n   $ weigh --port=1\n"
RIGHT = "Page\n====\n\n.. code-block:: console\n\n   $ weigh --scale=x\n"


def gone(place: str, origin: str = "this site assumes scales 1.3") -> str:
    return f"{place}: error: {GONE.format(origin=origin)} {MARK}\n"


def write(directory: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory, the root of a repository."""
    directory = tmp_path / "here"
    (directory / ".git").mkdir(parents=True)
    monkeypatch.chdir(directory)
    return directory


@pytest.fixture
def check(command: Run, run: Run, here: Path, alone: None) -> Run:
    """Runs ``factcheck check`` with facts about weigh alone."""
    facts = write_facts(here.parent / "facts")
    for release, text in (("1.0.0", HELP), ("1.2.0", NEWER), ("1.3.0", NEWER)):
        assert add_release(run, facts, release, text, "--whole").status == 0
    return partial(command, "check", "--facts", facts, "--quiet")


def test_settings_are_found_above_the_paths_and_the_command_line_is_over_them(
    check: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, {"factcheck.toml": 'assume = {scales = "1.3"}\nignore = ["bad-flag-value"]\n', "docs/a.rst": STALE})
    assert check("docs") == Said(1, gone("docs/a.rst:6:12"), "")
    assert check("docs", "--assume", "scales==1.0") == Said(0, "", "")
    assert check("docs", "--ignore", "removed-flag").status == 0
    assert check("docs", "--select", "wrong-port").status == 0
    monkeypatch.chdir(here / "docs")
    assert check("a.rst") == Said(1, gone("a.rst:6:12"), "")


def test_settings_in_a_pyproject_or_a_file_that_is_named(check: Run, here: Path) -> None:
    write(
        here,
        {
            "pyproject.toml": '[tool.factcheck.assume]\nscales = "1.3"\n',
            "a.rst": STALE,
            "other.toml": "[assume]\nscales = '1.0'\n",
        },
    )
    assert check("a.rst") == Said(1, gone("a.rst:6:12"), "")
    assert check("a.rst", "--config", "other.toml").status == 0


def test_what_holds_in_directories(check: Run, here: Path) -> None:
    settings = (
        'assume = {scales = "1.3"}\n\n[directories."old/**"]\napplies-to = "scales 1.2"\n\n'
        '[directories.quoted]\nignore = {removed-flag = "as it was", wrong-port = "never"}\n'
    )
    write(here, {"factcheck.toml": settings, "old/a.rst": STALE, "quoted/a.rst": STALE})
    said = check(".", "--coverage", "coverage.json")
    assert said == Said(
        1,
        "factcheck.toml:7:39: warning: quoted: nothing is excused by 'wrong-port'; there is no such finding on what it covers; "
        "take it out [factcheck.unused-ignore]\n" + gone("old/a.rst:6:12", "settings of old/** say scales 1.2"),
        "",
    )
    (ignored,) = json.loads(Path("coverage.json").read_text("utf-8"))["places"]["ignored"]
    assert (ignored["path"], ignored["by"], ignored["reason"], ignored["excuse"]["line"]) == (
        "quoted/a.rst",
        "directory",
        "as it was",
        7,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("assume = \n", "factcheck.toml:1:10: this is no TOML: Invalid value"),
        ('asume = {scales = "1.3"}\n', "factcheck.toml:1:1: unknown key 'asume'; known: assume, baseline, directories, facts, ignore, "
         "select, strict; did you mean 'assume'?"),
        ("\nassume = {scales = 1.3}\n", "factcheck.toml:2:1: assume: write each product with its release as a string, such as "
         '{kubernetes = "1.30"}'),
        ('[assume]\n  scale = "1.3"\n', "factcheck.toml:2:3: assume: unknown product 'scale'; did you mean 'scales'?"),
        ('assume = {scales = "soon"}\n', "factcheck.toml:1:11: assume: scales: 'soon' is not a version range such as '>=1.16,<1.23'"),
        ('select = ["removed-flags"]\n', "factcheck.toml:1:12: select: there is no code 'removed-flags'; did you mean 'removed-flag'?"),
        ("strict = 1\n", "factcheck.toml:1:1: strict: write true or false"),
        ("baseline = 1\n", "factcheck.toml:1:1: baseline: write the path of a file"),
        ("facts = 'a'\n", "factcheck.toml:1:1: facts: write a list of directories"),
        ('[directories.a]\nignore = {removed-flag = ""}\n', "factcheck.toml:2:11: directories: 'a': removed-flag is excused without a reason"),
    ],
)  # fmt: skip
def test_mistakes_in_the_settings_are_told_with_their_place(check: Run, here: Path, text: str, expected: str) -> None:
    write(here, {"factcheck.toml": text, "a.rst": STALE})
    said = check("a.rst")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(expected)


ASSUME = 'assume = {scales = "1.3"}\n'


def test_a_baseline_is_made_kept_to_and_shrinks(check: Run, here: Path) -> None:
    write(here, {"factcheck.toml": f'{ASSUME}baseline = "known.jsonl"\n', "a.rst": STALE, "b/c.rst": STALE})
    assert check(".").err == "error: there is no baseline known.jsonl; --update-baseline makes it\n"
    assert check(".", "--update-baseline") == Said(0, "", "")
    known = here / "known.jsonl"
    first = known.read_bytes()
    assert [json.loads(row).get("path") for row in first.splitlines()] == [None, "a.rst", "b/c.rst"]

    write(here, {"a.rst": f"Another\n=======\n\n1. Text\n\n   {STALE}".replace("   Page\n====\n\n", ""), "new.rst": STALE})
    assert check(".", "--update-baseline").out == gone("new.rst:6:12")
    assert check("b").status == 0

    write(here, {"a.rst": RIGHT, "new.rst": RIGHT})
    (here / "b/c.rst").unlink()
    assert check(".").status == 0
    assert check(".", "--strict").out.count("[factcheck.stale-baseline]") == 2
    assert check("b", "--strict").out == (
        "known.jsonl:3:1: warning: the baseline knows a finding that is gone: b/c.rst: '--port' (removed-flag); update the baseline "
        "[factcheck.stale-baseline]\n"
    )
    assert check("new.rst", "--update-baseline").status == 0
    assert [json.loads(row).get("path") for row in known.read_bytes().splitlines()] == [None, "a.rst"]
    assert check(".", "--update-baseline", "--strict") == Said(0, "", "")
    assert known.read_text("utf-8") == '{"baseline": 1}\n'


def test_a_baseline_on_the_command_line(check: Run, here: Path) -> None:
    write(here, {"a.rst": STALE})
    baselined = partial(check, "a.rst", "--assume", "scales==1.3", "--baseline", "known.jsonl")
    assert baselined("--update-baseline") == Said(0, "", "")
    assert baselined().status == 0
    (here / "known.jsonl").open("a").write("not ours\n")
    assert baselined().err == "known.jsonl:3:1: this is no entry of a baseline; have the file written anew\n"
    assert check("a.rst", "--update-baseline") == Said(2, "", "error: --update-baseline needs --baseline FILE, or a baseline in the settings\n",
    )  # fmt: skip
