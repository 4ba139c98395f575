"""The configuration types of one more release, from their source text into the generated file of fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from ..messages import message
from ..versions import Version
from .field_record import FieldRecord, fields_of, record_of
from .field_sets import TypeObservation, seen_kinds
from .go_types import GoSource, struct_types
from .observations import UpstreamError
from .programs import KindSet

__all__ = ["import_types"]


def import_types(
    existing: str | None,
    kind_set: KindSet,
    release: Version,
    sources: Iterable[GoSource],
    artefacts: Sequence[str],
    command: str,
    gone: Sequence[str] = (),
) -> str:
    """The text of the generated file of fields after *release* was added to *existing*, or put in its place there.

    :param existing: the text of the file as it is, ``None`` if there is none.
    :param sources: the types; those below a directory that is named after a library of *kind_set* are the library's.
    :param artefacts: where they were read.
    :param command: what makes the file, for the header of a new one.
    :param gone: API versions of kinds (``kubescheduler.config.k8s.io/v1beta3``) that *release* no longer has.
    :raises UpstreamError: *existing* is no such file, a source is not Go, or there is no kind in them; or *release* is new, and a
        kind that the one before had is neither found nor *gone*, so that a file may have been forgotten.
    """
    shown = f"{kind_set.component}.fields.yaml"
    record = record_of(existing, shown) if existing is not None else FieldRecord(command, {})
    own: list[GoSource] = []
    library: list[GoSource] = []
    for each in sources:
        (library if _is_library(each, kind_set) else own).append(each)
    types = struct_types(own, kind_set.encoding, untagged=kind_set.untagged)
    shared = struct_types(library, kind_set.encoding, untagged=kind_set.untagged)
    seen = seen_kinds(
        TypeObservation(release, types, tuple(artefacts)), kind_set, TypeObservation(release, shared, ()) if shared else None
    )
    if not seen:
        wanted = ", ".join(dict.fromkeys(root for kind in kind_set.kinds for _, _, roots in kind.roots for root in roots))
        raise UpstreamError(
            message(
                "{component} {release}: none of its types in what was read: {types}",
                component=kind_set.component, release=str(release), types=wanted,
            )
        )  # fmt: skip
    described = {key for kind in kind_set.kinds if kind.describes(release) for key in kind.keys}
    expected = record.before(release) & described if release not in record.releases else frozenset()
    missing = sorted(key for key in expected if key not in seen and key[1] not in gone)
    if missing:
        names = ", ".join(" ".join(key).strip() for key in missing)
        what = message(
            "{component} {release}: the release before has kinds that were not found: {kinds}; add the files of their types, or"
            " say that they are gone",
            component=kind_set.component, release=str(release), kinds=names,
        )  # fmt: skip
        raise UpstreamError(what)
    return fields_of(record.with_seen(release, seen), kind_set)


def _is_library(source: GoSource, kind_set: KindSet) -> bool:
    """Whether *source* is below a directory, or a module with a version (``component-base@v0.30.0``), of a library."""
    return any(part.partition("@")[0] in kind_set.libraries for part in PurePath(source.name).parts)
