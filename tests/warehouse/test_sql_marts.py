"""What the queries of `sql/marts/` mean, on a few rows of facts and bridges made by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from tests.warehouse.tables import build, put, rows_of
from warehouse.checks import checks_of, run_check
from warehouse.schema import contracts

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def connection(scratch: Connection) -> Connection:
    return scratch


JANUARY, FEBRUARY, MARCH, MAY = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 5, 1)
DECEMBER = date(2025, 12, 1)

#: The marts of engagement by month measure alike: the bridge, its key, and the mart; three members.
COUNTRY = ("bridge_article_country", "country_code", "mart_engagement_by_country_month", "FRA", "DEU", "ITA")
TOPIC = ("bridge_article_topic", "topic_code", "mart_engagement_by_topic_month", "trade", "energy", "culture")
OFFICIAL = ("bridge_article_official", "official_id", "mart_engagement_by_official_month", "ann", "bob", "cy")
#: Each release has one topic, so that its weights are those of its states.
COUNTRY_TOPIC = (
    "bridge_article_country",
    "country_code",
    "mart_engagement_by_country_topic_month",
    "FRA",
    "DEU",
    "ITA",
)
Kind = tuple[str, str, str, str, str, str]
KINDS = [COUNTRY, TOPIC, OFFICIAL, COUNTRY_TOPIC]
every = pytest.mark.parametrize("kind", KINDS, ids=["country", "topic", "official", "country_topic"])


@pytest.fixture(autouse=True)
def dimensions(connection: Connection) -> None:
    for code, name in (("FRA", "France"), ("DEU", "Germany"), ("ITA", "Italy"), ("KAZ", "Kazakhstan")):
        put(connection, "dim_country", {"country_code": code, "country_name": name})
    for code in ("trade", "energy", "culture"):
        put(connection, "dim_topic", {"topic_code": code})
    for official_id in ("ann", "bob", "cy"):
        put(connection, "dim_official", {"official_id": official_id})


def put_article(
    connection: Connection, kind: Kind, article_id: str, month: date, n_views: int | None, weights: dict[str, float]
) -> None:
    bridge, key, *_ = kind
    row = {"article_id": article_id, "engagement_month": month, "n_views": n_views}
    put(connection, "fct_article", row | {"published_on": month, "published_at": datetime(month.year, month.month, 1)})
    for code, weight in weights.items():
        put(connection, bridge, {"article_id": article_id, key: code, "weight": weight})
    if kind == COUNTRY_TOPIC:
        put(connection, "bridge_article_topic", {"article_id": article_id, "topic_code": "trade", "weight": 1.0})


def measured(connection: Connection, kind: Kind, *measures: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Return the mart as {(member, month): measures}."""
    build(connection, "mart_article_engagement", "mart_engagement_by_member_month", kind[2])
    sql = f"SELECT {kind[1]}, engagement_month, {', '.join(measures)} FROM {kind[2]}"
    return {row[:2]: row[2:] for row in rows_of(connection, sql)}


def reconciles(connection: Connection, kind: Kind) -> bool:
    (check,) = [check for check in checks_of(contracts()[kind[2]]) if check.name == "views_reconcile"]
    return run_check(connection, check).passed


@every
def test_each_member_counts_a_release_in_full_and_by_weight(kind: Kind, connection: Connection) -> None:
    *_, one, other, _ = kind
    put_article(connection, kind, "a", MARCH, 100, {one: 0.75, other: 0.25})
    put_article(connection, kind, "b", MARCH, 20, {one: 1.0})
    put_article(connection, kind, "alone", MARCH, 7, {})
    found = measured(connection, kind, "n_articles", "n_views", "n_views_weighted", "view_rank", "view_share")
    assert found == {
        (one, MARCH): (2, 120, 95.0, 1, pytest.approx(120 / 220)),
        (other, MARCH): (1, 100, 25.0, 2, pytest.approx(100 / 220)),
    }
    assert reconciles(connection, kind)


def test_the_home_state_is_left_out(connection: Connection) -> None:
    put_article(connection, COUNTRY, "a", MARCH, 100, {"FRA": 1.0})
    put_article(connection, COUNTRY, "b", MARCH, 9, {})
    for article_id in "ab":
        home = {"article_id": article_id, "country_code": "KAZ", "role_code": "home", "weight": None}
        put(connection, "bridge_article_country", home)
    assert measured(connection, COUNTRY, "n_views", "view_share") == {("FRA", MARCH): (100, 1.0)}
    assert reconciles(connection, COUNTRY)


def test_partners_and_main_topics_are_counted_apart(connection: Connection) -> None:
    for number, (role, is_main) in enumerate([("partner", True), ("mentioned", False), ("partner", False)]):
        article_id = str(number)
        put_article(connection, COUNTRY, article_id, MARCH, 1, {})
        put(connection, "bridge_article_country", {"article_id": article_id, "role_code": role})
        topic = {"article_id": article_id, "topic_code": "trade", "is_main": is_main}
        put(connection, "bridge_article_topic", topic)
    assert measured(connection, COUNTRY, "n_articles", "n_partner_articles") == {("FRA", MARCH): (3, 2)}
    assert measured(connection, TOPIC, "n_articles", "n_main_articles") == {("trade", MARCH): (3, 1)}


@every
def test_change_is_told_only_from_the_calendar_month_before(kind: Kind, connection: Connection) -> None:
    *_, one, other, _ = kind
    months = {DECEMBER: 50, JANUARY: 30, FEBRUARY: None, MARCH: 10, MAY: 90}
    for number, (month, n_views) in enumerate(months.items()):
        put_article(connection, kind, str(number), month, n_views, {one: 1.0})
    put_article(connection, kind, "other", date(2026, 4, 1), 5, {other: 1.0})
    found = measured(connection, kind, "n_views_change")
    assert found == {
        (one, DECEMBER): (None,),
        (one, JANUARY): (-20,),
        (one, FEBRUARY): (None,),
        (one, MARCH): (None,),
        (one, MAY): (None,),
        (other, date(2026, 4, 1)): (None,),
    }


@every
def test_views_that_are_not_known_stay_unknown(kind: Kind, connection: Connection) -> None:
    *_, one, other, third = kind
    put_article(connection, kind, "a", MARCH, None, {one: 1.0})
    put_article(connection, kind, "b", MARCH, 0, {other: 1.0})
    put_article(connection, kind, "c", MARCH, None, {third: 0.5, other: 0.5})
    found = measured(connection, kind, "n_articles", "n_views", "n_views_weighted", "view_rank", "view_share")
    assert found == {
        (one, MARCH): (1, None, None, None, None),
        (other, MARCH): (2, 0, 0.0, 1, None),
        (third, MARCH): (1, None, None, None, None),
    }
    assert reconciles(connection, kind)


@every
def test_equal_views_have_the_same_rank(kind: Kind, connection: Connection) -> None:
    *_, one, other, third = kind
    for code, n_views in ((one, 5), (other, 5), (third, 3)):
        put_article(connection, kind, code, MARCH, n_views, {code: 1.0})
    put_article(connection, kind, "next", MAY, 1, {third: 1.0})
    ranks = {key: rank for key, (rank,) in measured(connection, kind, "view_rank").items()}
    assert ranks == {(one, MARCH): 1, (other, MARCH): 1, (third, MARCH): 3, (third, MAY): 1}


@every
@pytest.mark.parametrize(
    ("articles", "views_per_day", "age_reason_code"),
    [
        # (views, observed at) of releases of midnight on 1 March
        ([(100, datetime(2026, 3, 11))], 10.0, "none"),
        ([(100, datetime(2026, 3, 11)), (20, datetime(2026, 3, 3))], 10.0, "none"),
        ([(6, datetime(2026, 3, 1, 12))], 12.0, "none"),
        ([(100, None)], None, "unknown_time_small_cohort"),
        ([(100, datetime(2026, 3, 11)), (999, None)], 10.0, "none"),
        ([(5, datetime(2026, 3, 1))], None, "observed_before_published"),
        ([(5, datetime(2026, 2, 1))], None, "observed_before_published"),
        ([(None, None)], None, "no_views"),
        ([(None, None), (7, None)], None, "unknown_time_small_cohort"),
    ],
)
def test_views_a_day_come_only_from_known_times(
    kind: Kind,
    articles: list[tuple[int | None, datetime | None]],
    views_per_day: float | None,
    age_reason_code: str,
    connection: Connection,
) -> None:
    for number, (n_views, observed_at) in enumerate(articles):
        put_article(connection, kind, str(number), MARCH, n_views, {kind[3]: 1.0})
        connection.execute(
            "UPDATE fct_article SET views_observed_at = ? WHERE article_id = ?", [observed_at, str(number)]
        )
    found = measured(connection, kind, "views_per_day", "is_age_confounded", "age_reason_code")
    assert found == {(kind[3], MARCH): (pytest.approx(views_per_day), age_reason_code != "none", age_reason_code)}


@every
def test_a_lost_view_fails_the_reconciliation(kind: Kind, connection: Connection) -> None:
    put_article(connection, kind, "a", MARCH, 10, {kind[3]: 0.5, kind[4]: 0.5})
    build(connection, "mart_article_engagement", "mart_engagement_by_member_month", kind[2])
    assert reconciles(connection, kind)
    connection.execute(f"UPDATE {kind[2]} SET n_views_weighted = 4 WHERE {kind[1]} = ?", [kind[3]])
    assert not reconciles(connection, kind)


def put_person(connection: Connection, article_id: str, title: str | None, speaks_for: str, **event: Any) -> None:
    bridge = {"article_id": article_id, "official_id": "p", "official_title": title}
    put(connection, "bridge_article_official", bridge | {"represented_country_code": speaks_for})
    put(connection, "fct_event", {"article_id": article_id, "event_id": article_id} | event)
    if speaks_for != "ZZZ":
        taking_part = {"event_id": article_id, "official_id": "p", "represented_country_code": speaks_for}
        put(connection, "bridge_event_official", taking_part)


def test_a_person_is_as_the_latest_release_that_tells(connection: Connection) -> None:
    put(connection, "dim_official", {"official_id": "p", "official_name": "Anna Bee"})
    put(connection, "dim_country", {"country_code": "ZZZ", "country_name": "Unknown"})
    for day, n_views, title, speaks_for in [
        (1, 10, "Envoy", "KAZ"),
        (5, 5, "Ambassador", "KAZ"),
        (9, None, None, "ZZZ"),
    ]:
        row = {"article_id": str(day), "published_on": date(2026, 3, day), "published_at": datetime(2026, 3, day)}
        put(connection, "fct_article", row | {"n_views": n_views, "story_id": "1" if day == 5 else str(day)})
        put_person(connection, str(day), title, speaks_for)
    for event, code in (("1", "KAZ"), ("1", "FRA"), ("5", "FRA"), ("5", "DEU"), ("9", "ITA")):
        put(connection, "bridge_event_country", {"event_id": event, "country_code": code})
    build(connection, "mart_official_activity")
    assert rows_of(connection, "FROM mart_official_activity") == [
        ("p", "Anna Bee", "Ambassador", "KAZ", "Kazakhstan", 3, 2, 2, 15, date(2026, 3, 1), date(2026, 3, 9))
    ]


def test_a_person_who_speaks_for_nobody_has_met_nobody(connection: Connection) -> None:
    put(connection, "dim_official", {"official_id": "p", "official_name": "Anna Bee"})
    put(connection, "dim_country", {"country_code": "ZZZ", "country_name": "Unknown"})
    put(connection, "fct_article", {"article_id": "a"})
    put_person(connection, "a", None, "ZZZ")
    build(connection, "mart_official_activity")
    found = "SELECT latest_title, represented_country_name, n_countries_met, n_views FROM mart_official_activity"
    assert rows_of(connection, found) == [(None, "Unknown", 0, None)]
