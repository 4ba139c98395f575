from __future__ import annotations

from sphinxext.factcheck.findings import Code

from .hazards import SCHEDULER, found

SCRAPE = """
   .. change:: prometheus.yml
      :language: yaml

       - job_name: kube-scheduler
      -  scheme: http
      +  scheme: https
      +  tls_config:
      +    {}
"""


def steps(name: str, command: str) -> str:
    return f"\n   .. {name}::\n\n      $ {command}\n"


def test_a_job_that_does_not_look_at_certificates() -> None:
    assert found(Code.TLS_VERIFICATION_OFF, SCHEDULER + SCRAPE.format("insecure_skip_verify: true")) == [
        "warning: 'insecure_skip_verify: true' turns the check of the certificate off"
    ]
    assert found(Code.TLS_VERIFICATION_OFF, SCHEDULER + SCRAPE.format("insecure_skip_verify: false")) == []
    assert found(Code.TLS_VERIFICATION_OFF, SCHEDULER + SCRAPE.format("ca_file: ca.crt")) == []


def test_the_author_says_so() -> None:
    page = SCHEDULER + "   :risk: who has the address gets the token [tls-verification-off]\n"
    assert found(Code.TLS_VERIFICATION_OFF, page + SCRAPE.format("insecure_skip_verify: true")) == []


def test_commands_that_apply_it() -> None:
    told = "warning: '--insecure-skip-tls-verify' turns the check of the certificate off"
    assert found(Code.TLS_VERIFICATION_OFF, SCHEDULER + steps("apply", "kubectl --insecure-skip-tls-verify apply -f x.yaml")) == [
        told
    ]
    assert (
        found(Code.TLS_VERIFICATION_OFF, SCHEDULER + steps("apply", "kubectl --insecure-skip-tls-verify=false apply -f x.yaml"))
        == []
    )


def test_a_look_whether_it_answers_is_only_worth_knowing() -> None:
    told = "information: {!r} does not look at the certificate: this shows that somebody answers, and not who"
    for option in ("-k", "-sk", "--insecure"):
        page = SCHEDULER + steps("verify", f"curl {option} https://10.0.0.11:10259/metrics")
        assert found(Code.TLS_VERIFICATION_OFF, page) == [told.format(option)]
    assert found(Code.TLS_VERIFICATION_OFF, SCHEDULER + steps("verify", "curl -s https://10.0.0.11:10259/metrics")) == []


def test_elsewhere_on_a_page_it_is_nobodys_business() -> None:
    page = "::\n\n   $ curl -k https://10.0.0.11:10259/metrics\n\n.. code-block:: yaml\n\n   tls_config:\n     insecure_skip_verify: true\n"
    assert found(Code.TLS_VERIFICATION_OFF, page) == []
