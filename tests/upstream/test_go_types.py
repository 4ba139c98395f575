from __future__ import annotations

import sys

import pytest

from sphinxext.factcheck.upstream.go_types import GoSource, is_deprecation, struct_types
from sphinxext.factcheck.upstream.observations import UpstreamError
from sphinxext.factcheck.upstream.programs import Encoding


def types(text: str, encoding: Encoding = Encoding.JSON, **options: bool) -> dict[str, dict[str, tuple[str, bool]]]:
    found = struct_types([GoSource("types.go", text)], encoding, **options)
    return {name: dict(fields) for name, fields in found.items()}


KINDS = """\
// Copyright of nobody.

package v1beta1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	basev1alpha1 "example.org/base/config/v1alpha1"
)

// GroupName is deprecated, which says nothing about a field.
const GroupName = "sched.example.org"

// Config is what the program reads.
type Config struct {
	metav1.TypeMeta `json:",inline"`
	*basev1alpha1.Debugging `json:",inline"`
	Shared

	// name is how it is called.
	Name string `json:"name" yaml:"Name"`
	Plain int32 `json:",omitempty"`
	// workers says how many. Deprecated: it counts
	// by itself.
	Workers *int32 `json:"workers,omitempty"`
	Limits map[string][]*Limit "json:\\"limits\\""
	/* The old way.
	DEPRECATED */
	Old, Older bool // deprecated behind the field counts for nobody
	Hidden string `json:"-"`
	Dash string `json:"-,"`
	// This was about something that is deprecated.

	Loose func(a int,
		b string) error `json:"loose"`
	private string `json:"private"`
	Client basev1alpha1.Client `yaml:"client"`
	Nested struct {
		Inner string `json:"inner"`
	} `json:"nested"`
}

type (
	// Limit bounds.
	Limit struct {
		Max string `json:"max"`
	}
	Empty struct{}
	Alias = Limit
	Named map[string]Limit
	Internal struct {
		Count int
		Limit
	}
	Pair[K any] struct {
		Key K `json:"key"`
		List[K] `json:"list"`
	}
)

func (c *Config) Do() { type local struct { A string `json:"a"` } }
"""


def test_a_package_of_kubernetes() -> None:
    assert types(KINDS) == {
        "v1beta1.Config": {
            "<inline>metav1.TypeMeta": ("metav1.TypeMeta", False),
            "<inline>basev1alpha1.Debugging": ("*basev1alpha1.Debugging", False),
            "<inline>Shared": ("Shared", False),
            "name": ("string", False),
            "Plain": ("int32", False),
            "workers": ("*int32", True),
            "limits": ("map[string][]*Limit", False),
            "-": ("string", False),
            "loose": ("func(a int, b string) error", False),
            "nested": ('struct { Inner string `json:"inner"` }', False),
        },
        "v1beta1.Limit": {"max": ("string", False)},
        "v1beta1.Pair": {"key": ("K", False), "list": ("List[K]", False)},
    }


def test_fields_without_a_tag() -> None:
    found = types(KINDS, untagged=True)
    assert set(found) == {"v1beta1.Config", "v1beta1.Limit", "v1beta1.Empty", "v1beta1.Internal", "v1beta1.Pair"}
    assert found["v1beta1.Empty"] == {}
    assert found["v1beta1.Internal"] == {"Count": ("int", False), "<inline>Limit": ("Limit", False)}
    config = found["v1beta1.Config"]
    assert {"Old": config["Old"], "Older": config["Older"], "Client": config["Client"]} == {
        "Old": ("bool", True),
        "Older": ("bool", True),
        "Client": ("basev1alpha1.Client", False),
    }
    assert not {"Hidden", "Dash", "private"} & set(config)


YAML = """\
package config

type Probe struct {
	Client config.Client `yaml:"client,inline"`
	Rest map[string]interface{} `yaml:",inline"`
	TLS `yaml:"tls"`
	Loose
	OneTwo int `yaml:",omitempty"`
	URL *URL
}
"""


def test_yaml_inlines_what_says_so_and_nothing_else() -> None:
    tagged = {
        "<inline>config.Client": ("config.Client", False),
        "<inline>map[string]interface{}": ("map[string]interface{}", False),
        "tls": ("TLS", False),
        "onetwo": ("int", False),
    }
    assert types(YAML, Encoding.YAML) == {"config.Probe": tagged}
    assert types(YAML, Encoding.YAML, untagged=True) == {
        "config.Probe": {**tagged, "loose": ("Loose", False), "url": ("*URL", False)}
    }


def test_toml() -> None:
    text = """\
package config

type Plugin struct {
	Common
	Address string `toml:"address" json:"addr"`
	Level string `json:"level"`
}

type Config struct {
	Plugin
	Root string `json:"root"`
}
"""
    assert types(text, Encoding.TOML) == {
        "config.Plugin": {"<inline>Common": ("Common", False), "address": ("string", False)},
    }


def test_several_files_and_packages() -> None:
    a = GoSource("a/types.go", 'package v1\ntype A struct { X string `json:"x"` }')
    b = GoSource("b/types.go", 'package v2\ntype A struct { Y string `json:"y"` }')
    assert list(struct_types([a, b, a], Encoding.JSON)) == ["v1.A", "v2.A"]


def test_two_types_of_one_name() -> None:
    a = GoSource("a/types.go", 'package v1\ntype A struct { X string `json:"x"` }')
    b = GoSource("b/types.go", 'package v1\ntype A struct { Y string `json:"y"` }')
    with pytest.raises(UpstreamError) as caught:
        struct_types([a, b], Encoding.JSON)
    assert str(caught.value) == "b/types.go: the type v1.A is another one than in a/types.go"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "types.go: no package clause"),
        ("package v1\n\ntype A struct {\n  X string `json\n", "types.go:3:1: not Go source text"),
        ("package v1\ntype A struct { X [] }", "types.go:2:21: not Go source text"),
        ("<html><body>404</body></html>", "types.go:1:1: not Go source text"),
        ("package v1\n\x00\x1b[31m", "types.go:2:1: not Go source text"),
    ],
)
def test_what_is_not_go(text: str, problem: str) -> None:
    with pytest.raises(UpstreamError) as caught:
        types(text)
    assert str(caught.value) == problem


def test_the_parser_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tree_sitter_go", None)
    with pytest.raises(UpstreamError) as caught:
        types(KINDS)
    assert str(caught.value) == (
        "Go source text is read with tree-sitter-go, which is not installed: pip install 'sphinxext-factcheck[import]'"
    )


@pytest.mark.parametrize(
    ("comment", "answer"),
    [
        ("// Deprecated: use other.", True),
        ("// Use other; this is deprecated.", True),
        ("// DEPRECATED", True),
        ("// If the feature (deprecated; default off) is on, take care.", False),
        ("// The feature (beta/deprecated): take care.", False),
        ("// If the feature (deprecated) is on.\n// Deprecated: use other.", True),
        ("// undeprecated", False),
        ("", False),
    ],
)
def test_which_comments_deprecate(comment: str, answer: bool) -> None:
    assert is_deprecation(comment) is answer


def test_time_is_linear() -> None:
    field = '\t// says something (deprecated deprecated( deprecated\n\tF%d map[string][]*pkg.Type `json:"f%d,omitempty"`\n'
    text = "package v1\ntype A struct {\n" + "".join(field % (n, n) for n in range(20_000)) + "}\n"
    assert len(types(text)["v1.A"]) == 20_000
