"""The index finds the state whose releases draw twice the readers, and none where there is no such state."""

from __future__ import annotations

import pytest

from benchmarks.engagement import CURVES, SHOWN, Year, answer, country, years

#: A year with a moderate number of states, as a reader of the marts would see it.
PLAIN = {"noise": 0.4, "outliers": 0.0, "n_articles": 800, "n_countries": 20}


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("shown", SHOWN)
def test_a_state_with_twice_the_readers_is_first_by_index_and_not_by_views(curve: str, shown: str) -> None:
    found = answer(Year(7, curve=curve, shown=shown, effect=2.0, **PLAIN))  # type: ignore[arg-type]
    assert found.first_by_rank == found.first_by_index == country(6)
    assert country(6) in found.found_countries
    assert found.first_by_views != country(6)


def test_where_no_state_differs_none_is_found() -> None:
    for year in years(range(8), effect=1.0):
        found = answer(year)
        assert (found.found_countries, found.n_found_months) == ((), 0), year


def test_a_seed_is_always_the_same_year() -> None:
    assert answer(Year(3, effect=2.0)) == answer(Year(3, effect=2.0))
