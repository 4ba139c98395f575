"""What the repositories of Kubernetes say of its API at each release.

A directory with clones of four public repositories, each named as there::

    for name in kubernetes/api kubernetes/kube-aggregator kubernetes/apiextensions-apiserver kubernetes-client/python; do
        git clone --bare https://github.com/$name repositories/$name
    done
    factcheck facts import --from repositories --to kb/facts
"""

from __future__ import annotations

import re
from pathlib import Path

from ..messages import message
from ..versions import Version
from .api_lifecycle import ApiObservation, read_paths, read_types
from .observations import UpstreamError
from .repository import Repository

__all__ = ["is_api", "observe_apis"]

_TYPES = (
    ("kubernetes/api", r"[a-z]+/v\w+/(register|zz_generated\.prerelease-lifecycle)\.go"),
    ("kubernetes/kube-aggregator", r"pkg/apis/apiregistration/v\w+/(register|zz_generated\.prerelease-lifecycle)\.go"),
    ("kubernetes/apiextensions-apiserver", r"pkg/apis/apiextensions/v\w+/(register|zz_generated\.prerelease-lifecycle)\.go"),
)
"""The modules of types, and the files that count there."""
_CLIENT = "kubernetes-client/python"
_CLIENT_INDEX = "kubernetes/README.md"
_CLIENT_CONSTANTS = "scripts/constants.py"
_BRANCH = re.compile(r'^KUBERNETES_BRANCH\s*=\s*"release-(?P<series>\d+\.\d+)"', re.MULTILINE)
_FIRST = Version("1.8")
"""The first series that each of the repositories has."""


def is_api(directory: Path) -> bool:
    """Whether *directory* holds such clones."""
    return (directory / _TYPES[0][0]).is_dir()


def observe_apis(directory: Path) -> tuple[ApiObservation, ...]:
    """The API at the first release of each series that the repositories have, in order.

    :param directory: the clones, each in a folder named as on GitHub: ``kubernetes/api``.
    :raises UpstreamError: a repository is missing, or not what is expected.
    """
    clients = _clients(Repository(directory / _CLIENT))
    releases = sorted(
        release
        for tag in Repository(directory / _TYPES[0][0]).tags(r"kubernetes-\d+\.\d+\.0")
        if (release := Version(tag.removeprefix("kubernetes-"))) >= _FIRST and _series(release) in clients
    )
    if not releases:
        what = message("{directory}: no release that both the types and the client have", directory=str(directory))
        raise UpstreamError(what)
    return tuple(_observed(directory, release, clients[_series(release)]) for release in releases)


def _series(release: Version) -> str:
    return f"{release.major}.{release.minor}"


def _clients(client: Repository) -> dict[str, str]:
    """The last tag of the client that was generated for each series of Kubernetes."""
    tags: dict[str, str] = {}
    for tag in sorted(client.tags(r"v\d+\.\d+\.\d+"), key=Version):
        for text in client.files(tag, re.escape(_CLIENT_CONSTANTS)).values():
            if (match := _BRANCH.search(text)) is not None:
                tags[match["series"]] = tag
    return tags


def _observed(directory: Path, release: Version, client: str) -> ApiObservation:
    files: dict[str, str] = {}
    artefacts = []
    tag = f"kubernetes-{release}"
    for name, pattern in _TYPES:
        files |= {f"{name}/{path}": text for path, text in Repository(directory / name).files(tag, pattern).items()}
        artefacts.append(f"github.com/{name} tag {tag}")
    index = Repository(directory / _CLIENT).files(client, re.escape(_CLIENT_INDEX)).get(_CLIENT_INDEX, "")
    artefacts.append(f"github.com/{_CLIENT} tag {client}")
    return ApiObservation(release, read_types(files), read_paths(index), tuple(artefacts))
