from __future__ import annotations

from dataclasses import replace

import pytest

from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.facts.model import EndpointPath
from sphinxext.factcheck.reach.model import Answer, Exposure, Listener
from sphinxext.factcheck.remedies.request import Credential, Grants, Reply, Request, reply_to, statuses
from sphinxext.factcheck.versions import parse_version

EVERYBODY = Exposure(Answer.YES, Answer.YES, Answer.YES)
ITSELF = Exposure(Answer.YES, Answer.NO, Answer.NO)
NOBODY_KNOWS = Exposure(Answer.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN)
RELEASE = parse_version("1.0")


@pytest.mark.parametrize(
    ("grants", "grant", "path", "expected"),
    [
        (Grants(frozenset({"/metrics"})), "", "/metrics", Answer.YES),
        (Grants(frozenset({"/metrics/*"})), "", "/metrics/slis", Answer.YES),
        (Grants(frozenset({"*"})), "", "/metrics", Answer.YES),
        (Grants(frozenset({"/healthz"})), "", "/metrics", Answer.NO),
        (Grants(unknown=True), "", "/metrics", Answer.UNKNOWN),
        (Grants(frozenset({"/metrics"})), "nodes/metrics", "/metrics", Answer.NO),
        (Grants(resources=frozenset({"nodes/metrics"})), "nodes/metrics", "/metrics", Answer.YES),
    ],
)
def test_who_may_read(facts: FactBase, grants: Grants, grant: str, path: str, expected: Answer) -> None:
    component = facts.component("kettled")
    assert component is not None
    endpoint = component.endpoint("secure")
    assert endpoint is not None
    assert grants.allow(replace(endpoint, grant=grant), path) is expected


@pytest.mark.parametrize(
    ("request_", "reachable", "scheme", "auth", "expected"),
    [
        (Request("https", 7002, "/metrics", Credential.TOKEN, Answer.YES), EVERYBODY, "https", "token", Reply.ANSWERED),
        (Request("https", 7002, "/metrics", Credential.TOKEN, Answer.NO), EVERYBODY, "https", "token", Reply.FORBIDDEN),
        (Request("https", 7002, "/metrics", Credential.TOKEN), EVERYBODY, "https", "token", Reply.UNKNOWN),
        (Request("https", 7002, "/metrics"), EVERYBODY, "https", "token", Reply.UNAUTHORIZED),
        (Request("https", 7002, "/metrics"), EVERYBODY, "https", "none", Reply.ANSWERED),
        (Request("https", 7002, "/metrics", Credential.CERTIFICATE), EVERYBODY, "https", "client-certificate", Reply.ANSWERED),
        (Request("https", 7002, "/metrics", Credential.BASIC), EVERYBODY, "https", "client-certificate", Reply.UNAUTHORIZED),
        (Request("https", 7002, "/metrics"), EVERYBODY, "https", "", Reply.UNKNOWN),
        (Request("http", 7002, "/metrics"), EVERYBODY, "https", "none", Reply.OTHER_SCHEME),
        (Request("https", 7002, "/nothing"), EVERYBODY, "https", "none", Reply.NOT_FOUND),
        (Request("https", 7003, "/metrics"), EVERYBODY, "https", "none", Reply.REFUSED),
        (Request("https", 7002, "/metrics"), ITSELF, "https", "none", Reply.REFUSED),
        (Request("https", 7002, "/metrics", host="127.0.0.1"), ITSELF, "https", "none", Reply.ANSWERED),
        (Request("https", 7002, "/metrics"), NOBODY_KNOWS, "https", "none", Reply.UNKNOWN),
        (Request("https", 7002, "/open"), EVERYBODY, "https", "token", Reply.ANSWERED),
    ],
)
def test_what_comes_of_a_request(
    facts: FactBase, request_: Request, reachable: Exposure, scheme: str, auth: str, expected: Reply
) -> None:
    component = facts.component("kettled")
    assert component is not None
    endpoint = component.endpoint("secure")
    assert endpoint is not None
    endpoint = replace(endpoint, paths=(*endpoint.paths, EndpointPath("/open", auth="none")))
    component = replace(component, endpoints=(endpoint,))
    listener = Listener("secure", "*", 7002, scheme, auth, reachable, ())
    assert reply_to(request_, [listener], endpoint, component, RELEASE)[0] is expected


def test_what_a_client_sees() -> None:
    assert [sorted(statuses(reply)) for reply in (Reply.ANSWERED, Reply.UNAUTHORIZED, Reply.FORBIDDEN, Reply.NOT_FOUND)] == [
        [200],
        [401, 403],
        [403],
        [404],
    ]
    assert statuses(Reply.REFUSED) == frozenset()
