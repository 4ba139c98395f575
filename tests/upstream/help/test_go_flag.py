from __future__ import annotations

from sphinxext.factcheck.upstream.help import FlagGroup, Help, Style, read_help
from sphinxext.factcheck.upstream.seen import SeenFlag

from . import texts


def test_the_package_hides_nothing() -> None:
    assert read_help(texts.GO_FLAG) == Help(
        Style.GO_FLAG,
        (
            SeenFlag("addr", "string", ":1"),
            SeenFlag("every", "duration", "1m0s"),
            SeenFlag("label", "value"),
            SeenFlag("old", "bool", deprecated=True, message="deprecated: use -new", no_value=True),
            SeenFlag("v", "bool", no_value=True),
            SeenFlag("unit", "word"),
        ),
        whole=True,
    )


ETCD = (
    SeenFlag("name", "value", "default"),
    SeenFlag("wal-dir", "value"),
    SeenFlag("enable-grpc"),
    SeenFlag("json", "value", '{"a": 1, "b": \'\'}'),
    SeenFlag("logger", "value", "a"),
    SeenFlag("debug", "value", "false", deprecated=True, message="Tell more. [WARN] Will be deprecated in v3.5."),
    SeenFlag("proxy", "value", "off", deprecated=True, message="v2 Proxy (Deprecated and going away)"),
)


def test_the_list_of_etcd_may_leave_some_out() -> None:
    assert read_help(texts.ETCD) == Help(
        Style.GO_FLAG,
        (*ETCD, SeenFlag("help", no_value=True, shorthand="h"), SeenFlag("config-file")),
        groups=(
            FlagGroup("Member", ("name", "wal-dir", "enable-grpc", "json", "logger", "debug")),
            FlagGroup("v2 Proxy (Deprecated and going away)", ("proxy",)),
        ),
    )


def test_the_list_of_older_etcd_is_indented_with_tabs() -> None:
    text = texts.ETCD[texts.ETCD.index("Member") :].replace("\n    ", "\n\t\t").replace("\n  --", "\n\t--")
    assert read_help(text).flags == ETCD
