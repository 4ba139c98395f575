from __future__ import annotations

import json

import pytest

from sphinxext.factcheck.upstream.field_record import SeenField
from sphinxext.factcheck.upstream.field_sets import fields_text, flattened, read_field_set
from sphinxext.factcheck.upstream.observations import UpstreamError
from sphinxext.factcheck.upstream.programs import Kind, KindSet, Part

Types = dict[str, dict[str, str]]


def field_set(*observed: tuple[str, Types], deprecated: tuple[str, ...] = ()) -> str:
    return json.dumps({
        release: {
            "source": f"github.com/a/b tag v{release}",
            "types": {
                type: {name: {"go_type": go_type, "deprecated": f"{release} {type}.{name}" in deprecated} for name, go_type in fields.items()}
                for type, fields in types.items()
            },
        }
        for release, types in observed
    })  # fmt: skip


def tree(types: Types, root: str, shared: Types | None = None, **options: tuple[str, ...]) -> dict[str, SeenField]:
    own = read_field_set(field_set(("1.0.0", types)), "c")[0]
    library = read_field_set(field_set(("1.0.0", shared)), "c")[0] if shared else None
    return flattened(own, root, library, **options)


def test_lists_maps_and_pointers() -> None:
    types: Types = {
        "v1.Root": {
            "extenders": "[]*Extender",
            "limits": "map[string]Limit",
            "names": "[]string",
            "gates": "map[string]bool",
            "n": "*int32",
        },
        "v1.Extender": {"url": "string"},
        "v1.Limit": {"max": "resource.Quantity"},
    }
    assert tree(types, "v1.Root") == {
        "extenders": SeenField("[]*Extender"),
        "extenders[].url": SeenField("string"),
        "gates": SeenField("map[string]bool", open=True),
        "limits": SeenField("map[string]Limit"),
        "limits{}.max": SeenField("resource.Quantity"),
        "n": SeenField("*int32"),
        "names": SeenField("[]string"),
    }


def test_types_of_the_library_are_found_by_version_or_name() -> None:
    types: Types = {
        "v1.Root": {
            "<inline>metav1.TypeMeta": "metav1.TypeMeta",
            "<inline>componentbaseconfigv1alpha1.Debugging": "componentbaseconfigv1alpha1.Debugging",
            "client": "componentbaseconfigv1alpha1.Client",
            "logging": "logsapi.Logging",
            "taint": "corev1.Taint",
            "args": "runtime.RawExtension",
        },
        "v1.Logging": {"own": "string"},
    }
    shared: Types = {
        "v1alpha1.Debugging": {"enableProfiling": "*bool"},
        "v1alpha1.Client": {"kubeconfig": "string"},
        "v1.Logging": {"format": "string", "options": "Options"},
        "v1.Options": {"<inline>Routing": "Routing"},
        "v1.Routing": {"split": "bool"},
    }
    assert tree(types, "v1.Root", shared) == {
        "args": SeenField("runtime.RawExtension", open=True),
        "client": SeenField("componentbaseconfigv1alpha1.Client"),
        "client.kubeconfig": SeenField("string"),
        "enableProfiling": SeenField("*bool"),
        "logging": SeenField("logsapi.Logging"),
        "logging.format": SeenField("string"),
        "logging.options": SeenField("Options"),
        "logging.options.split": SeenField("bool"),
        "taint": SeenField("corev1.Taint", open=True),
    }


def test_a_type_within_itself_is_open() -> None:
    types: Types = {"config.Route": {"receiver": "string", "routes": "[]*Route"}, "config.Config": {"route": "*Route"}}
    assert tree(types, "config.Config") == {
        "route": SeenField("*Route"),
        "route.receiver": SeenField("string"),
        "route.routes": SeenField("[]*Route", open=True),
    }


def test_what_cannot_be_resolved_is_open() -> None:
    types: Types = {
        "config.Config": {
            "scrape_configs": "[]*ScrapeConfig",
            "remote": "Remote",
            "<inline>map[string]interface{}": "map[string]interface{}",
        },
        "config.ScrapeConfig": {"job_name": "string"},
        "config.Remote": {"<inline>config_util.HTTP": "config_util.HTTP", "url": "*URL"},
    }
    assert tree(types, "config.Config", open_types=("config.ScrapeConfig",)) == {
        "remote": SeenField("Remote", open=True),
        "remote.url": SeenField("*URL", open=True),
        "scrape_configs": SeenField("[]*ScrapeConfig", open=True),
        "scrape_configs[].job_name": SeenField("string"),
    }
    assert tree(types, "config.Config", open_types=("config.Config",))[""] == SeenField("config.Config", open=True)


KINDS = KindSet("sched", "kubernetes", "sched", (Kind("Config", "sched.io", ("v1beta1", "v1")),), conditional=("v1.Config.name",))


def test_whole_file() -> None:
    own = field_set(
        ("1.2.0", {"v1beta1.Config": {"name": "string", "old": "int32"}}),
        ("1.3.0", {"v1beta1.Config": {"name": "string"}, "v1.Config": {"name": "string", "client": "basev1alpha1.Client"}}),
        ("1.10.0", {"v1.Config": {"name": "string", "client": "basev1alpha1.Client", "late": "*bool"}}),
        deprecated=("1.3.0 v1.Config.name", "1.10.0 v1.Config.name", "1.2.0 v1beta1.Config.name", "1.10.0 v1.Config.late"),
    )
    shared = field_set(("1.10.0", {"v1alpha1.Client": {"burst": "int32"}})).replace("a/b", "a/base")
    text = fields_text(read_field_set(own, "sched"), KINDS, read_field_set(shared, "base"), "make facts")
    assert (
        text
        == """\
# Made by `make facts`: do not edit.
component: sched
generated: make facts
sources:
  "1.2.0": {artefact: github.com/a/b tag v1.2.0, release: "1.2.0", url: "https://github.com/a/b/tree/v1.2.0"}
  "1.3.0": {artefact: github.com/a/b tag v1.3.0, release: "1.3.0", url: "https://github.com/a/b/tree/v1.3.0"}
  "1.10.0a": {artefact: github.com/a/b tag v1.10.0, release: "1.10.0", url: "https://github.com/a/b/tree/v1.10.0"}
  "1.10.0b": {artefact: github.com/a/base tag v1.10.0, release: "1.10.0", url: "https://github.com/a/base/tree/v1.10.0"}
kinds:
  - kind: Config
    api_version: sched.io/v1beta1
    ranges: [["1.2.0", "1.10.0"]]
    observed: {"1.2.0": ["1.2.0"], "1.3.0": ["1.3.0"]}
    complete: [["1.2.0", "1.10.0"]]
    fields:
      apiVersion: {type: string, ranges: [["1.2.0", ~]]}
      kind: {type: string, ranges: [["1.2.0", ~]]}
      name: {type: string, ranges: [["1.2.0", ~]], deprecated: ["1.2.0", "1.3.0"]}
      old: {type: int32, ranges: [["1.2.0", "1.3.0"]]}
  - kind: Config
    api_version: sched.io/v1
    ranges: [["1.3.0", ~]]
    observed: {"1.3.0": ["1.3.0"], "1.10.0": ["1.10.0a", "1.10.0b"]}
    complete: [["1.3.0", "1.11"]]
    fields:
      apiVersion: {type: string, ranges: [["1.3.0", ~]]}
      kind: {type: string, ranges: [["1.3.0", ~]]}
      client: {type: basev1alpha1.Client, ranges: [["1.3.0", ~]], open: ["1.3.0", "1.10.0"]}
      client.burst: {type: int32, ranges: [["1.3.0", ~]], unseen: [["1.3.0", "1.10.0"]]}
      late: {type: "*bool", ranges: [["1.10.0", ~]], deprecated: "1.10.0"}
      name: {type: string, ranges: [["1.3.0", ~]]}
"""
    )


def test_a_root_that_is_open_is_never_complete() -> None:
    kinds = KindSet("c", "p", "c", (Kind("Config", packages=("config",)),), open=("config.Config",))
    text = fields_text(read_field_set(field_set(("1.0.0", {"config.Config": {"b": "string"}})), "c"), kinds, (), "make facts")
    assert (
        text[text.index("kinds:") :]
        == """\
kinds:
  - kind: ""
    api_version: ""
    ranges: [["1.0.0", ~]]
    observed: {"1.0.0": ["1.0.0"]}
    fields:
      b: {type: string, ranges: [["1.0.0", ~]]}
"""
    )


def test_versions_of_a_file_and_settings_of_plugins() -> None:
    kinds = KindSet(
        "c", "p", "c",
        (
            Kind("Config", packages=("config", "server"), file_version="1", ranges=(("1.0.0", None),), described=("0", "2.0.0"),
                 parts=(Part("plugins.cri", "config.Cri"),)),
            Kind("Config", packages=("config",), file_version="2", ranges=(("2.0.0", None),), described=("2.0.0", None),
                 parts=(Part('plugins."io.cri"', "[]*config.Cri"), Part('plugins."io.gone"', "config.Gone"))),
        ),
    )  # fmt: skip
    own = field_set(
        ("1.0.0", {"server.Config": {"plugins": "map[string]any"}, "config.Cri": {"image": "string"}}),
        ("2.0.0", {"config.Config": {"plugins": "map[string]any"}, "config.Cri": {"registry": "Registry"}}),
    )
    text = fields_text(read_field_set(own, "c"), kinds, (), "make facts")
    assert (
        text[text.index("kinds:") :]
        == """\
kinds:
  - kind: ""
    api_version: "1"
    ranges: [["1.0.0", ~]]
    observed: {"1.0.0": ["1.0.0"]}
    complete: [["1.0.0", "2.0.0"]]
    fields:
      plugins: {type: "map[string]any", ranges: [["1.0.0", ~]], open: true}
      plugins.cri: {type: config.Cri, ranges: [["1.0.0", ~]]}
      plugins.cri.image: {type: string, ranges: [["1.0.0", ~]]}
  - kind: ""
    api_version: "2"
    ranges: [["2.0.0", ~]]
    observed: {"2.0.0": ["2.0.0"]}
    complete: [["2.0.0", "2.1"]]
    fields:
      plugins: {type: "map[string]any", ranges: [["2.0.0", ~]], open: true}
      "plugins.\\"io.cri\\"": {type: "[]*config.Cri", ranges: [["2.0.0", ~]]}
      "plugins.\\"io.cri\\"[].registry": {type: Registry, ranges: [["2.0.0", ~]], open: true}
"""
    )


def test_a_field_that_the_decoder_inlines() -> None:
    kinds = KindSet("c", "p", "c", (Kind("Config", packages=("config",)),), inlined=("config.Config.client",))
    own = field_set(("1.0.0", {"config.Config": {"client": "Client", "a": "int"}, "config.Client": {"url": "string"}}))
    text = fields_text(read_field_set(own, "c"), kinds, (), "make facts")
    assert (
        text[text.index("    fields:") :]
        == """\
    fields:
      a: {type: int, ranges: [["1.0.0", ~]]}
      url: {type: string, ranges: [["1.0.0", ~]]}
"""
    )


def test_a_mark_in_parentheses_is_about_something_else() -> None:
    text = json.dumps({
        "1.0.0": {
            "source": "x",
            "types": {
                "v1.A": {
                    "a": {"go_type": "int", "deprecated": "deprecated; default off) is on, take care."},
                    "b": {"go_type": "int", "deprecated": "Deprecated: use a (or c)."},
                }
            },
        }
    })  # fmt: skip
    assert read_field_set(text, "c")[0].types == {"v1.A": {"a": ("int", False), "b": ("int", True)}}


def test_what_is_missing_below_something_open_was_not_looked_for() -> None:
    kinds = KindSet("c", "p", "c", (Kind("Config", packages=("config",)),))
    own = field_set(
        ("1.0.0", {"config.Config": {"receivers": "[]Receiver", "gone": "string"}, "config.Receiver": {"url": "string"}}),
        ("2.0.0", {"config.Config": {"receivers": "[]other.Receiver"}}),
    )
    text = fields_text(read_field_set(own, "c"), kinds, (), "make facts")
    assert (
        text[text.index("fields:") :]
        == """\
fields:
      gone: {type: string, ranges: [["1.0.0", "2.0.0"]]}
      receivers: {type: {"1.0.0": "[]Receiver", "2.0.0": "[]other.Receiver"}, ranges: [["1.0.0", ~]], open: "2.0.0"}
      "receivers[].url": {type: string, ranges: [["1.0.0", ~]], unseen: [["2.0.0", ~]]}
"""
    )


def test_a_kind_that_no_release_has() -> None:
    with pytest.raises(UpstreamError, match=r"^sched: no release has the kind 'Config sched\.io/v1beta1'$"):
        fields_text(read_field_set(field_set(("1.0.0", {})), "sched"), KINDS, (), "make facts")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"1.0.0": {"types": {}}}', "c: not a set of types: KeyError('source')"),
        ('{"main": {}}', "c: no release in the set"),
    ],
)
def test_a_set_of_another_form(text: str, problem: str) -> None:
    with pytest.raises(UpstreamError) as caught:
        read_field_set(text, "c")
    assert str(caught.value) == problem
