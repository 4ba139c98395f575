from __future__ import annotations

import random

import pytest

from sphinxext.factcheck.facts.files import builtin_directory
from sphinxext.factcheck.upstream.field_record import FieldRecord, SeenField, SeenKind, fields_of, record_of
from sphinxext.factcheck.upstream.observations import UpstreamError
from sphinxext.factcheck.upstream.programs import KIND_SETS, Kind, KindSet, Part
from sphinxext.factcheck.versions import Version

KINDS = KindSet(
    "c", "p", "",
    (
        Kind("Config", "c.io", ("v1beta1", "v1")),
        Kind("Other", packages=("config",), file_version="2", ranges=(("1.0.0", None),), parts=(Part("x", "config.X"),)),
    ),
)  # fmt: skip
KEYS = [("Config", "c.io/v1beta1"), ("Config", "c.io/v1"), ("", "2")]
PATHS = ["a", "a.b", "a.b[].c", "a.b[].c{}.d", 'e."x.y".z', "f[]", "true", "1.2"]
RELEASES = [Version(text) for text in ("1.0.0", "1.2.0", "1.10.0", "1.10.1", "2.0.0", "2.1.3")]


def random_kind(chance: random.Random) -> SeenKind:
    fields = {
        path: SeenField(chance.choice(["string", "*int32", "map[string]bool", "0"]), chance.random() < 0.5, chance.random() < 0.3)
        for path in PATHS
        if chance.random() < 0.7
    }
    artefacts = chance.sample(["github.com/a/b tag v1", 'the "third"', "x"], chance.randint(1, 3))
    return SeenKind(fields, chance.random() < 0.2, tuple(artefacts))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_that_was_seen_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    seen = [(release, key, random_kind(chance)) for release in RELEASES for key in KEYS if chance.random() < 0.8]
    record = FieldRecord("make facts", {})
    for release, key, kind in seen:
        record = record.with_seen(release, {key: kind})
    text = fields_of(record, KINDS)
    assert record_of(text, "c.fields.yaml") == record
    # One observation at a time, each into the text of those before, in another order.
    chance.shuffle(seen)
    again = FieldRecord("make facts", {})
    for release, key, kind in seen:
        merged = fields_of(again.with_seen(release, {key: kind}), KINDS)
        again = record_of(merged, "c.fields.yaml")
    assert merged == text


def test_what_is_seen_again_takes_the_place_of_what_was_seen() -> None:
    first = SeenKind({"a": SeenField("int")}, False, ("x",))
    second = SeenKind({"b": SeenField("int")}, False, ("y",))
    record = FieldRecord("make facts", {("", "2"): {RELEASES[0]: first, RELEASES[1]: first}})
    assert record.with_seen(RELEASES[1], {("", "2"): second}).kinds == {("", "2"): {RELEASES[0]: first, RELEASES[1]: second}}


def test_steps_marks_and_what_was_not_looked_for() -> None:
    kinds = [
        {"a": SeenField("int", deprecated=True), "b": SeenField("T", open=True), "b.x": SeenField("int")},
        {"a": SeenField("int"), "b": SeenField("T", open=True)},
        {"a": SeenField("*int", deprecated=True), "b": SeenField("T")},
        {"b": SeenField("T", deprecated=True)},
    ]
    seen = {release: SeenKind(fields, False, ("x",)) for release, fields in zip(RELEASES, kinds, strict=False)}
    text = fields_of(FieldRecord("make facts", {("", "2"): seen}), KINDS)
    assert (
        text
        == """\
# Made by `make facts`: do not edit.
component: c
generated: make facts
sources:
  "1.0.0": {artefact: x, release: "1.0.0"}
  "1.2.0": {artefact: x, release: "1.2.0"}
  "1.10.0": {artefact: x, release: "1.10.0"}
  "1.10.1": {artefact: x, release: "1.10.1"}
kinds:
  - kind: ""
    api_version: "2"
    ranges: [["1.0.0", ~]]
    observed: {"1.0.0": ["1.0.0"], "1.2.0": ["1.2.0"], "1.10.0": ["1.10.0"], "1.10.1": ["1.10.1"]}
    complete: [["1.0.0", "1.11"]]
    fields:
      a: {type: {"1.0.0": int, "1.10.0": "*int"}, ranges: [["1.0.0", "1.10.1"]], deprecated: [["1.0.0", "1.2.0"], ["1.10.0", ~]]}
      b: {type: T, ranges: [["1.0.0", ~]], open: ["1.0.0", "1.10.0"], deprecated: "1.10.1"}
      b.x: {type: int, ranges: [["1.0.0", "1.10.0"]], unseen: [["1.2.0", "1.10.0"]]}
"""
    )


def test_the_kinds_of_the_release_before() -> None:
    kind = SeenKind({}, False, ("x",))
    record = FieldRecord("c", {KEYS[0]: {RELEASES[0]: kind}, KEYS[1]: {RELEASES[0]: kind, RELEASES[2]: kind}})
    assert record.before(RELEASES[0]) == frozenset()
    assert record.before(RELEASES[1]) == {KEYS[0], KEYS[1]}
    assert record.before(RELEASES[2]) == {KEYS[0], KEYS[1]}
    assert record.before(RELEASES[5]) == {KEYS[1]}


def test_a_kind_that_the_component_does_not_have() -> None:
    record = FieldRecord("make facts", {("Config", "c.io/v2"): {RELEASES[0]: SeenKind({}, False, ("x",))}})
    with pytest.raises(UpstreamError, match=r"^c has no kind 'Config c\.io/v2'$"):
        fields_of(record, KINDS)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "c.fields.yaml:1:1: found nothing, expected a mapping (key: value)"),
        ("a: [\n", "c.fields.yaml:2:1: not YAML: did not find expected node content"),
        ("component: c\n", "c.fields.yaml: not a generated file of fields: KeyError('sources')"),
        (
            "generated: x\nsources: {}\nkinds: [{kind: '', api_version: '', observed: {'1.0': [a]}, fields: {}}]\n",
            "c.fields.yaml: not a generated file of fields: KeyError('a')",
        ),
        (
            "generated: x\nsources: {}\nkinds: [{kind: '', api_version: '', observed: {}, fields: {a: 1}}]\n",
            "c.fields.yaml: not a generated file of fields: TypeError('1 is no mapping')",
        ),
    ],
)
def test_a_text_of_another_form(text: str, problem: str) -> None:
    with pytest.raises(UpstreamError) as caught:
        record_of(text, "c.fields.yaml")
    assert str(caught.value) == problem


@pytest.mark.parametrize("kind_set", KIND_SETS, ids=lambda kind_set: kind_set.component)
def test_the_shipped_files_are_their_own_records(kind_set: KindSet) -> None:
    path = builtin_directory() / kind_set.product / f"{kind_set.component}.fields.yaml"
    text = path.read_text("utf-8")
    assert fields_of(record_of(text, path.name), kind_set) == text
