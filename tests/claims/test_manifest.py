from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import How, Subject

from .claims import claims_of, flag, node_path, page_claims, port

SCHEDULER = Subject("kube-scheduler", How.CONTAINER)


def test_arguments_belong_to_the_program_of_the_container() -> None:
    found = page_claims(
        """
        .. code-block:: yaml

           spec:
             containers:
             - command:
               - kube-scheduler
               - --kubeconfig=/etc/kubernetes/scheduler.conf
               - "--port=0"
               image: lank8s.cn/kube-scheduler:v1.18.10
        """
    )
    assert [(c.span.line, c.span.column, c.subject) for c in found.claims] == [
        (7, 10, SCHEDULER),
        (7, 23, SCHEDULER),
        (8, 11, SCHEDULER),
    ]
    assert {(e.name, e.version) for c in found.claims for e in c.scope.block} == {("kube-scheduler", "1.18.10")}


def test_elided_lines_do_not_spoil_a_manifest() -> None:
    assert claims_of(
        """
        .. code-block:: yaml

           ...
           spec:
             containers:
             - command: [kube-scheduler, --port=0]
               ...
               name: x
           ...
        """
    ) == [flag(SCHEDULER, 6, 34, "--port", "0")]


@pytest.mark.parametrize(
    ("container", "name"),
    [
        ("{command: [/usr/bin/kube-scheduler], args: [--port=0]}", "kube-scheduler"),
        ("{image: 'k8s.gcr.io/kube-scheduler-amd64:v1.10.0', args: [--port=0]}", "kube-scheduler"),
        ("{image: 'quay.io/prometheus/node-exporter:v1.3.1', args: [--port=0]}", "node-exporter"),
        ("{name: kube-scheduler, args: [--port=0]}", "kube-scheduler"),
        ("{image: 'example/other', args: [--port=0]}", "other"),
    ],
)
def test_whose_arguments(container: str, name: str) -> None:
    (found,) = claims_of(f".. code-block:: yaml\n\n   containers:\n   - {container}\n")
    assert found == flag(Subject(name, How.CONTAINER), 4, 6 + container.index("--port"), "--port", "0")


def test_a_script_in_the_arguments_is_a_script() -> None:
    assert claims_of(
        """
        .. code-block:: yaml

           containers:
           - command: [sh, -c, "exec kube-scheduler --port=0"]
           - command:
             - /bin/sh
             - -c
             - |
               kube-scheduler \\
                 --address=::1
        """
    ) == [
        flag(Subject("kube-scheduler", How.PROGRAM), 4, 45, "--port", "0"),
        flag(Subject("kube-scheduler", How.PROGRAM), 10, 10, "--address", "::1"),
    ]


def test_probes_and_ports_say_where_it_listens() -> None:
    assert claims_of(
        """
        .. code-block:: yaml

           containers:
           - name: kube-scheduler
             command: [kube-scheduler]
             livenessProbe:
               httpGet: {host: 127.0.0.1, path: /healthz, port: 10251, scheme: HTTP}
             ports:
             - containerPort: 10259
        """
    ) == [
        port(SCHEDULER, 7, 57, 10251, scheme="http", host="127.0.0.1", path="/healthz"),
        port(SCHEDULER, 9, 23, 10259),
    ]


def test_a_port_that_the_arguments_choose_is_no_claim() -> None:
    found = claims_of(
        """
        .. code-block:: yaml

           containers:
           - name: node-exporter
             args: ["--web.listen-address=:9101"]
             ports:
             - containerPort: 9101
        """
    )
    assert [type(c).__name__ for c in found] == ["FlagClaim"]


def test_ports_of_a_service_are_somebody_s_choice() -> None:
    found = claims_of(
        """
        .. code-block:: yaml

           apiVersion: v1
           kind: Service
           spec:
             ports:
             - port: 10251
               targetPort: 10251
        """
    )
    assert [type(c).__name__ for c in found] == ["ApiVersionClaim"]


def test_arguments_that_kubeadm_hands_on() -> None:
    found = claims_of(
        """
        .. code-block:: yaml

           apiServer:
             extraArgs:
               insecure-port: "0"
           scheduler:
             extraArgs:
             - name: port
               value: "0"
           nodeRegistration:
             kubeletExtraArgs:
               network-plugin: <plugin>
        """
    )
    assert found == [
        flag(Subject("kube-apiserver", How.CONTAINER), 5, 8, "insecure-port", "0", gap=3),
        # The value of a list item stands on the next line.
        found[1],
        flag(Subject("kubelet", How.CONTAINER), 12, 8, "network-plugin"),
    ]
    scheduler = found[1]
    assert (scheduler.subject, getattr(scheduler, "name", ""), getattr(scheduler, "value", "")) == (SCHEDULER, "port", "0")


def test_a_list_of_flags_under_any_key() -> None:
    assert claims_of(
        """
        Kubelet
        =======

        .. code-block:: yaml

           data:
             arguments:
               - --network-plugin=cni
        """
    ) == [flag(Subject("kubelet", How.NEARBY), 8, 10, "--network-plugin", "cni")]


def test_loose_items_take_their_subject_from_the_file_named_before() -> None:
    found = claims_of("Edit ``/etc/kubernetes/manifests/kube-scheduler.yaml``::\n\n   ...\n   - --port=10251\n   ...\n")
    assert found == [
        node_path(None, 1, 8, "/etc/kubernetes/manifests/kube-scheduler.yaml"),
        flag(Subject("kube-scheduler", How.FILENAME), 4, 6, "--port", "10251"),
    ]


def test_targets_of_prometheus() -> None:
    found = claims_of(
        """
        .. code-block:: yaml

           - job_name: kube-scheduler
             scheme: http
             metrics_path: /metrics
             static_configs:
             - targets: ['10.0.0.1:10251', 'scheduler.kube-system.svc:10251']
        """
    )
    assert found == [port(Subject("kube-scheduler", How.NEARBY), 7, 28, 10251, scheme="http", host="10.0.0.1", path="/metrics")]


def test_templates_and_tabs() -> None:
    assert claims_of(
        ".. code-block:: yaml\n\n"
        "   containers:\n"
        "   {% if scheduler %}\n"
        "   - command: [kube-scheduler, --port={{ port }}, --v=2]\t# {{ comment }}\n"
        "   {% endif %}\n"
    ) == [
        flag(SCHEDULER, 5, 32, "--port"),
        flag(SCHEDULER, 5, 51, "--v", "2"),
    ]


def test_what_cannot_be_read_is_said() -> None:
    found = page_claims(".. code-block:: yaml\n\n   " + "[" * 100 + "\n")
    assert found.claims == ()
    assert [gap.reason for gap in found.unread] == ["unparsable-yaml"]
