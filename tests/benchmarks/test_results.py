"""Ratios are formed within a round, the order changes from round to round, and the page says what was measured."""

from __future__ import annotations

import pytest

from benchmarks.peers import CONTENDERS
from benchmarks.reading import order_of
from benchmarks.results import Measurement, Results, ratios, to_markdown


def measurement(cpu_seconds: float, n_bytes: int = 1_000_000) -> Measurement:
    return {"cpu_seconds": cpu_seconds, "n_bytes": n_bytes, "n_releases": n_bytes // 2500, "n_found": n_bytes // 250}


@pytest.fixture
def results() -> Results:
    return Results(
        command="python -m benchmarks.reading --rounds 3",
        versions={"reading_version": "0123abcd", "libraries": {"flashtext": "2.7", "spacy": None}},
        speed={
            "generated": {
                "chancery": [measurement(0.1), measurement(0.4), measurement(0.2)],
                "flashtext": [measurement(0.4), measurement(0.5), measurement(0.2, 500_000)],
            }
        },
        memory=[
            {"n_releases": 1000, "peak_bytes": 200 << 20, "cpu_seconds": 1.0},
            {"n_releases": 100_000, "peak_bytes": 230 << 20, "cpu_seconds": 90.0},
        ],
        missing=["entity-ruler"],
    )


def test_ratios_are_for_the_same_amount_of_text_within_a_round(results: Results) -> None:
    measured = results.speed["generated"]
    assert ratios(measured["chancery"], measured["flashtext"]) == pytest.approx([0.25, 0.8, 0.5])


def test_the_page_has_median_range_goal_and_what_is_missing(results: Results) -> None:
    page = to_markdown(results)
    assert "| Chancery, full reading | everything | 400 | 0.500 (0.250-1.000) | 2,000 | 5.00 | 10.0 |  |  |" in page
    assert "| 0.500 (0.250-0.800) | 0.50, then 0.25 |" in page
    assert "| 1,000 | 200 | 1.00 |  | 1.0 |\n| 100,000 | 230 | 1.15 | 1.25 | 90.0 |" in page
    assert "not installed: entity-ruler" in page
    assert "flashtext 2.7" in page
    assert "spacy None" not in page


def test_each_round_begins_with_another_contender() -> None:
    names = list(CONTENDERS)
    orders = [order_of(names, number) for number in range(len(names))]
    assert orders[0] == names
    assert all(sorted(order) == sorted(names) for order in orders)
    assert len({order[0] for order in orders}) > len(names) // 2
