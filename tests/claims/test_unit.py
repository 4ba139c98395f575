from __future__ import annotations

from sphinxext.factcheck.claims.model import How, Subject

from .claims import claims_of, flag, program


def test_the_program_that_a_unit_starts() -> None:
    assert claims_of(
        """
        .. code-block:: ini

           [Service]
           ExecStart=-/usr/bin/kubelet --port=1 \\
             --v=2
           Restart=always
        """
    ) == [flag(program("kubelet"), 4, 32, "--port", "1"), flag(program("kubelet"), 5, 6, "--v", "2")]


def test_variables_named_after_a_program() -> None:
    kubelet = Subject("kubelet", How.FILENAME)
    assert claims_of(
        """
        .. code-block:: ini

           [Service]
           Environment="KUBELET_EXTRA_ARGS=--port=1 --v=2"
        """
    ) == [flag(kubelet, 4, 36, "--port", "1"), flag(kubelet, 4, 45, "--v", "2")]
    assert claims_of(
        """
        .. code-block:: ini

           KUBE_SCHEDULER_ARGS="--port=0"
        """
    ) == [flag(Subject("kube-scheduler", How.FILENAME), 3, 25, "--port", "0")]


def test_a_variable_takes_its_subject_from_the_file() -> None:
    assert claims_of(
        """
        .. code-block:: ini
           :caption: /etc/default/node_exporter.conf

           ARGS="--web.listen-address=:9100"
        """
    ) == [flag(Subject("node_exporter", How.FILENAME), 4, 10, "--web.listen-address", ":9100")]


def test_several_variables_on_a_line() -> None:
    kubelet = Subject("kubelet", How.FILENAME)
    assert claims_of(
        """
        .. code-block:: ini

           [Service]
           Environment="A=b" "KUBELET_EXTRA_ARGS=--port=1"
           Environment=KUBELET_NETWORK_ARGS=--v=2 --x=3
        """
    ) == [flag(kubelet, 4, 42, "--port", "1"), flag(kubelet, 5, 37, "--v", "2"), flag(kubelet, 5, 43, "--x", "3")]


def test_a_variable_is_the_program_s_that_is_given_it() -> None:
    assert claims_of(
        """
        .. code-block:: ini

           [Service]
           Environment="X=--port=1"
           ExecStart=
           ExecStart=/usr/bin/kubelet \\
             # a comment ends nothing
             $X
        """
    ) == [flag(program("kubelet"), 4, 19, "--port", "1")]


def test_programs_of_supervisor() -> None:
    assert claims_of(
        """
        .. code-block:: ini

           [program:node]
           command = /usr/bin/kubelet --port=1
        """
    ) == [flag(program("kubelet"), 4, 31, "--port", "1")]


def test_variables_that_stand_for_flags() -> None:
    found = claims_of(
        """
        .. code-block:: ini

           [Service]
           Environment="ETCD_NAME=a"
           ETCD_DATA_DIR="/x"
        """
    )
    assert [(c.subject, getattr(c, "name", ""), getattr(c, "value", "")) for c in found] == [
        (Subject("etcd", How.FILENAME), "name", "a"),
        (Subject("etcd", How.FILENAME), "data-dir", "/x"),
    ]
