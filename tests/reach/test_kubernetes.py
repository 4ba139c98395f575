"""What the facts of Kubernetes lead to: invocations of its programs, with what their source text makes of them."""

from __future__ import annotations

import pytest

from sphinxext.factcheck.facts import builtin_directory, load_facts
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.reach import Argument, GivenFile, Outcome, Situation, solve
from sphinxext.factcheck.reach.values import normal_address
from sphinxext.factcheck.versions import parse_version

from .conftest import file_of, told

SCHEDULER = "--kubeconfig=k"
MANAGER = "--kubeconfig=k"
PROXY = "--kubeconfig=k"
API = "--etcd-servers=http://127.0.0.1:2379"
SIGNED = f"{API} --service-account-issuer=i --service-account-signing-key-file=k"
BETA1 = "apiVersion: kubescheduler.config.k8s.io/v1beta1\nkind: KubeSchedulerConfiguration\nclientConnection: {kubeconfig: k}\n"
BETA2 = BETA1.replace("v1beta1", "v1beta2")
ALPHA1 = BETA1.replace("v1beta1", "v1alpha1")
V1 = BETA1.replace("v1beta1", "v1")
PROXY_FILE = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nclientConnection: {kubeconfig: k}\n"
KUBELET_FILE = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n"
OPEN = "authentication: {anonymous: {enabled: true}}\nauthorization: {mode: AlwaysAllow}\n"


@pytest.fixture(scope="module")
def known() -> FactBase:
    return load_facts([builtin_directory()])[0]


def sockets(outcome: Outcome) -> str:
    """The addresses of the listeners in order, or what becomes of the program where it does not surely start."""
    if outcome.starts.value != "yes":
        return outcome.starts.value
    return " ".join(sorted({f"{each.address or '?'}:{each.port}" for each in outcome.listeners}))


def asked(known: FactBase, component: str, release: str, command: str, text: str | None = None) -> Outcome:
    files: tuple[GivenFile, ...] = (file_of(text, "CONFIG"),) if text is not None else ()
    words = tuple(Argument(word) for word in command.split())
    return solve(Situation(component, words, files=files), known, parse_version(release))


@pytest.mark.parametrize(
    ("release", "command", "expected"),
    [
        ("1.18.10", "", "*:10251 *:10259"),
        ("1.20.2", "--address=::1", "*:10259 ::1:10251"),
        ("1.20.2", "--address=localhost", "no"),
        ("1.20.2", "--address=127.0.0.1:10251", "no"),
        ("1.20.2", "--address=", "no"),
        ("1.20.2", "--port=70000", "no"),
        ("1.20.2", "--port=0 --port=10300", "*:10259 *:10300"),
        ("1.20.2", "--port=10300 --port=0", "*:10259"),
        ("1.20.2", "--port=0 --secure-port=0", ""),
        ("1.20.2", "--secure-port=10251", "no"),
        ("1.20.2", "--secure-port=10251 --address=127.0.0.2 --bind-address=127.0.0.3", "127.0.0.2:10251 127.0.0.3:10251"),
        ("1.20.2", "--secure-port=-1", "no"),
        ("1.20.2", "--bind-address=", "no"),
        ("1.20.2", "--bind-address=127.0.0.300", "no"),
        ("1.20.2", "--bind-address=127.0.0.010", "unknown"),
        ("1.33.0", "--bind-address=", "no"),
        ("1.34.0", "--bind-address=", "*:10259"),
        ("1.36.3", "--bind-address=::1", "::1:10259"),
        ("1.36.3", "--bind-address=localhost", "no"),
        ("1.36.3", "--secure-port=0", ""),
        ("1.18.10", "stray", "*:10251 *:10259"),
        ("1.19.0", "stray", "no"),
        ("1.23.0", "--port=0", "*:10259"),
        ("1.23.0", "--port=10251", "no"),
        ("1.23.0", "--address=127.0.0.1", "*:10259"),
        ("1.24.0", "--port=0", "no"),
        ("1.36.3", "--write-config-to=x", "no"),
    ],
)
def test_the_scheduler_by_flags(known: FactBase, release: str, command: str, expected: str) -> None:
    assert sockets(asked(known, "kube-scheduler", release, f"{SCHEDULER} {command}")) == expected


@pytest.mark.parametrize(
    ("release", "text", "command", "expected"),
    [
        ("1.20.2", BETA1, "", "*:10251 *:10259"),
        ("1.20.2", BETA1, "--port=0 --address=127.0.0.1", "*:10251 *:10259"),
        ("1.20.2", BETA1, "--port=-1", "no"),
        ("1.20.2", BETA1 + "metricsBindAddress: 127.0.0.1:10251\n", "", "no"),
        (
            "1.20.2",
            BETA1 + "metricsBindAddress: 127.0.0.1:10251\nhealthzBindAddress: 127.0.0.1:10251\n",
            "",
            "*:10259 127.0.0.1:10251",
        ),
        (
            "1.20.2",
            BETA1 + "metricsBindAddress: 127.0.0.1:10351\nhealthzBindAddress: 127.0.0.1\n",
            "--bind-address=127.0.0.1",
            "127.0.0.1:10251 127.0.0.1:10259 127.0.0.1:10351",
        ),
        ("1.20.2", BETA1 + "metricsBindAddress: ''\n", "", "*:10251 *:10259"),
        ("1.20.2", BETA1 + "metricsBindAddress: ':10351'\n", "", "*:10251 *:10259 *:10351"),
        ("1.20.2", BETA1 + "metricsBindAddress: 0.0.0.0:0\n", "", "no"),
        ("1.20.2", BETA1 + "metricsBindAddress: localhost:10251\n", "", "no"),
        ("1.20.2", BETA1 + "metricsBindAddress: '0'\n", "", "*:10251 *:10259"),
        ("1.20.2", BETA1 + "metricsBindAddress: nonsense\n", "", "*:10251 *:10259"),
        ("1.20.2", BETA1 + "metricsBindAddress: 0\n", "", "no"),
        ("1.20.2", BETA1 + "metricBindAddress: 127.0.0.1:10251\n", "", "no"),
        ("1.20.2", ALPHA1, "", "no"),
        ("1.20.2", V1, "", "no"),
        ("1.20.2", BETA2, "", "no"),
        ("1.16.15", ALPHA1 + "metricsBindAddress: 0.0.0.0:0\nhealthzBindAddress: 0.0.0.0:0\n", "", "*:10259"),
        ("1.16.15", ALPHA1 + "metricsBindAddress: 127.0.0.1\nhealthzBindAddress: 127.0.0.1\n", "", "*:10251 *:10259"),
        ("1.17.0", ALPHA1 + "metricsBindAddress: 127.0.0.1\nhealthzBindAddress: 127.0.0.1\n", "", "*:10259 127.0.0.1:10251"),
        ("1.17.0", ALPHA1 + "metricBindAddress: 127.0.0.1\n", "", "*:10251 *:10259"),
        ("1.18.10", ALPHA1 + "metricBindAddress: 127.0.0.1\n", "", "unknown"),
        ("1.18.10", ALPHA1.replace("v1alpha1", "v1alpha2"), "", "*:10251 *:10259"),
        ("1.22.0", BETA2 + "metricsBindAddress: ''\n", "", "*:10251 *:10259"),
        ("1.23.0", BETA2 + "metricsBindAddress: ''\n", "", "*:10259"),
        ("1.23.0", BETA2 + "metricsBindAddress: 0.0.0.0:0\n", "--bind-address=127.0.0.1", "127.0.0.1:10259"),
        ("1.23.0", BETA2 + "metricsBindAddress: 0.0.0.0:10251\n", "", "no"),
        ("1.23.0", BETA2 + "healthzBindAddress: ':0'\n", "", "no"),
        ("1.23.0", BETA1, "", "no"),
        ("1.25.0", V1 + "metricsBindAddress: ''\n", "", "no"),
        ("1.36.3", V1, "--secure-port=10359", "*:10359"),
        ("1.36.3", BETA2, "", "no"),
    ],
)
def test_the_scheduler_by_its_file(known: FactBase, release: str, text: str, command: str, expected: str) -> None:
    assert sockets(asked(known, "kube-scheduler", release, f"--config=CONFIG {command}", text)) == expected


def test_the_scheduler_serves_health_and_metrics_on_one_listener_where_the_addresses_agree(known: FactBase) -> None:
    insecure = [
        each for each in asked(known, "kube-scheduler", "1.20.2", "--config=CONFIG", BETA1).listeners if each.port == 10251
    ]
    assert [each.paths for each in insecure] == [()]


@pytest.mark.parametrize(
    ("release", "command", "expected"),
    [
        ("1.16.15", "", "*:10252 *:10257"),
        ("1.20.2", "--port=0 --bind-address=::1", "::1:10257"),
        ("1.20.2", "--address=::1 --port=20252", "*:10257 ::1:20252"),
        ("1.20.2", "--address=localhost", "no"),
        ("1.20.2", "--address=", "no"),
        ("1.20.2", "--port=65536", "no"),
        ("1.20.2", "--port=10257", "no"),
        ("1.22.0", "--port=0", "*:10257"),
        ("1.22.0", "--port=10252", "no"),
        ("1.23.4", "--address=0.0.0.0", "*:10257"),
        ("1.24.0", "--address=0.0.0.0", "no"),
        ("1.36.3", "--secure-port=0", ""),
        ("1.36.3", "--secure_port=20257", "*:20257"),
        ("1.18.10", "stray", "*:10252 *:10257"),
        ("1.19.0", "stray", "no"),
    ],
)
def test_the_controller_manager(known: FactBase, release: str, command: str, expected: str) -> None:
    assert sockets(asked(known, "kube-controller-manager", release, f"{MANAGER} {command}")) == expected


@pytest.mark.parametrize(
    ("release", "command", "expected"),
    [
        ("1.16.15", "", "*:10256 127.0.0.1:10249"),
        ("1.16.15", "--metrics-bind-address=0.0.0.0:10249", "no"),
        ("1.16.15", "--metrics-bind-address=0.0.0.0", "*:10249 *:10256"),
        ("1.16.15", "--metrics-bind-address=0.0.0.0 --metrics-port=10300", "*:10256 *:10300"),
        ("1.20.2", "--metrics-bind-address=0.0.0.0", "*:10249 *:10256"),
        ("1.20.2", "--metrics-bind-address=::1", "*:10256 ::1:10249"),
        ("1.20.2", "--metrics-bind-address=[::1]:10300", "*:10256 ::1:10300"),
        ("1.20.2", "--metrics-bind-address=[::1]", "no"),
        ("1.20.2", "--metrics-bind-address=:10249", "no"),
        ("1.20.2", "--metrics-bind-address=localhost:10249", "no"),
        ("1.20.2", "--metrics-bind-address=0.0.0.0:0", "no"),
        ("1.20.2", "--metrics-bind-address=0.0.0.0 --metrics-port=10300", "*:10256 *:10300"),
        ("1.20.2", "--metrics-bind-address=0.0.0.0:10249 --metrics-port=10300", "*:10249 *:10256"),
        ("1.20.2", "--metrics-port=10300", "*:10256 127.0.0.1:10249"),
        ("1.20.2", "--metrics-port=70000", "*:10256 127.0.0.1:10249"),
        ("1.20.2", "--metrics-port=-1", "*:10256 127.0.0.1:10249"),
        ("1.20.2", "--metrics-bind-address=0.0.0.0 --metrics-port=70000", "no"),
        ("1.20.2", "--metrics-port=0", "no"),
        ("1.20.2", "--metrics-bind-address=0.0.0.0:10249 --metrics-port=0", "no"),
        ("1.20.2", "--healthz-port=0", "127.0.0.1:10249"),
        ("1.20.2", "--healthz-bind-address=127.0.0.1:10256 --healthz-port=0", "127.0.0.1:10249"),
        ("1.20.2", "--healthz-bind-address=", "*:10256 127.0.0.1:10249"),
        ("1.20.2", "--healthz-bind-address=127.0.0.1:10249", "unknown"),
        ("1.20.2", "--bind-address=::", "*:10256 127.0.0.1:10249"),
        ("1.20.2", "stray", "no"),
        ("1.36.3", "--metrics-bind-address=0.0.0.0", "*:10249 *:10256"),
        ("1.36.3", "--cleanup", "no"),
        ("1.36.3", "--cleanup=false", "*:10256 127.0.0.1:10249"),
        ("1.36.3", "--init-only", "no"),
    ],
)
def test_kube_proxy_by_flags(known: FactBase, release: str, command: str, expected: str) -> None:
    assert sockets(asked(known, "kube-proxy", release, f"{PROXY} {command}")) == expected


@pytest.mark.parametrize(
    ("text", "command", "expected"),
    [
        ("", "", "*:10256 127.0.0.1:10249"),
        ("metricsBindAddress: 0.0.0.0\n", "", "*:10249 *:10256"),
        ("metricsBindAddress: 0.0.0.0:10300\n", "--metrics-port=0 --metrics-bind-address=127.0.0.1", "*:10256 *:10300"),
        ("metricsBindAddress: ':10249'\n", "", "no"),
        ("metricsBindAddress: localhost:10249\n", "", "no"),
        ("metricsBindAddress: 0.0.0.0:0\n", "", "no"),
        ("metricsBindAddress: '0'\n", "", "no"),
        ("metricsBindAddress: 0\n", "", "no"),
        ("metricsBindAddress: '[::]:10249'\n", "", "*:10249 *:10256"),
        ("healthzBindAddress: 127.0.0.1\n", "", "127.0.0.1:10249 127.0.0.1:10256"),
        ("bindAddress: '::'\n", "", "*:10256 ::1:10249"),
        ("bindAddress: '::'\nmetricsBindAddress: 127.0.0.1\n", "", "*:10256 127.0.0.1:10249"),
        ("bindAddress: 0.0.0.0\nmetricBindAddress: 0.0.0.0:10249\n", "", "*:10256 127.0.0.1:10249"),
    ],
)
@pytest.mark.parametrize("release", ["1.16.0", "1.20.2", "1.31.0", "1.36.3"])
def test_kube_proxy_by_its_file(known: FactBase, release: str, text: str, command: str, expected: str) -> None:
    assert sockets(asked(known, "kube-proxy", release, f"--config=CONFIG {command}", PROXY_FILE + text)) == expected


@pytest.mark.parametrize(
    ("command", "text", "expected"),
    [
        ("", None, "*:10250 *:10255 127.0.0.1:10248"),
        ("--read-only-port=0", None, "*:10250 127.0.0.1:10248"),
        ("--address=127.0.0.1 --port=10350", None, "127.0.0.1:10248 127.0.0.1:10255 127.0.0.1:10350"),
        ("--address=", None, "*:10250 *:10255 127.0.0.1:10248"),
        ("--port=0", None, "no"),
        ("--healthz-port=0", None, "*:10250 *:10255"),
        ("--healthz-bind-address=0.0.0.0", None, "*:10248 *:10250 *:10255"),
        ("--enable-server=false", None, "*:10255 127.0.0.1:10248"),
        ("stray", None, "no"),
        ("--config=CONFIG", "", "*:10250 127.0.0.1:10248"),
        ("--config=CONFIG", "readOnlyPort: 10255\n", "*:10250 *:10255 127.0.0.1:10248"),
        ("--config=CONFIG --read-only-port=0", "readOnlyPort: 10255\n", "*:10250 127.0.0.1:10248"),
        ("--config=CONFIG --read-only-port=10255", "", "*:10250 *:10255 127.0.0.1:10248"),
        ("--config=CONFIG --address=127.0.0.1", "address: 10.0.0.1\n", "127.0.0.1:10248 127.0.0.1:10250"),
        ("--config=CONFIG", "address: ''\nport: 0\nhealthzPort: 0\n", "*:10250"),
        ("--config=CONFIG", "address: localhost\n", "no"),
        ("--config=CONFIG", "adress: 127.0.0.1\n", "*:10250 127.0.0.1:10248"),
        ("--config=CONFIG", "readOnlyPort: '10255'\n", "no"),
        ("--config=CONFIG", "readOnlyPort: ten\n", "no"),
        ("--config=CONFIG", "readOnlyPort: ~\n", "*:10250 127.0.0.1:10248"),
        ("--config=CONFIG", "enableContentionProfiling: 'true'\n", "no"),
        ("--config=CONFIG", None, "unknown"),
        ("--port=10255", None, "unknown"),
    ],
)
@pytest.mark.parametrize("release", ["1.16.0", "1.20.2", "1.30.0", "1.36.3"])
def test_the_kubelet(known: FactBase, release: str, command: str, text: str | None, expected: str) -> None:
    assert sockets(asked(known, "kubelet", release, command, None if text is None else KUBELET_FILE + text)) == expected


@pytest.mark.parametrize(
    ("command", "text", "auth"),
    [
        ("", None, "none"),
        ("--anonymous-auth=false", None, "token"),
        ("--authorization-mode=Webhook", None, "token"),
        ("--config=CONFIG", "", "token"),
        ("--config=CONFIG", OPEN, "none"),
        ("--config=CONFIG --anonymous-auth=false", OPEN, "token"),
        ("--config=CONFIG --authorization-mode=Webhook", OPEN, "token"),
        ("--config=CONFIG --anonymous-auth --authorization-mode=AlwaysAllow", "", "none"),
        ("--config=CONFIG --anonymous-auth", "authorization: {mode: AlwaysAllow}\n", "none"),
        ("--config=CONFIG --anonymous-auth", "", "token"),
        ("--config=CONFIG", "authentication: {anonymous: {enabled: true}}\n", "token"),
        ("--config=CONFIG", None, ""),
    ],
)
def test_who_the_kubelet_lets_in(known: FactBase, command: str, text: str | None, auth: str) -> None:
    outcome = asked(known, "kubelet", "1.30.0", command, None if text is None else KUBELET_FILE + text)
    assert [each.auth for each in outcome.listeners if each.endpoint == "api"] == [auth]


@pytest.mark.parametrize("component", ["kube-scheduler", "kube-controller-manager"])
@pytest.mark.parametrize(
    ("value", "auth"), [("/healthz", "token"), ("/healthz,/metrics", "none"), ("/metrics", "none"), ("/*", "none"), ("", "token")]
)
def test_paths_for_which_nobody_is_asked_who_he_is(known: FactBase, component: str, value: str, auth: str) -> None:
    outcome = asked(known, component, "1.25.0", f"--kubeconfig=k --authorization-always-allow-paths={value}")
    assert [each.auth for each in outcome.listeners] == [auth]


@pytest.mark.parametrize(
    ("release", "command", "expected"),
    [
        ("1.16.15", API, "*:6443 127.0.0.1:8080"),
        ("1.16.15", f"{API} --insecure-port=0", "*:6443"),
        ("1.16.15", f"{API} --port=0", "*:6443"),
        ("1.16.15", f"{API} --insecure-bind-address=0.0.0.0", "*:6443 *:8080"),
        ("1.16.15", f"{API} --secure-port=0", "no"),
        ("1.16.15", "", "no"),
        ("1.16.15", f"{API} --secure-port=8080", "no"),
        ("1.20.2", API, "no"),
        ("1.20.2", SIGNED, "*:6443"),
        ("1.20.2", f"{SIGNED} --insecure-port=0 --insecure-bind-address=127.0.0.1", "*:6443"),
        ("1.20.2", f"{SIGNED} --insecure-port=8080", "no"),
        ("1.24.0", f"{SIGNED} --insecure-port=0", "no"),
        ("1.36.3", f"{SIGNED} --bind-address=127.0.0.1 --secure-port=443", "127.0.0.1:443"),
        ("1.36.3", f"{SIGNED} stray", "no"),
    ],
)
def test_the_api_server(known: FactBase, release: str, command: str, expected: str) -> None:
    assert sockets(asked(known, "kube-apiserver", release, command)) == expected


@pytest.mark.parametrize(
    ("component", "release", "expected"),
    [
        ("kube-scheduler", "1.16.0", ["insecure http://*:10251 none yyy", "secure https://127.0.0.1:10259 token ynn"]),
        ("kube-scheduler", "1.18.10", ["secure https://127.0.0.1:10259 token ynn"]),
        ("kube-scheduler", "1.36.0", ["secure https://127.0.0.1:10259 token ynn"]),
        ("kube-controller-manager", "1.18.0", ["insecure http://*:10252 none yyy", "secure https://127.0.0.1:10257 token ynn"]),
        ("kube-controller-manager", "1.22.0", ["secure https://127.0.0.1:10257 token ynn"]),
        ("kube-controller-manager", "1.23.0", ["secure https://127.0.0.1:10257 token ynn"]),
        ("kube-proxy", "1.16.0", ["metrics http://127.0.0.1:10249 none ynn", "healthz http://*:10256 none yyy"]),
        ("kube-proxy", "1.36.0", ["metrics http://127.0.0.1:10249 none ynn", "healthz http://*:10256 none yyy"]),
        ("kube-apiserver", "1.16.0", ["secure https://*:6443 token yyy"]),
        ("kube-apiserver", "1.36.0", ["secure https://*:6443 token yyy"]),
        ("kubelet", "1.16.0", ["api https://*:10250 token yyy", "healthz http://127.0.0.1:10248 none ynn"]),
        ("kubelet", "1.36.0", ["api https://*:10250 token yyy", "healthz http://127.0.0.1:10248 none ynn"]),
    ],
)
def test_what_kubeadm_starts(known: FactBase, component: str, release: str, expected: list[str]) -> None:
    situation = Situation(component, distribution="kubeadm", whole=False)
    assert told(solve(situation, known, parse_version(release))) == ["yes", *expected]


def test_every_installer_starts_what_the_facts_say_of_it(known: FactBase) -> None:
    product = known.product("kubernetes")
    assert product is not None
    for name in ("kube-scheduler", "kube-controller-manager", "kube-proxy", "kube-apiserver", "kubelet"):
        component = known.component(name)
        assert component is not None
        for version in product.releases:
            for endpoint in component.endpoints:
                for installed in endpoint.distributions:
                    if version in endpoint.range and version in installed.range and installed.listens is not None:
                        where = f"{name} {version} {installed.name} {endpoint.id}"
                        outcome = solve(Situation(name, distribution=installed.name, whole=False), known, version)
                        found = [each for each in outcome.listeners if each.endpoint == endpoint.id]
                        assert (outcome.starts.value, bool(found)) == ("yes", installed.listens), where
                        if found:
                            bind = installed.bind and normal_address(installed.bind)
                            assert found[0].port == (installed.port or endpoint.port), where
                            assert found[0].auth == (installed.auth or endpoint.auth), where
                            assert found[0].address == (bind or found[0].address), where


def test_a_flag_that_kubeadm_writes_though_it_has_no_effect(known: FactBase) -> None:
    situation = Situation("kube-controller-manager", distribution="kubeadm", whole=False)
    why = solve(situation, known, parse_version("1.22.0")).why
    assert "--port=0 has no effect in this release" in [str(step.text) for step in why]


def test_in_every_release_kubeadm_starts_all_surely(known: FactBase) -> None:
    product = known.product("kubernetes")
    assert product is not None
    for component in ("kube-scheduler", "kube-controller-manager", "kube-proxy", "kube-apiserver", "kubelet"):
        for version in product.releases:
            if version >= parse_version("1.16"):
                outcome = solve(Situation(component, distribution="kubeadm", whole=False), known, version)
                assert (outcome.starts.value, outcome.missing) == ("yes", ()), (component, version)
