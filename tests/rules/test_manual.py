"""The examples in the manual are run: what is called bad is found, what is called good is not."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from sphinxext.factcheck.applicability import parse_assumptions
from sphinxext.factcheck.claims import read_claims
from sphinxext.factcheck.facts import FactBase, builtin_directory, load_facts
from sphinxext.factcheck.findings import Code
from sphinxext.factcheck.joins.cases import Context
from sphinxext.factcheck.judging.baseline import read_baseline
from sphinxext.factcheck.judging.judge import KnownFindings, judge
from sphinxext.factcheck.pages import SourceTree, read_rst
from sphinxext.factcheck.rules import Rule, find_rules

# Some rules judge whole blocks of YAML, a table or a page; the example shows the lines that matter.
WRAPPING = {
    "console": ".. code-block:: console\n\n{}\n",
    "yaml": ".. code-block:: yaml\n\n{}\n",
    "csv": ".. csv-table::\n   :header: port, component, scheme\n\n{}\n",
    "page": "{}\n",
}
FORM = {
    Code.UNKNOWN_FIELD: "yaml",
    Code.REMOVED_FIELD: "yaml",
    Code.OTHER_RELEASE: "yaml",
    Code.STALE_TERM: "yaml",
    Code.REMOVED_API_VERSION: "yaml",
    Code.STALE_ROW: "csv",
    Code.WRONG_ROW: "csv",
    Code.CLOSED_PORT: "page",
    Code.DEFAULT_CHANGED: "page",
    Code.UNKNOWN_COMPONENT: "page",
    Code.REMEDY_NO_CAUSE: "page",
    Code.REMEDY_NO_EFFECT: "page",
    Code.REMEDY_ROLLBACK_DIFFERS: "page",
    Code.REMEDY_NOT_IN_RANGE: "page",
    Code.REMEDY_WRONG_VERIFY: "page",
    Code.REMEDY_WORSE_FIRST: "page",
    Code.LOST_ON_UPGRADE: "page",
    Code.NEEDS_RESTART: "page",
    Code.OPEN_WITHOUT_AUTH: "page",
    Code.BENCHMARK_CONFLICT: "page",
    Code.PROBE_ON_CLOSED_PORT: "page",
    Code.INERT_IN_RANGE: "page",
    Code.TLS_VERIFICATION_OFF: "page",
    Code.UNUSED_IGNORE: "page",
    Code.BAD_IGNORE: "page",
    Code.STALE_BASELINE: "page",
}
EXAMPLE = re.compile(r"^(Bad|Good)(?:, (?:for|on a site for) Kubernetes ([\d.]+)[^:\n]*)?::\n\n((?:    .*\n|\n)+)", re.MULTILINE)


@pytest.fixture(scope="module")
def real_facts() -> FactBase:
    facts, problems = load_facts([builtin_directory()])
    assert problems == ()
    return facts


@pytest.mark.parametrize("rule", find_rules(), ids=lambda rule: rule.id.value)
def test_bad_is_found_and_good_is_not(rule: Rule, real_facts: FactBase, tmp_path: Path) -> None:
    examples = EXAMPLE.findall(rule.manual + "\n")
    assert [kind for kind, _, _ in examples][:1] == ["Bad"]
    release = examples[0][1] or "1.30"
    for kind, _, body in examples:
        form = FORM.get(rule.id, "console")
        indent = "" if form == "page" else "   "
        extra = (
            "spec:\n  containers:\n  - command: [kube-scheduler, --secure-port=10259]\n    "
            if rule.id is Code.OTHER_RELEASE
            else ""
        )
        text = WRAPPING[form].format(textwrap.indent(extra + textwrap.dedent(body).strip("\n"), indent))
        page = read_rst(f"Page\n====\n\n{text}", "page.rst", SourceTree(tmp_path))
        claims = read_claims(page, real_facts.names(), real_facts.product_names(), real_facts.terms())
        context = Context(real_facts, parse_assumptions({"kubernetes": release}))
        known = None
        if rule.id is Code.STALE_BASELINE:
            baseline, problems = read_baseline("baseline", textwrap.dedent(body))
            assert problems == ()
            known = KnownFindings(baseline, lambda _span: "", strict=True)
        found = judge([claims], context, known=known).findings
        codes = {finding.code for finding in found}
        assert (rule.id in codes) == (kind == "Bad"), (kind, text, [str(f.message) for f in found], claims)
