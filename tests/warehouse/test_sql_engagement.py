"""What an expectation, an index and its interval mean, on counts made by hand (decision 0013)."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import pytest

from tests.warehouse.tables import build, document, fetch, put, rows_of

Connection = duckdb.DuckDBPyConnection
MARCH = date(2026, 3, 1)
SHOWN_AT = datetime(2026, 3, 20)


@pytest.fixture
def connection(scratch: Connection) -> Connection:
    return scratch


def put_shown(connection: Connection, counts: list[tuple[float, int | None]], name: str = "d", **stated: Any) -> None:
    """Put releases, each of an age in days and with views, as one document shows them; the time is not stated."""
    for number, (age, n_views) in enumerate(counts):
        row = {"article_id": f"{name}{number:03d}", "published_at": SHOWN_AT - timedelta(days=age), "n_views": n_views}
        put(connection, "fct_article", {"views_document_id": document(name), "engagement_month": MARCH} | row | stated)


def of_articles(connection: Connection, *columns: str) -> dict[str, Any]:
    """Return columns of the mart by release; of one column, the value alone."""
    build(connection, "mart_article_engagement")
    rows = rows_of(connection, f"SELECT article_id, {', '.join(columns)} FROM mart_article_engagement")
    return {row[0]: row[1] if len(row) == 2 else row[1:] for row in rows}


def test_views_that_are_a_line_of_age_are_as_expected_though_no_time_is_known(connection: Connection) -> None:
    put_shown(connection, [(age, 1000 * age) for age in (1, 2, 4, 5, 7, 9)])
    found = of_articles(connection, "engagement_index", "views_per_day", "is_age_confounded", "n_cohort_articles")
    assert all(row == (pytest.approx(1.0, abs=1e-6), None, False, 6) for row in found.values())


@pytest.mark.parametrize("n_articles", [20, 200])
def test_one_release_that_everybody_reads_leaves_the_others_as_they_were(
    n_articles: int, connection: Connection
) -> None:
    noise = random.Random(4)
    counts = [(age, round(500 * age * noise.uniform(0.8, 1.25))) for age in range(1, n_articles + 1)]
    put_shown(connection, counts)
    before = of_articles(connection, "engagement_index")
    connection.execute("UPDATE fct_article SET n_views = n_views * 100 WHERE article_id = 'd007'")
    after = of_articles(connection, "engagement_index")
    assert after.pop("d007") == pytest.approx(100 * before.pop("d007"), rel=0.25)
    assert after == pytest.approx(before, rel=0.25)


@pytest.mark.parametrize("n_articles", [8, 30, 300])
def test_typical_releases_of_a_cohort_reach_their_expectation_together(n_articles: int, connection: Connection) -> None:
    noise = random.Random(5)
    put_shown(connection, [(age, round(900 * age**0.4 * noise.uniform(0.5, 1.5))) for age in range(1, n_articles + 1)])
    build(connection, "mart_article_engagement")
    assert rows_of(connection, "SELECT sum(n_views) / sum(n_views_expected) FROM mart_article_engagement") == [
        (pytest.approx(1.0, abs=1e-3),)
    ]


def test_a_curve_that_flattens_is_followed(connection: Connection) -> None:
    put_shown(connection, [(age / 2, round(10_000 * (1 - 0.5 ** (age / 20)))) for age in range(1, 401)])
    found = of_articles(connection, "engagement_index")
    assert all(0.85 < index < 1.15 for article_id, index in found.items() if article_id > "d012")


def test_documents_without_a_time_are_cohorts_of_their_own(connection: Connection) -> None:
    put_shown(connection, [(age, 10 * age) for age in range(1, 7)], "low")
    put_shown(connection, [(age, 1000 * age) for age in range(1, 7)], "high")
    put_shown(connection, [(age, 70 * age) for age in range(1, 6)], "few")
    found = of_articles(connection, "engagement_index", "n_cohort_articles", "age_reason_code")
    assert {article_id[:-3]: row for article_id, row in found.items()} == {
        "low": (pytest.approx(1.0, abs=1e-3), 6, "none"),
        "high": (pytest.approx(1.0, abs=1e-3), 6, "none"),
        "few": (None, 5, "unknown_time_small_cohort"),
    }


def test_pages_shown_at_known_times_are_compared_by_age_within_their_source(connection: Connection) -> None:
    for source, factor in (("one", 10), ("two", 1000)):
        for age in range(1, 9):
            when = {"views_observed_at": SHOWN_AT, "source_name": source}
            put_shown(connection, [(age, factor * age)], f"{source}{age}", **when)
    found = of_articles(connection, "engagement_index", "n_cohort_articles", "age_days")
    assert all(row[:2] == (pytest.approx(1.0, abs=1e-3), 8) for row in found.values())
    assert found["one3000"][2] == 3.0


def test_a_large_observation_with_a_time_stands_alone(connection: Connection) -> None:
    for name, n_articles in (("large", 30), ("small", 7)):
        put_shown(connection, [(age, age) for age in range(1, n_articles + 1)], name, views_observed_at=SHOWN_AT)
    found = of_articles(connection, "n_cohort_articles")
    assert {article_id[:-3]: n for article_id, n in found.items()} == {"large": 30, "small": 7}


@pytest.mark.parametrize(
    ("views", "observed_at", "reason"),
    [
        (None, None, "no_views"),
        (0, None, "too_few_views"),
        (5, SHOWN_AT - timedelta(days=99), "observed_before_published"),
    ],
)
def test_where_nothing_allows_for_age_a_reason_is_given(
    views: int | None, observed_at: datetime | None, reason: str, connection: Connection
) -> None:
    put_shown(connection, [(age, views) for age in range(1, 8)], views_observed_at=observed_at)
    found = of_articles(connection, "engagement_index", "views_per_day", "is_age_confounded", "age_reason_code")
    assert set(found.values()) == {(None, None, True, reason)}


def test_the_percentile_is_among_releases_of_similar_age(connection: Connection) -> None:
    put_shown(connection, [(3, 100 + 10 * number) for number in range(11)])
    found = of_articles(connection, "view_percentile")
    assert sorted(found.values()) == pytest.approx([number / 10 for number in range(11)])


def test_views_gained_are_those_of_the_latest_observation(connection: Connection) -> None:
    put_shown(connection, [(9, 80)], views_observed_at=SHOWN_AT)
    for name, day, n_views in (("a", 12, 50), ("b", 20, 80), ("c", 16, 65)):
        reading = {"fetch_id": fetch(name), "document_id": document(name), "observed_at": datetime(2026, 3, day)}
        put(connection, "raw_fetch", reading)
        put(connection, "stg_article", {"article_id": "d000", "document_id": document(name), "n_views": n_views})
    build(connection, "fct_view_snapshot")
    assert of_articles(connection, "n_views_gained", "hours_since_last") == {"d000": (15, 96.0)}


def test_the_order_of_arrival_changes_nothing(connection: Connection) -> None:
    noise = random.Random(6)
    counts = [(noise.choice((1, 2, 3, 5, 8)), noise.randrange(1, 500)) for _ in range(90)]
    put_shown(connection, counts)
    build(connection, "mart_article_engagement")
    first = rows_of(connection, "FROM mart_article_engagement ORDER BY article_id")
    connection.execute("CREATE TABLE turned AS FROM fct_article ORDER BY article_id DESC")
    connection.execute("DELETE FROM fct_article")
    connection.execute("INSERT INTO fct_article FROM turned")
    build(connection, "mart_article_engagement")
    assert rows_of(connection, "FROM mart_article_engagement ORDER BY article_id") == first


def put_engaged(connection: Connection, country: str, *releases: tuple[int, float, float]) -> None:
    """Put releases of a state: views, expected views, and how far such counts usually lie from what is expected."""
    for number, (n_views, n_expected, n_spread) in enumerate(releases):
        article_id = f"{country}{number}"
        row = {"article_id": article_id, "story_id": article_id, "engagement_month": MARCH}
        row |= {"n_views": n_views, "n_views_spread": n_spread}
        put(connection, "mart_article_engagement", row | {"n_views_expected": n_expected})
        put(connection, "bridge_article_country", {"article_id": article_id, "country_code": country, "weight": 1.0})
    put(connection, "dim_country", {"country_code": country})


def of_countries(connection: Connection, *columns: str) -> dict[str, tuple[Any, ...]]:
    build(
        connection, "mart_engagement_by_member_month", "mart_engagement_by_country", "mart_engagement_by_country_month"
    )
    sql = "SELECT country_code, {} FROM {} ORDER BY ALL"
    whole = rows_of(connection, sql.format(", ".join(columns), "mart_engagement_by_country"))
    # All is of one month: both marts say the same.
    assert rows_of(connection, sql.format(", ".join(columns), "mart_engagement_by_country_month")) == whole
    return {row[0]: row[1:] for row in whole}


#: Five releases whose counts have the standard deviation 15.81: their mean 7.07, which is 0.0707 of what is expected.
FIVE = [(n_views, 100.0, 0.0) for n_views in (80, 90, 100, 110, 120)]


def test_the_index_is_a_ratio_of_sums(connection: Connection) -> None:
    put_engaged(connection, "FRA", (300, 100.0, 1.0), (100, 900.0, 1.0))
    measures = ("engagement_index", "n_index_articles", "n_index_views", "n_views_expected", "index_low", "index_rank")
    assert of_countries(connection, *measures) == {"FRA": (0.4, 2, 400, 1000.0, None, None)}


def test_releases_without_an_expectation_stay_out_of_the_index(connection: Connection) -> None:
    put_engaged(connection, "FRA", *FIVE)
    row = {"article_id": "x", "engagement_month": MARCH, "n_views": 7}
    put(connection, "mart_article_engagement", row)
    put(connection, "bridge_article_country", {"article_id": "x", "country_code": "FRA", "weight": 1.0})
    found = of_countries(connection, "n_articles", "n_views", "n_index_articles", "n_index_views", "engagement_index")
    assert found == {"FRA": (6, 507, 5, 500, 1.0)}


@pytest.mark.parametrize(("n_countries", "quantile"), [(1, 2.776), (2, 3.495), (5, 4.604), (50, 8.610)])
def test_the_interval_is_students_and_is_wider_the_more_states_are_compared(
    n_countries: int, quantile: float, connection: Connection
) -> None:
    """Quantiles of four degrees of freedom from a table, at 5 % over the number of states."""
    for number in range(n_countries):
        put_engaged(connection, f"A{chr(65 + number // 26)}{chr(65 + number % 26)}", *FIVE)
    low, index, high = of_countries(connection, "index_low", "engagement_index", "index_high")["AAA"]
    assert index == 1.0
    assert 1 - low == pytest.approx(quantile * 0.07071, rel=0.02)
    assert high == pytest.approx(1 / (1 - quantile * 0.07071), rel=0.3)
    assert high > 1 + quantile * 0.07071


def test_releases_that_agree_by_luck_have_the_usual_spread_of_their_cohort(connection: Connection) -> None:
    put_engaged(connection, "FRA", *[(100, 100.0, 50.0)] * 5)
    ((low, high),) = of_countries(connection, "index_low", "index_high").values()
    assert low == pytest.approx(1 - 1.96 * 0.5 / 5**0.5, abs=1e-3)
    assert high > 1.5


def test_few_releases_do_not_lead_by_luck(connection: Connection) -> None:
    put_engaged(connection, "FRA", *[(150, 100.0, 80.0)] * 100)
    put_engaged(connection, "DEU", *[(170, 100.0, 80.0)] * 5)
    put_engaged(connection, "ITA", *[(100, 100.0, 80.0)] * 100)
    put_engaged(connection, "NOR", *[(900, 100.0, 80.0)] * 4)
    found = of_countries(connection, "index_rank", "view_rank")
    assert found == {"FRA": (1, 1), "DEU": (2, 4), "ITA": (3, 2), "NOR": (None, 3)}
