from __future__ import annotations

import pytest

from sphinxext.factcheck.applicability import Applicability, parse_applicability, parse_assumptions
from sphinxext.factcheck.versions import parse_range


def test_products_have_ranges_and_distributions_none() -> None:
    assert parse_applicability("kubernetes >=1.16,<1.23; kubeadm") == Applicability(
        (("kubernetes", parse_range(">=1.16,<1.23")),), ("kubeadm",)
    )


def test_a_range_may_follow_without_a_space_or_over_two_lines() -> None:
    assert parse_applicability("kubernetes>=1.20;\netcd 3.5") == Applicability(
        (("kubernetes", parse_range(">=1.20")), ("etcd", parse_range("3.5"))), ()
    )


def test_a_site_names_its_distribution_by_key() -> None:
    assert parse_assumptions({"kubernetes": "1.30", "distribution": "kubeadm"}) == Applicability(
        (("kubernetes", parse_range("1.30")),), ("kubeadm",)
    )


def test_a_bad_value_is_told_with_its_key() -> None:
    with pytest.raises(ValueError, match=r"^kubernetes: 'new' is not a version range such as '>=1.16,<1.23'$"):
        parse_assumptions({"kubernetes": "new"})
