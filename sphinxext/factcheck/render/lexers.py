"""Highlighting of a change: the language's own colours after the sign, and a sign that is not copied with the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from pygments.lexer import Lexer  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.token import Error, Generic, Text, Whitespace, _TokenType  # type: ignore[import-untyped]

__all__ = ["CHANGE_LANGUAGES", "change_language", "change_lexer"]

CHANGE_LANGUAGES = ("bash", "docker", "go", "hcl", "ini", "json", "make", "nginx", "python", "text", "toml", "xml", "yaml")
"""Languages whose changes are highlighted; those of others are shown by the lexer ``diff``."""


def change_language(language: str) -> str:
    """The name of the lexer for a change of a text in *language*."""
    return f"change-{language}" if language in CHANGE_LANGUAGES else "diff"


class _ChangeLexer(Lexer):  # type: ignore[misc]
    language: ClassVar[str] = "text"

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """The tokens of the text, its signs apart.

        What stays and what goes is read as one text, what stays and what comes as another, so that each is whole.
        """
        lines = text.splitlines(keepends=True)
        before = self._lines_of([line for line in lines if not line.startswith("+")])
        after = self._lines_of([line for line in lines if not line.startswith("-")])
        offset = 0
        for line in lines:
            goes, comes = line.startswith("-"), line.startswith("+")
            tokens = next(before, []) if not comes else []
            if not goes:
                tokens = next(after, tokens)
            if goes or comes or line.startswith(" "):
                sign = Generic.Deleted.Sign if goes else Generic.Inserted.Sign if comes else Whitespace.Sign
                yield offset, sign, line[:1]
                offset += 1
            for kind, value in tokens:
                yield offset, kind, value
                offset += len(value)

    def _lines_of(self, lines: list[str]) -> Iterator[list[tuple[_TokenType, str]]]:
        plain = "".join(line[1:] if line[:1] in ("-", "+", " ") else line for line in lines)
        lexer: Any = get_lexer_by_name(self.language, stripnl=False, ensurenl=False)
        row: list[tuple[_TokenType, str]] = []
        for kind, value in lexer.get_tokens(plain):
            for part in value.splitlines(keepends=True):
                # A part of a file need not be sound in its language: no reason to warn.
                row.append((Text if kind is Error else kind, part))
                if part.endswith("\n"):
                    yield row
                    row = []
        if row:
            yield row


def change_lexer(language: str) -> type[Lexer]:
    """A lexer for changes of texts in *language*."""
    name = change_language(language)
    return type(f"{language.title()}ChangeLexer", (_ChangeLexer,), {"name": name, "aliases": [name], "language": language})
