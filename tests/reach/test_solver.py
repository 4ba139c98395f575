from __future__ import annotations

import pytest

from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.facts.model import Placement
from sphinxext.factcheck.findings import Span
from sphinxext.factcheck.reach import Argument, Situation, solve, solve_all
from sphinxext.factcheck.versions import parse_version

from .conftest import Ask, file_of, told

PLAIN = "plain http://*:7001 none yyy"
SECURE = "secure https://127.0.0.1:7002 token ynn"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", ["yes", PLAIN, SECURE]),
        ("--port=0", ["yes", SECURE]),
        ("--port 7009", ["yes", "plain http://*:7009 none yyy", SECURE]),
        ("--port=0x1b61", ["yes", "plain http://*:7009 none yyy", SECURE]),
        ("--port=7009 --port=7008", ["yes", "plain http://*:7008 none yyy", SECURE]),
        ("--address=127.0.0.2", ["yes", "plain http://127.0.0.2:7001 none ynn", SECURE]),
        ("--address=::", ["yes", PLAIN, SECURE]),
        ("--address=10.0.0.7", ["yes", "plain http://10.0.0.7:7001 none yyy", SECURE]),
        ("--address=169.254.20.10", ["yes", "plain http://169.254.20.10:7001 none yuu", SECURE]),
        ("--address=ADDRESS", ["yes", "plain http://ADDRESS:7001 none yyy", SECURE]),
        ("--secure_address=:7010", ["yes", PLAIN, "secure https://*:7010 token yyy"]),
        ("-s :7010", ["yes", PLAIN, "secure https://*:7010 token yyy"]),
        ("-s:7010", ["yes", PLAIN, "secure https://*:7010 token yyy"]),
        ("--secure-address=[::1]:7010", ["yes", PLAIN, "secure https://::1:7010 token ynn"]),
        ("--secure-address=localhost:7010", ["yes", PLAIN, "secure https://127.0.0.1:7010 token ynn"]),
        ("--secure-address=:0", ["yes", PLAIN, "secure https://*:None token yyy"]),
        ("--secure-address=", ["yes", PLAIN]),
        (
            "--secure-address=127.0.0.1:7010 --secure-address=127.0.0.2:7010",
            ["yes", PLAIN, "secure https://127.0.0.1:7010 token ynn", "secure https://127.0.0.2:7010 token ynn"],
        ),
        (
            "--peer=http://127.0.0.1:1,https://0.0.0.0:2 --peer-name=a",
            ["yes", PLAIN, SECURE, "peer http://127.0.0.1:1 none ynn", "peer https://*:2 none yyy"],
        ),
        ("--peer=unix://socket --peer-name=a", ["yes", PLAIN, SECURE]),
        ("--open", ["yes", PLAIN, "secure https://127.0.0.1:7002 none ynn"]),
        ("--open=false", ["yes", PLAIN, SECURE]),
    ],
)
def test_where_it_listens(ask: Ask, command: str, expected: list[str]) -> None:
    assert told(ask(command)) == expected


@pytest.mark.parametrize(
    ("command", "release", "expected"),
    [
        ("", "1.0", ["peer 7003: nothing listens without --peer"]),
        ("--port=0", "1.0", ["plain 7001: --port=0 closes it", "peer 7003: nothing listens without --peer"]),
        ("--secure-address=", "1.0", ["secure 7002: --secure-address= closes it", "peer 7003: nothing listens without --peer"]),
        ("--peer=http://127.0.0.1:1 --peer-name=a", "2.0", ["plain 7001: it is gone since 2.0"]),
        ("--peer=http://127.0.0.1:7001 --peer-name=a", "2.0", []),
        ("--port=0 --config=kettle.yaml", "1.0", ["peer 7003: nothing listens without --peer"]),
        ("--prot=1", "1.0", []),
    ],
)
def test_why_nothing_listens(ask: Ask, command: str, release: str, expected: list[str]) -> None:
    found = ask(command, release).closed
    assert [f"{each.endpoint} {each.port}: {each.why[-1].text}" for each in found] == expected


def test_what_closes_it_has_its_line(ask: Ask) -> None:
    file = file_of("kind: KettleConfiguration\napiVersion: kettle.io/v1\nbindAddress: :0")
    (plain, _) = ask("--config=kettle.yaml", files=(file,)).closed
    assert [(str(step.text), step.span) for step in plain.why] == [
        ("bindAddress: :0 closes it", Span("kettle.yaml", 3, 14, 3, 16))
    ]


def test_what_is_closed_in_some_releases_is_not_told_of_all(ask: Ask, facts: FactBase) -> None:
    versions = [parse_version(each) for each in ("1.0", "2.0")]
    assert [each.endpoint for each in solve_all(Situation("kettled"), facts, versions).closed] == ["peer"]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("--prot=1", "there is no flag --prot in this release"),
        ("-port=1", "'-port=1' is read as letters, and there is no flag -p"),
        ("stray", "'stray' is no flag, and the program takes no other words"),
        ("--open false", "'false' is no flag, and the program takes no other words"),
        ("--port", "--port needs a value"),
        ("--port=a", "--port: 'a' is not a whole number"),
        ("--port=70000", "--port: '70000' is not a port from 0 to 65535"),
        ("--port=-1", "--port: '-1' is not a port from 0 to 65535"),
        ("--address=localhost", "--address: 'localhost' is not an IP address alone"),
        ("--address=127.0.0.1:80", "--address: '127.0.0.1:80' is not an IP address alone"),
        ("--secure-address=7010", "--secure-address: '7010' is not an address with a port"),
        ("--secure-address=::1:7010", "--secure-address: '::1:7010' is not an address with a port"),
        ("--secure-address=:70000", "--secure-address: '70000' is not a port from 0 to 65535"),
        ("--open=perhaps", "--open: 'perhaps' is not true or false"),
        ("--patience=30", "--patience: '30' is not a duration with its unit"),
        ("--peer=127.0.0.1:1 --peer-name=a", "--peer: '127.0.0.1:1' is not a URL that begins with http:// or https://"),
        ("--peer=http://127.0.0.1:1/x --peer-name=a", "--peer: 'http://127.0.0.1:1/x' is not a URL without a path"),
        ("--peer=http://127.0.0.1 --peer-name=a", "--peer: '127.0.0.1' is not an address with a port"),
        ("--peer=http://:1 --peer-name=a", "--peer: '' is refused by --peer"),
        ("--peer=http://kettle:1 --peer-name=a", "--peer: 'kettle' is not an IP address"),
        ("--peer=http://127.0.0.1:1", "--peer asks for --peer-name"),
        ("--both", "--both is refused"),
        ("--port=7002", "plain and secure both want port 7002"),
        ("--secure-address=127.0.0.1:7010 --secure-address=127.0.0.1:7010", "secure and secure both want port 7010"),
        ("--help", "it prints what it was asked for, and ends"),
    ],
)
def test_why_it_does_not_start(ask: Ask, command: str, reason: str) -> None:
    assert told(ask(command)) == ["no", reason]


def test_a_flag_that_is_gone_is_refused(ask: Ask) -> None:
    assert told(ask("--port=0", "2.0")) == ["no", "there is no flag --port in this release"]
    assert told(ask("", "2.0")) == ["yes", SECURE]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("--port=$PORT", ["yes", "plain http://?:None none uuu", SECURE, "? the value of --port"]),
        ("--secure-address=kettle:7010", ["unknown", PLAIN, "secure https://?:7010 token uuu", "? the address of kettle"]),
        ("--config=elsewhere.yaml", ["unknown", "plain http://?:None none uuu", SECURE, "? the file elsewhere.yaml", "? what the file says of bindAddress"]),
        ("--web-config=web.yaml", ["unknown", PLAIN, "secure ?://127.0.0.1:7002 ? ynn", "? the file web.yaml"]),
    ],
)  # fmt: skip
def test_what_is_not_told_is_unknown(ask: Ask, command: str, expected: list[str]) -> None:
    assert told(ask(command)) == expected


def config(*lines: str, version: str = "v1") -> str:
    return "\n".join((f"apiVersion: kettle.io/{version}", "kind: KettleConfiguration", *lines))


@pytest.mark.parametrize(
    ("text", "release", "expected"),
    [
        (config(), "1.0", ["yes", PLAIN, SECURE]),
        (config("bindAddress: 127.0.0.1:7011"), "1.0", ["yes", "plain http://127.0.0.1:7011 none ynn", SECURE]),
        (config("bindAddress: 127.0.0.1"), "1.0", ["yes", "plain http://127.0.0.1:7001 none ynn", SECURE]),
        (config("bindAddress: ''"), "1.0", ["yes", PLAIN, SECURE]),
        (config("bindAddress:"), "1.0", ["yes", PLAIN, SECURE]),
        (config("bindAddress: :0"), "1.0", ["yes", SECURE]),
        (config("bindAdress: 127.0.0.1:1"), "1.0", ["yes", PLAIN, SECURE]),
        (config("bindAdress: 127.0.0.1:1"), "2.0", ["no", "KettleConfiguration has no field bindAdress in this release"]),
        (config("extra:", "  any: 1"), "2.0", ["yes", SECURE]),
        (config(version="v1beta1"), "1.1", ["yes", PLAIN, SECURE]),
        (config(version="v1beta1"), "2.0", ["no", "KettleConfiguration of kettle.io/v1beta1 is not known in this release"]),
        (config(version="v3"), "1.0", ["no", "KettleConfiguration of kettle.io/v3 is not known in this release"]),
        ("bindAddress: :1", "1.0", ["no", "kettle.yaml does not name its kind and apiVersion"]),
        ("a: b: c", "1.0", ["no", "kettle.yaml is no YAML"]),
    ],
)
def test_a_file_goes_before_the_flags(ask: Ask, text: str, release: str, expected: list[str]) -> None:
    flags = "--port=0 --address=127.0.0.9 " if release != "2.0" else ""
    assert told(ask(f"{flags}--config=/etc/kettle/kettle.yaml", release, files=(file_of(text),))) == expected


def test_a_flag_beside_the_file_is_a_step_of_the_derivation(ask: Ask) -> None:
    outcome = ask("--config=kettle.yaml --port=0", files=(file_of(config("bindAddress: 127.0.0.1:7011")),))
    assert [str(step.text) for step in outcome.why] == [
        "--port=0 is passed over beside --config", "--config names kettle.yaml",
    ]  # fmt: skip
    assert [str(step.text) for step in outcome.listeners[0].why] == [
        "bindAddress: 127.0.0.1:7011 sets the address", "--port=0 is passed over beside --config",
        "127.0.0.1 is reached on its own host only",
    ]  # fmt: skip
    assert outcome.listeners[0].why[0].span == Span("kettle.yaml", 3, 14, 3, 28)


def test_a_web_configuration_tells_the_authentication(ask: Ask) -> None:
    web = file_of("basic_auth_users:\n  tea: hash\n", "web.yaml")
    assert told(ask("--web-config=web.yaml", files=(web,)))[2] == "secure https://127.0.0.1:7002 basic ynn"
    assert told(ask("--web-config=web.yaml", files=(file_of("x: 1", "web.yaml"),)))[2] == SECURE


def test_variables_stand_for_flags_and_what_is_typed_goes_before(ask: Ask) -> None:
    assert told(ask(variables={"KETTLE_PORT": "7009"}))[1] == "plain http://*:7009 none yyy"
    assert told(ask("--port=7008", variables={"KETTLE_PORT": "7009"}))[1] == "plain http://*:7008 none yyy"
    assert told(ask(variables={"KETTLE_LID": "1", "OTHER": "2"})) == ["yes", PLAIN, SECURE]
    assert told(ask("--address=$(IP)", variables={"IP": "ADDRESS"}))[1] == "plain http://ADDRESS:7001 none yyy"
    assert told(ask(variables={"KETTLE_PORT": None})) == [
        "unknown", "plain http://?:None none uuu", SECURE, "? the value of KETTLE_PORT", "? the value of --port",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("placement", "plain", "secure"),
    [
        (Placement.HOST, "yyy", "ynn"),
        (Placement.POD, "yyy", "nnn"),
        (Placement.CONTAINER, "yuu", "nnn"),
        (Placement.UNKNOWN, "yyy", "ynn"),
    ],
)
def test_who_reaches_it_depends_on_where_it_runs(ask: Ask, placement: Placement, plain: str, secure: str) -> None:
    """Where nothing says where it runs, it runs where it usually does."""
    listeners = told(ask(placement=placement))[1:]
    assert [line.rsplit(" ", 1)[1] for line in listeners] == [plain, secure]


@pytest.mark.parametrize(
    ("command", "release", "without", "expected"),
    [
        ("", "1.0", (), [PLAIN, SECURE]),
        ("", "1.1", (), [SECURE]),
        ("--port=7009", "1.1", (), ["plain http://*:7009 none yyy", SECURE]),
        ("", "1.1", ("--port=0",), [PLAIN, SECURE]),
        ("", "2.0", (), [SECURE]),
    ],
)
def test_a_fragment_stands_on_what_the_installer_does(
    ask: Ask, command: str, release: str, without: tuple[str, ...], expected: list[str]
) -> None:
    assert told(ask(command, release, whole=False, distribution="stove", without=without)) == ["yes", *expected]


def test_several_releases(facts: FactBase) -> None:
    both = (parse_version("1.1"), parse_version("2.0"))
    outcome = solve_all(Situation("kettled"), facts, both)
    assert told(outcome) == ["yes", SECURE, "? the release of kettled: it differs between these"]
    assert outcome.release == "1.1 - 2.0"
    assert told(solve_all(Situation("kettled", (Argument("--port=0"),)), facts, both)) == [
        "unknown", "? the release of kettled: it differs between these",
    ]  # fmt: skip
    assert solve_all(Situation("kettled"), facts, both[:1]).release == "1.1"
    assert told(solve_all(Situation("kettled"), facts, ())) == ["unknown", "? the release of kettled"]


def test_a_component_that_nobody_knows(facts: FactBase) -> None:
    assert told(solve(Situation("teapot"), facts, parse_version("1.0"))) == ["unknown", "? facts about teapot"]
