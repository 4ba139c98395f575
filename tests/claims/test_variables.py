from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.context import Context
from sphinxext.factcheck.claims.excerpt import Excerpt
from sphinxext.factcheck.claims.model import FlagClaim, How, Subject
from sphinxext.factcheck.claims.names import Names
from sphinxext.factcheck.claims.variables import claims_of_variable, flag_of_variable
from sphinxext.factcheck.pages.model import Line

from .claims import NAMES, span


@pytest.mark.parametrize(
    ("name", "flag"),
    [
        ("ETCD_LISTEN_CLIENT_URLS", ("etcd", "listen-client-urls")),
        ("ETCD_NAME", ("etcd", "name")),
        ("ETCD_", None),
        ("ETCD_VERSION", None),
        ("etcd_name", None),
        ("ETCDCTL_ENDPOINTS", None),
        ("MY_ETCD_NAME", None),
    ],
)
def test_variables_that_stand_for_flags(name: str, flag: tuple[str, str] | None) -> None:
    assert flag_of_variable(name) == flag


def test_a_variable_is_a_flag_with_its_value() -> None:
    text = 'ETCD_NAME="a"'
    excerpt = Excerpt((Line(text, "page.rst", 1),))
    found = list(claims_of_variable("ETCD_NAME", 0, "a", 11, excerpt, Context(Names(NAMES))))
    assert found == [
        FlagClaim(
            span=span(1, 1, 10),
            subject=Subject("etcd", How.FILENAME),
            name="name",
            dashes="",
            value="a",
            value_span=span(1, 12, 13),
            derived=True,
        )
    ]


def test_a_placeholder_is_no_value() -> None:
    excerpt = Excerpt((Line("ETCD_NAME=<name>", "page.rst", 1),))
    (found,) = claims_of_variable("ETCD_NAME", 0, "<name>", 10, excerpt, Context(Names(NAMES)))
    assert (found.value, found.value_span) == (None, None)
