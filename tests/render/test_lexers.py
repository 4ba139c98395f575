from __future__ import annotations

import pytest
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import RawTokenFormatter  # type: ignore[import-untyped]

from sphinxext.factcheck.render.lexers import change_language, change_lexer

CHANGE = (" kind: X", "-bind: 127.0.0.1", "+bind: 0.0.0.0")


def tokens(text: str, language: str) -> list[tuple[str, str]]:
    raw = highlight(text, change_lexer(language)(), RawTokenFormatter())
    pairs = (line.split("\t", 1) for line in raw.decode().splitlines())
    return [(kind.removeprefix("Token."), value.strip("'")) for kind, value in pairs]


def test_the_sign_stands_apart_from_the_text() -> None:
    assert tokens("\n".join(CHANGE), "yaml") == [
        ("Text.Whitespace.Sign", " "),
        ("Name.Tag", "kind"),
        ("Punctuation", ":"),
        ("Text.Whitespace", " "),
        ("Literal.Scalar.Plain", "X"),
        ("Text.Whitespace", r"\n"),
        ("Generic.Deleted.Sign", "-"),
        ("Name.Tag", "bind"),
        ("Punctuation", ":"),
        ("Text.Whitespace", " "),
        ("Literal.Scalar.Plain", "127.0.0.1"),
        ("Text.Whitespace", r"\n"),
        ("Generic.Inserted.Sign", "+"),
        ("Name.Tag", "bind"),
        ("Punctuation", ":"),
        ("Text.Whitespace", " "),
        ("Literal.Scalar.Plain", "0.0.0.0"),
        ("Text.Whitespace", r"\n"),
    ]


@pytest.mark.parametrize("text", ["\n".join(CHANGE), "-a: |\n-  b\n+c: 1\n \n d: 2", "+{{ x", "no sign\n-'open\n+ok", "\n\n+a\n"])
@pytest.mark.parametrize("language", ["yaml", "json", "text", "bash"])
def test_no_text_is_lost_and_none_is_an_error(text: str, language: str) -> None:
    found = list(change_lexer(language)(stripnl=False).get_tokens(text))
    assert "".join(value for _, value in found).rstrip("\n") == text.rstrip("\n")
    assert not [kind for kind, _ in found if "Error" in str(kind)]


def test_other_languages_are_shown_as_a_diff() -> None:
    assert (change_language("yaml"), change_language("cobol"), change_language("")) == ("change-yaml", "diff", "diff")
