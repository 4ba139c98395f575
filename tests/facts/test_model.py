from __future__ import annotations

import pytest

from sphinxext.factcheck.facts.model import Command, Flag, FlagSet, Names, Presence
from sphinxext.factcheck.versions import EVERY, Version, VersionRange, parse_range

OLD, NEW = Version("1.20.2"), Version("1.32.3")


def flags(*listed: Flag) -> dict[str, Flag]:
    return {flag.name: flag for flag in listed}


CLIENT = FlagSet(
    Names((OLD, NEW), (Version("1.36.4"),)),
    flags(Flag("namespace", shorthand="n"), Flag("debug", no_value=True), Flag("token", (VersionRange(None, NEW),))),
    complete=(parse_range(">=1.20,<1.33"),),
    commands={
        "get": Command(
            (EVERY,),
            flags(
                Flag("output", shorthand="o"),
                Flag("watch", no_value=True, shorthand="w"),
                Flag("number", shorthand="n"),
                Flag("export", (VersionRange(None, NEW),)),
            ),
        ),
        "config": Command((EVERY,), flags(Flag("kubeconfig"))),
        "config view": Command((EVERY,), flags(Flag("raw", no_value=True), Flag("token"))),
        "config set": Command((EVERY,), flags(Flag("set-raw-bytes", no_value=True))),
        "events": Command((VersionRange(NEW),), flags(Flag("types"))),
        "peek": Command((VersionRange(Version("1.36.4")),), flags(Flag("far", (VersionRange(Version("1.36.4")),)))),
    },
)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", ""),
        ("--namespace", ""),
        ("get pods", "get"),
        ("-n kube-system get pods", "get"),
        ("-nkube-system get pods", "get"),
        ("--debug get pods", "get"),
        ("config -n events view", "config view"),
        ("get config view", "get"),
        ("config view extra", "config view"),
        ("config ./site.yaml", "config"),
        ("-o wide get", "get"),
        ("krew get", None),
        ("config use", None),
        ("./get", None),
        ("--frobnicate get", None),
    ],
)
def test_the_longest_command_on_a_line_is_taken(line: str, command: str | None) -> None:
    found = CLIENT.for_command(line.split())
    assert (found.command if found is not None else None) == command


def test_a_program_without_commands_takes_its_flags_itself_and_a_word_first_is_somebody_else_s() -> None:
    daemon = FlagSet(Names((OLD,)), flags(Flag("config")))
    assert daemon.for_command(()) is daemon
    assert daemon.for_command(("--config", "file")) is daemon
    assert daemon.for_command(("$ARGS",)) is daemon
    assert daemon.for_command(("--config-check", "true", "false")) is daemon
    assert daemon.for_command(("grpc-proxy", "start")) is None
    assert daemon.for_command(("--config", "file", "grpc-proxy")) is None


@pytest.mark.parametrize(
    ("command", "name", "release", "presence"),
    [
        ("get", "output", "1.20.2", Presence.PRESENT),
        ("get", "namespace", "1.20.2", Presence.PRESENT),
        ("get", "raw", "1.20.2", Presence.ABSENT),
        ("get", "export", "1.20.2", Presence.PRESENT),
        ("get", "export", "1.32.3", Presence.ABSENT),
        ("get", "nonsense", "1.36.4", Presence.UNKNOWN),
        ("get", "output", "1.36.4", Presence.PRESENT),
        ("get", "output", "1.36", Presence.PRESENT),
        ("config", "raw", "1.20.2", Presence.PRESENT),
        ("config", "nonsense", "1.20.2", Presence.ABSENT),
        ("config view", "kubeconfig", "1.20.2", Presence.PRESENT),
        ("config view", "token", "1.32.3", Presence.PRESENT),
        ("events", "nonsense", "1.20.2", Presence.UNKNOWN),
        ("events", "nonsense", "1.32.3", Presence.ABSENT),
        ("peek", "namespace", "1.20.2", Presence.PRESENT),
        ("", "far", "1.20.2", Presence.UNKNOWN),
        ("", "output", "1.20.2", Presence.PRESENT),
        ("", "nonsense", "1.20.2", Presence.ABSENT),
        ("", "token", "1.32.3", Presence.ABSENT),
    ],
)
def test_whether_a_command_takes_a_flag(command: str, name: str, release: str, presence: Presence) -> None:
    found = CLIENT.for_command(command.split())
    assert found is not None
    assert found.presence(name, Version(release)) is presence


def test_a_letter_is_the_command_s_own_before_it_is_the_program_s() -> None:
    get, view = CLIENT.for_command(["get"]), CLIENT.for_command(["config", "view"])
    assert get is not None
    assert view is not None
    assert [get.canonical(letter) for letter in "nowx"] == ["number", "output", "watch", "x"]
    assert view.canonical("n") == CLIENT.canonical("n") == "namespace"


def test_which_commands_have_a_flag() -> None:
    assert CLIENT.commands_with("raw", OLD) == ("config view",)
    assert CLIENT.commands_with("export", NEW) == ()
    assert CLIENT.commands_with("o", OLD) == ("get",)
