from __future__ import annotations

import pytest

from sphinxext.factcheck.claims import may_hold_claims, read_claims
from sphinxext.factcheck.claims.model import Evidence, Gap, Ignore, Stance
from sphinxext.factcheck.pages.model import Line, Page, Paragraph, Run, RunKind, Unread, UnreadReason

from .claims import NAMES, page_claims, span

FLAG = "``kube-scheduler`` takes ``--port=0``.\n"


def applies(text: str) -> list[tuple[str, ...]]:
    return [claim.scope.applies_to for claim in page_claims(text).claims]


def test_applies_to_holds_to_the_end_of_its_section() -> None:
    text = (
        f".. applies-to:: kubernetes <1.23\n\n{FLAG}\nOne\n===\n\n.. applies-to:: kubernetes 1.20; kubeadm\n\n{FLAG}\n"
        f"Inner\n-----\n\n{FLAG}\nTwo\n===\n\n{FLAG}"
    )
    everywhere, inner = "kubernetes <1.23", "kubernetes 1.20; kubeadm"
    assert applies(text) == [(everywhere,), (everywhere, inner), (everywhere, inner), (everywhere,)]


def test_applies_to_with_a_body_holds_for_the_body() -> None:
    assert applies(f".. applies-to:: kubernetes 1.20\n\n   {FLAG}\n{FLAG}") == [("kubernetes 1.20",), ()]


def test_applies_to_in_a_remediation_holds_for_it_and_ends_with_it() -> None:
    expected = [("kubernetes 1.20",), ("kubernetes 1.20",), ()]
    assert applies(f".. remediation:: x\n\n   .. applies-to:: kubernetes 1.20\n\n   {FLAG}\n{FLAG}") == expected
    assert applies(f".. remediation:: x\n   :applies-to: kubernetes 1.20\n\n   {FLAG}\n{FLAG}") == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (f"Kubernetes 1.18\n===============\n\n{FLAG}", "page.rst", ("kubernetes", "1.18", "title")),
        (f":kubernetes: 1.18.3\n\n{FLAG}", "page.rst", ("kubernetes", "1.18.3", "field list")),
        (f"Kubernetes 1.18+\n================\n\n{FLAG}", "page.rst", ("kubernetes", ">=1.18", "title")),
        (f"Kubernetes 1.18 and later\n=========================\n\n{FLAG}", "page.rst", ("kubernetes", ">=1.18", "title")),
        (f"Kubernetes 1.24 之前\n====================\n\n{FLAG}", "page.rst", ("kubernetes", "<1.24", "title")),
        (f"v1.10.0 版本 Kubernetes\n=======================\n\n{FLAG}", "page.rst", ("kubernetes", "1.10.0", "title")),
        (f":kubernetes_version: 1.16-1.22\n\n{FLAG}", "page.rst", ("kubernetes", ">=1.16,<=1.22", "field list")),
        (f':k8s: "1.20+"\n\n{FLAG}', "page.rst", ("k8s", ">=1.20", "field list")),
        (f":k8s: >=1.20,<1.22\n\n{FLAG}", "page.rst", ("k8s", ">=1.20,<1.22", "field list")),
        (f":kubernetes: v1.20 或更高版本\n\n{FLAG}", "page.rst", ("kubernetes", ">=1.20", "field list")),
        (f":min-kubernetes-server-version: v1.20\n\n{FLAG}", "page.rst", ("kubernetes", ">=1.20", "field list")),
        (f"This guide is for Kubernetes 1.16.\n\n{FLAG}", "page.rst", ("kubernetes", "1.16", "declaration")),
        (f"本文基于 Kubernetes v1.16.6 版本。\n\n{FLAG}", "page.rst", ("kubernetes", "1.16.6", "declaration")),
        (FLAG, "install-k8s_v1.20.rst", ("k8s", "1.20", "path")),
        (FLAG, "release-1.9/k8s.rst", ("k8s", "1.9", "path")),
        (FLAG, "k8s/1.18/page.rst", ("k8s", "1.18", "path")),
        (FLAG, "docs/v1.18/page.rst", ("kube-scheduler", "1.18", "path")),
    ],
)
def test_releases_that_the_page_names(text: str, path: str, expected: tuple[str, str, str]) -> None:
    (claim,) = page_claims(text, path).claims
    assert [(e.name, e.version, e.what) for e in claim.scope.page] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        f"A page\n======\n\nWe use Kubernetes 1.18.10 here.\n\n{FLAG}",
    ],
)
def test_releases_that_are_none_of_the_page(text: str) -> None:
    assert [claim.scope.page for claim in page_claims(text).claims] == [()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("docker run k8s.gcr.io/kube-scheduler:v1.18.10 kube-scheduler --port=0", ("kube-scheduler", "1.18.10", "image tag")),
        ("apt install kubeadm=1.20.0-00 && kube-scheduler --port=0", ("kubernetes", "1.20.0", "package version")),
        ("curl -L https://dl.k8s.io/v1.18.3/bin/x; kube-scheduler --port=0", ("kubernetes", "1.18.3", "download")),
        ("cd node_exporter-1.3.1.linux-amd64 && ./node_exporter --web.x", ("node_exporter", "1.3.1", "download")),
    ],
)
def test_releases_that_a_block_names(line: str, expected: tuple[str, str, str]) -> None:
    found = page_claims(f".. code-block:: sh\n\n   {line}\n\n.. code-block:: sh\n\n   kubelet --v=2\n")
    assert [(e.name, e.version, e.what) for e in found.claims[-2].scope.block] == [expected]
    assert found.claims[-1].scope.block == ()
    assert expected in [(e.name, e.version, e.what) for e in found.evidence]


def test_the_release_of_a_section_ends_with_it() -> None:
    found = page_claims(f"A\n=\n\nKubernetes 1.18\n---------------\n\n{FLAG}\nB\n-\n\n{FLAG}").claims
    assert [claim.scope.page for claim in found] == [(Evidence("kubernetes", "1.18", "title", span(4, 12, 16)),), ()]


def test_one_scope_for_a_block() -> None:
    first, second = page_claims(".. code-block:: sh\n\n   kubelet --v=2 --port=1\n").claims
    assert first.scope is second.scope


@pytest.mark.parametrize(
    "text",
    [
        ".. factcheck-ignore: removed-flag -- quoted\n\n``kube-scheduler`` takes ``--port=0``.\n",
        ".. factcheck-ignore: removed-flag -- quoted\n\n.. code-block:: sh\n\n   kube-scheduler --port=0\n",
        ".. code-block:: sh\n   :factcheck-ignore: removed-flag -- quoted\n\n   kube-scheduler --port=0\n",
        ".. note::\n   :factcheck-ignore: removed-flag -- quoted\n\n   ``kube-scheduler`` takes ``--port=0``.\n",
        ".. code-block:: sh\n\n   # factcheck-ignore: removed-flag -- quoted\n   kube-scheduler --port=0\n",
        ".. code-block:: sh\n\n   kube-scheduler --port=0 # factcheck-ignore: removed-flag -- quoted\n",
    ],
)
def test_excuses(text: str) -> None:
    (claim,) = page_claims(text).claims
    assert [(i.code, i.reason) for i in claim.scope.ignores] == [("removed-flag", "quoted")]


def test_an_excuse_holds_for_one_block_and_may_lack_a_reason() -> None:
    first, second = page_claims(f".. factcheck-ignore: removed-flag, closed-port\n\n{FLAG}\n{FLAG}").claims
    where = span(1, 4, 47)
    assert [i.code for i in first.scope.ignores] == ["removed-flag", "closed-port"]
    assert first.scope.ignores[0] == Ignore("removed-flag", "", first.scope.ignores[0].span)
    assert first.scope.ignores[0].span.line == where.line
    assert second.scope.ignores == ()


def test_an_excuse_in_code_holds_for_its_line() -> None:
    found = page_claims(
        ".. code-block:: sh\n\n   kubelet --v=1\n   # factcheck-ignore: removed-flag -- x\n   kubelet --v=2\n   kubelet --v=3\n"
    ).claims
    assert [len(claim.scope.ignores) for claim in found] == [0, 1, 0]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (FLAG, "CHANGELOG.rst"),
        (FLAG, "docs/release-notes.rst"),
        (FLAG, "releases/1.9-NOTES.rst"),
        (f"Release notes\n=============\n\n{FLAG}", "page.rst"),
        (f"Title\n=====\n\nDeprecated flags\n----------------\n\n{FLAG}", "page.rst"),
        (f".. deprecated:: 1.20\n\n   {FLAG}", "page.rst"),
        ("Remove the following arguments::\n\n   --network-plugin=cni\n", "page.rst"),
        ("删除以下参数::\n\n   --network-plugin=cni\n", "page.rst"),
        (FLAG, "cis-benchmark.rst"),
    ],
)
def test_records_of_what_was_are_not_advice(text: str, path: str) -> None:
    assert [claim.stance for claim in page_claims(text, path).claims] == [Stance.ACKNOWLEDGED]


def test_captions_claim_nothing() -> None:
    assert page_claims(".. figure:: x.png\n\n   kube-scheduler with ``--port=0``\n").claims == ()
    found = page_claims(".. code-block:: text\n   :caption: ``kube-scheduler --port=0``\n\n   nothing here\n")
    assert found.claims == ()


def test_a_sentence_that_announces_output() -> None:
    found = page_claims(
        "The output:\n\n.. code-block:: bash\n\n   foo --port=0\n\nThe output of\n\n.. code-block:: bash\n\n   kubectl get cs\n"
    )
    assert [type(c).__name__ for c in found.claims] == ["ResourceClaim"]
    assert found.unread == (Gap("output", span(5, 4, 16)),)


def test_what_was_not_read_is_told() -> None:
    found = page_claims(".. code-block:: go\n\n   func main() {}\n\n.. literalinclude:: missing.txt\n")
    assert [gap.reason for gap in found.unread] == ["unknown-language", "missing-file"]


def test_pages_are_made_of_nodes() -> None:
    literal = Run(RunKind.LITERAL, Line("--port=0", "a.rst", 3, 10))
    name = Run(RunKind.TEXT, Line("kube-scheduler ", "a.rst", 3, 1))
    where = span(5, 1, 2, "a.rst")
    page = Page("a.rst", (Paragraph((name, literal)), Unread(UnreadReason.BUDGET, where)))
    found = read_claims(page, NAMES)
    assert [(c.span, type(c).__name__) for c in found.claims] == [(span(3, 10, 16, "a.rst"), "FlagClaim")]
    assert found.unread == (Gap("time-budget", where),)


@pytest.mark.parametrize(
    "source",
    [
        b"``--port``",
        b"kubelet -v",
        "暴露10251端口".encode(),
        b"localhost:10251",
        b"the port 10251",
        b".. literalinclude:: a",
        b".. include:: a",
        b"   :file: a.csv",
        b"apiVersion: v1",
        b"``metric-bind-address`` kube-proxy",
        b"``metricsBindAddress`` kube-proxy",
        b":fact:component:`x`",
        b"/etc/kubernetes",
        b"kubectl get cs",
        b"scrape_configs:",
    ],
)
def test_pages_that_may_hold_claims(source: bytes) -> None:
    assert may_hold_claims(source)


@pytest.mark.parametrize("source", [b"", b"Title\n=====\n\nSome words, 12 of them - and *more*.\n\n- an item\n"])
def test_pages_that_cannot(source: bytes) -> None:
    assert not may_hold_claims(source)


@pytest.mark.parametrize(
    "text",
    [
        f"A\n=\n\n**Removed**: since v1.31 it is gone.\n\n{FLAG}",
        f"A\n=\n\n.. warning::\n\n   This guide is outdated.\n\n{FLAG}",
        f"A\n=\n\n.. deprecated:: 1.2\n   Use another.\n\n{FLAG}",
        f"A\n=\n\n本文已过时。\n\n{FLAG}",
        f"Deprecated flags\n================\n\n{FLAG}",
        f"Migrating from dockershim\n=========================\n\n{FLAG}",
        "Remove these flags of kubelet:\n\n* ``--port=0``\n",
        "The kubelet command line shall not contain:\n\n* ``--port=0``\n",
        "::\n\n  # Kubernetes 1.17 and below\n  kubelet --port=0\n",
        "::\n\n  kubelet --port=0  # removed in 1.24\n",
        ".. code-block:: sh\n\n  b. Remove the following arguments from it:\n  kubelet --port=0\n",
    ],
)
def test_what_is_said_to_be_gone(text: str) -> None:
    found = page_claims(text).claims
    assert found
    assert {claim.stance for claim in found} == {Stance.ACKNOWLEDGED}


@pytest.mark.parametrize(
    "text",
    [
        f"A\n=\n\nOne.\n\nTwo.\n\nThree.\n\n**Removed**: since v1.31 it is gone.\n\nB\n-\n\n{FLAG}",
        f"A\n=\n\nB\n-\n\n**Removed**: since v1.31 it is gone.\n\nC\n-\n\n{FLAG}",
        f"Remove these flags of kubelet:\n\n* ``--v=0``\n\nNow start it.\n\n{FLAG}",
        "::\n\n  # Kubernetes 1.17 and below\n\n  kubelet --port=0\n",
        "::\n\n  # remove it\n  true\n  # start it\n  kubelet --port=0\n",
        "::\n\n  # remove this line if there is no such network\n  kubelet --port=0\n",
        "::\n\n  kubelet --port=0  # before 1.24 it was --address\n",
    ],
)
def test_what_is_gone_ends(text: str) -> None:
    assert page_claims(text).claims[-1].stance is Stance.ADVICE


def test_the_sentence_before_a_list_names_whom_its_items_are_about() -> None:
    found = page_claims(
        "kube-proxy\n==========\n\nThe kubelet takes flags such as:\n\n* ``--port=0``\n* ``--config``\n\n``--v`` is common.\n"
    )
    assert [claim.subject and claim.subject.name for claim in found.claims] == ["kubelet", "kubelet", None]


def test_the_sentence_before_a_block_names_its_release() -> None:
    found = page_claims("For Kubernetes 1.18 and older::\n\n  kubelet --port=0\n\nThen::\n\n  kubelet --port=0\n").claims
    assert [[e.version for e in claim.scope.block] for claim in found] == [["<=1.18"], []]


def test_a_field_tells_what_a_page_applies_to() -> None:
    (claim,) = page_claims(f":applies-to: kubernetes >=1.20; kubeadm\n\n{FLAG}").claims
    assert claim.scope.applies_to == ("kubernetes >=1.20; kubeadm",)


@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        ("blog/page.rst", ":date: 2018-05-01\n\n", "2018-05-01"),
        ("content/post/page.rst", ":date: 2018-05-01T10:00:00+08:00\n:lastmod: 2020-01-01\n\n", "2020-01-01"),
        ("_posts/2018-05-01-page.rst", "", "2018-05-01"),
        ("2018/05/01/page.rst", "", "2018-05-01"),
    ],
)
def test_a_post_is_of_its_day(path: str, fields: str, expected: str) -> None:
    (claim,) = page_claims(f"{fields}{FLAG}", path).claims
    assert [(e.name, e.version, e.what) for e in claim.scope.page] == [("*", expected, "date")]


def test_a_page_that_is_no_post_is_of_no_day() -> None:
    assert [claim.scope.page for claim in page_claims(f":date: 2018-05-01\n\n{FLAG}").claims] == [()]


def test_a_page_kept_for_a_release_of_something_else_is_a_record() -> None:
    text = f"{FLAG}\n``kube-proxy`` takes ``--bind-address=::``.\n"
    assert {claim.stance for claim in page_claims(text, "docs/v2.3/page.rst").claims} == {Stance.ACKNOWLEDGED}
    assert {claim.stance for claim in page_claims(text, "docs/page.rst").claims} == {Stance.ADVICE}


def test_running_text_in_other_languages_is_left_alone() -> None:
    german = "Die Option ``--port`` von kube-scheduler ist mit der neuen Version entfallen und wird nicht mehr für das Programm gebraucht.\n"
    found = page_claims(f"{german}\n::\n\n  kubelet --port=0\n")
    assert [claim.subject and claim.subject.name for claim in found.claims] == ["kubelet"]
    assert [gap.reason for gap in found.unread] == ["other-language"]
