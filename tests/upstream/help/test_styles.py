"""The styles of fewer programs: urfave/cli, argparse, GNU."""

from __future__ import annotations

from sphinxext.factcheck.upstream.help import FlagGroup, Help, Style, read_help
from sphinxext.factcheck.upstream.seen import SeenFlag

from . import texts

HELP = SeenFlag("help", "bool", no_value=True, shorthand="h")


def test_urfave() -> None:
    flags = (
        SeenFlag("config", "string", "/etc/weigh.toml", shorthand="c"),
        SeenFlag("timeout", "value", "0s"),
        SeenFlag("label", "string", shorthand="l"),
        SeenFlag("output", "string", shorthand="o"),
        SeenFlag("peers", "string", deprecated=True, message='DEPRECATED - "--endpoints" should be used'),
        SeenFlag("help", "bool", "false", no_value=True, shorthand="h"),
        SeenFlag("version", "bool", no_value=True, shorthand="v"),
    )
    assert read_help(texts.URFAVE) == Help(
        Style.URFAVE,
        flags,
        commands=("plates", "run", "help"),
        groups=(FlagGroup("GLOBAL OPTIONS", tuple(flag.name for flag in flags)),),
    )


def test_argparse() -> None:
    assert read_help(texts.ARGPARSE) == Help(
        Style.ARGPARSE,
        (
            HELP,
            SeenFlag("port", "value", "9100", shorthand="p"),
            SeenFlag("form", "enum"),
            SeenFlag("tag", "value"),
            SeenFlag("color", "value", no_value=True),
            SeenFlag("quiet", "bool", no_value=True, shorthand="q"),
            SeenFlag("loud", "bool", "False", no_value=True),
            SeenFlag("old", "value", deprecated=True, message="deprecated"),
            SeenFlag("older", "value", deprecated=True, message="deprecated"),
        ),
        commands=("add", "list"),
        groups=(
            FlagGroup("options", ("help", "port", "form", "tag", "color", "quiet")),
            FlagGroup("more", ("loud", "old", "older")),
        ),
    )


def test_argparse_of_a_module() -> None:
    text = "usage: python -m weigh [-h] [file]\n\noptional arguments:\n  -h, --help  show this help message and exit\n"
    assert read_help(text).flags == (HELP,)


def test_gnu() -> None:
    flags = (
        SeenFlag("all", shorthand="a"),
        SeenFlag("port", "value", "11211", shorthand="p"),
        SeenFlag("color", "value", no_value=True),
        SeenFlag("size", "value"),
        SeenFlag("D", "value"),
        SeenFlag("threads", "value", "4", shorthand="t"),
        SeenFlag("level", "value", "info"),
        HELP,
    )
    assert read_help(texts.GNU) == Help(
        Style.GNU, flags, commands=("add",), groups=(FlagGroup("", tuple(flag.name for flag in flags)),)
    )
