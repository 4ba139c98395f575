"""The Chinese catalog is whole: every message of the sources, translated, with the same fields, and compiled."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
CATALOG = ROOT / "sphinxext/factcheck/locale/zh_CN/LC_MESSAGES/sphinxext.factcheck.po"
FIELD = re.compile(r"\{(\w+)(?:!r)?\}|%(?:\(\w+\))?[sd]|%02x")
KEYWORDS = {"message": (1,), "_": None, "gettext": None}


def in_sources() -> set[str]:
    found = extract_from_dir(ROOT / "sphinxext", keywords=KEYWORDS)
    return {text for _, _, text, _, _ in found if isinstance(text, str)}


def translated() -> Catalog:
    with CATALOG.open("rb") as file:
        return read_po(file, locale="zh_CN")


def test_every_message_is_translated_and_none_is_left_over() -> None:
    catalog = {str(m.id): str(m.string) for m in translated() if m.id}
    assert set(catalog) == in_sources() - {""}
    assert [text for text, words in catalog.items() if not words] == []


def test_a_translation_has_the_fields_of_its_message() -> None:
    wrong = [str(m.id) for m in translated() if m.id and sorted(FIELD.findall(str(m.id))) != sorted(FIELD.findall(str(m.string)))]
    assert wrong == []


def test_no_translation_is_marked_as_doubtful() -> None:
    assert [str(m.id) for m in translated() if m.fuzzy and m.id] == []


def test_the_compiled_catalog_is_the_newest() -> None:
    with CATALOG.with_suffix(".mo").open("rb") as file:
        compiled = {str(m.id): str(m.string) for m in read_mo(file) if m.id}
    assert compiled == {str(m.id): str(m.string) for m in translated() if m.id}


def test_the_pages_of_the_site_are_translated_whole() -> None:
    for path in sorted((ROOT / "kb/locale/zh_CN").rglob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale="zh_CN")
        assert [str(m.id) for m in catalog if m.id and (m.fuzzy or not m.string)] == [], path.name
