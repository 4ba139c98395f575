from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from sphinxext.factcheck.messages import Message
from sphinxext.factcheck.upstream.help import Help, HelpError, Style
from sphinxext.factcheck.upstream.run import RunError, help_tree, run_help, tree_of
from sphinxext.factcheck.upstream.seen import SeenFlag

from .help import texts


def program(directory: Path, body: str, name: str = "weigh") -> str:
    """An executable that runs *body*, in Python."""
    path = directory / name
    path.write_text(f"#!{sys.executable} -IS\nimport os, sys, time\n{body}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def printing(directory: Path, stdout: str = "", stderr: str = "", status: int = 0) -> str:
    return program(directory, f"sys.stdout.write({stdout!r}); sys.stderr.write({stderr!r}); sys.exit({status})")


def problem(path: str, timeout: float = 10) -> str:
    with pytest.raises(RunError) as caught:
        run_help(path, timeout=timeout)
    assert isinstance(caught.value.message, Message)
    return str(caught.value)


@pytest.mark.parametrize("status", [0, 1, 2])
def test_help_on_either_output(tmp_path: Path, status: int) -> None:
    assert run_help(printing(tmp_path, texts.GNU, "a warning\n", status)) == texts.GNU
    assert run_help(printing(tmp_path, "a greeting\n", texts.GO_FLAG, status)) == texts.GO_FLAG


def test_a_usage_on_one_output_and_the_flags_on_the_other(tmp_path: Path) -> None:
    usage, flags = texts.ETCD[: texts.ETCD.index("Member")], texts.ETCD[texts.ETCD.index("Member") :]
    assert run_help(printing(tmp_path, flags, usage)) == f"{usage.rstrip()}\n\n{flags}"
    assert run_help(printing(tmp_path, usage, flags)) == f"{usage.rstrip()}\n\n{flags}"


def test_the_last_line_of_a_program_that_ended_is_whole(tmp_path: Path) -> None:
    assert run_help(printing(tmp_path, texts.GNU.rstrip("\n"))) == texts.GNU


def test_what_a_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    path = program(
        tmp_path,
        "print('Usage: weigh [OPTION]')\nprint('  --help  ', sys.argv[1:], sys.stdin.read() == '', sys.stdout.isatty())\n"
        "print('  --env  ', *(f'{name}={value}' for name, value in sorted(os.environ.items()) if name not in ('PATH', 'LC_CTYPE')))\n"
        "print('  --cwd  ', os.listdir('.'))",
    )
    assert run_help(path, ["--help", "; echo no"]) == (
        "Usage: weigh [OPTION]\n  --help   ['--help', '; echo no'] True False\n"
        "  --env   COLUMNS=80 HOME=/nonexistent LANG=C LC_ALL=C NO_COLOR=1 PAGER=cat TERM=dumb\n  --cwd   []\n"
    )


def test_a_name_is_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printing(tmp_path, texts.GNU)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert run_help("weigh") == texts.GNU


def test_no_program(tmp_path: Path) -> None:
    assert problem("no-such-program-here") == "there is no program 'no-such-program-here' in PATH"
    assert problem(str(tmp_path / "x")) == f"there is no program {str(tmp_path / 'x')!r}"
    assert problem(str(tmp_path)) == f"there is no program {str(tmp_path)!r}"


def test_not_executable(tmp_path: Path) -> None:
    path = tmp_path / "weigh"
    path.write_text("x", "utf-8")
    assert problem(str(path)) == f"{str(path)!r} is not executable"
    path.chmod(0o755)
    assert problem(str(path)) == "'weigh' cannot be run: [Errno 8] Exec format error: " + repr(str(path))


def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    path = program(tmp_path, f"child = os.fork()\nif child: open({str(pid)!r}, 'w').write(str(child))\ntime.sleep(60)")
    started = time.monotonic()
    assert problem(path, timeout=1) == "'weigh' does not end within 1 seconds"
    assert time.monotonic() - started < 10
    for _ in range(50):
        state = Path(f"/proc/{pid.read_text('utf-8')}/stat")
        if not state.exists() or state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("what the program started goes on")


def test_a_program_that_leaves_something_behind_does_not_hang(tmp_path: Path) -> None:
    path = program(tmp_path, f"if os.fork():\n    sys.stdout.write({texts.GNU!r})\nelse:\n    time.sleep(60)")
    assert run_help(path, timeout=1) == texts.GNU


@pytest.mark.parametrize(
    "body", ["print('Password: ', end='', flush=True); time.sleep(60)", "print('Go on? [y/N] ', end=''); sys.exit(1)"]
)
def test_a_program_that_asks(tmp_path: Path, body: str) -> None:
    assert problem(program(tmp_path, body), timeout=1) in (
        "'weigh' asks for input: 'Password:'",
        "'weigh --help' asks for input: 'Go on? [y/N]'",
    )


def test_a_program_that_reads_its_input(tmp_path: Path) -> None:
    assert problem(program(tmp_path, "input('Name: ')")) == ("'weigh --help' asks for input: 'EOFError: EOF when reading a line'")


def test_a_program_that_prints_no_help(tmp_path: Path) -> None:
    assert problem(printing(tmp_path, status=3)) == "'weigh --help' prints nothing (exit status 3)"
    assert problem(printing(tmp_path, stderr="first\nno such option: --help\n", status=1)) == (
        "'weigh --help' prints no help (exit status 1): 'no such option: --help'"
    )
    assert problem(printing(tmp_path, texts.GNU, "weigh: library missing\n", 127)) == (
        "'weigh --help' prints no help (exit status 127): 'weigh: library missing'"
    )


def test_a_program_that_prints_for_ever(tmp_path: Path) -> None:
    assert problem(program(tmp_path, "while True: print('  --all  ' * 1000)")) == "'weigh' prints more than 4000000 bytes"


ROOT = """\
Usage:
  weigh [command]

Available Commands:
  completion  Scripts
  help        Help
  plate       Plates
  run         Run

Flags:
  -h, --help   help for weigh

Use "weigh [command] --help" for more information about a command.
"""
HELP_FLAG = SeenFlag("help", "bool", no_value=True, shorthand="h")


def leaf(*names: str) -> str:
    lines = "".join(f"      --{name}   text of {name}\n" for name in names)
    return f"Usage:\n  weigh {names[0]}\n\nFlags:\n  -h, --help   help for {names[0]}\n{lines}"


def names(tree: tuple[tuple[tuple[str, ...], Help], ...]) -> list[tuple[str, list[str], list[str]]]:
    return [(" ".join(path), [f.name for f in help_.flags], [f.name for f in help_.inherited]) for path, help_ in tree]


def test_a_tree_of_commands() -> None:
    plate = ROOT.replace("  run         Run\n", "").replace("plate       Plates", "add   Add").replace("for weigh", "for plate")
    given = {(): ROOT, ("plate",): plate, ("plate", "add"): leaf("heavy"), ("run",): leaf("fast", "slow")}
    asked: list[tuple[str, ...]] = []

    def text_of(path: tuple[str, ...]) -> str:
        asked.append(path)
        return given[path]

    assert names(tree_of(text_of)) == [
        ("", ["help"], []),
        ("plate", ["help"], []),
        ("run", ["help", "fast", "slow"], []),
        ("plate add", ["help", "heavy"], []),
    ]
    assert asked == [(), ("plate",), ("run",), ("plate", "add")]
    assert names(tree_of(text_of, max_depth=1))[1:] == [("plate", ["help"], []), ("run", ["help", "fast", "slow"], [])]
    assert names(tree_of(text_of, max_commands=1))[1:] == [("plate", ["help"], [])]


def test_a_tree_without_an_end() -> None:
    assert len(tree_of(lambda path: ROOT)) == 1
    assert len(tree_of(lambda path: ROOT.replace("for weigh", f"for {path}"), max_depth=3)) == 1 + 2 + 4 + 8
    assert len(tree_of(lambda path: ROOT.replace("for weigh", f"for {path}"), max_depth=99, max_commands=50)) == 51


def test_a_command_that_cannot_be_read_is_left_out() -> None:
    def text_of(path: tuple[str, ...]) -> str:
        if path == ("plate",):
            raise RunError(Message("no"))
        return ROOT if not path else "no help\n"

    assert names(tree_of(text_of)) == [("", ["help"], [])]
    with pytest.raises(HelpError):
        tree_of(lambda path: "no help\n")


def test_global_flags_that_are_a_command_of_their_own() -> None:
    elsewhere = 'Use "weighctl options" for a list of global command-line options (applies to all commands).\n'
    root = f"Controls.\n\nBasic Commands:\n  get  Get\n\nUsage:\n  weighctl [flags] [options]\n\nUse x --help.\n{elsewhere}"
    given = {(): root, ("options",): texts.KUBECTL_OPTIONS, ("get",): texts.KUBECTL}
    assert names(tree_of(given.__getitem__)) == [
        ("", ["as", "cache", "trace"], []),
        ("get", ["all", "kind", "since"], ["as", "cache", "trace"]),
    ]


def test_paths_that_are_written_from_the_top_and_flags_that_are_listed_again() -> None:
    def text(usage: str, *flags: str, commands: str = "") -> str:
        lines = "".join(f"      --{flag}\n" for flag in flags)
        return f"usage: t {usage}\n\nFlags:\n  -h, --help  Show context-sensitive help.\n{lines}\n{commands}"

    listed = "Commands:\ncheck plates [<flags>]\n    Check.\n\n"
    given = {
        (): text("[<flags>] <command> [<args> ...]", "loud", commands=listed),
        ("check",): text("check [<flags>] <command>", "loud", "deep", commands=listed.replace("Commands", "Subcommands")),
        ("check", "plates"): text("check plates [<flags>]", "loud", "deep", "quick"),
    }
    assert names(tree_of(given.__getitem__)) == [
        ("", ["help", "loud"], []),
        ("check", ["help", "deep"], ["loud"]),
        ("check plates", ["help", "quick"], ["loud", "deep"]),
    ]


def test_the_tree_of_a_program(tmp_path: Path) -> None:
    path = program(
        tmp_path, f"print({ROOT!r} if sys.argv[1:] == ['--help'] else {leaf('fast')!r} if sys.argv[1] == 'run' else 'no', end='')"
    )
    tree = help_tree(path)
    assert names(tree) == [("", ["help"], []), ("run", ["help", "fast"], [])]
    assert {help_.style for _, help_ in tree} == {Style.COBRA}
