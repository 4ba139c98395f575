from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext.factcheck.facts import Presence, Source, builtin_directory, load_facts
from sphinxext.factcheck.facts.check import check_facts
from sphinxext.factcheck.facts.layers import Layer
from sphinxext.factcheck.facts.model import (
    ConfigurationFile,
    EndpointPath,
    Flag,
    KnownField,
    Many,
    Means,
    Placement,
    Requirement,
    Securing,
    Sets,
    Setter,
    Setting,
    Start,
    Steps,
)
from sphinxext.factcheck.versions import VersionRange, parse_version

from .files import FIELDS, FLAGS, PRODUCT, SCHEDULER, write_facts


def test_the_small_facts_are_sound(tmp_path: Path) -> None:
    assert check_facts([write_facts(tmp_path)]) == ()


def test_outline(tmp_path: Path) -> None:
    base, problems = load_facts([write_facts(tmp_path)])
    assert problems == ()
    product = base.product("K8S")
    assert product is not None
    assert (product.name, product.distributions, len(product.releases)) == ("kubernetes", ("kubeadm",), 3)
    outline = base.outline("scheduler")
    assert outline is not None
    assert (outline.name, outline.flags, outline.kinds) == ("kube-scheduler", None, ())
    insecure, secure = outline.endpoints
    assert (insecure.id, insecure.port, str(insecure.range), insecure.replaced_by) == ("insecure", 10251, "<1.23", "secure")
    assert insecure.setter == Setter(("--port",), (), ("--port=0",))
    assert insecure.distributions[0].listens is False
    assert (secure.scheme, secure.auth) == ("https", "token")
    assert outline.files == (str(tmp_path / "kubernetes" / "kube-scheduler.yaml"),)


def test_paths_of_an_endpoint(tmp_path: Path) -> None:
    paths = 'paths: [/metrics, {path: /livez, since: "1.23", auth: none, note: no token, sources: [notes-1.23]}]'
    text = SCHEDULER.replace("auth: token\n", f"auth: token\n      {paths}\n")
    text = text.replace("listens: false,", "listens: true, port: 10351,")
    base, problems = load_facts([write_facts(tmp_path, {"kubernetes/kube-scheduler.yaml": text})])
    assert problems == ()
    outline = base.outline("kube-scheduler")
    assert outline is not None
    insecure, secure = outline.endpoints
    livez = EndpointPath("/livez", VersionRange(parse_version("1.23")), "none", "no token", ("notes-1.23",))
    assert secure.paths == (EndpointPath("/metrics"), livez)
    assert [secure.paths_at(parse_version(release)) for release in ("1.22.9", "1.23.0")] == [secure.paths[:1], secure.paths]
    assert insecure.paths_at(parse_version("1.23.0")) == ()
    assert (secure.serves("/livez"), secure.serves("/readyz")) == (True, False)
    assert (insecure.ports, secure.ports) == (frozenset({10251, 10351}), frozenset({10259}))


SETTINGS = """\
        settings:
          - {field: metricsBindAddress, sets: address, empty: default, zero: off, no_port: default, no_host: refused, sources: [notes-1.23]}
          - {flag: --port, removed: "1.23", sets: port, zero: off, names: refused, localhost: refused, many: comma, fills: metricsBindAddress,
             only: [zero], paths: [/metrics], sources: [notes-1.23]}
      secured_by:
        - {flag: --port, value: "1", field: tls, auth: basic, scheme: https, beside: [--port=0], unless: [metricsBindAddress=], since: "1.20", sources: [notes-1.23]}
      grant: nodes/metrics
"""
STARTS = """\
starts:
  parser: {"1.0": flag, "1.20": pflag}
  operands: refused
  variables: KS_
  collision: unknown
  placement: host
  files:
    - {flag: --port, default: /etc/ks.yaml, format: web, strict: {"1.14": false, "1.19": true}, asks: [a],
       unique: ["b[].c"], refers: {d: "e[].f"}, decides: false, since: "1.18", sources: [notes-1.23]}
  needs:
    - {given: [--port=0], needs: [--secure-port, pod], refuses: false, removed: "1.23", note: so it is, sources: [notes-1.23]}
  sources: [notes-1.23]
"""


def test_how_a_program_starts_and_what_its_settings_do(tmp_path: Path) -> None:
    text = SCHEDULER.replace("set_by: {flags: [--port], off: [--port=0]}\n", f"set_by:\n        flags: [--port]\n{SETTINGS}")
    text = text.replace("endpoints:\n", f"{STARTS}endpoints:\n")
    first = write_facts(tmp_path / "first", {"kubernetes/kube-scheduler.yaml": text})
    second = overlay(tmp_path / "second", OWN.replace("bind: 10.0.0.1", "set_by: {flags: [--secure-port]}"))
    assert check_facts([first, second]) == ()
    notes = ("notes-1.23",)
    v = parse_version
    settings = (
        Setting(
            field="metricsBindAddress", sets=Sets.ADDRESS, empty=Means.DEFAULT, zero=Means.OFF, no_port=Means.DEFAULT,
            no_host=Means.REFUSED, sources=notes,
        ),
        Setting(
            flag="--port", sets=Sets.PORT, range=VersionRange(removed=v("1.23")), zero=Means.OFF, names=Means.REFUSED,
            localhost=Means.REFUSED, many=Many.COMMA, fills="metricsBindAddress", only=("zero",), paths=("/metrics",), sources=notes,
        ),
    )  # fmt: skip
    for layers, flags in (([first], ("--port",)), ([first, second], ("--secure-port",))):
        base, _ = load_facts(layers)
        component = base.component("kube-scheduler")
        assert component is not None
        insecure = component.endpoints[0]
        assert insecure.setter == Setter(flags, (), (), settings)
        assert [setting.name for setting in settings] == ["metricsBindAddress", "--port"]
        assert insecure.secured == (
            Securing(
                "--port", "tls", "1", "https", "basic", ("--port=0",), ("metricsBindAddress=",), VersionRange(v("1.20")), notes
            ),
        )
        assert insecure.grant == "nodes/metrics"
        assert component.start == Start(
            parser=Steps(((v("1.0"), "flag"), (v("1.20"), "pflag"))),
            operands=Steps(((v("0"), "refused"),)),
            variables="KS_",
            collision=Means.UNKNOWN,
            placement=Placement.HOST,
            files=(
                ConfigurationFile(
                    "--port", "/etc/ks.yaml", "web", Steps(((v("1.14"), "false"), (v("1.19"), "true"))), ("a",), ("b[].c",),
                    (("d", "e[].f"),), False, VersionRange(v("1.18")), notes,
                ),
            ),
            needs=(Requirement(("--port=0",), ("--secure-port", "pod"), False, VersionRange(removed=v("1.23")), "so it is", notes),),
            sources=notes,
        )  # fmt: skip


def test_nothing_said_of_how_a_program_starts(tmp_path: Path) -> None:
    base, _ = load_facts([write_facts(tmp_path)])
    component = base.component("kube-scheduler")
    assert component is not None
    assert component.start is None


def test_a_later_layer_gives_all_settings_or_none(tmp_path: Path) -> None:
    setting = "set_by: {settings: [{flag: --port, sets: port, zero: off, sources: [notes-1.23]}]}"
    first = write_facts(
        tmp_path / "first", {"kubernetes/kube-scheduler.yaml": SCHEDULER.replace("off: [--port=0]", setting[9:-1])}
    )
    second = overlay(tmp_path / "second", OWN.replace("bind: 10.0.0.1", setting.replace("off", "chosen")))
    base, _ = load_facts([first, second])
    outline = base.outline("kube-scheduler")
    assert outline is not None
    [only] = outline.endpoints[0].setter.settings
    assert (only.zero, only.sources) == (Means.CHOSEN, ("notes-1.23-2",))


@pytest.mark.parametrize("paths", ["/metrics", "[[/metrics]]", "[{path: /metrics}]"])
def test_a_bad_path_is_told(tmp_path: Path, paths: str) -> None:
    text = SCHEDULER.replace("auth: token\n", f"auth: token\n      paths: {paths}\n")
    _, problems = load_facts([write_facts(tmp_path, {"kubernetes/kube-scheduler.yaml": text})])
    assert [str(problem).partition(": ")[2] for problem in problems] == {
        "/metrics": ["found '/metrics', expected a list"],
        "[[/metrics]]": ["found a list, expected a path that begins with /, or a mapping of what is known of it"],
        "[{path: /metrics}]": ["the key 'sources' is missing"],
    }[paths]


def test_whole_component_has_generated_flags_with_what_was_written_by_hand(tmp_path: Path) -> None:
    base, _ = load_facts([write_facts(tmp_path)])
    component = base.component("kube-scheduler")
    assert component is not None
    assert component.flags is not None
    assert component.flags.flags["port"] == Flag(
        "port",
        ranges=(VersionRange(parse_version("1.18.0"), parse_version("1.24")),),
        settled=frozenset({parse_version("1.24")}),
        type=Steps(((parse_version("0"), "int"),)),
        default=Steps(((parse_version("1.18.0"), "10251"), (parse_version("1.23.0"), "0"))),
        deprecated=VersionRange(parse_version("1.18.0")),
        no_effect=VersionRange(parse_version("1.23")),
        replaced_by=("--secure-port",),
        values=Steps(((parse_version("1.23"), "0|1"),)),
        sources=("notes-1.23",),
    )
    assert component.flags.flags["leader-elect"].no_value
    assert [component.flags.presence("port", parse_version(r)) for r in ("1.18", "1.23.5", "1.24", "1.25.3")] == [
        Presence.PRESENT, Presence.PRESENT, Presence.ABSENT, Presence.ABSENT,
    ]  # fmt: skip
    assert component.flags.presence("address", parse_version("1.19")) is Presence.ABSENT
    assert component.flags.presence("address", parse_version("1.27")) is Presence.UNKNOWN
    [kind] = component.kinds
    assert kind.fields["metricsBindAddress"] == KnownField(
        "metricsBindAddress",
        ranges=(VersionRange(parse_version("1.23.0")),),
        type=Steps(((parse_version("0"), "string"),)),
        no_effect=VersionRange(parse_version("1.23")),
        sources=("notes-1.23",),
    )
    assert kind.fields["featureGates"].open
    assert set(component.sources) == {"notes-1.23", "help", "tree"}
    assert component.sources["help"] == Source("help", "the program's help")
    assert [Path(file).name for file in component.files] == [
        "kube-scheduler.yaml", "kube-scheduler.fields.yaml", "kube-scheduler.flags.yaml",
    ]  # fmt: skip


def test_flags_by_hand_alone_are_never_complete(tmp_path: Path) -> None:
    base, _ = load_facts([write_facts(tmp_path, {"kubernetes/kube-scheduler.flags.yaml": None})])
    component = base.component("kube-scheduler")
    assert component is not None
    assert component.flags is not None
    assert set(component.flags.flags) == {"port"}
    assert component.flags.presence("nonsense", parse_version("1.30")) is Presence.UNKNOWN


def overlay(directory: Path, scheduler: str, **others: str) -> Path:
    """A directory with facts of somebody's own."""
    for name, text in {"kube-scheduler": scheduler, **others}.items():
        path = directory / "kubernetes" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return directory


OWN = """\
component: kube-scheduler
product: kubernetes
aliases: [kss]
sources:
  notes-1.23: {artefact: our own runbook}
endpoints:
  list:
    - {id: insecure, bind: 10.0.0.1, port: 20251, sources: [notes-1.23]}
    - {id: debug, port: 6060, sources: [notes-1.23]}
flags:
  --port: {note: Ours starts with 20251., sources: [notes-1.23]}
  --site: {since: "1.26", sources: [notes-1.23]}
"""


def test_a_later_layer_adds_and_overrides_field_by_field(tmp_path: Path) -> None:
    first = write_facts(tmp_path / "first")
    second = overlay(tmp_path / "second", OWN, mine="component: mine\nproduct: kubernetes\n")
    base, problems = load_facts([first, second])
    file = second / "kubernetes" / "kube-scheduler.yaml"
    assert [str(problem) for problem in problems] == [
        f"{file}:8:44: endpoints.list.insecure.port: '20251' takes the place of '10251'",
    ]
    assert problems[0].is_note
    assert base.names() == {"kss", "kube-scheduler", "mine", "scheduler"}
    component = base.component("kube-scheduler")
    assert component is not None
    assert [(e.id, e.port, e.bind, e.replaced_by, e.sources) for e in component.endpoints] == [
        ("insecure", 20251, "10.0.0.1", "secure", ("notes-1.23", "notes-1.23-2")),
        ("secure", 10259, "", "", ("notes-1.23",)),
        ("debug", 6060, "", "", ("notes-1.23-2",)),
    ]
    assert component.flags is not None
    port = component.flags.flags["port"]
    assert (port.note, port.replaced_by, port.no_effect) == (
        "Ours starts with 20251.",
        ("--secure-port",),
        VersionRange(parse_version("1.23")),
    )
    assert component.flags.presence("site", parse_version("1.26.1")) is Presence.UNKNOWN
    assert component.sources["notes-1.23-2"].artefact == "our own runbook"
    assert component.files == (
        str(first / "kubernetes" / "kube-scheduler.yaml"),
        str(file),
        str(first / "kubernetes" / "kube-scheduler.fields.yaml"),
        str(first / "kubernetes" / "kube-scheduler.flags.yaml"),
    )
    assert check_facts([first, second]) == ()


def test_a_generated_file_of_a_later_layer_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    first = write_facts(tmp_path / "first")
    second = tmp_path / "second" / "kubernetes"
    second.mkdir(parents=True)
    (second / "kube-scheduler.yaml").write_text("component: kube-scheduler\nproduct: kubernetes\n")
    (second / "kube-scheduler.flags.yaml").write_text(FLAGS.replace("leader-elect", "elect-leader"))
    base, _ = load_facts([first, tmp_path / "second"])
    component = base.component("kube-scheduler")
    assert component is not None
    assert component.flags is not None
    assert set(component.flags.flags) == {"elect-leader", "port", "secure-port"}


def test_two_distributions_that_disagree_are_told_until_the_site_says_which_is_right(tmp_path: Path) -> None:
    first = write_facts(tmp_path / "first")
    text = "component: kube-scheduler\nproduct: kubernetes\ntitle: {title}\n"
    one = Layer(overlay(tmp_path / "one", text.format(title="One")), "dist-one")
    two = Layer(overlay(tmp_path / "two", text.format(title="Two")), "dist-two")
    own = Layer(overlay(tmp_path / "own", text.format(title="Own")))
    _, problems = load_facts([first, one, two])
    assert [(str(problem), problem.is_note) for problem in problems] == [
        (
            f"{two.directory}/kubernetes/kube-scheduler.yaml:3:8: title: dist-two says 'Two', but dist-one says 'One'; "
            "say which is right in facts of your own",
            False,
        ),
    ]
    base, problems = load_facts([first, one, two, own])
    assert [(str(problem), problem.is_note) for problem in problems] == [
        (f"{own.directory}/kubernetes/kube-scheduler.yaml:3:8: title: 'Own' takes the place of 'Two'", True),
    ]
    outline = base.outline("kube-scheduler")
    assert outline is not None
    assert outline.title == "Own"


def test_a_bad_overlay_leaves_what_is_below(tmp_path: Path) -> None:
    first = write_facts(tmp_path / "first")
    second = overlay(tmp_path / "second", OWN.replace("port: 20251", "port: many"))
    base, problems = load_facts([first, second])
    assert [str(problem) for problem in problems] == [
        f"{second}/kubernetes/kube-scheduler.yaml:8:44: found 'many', expected a port from 1 to 65535",
    ]
    component = base.component("kube-scheduler")
    assert component is not None
    assert [e.port for e in component.endpoints] == [10251, 10259]


@pytest.mark.parametrize(
    ("spoilt", "old", "new", "problem"),
    [
        ("component", "port: 10251", "port: many", "11:13: found 'many', expected a port from 1 to 65535"),
        (
            "component",
            'removed: "1.23"\n',
            "removed: 1.23\n",
            '12:16: found the number 1.23, expected a release in quotes, such as "1.20"',
        ),
        ("component", "[scheduler]", "scheduler", "3:10: found 'scheduler', expected a list of names"),
        ("component", 'no_effect: "1.23"\n    removed', "no_effect: [a]\n    removed", None),
        ("product", '"1.18", ', "[], ", '4:12: found an empty list, expected a release in quotes, such as "1.20"'),
    ],
)
def test_a_bad_file_is_told_and_left_out(tmp_path: Path, spoilt: str, old: str, new: str, problem: str | None) -> None:
    name = {"component": "kube-scheduler.yaml", "product": "product.yaml"}[spoilt]
    text = {"component": SCHEDULER, "product": PRODUCT}[spoilt]
    assert old in text
    directory = write_facts(tmp_path, {f"kubernetes/{name}": text.replace(old, new, 1)})
    base, problems = load_facts([directory])
    path = directory / "kubernetes" / name
    if problem is not None:
        assert [str(p) for p in problems] == [f"{path}:{problem}"]
    else:
        assert [p.path for p in problems] == [str(path), str(path)]
    assert (base.component("kube-scheduler") is None) == (spoilt == "component")
    assert (base.product("kubernetes") is None) == (spoilt == "product")


def test_a_misspelt_key_is_told_when_a_build_begins(tmp_path: Path) -> None:
    spoilt = SCHEDULER.replace("aliases", "alises").replace("sources: [notes-1.23]}", "sources: [notes]}")
    directory = write_facts(tmp_path, {"kubernetes/kube-scheduler.yaml": spoilt})
    base, problems = load_facts([directory])
    assert [str(p) for p in problems] == [
        f"{directory}/kubernetes/kube-scheduler.yaml:3:1: unknown key 'alises'; did you mean 'aliases'?",
    ]
    assert base.outline("kube-scheduler") is None


def test_a_bad_generated_file_is_told_when_it_is_read(tmp_path: Path) -> None:
    directory = write_facts(
        tmp_path,
        {
            "kubernetes/kube-scheduler.flags.yaml": FLAGS.replace('deprecated: "1.18.0"', "deprecated: 1.18"),
            "kubernetes/kube-scheduler.fields.yaml": FIELDS.replace("    observed", "\tobserved"),
        },
    )
    base, problems = load_facts([directory])
    assert problems == ()
    component = base.component("kube-scheduler")
    assert component is not None
    assert component.flags is not None
    assert set(component.flags.flags) == {"port"}
    assert [str(p) for p in base.problems] == [
        f"{directory}/kubernetes/kube-scheduler.fields.yaml:8:1: found a tab, expected spaces",
        f"{directory}/kubernetes/kube-scheduler.flags.yaml:14:17: found the number 1.18, expected the release in quotes that it begins"
        " with, or a range [since, removed]",
    ]


def test_a_component_described_twice(tmp_path: Path) -> None:
    directory = write_facts(tmp_path, {"other/kube-scheduler.yaml": "component: kube-scheduler\nproduct: other\n"})
    base, problems = load_facts([directory])
    first = directory / "kubernetes" / "kube-scheduler.yaml"
    assert [str(p) for p in problems] == [
        f"{directory}/other/kube-scheduler.yaml:1:12: 'kube-scheduler' is already described in {first}"
    ]
    outline = base.outline("kube-scheduler")
    assert outline is not None
    assert outline.product == "kubernetes"


def test_no_directory(tmp_path: Path) -> None:
    _, problems = load_facts([tmp_path / "none"])
    assert [str(p) for p in problems] == [f"{tmp_path}/none:1:1: there is no such directory"]


def test_builtin_directory_holds_the_schema() -> None:
    assert (builtin_directory() / "schema.json").is_file()


def test_a_flag_that_was_renamed_and_one_that_others_silence(tmp_path: Path) -> None:
    text = SCHEDULER.replace(
        '    values: {"1.23": "0|1"}\n',
        '    renamed: true\n    ignored_with: {"1.20": --leader-elect}\n    ignores_others: true\n',
    )
    base, problems = load_facts([write_facts(tmp_path, {"kubernetes/kube-scheduler.yaml": text})])
    assert problems == ()
    component = base.component("kube-scheduler")
    assert component is not None
    assert component.flags is not None
    port, other = component.flags.flags["port"], component.flags.flags["secure-port"]
    assert (port.renamed, port.ignores_others, other.renamed, other.ignores_others) == (True, True, False, False)
    assert [port.ignored_with.at(parse_version(release)) for release in ("1.18", "1.20", "1.30")] == [
        None, "--leader-elect", "--leader-elect",
    ]  # fmt: skip
