"""The harness, with programs of a few lines."""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..debian import Debian
from .networks import Network, NoAnswerError, isolation, network
from .programs import Result, Start, running

pytestmark = pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="no /proc here")

LISTEN = """
    import http.server, os, socket, subprocess, sys, time
    def listen(host, port=0):
        s = socket.socket(); s.bind((host, port)); s.listen(); return s
"""


@pytest.fixture
def own(debian: Debian) -> Iterator[Network]:
    if why := isolation():
        debian.missing["networks of their own"] = why
        pytest.skip(f"no network of its own: {why}")
    with network() as found:
        yield found


@pytest.fixture(params=["isolated", "shared"])
def where(request: pytest.FixtureRequest) -> Network:
    if request.param == "shared":
        return Network()
    found = request.getfixturevalue("own")
    assert isinstance(found, Network)
    return found


def python(code: str, package: Path = Path("/nowhere"), *words: str, **variables: str) -> Start:
    return Start(Path(sys.executable), package, ["-I", "-c", textwrap.dedent(LISTEN) + textwrap.dedent(code), *words], variables)


def ports(result: Result) -> list[str]:
    return [socket.rpartition(":")[0] for socket in result.sockets]


def test_the_sockets_of_a_program_that_stays(tmp_path: Path, where: Network) -> None:
    start = python("a = listen('127.0.0.1'); time.sleep(0.3); b = listen('127.0.0.2'); time.sleep(60)")
    with running(start, tmp_path, where) as process:
        result = process.settled(quiet=1)
        assert (ports(result), result.exited) == (["127.0.0.1", "127.0.0.2"], None)
        assert process.comes_to(result) == result
        other = Result(("127.0.0.3:1",))
        assert process.until(lambda found: found == other, deadline=0.2) == result
    assert process.process.poll() is not None


def test_a_program_that_ends_has_a_status_and_words(tmp_path: Path, where: Network) -> None:
    with running(
        python("a = listen('127.0.0.1'); print('tool: error: no such flag'); print('usage'); sys.exit(3)"), tmp_path, where
    ) as process:
        assert process.settled() == Result((), 3)
        assert process.comes_to(Result(("127.0.0.1:1",))) == Result((), 3)
        assert process.said() == "tool: error: no such flag"


def test_children_are_watched_and_stopped(tmp_path: Path, where: Network) -> None:
    code = "p = subprocess.Popen([sys.executable, '-I', '-c', 'import socket, time; s = socket.socket(); s.bind((\"127.0.0.1\", 0)); s.listen(); time.sleep(60)']); print(p.pid, flush=True); time.sleep(60)"
    with running(python(code), tmp_path, where) as process:
        assert ports(process.until(lambda result: bool(result.sockets))) == ["127.0.0.1"]
        child = Path("/proc", process.log.read_text().strip())
        assert child.exists()
    end = time.monotonic() + 10
    while child.exists() and "State:\tZ" not in (child / "status").read_text() and time.monotonic() < end:
        time.sleep(0.02)
    assert time.monotonic() < end


def test_a_program_sees_its_directory_and_its_variables_only(
    tmp_path: Path, where: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ETCD_NAME", "ours")
    with running(python("print(os.getcwd(), os.environ.get('ETCD_NAME'), os.environ['A'])", A="b"), tmp_path, where) as process:
        process.settled()
        assert process.said() == f"{tmp_path} None b"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("ts=2026-11-24T04:00:00Z caller=main.go:1 level=info msg=a\nts=2026-11-24T04:00:01Z level=error msg=b\n", "level=error msg=b"),
        ('{"level":"fatal","ts":"2026-11-24T04:00:00Z","msg":"a"}\n', '{"level":"fatal","msg":"a"}'),
        ("2026-11-24 04:00:00.1 C | etcdmain: a\n", "C | etcdmain: a"),
        ("flag provided but not defined: -x\nUsage:\n  a fatal flag\n", "flag provided but not defined: -x"),
        ("error: read udp 127.0.0.1:40123->127.0.0.1:53: refused\n", "error: read udp 127.0.0.1:53: refused"),
        ("one\n\ntwo\n\n", "two"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_line_that_says_why(tmp_path: Path, said: str, kept: str) -> None:
    with running(python("sys.stdout.write(sys.argv[1])", Path("/nowhere"), said), tmp_path, Network()) as process:
        process.settled()
        assert process.said() == kept


def test_a_network_of_its_own_has_all_ports_and_a_private_address(tmp_path: Path, own: Network) -> None:
    code = "a = listen('0.0.0.0', 80); s = socket.socket(type=socket.SOCK_DGRAM); s.connect(('192.0.2.1', 9)); print(s.getsockname()[0], flush=True); time.sleep(60)"
    with (
        running(python(code), tmp_path / "one", own) as first,
        network() as other,
        running(python(code), tmp_path / "two", other) as second,
    ):
        assert [each.comes_to(Result(("*:80",))) for each in (first, second)] == [Result(("*:80",))] * 2
        assert first.said() == "10.20.30.40"


def test_the_files_of_its_package_are_below_usr_share(tmp_path: Path, own: Network) -> None:
    (tmp_path / "package/usr/share/kettle").mkdir(parents=True)
    with running(
        python("print(sorted(os.listdir('/usr/share/kettle/..')).count('kettle'))", tmp_path / "package"), tmp_path, own
    ) as process:
        process.settled()
        assert process.said() == "1"
    assert not Path("/usr/share/kettle").exists()


def test_no_names_are_known_but_localhost(tmp_path: Path, own: Network) -> None:
    code = "print(socket.gethostbyname('localhost'), flush=True); socket.gethostbyname('example.invalid')"
    with running(python(code), tmp_path, own) as process:
        process.settled()
        assert process.log.read_text().startswith("127.0.0.1\n")
        assert "gaierror" in process.said()


def test_questions_are_asked_in_the_network(tmp_path: Path, own: Network) -> None:
    code = "http.server.HTTPServer(('127.0.0.1', 80), http.server.SimpleHTTPRequestHandler).serve_forever()"
    (tmp_path / "page").write_text("hello")
    with running(python(code), tmp_path, own) as process:
        process.until(lambda result: bool(result.sockets))
        assert own.ask("http://127.0.0.1/page") == "hello"
        with pytest.raises(NoAnswerError) as raised:
            own.ask("http://127.0.0.2/page")
        assert str(raised.value) == "<urlopen error [Errno 111] Connection refused>"
        with pytest.raises(NoAnswerError) as raised:
            own.ask("http://127.0.0.1/none")
        assert str(raised.value) == "HTTP Error 404: File not found"


def test_why_there_is_no_network_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda tool: None if tool == "nsenter" else tool)
    isolation.cache_clear()
    try:
        assert isolation() == "there is no nsenter on this machine"
        with network() as found:
            assert found == Network()
        assert Network().inside(["a"], Path("/usr/share")) == ["a"]
    finally:
        isolation.cache_clear()
