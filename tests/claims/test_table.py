from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import How, Stance, Subject

from .claims import claims_of, flag, port, program, resource, row


def test_a_table_of_ports_in_a_file_points_into_the_file() -> None:
    found = claims_of(
        """
        kube-proxy, kubelet

        .. csv-table:: ports
           :file: ports.csv
           :header-rows: 1
        """,
        ports_csv="""\
        端口, 端口对应监控对象, 修订
        10249, kube-proxy, ``kubectl edit cm/kube-proxy``
        10251, ``scheduler``,
        """,
    )
    assert [(c.span.path, c.span.line, c.span.column, type(c).__name__) for c in found] == [
        ("ports.csv", 2, 1, "RowClaim"),
        ("ports.csv", 2, 35, "ResourceClaim"),
        ("ports.csv", 3, 1, "RowClaim"),
    ]
    assert [getattr(c, "component", None) for c in found] == ["kube-proxy", None, "scheduler"]


def test_every_column_of_a_table_of_ports() -> None:
    assert claims_of(
        """
        .. list-table::
           :header-rows: 1

           * - Component
             - Port
             - Scheme
             - Path
             - Authentication
             - Bind address
           * - kube-scheduler
             - 10259
             - HTTPS
             - ``/metrics``
             - token
             - 0.0.0.0
        """
    ) == [row("kube-scheduler", 11, 8, 10259, scheme="https", path="/metrics", auth="token", bind="0.0.0.0")]


def test_a_purpose_may_name_the_component() -> None:
    assert claims_of(
        """
        ========  ==========  =======================
        Protocol  Port Range  Purpose
        ========  ==========  =======================
        TCP       10251       kube-scheduler healthz
        TCP       2379-2380   etcd server client API
        TCP       30000       NodePort services
        ========  ==========  =======================
        """
    ) == [row("kube-scheduler", 4, 11, 10251)]


@pytest.mark.parametrize(
    ("cell", "ports"),
    [
        ("10250", [10250]),
        ("10250/TCP", [10250]),
        ("10250, 10255", [10250, 10255]),
        ("10250 / 10255", [10250, 10255]),
        ("``10250``", [10250]),
        ("2379-2380", []),
        ("N/A", []),
        ("99999", []),
    ],
)
def test_ports_of_a_cell(cell: str, ports: list[int]) -> None:
    found = claims_of(f'.. csv-table::\n   :header: port, component\n\n   "{cell}", kubelet\n')
    assert [c for c in found if type(c).__name__ == "RowClaim"] == [
        row("kubelet", 4, 5 + cell.index(str(number)), number) for number in ports
    ]


def test_a_row_that_says_it_is_deprecated() -> None:
    assert claims_of(".. csv-table::\n   :header: port, component, note\n\n   10251, kube-scheduler, removed in 1.23\n") == [
        row("kube-scheduler", 4, 4, 10251, stance=Stance.ACKNOWLEDGED)
    ]


def test_a_table_of_something_else() -> None:
    assert (
        claims_of(
            """
            ==========  ========
            Host        Speed
            ==========  ========
            etcd.local  10251.56
            kubelet     9153
            ==========  ========
            """
        )
        == []
    )


def test_cells_of_other_tables_are_running_text() -> None:
    assert claims_of(
        """
        .. list-table::
           :header-rows: 1

           * - Flag
             - Meaning
           * - ``--port``
             - the port of kube-scheduler, 10251端口
        """
    ) == [
        flag(Subject("kube-scheduler", How.CELL), 6, 10, "--port"),
        port(Subject("kube-scheduler", How.SENTENCE), 7, 36, 10251),
    ]


def test_a_column_of_what_was() -> None:
    found = claims_of(
        """
        .. csv-table:: kubelet
           :header: Deprecated flag, New flag

           ``--low-diskspace-threshold-mb``, ``--eviction-hard``
        """
    )
    assert [(getattr(c, "name", ""), c.stance) for c in found] == [
        ("low-diskspace-threshold-mb", Stance.ACKNOWLEDGED),
        ("eviction-hard", Stance.ADVICE),
    ]


def test_commands_in_cells() -> None:
    assert claims_of(".. csv-table::\n   :header: a, b\n\n   x, ``kubectl get cs``\n") == [resource(4, 21, "get", "cs")]
    assert program("kubectl") == claims_of(".. csv-table::\n   :header: a, b\n\n   x, ``kubectl get cs``\n")[0].subject


SCHEDULER = Subject("kube-scheduler", How.CELL)


def test_titles_and_captions_name_the_component() -> None:
    assert claims_of(".. csv-table::\n   :header: kube-scheduler flag, meaning\n\n   ``--port``, 0\n") == [
        flag(SCHEDULER, 4, 6, "--port")
    ]
    assert claims_of(".. csv-table:: kube-scheduler 的参数\n   :header: 参数, 说明\n\n   ``--port``, 0\n") == [
        flag(SCHEDULER, 4, 6, "--port")
    ]


def test_a_row_may_be_the_heading_of_those_below() -> None:
    assert claims_of(".. csv-table::\n   :header: flag, meaning\n\n   **kube-scheduler**,\n   --address, 0\n") == [
        flag(SCHEDULER, 5, 4, "--address")
    ]


def test_a_tall_cell_is_about_each_of_its_rows() -> None:
    assert claims_of(
        """
        +----------------+-------+
        | Component      | Port  |
        +================+=======+
        | kube-scheduler | 10251 |
        |                +-------+
        |                | 10259 |
        +----------------+-------+
        """
    ) == [row("kube-scheduler", 4, 20, 10251), row("kube-scheduler", 6, 20, 10259)]


def test_the_kubernetes_api_is_the_api_server_s() -> None:
    assert claims_of(".. csv-table::\n   :header: port, purpose\n\n   8080, Kubernetes API insecure server\n") == [
        row("kube-apiserver", 4, 4, 8080)
    ]


def test_the_sentence_before_a_table_is_a_guess() -> None:
    found = claims_of("The kube-scheduler takes:\n\n.. csv-table::\n   :header: flag, meaning\n\n   ``--address``, 0\n")
    assert found == [flag(Subject("kube-scheduler", How.NEARBY), 6, 6, "--address")]
