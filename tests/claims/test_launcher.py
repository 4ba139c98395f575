from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import FlagClaim

from .claims import page_claims

COMMAND = "kubelet --port=1"


def kubelet_flags(command: str, language: str = "sh") -> list[tuple[str, str, str | None]]:
    """How the subject was found, name and value of each of kubelet's flags in *command*."""
    indented = command.replace("\n", "\n   ")
    found = page_claims(f".. code-block:: {language}\n\n   {indented}\n").claims
    return [
        (c.subject.how.value, c.name, c.value)
        for c in found
        if isinstance(c, FlagClaim) and c.subject is not None and c.subject.name == "kubelet"
    ]


@pytest.mark.parametrize(
    "wrapper",
    [
        "sudo -u etcd env A=b nohup exec", "sudo -iu root", 'sudo env "PATH=$PATH"', "time -p", "timeout -k 5 10s", "chroot /mnt",
        "ip netns exec NS", "nsenter -t 1 -m --", "systemd-run --unit x -p A=b", "screen -dmS x", "taskset -c 0,1", "nice -n5",
        "strace -f -o out", "gosu user", "tini --", "flock /run/x.lock", "xargs -I{}", "ssh -p 22 -i key user@host",
        "ssh -o A=b -t user@host sudo", "runuser -u x --", "then", "start)", "eval",
    ],
)  # fmt: skip
def test_the_command_behind_another(wrapper: str) -> None:
    assert kubelet_flags(f"{wrapper} {COMMAND}") == [("program", "port", "1")]


@pytest.mark.parametrize(
    "command",
    [
        f"ssh host 'cd /; {COMMAND}'", f'ssh host "sudo {COMMAND}"', f"su - user -c '{COMMAND}'", f"sh -xc '{COMMAND}'",
        f"tmux new -d '{COMMAND}'", f"watch '{COMMAND}'", f'vagrant ssh m1 -c "{COMMAND}"', f"ansible all -m shell -a '{COMMAND}'",
        f"gcloud compute ssh x --zone z --command='{COMMAND}'", f"minikube ssh '{COMMAND}'", f"multipass exec x -- {COMMAND}",
        f"lxc exec c -- {COMMAND}", "start-stop-daemon --start --exec /usr/bin/kubelet -- --port=1",
    ],
)  # fmt: skip
def test_the_command_in_a_text(command: str) -> None:
    assert kubelet_flags(command) == [("program", "port", "1")]


@pytest.mark.parametrize(
    "command",
    [
        f"docker exec -it -e A=b c {COMMAND}", f"docker container exec c {COMMAND}", f"docker compose run --rm svc {COMMAND}",
        f"docker-compose -f x.yml exec -T svc {COMMAND}", f"docker -H tcp://x run -itd -p9090:9090 img {COMMAND}",
        f"docker run $OPTS registry.example.org/img {COMMAND}", f"crictl exec -it abc {COMMAND}",
        f"ctr -n k8s.io run --rm example.org/x:z name {COMMAND}", f"kubectl exec -it p -c c -- {COMMAND}",
        f"kubectl run x --image=y --command -- {COMMAND}", f"kubectl debug node/x -it --image=y -- chroot /host {COMMAND}",
        f"oc rsh p {COMMAND}", f'docker exec c sh -c "{COMMAND}"', f"docker run example.org/hyperkube:v1.2.0 /hyperkube {COMMAND}",
    ],
)  # fmt: skip
def test_the_command_in_a_container(command: str) -> None:
    assert kubelet_flags(command) == [("program", "port", "1")]


@pytest.mark.parametrize(
    "command",
    [
        "docker run --entrypoint /usr/bin/kubelet img --port=1",
        "docker run --restart always -v /a:/b example.org/kubelet:v1 --port=1",
        "kubectl run p --image example.org/kubelet:v1 --port=9 -- --port=1",
        "ctr run example.org/kubelet:v1 name --port=1",
    ],
)
def test_arguments_of_an_image(command: str) -> None:
    assert kubelet_flags(command) == [("container", "port", "1")]


@pytest.mark.parametrize(
    "program",
    [
        "/usr/local/bin/kubelet", "./kubelet", "$GOPATH/bin/kubelet", "_output/bin/kubelet", '"/usr/bin/kubelet"', "go run ./cmd/kubelet",
        "go run cmd/kubelet/main.go", "kubelet-v1.20.0", "kubelet-linux-amd64", "kubelet-1.2.0.linux-amd64/kubelet", "hyperkube kubelet",
    ],
)  # fmt: skip
def test_names_of_a_program(program: str) -> None:
    assert kubelet_flags(f"{program} --port=1") == [("program", "port", "1")]


def test_a_program_of_another_platform_is_a_guess() -> None:
    assert kubelet_flags(".\\kubelet.exe --port=1") == [("nearby", "port", "1")]


@pytest.mark.parametrize(
    "command",
    [
        "grep -- --port /etc/x", "ps aux | grep kubelet | grep -- --port=0", "echo kubelet --port=1", 'printf "kubelet --port=1"',
        "pkill -f kubelet --signal 9", "systemctl status kubelet --no-pager", "apt-get install -y kubelet --allow-downgrades",
        "docker logs kubelet --tail 10", "kubectl logs kubelet --follow", "snap install kubelet --classic", "man kubelet --all",
        "alias k='kubelet --port=1'", "awk '/kubelet --port=1/ {print}' x",
    ],
)  # fmt: skip
def test_flags_of_others(command: str) -> None:
    assert kubelet_flags(command) == []
