from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import ComponentClaim, FieldClaim, FlagClaim, How, NameClaim, PortClaim, Stance, Subject

from .claims import claims_of, flag, node_path, page_claims, port, resource, span

SCHEDULER = Subject("kube-scheduler", How.SENTENCE)


def test_flags_of_the_one_component_in_the_sentence() -> None:
    assert claims_of("``kube-scheduler`` takes ``--port=0``, but ``--port int`` is ``10251``, its port.") == [
        flag(SCHEDULER, 1, 28, "--port", "0"),
        flag(SCHEDULER, 1, 46, "--port"),
        port(SCHEDULER, 1, 64, 10251),
    ]


def test_nobody_is_guessed_if_a_sentence_names_two() -> None:
    assert claims_of("kubelet and kube-proxy take ``--port=0``.") == [flag(None, 1, 31, "--port", "0")]


@pytest.mark.parametrize(
    "text", ["Run ``kubeadm init`` with ``--port=0`` for kubelet.", "The metrics-server beside kubelet takes ``--port=0``."]
)
def test_programs_without_facts_compete(text: str) -> None:
    assert claims_of(text) == [flag(None, 1, text.index("--port") + 1, "--port", "0")]


def test_two_names_of_one_component_are_one() -> None:
    assert claims_of("The ``scheduler``, that is kube-scheduler, takes ``--port=0``.") == [flag(SCHEDULER, 1, 52, "--port", "0")]


def test_the_sentence_before_is_a_guess() -> None:
    near = Subject("kube-scheduler", How.NEARBY)
    assert claims_of("This is kube-scheduler. It takes ``--port=0``.") == [flag(near, 1, 36, "--port", "0")]


def test_the_title_is_a_guess() -> None:
    near = Subject("kube-scheduler", How.NEARBY)
    assert claims_of("kube-scheduler\n==============\n\nIt takes ``--port=0``.\n") == [flag(near, 4, 12, "--port", "0")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("``kube-scheduler`` 暴露10251端口", 10251),
        ("kube-scheduler 的端口为10251。", 10251),
        ("kube-scheduler listens on port 10251.", 10251),
        ("kube-scheduler metrics are on the 10251 port", 10251),
        ("kube-scheduler: ``10251端口``", 10251),
        ("kube-scheduler listens on ``10251``", 10251),
        ("kube-scheduler: ``port 10251``", 10251),
    ],
)
def test_ports_in_running_text(text: str, number: int) -> None:
    assert claims_of(text) == [port(SCHEDULER, 1, text.index(str(number)) + 1, number)]


def test_addresses_in_running_text() -> None:
    assert claims_of("Ask kube-scheduler at http://127.0.0.1:10251/metrics or ``localhost:10259``.") == [
        port(SCHEDULER, 1, 40, 10251, scheme="http", host="127.0.0.1", path="/metrics"),
        port(SCHEDULER, 1, 69, 10259, host="localhost"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "kubelet issue #10251 was closed",
        "kubelet ran for 10251 seconds",
        "kubelet keeps ``110`` pods",
        "kubelet, at 10:25 o'clock",
        "`kube-scheduler port 10251 <https://example.com/10251>`_",
        "kubelet 1.18.10251",
    ],
)
def test_numbers_that_are_no_ports(text: str) -> None:
    assert claims_of(text) == []


def test_who_scrapes_does_not_listen() -> None:
    assert claims_of("Prometheus scrapes kube-scheduler on port 10251.") == [port(SCHEDULER, 1, 43, 10251)]


def test_who_reaches_out_may_not_be_the_one_who_listens() -> None:
    assert claims_of("The kubelet connects to port 6443.") == [port(Subject("kubelet", How.NEARBY), 1, 30, 6443)]


def test_words_of_the_trade_are_names_in_literals_and_headings_only() -> None:
    assert claims_of("Kubernetes\n==========\n\nthe scheduler takes ``--port=0``\n") == [
        flag(Subject("scheduler", How.NEARBY), 4, 23, "--port", "0")
    ]
    assert claims_of("Kubernetes\n==========\n\n``scheduler`` takes ``--port=0``\n") == [
        flag(Subject("scheduler", How.SENTENCE), 4, 23, "--port", "0")
    ]
    assert claims_of("Our batch system\n================\n\n``scheduler`` takes ``--port=0``\n") == [
        flag(None, 4, 23, "--port", "0")
    ]


def test_a_bare_name_beside_a_component() -> None:
    assert claims_of("Set ``metric-bind-address`` of kube-proxy.") == [
        NameClaim(span=span(1, 7, 26), subject=Subject("kube-proxy", How.SENTENCE), name="metric-bind-address")
    ]
    assert claims_of("Set ``metric-bind-address`` of something.") == []
    assert claims_of("``kube-scheduler`` is not ``kube-system``.") == []


def test_commands_in_literals() -> None:
    assert claims_of("Run ``kubectl get cs``.") == [resource(1, 19, "get", "cs")]
    assert [c.subject for c in claims_of("Run ``kube-scheduler --port=0`` on the kubelet.")] == [
        Subject("kube-scheduler", How.PROGRAM)
    ]


def test_paths_in_running_text() -> None:
    assert claims_of("See ``/etc/kubernetes/manifest/`` and /var/lib/kubelet.") == [
        node_path(None, 1, 7, "/etc/kubernetes/manifest/"),
        node_path(None, 1, 39, "/var/lib/kubelet"),
    ]
    assert claims_of("See https://example.com/etc/kubernetes/ and ``$ROOT/etc/kubernetes`` and ``/etc/<name>``.") == []


@pytest.mark.parametrize(
    "text",
    [
        "``--port=0`` was removed from kube-scheduler in 1.24.",
        "kube-scheduler no longer has ``--port=0``.",
        "Before 1.23 kube-scheduler took ``--port=0``.",
        "Ensure that ``--port=0`` of kube-scheduler is not set.",
        "kube-scheduler 已移除 ``--port=0`` 。",
        "kube-scheduler 不再支持 ``--port=0`` 。",
    ],
)
def test_what_the_author_says_is_gone(text: str) -> None:
    found = claims_of(text)
    assert found
    assert {c.stance for c in found} == {Stance.ACKNOWLEDGED}


@pytest.mark.parametrize(
    "text", ["``--port=0`` is used to set the port of kube-scheduler.", "kube-scheduler 使用 ``--port=0`` 关闭HTTP访问。"]
)
def test_what_the_author_advises(text: str) -> None:
    assert {c.stance for c in claims_of(text)} == {Stance.ADVICE}


def test_a_full_stop_in_a_literal_ends_no_sentence() -> None:
    assert claims_of("kube-scheduler has ``a.B`` and ``--port=0``.") == [flag(SCHEDULER, 1, 34, "--port", "0")]


def test_roles_of_ours() -> None:
    subject = Subject("kube-scheduler", How.OPTION)
    assert claims_of(":fact:component:`kube-scheduler`") == [ComponentClaim(span=span(1, 18, 32), subject=subject)]
    assert claims_of(":fact:flag:`kube-scheduler --port`")[1:] == [
        FlagClaim(span=span(1, 28, 34), subject=subject, name="port", dashes="--")
    ]
    assert claims_of(":fact:port:`kube-scheduler 10259`")[1:] == [PortClaim(span=span(1, 28, 33), subject=subject, port=10259)]
    assert claims_of(":fact:field:`kube-proxy conntrack.maxPerCore`")[1:] == [
        FieldClaim(span=span(1, 25, 45), subject=Subject("kube-proxy", How.OPTION), path=("conntrack", "maxPerCore"))
    ]


def test_a_flag_of_one_letter_is_anybody_s() -> None:
    assert claims_of("kubelet: append ``-e a=b`` to it.") == [flag(None, 1, 19, "-e", "a=b", apart=True)]


def test_flags_are_corrected_by_the_commands_of_the_page() -> None:
    found = claims_of("kubelet\n=======\n\nUse ``--accept-hosts``::\n\n   $ kubectl proxy --accept-hosts='^x'\n")
    assert [c.subject for c in found if getattr(c, "name", "") == "accept-hosts"] == [
        Subject("kubectl", How.NEARBY),
        Subject("kubectl", How.PROGRAM),
    ]


def test_who_connects_has_flags_of_his_own() -> None:
    assert claims_of("You can connect to the Prometheus server using ``--insecure``.") == [flag(None, 1, 50, "--insecure")]


@pytest.mark.parametrize(
    ("text", "gone", "advised"),
    [
        ("kube-scheduler: use ``--secure-port`` instead of ``--port``.", "port", "secure-port"),
        ("kube-scheduler: instead of ``--port`` use ``--secure-port``.", "port", "secure-port"),
        ("In kube-scheduler ``--port`` was removed, use ``--secure-port``.", "port", "secure-port"),
        ("The ``--port`` flag of kube-scheduler is deprecated; please set the ``--secure-port`` flag.", "port", "secure-port"),
        ("kube-scheduler 的 ``--port`` 已废弃，请使用 ``--secure-port``。", "port", "secure-port"),
        ("kube-scheduler 的 ``--port`` 已移除，改用 ``--secure-port``。", "port", "secure-port"),
    ],
)
def test_one_thing_is_gone_and_another_advised(text: str, gone: str, advised: str) -> None:
    stances = {claim.name: claim.stance for claim in claims_of(text) if isinstance(claim, FlagClaim)}
    assert stances == {gone: Stance.ACKNOWLEDGED, advised: Stance.ADVICE}


@pytest.mark.parametrize(
    "text",
    [
        "Before 1.23, use ``--port`` of kube-scheduler, which was removed later.",
        "You no longer use ``--port`` of kube-scheduler.",
        "Start kube-scheduler without the ``--port`` flag.",
        "Run kube-scheduler, but omit ``--port``.",
        "kube-scheduler 启动时去掉 ``--port`` 参数。",
        "Disable ``--port``, ``--address`` and ``--insecure-port`` of kube-scheduler.",
        "kube-scheduler 在 1.24 之前使用 ``--port``。",
        "In old clusters kube-scheduler takes ``--port``.",
        "kube-scheduler exits with ``unknown flag: --port``, an unknown flag.",
        "kube-scheduler 的旧参数 ``--port`` 还能看到。",
    ],
)
def test_what_is_not_advised(text: str) -> None:
    assert {claim.stance for claim in claims_of(text)} <= {Stance.ACKNOWLEDGED}


def test_a_sentence_names_its_release() -> None:
    found = page_claims("With Kubernetes 1.20, kube-scheduler takes ``--port=0``.\n\nkube-scheduler takes ``--port=0``.\n").claims
    assert [[(e.version, e.what) for e in claim.scope.block] for claim in found] == [[("1.20", "sentence")], []]
