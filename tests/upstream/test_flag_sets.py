from __future__ import annotations

import json

import pytest

from sphinxext.factcheck.facts.record import FlagRecord
from sphinxext.factcheck.upstream.flag_facts import flags_text
from sphinxext.factcheck.upstream.flag_sets import read_flag_set
from sphinxext.factcheck.upstream.observations import UpstreamError
from sphinxext.factcheck.upstream.programs import Program, Supplement
from sphinxext.factcheck.upstream.record_text import merged

COMMAND = "make facts"


def flag(
    type: str | None = "string", default: str | None = None, deprecated: bool | str = False, **more: object
) -> dict[str, object]:
    return {"type": type, "default": default, "deprecated": deprecated, **more}


def text_of(data: dict[str, object], program: Program) -> str:
    return flags_text(merged(FlagRecord(program.component), read_flag_set(json.dumps(data), program)), program, COMMAND)


def flag_lines(data: dict[str, object], program: Program) -> list[str]:
    text = text_of(data, program)
    return text[text.index("\nflags:\n") + 8 :].splitlines()


SCHEDULER = Program(
    "sched", "kube", (("1.14.0", "--"),), ("flags.go at v1", "https://example.org/flags.go"), normalize="_", conditional=("mode",)
)


def test_whole_file() -> None:
    data: dict[str, object] = {
        "1.23.1": {
            "flags": {
                "address": flag(
                    "ip",
                    "127.0.0.1",
                    "This flag has no effect now and will be removed in v1.24. You can use --bind-address instead.",
                ),
                "bind-address": flag("ip", "0.0.0.0"),
                "leader-elect": flag("bool", "true", no_opt_default="true"),
            },
            "methods": ["dump", "static"],
            "source": ["compiled options", "github.com/a/b tag v1.23.1 (commit 1)"],
        },
        "1.19.x": {"flags": {"branch": flag()}, "methods": ["static"], "source": ["a copy of a branch"]},
        "1.18.20": {
            "flags": {
                "address": flag("string", "0.0.0.0", "see --bind-address instead."),
                "bind-address": flag("ip", "0.0.0.0"),
                "advertise-port": flag("int", "1"),
            },
            "methods": ["dump"],
            "source": "compiled options of a fork",
            "not_upstream": {"advertise-port": "fork patch"},
        },
        "1.24.0": {
            "flags": {"bind-address": flag("iP"), "leader-elect": flag("bool")},
            "methods": ["static"],
            "source": ["github.com/a/b tag v1.24.0 (commit 2)"],
        },
    }
    assert (
        text_of(data, SCHEDULER)
        == """\
# Made by `make facts`: do not edit.
component: sched
generated: make facts
dashes: "--"
normalize: _
observed:
  "1.18.20": ["1.18.20"]
  "1.23.1": ["1.23.1a", "1.23.1b"]
  "1.24.0": ["1.24.0"]
complete: [["1.18.20", "1.19"], ["1.23.1", "1.25"]]
sources:
  "1.18.20": {artefact: compiled options of a fork, release: "1.18.20"}
  "1.23.1a": {artefact: compiled options, release: "1.23.1"}
  "1.23.1b": {artefact: github.com/a/b tag v1.23.1 (commit 1), release: "1.23.1", url: "https://github.com/a/b/tree/v1.23.1"}
  "1.24.0": {artefact: github.com/a/b tag v1.24.0 (commit 2), release: "1.24.0", url: "https://github.com/a/b/tree/v1.24.0"}
  parsing: {artefact: flags.go at v1, url: "https://example.org/flags.go"}
flags:
  address: {ranges: [["1.18.20", "1.24.0"]], type: {"1.18.20": string, "1.23.1": ip}, default: {"1.18.20": "0.0.0.0", "1.23.1": "127.0.0.1"}, \
deprecated: "1.18.20", no_effect: "1.23.1", replaced_by: ["--bind-address"]}
  bind-address: {ranges: [["1.18.20", ~]], type: ip, default: {"1.18.20": "0.0.0.0"}}
  leader-elect: {ranges: [["1.23.1", ~]], type: bool, default: {"1.23.1": "true"}, no_value: true}
"""
    )


def releases(*observed: tuple[str, list[str], dict[str, object]], sources: str = "source text") -> dict[str, object]:
    return {label: {"flags": flags, "methods": methods, "source": [sources]} for label, methods, flags in observed}


def test_a_mark_that_source_text_misses_lasts() -> None:
    data = releases(
        ("1.16.0", ["static"], {"a": flag(deprecated="will be removed")}),
        ("1.16.15", ["static"], {"a": flag()}),
        ("1.18.0", ["dump"], {"a": flag(deprecated="will be removed")}),
        ("1.19.0", ["static"], {"a": flag()}),
    )
    assert flag_lines(data, SCHEDULER) == ['  a: {ranges: [["1.16.0", ~]], type: string, deprecated: "1.16.0"}']


def test_a_mark_that_running_code_lacks_has_ended() -> None:
    data = releases(
        ("1.19.0", ["static"], {"a": flag(deprecated="will be removed")}),
        ("1.30.0", ["dump"], {"a": flag()}),
        ("1.31.0", ["static"], {"a": flag()}),
    )
    assert flag_lines(data, SCHEDULER) == ['  a: {ranges: [["1.19.0", ~]], type: string, deprecated: ["1.19.0", "1.30.0"]}']


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("Will be deprecated in v3.5", ""),
        ("[TO BE DEPRECATED IN v3.4] use '--other-name'.", ', deprecated: "3.4.0", replaced_by: ["--other-name"]'),
        ("Use other-name", ', deprecated: "3.4.0", replaced_by: ["--other-name"]'),
        ("Use --other-name or --third instead.", ', deprecated: "3.4.0", replaced_by: ["--other-name", "--third"]'),
        ("use plain", ', deprecated: "3.4.0"'),
        ("use --gone", ', deprecated: "3.4.0"'),
        ("Doesn't have any effect.", ', deprecated: "3.4.0", no_effect: "3.4.0"'),
        ("Once x is enabled, this flag has no effect.", ', deprecated: "3.4.0"'),
    ],
)
def test_what_a_message_amounts_to(message: str, written: str) -> None:
    data = releases(("3.4.0", ["src"], {"a": flag(deprecated=message), "other-name": flag(), "plain": flag(), "third": flag()}))
    assert flag_lines(data, SCHEDULER)[0] == f'  a: {{ranges: [["3.4.0", ~]], type: string{written}}}'


def test_a_value_that_is_deprecated_is_no_flag_that_is() -> None:
    data = releases(("3.4.0", ["src"], {"mode": flag(deprecated="'old' is deprecated")}))
    assert flag_lines(data, SCHEDULER) == ['  mode: {ranges: [["3.4.0", ~]], type: string}']


def test_running_code_outranks_source_text() -> None:
    data = releases(
        ("1.14.0", ["static"], {"a": flag("string", "0.5"), "b": flag("var"), "c": flag("int", "math.MaxInt32")}),
        ("1.18.0", ["dump"], {"a": flag("float32", "0.55"), "b": flag("mapStringBool"), "c": flag("int32", "<nil>")}),
        ("1.19.0", ["static"], {"a": flag("string", "0.5"), "b": flag(None), "c": flag("uint64")}),
    )
    assert flag_lines(data, SCHEDULER) == [
        '  a: {ranges: [["1.14.0", ~]], type: float, default: {"1.18.0": "0.55"}}',
        '  b: {ranges: [["1.14.0", ~]], type: map}',
        '  c: {ranges: [["1.14.0", ~]], type: int}',
    ]


def test_a_distributor_has_paths_of_its_own() -> None:
    data = releases(("0.21.0", ["help", "src"], {"config.file": flag("value", "/etc/x.yml")}), sources="Debian package x 0.21.0")
    assert flag_lines(data, SCHEDULER) == ['  config.file: {ranges: [["0.21.0", ~]]}']


KINGPIN = Program(
    "prom", "prom", (("1.0.0", "any"), ("2.0.0", "--")), ("main.go at v2", "https://example.org/main.go"), negate=(("2.0.0", "--no-"),),
    help_hides=True,
    supplements=(
        Supplement(("log.level", "log.format"), "config.go at v1", "https://example.org/1", since="1.0.1", removed="2.0.0", type="string"),
        Supplement(("ignored",), "config.go at v2", "https://example.org/2", since="1.5.0", no_effect=True),
        Supplement(("help",), "app.go", "https://example.org/3", since="2.0.0", type="bool", no_value=True),
    ),
)  # fmt: skip


def test_help_that_hides_flags_is_a_part_and_what_sets_leave_out_is_added() -> None:
    data = releases(
        ("1.0.0", ["src"], {"a": flag()}),
        ("1.8.0", ["src"], {"a": flag()}),
        ("2.0.0", ["src"], {"a": flag(), "hidden": flag(), "log.level": flag()}),
        ("2.24.1", ["help"], {"a": flag(), "help": flag("bool")}),
        ("2.25.0", ["src"], {"a": flag(), "hidden": flag(), "log.level": flag()}),
    )
    text = text_of(data, KINGPIN)
    assert (
        text[text.index("dashes") : text.index("sources")]
        == """\
dashes: {"1.0.0": any, "2.0.0": "--"}
negate: "--no-"
observed:
  "1.0.0": ["1.0.0"]
  "1.8.0": ["1.8.0"]
  "2.0.0": ["2.0.0"]
  "2.25.0": ["2.25.0"]
partial:
  "2.24.1": ["2.24.1"]
complete: [["1.0.0", "1.1"], ["1.8.0", "2.1"], ["2.25.0", "2.26"]]
"""
    )
    assert (
        text[text.index("# Accepted") :]
        == """\
# Accepted, though the record leaves them out:
#   help: app.go
#   ignored: config.go at v2
#   log.level, log.format: config.go at v1
flags:
  a: {ranges: [["1.0.0", ~]], type: string}
  help: {ranges: [["2.0.0", ~]], type: bool, no_value: true}
  hidden: {ranges: [["2.0.0", ~]], type: string}
  ignored: {ranges: [["1.8.0", ~]], no_effect: "1.5.0", supplement: true}
  log.format: {ranges: [["1.8.0", "2.0.0"]], type: string, supplement: true}
  log.level: {ranges: [["1.8.0", ~]], type: string}
"""
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "{",
            "sched: not a set of flags: JSONDecodeError('Expecting property name enclosed in double quotes: line 1 column 2 (char 1)')",
        ),
        ("[]", "sched: not a set of flags: AttributeError(\"'list' object has no attribute 'items'\")"),
        ('{"1.0.0": {}}', "sched: not a set of flags: KeyError('flags')"),
        (
            '{"1.0.0": {"flags": [], "methods": [], "source": []}}',
            "sched: not a set of flags: TypeError('1.0.0: flags and not_upstream are mappings, methods is a list')",
        ),
        ('{"1.19.x": {}}', "sched: no release in the set"),
    ],
)
def test_a_set_of_another_form(text: str, problem: str) -> None:
    with pytest.raises(UpstreamError) as caught:
        read_flag_set(text, SCHEDULER)
    assert str(caught.value) == problem
