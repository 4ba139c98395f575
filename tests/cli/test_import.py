from __future__ import annotations

import itertools
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinxext.factcheck.cli.files import write_files

from .conftest import Run, Said
from .scales import HELP, NEWER, add_release, contents, write_facts

RECORD = """\
# Made by `factcheck facts import`: do not edit.
component: weigh
generated: factcheck facts import
releases:
  "1.0.0": {methods: [help], artefacts: [weigh --help], partial: true, style: cobra}
flags:
  help: {type: bool, no_value: true, shorthand: h}
  port: {type: int, default: "48251"}
  scale: {type: string, default: kitchen}
"""


@pytest.mark.usefixtures("alone")
def test_a_component_of_ones_own(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    assert add_release(run, facts, "1.0.0", HELP) == Said(
        0, "".join(f"new: {facts}/scales/{name}.yaml\n" for name in ("product", "weigh", "weigh.record", "weigh.flags"))
    )
    found = contents(facts)
    assert sorted(found) == [
        "scales", "scales/product.yaml", "scales/weigh.flags.yaml", "scales/weigh.record.yaml", "scales/weigh.yaml",
    ]  # fmt: skip
    assert found["scales/product.yaml"] == b'product: scales\nreleases: ["1.0"]\n'
    assert found["scales/weigh.yaml"] == b"component: weigh\nproduct: scales\nprograms: [weigh]\n"
    assert found["scales/weigh.record.yaml"] == RECORD.encode()
    assert run("validate", facts) == Said(0)


def test_the_same_twice_changes_nothing(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    add_release(run, facts, "1.0.0", HELP)
    before = contents(facts)
    assert add_release(run, facts, "1.0.0", HELP) == Said(0, "nothing has changed\n")
    assert add_release(run, facts, "1.0.0", HELP, "--check") == Said(0)
    assert contents(facts) == before


def test_releases_in_any_order_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    found = []
    for number, order in enumerate(itertools.permutations([("1.0.0", HELP), ("1.2.0", NEWER), ("1.10.1", HELP)])):
        facts = tmp_path / str(number) / "facts"
        facts.parent.mkdir()
        for release, text in order:
            assert add_release(run, facts, release, text).status == 0
        found.append(contents(facts))
    assert all(each == found[0] for each in found)
    assert found[0]["scales/product.yaml"] == b'product: scales\nreleases: ["1.0", "1.2", "1.10"]\n'


def test_what_was_written_into_a_product_is_kept(run: Run, tmp_path: Path) -> None:
    facts = write_facts(tmp_path / "facts")
    before = contents(facts)
    add_release(run, facts, "1.9.0", HELP)
    assert {name: text for name, text in contents(facts).items() if name in before} == before


def test_check_shows_what_would_change(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    add_release(run, facts, "1.0.0", HELP)
    before = contents(facts)
    said = add_release(run, facts, "1.0.0", HELP.replace("48251", "48252"), "--check")
    path = f"{facts}/scales/weigh.record.yaml"
    assert (said.status, said.err) == (1, "")
    assert said.out.startswith(
        f"--- {path}\n+++ {path} (new)\n@@ -5,5 +5,5 @@\n"
        '   "1.0.0": {methods: [help], artefacts: [weigh --help], partial: true, style: cobra}\n flags:\n'
        "   help: {type: bool, no_value: true, shorthand: h}\n"
        '-  port: {type: int, default: "48251"}\n+  port: {type: int, default: "48252"}\n'
    )
    assert contents(facts) == before


def recorded_from_source(run: Run, facts: Path) -> None:
    add_release(run, facts, "1.0.0", HELP)
    path = facts / "scales" / "weigh.record.yaml"
    path.write_text(path.read_text("utf-8").replace("methods: [help]", "methods: [src]").replace(", partial: true", ""), "utf-8")


@pytest.mark.parametrize("release", ["1.0.0", "1.0"])
def test_another_artefact_of_the_same_release_takes_no_place_unasked(run: Run, tmp_path: Path, release: str) -> None:
    facts = tmp_path / "facts"
    recorded_from_source(run, facts)
    before = contents(facts)
    what = f"error: weigh {release} is recorded already, from weigh --help; --check compares, --replace overwrites\n"
    if release == "1.0.0":
        assert add_release(run, facts, release, NEWER) == Said(3, "", what)
        assert contents(facts) == before
    else:  # 1.0 and 1.0.0 are the same release.
        said = add_release(run, facts, release, NEWER)
        assert (said.status, said.out) == (3, "")
        assert contents(facts) == before
    assert add_release(run, facts, "1.0.0", NEWER, "--check") == Said(
        1,
        "--safe-port: in the artefact, and not recorded\n"
        "--scale: the default is recorded as 'kitchen', the artefact has 'bathroom'\n",
    )
    assert contents(facts) == before
    assert add_release(run, facts, "1.0.0", NEWER, "--replace").status == 0
    assert contents(facts) != before


def test_what_is_imported_of_a_built_in_component_lies_over_it(run: Run, tmp_path: Path) -> None:
    file, facts = tmp_path / "help.txt", tmp_path / "facts"
    file.write_text(HELP.replace("weigh", "kube-scheduler"), "utf-8")
    before = run("show", "kube-scheduler", "--release", "1.18.20", "--format", "json")
    said = run("import", "kube-scheduler", "--release", "1.99.0", "--from", file, "--to", facts)
    assert (said.status, said.err) == (0, "")
    assert sorted(contents(facts)) == [
        "kubernetes", "kubernetes/kube-scheduler.flags.yaml", "kubernetes/kube-scheduler.record.yaml",
        "kubernetes/kube-scheduler.yaml",
    ]  # fmt: skip
    assert run("show", "kube-scheduler", "--release", "1.18.20", "--format", "json", "--facts", facts) == before
    (facts / "kubernetes" / "kube-scheduler.yaml").unlink()
    shown = run("show", "kube-scheduler", "--release", "1.99.0", "--facts", facts)
    assert (shown.status, shown.err) == (0, "")
    assert shown.out.startswith("kube-scheduler 1.99.0, as recorded of 1.99.0\n")
    assert "--scale  string  kitchen" in shown.out


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the help text is empty"),
        (HELP[:138], "the help text is cut off at '--port int       where to': take the whole output of the program"),
        (b"usage: weigh\n  --gr\xf6\xdfe  x\n", "help.txt: expected text in UTF-8"),
        (b"\x00\x01\x02" * 50, None),
        ("Verwendung: weigh\n\nWiegt Dinge.\n", None),
        ("just a sentence\n", None),
    ],
)
@pytest.mark.parametrize("before", ["nothing", "a release"])
def test_a_text_that_is_no_help(run: Run, tmp_path: Path, text: str | bytes, what: str | None, before: str) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    if before != "nothing":
        add_release(run, facts, "1.0.0", HELP)
    was = contents(facts)
    file = tmp_path / "help.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    said = run("import", "weigh", "--product", "scales", "--release", "1.2.0", "--from", file, "--to", facts)
    assert (said.status, said.out, said.err.count("\n")) == (3, "", 1)
    assert said.err.startswith("error: ")
    if what is not None:
        assert said.err == f"error: {what}\n"
    assert contents(facts) == was


def tabbed(text: str) -> str:
    """*text* with a tab for the spaces between a flag and what is told of it."""
    return "".join(
        line[:21].rstrip() + "\t" + line[21:] if line[:8].strip().startswith("-") else line
        for line in text.splitlines(keepends=True)
    )


@pytest.mark.parametrize("spoil", ["colours", "tabs", "carriage returns", "byte order mark"])
def test_a_help_that_was_dressed_up(run: Run, tmp_path: Path, spoil: str) -> None:
    text = {
        "colours": "".join(f"\x1b[1m{line}\x1b[0m\n" for line in HELP.splitlines()),
        "tabs": tabbed(HELP),
        "carriage returns": HELP.replace("\n", "\r\n"),
        "byte order mark": "\ufeff" + HELP,
    }[spoil]
    assert text != HELP
    assert add_release(run, tmp_path / "facts", "1.0.0", text).status == 0
    assert (tmp_path / "facts" / "scales" / "weigh.record.yaml").read_text("utf-8") == RECORD


def test_help_from_standard_input_and_from_nowhere(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = "import", "weigh", "--product", "scales", "--release", "1.0.0", "--to", tmp_path / "facts", "--from"
    assert run(*arguments, tmp_path / "none") == Said(3, "", f"error: {tmp_path}/none: No such file or directory\n")
    assert run(*arguments, tmp_path) == Said(
        3, "", f"error: {tmp_path}: expected a help text, or a directory with flags/ or config_fields/ in it\n"
    )
    assert run(*arguments, "/dev/zero") == Said(3, "", "error: zero: larger than any help text (16000000 bytes)\n")
    assert contents(tmp_path) == {}
    (tmp_path / "help.txt").write_text(HELP, "utf-8")
    with (tmp_path / "help.txt").open("r", encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        assert run(*arguments, "-").status == 0
    assert (tmp_path / "facts" / "scales" / "weigh.record.yaml").read_text("utf-8") == RECORD


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["../weigh", "--release", "1.0"], "'../weigh' is no name: expected letters, digits, '.', '_' and '-'"),
        (["we igh", "--release", "1.0"], "'we igh' is no name: expected letters, digits, '.', '_' and '-'"),
        (["weigh", "--release", "1.0", "--product", "/x"], "'/x' is no name: expected letters, digits, '.', '_' and '-'"),
        (["product", "--release", "1.0"], "'product' cannot name a component: files of facts are named so"),
        (["weigh.flags", "--release", "1.0"], "'weigh.flags' cannot name a component: files of facts are named so"),
        (["weigh", "--release", "new"], "'new' is not a version"),
        (["weigh"], "name the component, and its release with --release"),
        (["weigh", "--release", "1.0", "--timeout", "nan"], "--timeout: expected a number of seconds above 0"),
        (["weigh", "--release", "1.0", "--timeout", "-1"], "--timeout: expected a number of seconds above 0"),
    ],
)
def test_arguments_that_cannot_be_meant(run: Run, tmp_path: Path, arguments: list[str], what: str) -> None:
    (tmp_path / "help.txt").write_text(HELP, "utf-8")
    facts = tmp_path / "deep" / "facts"
    assert run("import", *arguments, "--from", tmp_path / "help.txt", "--to", facts) == Said(2, "", f"error: {what}\n")
    assert sorted(contents(tmp_path)) == ["help.txt"]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["weigh", "--release", "1.0"], "no facts describe 'weigh' yet: name its product with --product"),
        (["scheduler", "--release", "1.0"], "'scheduler' is a name of 'kube-scheduler': use that"),
        (
            ["kubelet", "--release", "1.0", "--product", "scales"],
            "'kubelet' is of the product 'kubernetes', not of 'scales'",
        ),
    ],
)
def test_whose_product_is_not_known(run: Run, tmp_path: Path, arguments: list[str], what: str) -> None:
    (tmp_path / "help.txt").write_text(HELP, "utf-8")
    assert run("import", *arguments, "--from", tmp_path / "help.txt", "--to", tmp_path / "facts") == Said(
        3, "", f"error: {what}\n"
    )
    assert sorted(contents(tmp_path)) == ["help.txt"]


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("weigh.record.yaml", b"a: [", "not YAML: "),
        ("weigh.record.yaml", b"component: weigh\n", "the key 'flags' is missing"),
        ("weigh.record.yaml", b"\xff", "found the byte 0xff, expected text in UTF-8"),
        ("weigh.record.yaml", RECORD.replace('48251"}', "").encode(), "not YAML: "),
        ("weigh.yaml", b"component: weigh\nproduct: scales\nprograms: weigh\n", "found 'weigh', expected a list of names"),
        ("product.yaml", b"product: scales\nreleases: []\n", "found an empty list, expected "),
        ("product.yaml", b"!!python/object:os.system {}\n", "the tag '!!python/object:os.system' is not allowed here"),
    ],
)
def test_facts_that_cannot_be_read_are_not_overwritten(run: Run, tmp_path: Path, name: str, text: bytes, what: str) -> None:
    facts = tmp_path / "facts"
    add_release(run, facts, "1.0.0", HELP)
    path = facts / "scales" / name
    path.write_bytes(text)
    before = contents(facts)
    said = add_release(run, facts, "1.2.0", NEWER)
    assert (said.status, said.out, said.err.count("\n")) == (3, "", 1)
    assert said.err.startswith(f"error: {path}:")
    assert what in said.err
    assert said.err.endswith("; mend it or take it away first\n")
    assert contents(facts) == before


def test_a_place_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    before = contents(tmp_path)
    (tmp_path / "help.txt").write_text(HELP, "utf-8")
    arguments = "import", "weigh", "--product", "scales", "--release", "1.0.0", "--from", tmp_path / "help.txt", "--to"
    for place in (tmp_path / "file", tmp_path / "file" / "facts"):
        said = run(*arguments, place)
        assert (said.status, said.out) == (3, "")
        assert said.err == f"error: {tmp_path}/file: File exists\n"
    (tmp_path / "help.txt").unlink()
    assert contents(tmp_path) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="everything may be written by root")
def test_a_directory_that_may_not_be_written(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.mkdir(mode=0o555)
    said = add_release(run, facts, "1.0.0", HELP)
    assert said == Said(3, "", f"error: {facts}/scales: Permission denied\n")
    assert contents(facts) == {}


def test_a_directory_in_the_place_of_a_file(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    (facts / "scales" / "weigh.flags.yaml").mkdir(parents=True)
    before = contents(facts)
    said = add_release(run, facts, "1.0.0", HELP)
    assert said == Said(3, "", f"error: {facts}/scales/weigh.flags.yaml: Is a directory\n")
    assert contents(facts) == before


def test_a_link_that_leads_out_of_the_directory(run: Run, tmp_path: Path) -> None:
    facts, outside = tmp_path / "facts", tmp_path / "outside"
    facts.mkdir()
    outside.mkdir()
    (facts / "scales").symlink_to(outside)
    said = add_release(run, facts, "1.0.0", HELP)
    assert said == Said(3, "", f"error: {facts}/scales: leads out of {facts}\n")
    assert contents(outside) == {}


@pytest.mark.parametrize("fails", ["mkstemp", "replace"])
def test_all_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    old = tmp_path / "a" / "old"
    old.parent.mkdir()
    old.write_text("old", "utf-8")
    before = contents(tmp_path)
    calls = []
    real: Callable[..., object] = tempfile.mkstemp if fails == "mkstemp" else Path.replace

    def failing(*arguments: object, **named: object) -> object:
        calls.append(arguments)
        if len(calls) == 2:
            raise PermissionError(13, "Permission denied", "somewhere")
        return real(*arguments, **named)

    monkeypatch.setattr(tempfile if fails == "mkstemp" else Path, fails, failing)
    with pytest.raises(OSError, match="Permission denied") as caught:
        write_files([(old, "new"), (tmp_path / "b" / "c" / "new", "new")])
    assert caught.value.filename == str(tmp_path / "b" / "c" / "new")
    monkeypatch.undo()
    assert contents(tmp_path) == before


def program(directory: Path, body: str) -> Path:
    path = directory / "weigh"
    path.write_text(f"#!{sys.executable} -IS\nimport sys, time\n{body}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("time.sleep(60)", "'weigh' does not end within 0.5 seconds"),
        ("print('Password: ', end='', flush=True); time.sleep(60)", "'weigh' asks for input: 'Password:'"),
        ("input('Name: ')", "'weigh --help' asks for input: 'EOFError: EOF when reading a line'"),
        ("sys.exit(3)", "'weigh --help' prints nothing (exit status 3)"),
        ("print('no'); sys.exit(1)", "'weigh --help' prints no help (exit status 1): 'no'"),
    ],
)
def test_a_program_that_gives_no_help(run: Run, tmp_path: Path, body: str, what: str) -> None:
    facts = tmp_path / "facts"
    add_release(run, facts, "1.0.0", HELP)
    before = contents(facts)
    timeout = "0.5" if "sleep" in body else "20"
    arguments = "import", "weigh", "--release", "1.2.0", "--to", facts, "--timeout", timeout
    assert run(*arguments, "--run", program(tmp_path, body)) == Said(3, "", f"error: {what}\n")
    assert contents(facts) == before


def test_a_program_that_cannot_be_run(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x", "utf-8")
    arguments = "import", "weigh", "--product", "scales", "--release", "1.2.0", "--to", tmp_path / "facts", "--run"
    assert [run(*arguments, path) for path in (tmp_path / "none", "no-such-program-here", tmp_path, tmp_path / "plain")] == [
        Said(3, "", f"error: there is no program '{tmp_path}/none'\n"),
        Said(3, "", "error: there is no program 'no-such-program-here' in PATH\n"),
        Said(3, "", f"error: there is no program '{tmp_path}'\n"),
        Said(3, "", f"error: '{tmp_path}/plain' is not executable\n"),
    ]
    assert sorted(contents(tmp_path)) == ["plain"]


@pytest.mark.parametrize("output", ["stdout", "stderr"])
@pytest.mark.parametrize("status", [0, 1, 2])
def test_a_program_that_prints_elsewhere_and_fails(run: Run, tmp_path: Path, output: str, status: int) -> None:
    weigh = program(tmp_path, f"sys.{output}.write({HELP!r}); sys.exit({status})")
    said = run("import", "weigh", "--product", "scales", "--release", "1.0.0", "--run", weigh, "--to", tmp_path / "facts")
    assert (said.status, said.err) == (0, "")
    assert (tmp_path / "facts" / "scales" / "weigh.record.yaml").read_text("utf-8") == RECORD


def test_subcommands_that_are_left_out_are_told(run: Run, tmp_path: Path) -> None:
    root = (
        "Usage:\n  weigh [command]\n\nAvailable Commands:\n  mute        Says nothing\n  run         Weigh now\n"
        '  torn        Is of no use\n\nFlags:\n  -h, --help   help for weigh\n\nUse "weigh [command] --help" for more.\n'
    )
    leaf = "Usage:\n  weigh run\n\nFlags:\n  -h, --help   help for run\n      --gram   in grams\n"
    weigh = program(
        tmp_path,
        f"words = sys.argv[1]\nif words == 'mute': sys.exit(4)\n"
        f"print({{'--help': {root!r}, 'run': {leaf!r}, 'torn': 'nothing of use'}}[words])",
    )
    said = run("import", "weigh", "--product", "scales", "--release", "1.0.0", "--run", weigh, "--to", tmp_path / "facts")
    assert said.status == 0
    assert said.err == (
        "2 subcommands are left out:\n"
        "  mute: 'weigh mute --help' prints nothing (exit status 4)\n"
        "  torn: 'weigh torn --help' prints no help (exit status 0): 'nothing of use'\n"
    )
