from __future__ import annotations

from dataclasses import replace

from .claims import applies_to, term
from .conftest import Find, Say


def test_a_label_that_is_set_no_more(say: Say) -> None:
    assert say(term("node-role.kubernetes.io/master"), kubernetes="1.30") == [
        "page.rst:3:5: warning: nothing sets or serves 'node-role.kubernetes.io/master' (this site assumes kubernetes 1.30); "
        "gone in 1.24 and later; use 'node-role.kubernetes.io/control-plane' [factcheck.stale-term]"
    ]


def test_the_key_of_a_label_has_its_case(find: Find) -> None:
    (found,) = find(term("Kubernetes.io/hostname"), kubernetes="1.30")
    assert str(found.message) == "the key of a label is written 'kubernetes.io/hostname', not 'Kubernetes.io/hostname'"
    assert [edit.text for edit in found.edits] == ["kubernetes.io/hostname"]


def test_beside_its_successor_it_is_for_old_clusters(say: Say) -> None:
    both = ("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master")
    assert say(replace(term("node-role.kubernetes.io/master"), beside=both), kubernetes="1.30") == []


def test_where_it_still_was_it_is_deprecated_at_most(say: Say) -> None:
    assert say(term("node-role.kubernetes.io/master"), kubernetes="1.19") == []
    assert say(term("node-role.kubernetes.io/master"), kubernetes="1.21") == [
        "page.rst:3:5: information: 'node-role.kubernetes.io/master' is deprecated (this site assumes kubernetes 1.21); "
        "since 1.20; use 'node-role.kubernetes.io/control-plane' [factcheck.stale-term]"
    ]


def test_what_is_gone_since_a_day_is_gone_for_every_release_that_nobody_named(say: Say) -> None:
    told = ["page.rst:3:5: warning: 'apt.kubernetes.io' is gone since 2024-03-04; use 'pkgs.k8s.io' [factcheck.stale-term]"]
    assert say(term("apt.kubernetes.io")) == told
    assert say(term("apt.kubernetes.io"), kubernetes="1.18") == told
    assert say(replace(term("apt.kubernetes.io"), scope=applies_to("kubernetes 1.18"))) == []


def test_a_term_that_is_no_longer_of_record_is_unverified(say: Say) -> None:
    assert say(term("labels.example.org/nobody")) == []
