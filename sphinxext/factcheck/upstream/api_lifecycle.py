"""The kinds of an API server at each release, and the generated file that they make.

Three texts tell of a release, none of them enough by itself:

``v*/register.go`` of a Go module of API types
    the group, the version, and the kinds that they have. Types stay there long after the server stopped serving them.
``v*/zz_generated.prerelease-lifecycle.go`` beside it, from 1.19 on
    when a kind was introduced, deprecated and removed, and what replaces it.
the index of calls of a client that is generated from the server's OpenAPI description
    the paths that the server has with every API version turned on; so it also has those that are off by default on their way out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from ..facts.model import GroupVersionKind
from ..messages import message
from ..versions import Version
from .observations import UpstreamError, after_series, numbered, source, spans
from .yaml_text import Node, flow, lines, scalar

__all__ = ["ApiObservation", "Lifecycle", "ServedPath", "apis_text", "read_paths", "read_types"]

_REGISTER = "register.go"
_LIFECYCLE = "zz_generated.prerelease-lifecycle.go"
_GROUP = re.compile(r'^const GroupName\s*=\s*"(?P<group>[\w.-]*)"', re.MULTILINE)
_VERSION = re.compile(r'schema\.GroupVersion\{Group: GroupName, Version: "(?P<version>v\w+)"\}')
_REGISTERED = re.compile(r"^\s*&(?P<kind>[A-Z]\w*)\{\},", re.MULTILINE)
_RELEASE_OF = re.compile(
    r"^func \(in \*(?P<kind>\w+)\) APILifecycle(?P<what>Introduced|Deprecated|Removed)\(\) \(major, minor int\) \{\s*"
    r"return (?P<major>\d+), (?P<minor>\d+)\s*\}",
    re.MULTILINE,
)
_REPLACEMENT = re.compile(
    r"^func \(in \*(?P<kind>\w+)\) APILifecycleReplacement\(\) schema\.GroupVersionKind \{\s*"
    r'return schema\.GroupVersionKind\{Group: "(?P<group>[^"]*)", Version: "(?P<version>[^"]*)", Kind: "(?P<other>[^"]*)"\}',
    re.MULTILINE,
)
_CALL = re.compile(
    r"\| \[\*\*(?:create|list|read)_(?P<call>\w+)\*\*\]\S* \| \*\*(?:GET|POST)\*\* "
    r"/(?:api|apis/(?P<group>[\w.-]+))/(?P<version>v\d\w*)/(?P<namespace>namespaces/\{namespace\}/)?(?P<resource>\w+) \|"
)
_EVERYWHERE = "_for_all_namespaces"
_NAMESPACED = "namespaced_"


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What upstream says of a kind at a release; ``None`` where it says nothing."""

    introduced: Version | None = None
    deprecated: Version | None = None
    removed: Version | None = None
    replaced_by: GroupVersionKind | None = None


@dataclass(frozen=True, slots=True)
class ServedPath:
    """A resource that the server has a path for; *kind* in lower case, for the index does not tell more."""

    group: str
    version: str
    kind: str
    resource: str
    namespaced: bool


@dataclass(frozen=True, slots=True)
class ApiObservation:
    """The types and paths of the API at a release."""

    release: Version
    types: Mapping[GroupVersionKind, Lifecycle]
    paths: frozenset[ServedPath]
    artefacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Unlisted:
    """Kinds that are served in ``[since, removed)`` though no path is listed; *artefact* is where that was read."""

    names: tuple[GroupVersionKind, ...]
    since: Version
    removed: Version
    artefact: str
    url: str


_UNLISTED = (
    # The index has only v1beta1 from 1.17 on, though both were installed.
    _Unlisted(
        (GroupVersionKind("discovery.k8s.io", "v1alpha1", "EndpointSlice"),), Version("1.17"), Version("1.21"),
        "Kubernetes 1.21 release notes, kubernetes/kubernetes#99662 (discovery.k8s.io/v1alpha1)",
        "https://github.com/kubernetes/kubernetes/pull/99662",
    ),
)  # fmt: skip


def read_types(files: Mapping[str, str]) -> dict[GroupVersionKind, Lifecycle]:
    """The kinds that the Go files *files* (path to text) register, and the lifecycle that they give each.

    :raises UpstreamError: a ``register.go`` names no group or version, or a lifecycle stands beside none.
    """
    types: dict[GroupVersionKind, Lifecycle] = {}
    packages: dict[PurePosixPath, tuple[str, str]] = {}
    for name, text in files.items():
        path = PurePosixPath(name)
        if path.name == _REGISTER:
            group, version = _GROUP.search(text), _VERSION.search(text)
            if group is None or version is None:
                raise UpstreamError(message("{file}: expected a GroupName and a SchemeGroupVersion made of it", file=name))
            packages[path.parent] = group["group"], version["version"]
            types |= {GroupVersionKind(*packages[path.parent], kind): Lifecycle() for kind in _REGISTERED.findall(text)}
    for name, text in files.items():
        path = PurePosixPath(name)
        if path.name == _LIFECYCLE:
            if path.parent not in packages:
                raise UpstreamError(message("{file}: expected {other} beside it", file=name, other=_REGISTER))
            _add_lifecycles(text, packages[path.parent], types)
    return types


def _add_lifecycles(text: str, package: tuple[str, str], types: dict[GroupVersionKind, Lifecycle]) -> None:
    for match in _RELEASE_OF.finditer(text):
        name = GroupVersionKind(*package, match["kind"])
        if name in types:
            release = Version(f"{match['major']}.{match['minor']}")
            match match["what"]:
                case "Introduced":
                    types[name] = replace(types[name], introduced=release)
                case "Deprecated":
                    types[name] = replace(types[name], deprecated=release)
                case _:
                    types[name] = replace(types[name], removed=release)
    for match in _REPLACEMENT.finditer(text):
        name = GroupVersionKind(*package, match["kind"])
        if name in types:
            other = GroupVersionKind(match["group"], match["version"], match["other"])
            types[name] = replace(types[name], replaced_by=other)


def read_paths(text: str) -> frozenset[ServedPath]:
    """The resources in the index of calls *text* of a generated client: a Markdown table of call, method and path.

    Only the path of a resource itself counts, not those of its objects and subresources.

    :raises UpstreamError: there is no such call in the text.
    """
    found: dict[tuple[str, str, str], ServedPath] = {}
    for match in _CALL.finditer(text):
        namespaced = match["namespace"] is not None
        call = match["call"].removesuffix(_EVERYWHERE)
        kind = (call.removeprefix(_NAMESPACED) if namespaced else call).replace("_", "")
        key = match["group"] or "", match["version"], kind
        if namespaced or key not in found:
            found[key] = ServedPath(*key, match["resource"], namespaced)
    if not found:
        raise UpstreamError(message("expected an index of calls, with the method and path of each"))
    return frozenset(found.values())


def apis_text(observations: Sequence[ApiObservation], component: str, command: str) -> str:
    """The generated file of the kinds that *component* serves.

    :param observations: in the order of their releases.
    :param command: what makes the file, for its header.
    """
    releases = [observation.release for observation in observations]
    sources: dict[str, Node] = {}
    observed: dict[str, Node] = {}
    for observation in observations:
        release = str(observation.release)
        ids: list[Node] = []
        for id_, artefact in numbered(release, observation.artefacts):
            sources[id_] = source(artefact, release)
            ids.append(id_)
        observed[release] = ids
    known = _kinds(observations)
    added = [(name, each.artefact) for each in _UNLISTED for name in each.names if name in known]
    written = [
        f"# Made by `{command}`: do not edit.",
        *lines({"component": component, "generated": command}),
        *lines({"observed": observed}, depth=2),
        *lines({"complete": [[str(releases[0]), after_series(releases[-1])]]}),
        *lines({"sources": sources}, depth=2),
        *(["# Served, though the index of calls leaves them out:"] if added else []),
        *(f"#   {name.api_version} {name.kind}: {artefact}" for name, artefact in added),
        "apis:",
    ]
    for api_version in sorted({name.api_version for name in known}, key=_place):
        written.append(f"  {scalar(api_version)}:")
        names = [name for name in sorted(known) if name.api_version == api_version]
        written += [f"    {name.kind}: {flow(_node(name, known, releases))}" for name in names]
    return "\n".join(written) + "\n"


def _place(api_version: str) -> tuple[str, str]:
    group, _, version = api_version.rpartition("/")
    return group, version


@dataclass(slots=True)
class _Kind:
    """What all observations say of a kind."""

    path: ServedPath
    paths_at: set[Version] = field(default_factory=set)
    types_at: set[Version] = field(default_factory=set)
    lifecycle: Lifecycle = Lifecycle()

    def is_served(self, name: GroupVersionKind, release: Version) -> bool:
        """Whether the server has it in *release*."""
        last = self.lifecycle
        if last.removed is not None and release >= last.removed:
            return False
        if release in self.paths_at:
            return True
        # What hides behind a feature gate is not in the description before the gate is open by default.
        is_hidden = last.introduced is not None and last.introduced <= release < min(self.paths_at) and release in self.types_at
        return is_hidden or any(name in each.names and each.since <= release < each.removed for each in _UNLISTED)


def _kinds(observations: Iterable[ApiObservation]) -> dict[GroupVersionKind, _Kind]:
    """The kinds that have a path at some release. What is said of one later is a correction of what was said before."""
    kinds: dict[GroupVersionKind, _Kind] = {}
    types: dict[GroupVersionKind, set[Version]] = {}
    for observation in observations:
        by_path = {(path.group, path.version, path.kind): path for path in observation.paths}
        for name, lifecycle in observation.types.items():
            types.setdefault(name, set()).add(observation.release)
            path = by_path.pop((name.group, name.version, name.kind.lower()), None)
            if path is not None:
                kinds.setdefault(name, _Kind(path)).path = path
                kinds[name].paths_at.add(observation.release)
            if name in kinds:
                kinds[name].lifecycle = _corrected(kinds[name].lifecycle, lifecycle)
        if by_path:
            at, missing = str(observation.release), "/".join(min(by_path))
            raise UpstreamError(message("{release}: no type is registered for {name}", release=at, name=missing))
    for name, kind in kinds.items():
        kind.types_at = types[name]
    return kinds


def _corrected(before: Lifecycle, after: Lifecycle) -> Lifecycle:
    return Lifecycle(
        introduced=after.introduced or before.introduced,
        deprecated=after.deprecated or before.deprecated,
        removed=after.removed or before.removed,
        replaced_by=after.replaced_by or before.replaced_by,
    )


def _node(name: GroupVersionKind, known: Mapping[GroupVersionKind, _Kind], releases: Sequence[Version]) -> Node:
    kind = known[name]
    told = kind.lifecycle
    served = [kind.is_served(name, release) for release in releases]
    ranges = [list(span) for span in spans(releases, served)]
    if served[0] and told.introduced is not None and told.introduced < releases[0]:
        ranges[0][0] = str(told.introduced)
    result: dict[str, Node] = {"resource": kind.path.resource, "namespaced": kind.path.namespaced, "ranges": ranges}
    last = max((release for release, here in zip(releases, served, strict=True) if here), default=None)
    if told.deprecated is not None and last is not None and told.deprecated <= last:
        result["deprecated"] = str(told.deprecated)
    if told.removed is not None and told.removed > releases[-1] and served[-1]:
        result["planned"] = str(told.removed)
    if told.replaced_by is not None and (other := _meant(told.replaced_by, name, known)) is not None:
        result["replaced_by"] = [other.api_version, other.kind]
    return result


def _meant(told: GroupVersionKind, name: GroupVersionKind, known: Mapping[GroupVersionKind, _Kind]) -> GroupVersionKind | None:
    """The kind that *told* means: where it is none that is served (a list, by a slip), the same kind in that API version."""
    same = replace(told, kind=name.kind)
    return told if told in known else same if same in known else None
