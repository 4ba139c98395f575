"""The claims of many files, by one process or by several."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from ..claims import ClaimReader
from ..claims.model import Gap, PageClaims, Reading
from ..findings import Span
from ..messages import Message, message
from ..pages import read_page
from ..pages.files import FILE_LIMIT, SourceTree
from ..pages.model import UnreadReason
from ..pages.source import decode
from .naming import renamed
from .sources import Source, reason_of

__all__ = ["SourceClaims", "cores", "internal_error", "read_sources", "without_repetition"]

_WORTHWHILE: Final = 400_000
"""The bytes for which it pays to start another process."""
_PART: Final = 100_000
_PART_FILES: Final = 200
"""About how many bytes, and how many files at most, a process is given at a time, so that all are busy to the end."""


class _WholeUnread(StrEnum):
    """Why nothing of a file was read, beside what :class:`~..pages.model.UnreadReason` has."""

    UNREADABLE = "unreadable"
    INTERNAL_ERROR = "internal-error"


@dataclass(frozen=True, slots=True)
class SourceClaims:
    """What became of *source*: its claims, the other files that were read for them, and why there is nothing, if that is so.

    All paths are those that the source has in the run: seen from its base.
    """

    source: Source
    claims: PageClaims
    files: tuple[str, ...] = ()
    failure: Message | None = None


def read_sources(
    sources: Sequence[Source],
    reader: ClaimReader,
    jobs: int,
    advance: Callable[[int], None] = lambda count: None,
) -> tuple[SourceClaims, ...]:
    """What each of *sources* claims, in their order.

    :param jobs: how many processes may be used.
    :param advance: is called with the number of files that were read since it was called before.
    """
    read = partial(_read_part, reader=reader)
    jobs = min(jobs, sum(source.size for source in sources) // _WORTHWHILE)
    if jobs > 1:
        # Only who has much to read pays for loading what starts processes.
        from .processes import in_processes

        return in_processes(read, tuple(_parts(sources)), _given_up, jobs, advance)
    readings = []
    for source in sources:
        readings.append(_read_source(source, reader))
        advance(1)
    return tuple(readings)


def _read_source(source: Source, reader: ClaimReader) -> SourceClaims:
    """What *source* claims; never raises."""
    try:
        data = _content(source) if source.data is None else source.data
        if isinstance(data, Message):
            return _failed(source, _WholeUnread.UNREADABLE, data)
        text = decode(data)
        if text is None:
            return _failed(source, UnreadReason.ENCODING, message("it is not in UTF-8"))
        if reader.passes_over(source.path, data, SourceTree(Path(source.root))):
            return SourceClaims(_light(source), PageClaims(source.name, reading=Reading.SKIPPED))
        page = read_page(source.path, Path(source.root), source=text)
        claims = renamed(reader.read(page), source.name_of)
        return SourceClaims(_light(source), replace(claims, path=source.name), tuple(map(source.name_of, page.files)))
    except Exception as error:  # the engine has a bug: one page is lost, not all of them
        return internal_error(source, error)


def internal_error(source: Source, error: Exception) -> SourceClaims:
    """That *source* could not be read because the engine raised *error*."""
    words = " ".join(str(error).split())[:200]
    return _failed(
        source, _WholeUnread.INTERNAL_ERROR, message("internal error: {kind}: {words}", kind=type(error).__name__, words=words)
    )


def _failed(source: Source, reason: str, words: Message) -> SourceClaims:
    """That nothing of *source* was read."""
    gap = Gap(str(reason), Span(source.name, 1, 1, 1, 1))
    claims = PageClaims(source.name, unread=(gap,), reading=Reading.UNREADABLE)
    return SourceClaims(_light(source), claims, failure=words)


def without_repetition(readings: Sequence[SourceClaims]) -> tuple[SourceClaims, ...]:
    """*readings*, a claim left out where its file was read as a part of another page, which knows what it is about."""
    included = {name for reading in readings for name in reading.files}
    parts = {reading.claims.path for reading in readings} & included
    if not parts:
        return tuple(readings)
    whole = [reading.claims for reading in readings if reading.claims.path not in parts]
    seen = {claim.span for page in whole for claim in page.claims if claim.span.path != page.path}
    return tuple(_without(reading, seen) if reading.claims.path in parts else reading for reading in readings)


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _without(reading: SourceClaims, seen: set[Span]) -> SourceClaims:
    kept = tuple(claim for claim in reading.claims.claims if claim.span not in seen)
    return replace(reading, claims=replace(reading.claims, claims=kept))


def _content(source: Source) -> bytes | Message:
    path = Path(source.root, source.path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return message("it is no regular file")
        if status.st_size > FILE_LIMIT:
            return message("it is larger than {limit} bytes", limit=FILE_LIMIT)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        return message("{reason}", reason=reason_of(error) if isinstance(error, OSError) else str(error))


def _light(source: Source) -> Source:
    return source if source.data is None else replace(source, data=b"")


def _read_part(sources: Sequence[Source], reader: ClaimReader) -> tuple[SourceClaims, ...]:
    return tuple(_read_source(source, reader) for source in sources)


def _given_up(source: Source) -> SourceClaims:
    return _failed(source, _WholeUnread.INTERNAL_ERROR, message("internal error: the process that read it ended"))


def _parts(sources: Sequence[Source]) -> Iterator[tuple[Source, ...]]:
    part: list[Source] = []
    size = 0
    for source in sources:
        part.append(source)
        size += source.size
        if size >= _PART or len(part) >= _PART_FILES:
            yield tuple(part)
            part, size = [], 0
    if part:
        yield tuple(part)
