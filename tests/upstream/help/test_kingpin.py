from __future__ import annotations

from sphinxext.factcheck.upstream.help import FlagGroup, Help, Style, read_help
from sphinxext.factcheck.upstream.seen import SeenFlag

from . import texts

HELP = SeenFlag("help", "bool", no_value=True, shorthand="h")


def test_flags() -> None:
    flags = (
        HELP,
        SeenFlag("config.file", "value", "weigh.yml"),
        SeenFlag("web.listen-address", "value", ":9100"),
        SeenFlag("match", "value", r"a\\.b..."),
        SeenFlag("web.route-prefix", "value"),
        SeenFlag("time", "value"),
        SeenFlag("plate.name", "value"),
        SeenFlag("enable-feature", "value"),
        SeenFlag("collector.arp", "bool", "enabled", no_value=True),
        SeenFlag("old.retention", "value", "15d", deprecated=True, message="[DEPRECATED] How long."),
        SeenFlag("date", "value", "2006-01-02 MST"),
    )
    assert read_help(texts.KINGPIN) == Help(
        Style.KINGPIN, flags, groups=(FlagGroup("Flags", tuple(flag.name for flag in flags)),)
    )


def test_commands_with_their_flags() -> None:
    assert read_help(texts.KINGPIN_COMMANDS) == Help(
        Style.KINGPIN,
        (HELP, SeenFlag("version", "bool", no_value=True)),
        commands=("help", "check plates", "query one"),
        groups=(FlagGroup("Flags", ("help", "version")),),
        below=(("check plates", (SeenFlag("quiet", "bool", no_value=True, shorthand="q"), SeenFlag("lint", "value", "all"))),),
    )


def test_a_tree_of_commands() -> None:
    assert read_help(texts.KINGPIN_TREE).commands == (
        "help",
        "plate add",
        "plate routes show",
        "plate routes test",
        "check-file",
    )
