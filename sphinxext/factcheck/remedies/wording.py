"""What is said of proofs: clauses of findings, and the badges on a card."""

from __future__ import annotations

from collections.abc import Sequence

from ..messages import Message, message
from ..reach.model import Listener
from ..versions import Version, VersionRange
from .model import Proof, Status
from .request import Credential, Reply, Request

__all__ = [
    "badge_messages",
    "listener_clause",
    "reply_clause",
    "request_clause",
    "spoken_range",
    "spoken_ranges",
    "verdict_messages",
]


def request_clause(request: Request) -> Message:
    """``http://NODE:10249/metrics``, and what is shown to be let in."""
    url = f"{request.scheme}://{request.host or 'NODE'}:{request.port}{request.path}"
    match request.credential:
        case Credential.TOKEN:
            return message("{url} with a token", url=url)
        case Credential.BASIC:
            return message("{url} with a password", url=url)
        case Credential.CERTIFICATE:
            return message("{url} with a client certificate", url=url)
    return message("{url}", url=url)


def reply_clause(reply: Reply) -> Message:
    """What comes of a request, as a predicate."""
    match reply:
        case Reply.ANSWERED:
            return message("is answered")
        case Reply.REFUSED:
            return message("is refused")
        case Reply.OTHER_SCHEME:
            return message("meets the other scheme")
        case Reply.UNAUTHORIZED:
            return message("is answered with 401 or 403")
        case Reply.FORBIDDEN:
            return message("is answered with 403")
        case Reply.NOT_FOUND:
            return message("is answered with 404")
    return message("is answered in a way that is not known")


def listener_clause(listener: Listener | None) -> Message | None:
    """Where somebody listens."""
    if listener is None:
        return None
    address = f"{listener.scheme or '?'}://{_host(listener.address)}:{listener.port if listener.port is not None else '?'}"
    return message("{endpoint} listens on {address}", endpoint=listener.endpoint, address=address)


def _host(address: str) -> str:
    return f"[{address}]" if ":" in address else address or "?"


def spoken_range(releases: VersionRange, known: Sequence[Version]) -> str:
    """*releases* as people say it: ``1.16-1.36``, both ends meant; as a range where an end has no name among what is *known*."""
    inside = [version for version in known if version in releases]
    since, removed = releases.since, releases.removed
    if since is None or removed is None:
        return str(releases)
    if removed.micro:
        return f"{_spoken(since)}-{removed.major}.{removed.minor}.{removed.micro - 1}"
    if not inside or (since.micro and _series(inside[-1]) == _series(since)):
        return str(releases)
    first, last = _spoken(since), _spoken(inside[-1])
    return first if first == last else f"{first}-{last}"


def _series(version: Version) -> str:
    return f"{version.major}.{version.minor}"


def _spoken(version: Version) -> str:
    return f"{version.major}.{version.minor}" if version.micro == 0 else str(version)


def spoken_ranges(ranges: Sequence[VersionRange], known: Sequence[Version]) -> str:
    """*ranges*, those that touch one another made one, set apart by commas."""
    joined: list[VersionRange] = []
    for each in ranges:
        if joined and joined[-1].removed is not None and joined[-1].removed == each.since:
            joined[-1] = VersionRange(joined[-1].since, each.removed)
        else:
            joined.append(each)
    return ", ".join(spoken_range(each, known) for each in joined)


def badge_messages(proof: Proof, known: Sequence[Version]) -> tuple[tuple[Status, Message], ...]:
    """What a card says of *proof*: for which releases it holds; for which it does not, and why.

    :param known: the releases there are. An end of the claim that is left open is not spoken of: nobody means what is not out.
    """
    verdicts = [
        each for each in proof.verdicts if not (each.status is Status.OPEN and _is_open_end(each.range))
    ] or proof.verdicts
    proven = [each.range for each in verdicts if each.status is Status.PROVEN]
    found: list[tuple[Status, Message]] = []
    if proven:
        found.append((Status.PROVEN, message("proven for {releases}", releases=spoken_ranges(proven, known))))
    reasons: dict[tuple[Status, Message], list[VersionRange]] = {}
    for status in (Status.REFUSED, Status.OPEN):
        for verdict in verdicts:
            if verdict.status is status:
                reasons.setdefault((status, verdict.why or Message("")), []).append(verdict.range)
    for (status, why), ranges in reasons.items():
        if not proven and len(reasons) == 1:
            found.append((status, message("not proven: {why}", why=why)))
        else:
            text = spoken_ranges(ranges, known)
            found.append((status, message("not proven for {releases}: {why}", releases=text, why=why)))
    return tuple(found)


def verdict_messages(proof: Proof, known: Sequence[Version]) -> tuple[Message, ...]:
    """What is said of each verdict of *proof*, those that say the same in one line; *known*: the releases there are."""
    same: dict[tuple[Status, str, Message], list[VersionRange]] = {}
    for verdict in proof.verdicts:
        code = verdict.code.value if verdict.code is not None else ""
        same.setdefault((verdict.status, code, verdict.why or Message("")), []).append(verdict.range)
    found: list[Message] = []
    for (status, code, why), ranges in same.items():
        releases = f"{proof.product} {spoken_ranges(ranges, known)}"
        match status:
            case Status.PROVEN:
                found.append(message("proven for {releases}", releases=releases))
            case Status.REFUSED:
                found.append(message("refused for {releases}: {why} [{code}]", releases=releases, why=why, code=code))
            case Status.OPEN:
                found.append(message("not proven for {releases}: {why}", releases=releases, why=why))
    return tuple(found)


def _is_open_end(releases: VersionRange) -> bool:
    return releases.since is None or releases.removed is None
