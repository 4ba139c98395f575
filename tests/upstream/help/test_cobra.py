from __future__ import annotations

from sphinxext.factcheck.upstream.help import FlagGroup, Help, Style, read_help
from sphinxext.factcheck.upstream.seen import SeenFlag

from . import texts

HELP = SeenFlag("help", "bool", no_value=True, shorthand="h")


def test_columns() -> None:
    flags = (
        SeenFlag("addr", "ip", "0.0.0.0", deprecated=True, message="set it in the file"),
        SeenFlag("config", "string", "/etc/weigh (new).yaml"),
        SeenFlag("gates", "mapStringBool"),
        HELP,
        SeenFlag("old-port", "int", "10251", deprecated=True, message="DEPRECATED: use --port"),
        SeenFlag("plugin", "key value", "[a b]"),
        SeenFlag("ratio", "float"),
        SeenFlag("strict", "bool", "true", no_value=True),
        SeenFlag("url", "string"),
        SeenFlag("v", "Level", shorthand="v"),
        SeenFlag("version", "version", no_value=True),
    )
    assert read_help(texts.COBRA) == Help(
        Style.COBRA,
        flags,
        commands=("completion", "run", "tare"),
        groups=(FlagGroup("Flags", tuple(flag.name for flag in flags)),),
    )


def test_groups_are_flags_of_the_program_itself() -> None:
    assert read_help(texts.GROUPED) == Help(
        Style.COBRA,
        (SeenFlag("port", "int", "1"), HELP),
        groups=(FlagGroup("Generic flags", ("port",)), FlagGroup("Global flags", ("help",))),
    )


def test_kubectl() -> None:
    assert read_help(texts.KUBECTL).flags == (
        SeenFlag("all", "bool", "false", no_value=True, shorthand="A"),
        SeenFlag("kind", "value"),
        SeenFlag("since", "value", "10s", deprecated=True, message="DEPRECATED: use --after."),
    )
    assert read_help(texts.KUBECTL_OPTIONS).flags == (
        SeenFlag("as", "value"),
        SeenFlag("cache", "value", "/nonexistent/c"),
        SeenFlag("trace", "value", ":0"),
    )


def test_etcdctl() -> None:
    assert read_help(texts.ETCDCTL) == Help(
        Style.COBRA,
        (SeenFlag("help", "bool", "false", no_value=True, shorthand="h"), SeenFlag("lease", "value", "0")),
        (
            SeenFlag("cert", "value"),
            SeenFlag("debug", "bool", "false", no_value=True),
            SeenFlag("endpoints", "value", "[127.0.0.1:1]"),
        ),
        ("plate add", "plate list"),
        (FlagGroup("OPTIONS", ("help", "lease")), FlagGroup("GLOBAL OPTIONS", ("cert", "debug", "endpoints"))),
    )


def test_docker_wraps() -> None:
    assert read_help(texts.DOCKER) == Help(
        Style.COBRA,
        (SeenFlag("exec-root", "string", "/var/run/weigh"), SeenFlag("label", "list", shorthand="l")),
        commands=("plate", "run"),
        groups=(FlagGroup("Options", ("exec-root", "label")),),
    )


def test_flags_of_the_commands_above() -> None:
    text = texts.GROUPED.replace("Generic flags", "Flags").replace("Global flags", "Global Flags")
    text = text.replace("--port int   the port (default 1)", "--help   help")
    found = read_help(text.replace("  -h, --help   help for weighd", "      --kubeconfig string   a file"))
    assert (found.flags, found.inherited) == ((SeenFlag("help", "bool", no_value=True),), (SeenFlag("kubeconfig", "string"),))


def test_pflag_alone() -> None:
    assert read_help('Usage of weigh:\n  -a, --addr string   where (default ":1")\n').flags == (
        SeenFlag("addr", "string", ":1", shorthand="a"),
    )
