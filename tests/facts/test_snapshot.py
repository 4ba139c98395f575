from __future__ import annotations

from pathlib import Path

from sphinxext.factcheck.facts import load_facts
from sphinxext.factcheck.facts.changes import Change, Verb, changes
from sphinxext.factcheck.facts.snapshot import FlagState, Snapshot, snapshot
from sphinxext.factcheck.versions import parse_version

from .files import write_facts

RECORD = """\
component: kube-scheduler
generated: by hand, for a test
releases:
  "1.18.0": {methods: [dump], artefacts: [flags of 1.18.0]}
  "1.23.0": {methods: [static], artefacts: [text of 1.23.0]}
flags:
  port: {type: {"1.18.0": int, "1.23.0": var}, default: {"1.18.0": "10251", "1.23.0": ~}, deprecated: {"1.18.0": true, "1.23.0": false}}
  secure-port: {type: int}
"""


def at(directory: Path, release: str, distribution: str = "") -> Snapshot:
    base, _ = load_facts([directory])
    component = base.component("kube-scheduler")
    assert component is not None
    version = parse_version(release)
    return snapshot(component, base.record("kube-scheduler", version), version, distribution)


def test_a_recorded_release_answers_as_its_artefact(tmp_path: Path) -> None:
    shown = at(write_facts(tmp_path, {"kubernetes/kube-scheduler.record.yaml": RECORD}), "1.23.0")
    assert shown.observed == parse_version("1.23.0")
    assert shown.flags == (
        # The artefact of this release shows neither default nor mark, though the facts know both.
        FlagState("port", "var", None, False, True, ("--secure-port",), ("help", "notes-1.23")),
        FlagState("secure-port", "int", None, False, False, (), ("help",)),
    )
    assert [state.name for state in shown.also_accepted] == ["leader-elect"]


def test_another_release_answers_by_what_lies_on_both_sides(tmp_path: Path) -> None:
    shown = at(write_facts(tmp_path, {"kubernetes/kube-scheduler.record.yaml": RECORD}), "1.19.3")
    assert shown.observed is None
    assert [(state.name, state.type, state.default, state.deprecated) for state in shown.flags] == [
        ("leader-elect", "bool", "true", False),
        ("port", "int", "10251", True),
        ("secure-port", "int", "10259", False),
    ]
    # The last observation has no flag of that name, and nobody looked again.
    assert at(tmp_path, "1.40").unknown == ("leader-elect", "port", "secure-port")


def test_an_installer_closes_an_endpoint(tmp_path: Path) -> None:
    write_facts(tmp_path)
    assert [(e.endpoint.id, e.listens, e.args) for e in at(tmp_path, "1.20", "kubeadm").endpoints] == [
        ("insecure", False, ("--port=0",)),
        ("secure", True, ()),
    ]
    assert [e.listens for e in at(tmp_path, "1.20").endpoints] == [True, True]


def test_what_changed(tmp_path: Path) -> None:
    write_facts(tmp_path)
    assert changes(at(tmp_path, "1.18.0"), at(tmp_path, "1.25.0")) == (
        Change(Verb.REMOVED, "flag", "--port", replaced_by=("--secure-port",)),
        Change(Verb.REMOVED, "endpoint", "insecure", before="10251", replaced_by=("secure",)),
    )
    assert changes(at(tmp_path, "1.18.0"), at(tmp_path, "1.23.0")) == (
        Change(Verb.NO_EFFECT, "flag", "--port", replaced_by=("--secure-port",)),
        Change(Verb.CHANGED, "flag", "--port", what="default", before="10251", after="0"),
        Change(Verb.REMOVED, "endpoint", "insecure", before="10251", replaced_by=("secure",)),
        Change(Verb.ADDED, "kind", "KubeSchedulerConfiguration kubescheduler.config.k8s.io/v1beta1"),
    )
    assert changes(at(tmp_path, "1.18.0"), at(tmp_path, "1.18.0")) == ()
