"""A proof for a range rests on every release in it at which a fact begins or ends."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from sphinxext.factcheck.facts.model import (
    ApiKind,
    Component,
    ConfigurationFile,
    Distribution,
    Endpoint,
    EndpointPath,
    Flag,
    FlagSet,
    KnownField,
    Names,
    Requirement,
    Securing,
    Setter,
    Setting,
    Start,
    Steps,
)
from sphinxext.factcheck.remedies.proof import bounds_of
from sphinxext.factcheck.versions import Version, VersionRange

AT = Version("1.2.3")
FROM = VersionRange(AT)
STEPS = Steps(((AT, "x"),))


def component(**given: Any) -> Component:
    return Component("kettled", "kettle", **given)


def endpoint(**given: Any) -> Component:
    return component(endpoints=(Endpoint("secure", 1, **{"range": VersionRange(), **given}),))


def flag(name: str) -> Component:
    given: dict[str, Any] = {name: STEPS if name in STEPPED else (FROM,) if name == "ranges" else FROM}
    known = Flag("port", **given)
    return component(flags=FlagSet(Names(()), {"port": known}))


STEPPED = frozenset(each.name for each in fields(Flag) if each.type == "Steps")
STARTS = sorted(each.name for each in fields(Start) if each.type == "Steps")


@pytest.mark.parametrize("name", [*sorted(STEPPED), "ranges", "deprecated", "no_effect"])
def test_of_a_flag(name: str) -> None:
    assert bounds_of(flag(name)) == {AT}


@pytest.mark.parametrize("name", STARTS)
def test_of_how_it_starts(name: str) -> None:
    given: dict[str, Any] = {name: STEPS}
    assert bounds_of(component(start=Start(**given))) == {AT}


@pytest.mark.parametrize(
    "known",
    [
        endpoint(range=FROM),
        endpoint(distributions=(Distribution("kubeadm", FROM),)),
        endpoint(paths=(EndpointPath("/metrics", FROM),)),
        endpoint(secured=(Securing(range=FROM),)),
        endpoint(setter=Setter(settings=(Setting("--port", range=FROM),))),
        component(start=Start(files=(ConfigurationFile("--config", range=FROM),))),
        component(start=Start(files=(ConfigurationFile("--config", strict=STEPS),))),
        component(start=Start(needs=(Requirement(range=FROM),))),
        component(kinds=(ApiKind("K", "v1", Names(()), {}, ranges=(FROM,)),)),
        component(kinds=(ApiKind("K", "v1", Names(()), {"a": KnownField("a", values=STEPS)}, ranges=()),)),
    ],
)
def test_of_all_else_that_bears_on_who_listens(known: Component) -> None:
    assert bounds_of(known) == {AT}
