from __future__ import annotations

import pytest

from .conftest import Prove, card

ADDRESS = """\
.. change:: /etc/systemd/system/kettled.service

   -ExecStart=/usr/bin/kettled
   +ExecStart=/usr/bin/kettled --secure-address=0.0.0.0:7002

.. verify::

   $ curl -sk -H "Authorization: Bearer $TOKEN" https://NODE:7002/metrics

.. rollback::
"""
FILE = """\
.. change:: ConfigMap kettle, key kettle.yaml
   :language: yaml

    kind: KettleConfiguration
   -bindAddress: 127.0.0.1:7001
   +bindAddress: 0.0.0.0:7001

.. verify::

   $ curl -s http://NODE:7001/metrics

.. rollback::
"""
PORT = """\
.. change:: /etc/kubernetes/manifests/kettled.yaml
   :language: yaml

   -    - --port=0

.. verify::

   $ curl -s http://NODE:7001/metrics

.. rollback::
"""
ALL = "kettle >=1.0,<2.1"


def test_a_remediation_that_is_right_is_proven_for_every_release_that_it_claims(prove: Prove) -> None:
    assert prove(card(ADDRESS, applies_to=ALL)) == ["proven for kettle 1.0-2.0"]


def test_one_that_claims_nothing_is_proven_for_what_is_known(prove: Prove) -> None:
    assert prove(card(ADDRESS)) == ["proven for kettle 1.0-2.0"]


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ("kettle >=1.1", ["proven for kettle 1.1-2.0", "not proven for kettle >=2.1: known are kettle 1.0 to 2.0"]),
        ("kettle <2.0", ["not proven for kettle <1.0: known are kettle 1.0 to 2.0", "proven for kettle 1.0-1.1"]),
        ("kettle >=0.9,<1.1", ["refused for kettle >=0.9,<1.0: known are kettle 1.0 to 2.0 [remedy-not-in-range]", "proven for kettle 1.0"]),
        ("kettle >=2.0,<2.2", ["proven for kettle 2.0", "refused for kettle 2.1: known are kettle 1.0 to 2.0 [remedy-not-in-range]"]),
    ],
)  # fmt: skip
def test_a_range_that_reaches_past_what_is_known_is_not_proven(prove: Prove, claimed: str, expected: list[str]) -> None:
    assert prove(card(ADDRESS, applies_to=claimed)) == expected


def test_a_file_of_configuration(prove: Prove) -> None:
    assert prove(card(FILE, endpoint="plain", applies_to=ALL)) == [
        "proven for kettle 1.0-1.1",
        "refused for kettle 2.0: kettled has no endpoint 'plain' [remedy-not-in-range]",
    ]


def test_the_same_file_in_two_places_is_two_layers(prove: Prove) -> None:
    change, rest = FILE.split("\n\n.. verify", 1)
    local = change.replace("ConfigMap kettle, key kettle.yaml", "/etc/kettle/kettle.yaml")
    page = f"{local}\n\n{change}\n\n.. verify{rest}"
    assert prove(card(page, endpoint="plain", applies_to="kettle 1.0")) == ["proven for kettle 1.0"]
    wrong = change.replace("+bindAddress: 0.0.0.0", "+bindAddress: 127.0.0.2")
    for one_wrong in (f"{wrong}\n\n{local}", f"{local}\n\n{wrong}"):
        told = prove(card(f"{one_wrong}\n\n.. verify{rest}", endpoint="plain", applies_to="kettle 1.0"))
        assert told != ["proven for kettle 1.0"]


def test_a_line_that_goes_has_to_be_there_as_the_distribution_starts_it(prove: Prove) -> None:
    assert prove(card(PORT, endpoint="plain", applies_to="kettle >=1.0,<2.0; stove")) == [
        "not proven for kettle 1.0: nothing is known of how stove starts kettled",
        "proven for kettle 1.1",
    ]
    wrong = PORT.replace("--port=0", "--port=7009")
    assert prove(card(wrong, endpoint="plain", applies_to="kettle 1.1; stove")) == [
        "refused for kettle 1.1: stove does not start kettled with '--port=7009' [remedy-not-in-range]"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # no cause
        (
            "ExecStart=/usr/bin/kettled\n",
            "ExecStart=/usr/bin/kettled --secure-address=:7002\n",
            "https://NODE:7002/metrics with a token is answered without the change; secure listens on https://*:7002 [remedy-no-cause]",
        ),
        # no effect
        (
            "0.0.0.0:7002",
            "127.0.0.2:7002",
            "https://NODE:7002/metrics with a token is refused with the change, too; secure listens on https://127.0.0.2:7002 "
            "[remedy-no-effect]",
        ),
        (
            "0.0.0.0:7002",
            "0.0.0.0:7012",
            "https://NODE:7002/metrics with a token is refused with the change, too; secure listens on https://*:7012 "
            "[remedy-no-effect]",
        ),
        (
            "--secure-address=0.0.0.0:7002",
            "--secure-adress=0.0.0.0:7002",
            "kettled does not start with the change; there is no flag --secure-adress in this release [remedy-no-effect]",
        ),
        # the verification
        (
            "https://NODE:7002",
            "http://NODE:7002",
            "the verification expects 200 of http://NODE:7002/metrics with a token, which meets the other scheme; secure listens on "
            "https://*:7002 [remedy-wrong-verify]",
        ),
        (
            "https://NODE:7002",
            "https://NODE:7003",
            "the verification expects 200 of https://NODE:7003/metrics with a token, which is refused; secure listens on "
            "https://*:7002 [remedy-wrong-verify]",
        ),
        (
            "NODE:7002/metrics",
            "NODE:7002/metric",
            "the verification expects 200 of https://NODE:7002/metric with a token, which is answered with 404; secure listens on "
            "https://*:7002 [remedy-wrong-verify]",
        ),
        (
            '-H "Authorization: Bearer $TOKEN" ',
            "",
            "the verification expects 200 of https://NODE:7002/metrics, which is answered with 401 or 403; secure listens on "
            "https://*:7002 [remedy-wrong-verify]",
        ),
        (
            "https://NODE:7002",
            "https://127.0.0.1:7002",
            "the verification asks https://127.0.0.1:7002/metrics with a token; which says nothing of the change [remedy-wrong-verify]",
        ),
        (
            ".. verify::\n",
            ".. verify::\n   :expect: 403\n",
            "the verification expects 403 of https://NODE:7002/metrics with a token, which is answered; secure listens on "
            "https://*:7002 [remedy-wrong-verify]",
        ),
    ],
)
def test_what_is_not_so_is_refused(prove: Prove, old: str, new: str, expected: str) -> None:
    assert old in ADDRESS
    assert prove(card(ADDRESS.replace(old, new), applies_to=ALL)) == [f"refused for kettle 1.0-2.0: {expected}"]


def test_the_other_endpoint(prove: Prove) -> None:
    assert prove(card(ADDRESS, endpoint="peer", applies_to=ALL)) == [
        "refused for kettle 1.0-2.0: http://NODE:7003/metrics is refused with the change, too [remedy-no-effect]"
    ]
    assert prove(card(ADDRESS, endpoint="plian", applies_to=ALL)) == [
        "refused for kettle 1.0-2.0: kettled has no endpoint 'plian' [remedy-not-in-range]"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (".. rollback::\n", "", "there is no rollback"),
        (".. rollback::\n", ".. rollback::\n\n   Take it out again.\n", "the rollback is told in words, not as a change"),
        (".. rollback::\n", ".. rollback::\n\n   $ systemctl revert kettled\n", "the rollback is told in words, not as a change"),
        ("   $ curl", "   $ wget2", ""),
        (
            '   $ curl -sk -H "Authorization: Bearer $TOKEN" https://NODE:7002/metrics\n',
            "   $ ss -ltn\n",
            "the verification asks no URL",
        ),
        ("/usr/bin/kettled", "/usr/bin/teapot", "what the change of /etc/systemd/system/kettled.service does to kettled is not understood"),
    ],
)  # fmt: skip
def test_what_cannot_be_proven_says_why(prove: Prove, old: str, new: str, expected: str) -> None:
    assert old in ADDRESS
    told = prove(card(ADDRESS.replace(old, new), applies_to=ALL))
    assert told == [f"not proven for kettle 1.0-2.0: {expected}" if expected else "proven for kettle 1.0-2.0"]


ROLLBACK = """\
.. rollback::

   .. change:: /etc/systemd/system/kettled.service

      -ExecStart=/usr/bin/kettled --secure-address=0.0.0.0:7002
      +ExecStart=/usr/bin/kettled
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", "proven for kettle 1.0-2.0"),
        (
            "+ExecStart=/usr/bin/kettled\n",
            "+ExecStart=/usr/bin/kettled --secure-address=127.0.0.2:7002\n",
            "refused for kettle 1.0-2.0: kettled does not listen as before once it is rolled back; secure listens on "
            "https://127.0.0.2:7002 [remedy-rollback-differs]",
        ),
        (
            "-ExecStart=/usr/bin/kettled --secure-address=0.0.0.0:7002",
            "-ExecStart=/usr/bin/kettled --secure-address=0.0.0.0:7003",
            "refused for kettle 1.0-2.0: what the rollback takes away is not what the change of /etc/systemd/system/kettled.service left "
            "[remedy-rollback-differs]",
        ),
        (
            "+ExecStart=/usr/bin/kettled\n",
            "+ExecStart=/usr/bin/kettled --secure-adress=127.0.0.1:7002\n",
            "refused for kettle 1.0-2.0: kettled does not start once it is rolled back; there is no flag --secure-adress in this release "
            "[remedy-rollback-differs]",
        ),
    ],
)  # fmt: skip
def test_a_rollback_of_its_own_has_to_lead_back(prove: Prove, old: str, new: str, expected: str) -> None:
    text = ADDRESS.replace(".. rollback::\n", ROLLBACK.replace(old, new) if old else ROLLBACK)
    assert prove(card(text, applies_to=ALL)) == [expected]


def test_a_remediation_without_changes_is_not_proven(prove: Prove) -> None:
    assert prove(card("Words.", applies_to=ALL)) == [
        "not proven for kettle 1.0-2.0: no change says where it listens, or who asks"
    ]


SCRAPE = """\
.. change:: prometheus.yml
   :language: yaml

    - job_name: kettle
   -  scheme: http
   +  scheme: https
   +  authorization:
   +    credentials_file: /var/run/token
      static_configs:
   -  - targets: [NODE:7001]
   +  - targets: [NODE:7002]

"""
RULES = """\
.. change:: rbac.yaml
   :language: yaml

    kind: ClusterRole
    metadata:
      name: reader
    rules:
   -- nonResourceURLs: [/healthz]
   +- nonResourceURLs: [/healthz, /metrics]
      verbs: [get]

"""


def test_who_asks_and_what_is_granted(prove: Prove) -> None:
    def told(*parts: str) -> list[str]:
        return prove(card("".join(parts) + ADDRESS, applies_to="kettle 2.0"))

    assert told(SCRAPE, RULES) == ["proven for kettle 2.0"]
    assert told(RULES) == ["proven for kettle 2.0"]
    # A token alone is no right.
    assert told(SCRAPE) == [
        "not proven for kettle 2.0: what https://NODE:7002/metrics with a token gets with the change is not known"
    ]
    assert told(SCRAPE, RULES.replace("/metrics]", "/metric]")) == [
        "refused for kettle 2.0: https://NODE:7002/metrics with a token is answered with 403 with the change, too; secure listens on "
        "https://*:7002 [remedy-no-effect]"
    ]
    assert told(SCRAPE.replace("+  scheme: https", "+  scheme: http"), RULES) == [
        "refused for kettle 2.0: http://NODE:7002/metrics with a token meets the other scheme with the change, too; secure listens on "
        "https://*:7002 [remedy-no-effect]"
    ]
    # Who asks himself reaches nobody else.
    assert told(SCRAPE.replace("[NODE:7002]", '["localhost:7002"]'), RULES) == [
        "refused for kettle 2.0: https://NODE:7002/metrics with a token is refused with the change, too; secure listens on "
        "https://*:7002 [remedy-no-effect]"
    ]


def test_what_was_asked_before_may_be_another_endpoint(prove: Prove) -> None:
    assert prove(card(SCRAPE + RULES + ADDRESS, applies_to="kettle 1.0")) == [
        "refused for kettle 1.0: http://NODE:7001/metrics is answered without the change; plain listens on http://*:7001 [remedy-no-cause]"
    ]
