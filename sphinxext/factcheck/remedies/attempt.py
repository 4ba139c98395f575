"""One remediation in one release: refused before, answered after, as before once rolled back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..facts.base import FactBase
from ..facts.model import Component, Endpoint, Presence
from ..findings import Code
from ..messages import Message, join, message
from ..pages.model import Line
from ..reach.model import Answer, Outcome
from ..reach.solver import solve
from ..versions import EVERY, Version
from .asking import Asked, asked_in, grants_in, misspelt_key, request_in
from .kubeadm import KUBEADM, form_problem
from .model import Change, Remediation, RollbackKind, Status, Verdict
from .request import Credential, Grants, Reply, Request, is_loopback, reply_to, statuses
from .states import Side, States, Way, installed_words, lost, ways_of
from .surface import SurfaceKind, surface_of
from .wording import listener_clause, reply_clause, request_clause

__all__ = ["Attempt", "places"]

_METRICS = "/metrics"


@dataclass(frozen=True, slots=True)
class _Refusal(Exception):  # noqa: N818  # how an attempt ends, not an error
    """An attempt that ends early: refused with a code, or not to be proven."""

    why: Message
    code: Code | None = None


class Attempt:
    """The proof of one remediation, release by release."""

    def __init__(self, remediation: Remediation, component: Component, distribution: str, facts: FactBase) -> None:
        self._remediation = remediation
        self._component = component
        self._facts = facts
        self._ways = ways_of(remediation)
        surfaces = [(change, surface_of(change)) for change in remediation.changes]
        kinds = {surface.kind for _, surface in surfaces}
        # What kubeadm writes manifests from is there where kubeadm was used.
        self._distribution = distribution or (KUBEADM if SurfaceKind.KUBEADM in kinds else "")
        self._states = States(remediation, component, self._distribution, facts)
        self._verdicts: dict[Version, Verdict] = {}
        self._scrapes = [change for change, surface in surfaces if surface.kind is SurfaceKind.SCRAPE]
        self._rules = [change for change, surface in surfaces if surface.kind is SurfaceKind.RBAC]

    def verdict(self, version: Version) -> Verdict:
        """What is true in *version*."""
        if version not in self._verdicts:
            try:
                self._verdicts[version] = self._proven(version)
            except _Refusal as end:
                status = Status.REFUSED if end.code is not None else Status.OPEN
                self._verdicts[version] = Verdict(EVERY, status, end.code, end.why)
        return self._verdicts[version]

    def _proven(self, version: Version) -> Verdict:
        remediation = self._remediation
        endpoint = self._endpoint(version)
        if not self._ways and not self._scrapes and not self._rules:
            raise _Refusal(message("no change says where it listens, or who asks"))
        ways = self._forms(version)
        found: Verdict | None = None
        for way in ways or (Way(()),):
            verdict = self._way(way, endpoint, version)
            if found is not None and places(found.after) != places(verdict.after):
                raise _Refusal(message("the changes, made one by one, do not lead to the same"), Code.REMEDY_NO_EFFECT)
            found = verdict
        assert found is not None
        if remediation.rollback.kind is RollbackKind.WORDS:
            raise _Refusal(message("the rollback is told in words, not as a change"))
        if remediation.rollback.kind is RollbackKind.ABSENT:
            raise _Refusal(message("there is no rollback"))
        return found

    def _endpoint(self, version: Version) -> Endpoint:
        name, component = self._remediation.endpoint, self._component
        if not name:
            live = [each for each in component.endpoints if version in each.range]
            if len(live) != 1:
                raise _Refusal(message("it names no endpoint of {component}", component=component.name))
            return live[0]
        endpoint = component.endpoint(name)
        if endpoint is None or version not in endpoint.range:
            what = message("{component} has no endpoint {name!r}", component=component.name, name=name)
            raise _Refusal(what, Code.REMEDY_NOT_IN_RANGE)
        return endpoint

    def _forms(self, version: Version) -> tuple[Way, ...]:
        """The ways that can be gone in *version*."""
        possible: list[Way] = []
        unknown: Message | None = None
        absent: Message | None = None
        for way in self._ways:
            presence, why = form_problem(way, self._component, self._facts, version)
            if presence is Presence.PRESENT:
                possible.append(way)
            elif presence is Presence.ABSENT:
                absent = why
            else:
                unknown = why
        if possible or not self._ways:
            return tuple(possible)
        if unknown is not None:
            raise _Refusal(unknown)
        raise _Refusal(absent or message("no change is for this release"), Code.REMEDY_NOT_IN_RANGE)

    def _way(self, way: Way, endpoint: Endpoint, version: Version) -> Verdict:
        self._check_installed(way, version)
        before = self._outcome(way, Side.BEFORE, version)
        after = self._outcome(way, Side.AFTER, version)
        if before.starts is Answer.NO:
            raise _Refusal(
                join(message("{component} does not start as it is before", component=self._component.name), _why_not(before)),
                Code.REMEDY_NOT_IN_RANGE,
            )
        if after.starts is Answer.NO:
            raise _Refusal(
                join(message("{component} does not start with the change", component=self._component.name), _why_not(after)),
                Code.REMEDY_NO_EFFECT,
            )
        first = self._request(Side.BEFORE, endpoint, version)
        second = self._request(Side.AFTER, endpoint, version)
        self._check_before(first, before, endpoint, version)
        self._check_after(second, after, endpoint, version)
        # Who looks for a remedy has a component that runs: what is not known of it before, and is so after, makes no difference.
        unsettled = [each for each in after.missing if each not in before.missing]
        if after.starts is Answer.UNKNOWN and unsettled:
            raise _Refusal(
                message(
                    "it is not known whether {component} starts: {missing}",
                    component=self._component.name,
                    missing=join(*unsettled),
                )
            )
        self._check_verify(first, second, before, after, endpoint, version)
        rolled = self._check_rollback(way, before, endpoint, version)
        return Verdict(EVERY, Status.PROVEN, before=before, after=after, rolled_back=rolled)

    def _check_installed(self, way: Way, version: Version) -> None:
        """What a change takes away has to be there as the component was installed."""
        if not self._distribution or not way.changes:
            return
        usual = installed_words(self._component, self._distribution, version)
        if usual is None:
            raise _Refusal(
                message(
                    "nothing is known of how {distribution} starts {component}",
                    distribution=self._distribution,
                    component=self._component.name,
                )
            )
        if way.surface is None or way.surface.kind is not SurfaceKind.STATIC_POD:
            return
        after = self._states.situation(way, Side.AFTER, version)
        if isinstance(after, Message):
            raise _Refusal(after)
        for text in after.without:
            if text not in usual:
                raise _Refusal(
                    message(
                        "{distribution} does not start {component} with {argument!r}",
                        distribution=self._distribution, component=self._component.name, argument=text,
                    ),
                    Code.REMEDY_NOT_IN_RANGE,
                )  # fmt: skip

    def _outcome(self, way: Way, side: Side, version: Version) -> Outcome:
        situation = self._states.situation(way, side, version)
        if isinstance(situation, Message):
            raise _Refusal(situation, Code.REMEDY_ROLLBACK_DIFFERS if side is Side.ROLLED_BACK else None)
        return solve(situation, self._facts, version)

    def _asked(self, side: Side, endpoint: Endpoint) -> Asked | None:
        for change in self._scrapes:
            text = self._text(change, side)
            if key := misspelt_key(text, self._facts):
                code = {Side.BEFORE: None, Side.AFTER: Code.REMEDY_NO_EFFECT, Side.ROLLED_BACK: Code.REMEDY_ROLLBACK_DIFFERS}[
                    side
                ]
                raise _Refusal(message("Prometheus does not start with the field {name!r} in a job", name=key), code)
            asked = request_in(text, endpoint, self._component.name)
            if asked is not None:
                return asked
        return None

    def _grants(self, side: Side) -> Grants | None:
        if not self._rules:
            return None
        return grants_in([self._text(change, side) for change in self._rules])

    def _text(self, change: Change, side: Side) -> tuple[Line, ...]:
        text = self._states.text(change, side)
        if text is None:
            raise _Refusal(lost(change), Code.REMEDY_ROLLBACK_DIFFERS)
        return text

    def _request(self, side: Side, endpoint: Endpoint, version: Version) -> Request:
        """Who asks: as Prometheus is told, else as the endpoint of this component is asked."""
        usual = endpoint.distribution(self._distribution, version) if self._distribution else None
        asked = self._asked(side, endpoint)
        grants = self._grants(side)
        scheme = usual.scheme if usual is not None and usual.scheme else endpoint.scheme
        port = usual.port if usual is not None and usual.port is not None else endpoint.port
        auth = usual.auth if usual is not None and usual.auth else endpoint.auth
        path = _METRICS if not endpoint.paths or endpoint.serves(_METRICS) else endpoint.paths[0].path
        credential = Credential(auth) if auth in set(Credential) else Credential.NONE
        granted, astray = Answer.YES, False
        if asked is not None:
            astray = asked.astray
            scheme, path, credential = asked.scheme, asked.path, asked.credential
            port = asked.port if asked.port is not None else port
            # A token alone is no right: who asks has to be given it here.
            granted = Answer.UNKNOWN
        if grants is not None:
            granted = grants.allow(endpoint, path)
        return Request(scheme, port, path, credential, granted, astray=astray)

    def _check_before(self, request: Request, before: Outcome, endpoint: Endpoint, version: Version) -> None:
        reply, listener = reply_to(request, before.listeners, endpoint, self._component, version)
        if reply is Reply.ANSWERED:
            raise _Refusal(
                join(
                    message("{request} is answered without the change", request=request_clause(request)),
                    listener_clause(listener),
                ),
                Code.REMEDY_NO_CAUSE,
            )
        if reply is Reply.UNKNOWN:
            raise _Refusal(
                join(
                    message("what {request} gets without the change is not known", request=request_clause(request)),
                    _missing_clause(before),
                )
            )

    def _check_after(self, request: Request, after: Outcome, endpoint: Endpoint, version: Version) -> None:
        reply, listener = reply_to(request, after.listeners, endpoint, self._component, version)
        if reply is Reply.UNKNOWN:
            raise _Refusal(
                join(
                    message("what {request} gets with the change is not known", request=request_clause(request)),
                    _missing_clause(after),
                )
            )
        if reply is Reply.ANSWERED and listener is not None and listener.endpoint != endpoint.id:
            raise _Refusal(
                message(
                    "{request} is answered by {other}, not by {endpoint}",
                    request=request_clause(request),
                    other=listener.endpoint,
                    endpoint=endpoint.id,
                ),
                Code.REMEDY_NO_EFFECT,
            )
        if reply is not Reply.ANSWERED:
            own = listener or next((each for each in after.listeners if each.endpoint == endpoint.id), None)
            raise _Refusal(
                join(
                    message("{request} {reply} with the change, too", request=request_clause(request), reply=reply_clause(reply)),
                    listener_clause(own),
                ),
                Code.REMEDY_NO_EFFECT,
            )

    def _check_verify(
        self, earlier: Request, asked: Request, before: Outcome, after: Outcome, endpoint: Endpoint, version: Version
    ) -> None:
        verify = self._remediation.verify
        if verify is None:
            raise _Refusal(message("nothing verifies it"))
        if verify.expect is None:
            raise _Refusal(message("what the verification expects is no status"))
        fits = False
        requests = [request for command in verify.commands for request in asked_in(command.text)]
        for request in requests:
            if self._is_of_another(request, after):
                continue
            told = replace(request, granted=asked.granted)
            reply, listener = reply_to(told, after.listeners, endpoint, self._component, version)
            if reply is Reply.UNKNOWN:
                raise _Refusal(message("what {request} gets is not known", request=request_clause(request)))
            if verify.expect not in statuses(reply):
                own = listener or next((each for each in after.listeners if each.endpoint == endpoint.id), None)
                raise _Refusal(
                    join(
                        message(
                            "the verification expects {expect} of {request}, which {reply}",
                            expect=verify.expect, request=request_clause(request), reply=reply_clause(reply),
                        ),
                        listener_clause(own),
                    ),
                    Code.REMEDY_WRONG_VERIFY,
                )  # fmt: skip
            if is_loopback(request.host) or listener is None or listener.endpoint != endpoint.id:
                continue  # it says nothing of what another host gets from the endpoint
            untold = replace(request, granted=earlier.granted)
            # Where it is Prometheus that asked in vain, somebody else may have got an answer all the time.
            fits = (
                fits
                or bool(self._scrapes)
                or reply_to(untold, before.listeners, endpoint, self._component, version)[0] is not reply
            )
        if fits:
            return
        if not requests:
            raise _Refusal(message("the verification asks no URL"))
        what = message("the verification asks {request}", request=request_clause(requests[0]))
        raise _Refusal(join(what, message("which says nothing of the change")), Code.REMEDY_WRONG_VERIFY)

    def _is_of_another(self, request: Request, after: Outcome) -> bool:
        """Whether *request* is for another program, such as Prometheus itself."""
        if any(each.port == request.port for each in after.listeners):
            return False
        others = {component.name for component, _ in self._facts.listeners(request.port)}
        return bool(others) and self._component.name not in others

    def _check_rollback(self, way: Way, before: Outcome, endpoint: Endpoint, version: Version) -> Outcome | None:
        rollback = self._remediation.rollback
        if rollback.kind in (RollbackKind.WORDS, RollbackKind.ABSENT):
            return None
        rolled = self._outcome(way, Side.ROLLED_BACK, version)
        if rolled.starts is Answer.NO:
            raise _Refusal(
                join(
                    message("{component} does not start once it is rolled back", component=self._component.name), _why_not(rolled)
                ),
                Code.REMEDY_ROLLBACK_DIFFERS,
            )
        if places(rolled) != places(before):
            other = sorted(places(rolled) - places(before), key=str) or sorted(places(before) - places(rolled), key=str)
            listener = next(
                (
                    each
                    for each in (*rolled.listeners, *before.listeners)
                    if (each.endpoint, each.address, each.port) == other[0][:3]
                ),
                None,
            )
            what = message("{component} does not listen as before once it is rolled back", component=self._component.name)
            raise _Refusal(join(what, listener_clause(listener)), Code.REMEDY_ROLLBACK_DIFFERS)
        if self._request(Side.ROLLED_BACK, endpoint, version) != self._request(Side.BEFORE, endpoint, version):
            raise _Refusal(message("who asks does not ask as before once it is rolled back"), Code.REMEDY_ROLLBACK_DIFFERS)
        return rolled


def _why_not(outcome: Outcome) -> Message | None:
    return outcome.why[-1].text if outcome.why else None


def _missing(outcome: Outcome) -> Message:
    return join(*outcome.missing)


def _missing_clause(outcome: Outcome) -> Message | None:
    return message("missing: {what}", what=_missing(outcome)) if outcome.missing else None


def places(outcome: Outcome | None) -> frozenset[tuple[object, ...]]:
    """What an outcome opens."""
    if outcome is None:
        return frozenset()
    return frozenset((each.endpoint, each.address, each.port, each.scheme, each.auth, each.paths) for each in outcome.listeners)
