from __future__ import annotations

import pytest

from sphinxext.factcheck.facts.model import GroupVersionKind
from sphinxext.factcheck.upstream.api_lifecycle import (
    ApiObservation,
    Lifecycle,
    ServedPath,
    apis_text,
    read_paths,
    read_types,
)
from sphinxext.factcheck.upstream.observations import UpstreamError
from sphinxext.factcheck.versions import Version

REGISTER = """\
package v1beta1

const GroupName = "old.example.org"

var SchemeGroupVersion = schema.GroupVersion{Group: GroupName, Version: "v1beta1"}

func addKnownTypes(scheme *runtime.Scheme) error {
	scheme.AddKnownTypes(SchemeGroupVersion,
		&Door{},
		&DoorList{},
		&Window{},
	)
	metav1.AddToGroupVersion(scheme, SchemeGroupVersion)
	return nil
}
"""
LIFECYCLE = """\
package v1beta1

func (in *Door) APILifecycleIntroduced() (major, minor int) {
	return 1, 2
}

func (in *Door) APILifecycleDeprecated() (major, minor int) {
	return 1, 12
}

func (in *Door) APILifecycleReplacement() schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: "new.example.org", Version: "v1", Kind: "Door"}
}

func (in *Door) APILifecycleRemoved() (major, minor int) {
	return 1, 15
}

func (in *Gone) APILifecycleRemoved() (major, minor int) {
	return 1, 15
}
"""
INDEX = """\
Class | Method | HTTP request
*CoreV1Api* | [**list_house**](docs/CoreV1Api.md#list_house) | **GET** /api/v1/houses |
*OldV1beta1Api* | [**create_namespaced_door**](docs/Old.md#create_namespaced_door) | **POST** /apis/old.example.org/v1beta1/namespaces/{namespace}/doors |
*OldV1beta1Api* | [**list_door_for_all_namespaces**](docs/Old.md#list_door) | **GET** /apis/old.example.org/v1beta1/doors |
*OldV1beta1Api* | [**read_namespaced_door_lock**](docs/Old.md#read_lock) | **GET** /apis/old.example.org/v1beta1/namespaces/{namespace}/doors/{name}/lock |
*OldV1beta1Api* | [**get_api_resources**](docs/Old.md#get) | **GET** /apis/old.example.org/v1beta1/ |
*CustomObjectsApi* | [**list_cluster_custom_object**](docs/C.md#l) | **GET** /apis/{group}/{version}/{plural} |
"""
DOOR = GroupVersionKind("old.example.org", "v1beta1", "Door")
NEW_DOOR = GroupVersionKind("new.example.org", "v1", "Door")


def test_types_with_their_lifecycle() -> None:
    files = {
        "api/old/v1beta1/zz_generated.prerelease-lifecycle.go": LIFECYCLE,
        "api/old/v1beta1/register.go": REGISTER,
        "api/core/v1/register.go": REGISTER.replace("old.example.org", "").replace("v1beta1", "v1"),
    }
    assert read_types(files) == {
        DOOR: Lifecycle(Version("1.2"), Version("1.12"), Version("1.15"), NEW_DOOR),
        GroupVersionKind("old.example.org", "v1beta1", "DoorList"): Lifecycle(),
        GroupVersionKind("old.example.org", "v1beta1", "Window"): Lifecycle(),
        GroupVersionKind("", "v1", "Door"): Lifecycle(),
        GroupVersionKind("", "v1", "DoorList"): Lifecycle(),
        GroupVersionKind("", "v1", "Window"): Lifecycle(),
    }


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"a/v1/register.go": "package v1"}, "a/v1/register.go: expected a GroupName and a SchemeGroupVersion made of it"),
        (
            {"a/v1/zz_generated.prerelease-lifecycle.go": LIFECYCLE},
            "a/v1/zz_generated.prerelease-lifecycle.go: expected register.go beside it",
        ),
    ],
)
def test_files_that_are_something_else(files: dict[str, str], what: str) -> None:
    with pytest.raises(UpstreamError) as caught:
        read_types(files)
    assert str(caught.value) == what


def test_paths_of_resources_not_of_what_is_below_them() -> None:
    assert read_paths(INDEX) == {
        ServedPath("", "v1", "house", "houses", namespaced=False),
        ServedPath("old.example.org", "v1beta1", "door", "doors", namespaced=True),
    }


def test_an_index_without_paths() -> None:
    with pytest.raises(UpstreamError) as caught:
        read_paths("# Some page\n")
    assert str(caught.value) == "expected an index of calls, with the method and path of each"


def seen(release: str, *kinds: tuple[GroupVersionKind, Lifecycle, bool]) -> ApiObservation:
    """An observation: each kind with its lifecycle, and whether there is a path for it."""
    paths = frozenset(
        ServedPath(name.group, name.version, name.kind.lower(), f"{name.kind.lower()}s", namespaced=True)
        for name, _, is_listed in kinds
        if is_listed
    )
    types = {name: lifecycle for name, lifecycle, _ in kinds}
    return ApiObservation(Version(release), types, paths, (f"github.com/a/api tag v{release}", "an index"))


def text(*observations: ApiObservation) -> list[str]:
    """What the generated file says of each kind."""
    lines = apis_text(observations, "server", "make facts").splitlines()
    return lines[lines.index("apis:") + 1 :]


def test_whole_file() -> None:
    told = Lifecycle(deprecated=Version("1.12"), removed=Version("1.13"), replaced_by=NEW_DOOR)
    observations = [
        seen("1.11.0", (DOOR, Lifecycle(), True)),
        seen("1.12.0", (DOOR, told, True), (NEW_DOOR, Lifecycle(), True)),
        seen("1.13.0", (DOOR, told, False), (NEW_DOOR, Lifecycle(), True)),
    ]
    assert (
        apis_text(observations, "server", "make facts")
        == """\
# Made by `make facts`: do not edit.
component: server
generated: make facts
observed:
  "1.11.0": ["1.11.0a", "1.11.0b"]
  "1.12.0": ["1.12.0a", "1.12.0b"]
  "1.13.0": ["1.13.0a", "1.13.0b"]
complete: [["1.11.0", "1.14"]]
sources:
  "1.11.0a": {artefact: github.com/a/api tag v1.11.0, release: "1.11.0", url: "https://github.com/a/api/tree/v1.11.0"}
  "1.11.0b": {artefact: an index, release: "1.11.0"}
  "1.12.0a": {artefact: github.com/a/api tag v1.12.0, release: "1.12.0", url: "https://github.com/a/api/tree/v1.12.0"}
  "1.12.0b": {artefact: an index, release: "1.12.0"}
  "1.13.0a": {artefact: github.com/a/api tag v1.13.0, release: "1.13.0", url: "https://github.com/a/api/tree/v1.13.0"}
  "1.13.0b": {artefact: an index, release: "1.13.0"}
apis:
  new.example.org/v1:
    Door: {resource: doors, namespaced: true, ranges: [["1.12.0", ~]]}
  old.example.org/v1beta1:
    Door: {resource: doors, namespaced: true, ranges: [["1.11.0", "1.13.0"]], deprecated: "1.12", replaced_by: [new.example.org/v1, Door]}
"""
    )


def test_types_that_stay_after_the_server_forgot_them() -> None:
    """No path is left, whatever the types say."""
    late = Lifecycle(removed=Version("1.14"))
    assert text(seen("1.11.0", (DOOR, late, True)), seen("1.12.0", (DOOR, late, False)), seen("1.13.0", (DOOR, late, False))) == [
        "  old.example.org/v1beta1:",
        '    Door: {resource: doors, namespaced: true, ranges: [["1.11.0", "1.12.0"]]}',
    ]


def test_removed_although_the_index_still_has_it() -> None:
    """An index is made with everything turned on, what is off by default and on its way out too; a correction comes later."""
    assert text(
        seen("1.15.0", (DOOR, Lifecycle(), True)),
        seen("1.16.0", (DOOR, Lifecycle(), True)),
        seen("1.17.0", (DOOR, Lifecycle(removed=Version("1.18")), True)),
        seen("1.18.0", (DOOR, Lifecycle(removed=Version("1.16")), False)),
    ) == [
        "  old.example.org/v1beta1:",
        '    Door: {resource: doors, namespaced: true, ranges: [["1.15.0", "1.16.0"]]}',
    ]


def test_hidden_behind_a_feature_gate_at_first() -> None:
    early = Lifecycle(introduced=Version("1.12"))
    assert text(
        seen("1.11.0", (NEW_DOOR, Lifecycle(), True)),
        seen("1.12.0", (NEW_DOOR, Lifecycle(), True), (DOOR, early, False)),
        seen("1.13.0", (NEW_DOOR, Lifecycle(), True), (DOOR, early, True)),
    ) == [
        "  new.example.org/v1:",
        '    Door: {resource: doors, namespaced: true, ranges: [["1.11.0", ~]]}',
        "  old.example.org/v1beta1:",
        '    Door: {resource: doors, namespaced: true, ranges: [["1.12.0", ~]]}',
    ]


def test_when_it_came_is_told_only_of_what_was_there_first() -> None:
    """1.19 for a kind that was seen at 1.11 is a slip; 1.2 may well be so."""
    other = GroupVersionKind("old.example.org", "v1beta1", "Window")
    assert text(
        seen("1.11.0", (DOOR, Lifecycle(introduced=Version("1.2")), True), (other, Lifecycle(introduced=Version("1.19")), True)),
    ) == [
        "  old.example.org/v1beta1:",
        '    Door: {resource: doors, namespaced: true, ranges: [["1.2", ~]]}',
        '    Window: {resource: windows, namespaced: true, ranges: [["1.11.0", ~]]}',
    ]


def test_plans_are_no_facts() -> None:
    plan = Lifecycle(deprecated=Version("1.14"), removed=Version("1.17"))
    assert text(seen("1.12.0", (DOOR, plan, True))) == [
        "  old.example.org/v1beta1:",
        '    Door: {resource: doors, namespaced: true, ranges: [["1.12.0", ~]], planned: "1.17"}',
    ]


@pytest.mark.parametrize(
    ("told", "written"),
    [
        (GroupVersionKind("new.example.org", "v1", "DoorList"), ", replaced_by: [new.example.org/v1, Door]"),
        (GroupVersionKind("new.example.org", "v2", "Door"), ""),
    ],
)
def test_a_replacement_is_something_that_is_served(told: GroupVersionKind, written: str) -> None:
    assert text(seen("1.12.0", (DOOR, Lifecycle(replaced_by=told), True), (NEW_DOOR, Lifecycle(), True)))[-1] == (
        f'    Door: {{resource: doors, namespaced: true, ranges: [["1.12.0", ~]]{written}}}'
    )


def test_what_the_index_leaves_out() -> None:
    name = GroupVersionKind("discovery.k8s.io", "v1alpha1", "EndpointSlice")
    lines = apis_text(
        [seen(f"1.{minor}.0", (name, Lifecycle(), minor == 16)) for minor in range(16, 22)], "server", "make facts"
    ).splitlines()
    assert lines[-5:] == [
        "# Served, though the index of calls leaves them out:",
        "#   discovery.k8s.io/v1alpha1 EndpointSlice: Kubernetes 1.21 release notes, kubernetes/kubernetes#99662 "
        "(discovery.k8s.io/v1alpha1)",
        "apis:",
        "  discovery.k8s.io/v1alpha1:",
        '    EndpointSlice: {resource: endpointslices, namespaced: true, ranges: [["1.16.0", "1.21.0"]]}',
    ]


def test_a_path_without_a_type() -> None:
    path = ServedPath("a.org", "v1", "door", "doors", namespaced=True)
    with pytest.raises(UpstreamError) as caught:
        apis_text([ApiObservation(Version("1.12.0"), {}, frozenset((path,)), ())], "server", "make facts")
    assert str(caught.value) == "1.12.0: no type is registered for a.org/v1/door"
