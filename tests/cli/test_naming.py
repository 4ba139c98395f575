from __future__ import annotations

from sphinxext.factcheck.claims.model import FlagClaim, Ignore, PageClaims, Scope
from sphinxext.factcheck.cli.naming import renamed
from sphinxext.factcheck.findings import Span


def test_every_span_gets_the_other_path_and_what_was_shared_still_is() -> None:
    def page(path: str) -> PageClaims:
        scope = Scope(ignores=(Ignore("*", "why", Span(path, 1, 1, 1, 2)),))
        claims = [
            FlagClaim(span=Span(path, n, 1, n, 2), subject=None, scope=scope, name="a", value_span=Span("b", n, 3, n, 4))
            for n in (1, 2)
        ]
        return PageClaims("page", tuple(claims))

    found = renamed(page("a"), {"a": "x/a", "b": "b"}.__getitem__)
    assert found == page("x/a")
    assert found.claims[0].scope is found.claims[1].scope


def test_what_holds_no_span_is_the_same_object() -> None:
    page = PageClaims("page", (), (), ())
    assert renamed(page, str.upper) is page
