"""Which days `dim_date` has, and how it describes them."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from tests.warehouse.tables import build, put, rows_of

Connection = duckdb.DuckDBPyConnection


@pytest.mark.parametrize(
    ("published", "first", "last", "n_days"),
    [
        ([], None, None, 1),
        ([date(2024, 2, 10)], date(2024, 2, 1), date(2024, 2, 29), 30),
        ([date(2025, 12, 31), date(2026, 1, 1)], date(2025, 12, 1), date(2026, 1, 31), 63),
        ([date(1, 1, 1)], date(1, 1, 2), date(1, 1, 31), 31),
    ],
)
def test_days_are_those_of_the_months_of_publication_and_the_unknown_one(
    published: list[date], first: date | None, last: date | None, n_days: int, scratch: Connection
) -> None:
    for number, day in enumerate(published, start=1):
        put(scratch, "stg_article", {"line_from": number, "published_on": day})
    build(scratch, "dim_date")
    known = "FILTER (WHERE date_on > DATE '0001-01-01')"
    found = rows_of(scratch, f"SELECT min(date_on) {known}, max(date_on) {known}, count(*) FROM dim_date")
    assert found == [(first, last, n_days)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), (date(2026, 1, 1), 2026, 1, 1, "January", 4, "Thursday", 1, False)),
        (date(2027, 1, 3), (date(2027, 1, 1), 2027, 1, 1, "January", 7, "Sunday", 53, True)),
        (date(2026, 11, 28), (date(2026, 11, 1), 2026, 4, 11, "November", 6, "Saturday", 48, True)),
    ],
)
def test_a_day_is_described_as_iso_8601_does(day: date, expected: tuple[Any, ...], scratch: Connection) -> None:
    put(scratch, "stg_article", {"published_on": day})
    build(scratch, "dim_date")
    assert rows_of(scratch, f"SELECT * EXCLUDE (date_on) FROM dim_date WHERE date_on = DATE '{day}'") == [expected]
