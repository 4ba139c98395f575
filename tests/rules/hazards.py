"""Pages with remediations, judged by the facts that come with the package."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from sphinxext.factcheck.applicability import parse_assumptions
from sphinxext.factcheck.claims import read_claims
from sphinxext.factcheck.facts import FactBase, builtin_directory, load_facts
from sphinxext.factcheck.findings import Code
from sphinxext.factcheck.joins.cases import Context
from sphinxext.factcheck.judging.judge import Judgement, judge
from sphinxext.factcheck.pages import SourceTree, read_rst
from sphinxext.factcheck.report.text import text_line

__all__ = ["MANIFEST", "SCHEDULER", "found", "judged"]

MANIFEST = """
   .. change:: /etc/kubernetes/manifests/kube-scheduler.yaml
      :language: yaml

      -    - --bind-address=127.0.0.1
      +    - --bind-address=10.0.0.11
"""
SCHEDULER = """
.. remediation:: Serve the metrics on the address of the node
   :id: open
   :component: kube-scheduler
   :endpoint: secure
   :applies-to: kubernetes >=1.20,<1.30; kubeadm
"""


@cache
def facts() -> FactBase:
    return load_facts([builtin_directory()])[0]


def judged(text: str, **assume: str) -> Judgement:
    """What is found on a page of reStructuredText."""
    with tempfile.TemporaryDirectory() as root:
        page = read_rst(f"Page\n====\n\n{text}", "page.rst", SourceTree(Path(root)))
    claims = read_claims(page, facts().names(), facts().product_names(), facts().terms())
    return judge([claims], Context(facts(), parse_assumptions(assume)))


def found(code: Code, text: str, **assume: str) -> list[str]:
    """What is said with *code*, without the place."""
    told = (text_line(finding) for finding in judged(text, **assume).findings if finding.code is code)
    return [line.partition(": ")[2].rpartition(" [")[0] for line in told]
