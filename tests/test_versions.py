from __future__ import annotations

import pytest

from sphinxext.factcheck.versions import EVERY, Version, VersionRange, parse_range, parse_version


@pytest.mark.parametrize(
    ("text", "since", "removed"),
    [
        ("1.18.10", "1.18.10", "1.18.11"),
        ("v1.18.10", "1.18.10", "1.18.11"),
        ("1.30", "1.30", "1.31"),
        ("1.19.x", "1.19", "1.20"),
        ("1", "1", "2"),
        (">=1.16,<1.23", "1.16", "1.23"),
        (">=v1.16, <v1.23", "1.16", "1.23"),
        (">1.16", "1.17", None),
        ("<=1.22", None, "1.23"),
        ("<1.23", None, "1.23"),
        ("==1.22.*", "1.22", "1.23"),
        ("~=1.20", "1.20", "2"),
        ("1.20.2-gke.100", "1.20.2", "1.20.3"),
        ("*", None, None),
        ("", None, None),
    ],
)
def test_a_range_is_half_open(text: str, since: str | None, removed: str | None) -> None:
    assert parse_range(text) == VersionRange(
        Version(since) if since else None,
        Version(removed) if removed else None,
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("soon", "'soon' is not a version range such as '>=1.16,<1.23'"),
        (">=1.23,<1.16", "no release satisfies '>=1.23,<1.16': the range ends before it starts"),
        ("!=1.20", "'!=1.20': only >=, >, <=, <, == and ~= make a range"),
        ("1.2.three", "'1.2.three' is not a version"),
        (">=", "'>=' is not a version range such as '>=1.16,<1.23'"),
    ],
)
def test_what_is_no_range_says_so(text: str, complaint: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is asserted
        parse_range(text)
    assert str(caught.value) == complaint


def test_a_range_is_printed_as_an_author_writes_it() -> None:
    for text in ("1.18.10", "1.30", ">=1.16,<1.23", ">=1.24", "<1.20", "*"):
        assert str(parse_range(text)) == text


def test_intersection_and_overlap() -> None:
    wide, narrow = parse_range(">=1.16,<1.23"), parse_range("1.18")
    assert wide.overlaps(narrow)
    assert not wide.overlaps(parse_range("1.23"))
    assert EVERY.intersection(narrow) == narrow


def test_a_vendors_suffix_is_dropped() -> None:
    assert parse_version("v1.18.20+k3s1") == Version("1.18.20")
    assert parse_version("1.20.0-rc.1") == Version("1.20.0rc1")
