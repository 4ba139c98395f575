from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import FlagClaim, How, Stance, Subject

from .claims import claims_of, flag, node_path, page_claims, port, program, resource

SCHEDULER = program("kube-scheduler")


def test_continued_command_belongs_to_its_program() -> None:
    assert claims_of(
        """
        .. code-block:: bash

           kube-scheduler \\
             --port=0 \\
             --address 127.0.0.1
        """
    ) == [
        flag(SCHEDULER, 4, 6, "--port", "0"),
        flag(SCHEDULER, 5, 6, "--address", "127.0.0.1", apart=True),
    ]


def test_only_prompt_lines_are_commands() -> None:
    found = page_claims(
        """
        .. code-block:: console

           $ kubectl get cs
           NAME                 STATUS      MESSAGE
           scheduler            Unhealthy   Get http://127.0.0.1:10251/healthz: connect: connection refused
           $ kubelet --port=1
        """
    )
    assert [(c.span.line, type(c).__name__) for c in found.claims] == [(3, "ResourceClaim"), (6, "FlagClaim")]
    assert found.unread == ()


@pytest.mark.parametrize(
    ("prompt", "command"),
    [
        ("$ ", "kubelet --port=1"),
        ("# ", "kubelet --port=1"),
        ("% ", "kubelet --port=1"),
        ("(venv) $ ", "kubelet --port=1"),
        ("user@host:~$ ", "kubelet --port=1"),
        ("[root@node1 ~]# ", "kubelet --port=1"),
        ("root@node1:/etc# ", "kubelet --port=1"),
        ("bash-4.2$ ", "kubelet --port=1"),
        ("/ # ", "kubelet --port=1"),
    ],
)
def test_prompts(prompt: str, command: str) -> None:
    assert claims_of(f".. code-block:: console\n\n   {prompt}{command}\n") == [
        flag(program("kubelet"), 3, 4 + len(prompt) + len("kubelet "), "--port", "1")
    ]


def test_a_comment_is_no_prompt() -> None:
    assert claims_of(
        """
        .. code-block:: bash

           # kubelets need --port=1 here
           # then start it
           kubelet --v=2
        """
    ) == [flag(program("kubelet"), 5, 12, "--v", "2")]


def test_metrics_are_no_commands() -> None:
    found = page_claims(
        """
        ::

           # HELP go_goroutines Number of goroutines
           # TYPE go_goroutines gauge
           go_goroutines 12
        """
    )
    assert found.claims == ()
    assert [gap.reason for gap in found.unread] == ["output"]


@pytest.mark.parametrize(
    "wrapper",
    ["sudo ", "sudo -u root ", "env A=b ", "A=b ", "nohup ", "exec ", "timeout 5 ", "watch -n 1 ", "sudo env X=1 nice -n 5 "],
)
def test_wrappers_are_looked_through(wrapper: str) -> None:
    assert claims_of(f".. code-block:: sh\n\n   {wrapper}/usr/bin/kubelet --port=1\n") == [
        flag(program("kubelet"), 3, 4 + len(wrapper) + len("/usr/bin/kubelet "), "--port", "1")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "cd /tmp && kubelet --port=1 | tee log",
        "(kubelet --port=1)",
        "if kubelet --port=1; then true; fi",
        "for i in 1 2; do kubelet --port=1; done",
        "echo $(kubelet --port=1)",
    ],
)
def test_commands_within_commands(line: str) -> None:
    found = [c for c in claims_of(f".. code-block:: sh\n\n   {line}\n") if c.subject == program("kubelet")]
    assert found == [flag(program("kubelet"), 3, 4 + line.index("--port"), "--port", "1")]


def test_script_after_c() -> None:
    assert claims_of(".. code-block:: sh\n\n   bash -c 'kube-scheduler --port=0'\n") == [flag(SCHEDULER, 3, 28, "--port", "0")]


def test_arguments_after_an_image_are_its_program_s() -> None:
    found = claims_of(
        ".. code-block:: sh\n\n   docker run -d -p 9090:9090 --name p prom/prometheus:v2.45.0 --web.enable-lifecycle\n"
    )
    assert [(c.subject, getattr(c, "name", "")) for c in found] == [
        (program("docker"), "d"),
        (program("docker"), "p"),
        (program("docker"), "name"),
        (Subject("prometheus", How.CONTAINER), "web.enable-lifecycle"),
    ]


def test_release_of_the_image_is_the_block_s() -> None:
    found = page_claims(".. code-block:: sh\n\n   docker run quay.io/coreos/etcd:v3.4.13 etcd --debug\n")
    assert [(e.name, e.version, e.what) for e in found.claims[-1].scope.block] == [("etcd", "3.4.13", "image tag")]


@pytest.mark.parametrize("value", ["<ip>", "$IP", "${IP}", "NODE_IP", "...", "{{ ip }}", "SOMEFILE"])
def test_a_placeholder_is_no_value(value: str) -> None:
    (found,) = claims_of(f".. code-block:: sh\n\n   kubelet --address={value}\n")
    assert found == flag(program("kubelet"), 3, 12, "--address")


def test_quotes_are_no_part_of_a_value() -> None:
    assert claims_of('.. code-block:: sh\n\n   kubelet --v="2"\n') == [flag(program("kubelet"), 3, 12, "--v", "2", gap=2)]


def test_ports_that_clients_are_sent_to() -> None:
    assert claims_of("::\n\n   $ curl -k https://localhost:10259/metrics\n")[1:] == [
        port(None, 3, 32, 10259, scheme="https", host="localhost", path="/metrics")
    ]
    assert claims_of("::\n\n   $ nc -z 127.0.0.1 10251\n")[1:] == [port(None, 3, 22, 10251, host="127.0.0.1")]


def test_a_proxy_is_not_where_the_request_goes() -> None:
    assert [c for c in claims_of("::\n\n   $ curl -x http://proxy:3128 http://h:10251/\n") if hasattr(c, "port")] == [
        port(None, 3, 41, 10251, scheme="http", host="h", path="/")
    ]


@pytest.mark.parametrize(
    "command",
    [
        "kubectl port-forward svc/x 10251",
        "kubectl -n a port-forward svc/x 10251:80 &",
        "ssh -N -L 10251:localhost:80 host",
        "kubectl proxy --address='0.0.0.0' --port=10251",
    ],
)
def test_a_local_port_that_the_page_maps(command: str) -> None:
    assert [
        c for c in claims_of(f"::\n\n   $ {command}\n\nkube-scheduler on http://localhost:10251/ now.\n") if hasattr(c, "port")
    ] == []


def test_services_and_forwarded_ports_are_anybody_s() -> None:
    assert [
        c
        for c in claims_of(
            """
            ::

               $ kubectl -n kube-system port-forward pod/kube-scheduler-a 10251:10259
               $ curl http://localhost:10251/metrics
               $ curl http://prometheus.monitoring.svc:9090/
            """
        )
        if hasattr(c, "port")
    ] == []


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("kubectl get cs", [("get", "cs")]),
        ("kubectl -n kube-system get cs -o yaml", [("get", "cs")]),
        ("kubectl get pods,cs", [("get", "pods"), ("get", "cs")]),
        ("kubectl edit cm/kube-proxy -n kube-system", [("edit", "cm")]),
        ("kubectl delete -f file.yaml", []),
        ("kubectl get --raw /metrics", []),
        ("kubectl rollout restart daemonset/kube-proxy", [("rollout", "daemonset")]),
        ("kubectl get all", []),
        ("kubectl get RESOURCE", []),
    ],
)
def test_resources(command: str, expected: list[tuple[str, str]]) -> None:
    found = [c for c in claims_of(f"::\n\n   $ {command}\n") if hasattr(c, "resource")]
    column = 6
    assert found == [resource(3, column + command.index(name), verb, name) for verb, name in expected]


def test_lines_after_an_editor_was_opened_say_what_to_write() -> None:
    found = claims_of(
        """
        ::

           $ kubectl edit cm/kube-proxy -n kube-system
           ## Change from
               metricsBindAddress: 127.0.0.1:10249 ### <--- Too secure
           ## Change to
               metricsBindAddress: 0.0.0.0:10249
        """
    )
    assert [(c.span.line, c.subject, c.stance) for c in found if hasattr(c, "whole")] == [
        (5, Subject("kube-proxy", How.FILENAME), Stance.ACKNOWLEDGED),
        (7, Subject("kube-proxy", How.FILENAME), Stance.ADVICE),
    ]


def test_here_document_is_read_for_what_it_is() -> None:
    assert claims_of(
        """
        ::

           $ cat <<EOF | sudo tee /etc/systemd/system/kubelet.service
           [Service]
           ExecStart=/usr/local/bin/kubelet \\\\
             --container-runtime=remote \\\\
             --v=2
           EOF
        """
    ) == [
        node_path(program("tee"), 3, 27, "/etc/systemd/system/kubelet.service", "command"),
        flag(program("kubelet"), 6, 6, "--container-runtime", "remote"),
        flag(program("kubelet"), 7, 6, "--v", "2"),
    ]


def test_arguments_in_a_variable() -> None:
    subject = Subject("kubelet", How.FILENAME)
    assert claims_of('.. code-block:: sh\n\n   KUBELET_EXTRA_ARGS="--port=1 --v=2"\n') == [
        flag(subject, 3, 24, "--port", "1"),
        flag(subject, 3, 33, "--v", "2"),
    ]


def test_bare_flags_take_their_subject_from_the_sentence_before() -> None:
    subject = Subject("kube-scheduler", How.NEARBY)
    assert claims_of("Start ``kube-scheduler`` with::\n\n   --port=0\n   --address=::1\n") == [
        flag(subject, 3, 4, "--port", "0"),
        flag(subject, 4, 4, "--address", "::1"),
    ]


def test_paths_in_arguments() -> None:
    found = claims_of(".. code-block:: sh\n\n   ls /etc/kubernetes/manifest/\n")
    assert found == [node_path(program("ls"), 3, 7, "/etc/kubernetes/manifest/", "command")]


@pytest.mark.parametrize(
    "line",
    [
        "tcp6  0  0 :::10251  :::*  LISTEN  12/kube-scheduler --port=0",
        "root  1549  3.0  0.2 3289084 68588 ?  Ssl  0:01 kube-apiserver --insecure-port=8080",
        "I1123 10:00:00.000000  1 server.go:1] kube-scheduler --port=0",
        "Flag --address has been deprecated, see --bind-address instead.",
        'Get "http://172.21.44.238:10251/metrics": dial tcp 172.21.44.238:10251: connect: connection refused',
    ],
)
def test_output_claims_nothing(line: str) -> None:
    found = page_claims(f"::\n\n   {line}\n")
    assert found.claims == ()
    assert [gap.reason for gap in found.unread] == ["output"]


def flags_of(text: str, language: str = "sh", caption: str = "") -> list[tuple[str, str, str | None]]:
    """Subject with how it was found, name, and value of the flags in a block, without those of the programs that only help."""
    head = f".. code-block:: {language}\n" + (f"   :caption: {caption}\n" if caption else "")
    indented = text.replace("\n", "\n   ")
    return [
        (f"{c.subject.name} {c.subject.how}" if c.subject else "", c.dashes + c.name, c.value)
        for c in claims_of(f"{head}\n   {indented}\n")
        if isinstance(c, FlagClaim) and c.subject not in (program("docker"), program("tee"))
    ]


PORT = ("kubelet program", "--port", "1")
PORT_FILE = ("kubelet filename", "--port", "1")
VERBOSE = ("kubelet program", "--v", "2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ssh host <<EOF\nkubelet --port=1\nEOF", [PORT]),
        ("ssh root@host <<'EOF'\ncat >/etc/default/kubelet <<E\nKUBELET_EXTRA_ARGS=--port=1\nE\nkubelet --v=2\nEOF", [PORT_FILE, VERBOSE]),
        ("sudo -i -u root bash <<-EOF\n  kubelet --port=1\n  EOF\nkubelet --v=2", [PORT, VERBOSE]),
        ("docker exec -i c sh <<EOF\nkubelet --port=1\nEOF", [PORT]),
        ('ssh root@$h "cat > /etc/default/kubelet" <<EOF\nKUBELET_EXTRA_ARGS="--port=1"\nEOF', [PORT_FILE]),
        ("cat > a.sh <<EOF\nkubelet --port=1\nEOF\ncat > b.service <<E2\n[Service]\nExecStart=/usr/bin/kubelet --v=2\nE2", [PORT, VERBOSE]),
        ("cat <<EOF | sudo tee /etc/systemd/system/kubelet.service.d/9.conf\n[Service]\nEnvironment=\"X_ARGS=--port=1\"\nEOF", [PORT_FILE]),
        ('tee Dockerfile <<EOF\nFROM x\nCMD ["kubelet", "--port=1"]\nEOF', [PORT]),
        ("sudo bash -c 'cat > /etc/default/kubelet <<EOF\nKUBELET_EXTRA_ARGS=--port=1\nEOF'", [PORT_FILE]),
        ("cat <<EOF\nkubelet --port=1\nEOF", []),
    ],
)  # fmt: skip
def test_a_here_document_is_what_its_reader_takes_it_for(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert flags_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'echo "KUBELET_EXTRA_ARGS=--port=1" > /etc/default/kubelet',
        "echo 'KUBELET_EXTRA_ARGS=\"--port=1\"' | sudo tee /etc/default/kubelet",
        'echo "KUBELET_EXTRA_ARGS=\\"--port=1\\"" >> /etc/default/kubelet',
        "sudo sh -c \"echo 'KUBELET_EXTRA_ARGS=--port=1' > /etc/default/kubelet\"",
        "echo '--port=1' | sudo tee -a /var/snap/microk8s/current/args/kubelet",
        "printf 'A=b\\nKUBELET_EXTRA_ARGS=--port=1\\n' > /etc/default/kubelet",
    ],
)
def test_what_is_written_to_a_file(text: str) -> None:
    assert flags_of(text) == [PORT_FILE]


@pytest.mark.parametrize("text", ['echo "kubelet --port=1"', 'echo "kubelet --port=1" > notes', 'echo "kubelet --port=1" >&2'])
def test_what_is_only_said_claims_nothing(text: str) -> None:
    assert flags_of(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('ARGS=(--port=1 --v=2)\nkubelet "${ARGS[@]}"', [PORT, VERBOSE]),
        ("ARGS=(\n  --port=1 # one\n  --v=2\n)\nkubelet ${ARGS[@]}", [PORT, VERBOSE]),
        ('ARGS="--port=1"\nARGS="$ARGS --v=2"\n/usr/bin/kubelet $ARGS', [PORT, VERBOSE]),
        ('ETCD_OPTS="--port=1"\netcdctl $ETCD_OPTS get x', [("etcdctl program", "--port", "1")]),
        ('DAEMON=/usr/bin/kubelet\nDAEMON_ARGS="--port=1"', [PORT]),
        ("BIN=/usr/bin/kubelet\n$BIN --port=1", [PORT]),
        ('KUBELET_OPTS="--port=1"', [PORT_FILE]),
        ('KUBELET_OPTS="--port=1"\nfrob --x', [("kubelet nearby", "--port", "1"), ("frob program", "--x", None)]),
        ('KUBE_API_PORT="--port=1"', [("kube-apiserver filename", "--port", "1")]),
        ("export ETCD_DATA_DIR=/x\nETCD_DATA_DIR=/y etcd --v=2", [
            ("etcd filename", "data-dir", "/x"), ("etcd filename", "data-dir", "/y"), ("etcd program", "--v", "2"),
        ]),
        ("ETCD_DATA_DIR=/x\nexport ETCD_VERSION=3\ntar -x", [("tar program", "-x", None)]),
    ],
)  # fmt: skip
def test_variables_that_hold_arguments(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert flags_of(text) == expected


@pytest.mark.parametrize(
    "caption", ["/etc/default/kubelet", "/etc/sysconfig/kubelet", "/etc/systemd/system/kubelet.service.d/a.conf"]
)
@pytest.mark.parametrize("name", ["ARGS", "DAEMON_ARGS", "OPTIONS"])
def test_a_variable_without_a_name_is_the_file_s(name: str, caption: str) -> None:
    assert flags_of(f'{name}="--port=1"', "sh", caption) == [PORT_FILE]
    assert flags_of(f'{name}="--port=1"', "ini", caption) == [PORT_FILE]


def test_flags_in_the_file_of_a_component() -> None:
    assert flags_of("--port=1\n...\n# more\n--v=2", "text", "/var/snap/microk8s/current/args/kubelet") == [
        PORT_FILE, ("kubelet filename", "--v", "2"),
    ]  # fmt: skip


def test_rules_of_iptables_are_no_flags() -> None:
    assert flags_of("-A KUBE-SERVICES -j ACCEPT\n-N KUBE-MARK --comment x", "sh", "kube-proxy") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sed -i 's/--port=0//' /etc/kubernetes/manifests/kube-scheduler.yaml", [("--port", "0", Stance.ACKNOWLEDGED)]),
        ("sudo sed -i '/--port=0/d' /x/kube-scheduler.yaml", [("--port", "0", Stance.ACKNOWLEDGED)]),
        ("sed -i 's#--port=0#--secure-port=1#g' /x/kube-scheduler.yaml", [
            ("--port", "0", Stance.ACKNOWLEDGED), ("--secure-port", "1", Stance.ADVICE),
        ]),
        ("sed -i '/- kube-scheduler/a\\    - --port=0' /x/kube-scheduler.yaml", [("--port", "0", Stance.ADVICE)]),
        ("sed -i 's/--port=0//' notes.txt", []),
    ],
)  # fmt: skip
def test_what_sed_takes_away_is_no_advice(text: str, expected: list[tuple[str, str | None, Stance]]) -> None:
    found = claims_of(f".. code-block:: sh\n\n   {text}\n")
    assert [
        (c.dashes + c.name, c.value, c.stance)
        for c in found
        if isinstance(c, FlagClaim) and c.subject == Subject("kube-scheduler", How.FILENAME)
    ] == expected
