from __future__ import annotations

import random
from contextlib import suppress

import pytest

from sphinxext.factcheck.messages import Message
from sphinxext.factcheck.upstream.help import HelpError, Style, read_help
from sphinxext.factcheck.upstream.seen import SeenFlag

from . import texts


def problem(text: str, style: Style | None = None) -> str:
    with pytest.raises(HelpError) as caught:
        read_help(text, style)
    assert isinstance(caught.value.message, Message)
    assert str(caught.value) == str(caught.value.message)
    return str(caught.value)


def cut(where: str) -> str:
    return f"the help text is cut off at {where!r}: take the whole output of the program"


NO_HELP = "this is no help text of a layout that can be read: it lists no flags"


@pytest.mark.parametrize(
    "text",
    [
        "weigh: unknown option -- help\n",
        "Traceback (most recent call last):\n  File \"weigh\", line 1, in <module>\nModuleNotFoundError: No module named 'x'\n",
        "panic: flag redefined: v\n\ngoroutine 1 [running]:\n",
        "# A page\n\nSome words about `--port`.\n",
        "\x7fELF\x02\x01\x01\x00\x00",
    ],
)
def test_no_help(text: str) -> None:
    assert problem(text) == NO_HELP


@pytest.mark.parametrize("text", ["", "\n", " \t\r\n\x1b[0m\n"])
def test_empty(text: str) -> None:
    assert problem(text) == "the help text is empty"


def test_too_long() -> None:
    assert problem("x" * 4_000_001) == "the help text has more than 4000000 characters"


@pytest.mark.parametrize(
    "text",
    [
        "Aufruf: weigh [OPTION]... [DATEI]...\nDas Programm wiegt die DATEIen.\n\n"
        "  -a, --all      alle anzeigen, auch die, die mit . beginnen\n  -p, --port=ZAHL  der Port (Vorgabe: 80)\n"
        "  -h, --help     diese Hilfe anzeigen und beenden, nicht für den Dienst\n",
        "用法：weigh [选项]... [文件]...\n\n  -a, --all      显示全部\n  -h, --help     显示此帮助信息并退出\n",
        "Использование: weigh [КЛЮЧ]…\n  -h, --help     показать эту справку и выйти\n",
    ],
)
def test_another_language(text: str) -> None:
    assert problem(text) == "the help text is not in English: run the program with LANG=C"


@pytest.mark.parametrize("text", texts.ALL)
def test_a_last_line_without_its_end(text: str) -> None:
    half = text[: len(text) // 2].rstrip("\n")
    assert problem(half).startswith("the help text is cut off at ")
    assert problem(f"{text.rstrip()}").startswith("the help text is cut off at ")


@pytest.mark.parametrize(
    ("text", "until", "where"),
    [
        (texts.COBRA, "  -h, --help", "--old=true"),
        (texts.COBRA, "Use ", "--version version[=true]          print the version"),
        (texts.COBRA, "Flags:", "tare*       Set to zero"),
        (texts.COBRA, "      --addr", "Flags:"),
        (texts.GROUPED, "Generic", "weighd [flags]"),
        (texts.ETCDCTL, "  -h, --help", "OPTIONS:"),
        (texts.DOCKER, '                                "/var', "--exec-root string        Root of what is run (default"),
        (texts.KINGPIN, "  -h, --", "Flags:"),
        (texts.KINGPIN_COMMANDS, "\nCommands", "--version  Show version."),
        (texts.GO_FLAG, "    \twhere", "-addr string"),
        (texts.ETCD, "    Tell more", "--debug 'false'"),
        (texts.URFAVE, "   --help", '--peers value                            DEPRECATED - "--...'),
        (texts.ARGPARSE, "more:", "-q, --quiet           say nothing"),
    ],
)
def test_cut_between_lines(text: str, until: str, where: str) -> None:
    assert problem(text[: text.index(until)]) == cut(where)


def test_arguments_that_the_usage_promises() -> None:
    text = texts.KINGPIN.replace("[<flags>]", "[<flags>] <file>")
    assert problem(text) == cut('--date="2006-01-02 MST"   Form of dates.')
    assert read_help(f"{text}Args:\n  <file>  What is weighed.\n\n").flags == read_help(texts.KINGPIN).flags


@pytest.mark.parametrize("text", texts.ALL)
def test_what_terminals_and_pagers_add_does_no_harm(text: str) -> None:
    plain = read_help(text)
    bold = "".join(f"{letter}\b{letter}" if letter.isalnum() else letter for letter in text)
    assert read_help(bold) == plain
    assert read_help(text.replace("--", "\x1b[1m--\x1b[0m").replace("Flags:", "\x1b[38;5;2mFlags:\x1b[m")) == plain
    assert read_help(text.replace("\n", "\r\n")) == plain
    assert read_help("\ufeff" + text) == plain
    assert read_help(text.replace("        ", "\t")).flags == plain.flags


def test_a_layout_that_misses_a_line_is_not_the_layout() -> None:
    text = "Usage: weigh [OPTIONS]\n\nOptions:\n  -a, --all   all\n      --size=SIZE   a size\n"
    assert read_help(text).style is Style.GNU
    assert [flag.name for flag in read_help(text).flags] == ["all", "size"]


def test_a_command_without_flags() -> None:
    text = "Usage:  weigh wait PLATE\n\nWait for a plate\n"
    assert read_help(text, Style.COBRA).flags == ()
    assert problem(text) == NO_HELP
    assert problem("unknown command\n", Style.COBRA) == NO_HELP
    assert problem(text.replace("PLATE\n", "[OPTIONS] PLATE\n", 1), Style.COBRA) == cut("Wait for a plate")


@pytest.mark.parametrize(
    ("words", "deprecated"),
    [
        ("DEPRECATED - use --b", True),
        ("[DEPRECATED] How long", True),
        ("How long. This flag is deprecated, use --b", True),
        ("How long. --a is deprecated and goes", True),
        ("[TO BE DEPRECATED IN v3.5] use --b", True),
        ("The old one (deprecated)", True),
        ("One of: x, y (DEPRECATED)", False),
        ("'x' will be deprecated in v3.5.", False),
        ("Whether deprecated plates are weighed", False),
        ("Use x or y. y is deprecated", False),
    ],
)
def test_whether_the_flag_is_deprecated_or_something_else(words: str, deprecated: bool) -> None:
    found = read_help(f"Usage of weigh:\n  -a\n    \t{words}\n")
    assert found.flags == (SeenFlag("a", "bool", deprecated=deprecated, message=words if deprecated else "", no_value=True),)


def test_any_text_is_read_or_refused() -> None:
    random_ = random.Random(3)
    pieces = [line for text in texts.ALL for line in text.splitlines(keepends=True)]
    noise = ["(", "[", "<", '"', "'", "--", "=", ":", "\x1b[", "\b", "\t", "  ", "(default ", "é", "\x00", "{", ", "]
    for _ in range(600):
        text = "".join(random_.choices(pieces, k=random_.randrange(1, 25)))
        for _ in range(random_.randrange(6)):
            at = random_.randrange(len(text))
            text = text[:at] + random_.choice(noise) + text[at + random_.randrange(3) :]
        for style in (None, random_.choice(list(Style))):
            with suppress(HelpError):
                read_help(text, style)


@pytest.mark.parametrize(
    "unit", ["(", "[", "--a ", "a=", '"', "(default ", "(DEPRECATED: ", ", -a b", ". deprecated ", "{a", "\t", " ", "<"]
)
def test_long_lines_take_no_longer(unit: str) -> None:
    for start in ("  --a", "      --a=", "  -a ", "   --a value", "usage: weigh [-h] ", ""):
        line = start + unit * (20_000 // len(unit))
        text = f"usage: weigh [<flags>]\n\nOptions:\n  -h, --help   help\n{line}\n"
        for style in Style:
            with suppress(HelpError):
                read_help(text, style)
