"""Costs: intervals by condition, and a cost for what the tables of caches promise one for."""

from __future__ import annotations

import pytest

from slimmer.knowledge.costs import Estimate, cost, costs
from slimmer.knowledge.programs import caches


def bounds(estimate: Estimate | None) -> tuple[int, int]:
    assert estimate is not None
    return estimate.low, estimate.high


def test_what_nobody_measured_has_no_cost() -> None:
    assert cost("no-such-waste") is None
    assert cost("") is None
    assert cost("apt-lists", "sid") is None


def test_more_conditions_make_the_interval_smaller() -> None:
    anywhere, debian, bookworm = (
        bounds(cost("apt-lists", *given)) for given in ((), ("debian",), ("debian", "bookworm"))
    )
    assert anywhere[0] <= debian[0] <= bookworm[0] <= bookworm[1] <= debian[1] <= anywhere[1]
    assert len({anywhere, debian, bookworm}) == 3


def test_images_are_as_their_makers_configure_them_unless_said_otherwise() -> None:
    assert cost("apt-lists", "bookworm") == cost("apt-lists", "official", "bookworm")
    assert bounds(cost("apt-lists", "plain", "bookworm"))[0] > bounds(cost("apt-lists", "bookworm"))[1]
    assert bounds(cost("apt-pkgcache", "official")) == (0, 0)


def test_an_estimate_names_sample_source_and_date() -> None:
    found = cost("apt-lists", "bookworm")
    assert found is not None
    assert found.source.startswith("bookworm, official image: apt-get update ")
    assert found.source.endswith(", 2026-11-26")


def test_what_was_not_measured_says_so() -> None:
    found = cost("rpm-cache")
    assert found is not None
    assert "not measured" in found.source


@pytest.mark.parametrize("key", sorted(costs()))
def test_intervals(key: str) -> None:
    for each in costs()[key].measured:
        assert 0 <= each.low <= each.high < 1_000_000_000
        assert each.on
    assert cost(key) is not None


def test_each_cost_a_cache_names_is_known() -> None:
    named = {each.cost for each in caches().values() if each.cost}
    assert {"apt-lists", "npm-cache", "pip-cache"} <= named
    assert named <= set(costs())


def test_what_rests_on_one_sample_says_so() -> None:
    one, several = cost("yarn-cache"), cost("pip-cache")
    assert one is not None
    assert several is not None
    assert one.low == one.high
    assert one.source.startswith("one sample, ")
    assert "one sample" not in several.source
