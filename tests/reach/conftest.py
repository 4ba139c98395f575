"""A program of our own, whose ways of listening are those of many, and a way to ask about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sphinxext.factcheck.facts import load_facts
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.facts.check import check_facts
from sphinxext.factcheck.facts.model import Placement
from sphinxext.factcheck.pages.model import Line
from sphinxext.factcheck.reach import Argument, GivenFile, Listener, Outcome, Situation, Variable, solve
from sphinxext.factcheck.versions import parse_version

Ask = Callable[..., Outcome]

PRODUCT = """\
product: kettle
title: Kettle
releases: ["1.0", "1.1", "2.0"]
distributions: [stove]
"""

COMPONENT = """\
component: kettled
product: kettle
title: Kettle
summary: Boils water.
programs: [kettled]
images: [kettle]
kinds: [KettleConfiguration]
sources:
  src: {artefact: kettle source}
starts:
  parser: pflag
  operands: refused
  variables: KETTLE_
  placement: host
  files:
    - {flag: --config, format: yaml, strict: {"1.0": false, "2.0": true}, sources: [src]}
    - {flag: --web-config, format: web, sources: [src]}
  needs:
    - {given: [--peer], needs: [--peer-name], sources: [src]}
    - {given: [--both], note: it was never finished, sources: [src]}
  sources: [src]
endpoints:
  complete: [["1.0", "2.1"]]
  list:
    - id: plain
      port: 7001
      scheme: http
      purpose: metrics
      paths: [/metrics]
      auth: none
      bind: 0.0.0.0
      removed: "2.0"
      set_by:
        flags: [--port, --address]
        fields: [bindAddress]
        settings:
          - {field: bindAddress, sets: address, empty: default, zero: off, no_port: default, sources: [src]}
          - {flag: --port, sets: port, zero: off, sources: [src]}
          - {flag: --address, sets: host, sources: [src]}
      distributions:
        - {name: stove, since: "1.1", listens: false, args: [--port=0], sources: [src]}
      sources: [src]
    - id: secure
      port: 7002
      scheme: https
      purpose: metrics
      paths: [/metrics]
      auth: token
      bind: 127.0.0.1
      set_by:
        flags: [--secure-address]
        settings:
          - {flag: --secure-address, sets: address, empty: "off", zero: chosen, many: repeat, sources: [src]}
      secured_by:
        - {flag: --web-config, field: basic_auth_users, auth: basic, sources: [src]}
        - {flag: --open, auth: none, sources: [src]}
      sources: [src]
    - id: peer
      port: 7003
      scheme: http
      purpose: peer
      auth: none
      default_on: false
      set_by:
        flags: [--peer]
        settings:
          - {flag: --peer, sets: urls, no_host: refused, names: refused, sources: [src]}
      sources: [src]
flags:
  --port: {ignored_with: {"1.0": --config}, sources: [src]}
  --address: {ignored_with: {"1.0": --config}, values: ip, sources: [src]}
"""

FLAGS = """\
component: kettled
generated: tests
dashes: "--"
normalize: _
observed: {"1.0": [src], "1.1": [src], "2.0": [src]}
complete: [["1.0", "2.1"]]
sources:
  src: {artefact: kettle help}
flags:
  port: {ranges: [["1.0", "2.0"]], type: int}
  address: {ranges: [["1.0", "2.0"]], type: ip}
  secure-address: {ranges: [["1.0", ~]], type: list, shorthand: s}
  peer: {ranges: [["1.0", ~]], type: string}
  peer-name: {ranges: [["1.0", ~]], type: string}
  both: {ranges: [["1.0", ~]], type: bool, no_value: true}
  open: {ranges: [["1.0", ~]], type: bool, no_value: true}
  config: {ranges: [["1.0", ~]], type: string}
  web-config: {ranges: [["1.0", ~]], type: string}
  patience: {ranges: [["1.0", ~]], type: duration}
"""

FIELDS = """\
component: kettled
generated: tests
sources:
  src: {artefact: kettle types}
kinds:
  - kind: KettleConfiguration
    api_version: kettle.io/v1
    ranges: [["1.0", ~]]
    observed: {"1.0": [src], "1.1": [src], "2.0": [src]}
    complete: [["1.0", "2.1"]]
    fields:
      bindAddress: {type: string, ranges: [["1.0", ~]]}
      extra: {type: Extra, ranges: [["1.0", ~]], open: true}
  - kind: KettleConfiguration
    api_version: kettle.io/v1beta1
    ranges: [["1.0", "2.0"]]
    observed: {"1.0": [src], "1.1": [src], "2.0": [src]}
    complete: [["1.0", "2.1"]]
    fields:
      bindAddress: {type: string, ranges: [["1.0", "2.0"]]}
"""


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    root: Path = tmp_path_factory.mktemp("facts")
    directory = root / "kettle"
    directory.mkdir()
    for name, text in {
        "product.yaml": PRODUCT,
        "kettled.yaml": COMPONENT,
        "kettled.flags.yaml": FLAGS,
        "kettled.fields.yaml": FIELDS,
    }.items():
        (directory / name).write_text(text, encoding="utf-8")
    assert check_facts([root]) == ()
    return load_facts([root])[0]


def file_of(text: str, name: str = "kettle.yaml") -> GivenFile:
    return GivenFile(name, tuple(Line(line, name, number) for number, line in enumerate(text.split("\n"), 1)))


@pytest.fixture
def ask(facts: FactBase) -> Ask:
    """Asks what a command line leads to."""

    def outcome(
        command: str = "",
        release: str = "1.0",
        *,
        files: tuple[GivenFile, ...] = (),
        variables: dict[str, str | None] | None = None,
        placement: Placement = Placement.HOST,
        whole: bool = True,
        distribution: str = "",
        without: tuple[str, ...] = (),
    ) -> Outcome:
        situation = Situation(
            "kettled",
            tuple(Argument(word) for word in command.split()),
            tuple(Variable(name, value) for name, value in (variables or {}).items()),
            files,
            placement,
            distribution,
            whole,
            without,
        )
        return solve(situation, facts, parse_version(release))

    return outcome


def shown(listener: Listener) -> str:
    """A listener in one line."""
    reach = listener.reachable
    who = "".join(answer.value[0] for answer in (reach.host, reach.node, reach.pod))
    return (
        f"{listener.endpoint} {listener.scheme or '?'}://{listener.address or '?'}:{listener.port} {listener.auth or '?'} {who}"
    )


def told(outcome: Outcome) -> list[str]:
    """Whether the program starts, then its listeners, or why it does not, or what is missing."""
    lines = [outcome.starts.value, *map(shown, outcome.listeners)]
    if outcome.starts.value == "no":
        lines += [str(step.text) for step in outcome.why]
    return lines + [f"? {each}" for each in outcome.missing]
