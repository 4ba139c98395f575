"""Plain files are pages of one block, or one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext.factcheck.pages import read_page
from sphinxext.factcheck.pages.attachments import BUDGET
from sphinxext.factcheck.pages.plain import language_of
from sphinxext.factcheck.pages.source import LINE_LIMIT

from .outline import outline_of


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a/kube-scheduler.yaml", "yaml"),
        ("a.YML", "yaml"),
        ("a.json", "json"),
        ("a.sh", "bash"),
        ("a.bash", "bash"),
        ("kubelet.service", "systemd"),
        ("kubelet.service.d/10-kubeadm.conf", "systemd"),
        ("etcd.conf", "conf"),
        ("kubelet.env", "env"),
        (".env", "env"),
        ("main.tf", "terraform"),
        ("a.ini", "ini"),
        ("config.toml", "toml"),
        ("ports.csv", "csv"),
        ("Dockerfile", "dockerfile"),
        ("b/Dockerfile.etcd", "dockerfile"),
        ("Containerfile", "dockerfile"),
        ("etcd.dockerfile", "dockerfile"),
        ("kubelet.service.j2", "systemd"),
        ("a.yaml.tmpl", "yaml"),
        ("a.txt", None),
        ("Makefile", None),
        ("yaml", None),
    ],
)
def test_the_language_is_told_by_the_name(path: str, language: str | None) -> None:
    assert language_of(path) == language


def page(path: str, text: str) -> list[str]:
    return outline_of(read_page(path, Path(), source=text))


def test_a_file_is_one_block() -> None:
    assert page("m/kube-scheduler.yaml", "a:\n\tb: c \n---\n") == [
        "code file yaml m/kube-scheduler.yaml: 'a:'@1:1 '\\tb: c '@2:1 '---'@3:1"
    ]


def test_comma_separated_values_are_a_table() -> None:
    assert page("ports.csv", 'port,component\n"10,1",``kube-scheduler``\n') == [
        "table csv-table",
        "  header: 'port'@1:1 | 'component'@1:6",
        "  row: '10,1'@2:2 | literal 'kube-scheduler'@2:10",
    ]


def test_an_empty_file() -> None:
    assert page("a.yaml", "") == ["code file yaml a.yaml: ''@1:1"]


def test_what_is_too_long_is_unread() -> None:
    assert page("a.sh", "a\n" + "b" * (LINE_LIMIT + 1) + "\nc") == [
        "unread long-line: a.sh:2:1 a.sh",
        "code file bash a.sh: 'a'@1:1 ''@2:1 'c'@3:1",
    ]
    assert page("a.sh", "abc\n" * (BUDGET // 4 + 1)) == ["unread time-budget: a.sh:1:1 a.sh"]
