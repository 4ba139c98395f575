from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.command import command_of, config_flags, words_of
from sphinxext.factcheck.claims.model import FlagClaim, How, Subject

from .claims import page_claims


def flags(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Subject, name and command words of the flags on a page."""
    found = [claim for claim in page_claims(text).claims if isinstance(claim, FlagClaim)]
    return [(claim.subject.name if claim.subject else "", claim.name, claim.command) for claim in found]


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ("get pods --watch", ("get", "pods")),
        ("--kubeconfig=/etc/x get pods", ("get", "pods")),
        ("-n kube-system get pods -o wide", ("-n", "kube-system", "get", "pods", "-o", "wide")),
        ("--cacert /etc/ca.crt --key $KEY snapshot save /backup -w table", ("snapshot", "save", "/backup")),
        ("--port 8080 --type string", ()),
        ("exec web -- get --all", ("exec", "web")),
        ("'get' pods", ("get", "pods")),
        (" ".join("abcdefghijklmnopq"), (*"abcdefghijklm", "…")),
    ],
)
def test_words_that_may_name_a_command(arguments: str, command: tuple[str, ...]) -> None:
    assert command_of(words_of(arguments)) == command


def test_every_flag_of_a_line_has_the_words_of_the_line() -> None:
    assert flags("::\n\n   $ kubectl -n a get pods --watch\n   $ etcdctl --debug member list\n") == [
        ("kubectl", "n", ("-n", "a", "get", "pods")),
        ("kubectl", "watch", ("-n", "a", "get", "pods")),
        ("etcdctl", "debug", ("--debug", "member", "list")),
    ]


def test_a_subcommand_of_a_daemon_is_told_by_its_words() -> None:
    assert flags("::\n\n   $ etcd grpc-proxy start --endpoints=a\n") == [("etcd", "endpoints", ("grpc-proxy", "start"))]


@pytest.mark.parametrize("dashes", ["-- ", ""])
def test_what_kubectl_runs_in_a_container_has_flags_of_its_own(dashes: str) -> None:
    assert flags(f"::\n\n   $ kubectl exec etcd-0 -n kube-system {dashes}etcdctl get --prefix /registry\n") == [
        ("kubectl", "n", ("exec", "etcd-0", "-n", "kube-system")),
        ("etcdctl", "prefix", ("get",)),
    ]


def test_a_container_of_a_manifest() -> None:
    text = """
        .. code-block:: yaml

           kind: Pod
           spec:
             containers:
             - image: registry.example.org/etcd:3.5
               command: [etcdctl, snapshot, save, --command-timeout=60s]
        """
    assert flags(text) == [("etcdctl", "command-timeout", ("snapshot", "save"))]


@pytest.mark.parametrize(
    "told", ["$ export ETCDCTL_API=2", "$ ETCDCTL_API=2 etcdctl ls", 'env: [{name: ETCDCTL_API, value: "2"}]']
)
def test_where_the_old_api_is_spoken_etcdctl_has_other_commands(told: str) -> None:
    assert flags(f"::\n\n   {told}\n\n::\n\n   $ etcdctl member list --debug\n   $ kubectl get --watch\n") == [
        ("etcdctl", "debug", ("ETCDCTL_API=2", "member", "list")),
        ("kubectl", "watch", ("get",)),
    ]


def test_a_guess_is_judged_as_the_command_on_the_page_is() -> None:
    text = "kube-scheduler\n==============\n\n::\n\n   $ kubectl get pods --show-kind\n\nMore with ``--show-kind``.\n"
    assert flags(text) == [("kubectl", "show-kind", ("get", "pods")), ("kubectl", "show-kind", ("get", "pods"))]


def test_the_subject_is_the_program() -> None:
    (claim,) = page_claims("::\n\n   $ etcd grpc-proxy start --endpoints=a\n").claims
    assert claim.subject == Subject("etcd", How.PROGRAM)


@pytest.mark.parametrize(
    ("arguments", "beside"),
    [
        ("--config=/etc/x.yaml --v=2", ("config",)),
        ("--config /etc/x.yaml --v=2", ("config",)),
        ("--v=2 --config-file ~/etcd.yaml", ("config-file",)),
        ("--config= --v=2", ()),
        ("--config --v=2", ()),
        ("--config.file=x", ()),
        ("run -- --config=x", ()),
    ],
)
def test_the_files_of_configuration_on_a_line(arguments: str, beside: tuple[str, ...]) -> None:
    assert config_flags(words_of(arguments)) == beside


def test_every_flag_of_a_line_knows_of_its_file() -> None:
    claims = page_claims("::\n\n   $ kube-proxy --config=/etc/x --v=2 && kube-proxy --v=3\n").claims
    assert [(c.name, c.value, c.beside) for c in claims if isinstance(c, FlagClaim)] == [
        ("config", "/etc/x", ("config",)),
        ("v", "2", ("config",)),
        ("v", "3", ()),
    ]
