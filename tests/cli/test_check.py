from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from sphinxext.factcheck.claims import ClaimReader
from sphinxext.factcheck.claims.model import PageClaims
from sphinxext.factcheck.pages.files import FILE_LIMIT
from sphinxext.factcheck.pages.model import Page

from .conftest import Run, Said
from .scales import HELP, NEWER, add_release, write_facts

GONE = "weigh has no flag '--port' (this site assumes scales 1.3); gone in 1.2 and later"
MARK = "[factcheck.removed-flag]"


def summary(findings: int = 0, pages: int = 1, claims: int = 0, unread: int = 0, *, unverified: int = 0, ignored: int = 0) -> str:
    checked = claims - unverified - ignored
    return (
        f"{findings} findings; {pages} pages, {claims} claims: {checked} checked, {unverified} unverified, {ignored} ignored; "
        f"{unread} stretches unread\n"
    )


def page(*commands: str) -> str:
    """A page that shows *commands*, from its sixth line on."""
    return "".join(("Page\n====\n\n.. code-block:: console\n\n", *(f"   $ {command}\n" for command in commands)))


STALE = page("weigh --port=1")


def write(directory: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory, which is empty and no repository."""
    directory = tmp_path / "here"
    directory.mkdir()
    monkeypatch.chdir(directory)
    return directory


@pytest.fixture
def check(command: Run, run: Run, here: Path, alone: None) -> Run:
    """Runs ``factcheck check`` with facts about weigh alone, of a site that has scales 1.3."""
    facts = write_facts(here.parent / "facts")
    for release, text in (("1.0.0", HELP), ("1.2.0", NEWER), ("1.3.0", NEWER)):
        assert add_release(run, facts, release, text, "--whole").status == 0
    return partial(command, "check", "--facts", facts, "--assume", "scales==1.3")


# What is read.


def test_a_clean_page(check: Run, here: Path) -> None:
    write(here, {"a.rst": page("weigh --scale=x")})
    assert check("a.rst") == Said(0, "", summary(claims=1))


def test_findings_stand_where_the_user_sees_them(check: Run, here: Path) -> None:
    write(here, {"docs/b.rst": STALE, "docs/a/c.rst": STALE})
    text = f"docs/a/c.rst:6:12: error: {GONE} {MARK}\ndocs/b.rst:6:12: error: {GONE} {MARK}\n"
    assert check("docs") == Said(1, text, summary(2, 2, 2))
    assert check("./docs/../docs/", "docs/b.rst") == Said(1, text, summary(2, 2, 2))
    absolute = text.replace("docs/", f"{here}/docs/")
    assert check(here) == Said(1, absolute, summary(2, 2, 2))


def test_files_seen_from_a_directory_below(check: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"docs/b.rst": STALE, "docs/a/c.rst": ""})
    monkeypatch.chdir(here / "docs/a")
    assert check("..").out == f"../b.rst:6:12: error: {GONE} {MARK}\n"


@pytest.mark.parametrize(
    ("name", "arguments", "read"),
    [
        ("a.rst", (), True),
        ("deep/er/A.RST", (), True),
        ("_guide/a.rst", (), True),
        (".hidden/a.rst", (), False),
        ("node_modules/x/README.rst", (), False),
        ("_build/a.rst", (), False),
        ("a.txt", (), False),
        ("a.sh", (), False),
        ("a.txt", ("--include", "*.txt"), True),
        ("docs/a.txt", ("--include", "docs/*.txt"), True),
        ("docs/old/a.rst", ("--exclude", "old/"), False),
        ("docs/old/a.rst", ("--exclude", "/old"), True),
        ("docs/old/a.rst", ("--exclude", "docs/old"), False),
    ],
)
def test_which_files_of_a_directory_are_read(name: str, arguments: tuple[str, ...], read: bool, check: Run, here: Path) -> None:
    write(here, {name: STALE})
    assert check(".", *arguments).err == summary(int(read), int(read), int(read))


def test_a_file_that_is_named_is_read(check: Run, here: Path) -> None:
    write(here, {".venv/a.rst": STALE})
    assert check(".venv/a.rst", "--exclude", "*").status == 1
    assert check(".venv").status == 1


@pytest.mark.parametrize(
    ("setting", "pages"),
    [
        ("source_suffix = '.txt'", 2),
        ("source_suffix: dict = {'.rst': 'restructuredtext', '.txt': 'restructuredtext'}", 2),
        ("source_suffix = ['.rst', '.TXT']", 2),
        ("source_suffix = sorted(suffixes)", 1),
        ("# source_suffix = '.txt'", 1),
        ("source_suffix = (", 1),
    ],
)
def test_a_site_says_what_its_pages_are(setting: str, pages: int, check: Run, here: Path) -> None:
    write(here, {"docs/conf.py": setting, "docs/a/b.txt": STALE, "docs/c.rst": "", "d.txt": STALE})
    assert check(".").err == summary(pages - 1, pages, pages - 1)


def test_the_input(check: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"docs/conf.py": "", "part.txt": STALE})
    for text, name, told in ((STALE, "docs/new.rst", "docs/new.rst"), (".. include:: /part.txt\n", "new.rst", "part.txt")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert check("-", "--stdin-filename", name) == Said(1, f"{told}:6:12: error: {GONE} {MARK}\n", summary(1, 1, 1))
    assert check("-") == Said(2, "", "error: '-' needs --stdin-filename NAME, whose ending tells the markup\n")


def test_markdown_and_plain_files(check: Run, here: Path) -> None:
    write(here, {"a.md": "# Page\n\n```console\n$ weigh --port=1\n```\n", "bin/b.sh": "exec weigh --port=1\n"})
    told = [f"{place}: error: {GONE} {MARK}\n" for place in ("a.md:4:9", "bin/b.sh:1:12")]
    assert check(".") == Said(1, told[0], summary(1, 1, 1))
    assert check(".", "--include", "*.sh") == Said(1, "".join(told), summary(2, 2, 2))
    assert check("bin/b.sh") == Said(1, told[1], summary(1, 1, 1))


# What pages include.


def test_includes_are_looked_for_below_the_root_of_the_site_and_nowhere_else(check: Run, here: Path) -> None:
    write(here, {"site/docs/a.rst": ".. include:: /part.txt\n.. include:: ../../part.txt\n", "part.txt": STALE})
    assert check("site/docs") == Said(0, "", summary(0, 1, 0, 2))
    write(here, {"site/conf.py": "", "site/part.txt": STALE})
    assert check("site/docs") == Said(1, f"site/part.txt:6:12: error: {GONE} {MARK}\n", summary(1, 1, 1, 1))
    (here / "site/conf.py").rename(here / "../conf.py")
    assert check("site/docs") == Said(0, "", summary(0, 1, 0, 2))
    assert check(here / "site/docs") == Said(0, "", summary(0, 1, 0, 2))
    (here / ".git").mkdir()
    assert check("site/docs") == Said(1, f"part.txt:6:12: error: {GONE} {MARK}\n", summary(1, 1, 2))


def test_a_repository_in_a_repository(check: Run, here: Path) -> None:
    write(
        here,
        {"conf.py": "", ".git/HEAD": "", "part.txt": STALE, "sub/.git": "gitdir: x", "sub/a.rst": ".. include:: /part.txt\n"},
    )
    assert check(".") == Said(0, "", summary(0, 1, 0, 1))
    write(here, {"sub/docs/mkdocs.yml": "", "sub/docs/a.rst": ".. include:: /part.txt\n", "sub/docs/part.txt": STALE})
    assert check("sub").out == f"sub/docs/part.txt:6:12: error: {GONE} {MARK}\n"


def test_what_several_pages_include_is_told_once(check: Run, here: Path) -> None:
    write(here, {"conf.py": "", "b/conf.py": "", "part.txt": STALE, "b/part.txt": STALE})
    write(here, dict.fromkeys(("a.rst", "c.rst", "b/d.rst"), ".. include:: part.txt\n"))
    told = "".join(f"{name}:6:12: error: {GONE} {MARK}\n" for name in ("b/part.txt", "part.txt"))
    assert check(".") == Said(1, told, summary(2, 3, 3))


def test_a_part_is_judged_as_its_page_says(check: Run, here: Path) -> None:
    part = f"{STALE}\nmiddle\n\n{STALE}"
    write(here, {"a.rst": ".. applies-to:: scales 1.0\n\n.. include:: part.rst\n   :end-before: middle\n", "part.rst": part})
    assert check(".") == Said(1, f"part.rst:15:12: error: {GONE} {MARK}\n", summary(1, 2, 2))


def test_pages_that_include_each_other_are_read(check: Run, here: Path) -> None:
    write(here, {"a.rst": f"{STALE}\n.. include:: b.rst\n", "b.rst": f"{STALE}\n.. include:: a.rst\n"})
    assert check(".").out == "".join(f"{name}.rst:6:12: error: {GONE} {MARK}\n" for name in "ab")


def test_unknown_markup_is_no_error_and_its_content_is_read(check: Run, here: Path) -> None:
    write(here, {"a.rst": ".. strange:: thing\n   :odd: yes\n\n   Run :odd:`x` and::\n\n      $ weigh --port=1\n"})
    assert check("a.rst") == Said(1, f"a.rst:6:15: error: {GONE} {MARK}\n", summary(1, 1, 1))


# What is told.


def test_codes_are_selected(check: Run, here: Path) -> None:
    write(here, {"a.rst": page("weigh --port=1", "weigh --prot=1")})
    both = check("a.rst").out.splitlines()
    assert [line.rpartition(" ")[2] for line in both] == [MARK, "[factcheck.unknown-flag]"]
    assert check("a.rst", "--select", "removed-flag").out.splitlines() == both[:1]
    assert check("a.rst", "--ignore", "factcheck.removed-flag").out.splitlines() == both[1:]
    assert check("a.rst", "--select", "removed-flag,unknown-flag", "--ignore", "unknown-flag").out.splitlines() == both[:1]
    assert check("a.rst", "--ignore", "removed-flag", "--ignore", "unknown-flag").status == 0


def test_severity(check: Run, here: Path) -> None:
    write(here, {"a.rst": "weigh\n=====\n\nIt takes ``--port``.\n"})
    assert check("a.rst").out.startswith("a.rst:4:12: warning: ")
    assert check("a.rst", "--severity", "error") == Said(0, "", summary(0, 1, 1))
    write(here, {"a.rst": "::\n\n   containers:\n   - image: weigh:v1.0.0\n     command: [weigh, --port=1]\n"})
    assert (check("a.rst").status, check("a.rst", "--severity", "information").status) == (0, 1)


def test_formats(check: Run, here: Path) -> None:
    write(here, {"a,b.rst": STALE})
    assert check("a,b.rst", "--format", "full").out.splitlines() == [
        f"a,b.rst:6:12: error: {GONE} {MARK}",
        "    known from: weigh --help",
    ]
    (line,) = check("a,b.rst", "--format", "json").out.splitlines()
    found = json.loads(line)
    assert (found["path"], found["line"], found["code"]) == ("a,b.rst", 6, "removed-flag")
    assert check("a,b.rst", "--format", "github").out == (
        f"::error title=factcheck.removed-flag,file=a%2Cb.rst,line=6,col=12::{GONE}\n"
    )


def test_files_that_are_written(check: Run, here: Path) -> None:
    write(here, {"docs/a.rst": STALE, "docs/b.rst": b"\xff", "docs/sub/conf.py": "", "docs/sub/a.rst": STALE})
    said = check("docs", "--output", "out/found.txt", "--coverage", "out/coverage.json", "--quiet")
    assert said == Said(3, "", "error: docs/b.rst: cannot be read: it is not in UTF-8\n")
    found = Path("out/found.txt").read_text("utf-8")
    assert found == "".join(f"docs/{name}:6:12: error: {GONE} {MARK}\n" for name in ("a.rst", "sub/a.rst"))
    coverage = json.loads(Path("out/coverage.json").read_text("utf-8"))
    assert (coverage["claims"], coverage["checked"], coverage["unread"]) == (2, 2, {"encoding": 1})
    assert {name: page["claims"] for name, page in coverage["pages"].items()} == {
        "docs/a.rst": 1, "docs/b.rst": 0, "docs/sub/a.rst": 1,
    }  # fmt: skip


def test_what_is_no_file_is_written_to_and_stays_what_it_is(check: Run, here: Path) -> None:
    write(here, {"a.rst": STALE, "real": "before"})
    os.mkfifo(here / "pipe")
    (here / "link").symlink_to("real")
    reader = os.open(here / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert check("a.rst", "--output", "pipe", "--coverage", "link").status == 1
        assert os.read(reader, 1000).decode() == f"a.rst:6:12: error: {GONE} {MARK}\n"
    finally:
        os.close(reader)
    assert (here / "pipe").is_fifo()
    assert (here / "link").is_symlink()
    assert json.loads((here / "real").read_text("utf-8"))["claims"] == 1


# What cannot be meant.


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a.rst", "no.rst", "nor"), "there is no file or directory 'no.rst', 'nor'"),
        (("a.rst", "--select", "removed-flg"), "unknown code 'removed-flg'; did you mean 'removed-flag'?"),
        (("a.rst", "--ignore", "removed-flag,"), "unknown code ''"),
        (("a.rst", "--assume", "scale==1.3"), "unknown product 'scale'; did you mean 'scales'?"),
        (("a.rst", "--assume", "scales"), "'scales': expected PRODUCT==RELEASE, such as kubernetes==1.30"),
        (("a.rst", "--assume", "scales=1"), "scales: '=1' is not a version range such as '>=1.16,<1.23'"),
        (("a.rst", "--assume", "distribution==kitchen"), "unknown distribution 'kitchen'"),
    ],
)
def test_usage(arguments: tuple[str, ...], told: str, check: Run, here: Path) -> None:
    write(here, {"a.rst": STALE})
    assert check(*arguments) == Said(2, "", f"error: {told}\n")


@pytest.mark.parametrize("arguments", [("a.rst", "--jobs", "0"), ("a.rst", "--format", "xml"), ()])
def test_usage_of_options(arguments: tuple[str, ...], check: Run) -> None:
    assert check(*arguments).status == 2


@pytest.mark.parametrize("assumption", ["scales==1.0", "scales 1.0", "weigh>=1.0,<1.2", "scales <1.2"])
def test_assumptions(assumption: str, check: Run, here: Path) -> None:
    write(here, {"a.rst": STALE})
    assert check("a.rst", "--assume", assumption).status == 0


# What goes wrong.


def fifo(path: Path) -> None:
    os.mkfifo(path)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(FILE_LIMIT + 1)


def looping(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere.rst")


def in_utf_16(path: Path) -> None:
    path.write_text(STALE, "utf-16-le")


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (fifo, "it is no regular file"),
        (huge, f"it is larger than {FILE_LIMIT} bytes"),
        (looping, os.strerror(40)),
        (dangling, os.strerror(2)),
        (in_utf_16, "it is not in UTF-8"),
        (binary, "it is not in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_checked(
    make: Callable[[Path], None], reason: str, check: Run, here: Path
) -> None:
    write(here, {"docs/b.rst": STALE})
    make(here / "docs/a.rst")
    assert check("docs") == Said(
        3,
        f"docs/b.rst:6:12: error: {GONE} {MARK}\n",
        f"error: docs/a.rst: cannot be read: {reason}\n{summary(1, 2, 1, 1)}",
    )


def test_links(check: Run, here: Path) -> None:
    write(here, {"docs/b.rst": STALE, "other/c.rst": STALE})
    (here / "docs/a.rst").symlink_to("b.rst")
    (here / "docs/c.rst").symlink_to("../other/c.rst")
    (here / "docs/loop").symlink_to(".")
    (here / "docs/other").symlink_to("../other")
    told = "".join(f"docs/{name}.rst:6:12: error: {GONE} {MARK}\n" for name in "bc")
    assert check("docs") == Said(1, told, summary(2, 2, 2))


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_names_that_are_no_text(check: Run, here: Path) -> None:
    (here / os.fsdecode(b"\xe9.rst")).write_text(STALE, "utf-8")
    said = check(".", "--coverage", "coverage.json")
    assert said == Said(1, f"\\udce9.rst:6:12: error: {GONE} {MARK}\n", summary(1, 1, 1))
    assert json.loads(Path("coverage.json").read_text("utf-8"))["pages"].keys() == {"\udce9.rst"}
    assert json.loads(check(".", "--format", "json").out)["path"] == "\udce9.rst"


def test_a_bug_costs_one_page(check: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = ClaimReader.read

    def read(reader: ClaimReader, page: Page) -> PageClaims:
        if page.path == "b.rst":
            raise KeyError(page.path)
        return honest(reader, page)

    monkeypatch.setattr(ClaimReader, "read", read)
    write(here, {f"{name}.rst": STALE for name in "abc"})
    assert check(".", "--jobs", 1) == Said(
        3,
        "".join(f"{name}.rst:6:12: error: {GONE} {MARK}\n" for name in "ac"),
        f"error: b.rst: cannot be read: internal error: KeyError: 'b.rst'\n{summary(2, 3, 2, 1)}",
    )


def test_a_rule_with_a_bug_costs_one_page(check: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def finds(*_: object) -> object:
        raise ValueError("a\nb")

    monkeypatch.setattr("sphinxext.factcheck.rules.removed_flag.check", finds)
    write(here, {"a.rst": page("weigh --scale=x"), "b.rst": ""})
    assert check(".") == Said(3, "", f"error: a.rst: cannot be read: internal error: ValueError: a b\n{summary(0, 2, 0, 1)}")


# Several processes.


@pytest.fixture
def many(here: Path) -> Path:
    """Pages enough to be worth more than one process."""
    filler = "It weighs nothing.\n" * 2500
    write(here, {f"docs/{number:02}.rst": f"{STALE}\n{filler}" for number in range(20)})
    write(here, {"docs/07.rst": f"{STALE}\n\xe9".encode("latin-1")})
    return here / "docs"


def test_results_are_the_same_for_any_number_of_processes(check: Run, many: Path) -> None:
    alone = check("docs", "--jobs", 1, "--coverage", "alone.json")
    assert alone == Said(
        3,
        "".join(f"docs/{number:02}.rst:6:12: error: {GONE} {MARK}\n" for number in range(20) if number != 7),
        f"error: docs/07.rst: cannot be read: it is not in UTF-8\n{summary(19, 20, 19, 1)}",
    )
    assert check("docs", "--jobs", 2, "--coverage", "two.json") == alone
    assert Path("two.json").read_bytes() == Path("alone.json").read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="the patch must reach the processes")
def test_a_process_that_dies_costs_one_page(check: Run, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()

    honest = ClaimReader.read

    def read(reader: ClaimReader, page: Page) -> PageClaims:
        if page.path == "11.rst":
            assert os.getpid() != parent
            os._exit(1)
        return honest(reader, page)

    monkeypatch.setattr(ClaimReader, "read", read)
    said = check("docs", "--jobs", 2)
    assert said.err == (
        "error: docs/07.rst: cannot be read: it is not in UTF-8\n"
        "error: docs/11.rst: cannot be read: internal error: the process that read it ended\n"
        f"{summary(18, 20, 18, 2)}"
    )
    assert said.status == 3


# Progress.


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_somebody_who_waits_sees_how_far_it_is(check: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"a.rst": "", "b.rst": ""})
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    check("a.rst", "b.rst")
    assert terminal.getvalue() == summary(0, 2)
    monkeypatch.setattr("sphinxext.factcheck.cli.progress._PATIENCE", 0)
    monkeypatch.setattr("sphinxext.factcheck.cli.progress._STEP", 0)
    check("a.rst", "b.rst")
    wiped = " " * len("2 of 2 pages read")
    assert terminal.getvalue() == f"{summary(0, 2)}\r1 of 2 pages read\r2 of 2 pages read\r{wiped}\r{summary(0, 2)}"
    check("a.rst", "b.rst", "--quiet")
    assert terminal.getvalue().count("\r") == 4
