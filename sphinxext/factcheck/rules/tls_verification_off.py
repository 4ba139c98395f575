"""A remediation that turns the check of certificates off: whoever takes the address gets the token, or the answer.

In the commands of ``verify``, where it is looked whether a port answers, it is told as information.

Bad::

    .. remediation:: Ask the scheduler's secure port
       :component: kube-scheduler
       :endpoint: secure
       :applies-to: kubernetes >=1.20,<1.30; kubeadm

       .. change:: prometheus.yml
          :language: yaml

           - job_name: kube-scheduler
          -  scheme: http
          +  scheme: https
          +  tls_config:
          +    insecure_skip_verify: true

       .. rollback::

Good::

    .. remediation:: Ask the scheduler's secure port
       :component: kube-scheduler
       :endpoint: secure
       :applies-to: kubernetes >=1.20,<1.30; kubeadm

       .. change:: prometheus.yml
          :language: yaml

           - job_name: kube-scheduler
          -  scheme: http
          +  scheme: https
          +  tls_config:
          +    ca_file: /etc/prometheus/scheduler-ca.crt

       .. rollback::
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts.hazards import Unchecked
from ..findings import Code, Finding, Severity
from ..joins.cases import RemediationCase
from ..messages import message
from ..remedies.model import Command
from .dangers import commands_of, danger

ID = Code.TLS_VERIFICATION_OFF
CASES = (RemediationCase,)

_CLIENTS = re.compile(
    r"\bcurl\b[^|;&]*?\s(?P<curl>-[A-Za-z]*k[A-Za-z]*|--insecure)(?=\s|$)|\bwget\b[^|;&]*?\s(?P<wget>--no-check-certificate)(?=\s|$)"
)


def check(case: RemediationCase) -> Iterator[Finding]:
    """Findings about one remediation."""
    remediation = case.remediation
    told: set[str] = set()
    for change in remediation.changes:
        for line in change.added:
            for unchecked in case.hazards.unchecked:
                match = _pattern(unchecked).search(line.text[:2000])
                if match is None or match[0] in told:
                    continue
                told.add(match[0])
                yield danger(
                    ID,
                    case,
                    message("{setting!r} turns the check of the certificate off", setting=match[0]),
                    line.span(match.start(), match.end()),
                    sources=unchecked.sources,
                    subject=unchecked.setting,
                )
    for command in commands_of(remediation):
        yield from _in_command(case, command)
    for command in remediation.verify.commands if remediation.verify is not None else ():
        yield from _in_client(case, command)


def _pattern(unchecked: Unchecked) -> re.Pattern[str]:
    name = re.escape(unchecked.setting)
    value = rf"[\"']?\s*[:=]\s*[\"']?{re.escape(unchecked.value)}\b" if unchecked.value else r"(?:=true)?(?![\w=-])"
    return re.compile(rf"(?<![\w-]){name}{value}")


def _in_command(case: RemediationCase, command: Command) -> Iterator[Finding]:
    for unchecked in case.hazards.unchecked:
        if unchecked.program and re.search(rf"\b{re.escape(unchecked.program)}\b", command.text):
            match = _pattern(unchecked).search(command.text)
            if match is not None:
                text = message("{setting!r} turns the check of the certificate off", setting=match[0])
                yield danger(ID, case, text, command.span, sources=unchecked.sources, subject=unchecked.setting)
    yield from _in_client(case, command)


def _in_client(case: RemediationCase, command: Command) -> Iterator[Finding]:
    match = _CLIENTS.search(command.text)
    if match is not None:
        option = match["curl"] or match["wget"]
        text = message(
            "{option!r} does not look at the certificate: this shows that somebody answers, and not who", option=option
        )
        yield danger(ID, case, text, command.span, severity=Severity.INFORMATION, subject=option)
