"""What the queries of `sql/core/` mean, on a few staging rows made by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from tests.warehouse.tables import build, document, fetch, put, rows_of

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def connection(scratch: Connection) -> Connection:
    return scratch


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 3, day, hour)


def put_reading(
    connection: Connection, name: str, read_at: datetime, observed_at: datetime | None, of: str | None = None
) -> None:
    """Note the reading `name` of a document, which is called so too unless `of` names another."""
    row = {"fetch_id": fetch(name), "document_id": document(of or name), "read_at": read_at, "observed_at": observed_at}
    put(connection, "raw_fetch", row)


def put_release(connection: Connection, name: str, n_views: int | None, **stated: Any) -> None:
    row = {"document_id": document(name), "article_id": "a", "version_id": "v", "n_views": n_views}
    put(connection, "stg_article", row | {"published_at": at(1, 6)} | stated)


SNAPSHOTS = "SELECT fetch_id, n_views, n_views_gained, age_hours, hours_since_last FROM fct_view_snapshot ORDER BY ALL"


def snapshots(connection: Connection) -> dict[str, tuple[Any, ...]]:
    build(connection, "fct_view_snapshot")
    return {row[0]: row[1:] for row in rows_of(connection, SNAPSHOTS)}


def test_known_times_are_ordered_and_views_gained_may_be_negative(connection: Connection) -> None:
    for name, read_at, observed_at, n_views in [
        ("second", at(9), at(2, 6), 100),
        ("first", at(10), at(1, 12), 40),
        ("third", at(8), at(2, 18), 97),
    ]:
        put_reading(connection, name, read_at, observed_at)
        put_release(connection, name, n_views)
    assert snapshots(connection) == {
        fetch("first"): (40, None, 6.0, None),
        fetch("second"): (100, 60, 24.0, 18.0),
        fetch("third"): (97, -3, 36.0, 12.0),
    }


def test_a_late_observation_recomputes_its_neighbours(connection: Connection) -> None:
    for name, observed_at, n_views in [("first", at(1, 12), 40), ("third", at(2, 12), 90)]:
        put_reading(connection, name, at(3), observed_at)
        put_release(connection, name, n_views)
    assert snapshots(connection)[fetch("third")] == (90, 50, 30.0, 24.0)
    put_reading(connection, "second", at(9), at(2))
    put_release(connection, "second", 60)
    assert snapshots(connection) == {
        fetch("first"): (40, None, 6.0, None),
        fetch("second"): (60, 20, 18.0, 12.0),
        fetch("third"): (90, 30, 30.0, 12.0),
    }


def test_a_falling_count_is_kept_and_flagged(connection: Connection) -> None:
    for name, observed_at, n_views in [("a", at(2), 10), ("b", at(3), 8), ("c", at(4), 8), ("unknown", None, 1)]:
        put_reading(connection, name, at(5), observed_at)
        put_release(connection, name, n_views)
    build(connection, "fct_view_snapshot")
    found = rows_of(connection, "SELECT fetch_id, n_views, is_falling FROM fct_view_snapshot")
    assert set(found) == {
        (fetch("a"), 10, False),
        (fetch("b"), 8, True),
        (fetch("c"), 8, False),
        (fetch("unknown"), 1, False),
    }


def test_an_unknown_time_is_never_ordered_against_a_known_one(connection: Connection) -> None:
    for name, observed_at, n_views in [("early", at(2, 6), 10), ("whenever", None, 50), ("late", at(3, 6), 30)]:
        put_reading(connection, name, at(4), observed_at)
        put_release(connection, name, n_views)
    assert snapshots(connection) == {
        fetch("early"): (10, None, 24.0, None),
        fetch("late"): (30, 20, 48.0, 24.0),
        fetch("whenever"): (50, None, None, None),
    }


@pytest.mark.parametrize(
    ("readings", "kept"),
    [
        ([("one", 1, None), ("again", 2, None)], {"one"}),
        ([("again", 2, None), ("one", 1, None)], {"one"}),
        ([("one", 5, at(2)), ("again", 6, at(2))], {"one"}),
        ([("one", 5, at(2)), ("later", 6, at(4))], {"one", "later"}),
        ([("unknown", 5, None), ("told", 6, at(4))], {"unknown", "told"}),
        ([("told", 5, at(4)), ("unknown", 6, None)], {"told"}),
    ],
)
def test_the_same_bytes_are_a_new_snapshot_only_if_another_time_is_told(
    readings: list[tuple[str, int, datetime | None]], kept: set[str], connection: Connection
) -> None:
    put_release(connection, "bytes", 7)
    for name, day, observed_at in readings:
        put_reading(connection, name, at(day), observed_at, of="bytes")
    assert snapshots(connection).keys() == {fetch(name) for name in kept}


def test_a_release_without_views_and_a_failed_reading_give_no_snapshot(connection: Connection) -> None:
    put_reading(connection, "one", at(2), at(2))
    put_release(connection, "one", None)
    put(connection, "raw_fetch", {"fetch_id": fetch("failed"), "status": "failed", "document_id": None})
    assert snapshots(connection) == {}


@pytest.mark.parametrize(
    ("readings", "current", "is_latest_known", "first", "last"),
    [
        # name of document and version, day read, day observed
        ([("old", 1, None), ("new", 2, None)], "new", False, None, None),
        ([("new", 2, None), ("old", 1, None)], "new", False, None, None),
        ([("old", 8, 1), ("new", 5, 3)], "new", True, at(1), at(3)),
        ([("known", 1, 1), ("unknown", 9, None)], "known", True, at(1), at(1)),
        ([("same", 1, None), ("same as well", 1, None)], "same", False, None, None),
    ],
)
def test_the_current_text_is_of_the_latest_known_observation_else_of_the_latest_reading(
    readings: list[tuple[str, int, int | None]],
    current: str,
    is_latest_known: bool,
    first: datetime | None,
    last: datetime | None,
    connection: Connection,
) -> None:
    for number, (name, read_on, observed_on) in enumerate(readings):
        put_reading(connection, name, at(read_on), at(observed_on) if observed_on else None)
        put_release(connection, name, number, version_id=name, body=f"Body of {name}.\nTwo paragraphs.")
    build(connection, "fct_article")
    if current == "same":  # nothing tells the two apart but their hashes
        current = min((name for name, _, _ in readings), key=document)
    assert rows_of(
        connection,
        "SELECT version_id, document_id, n_versions, is_latest_known, first_observed_at, last_observed_at"
        " FROM fct_article",
    ) == [(current, document(current), len(readings), is_latest_known, first, last)]


@pytest.mark.parametrize(
    ("readings", "n_views", "shown_by", "observed_at", "is_latest_known"),
    [
        ([("one", 1, None, 5), ("two", 2, None, 4)], 4, "two", None, False),
        ([("one", 9, 2, 5), ("two", 1, 3, 4)], 4, "two", at(3), True),
        ([("one", 1, 1, 5), ("two", 9, None, 9)], 5, "one", at(1), True),
        ([("one", 1, 1, 5), ("two", 2, 2, None)], 5, "one", at(1), True),
        ([("one", 1, 1, None), ("two", 2, None, 3)], 3, "two", None, False),
        ([("one", 1, 1, None)], None, None, None, True),
    ],
)
def test_views_are_those_of_the_latest_known_observation_that_has_some(
    readings: list[tuple[str, int, int | None, int | None]],
    n_views: int | None,
    shown_by: str | None,
    observed_at: datetime | None,
    is_latest_known: bool,
    connection: Connection,
) -> None:
    for name, read_on, observed_on, views in readings:
        put_reading(connection, name, at(read_on), at(observed_on) if observed_on else None)
        put_release(connection, name, views)
    build(connection, "fct_article")
    columns = "n_views, views_document_id, views_observed_at, is_latest_known, n_versions"
    assert rows_of(connection, f"SELECT {columns} FROM fct_article") == [
        (n_views, shown_by and document(shown_by), observed_at, is_latest_known, 1)
    ]


def test_facts_of_a_release(connection: Connection) -> None:
    put_reading(connection, "one", at(1), None)
    local = {"published_on": date(2026, 4, 1), "published_at": datetime(2026, 3, 31, 20)}
    put_release(connection, "one", 1, title=" A  title ", body="Three more words\nand two.", **local)
    build(connection, "fct_article")
    assert rows_of(connection, "SELECT engagement_month, n_words, home_country_code FROM fct_article") == [
        (date(2026, 4, 1), 7, "ZZZ")
    ]


WEIGHTS = "SELECT country_code, weight FROM bridge_article_country ORDER BY ALL"


@pytest.mark.parametrize(
    ("states", "weights"),
    [
        ({"KAZ": ("home", 0.0), "FRA": ("partner", 0.6), "DEU": ("mentioned", 0.2)}, {"FRA": 0.75, "DEU": 0.25}),
        ({"KAZ": ("home", 0.5), "FRA": ("partner", 0.0), "DEU": ("mentioned", 0.0)}, {"FRA": 0.5, "DEU": 0.5}),
        ({"KAZ": ("home", 0.0)}, {}),
        ({"FRA": ("mentioned", 0.1)}, {"FRA": 1.0}),
    ],
)
def test_weights_are_shares_of_attention_among_other_states(
    states: dict[str, tuple[str, float]], weights: dict[str, float], connection: Connection
) -> None:
    put(connection, "fct_article", {"article_id": "a", "version_id": "v"}, {"article_id": "b", "version_id": "w"})
    for code, (role, salience) in states.items():
        row = {"version_id": "v", "country_code": code, "role_code": role, "salience": salience}
        put(connection, "stg_article_country", row)
    put(connection, "stg_article_country", {"version_id": "superseded", "country_code": "ITA"})
    build(connection, "bridge_article_country")
    found = dict(rows_of(connection, WEIGHTS))
    assert found.keys() == states.keys()
    assert {code: weight for code, weight in found.items() if weight is not None} == pytest.approx(weights)


def test_people_bodies_and_topics_share_a_release(connection: Connection) -> None:
    put(connection, "fct_article", {"article_id": "a", "version_id": "v"})
    person = {"version_id": "v", "represented_country_code": "FRA", "organization_key": "unesco"}
    put(connection, "stg_article_official", person | {"official_key": "p1"}, {"version_id": "v", "official_key": "p2"})
    put(
        connection,
        "stg_article_organization",
        *({"version_id": "v", "organization_key": key} for key in ("unesco", "un")),
    )
    put(
        connection,
        "stg_article_topic",
        *({"version_id": "v", "topic_code": t, "score": s} for t, s in (("x", 0.9), ("y", 0.3))),
    )
    put(connection, "stg_article_country", {"version_id": "v", "country_code": "FRA", "role_code": "partner"})
    build(
        connection,
        "dim_organization",
        "bridge_article_country",
        "bridge_official_key",
        "bridge_article_official",
        "bridge_article_organization",
        "bridge_article_topic",
    )
    assert rows_of(
        connection,
        "SELECT represented_country_code, posted_country_code, organization_id = md5('unesco'), role_code, weight"
        " FROM bridge_article_official ORDER BY official_id = md5('p2')",
    ) == [("FRA", "ZZZ", True, "partner", 0.5), ("ZZZ", "ZZZ", False, None, 0.5)]
    assert rows_of(connection, "SELECT sum(weight), count(*) FROM bridge_article_organization") == [(1.0, 2)]
    topics = dict(rows_of(connection, "SELECT topic_code, weight FROM bridge_article_topic"))
    assert topics == pytest.approx({"x": 0.75, "y": 0.25})


def test_the_name_of_a_person_is_the_full_form_most_versions_use_of_equals_the_longest(connection: Connection) -> None:
    for number, (key, name) in enumerate(
        [
            ("a", "A. Bee"),
            ("a", "A. Bee"),
            ("a", "Anna Maria Bee"),
            ("b", "Cy"),
            ("b", "Cyrus"),
            ("c", "Ede"),
            ("c", "Eda"),
        ]
    ):
        put(connection, "stg_article_official", {"version_id": str(number), "official_key": key, "official_name": name})
    build(connection, "bridge_official_key", "dim_official")
    found = rows_of(connection, "SELECT official_name, spellings FROM dim_official ORDER BY ALL")
    assert found == [
        ("Anna Maria Bee", ["A. Bee", "Anna Maria Bee"]),
        ("Cyrus", ["Cy", "Cyrus"]),
        ("Eda", ["Eda", "Ede"]),
        ("Unknown", []),
    ]


@pytest.mark.parametrize(
    ("names", "persons"),
    [
        ([("ann lee", "Ann Lee", "NOR"), ("a lee", "A. Lee", "NOR"), ("lee nor", "Lee", "NOR")], 1),
        ([("ann lee", "Ann Lee", "NOR"), ("ann maria lee", "Ann Maria Lee", None), ("a m lee", "A.M. Lee", "NOR")], 1),
        ([("ann lee", "Ann Lee", "NOR"), ("lee ken", "Lee", "KEN")], 2),  # of another state
        ([("ann lee", "Ann Lee", "NOR"), ("eva lee", "Eva Lee", "NOR"), ("lee nor", "Lee", "NOR")], 3),  # which one?
        ([("ann lee", "Ann Lee", "NOR"), ("e lee", "E. Lee", "NOR")], 2),
        ([("ann lee", "Ann Lee", "NOR"), ("bo ann lee", "Bo Ann Lee", "KEN")], 2),
        ([("a b lee", "A. B. Lee", "NOR"), ("a lee", "A. Lee", "NOR")], 2),  # initials alone prove nothing
        ([*[("ann lee", "Ann Lee", "NOR")] * 19, ("eva lee", "Eva Lee", "NOR"), ("lee nor", "Lee", "NOR")], 2),
    ],
)
def test_forms_of_a_name_over_all_releases(
    names: list[tuple[str, str, str | None]], persons: int, connection: Connection
) -> None:
    for number, (key, name, code) in enumerate(names):
        row = {"official_key": key, "official_name": name, "represented_country_code": code}
        put(connection, "stg_article_official", row | {"version_id": str(number)})
    build(connection, "bridge_official_key")
    counted = rows_of(connection, "SELECT count(DISTINCT official_id), count(*) FROM bridge_official_key")
    assert counted == [(persons, len({key for key, _, _ in names}))]


def test_two_forms_of_one_person_in_a_release_are_one_row(connection: Connection) -> None:
    put(connection, "fct_article", {"article_id": "a", "version_id": "v"})
    for key, name, title, n_mentions in (("ann lee", "Ann Lee", None, 3), ("a lee", "A. Lee", "Minister", 1)):
        row = {"official_key": key, "official_name": name, "official_title": title, "n_mentions": n_mentions}
        put(connection, "stg_article_official", row | {"version_id": "v"})
    build(connection, "dim_organization", "bridge_article_country", "bridge_official_key", "bridge_article_official")
    assert rows_of(connection, "SELECT official_title, n_mentions, weight FROM bridge_article_official") == [
        ("Minister", 4, 1.0)
    ]


def test_only_a_main_event_has_participants_and_they_speak_for_a_state_in_it(connection: Connection) -> None:
    put(connection, "fct_article", {"article_id": "a", "version_id": "v"})
    for number, is_main in ((1, True), (2, False)):
        put(connection, "stg_event", {"version_id": "v", "event_no": number, "is_main": is_main})
    for code, role in (("KAZ", "home"), ("FRA", "partner"), ("DEU", "mentioned")):
        put(connection, "stg_article_country", {"version_id": "v", "country_code": code, "role_code": role})
    for code in ("KAZ", "DEU", None):
        put(
            connection,
            "stg_article_official",
            {"version_id": "v", "official_key": str(code), "represented_country_code": code},
        )
    build(
        connection,
        "dim_organization",
        "bridge_article_country",
        "bridge_official_key",
        "bridge_article_official",
        "fct_event",
        "bridge_event_country",
        "bridge_event_official",
    )
    assert rows_of(connection, "SELECT count(*), count(DISTINCT event_id) FROM fct_event") == [(2, 2)]
    (main,) = rows_of(connection, "SELECT event_id FROM fct_event WHERE is_main")
    taking_part = rows_of(connection, "SELECT event_id, country_code FROM bridge_event_country ORDER BY ALL")
    assert taking_part == [(*main, "FRA"), (*main, "KAZ")]
    assert rows_of(connection, "SELECT event_id, represented_country_code FROM bridge_event_official") == [
        (*main, "KAZ")
    ]


def test_a_source_is_as_its_latest_reading_says(connection: Connection) -> None:
    for name, read_on, publisher in (("old", 1, "Old name"), ("new", 2, "New name")):
        put_reading(connection, name, at(read_on), None)
        put(connection, "stg_document", {"document_id": document(name), "publisher_name": publisher})
    build(connection, "dim_source")
    assert rows_of(
        connection, "SELECT source_name, publisher_name, home_country_code FROM dim_source ORDER BY ALL"
    ) == [
        ("ministry", "New name", "ZZZ"),
        ("unknown", None, "ZZZ"),
    ]


def test_evidence_is_keyed_as_the_dimensions_are(connection: Connection) -> None:
    put(connection, "fct_article", {"article_id": "a", "version_id": "v"})
    for kind in ("country", "official", "organization", "topic", "event"):
        put(connection, "stg_mention", {"version_id": "v", "kind": kind, "entity_id": "key"})
        put(connection, "stg_mention", {"version_id": "superseded", "kind": kind, "entity_id": "key"})
    put(connection, "stg_article_official", {"version_id": "v", "official_key": "key"})
    build(connection, "bridge_official_key", "fct_mention")
    assert rows_of(connection, "SELECT kind, entity_id = md5('key') FROM fct_mention ORDER BY kind") == [
        ("country", False),
        ("event", False),
        ("official", True),
        ("organization", True),
        ("topic", False),
    ]
