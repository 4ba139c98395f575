from __future__ import annotations

import pytest

from sphinxext.factcheck.findings import Span
from sphinxext.factcheck.remedies.model import RollbackKind
from sphinxext.factcheck.remedies.reading import identifier

from .conftest import Read

RST = """\
Repair
======

.. applies-to:: kettle >=1.0; stove

.. remediation:: Open *it*
   :id: open-it
   :component: kettled
   :endpoint: secure
   :symptom: connection refused; dial tcp .*:7002
   :alert: KettleDown, TargetDown
   :applies-to: kettle 1.1
   :not-this-if: nothing listens
      at all
   :cause: it listens on loopback
   :risk: it restarts
   :durability: stays
   :exposure: every address
   :alternatives: other, another

   Why it
   happens, with ``words``.

   .. change:: File ``a.yaml``
      :language: yaml

       kind: X
      -bind: 127.0.0.1
      +bind: 0.0.0.0

   .. apply::

      First this:

      .. code-block:: console

         $ one --long \\
         >   line
         output
         $ two

   .. verify::
      :expect: 403

      $ curl https://NODE:7002/metrics

   .. rollback::

      .. change:: File ``a.yaml``

         -bind: 0.0.0.0
         +bind: 127.0.0.1
"""
MYST = """\
# Repair

::::{remediation} Open *it*
:id: open-it
:component: kettled
:endpoint: secure
:symptom: connection refused; dial tcp .*:7002

Why it
happens, with `words`.

:::{change} File `a.yaml`
:language: yaml

 kind: X
-bind: 127.0.0.1
+bind: 0.0.0.0
:::

:::{verify}
:expect: 403

$ curl https://NODE:7002/metrics
:::

:::{rollback}
:::
::::
"""


def test_a_directive_of_restructured_text(read: Read) -> None:
    found = read(RST)
    assert (found.id, found.title, found.component, found.endpoint) == ("open-it", "Open *it*", "kettled", "secure")
    assert found.symptoms == ("connection refused", "dial tcp .*:7002")
    assert found.alerts == ("KettleDown", "TargetDown")
    assert found.applies_to == ("kettle >=1.0; stove", "kettle 1.1")
    assert (found.not_this_if, found.cause) == ("nothing listens at all", "it listens on loopback")
    assert (found.risk, found.durability, found.exposure) == ("it restarts", "stays", "every address")
    assert found.alternatives == ("other", "another")
    assert found.why == ("Why it happens, with `words`.",)
    assert found.span == Span("page.rst", 6, 1, 6, 27)
    change = found.changes[0]
    assert (change.where, change.language, change.span.line) == ("File ``a.yaml``", "yaml", 24)
    assert [line.text for line in change.before] == ["kind: X", "bind: 127.0.0.1"]
    assert [line.text for line in change.after] == ["kind: X", "bind: 0.0.0.0"]
    assert [line.text for line in change.removed] == ["bind: 127.0.0.1"]
    assert [(line.text, line.number, line.column) for line in change.added] == [("bind: 0.0.0.0", 29, 8)]
    assert found.apply is not None
    assert found.apply.words == ("First this:",)
    assert [command.text for command in found.apply.commands] == ["one --long line", "two"]
    assert found.verify is not None
    assert (found.verify.expect, [command.text for command in found.verify.commands]) == (403, ["curl https://NODE:7002/metrics"])
    assert found.rollback.kind is RollbackKind.CHANGES
    assert [line.text for line in found.rollback.changes[0].after] == ["bind: 127.0.0.1"]


def test_the_same_in_markdown(read: Read) -> None:
    found = read(MYST, "md")
    assert (found.id, found.component, found.endpoint) == ("open-it", "kettled", "secure")
    assert found.symptoms == ("connection refused", "dial tcp .*:7002")
    assert found.why == ("Why it happens, with `words`.",)
    assert [line.text for line in found.changes[0].after] == ["kind: X", "bind: 0.0.0.0"]
    assert found.verify is not None
    assert (found.verify.expect, [command.text for command in found.verify.commands]) == (403, ["curl https://NODE:7002/metrics"])
    assert found.rollback.kind is RollbackKind.REVERSED


@pytest.mark.parametrize(
    ("rollback", "kind"),
    [
        ("", RollbackKind.ABSENT),
        (".. rollback::", RollbackKind.REVERSED),
        (".. rollback::\n\n      Words.", RollbackKind.WORDS),
        (".. rollback::\n\n      $ undo", RollbackKind.WORDS),
        (".. rollback::\n\n      .. change:: x\n\n         +a", RollbackKind.CHANGES),
    ],
)
def test_kinds_of_rollback(read: Read, rollback: str, kind: RollbackKind) -> None:
    assert read(f"P\n=\n\n.. remediation:: Open it\n\n   {rollback}\n").rollback.kind is kind


@pytest.mark.parametrize(("written", "expect"), [("", 200), (":expect: 401", 401), (":expect: fine", None)])
def test_the_status_that_is_expected(read: Read, written: str, expect: int | None) -> None:
    verify = read(f"P\n=\n\n.. remediation:: Open it\n\n   .. verify::\n      {written}\n\n      $ curl x\n").verify
    assert verify is not None
    assert verify.expect == expect


def test_a_remediation_without_an_id_is_called_after_its_title(read: Read) -> None:
    assert read("P\n=\n\n.. remediation:: Open it, now!\n").id == "open-it-now"
    assert identifier("打开") == ""
