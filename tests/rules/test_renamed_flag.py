from __future__ import annotations

from sphinxext.factcheck.claims.model import How
from sphinxext.factcheck.findings import Edit, Span

from .claims import applies_to, flag, name
from .conftest import Find, Say


def test_a_flag_that_goes_by_another_name_now(say: Say, find: Find) -> None:
    assert say(flag("kube-scheduler", "--lock-name=a"), kubernetes="1.30") == [
        "page.rst:3:5: error: kube-scheduler has no flag '--lock-name' (this site assumes kubernetes 1.30); gone in 1.24 and later; "
        "it is called '--lease-name' now [factcheck.renamed-flag]"
    ]
    assert find(flag("kube-scheduler", "--lock-name=a"), kubernetes="1.30")[0].edits == (
        Edit(Span("page.rst", 3, 5, 3, 16), "--lease-name"),
    )


def test_while_the_old_name_works_it_is_worth_knowing(say: Say, find: Find) -> None:
    assert say(flag("kube-scheduler", "--lock-name=a"), kubernetes="1.23.1") == [
        "page.rst:3:5: information: '--lock-name' of kube-scheduler is called '--lease-name' now (this site assumes kubernetes 1.23.1); "
        "the old name is deprecated since 1.20 or earlier [factcheck.renamed-flag]"
    ]
    assert say(flag("kube-scheduler", "--lock-name=a", how=How.NEARBY), kubernetes="1.23.1") == []


def test_before_there_was_another_name_nothing_is_wrong(say: Say) -> None:
    assert say(flag("kube-scheduler", "--lock-name=a"), kubernetes="1.18.20") == []


def test_where_not_every_release_knows_the_new_name_it_is_not_put_in(say: Say, find: Find) -> None:
    claim = flag("kube-scheduler", "--lock-name=a", scope=applies_to("kubernetes >=1.18"))
    assert say(claim) == [
        "page.rst:3:5: warning: kube-scheduler has no flag '--lock-name' (this page applies to kubernetes >=1.18); "
        "gone in 1.24 and later; it is called '--lease-name' now [factcheck.renamed-flag]"
    ]
    assert find(claim)[0].edits == ()


def test_a_bare_name_is_replaced_without_dashes(find: Find) -> None:
    found = find(name("kube-scheduler", "lock-name"), kubernetes="1.30")
    assert [(f.code.value, f.edits) for f in found] == [("renamed-flag", (Edit(Span("page.rst", 3, 5, 3, 20), "lease-name"),))]
