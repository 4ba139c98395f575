from __future__ import annotations

from sphinxext.factcheck.claims.model import ComponentClaim, How

from .claims import SPAN, about
from .conftest import Say


def claim(name: str) -> ComponentClaim:
    return ComponentClaim(span=SPAN, subject=about(name, How.OPTION))


def test_a_misspelt_component(say: Say) -> None:
    assert say(claim("kube-schedular")) == [
        "page.rst:3:5: error: unknown component 'kube-schedular'; did you mean 'kube-scheduler'? [factcheck.unknown-component]"
    ]


def test_an_alias_is_a_name(say: Say) -> None:
    assert say(claim("scheduler"), claim("kube_proxy")) == []
