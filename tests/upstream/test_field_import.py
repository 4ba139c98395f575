from __future__ import annotations

import pytest

from sphinxext.factcheck.upstream.field_import import import_types
from sphinxext.factcheck.upstream.go_types import GoSource
from sphinxext.factcheck.upstream.observations import UpstreamError
from sphinxext.factcheck.upstream.programs import Kind, KindSet
from sphinxext.factcheck.versions import Version

KINDS = KindSet("sched", "kubernetes", "sched", (Kind("Config", "sched.io", ("v1beta1", "v1")),), libraries=("base",))
COMMAND = "factcheck facts import"

V1BETA1 = GoSource(
    "sched/config/v1beta1/types.go",
    """\
package v1beta1

type Config struct {
	metav1.TypeMeta `json:",inline"`
	Name string `json:"name"`
}
""",
)
V1 = GoSource(
    "sched/config/v1/types.go",
    """\
package v1

type Config struct {
	metav1.TypeMeta `json:",inline"`
	// Deprecated: it has none.
	Name *string `json:"name"`
	Client basev1.Client `json:"client"`
}

type Client struct {
	Other string `json:"other"`
}
""",
)
BASE = GoSource(
    "modules/base@v1.1.0/config/v1/types.go",
    """\
package v1

type Client struct {
	Burst int32 `json:"burst"`
}
""",
)


def imported(existing: str | None, release: str, *sources: GoSource, gone: tuple[str, ...] = ()) -> str:
    return import_types(existing, KINDS, Version(release), sources, (f"github.com/a/sched tag v{release}",), COMMAND, gone)


def test_two_releases() -> None:
    first = imported(None, "1.0.0", V1BETA1)
    text = imported(first, "1.1.0", V1, BASE, gone=("sched.io/v1beta1",))
    assert (
        text
        == """\
# Made by `factcheck facts import`: do not edit.
component: sched
generated: factcheck facts import
sources:
  "1.0.0": {artefact: github.com/a/sched tag v1.0.0, release: "1.0.0", url: "https://github.com/a/sched/tree/v1.0.0"}
  "1.1.0": {artefact: github.com/a/sched tag v1.1.0, release: "1.1.0", url: "https://github.com/a/sched/tree/v1.1.0"}
kinds:
  - kind: Config
    api_version: sched.io/v1beta1
    ranges: [["1.0.0", "1.1.0"]]
    observed: {"1.0.0": ["1.0.0"]}
    complete: [["1.0.0", "1.1.0"]]
    fields:
      apiVersion: {type: string, ranges: [["1.0.0", ~]]}
      kind: {type: string, ranges: [["1.0.0", ~]]}
      name: {type: string, ranges: [["1.0.0", ~]]}
  - kind: Config
    api_version: sched.io/v1
    ranges: [["1.1.0", ~]]
    observed: {"1.1.0": ["1.1.0"]}
    complete: [["1.1.0", "1.2"]]
    fields:
      apiVersion: {type: string, ranges: [["1.1.0", ~]]}
      kind: {type: string, ranges: [["1.1.0", ~]]}
      client: {type: basev1.Client, ranges: [["1.1.0", ~]]}
      client.burst: {type: int32, ranges: [["1.1.0", ~]]}
      name: {type: "*string", ranges: [["1.1.0", ~]], deprecated: "1.1.0"}
"""
    )
    assert imported(text, "1.1.0", BASE, V1) == text
    assert imported(text, "1.0.0", V1BETA1) == text


def test_a_release_may_be_read_again_and_from_more_files() -> None:
    text = imported(None, "1.0.0", V1BETA1)
    assert "sched.io/v1\n" in imported(text, "1.0.0", V1)
    assert imported(imported(text, "1.0.0", V1), "1.0.0", V1BETA1) == imported(None, "1.0.0", V1BETA1, V1)


@pytest.mark.parametrize(
    ("sources", "problem"),
    [
        (
            (V1,),
            "sched 1.1.0: the release before has kinds that were not found: Config sched.io/v1beta1;"
            " add the files of their types, or say that they are gone",
        ),
        ((BASE,), "sched 1.1.0: none of its types in what was read: v1beta1.Config, v1.Config"),
        ((GoSource("a.go", "package v1\n}"),), "a.go:2:1: not Go source text"),
    ],
)
def test_what_is_refused(sources: tuple[GoSource, ...], problem: str) -> None:
    text = imported(None, "1.0.0", V1BETA1)
    with pytest.raises(UpstreamError) as caught:
        imported(text, "1.1.0", *sources)
    assert str(caught.value) == problem
